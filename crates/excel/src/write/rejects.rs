//! Rejected rows as a workbook, to be mended by a person and read again.

use std::io::{self, Write};

use rust_xlsxwriter::{Color, Format, Workbook, Worksheet, XlsxError};

use super::book::{failed, properties};
use super::no_moment;
use crate::mark::Made;

/// The rows that a sheet takes.
const ROWS: u32 = 1_048_576;

/// A workbook in which every cell is text as its file had it, and wrong cells are coloured.
///
/// What does not fit on a sheet goes on the next, under the same title and header.
pub struct RejectsBook {
    title: String,
    header: Vec<String>,
    sheets: Vec<Worksheet>,
    /// The next row of the last sheet.
    next: u32,
    text: Format,
    wrong: Format,
    bold: Format,
}

impl RejectsBook {
    /// No rows yet, below a title and a header.
    pub fn new(title: &str, header: Vec<String>) -> RejectsBook {
        // "@" keeps a cell text where somebody edits it.
        let text = Format::new().set_num_format("@");
        RejectsBook {
            title: title.to_owned(),
            header,
            sheets: Vec::new(),
            next: ROWS,
            wrong: text.clone().set_background_color(Color::RGB(0x00FF_C7CE)),
            bold: text.clone().set_bold(),
            text,
        }
    }

    /// Adds a row; `wrong` are the columns of its wrong cells.
    pub fn row(&mut self, cells: &[&str], wrong: &[usize]) -> io::Result<()> {
        if self.next == ROWS {
            self.begin_sheet().map_err(failed)?;
        }
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        for (column, cell) in (0u16..).zip(cells) {
            let is_wrong = wrong.contains(&usize::from(column));
            let format = if is_wrong { &self.wrong } else { &self.text };
            if !cell.is_empty() {
                sheet.write_string_with_format(self.next, column, *cell, format).map_err(failed)?;
            } else if is_wrong {
                sheet.write_blank(self.next, column, format).map_err(failed)?;
            }
        }
        self.next += 1;
        Ok(())
    }

    fn begin_sheet(&mut self) -> Result<(), XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(match self.sheets.len() {
            0 => "sipas".to_owned(),
            n => format!("sipas {}", n + 1),
        })?;
        sheet.write_string_with_format(0, 0, &self.title, &self.bold)?;
        for (column, name) in (0u16..).zip(&self.header) {
            sheet.write_string_with_format(1, column, name, &self.bold)?;
            sheet.set_column_width(column, 18)?;
        }
        sheet.set_freeze_panes(2, 0)?;
        self.sheets.push(sheet);
        self.next = 2;
        Ok(())
    }

    /// Writes the workbook.
    pub fn write(mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.sheets.is_empty() {
            self.begin_sheet().map_err(failed)?;
        }
        let mut workbook = Workbook::new();
        workbook.set_properties(&properties(&self.title, no_moment(), Made::Rejects));
        self.sheets.into_iter().for_each(|sheet| {
            workbook.push_worksheet(sheet);
        });
        out.write_all(&workbook.save_to_buffer().map_err(failed)?)
    }
}
