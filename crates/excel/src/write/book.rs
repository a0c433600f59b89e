use std::io::{self, Write};

use chrono::NaiveDateTime;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};
use sipas_render::{Lang, Table};

use super::page::{Page, ROWS};
use super::style::{self, Styles};
use super::text;
use crate::mark::Made;

/// A workbook that is being written, sheet by sheet.
pub(crate) struct Book {
    workbook: Workbook,
    pub(crate) styles: Styles,
    pub(crate) lang: Lang,
    /// What the footers say.
    footer: String,
    names: Vec<String>,
    /// How many rows a sheet takes.
    limit: usize,
}

impl Book {
    /// With a fixed moment of creation, so that the same figures are the same bytes.
    pub(crate) fn new(title: &str, footer: &str, created: NaiveDateTime, lang: Lang) -> Book {
        let mut workbook = Workbook::new();
        workbook.set_properties(&properties(title, created, Made::Output));
        Book {
            workbook,
            styles: Styles::new(lang),
            lang,
            footer: footer.to_owned(),
            names: Vec::new(),
            limit: ROWS,
        }
    }

    /// With shorter sheets.
    #[cfg(test)]
    pub(crate) fn limited(self, limit: usize) -> Book {
        Book { limit, ..self }
    }

    /// A sheet of a name near the one wanted; `fill` writes it and is told its name.
    pub(crate) fn sheet(
        &mut self,
        wanted: &str,
        fill: impl FnOnce(&mut Page<'_>, &str) -> Result<(), XlsxError>,
    ) -> Result<(), XlsxError> {
        let name = text::sheet_name(wanted, &self.names);
        let mut page = Page::new(&name, &mut self.styles, self.lang, self.limit)?;
        fill(&mut page, &name)?;
        self.workbook.push_worksheet(page.finish(&self.footer)?);
        self.names.push(name);
        Ok(())
    }

    /// A sheet of one table under its title, and further ones for the rows that it does not take.
    pub(crate) fn list(&mut self, table: &Table, subtitle: &str) -> Result<(), XlsxError> {
        self.pages(&table.title, table, &[&table.title, subtitle], 0)
    }

    /// Sheets for a table from one of its rows on, until none is left.
    pub(crate) fn pages(
        &mut self,
        wanted: &str,
        table: &Table,
        lines: &[&str],
        mut next: usize,
    ) -> Result<(), XlsxError> {
        loop {
            self.sheet(wanted, |page, _| {
                for line in lines.iter().filter(|line| !line.is_empty()) {
                    page.line(line, &style::title())?;
                }
                let placed = page.table_from(table, next)?;
                next += placed.rows();
                page.lead(&placed)
            })?;
            if next >= table.rows.len() {
                return Ok(());
            }
        }
    }

    pub(crate) fn push(&mut self, sheet: rust_xlsxwriter::Worksheet) {
        self.names.push(sheet.name());
        self.workbook.push_worksheet(sheet);
    }

    pub(crate) fn write(mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.workbook.save_to_buffer().map_err(failed)?)
    }
}

/// What a workbook says of itself.
pub(crate) fn properties(title: &str, created: NaiveDateTime, made: Made) -> DocProperties {
    DocProperties::new().set_title(text::fit(title)).set_comment(made.mark()).set_creation_datetime(&created)
}

/// What writing a workbook can fail by is the system's or ours, never the data's.
pub(crate) fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader, Xlsx};
    use chrono::NaiveDateTime;
    use sipas_render::{Cell, Column};

    use super::*;

    #[test]
    fn what_a_sheet_does_not_take_goes_on_another() {
        let row = |n: i64| vec![Cell::Integer(n)];
        for (rows, expected) in [(7, vec![7]), (8, vec![8]), (9, vec![8, 1]), (17, vec![8, 8, 1])] {
            let table = Table {
                title: "Trễ hạn".into(),
                columns: vec![Column::right("n", "Số")],
                rows: (0..rows).map(row).collect(),
            };
            // The title and the heading take a row each.
            let mut book = Book::new("t", "t", NaiveDateTime::default(), Lang::Vi).limited(10);
            book.list(&table, "").unwrap();
            let mut bytes = Vec::new();
            book.write(&mut bytes).unwrap();
            let mut read = Xlsx::new(Cursor::new(bytes)).unwrap();
            let sheets = read.worksheets();
            let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, ["Trễ hạn", "Trễ hạn (2)", "Trễ hạn (3)"][..expected.len()]);
            assert_eq!(sheets.iter().map(|(_, range)| range.height() - 2).collect::<Vec<_>>(), expected);
            let shown = sheets.iter().flat_map(|(_, range)| range.rows().skip(2));
            let shown: Vec<String> = shown.map(|row| row[0].to_string()).collect();
            assert_eq!(shown, (0..rows).map(|n| n.to_string()).collect::<Vec<_>>());
        }
    }
}
