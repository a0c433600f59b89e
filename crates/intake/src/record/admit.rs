//! Which rows are records at all.

use super::Stop;
use super::code::{could_be_code, is_column_number};
use super::reader::RowReader;
use crate::field::Field;
use crate::headers::Refusal;
use crate::issue::IssueCode;
use crate::row::Row;
use crate::values::trim;

impl RowReader<'_> {
    /// Lets through what is to be read as a record: skipped rows first, since titles and totals have any number of
    /// cells, then the cells counted.
    pub(super) fn admit(&mut self, row: &Row<'_>) -> Result<(), Stop> {
        self.begin();
        let width = self.layout.width();
        let short = row.cells.len() < width;
        if self.is_no_record(row, row.cut && short) {
            self.push(IssueCode::Skipped, None, "");
            return Err(Stop::Skipped);
        }
        // Cells that only the header leaves unnamed are no surplus; empty ones beyond it are none either.
        let most = self.layout.columns().len();
        let long = row.cells.len() > most && row.cells[most..].iter().any(|cell| !cell.trim().is_empty());
        if short || long {
            let code = if short && row.cut { IssueCode::RowCut } else { IssueCode::RowCells };
            self.push(code, None, width.to_string());
            return Err(Stop::Rejected);
        }
        if self.cell(row, Field::Surplus).is_some() {
            // A row of a file of rejects that could not be mended cell by cell, and was not yet.
            self.push_at(IssueCode::RowCells, Field::Surplus, "");
            return Err(Stop::Rejected);
        }
        self.stands_for_one(row)?;
        if self.layout.column(Field::Code).is_some() && self.cell(row, Field::Code).is_none() {
            self.push_at(IssueCode::CodeMissing, Field::Code, "");
        }
        Ok(())
    }

    /// Empty cells, column numbers, and what has neither a date nor anything like a code: totals, signatures.
    fn is_no_record(&self, row: &Row<'_>, cut_short: bool) -> bool {
        let mut cells = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        if cut_short {
            // The code may be what was cut off, and a single word is more like a piece of a record than a total.
            return cells.all(|cell| cell.contains(char::is_whitespace));
        }
        let code = self.layout.column(Field::Code);
        let cell = code.and_then(|column| row.cells.get(column)).map_or("", |cell| trim(cell));
        if code.is_some() && could_be_code(cell) && !is_column_number(cell) {
            return false;
        }
        cells.all(is_column_number) || code.is_some() && !could_be_code(cell) && !self.has_date(row)
    }

    fn has_date(&self, row: &Row<'_>) -> bool {
        self.date_columns.iter().any(|column| {
            let cell = row.cells.get(*column).map_or("", |cell| trim(cell));
            !cell.is_empty() && self.dates.has_shape(cell)
        })
    }

    /// A row that stands for several dossiers makes every count of rows wrong, so the file is refused.
    fn stands_for_one(&self, row: &Row<'_>) -> Result<(), Stop> {
        match self.cell(row, Field::DossierCount) {
            Some((column, cell)) if cell != "1" && !self.profile.one_row_one_dossier => {
                let (line, header) = (row.line, self.layout.header(column).to_owned());
                Err(Stop::Refused(Refusal::Aggregated { line, header, value: cell.to_owned() }))
            }
            _ => Ok(()),
        }
    }
}
