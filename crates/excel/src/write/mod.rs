//! Reports and lists as workbooks.

mod book;
mod charts;
mod form;
mod page;
mod pareto;
mod rejects;
mod report;
mod style;
mod text;

pub use rejects::RejectsBook;
pub use report::write_report;

use book::{Book, failed};
use page::paper;
use text::{fit, lines, looks_like_formula};

use std::io::{self, Write};

use chrono::{NaiveDate, NaiveDateTime};
use sipas_render::{Extras, Format, Table, View};

/// Workbooks as one of the output formats, beside those of [`sipas_render::FORMATS`].
pub const XLSX: Format = Format {
    name: "xlsx",
    extension: "xlsx",
    binary: true,
    report: |report, view, out| write_report(report, &Extras::default(), view, out),
    with_extras: Some(write_report),
    // A sheet is measured before it is written.
    stream: None,
    table: |table, view, out| write_tables(std::slice::from_ref(table), view, out),
    form: |form, head, _, out| form::write(form, head, out),
};

/// Writes lists as a workbook, one sheet each, named by its title.
///
/// A list knows no moment: the workbook bears always the same, so that the same lists are the same bytes.
pub fn write_tables(tables: &[Table], view: &View, out: &mut dyn Write) -> io::Result<()> {
    let title = tables.first().map_or("", |table| table.title.as_str());
    let mut book = Book::new(title, title, no_moment(), view.lang);
    tables.iter().try_for_each(|table| book.list(table, "")).map_err(failed)?;
    book.write(out)
}

fn no_moment() -> NaiveDateTime {
    NaiveDate::from_yo_opt(2000, 1).unwrap_or_default().into()
}
