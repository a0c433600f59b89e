//! Forms as text: for a terminal, and as Markdown.

use std::io::{self, Write};

use super::{Form, FormHead, FormPart};
use crate::format::{Format, View};

/// Parts under each other, and the notes below them.
pub(crate) fn plain(form: &Form, format: &Format, view: &View, out: &mut dyn Write) -> io::Result<()> {
    match &form.parts[..] {
        [part] if part.paragraphs.is_empty() => (format.table)(&form.table(), view, out)?,
        parts => {
            writeln!(out, "{}", form.table().title)?;
            for part in parts {
                writeln!(out)?;
                if part.paragraphs.is_empty() {
                    (format.table)(&part.table(), view, out)?;
                } else {
                    writeln!(out, "{}", part.title)?;
                    part.paragraphs.iter().try_for_each(|text| writeln!(out, "{text}"))?;
                }
            }
        }
    }
    notes(form, out)
}

fn notes(form: &Form, out: &mut dyn Write) -> io::Result<()> {
    form.notes.iter().try_for_each(|note| write!(out, "\n{note}\n"))
}

/// The whole paper: its head, its parts, its notes, and where it is signed. `escaped` makes text of any text, `table`
/// writes a table.
pub(crate) fn markdown(
    form: &Form,
    head: &FormHead,
    escaped: impl Fn(&str) -> String,
    table: impl Fn(&FormPart, &mut dyn Write) -> io::Result<()>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "**{}**", escaped(&form.number))?;
    if !form.issued.is_empty() {
        write!(out, "\n*{}*\n", escaped(&form.issued))?;
    }
    let head_line = |label: &str, text: &str| format!("- {label}: {}", escaped(FormHead::or_dots(text)));
    write!(out, "\n{}\n", head_line("Đơn vị báo cáo", &head.office))?;
    writeln!(out, "{}", head_line("Đơn vị nhận báo cáo", &head.receiving_unit))?;
    write!(out, "\n# {}\n\n{}\n", escaped(&form.title_line()), escaped(&form.period_words()))?;
    if !form.unit_of_count.is_empty() {
        write!(out, "\n*{}*\n", escaped(&form.unit_of_count))?;
    }
    for part in &form.parts {
        if !part.title.is_empty() {
            write!(out, "\n## {}\n", escaped(&part.title))?;
        }
        for paragraph in &part.paragraphs {
            write!(out, "\n{}\n", escaped(paragraph))?;
        }
        if part.paragraphs.is_empty() {
            writeln!(out)?;
            table(part, out)?;
        }
    }
    form.notes.iter().try_for_each(|note| write!(out, "\n> {}\n", escaped(note)))?;
    let place = escaped(&head.place_and_day());
    write!(out, "\n|  | {place} |\n| :---: | :---: |\n")?;
    writeln!(out, "| **NGƯỜI LẬP BIỂU** | **{}** |", escaped(&head.signer_title()))?;
    writeln!(out, "| *(Ký, ghi rõ họ tên)* | *(Ký tên, đóng dấu)* |")?;
    writeln!(out, "| {} | {} |", escaped(head.prepared_by.trim()), escaped(head.signed_by.trim()))
}
