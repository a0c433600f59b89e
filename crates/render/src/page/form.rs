//! A form on paper, across: its head, headings of several levels, rows, notes, and where it is signed.

use maud::{Markup, html};

use super::markup::{cleaned, shown};
use super::shell;
use crate::form::{Form, FormHead, FormPart, FormRow, Level};
use crate::lang::Lang;
use crate::table::{Align, Cell};

const STYLE: &str = include_str!("form.css");

/// A page of one form. It is Vietnamese, whatever the language of its reader.
pub(super) fn page(form: &Form, head: &FormHead, lang: Lang) -> Markup {
    let is_text = form.parts.iter().all(|part| !part.paragraphs.is_empty());
    let body = html! {
        main id="main" class=(if is_text { "form upright" } else { "form" }) tabindex="-1" lang="vi" {
            div class="sides" {
                p { b { (cleaned(&form.number)) } br; i { (cleaned(&form.issued)) } }
                p {
                    "Đơn vị báo cáo: " (cleaned(FormHead::or_dots(&head.office))) br;
                    "Đơn vị nhận báo cáo: " (cleaned(FormHead::or_dots(&head.receiving_unit)))
                }
            }
            h1 { @for line in form.title.lines() { span { (cleaned(line)) } " " } }
            p class="when" { (cleaned(&form.period_words())) }
            @if !form.unit_of_count.is_empty() { p class="unit" { (cleaned(&form.unit_of_count)) } }
            @for part in &form.parts {
                @if !part.title.is_empty() { h2 { (cleaned(&part.title)) } }
                @for paragraph in &part.paragraphs { p class="text" { (cleaned(paragraph)) } }
                @if part.paragraphs.is_empty() { (table(form, part)) }
            }
            div class="notes" {
                @for (n, note) in form.notes.iter().enumerate() {
                    p { @if n == 0 { "Ghi chú: " } (cleaned(note)) }
                }
            }
            div class="signed" {
                (signed("", "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)", &head.prepared_by))
                (signed(&head.place_and_day(), &head.signer_title(), "(Ký tên, đóng dấu)", &head.signed_by))
            }
        }
    };
    shell::document(lang, &form.table().title, STYLE, &body)
}

fn signed(first: &str, title: &str, how: &str, name: &str) -> Markup {
    html! {
        p { i { (cleaned(first)) } br; b { (cleaned(title)) } br; i { (cleaned(how)) } span { (cleaned(name.trim())) } }
    }
}

fn table(form: &Form, part: &FormPart) -> Markup {
    let title = if part.title.is_empty() { form.title_line() } else { part.title.clone() };
    let all: usize = part.columns.iter().map(|column| usize::from(column.width)).sum();
    html! {
        div class="scroll" role="region" tabindex="0" aria-label=(cleaned(&title)) {
            table {
                caption class="unseen" { (cleaned(&title)) }
                colgroup {
                    @for column in &part.columns {
                        col style=(format!("width:{:.2}%", f64::from(column.width) * 100.0 / all.max(1) as f64));
                    }
                }
                thead {
                    @for (level, row) in part.headings().iter().enumerate() {
                        tr {
                            @for of in row {
                                @let (wide, high) = (of.to - of.from + 1, of.bottom - level + 1);
                                th scope=(if wide > 1 { "colgroup" } else { "col" }) colspan=[more(wide)] rowspan=[more(high)] {
                                    (cleaned(of.text))
                                }
                            }
                        }
                    }
                    @if part.columns.iter().any(|column| !column.label.is_empty()) {
                        tr class="labels" { @for column in &part.columns { td { (label(&column.label)) } } }
                    }
                }
                tbody { @for row in &part.rows { (cells(part, row)) } }
            }
        }
    }
}

/// How many columns or rows a cell reaches over, where it is not one.
fn more(n: usize) -> Option<usize> {
    (n > 1).then_some(n)
}

/// A sum may be broken behind its signs.
fn label(label: &str) -> Markup {
    html! { @for part in label.split_inclusive(['+', '=']) { (cleaned(part)) wbr; } }
}

fn cells(part: &FormPart, row: &FormRow) -> Markup {
    let class = |at: usize, cell: &Cell| match (cell, part.columns[at].align) {
        (_, Align::Right) => Some("number"),
        (Cell::Date(_), _) => Some("date"),
        _ => (at == 0).then_some("centre"),
    };
    html! {
        tr class=[(row.level != Level::Detail).then_some("strong")] {
            @for (at, cell) in row.cells.iter().enumerate() {
                // What a row is called is its second cell.
                @if at == 1 {
                    th scope="row" { (shown(cell, Lang::Vi)) }
                } @else {
                    td class=[class(at, cell)] { (shown(cell, Lang::Vi)) }
                }
            }
        }
    }
}
