//! Which rows are records at all.

use std::sync::LazyLock;

use super::Stop;
use super::code::{NationalCode, could_be_code, has_lost_digits, has_several_codes, is_column_number};
use super::reader::RowReader;
use crate::field::Field;
use crate::headers::{Refusal, RefusalCode};
use crate::issue::IssueCode;
use crate::profile::CodeShape;
use crate::row::{CellKind, Row};
use crate::values::{count, fold, is_error_value, trim};

/// A number of so few digits is no code, where no date stands beside it.
const SMALL: usize = 3;

/// Among so many filled cells from the left a footer says what it is.
const FOOTER_CELLS: usize = 3;

/// How rows begin that stand below dossiers. Such a word stands alone, before a sign or, but for the first, before a blank.
static FOOTERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let words = [
        "tổng",
        "tổng cộng",
        "tổng số",
        "cộng",
        "người lập",
        "người in",
        "ngày in",
        "ngày xuất",
        "ngày lập",
        "thời điểm xuất",
        "thời điểm in",
        "trang",
    ];
    words.into_iter().map(fold).collect()
});

/// Names that begin as one of these does.
static NAMES: LazyLock<Vec<String>> =
    LazyLock::new(|| ["cộng đồng", "cộng hòa", "cộng tác"].into_iter().map(fold).collect());

fn begins_as_footer(cell: &str) -> bool {
    if !cell.starts_with(['t', 'T', 'c', 'C', 'n', 'N']) {
        return false;
    }
    let cell = fold(cell);
    let begins = |(n, word): (usize, &String)| match cell.strip_prefix(word.as_str()) {
        Some(rest) => rest.is_empty() || rest.starts_with([':', '(']) || n > 0 && rest.starts_with(' '),
        None => false,
    };
    FOOTERS.iter().enumerate().any(|(n, word)| begins((n, word)))
        && !NAMES.iter().any(|name| cell.starts_with(name.as_str()))
}

impl RowReader<'_> {
    /// Lets through what is to be read as a record: skipped rows first, since titles and totals have any number of
    /// cells, then the cells counted.
    pub(super) fn admit(&mut self, row: &Row<'_>) -> Result<(), Stop> {
        self.begin();
        let width = self.layout.width();
        let short = row.cells.len() < width;
        if self.is_no_record(row, row.cut && short) {
            if self.is_within_a_cell(row) {
                self.push(IssueCode::RowCells, None, width.to_string());
                return Err(Stop::Rejected);
            }
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
        self.look_at_twins(row)?;
        self.has_values(row);
        self.has_code(row)
    }

    /// Tells cells that are read and hold a formula without a value.
    fn has_values(&mut self, row: &Row<'_>) {
        let is_read = |column: usize| self.layout.columns().get(column).is_some_and(|of| of.field.is_some());
        let kinds = row.kinds.iter().enumerate();
        let bare = kinds.filter(|(column, kind)| **kind == CellKind::Formula && is_read(*column));
        for (column, _) in bare {
            self.push(IssueCode::CellFormula, Some(column), "");
        }
    }

    fn has_code(&mut self, row: &Row<'_>) -> Result<(), Stop> {
        let Some(column) = self.layout.column(Field::Code) else { return Ok(()) };
        match self.cell(row, Field::Code) {
            None if row.kind(column) == CellKind::Formula => {}
            None => self.push_at(IssueCode::CodeMissing, Field::Code, ""),
            Some((_, cell)) if is_error_value(cell) => self.push_at(IssueCode::CellError, Field::Code, ""),
            Some((_, cell)) if has_lost_digits(cell, row.kind(column)) => {
                if self.accept.contains(&RefusalCode::LostDigits) {
                    self.push_at(IssueCode::CodeDigitsLost, Field::Code, "");
                    return Ok(());
                }
                let (line, header) = (row.line, self.layout.header(column).to_owned());
                return Err(Stop::Refused(Refusal::LostDigits { line, header, value: cell.to_owned() }));
            }
            Some((_, cell)) if has_several_codes(cell) => {
                self.push_at(IssueCode::CodeSeveral, Field::Code, "1 × H37.12-250613-0001");
            }
            Some(_) => {}
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
        // What a formula without a value comes to is not known: a total's count is one too.
        let code_cell = code.filter(|column| row.kind(*column) != CellKind::Formula);
        let cell = code_cell.and_then(|column| row.cells.get(column)).map_or("", |cell| trim(cell));
        if code.is_some() && could_be_code(cell) && !is_column_number(cell) {
            return self.is_footer(row, cell);
        }
        if self.layout.numbers_rows() && !self.has_date(row) {
            return true;
        }
        cells.all(is_column_number) || code.is_some() && !could_be_code(cell) && !self.has_date(row)
    }

    /// Whether a cell holds what should stand in several: a row with another delimiter than the header, or wholly in quotes.
    fn is_within_a_cell(&self, row: &Row<'_>) -> bool {
        let is_row = |cell: &str, delimiter: char| {
            let parts = || cell.split(delimiter).map(trim);
            let is_date = |part: &str| self.dates.has_shape(part);
            let is_code = |part: &str| part.len() > SMALL && could_be_code(part) && !is_date(part);
            // A catalogue has no dates, and a survey neither these nor codes.
            let is_whole = || parts().count() == self.layout.width();
            let answers = &self.profile.vocabulary.answer;
            let is_record = || match self.layout.column(Field::Answer) {
                Some(answer) => parts().nth(answer).is_some_and(|part| answers.find(part).is_some()),
                None => parts().any(is_code),
            };
            parts().nth(2).is_some() && is_record() && (parts().any(is_date) || is_whole())
        };
        row.cells
            .iter()
            .any(|cell| [',', ';', '\t', '|'].into_iter().any(|delimiter| is_row(cell, delimiter)))
    }

    /// What stands below a table, though it has something like a code: a row that begins as totals and footers do, or a
    /// small number without any date, as in a legend.
    fn is_footer(&self, row: &Row<'_>, code: &str) -> bool {
        if self.profile.code_shape == CodeShape::Any || NationalCode::parse(code.as_bytes()).is_some() {
            return false;
        }
        let is_small = code.len() <= SMALL && code.bytes().all(|byte| byte.is_ascii_digit());
        let mut filled = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        is_small && !self.has_date(row) || filled.by_ref().take(FOOTER_CELLS).any(begins_as_footer)
    }

    fn has_date(&self, row: &Row<'_>) -> bool {
        self.date_columns.iter().any(|column| {
            let cell = row.cells.get(*column).map_or("", |cell| trim(cell));
            let is_unknown = || row.kind(*column) == CellKind::Formula || is_error_value(cell);
            !cell.is_empty() && (is_unknown() || self.dates.has_shape(cell))
        })
    }

    /// A row that stands for several dossiers makes every count of rows wrong, so the file is refused.
    fn stands_for_one(&mut self, row: &Row<'_>) -> Result<(), Stop> {
        match self.cell(row, Field::DossierCount) {
            Some((column, cell))
                if count(cell, self.profile.thousands) != Some(1) && !self.profile.one_row_one_dossier =>
            {
                if self.accept.contains(&RefusalCode::AggregatedRows) {
                    self.push(IssueCode::RowAggregated, Some(column), "1");
                    return Ok(());
                }
                let (line, header) = (row.line, self.layout.header(column).to_owned());
                Err(Stop::Refused(Refusal::Aggregated { line, header, value: cell.to_owned() }))
            }
            _ => Ok(()),
        }
    }
}
