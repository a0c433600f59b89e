use std::io::{self, Write};

use crate::clean;
use crate::document::{Block, Document};
use crate::form;
use crate::format::{Format, View};
use crate::lang::Lang;
use crate::table::{Align, Cell, Table, Tone};

/// Headings, lists and tables of GitHub's Markdown.
pub(super) const FORMAT: Format = Format {
    name: "markdown",
    extension: "md",
    binary: false,
    report: |report, view, out| write(&Document::of(report, view), view, out),
    with_extras: None,
    table: |list, view, out| {
        if !list.title.is_empty() {
            write!(out, "# {}\n\n", escaped(&list.title))?;
        }
        table(list, view.lang, out)
    },
    stream: Some(|head, rows, view, out| {
        if !head.title.is_empty() {
            write!(out, "# {}\n\n", escaped(&head.title))?;
        }
        heading(head, out)?;
        rows().try_for_each(|row| line(&row?, view.lang, out))
    }),
    form: |form, head, _, out| {
        form::markdown(form, head, escaped, |part, out| table(&part.table(), Lang::Vi, out), out)
    },
};

fn write(document: &Document, view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}", escaped(&document.title))?;
    for section in &document.sections {
        if !section.title.is_empty() {
            write!(out, "\n## {}\n", escaped(&section.title))?;
        }
        for block in &section.blocks {
            writeln!(out)?;
            match block {
                Block::Facts(facts) => {
                    for (label, said) in facts {
                        writeln!(out, "- **{}**: {}", escaped(label), escaped(said))?;
                    }
                }
                Block::Text(text) => writeln!(out, "{}", escaped(text))?,
                Block::Table(list) => table(list, view.lang, out)?,
            }
        }
    }
    Ok(())
}

fn table(table: &Table, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    heading(table, out)?;
    table.rows.iter().try_for_each(|row| line(row, lang, out))
}

fn heading(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let titles = table.columns.iter().map(|column| escaped(&column.title));
    writeln!(out, "| {} |", titles.collect::<Vec<_>>().join(" | "))?;
    let rules = table.columns.iter().map(|column| match column.align {
        Align::Left => "---",
        Align::Right => "---:",
    });
    writeln!(out, "| {} |", rules.collect::<Vec<_>>().join(" | "))
}

fn line(row: &[Cell], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let cells = row.iter().map(|cell| match (escaped(&cell.people(lang)), cell.tone()) {
        (text, Tone::Strong) => format!("**{text}**"),
        (text, _) => text,
    });
    writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// Text that is text wherever it stands: no table cell, emphasis, link or HTML begins or ends in it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in clean::one_line(text).chars() {
        match c {
            // An entity rather than a backslash, which the older dialects do not know here.
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
