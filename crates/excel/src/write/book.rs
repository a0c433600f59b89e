use std::io::{self, Write};

use chrono::NaiveDateTime;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};
use sipas_render::{Lang, Table};

use super::page::Page;
use super::style::{self, Styles};
use super::text;

/// A workbook that is being written, sheet by sheet.
pub(crate) struct Book {
    workbook: Workbook,
    pub(crate) styles: Styles,
    pub(crate) lang: Lang,
    /// What the footers say.
    footer: String,
    names: Vec<String>,
}

impl Book {
    /// With a fixed moment of creation, so that the same figures are the same bytes.
    pub(crate) fn new(title: &str, footer: &str, created: NaiveDateTime, lang: Lang) -> Book {
        let mut workbook = Workbook::new();
        let properties = DocProperties::new().set_title(text::fit(title)).set_creation_datetime(&created);
        workbook.set_properties(&properties);
        Book { workbook, styles: Styles::new(lang), lang, footer: footer.to_owned(), names: Vec::new() }
    }

    /// A sheet of a name near the one wanted; `fill` writes it and is told its name.
    pub(crate) fn sheet(
        &mut self,
        wanted: &str,
        fill: impl FnOnce(&mut Page<'_>, &str) -> Result<(), XlsxError>,
    ) -> Result<(), XlsxError> {
        let name = text::sheet_name(wanted, &self.names);
        let mut page = Page::new(&name, &mut self.styles, self.lang)?;
        fill(&mut page, &name)?;
        self.workbook.push_worksheet(page.finish(&self.footer)?);
        self.names.push(name);
        Ok(())
    }

    /// A sheet of one table under its title.
    pub(crate) fn list(&mut self, table: &Table, subtitle: &str) -> Result<(), XlsxError> {
        self.sheet(&table.title, |page, _| {
            for line in [table.title.as_str(), subtitle].into_iter().filter(|line| !line.is_empty()) {
                page.line(line, &style::title())?;
            }
            let placed = page.table(table)?;
            page.lead(&placed)
        })
    }

    pub(crate) fn push(&mut self, sheet: rust_xlsxwriter::Worksheet) {
        self.names.push(sheet.name());
        self.workbook.push_worksheet(sheet);
    }

    pub(crate) fn write(mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.workbook.save_to_buffer().map_err(failed)?)
    }
}

/// What writing a workbook can fail by is the system's or ours, never the data's.
pub(crate) fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error.to_string()),
    }
}
