//! What an adapter hands over: rows of text cells, with their place in the file.

use crate::headers::Refusal;
use crate::issue::Issue;

/// A row of cells as its file has them, unescaped and decoded, not trimmed.
///
/// A spreadsheet hands real dates over in ISO form and numbers in their shortest form.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// The cells from the left.
    pub cells: &'r [&'r str],
    /// What each cell is in its spreadsheet, from the left; of a file of text, nothing.
    pub kinds: &'r [CellKind],
    /// The line of the file on which the row begins, from 1; in a workbook, the sheet's row.
    pub line: u64,
    /// Whether the row was ended by the end of the file rather than by a line end: if it is also too short, the file
    /// was cut.
    pub cut: bool,
}

impl Row<'_> {
    /// What a cell is in its spreadsheet; text beyond the last.
    pub fn kind(&self, column: usize) -> CellKind {
        self.kinds.get(column).copied().unwrap_or_default()
    }
}

/// What a cell is in its spreadsheet, beside the text that it shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CellKind {
    /// Text, as every cell of a file of text is.
    #[default]
    Text,
    /// A number: of more than 15 digits, only the first 15 are right.
    Number,
    /// A real date, handed over in ISO form.
    Date,
    /// A formula that no program has computed yet: its text is the formula.
    Formula,
    /// A cell merged with those above it, which has their value. It is no part of a header.
    Spanned,
}

/// A row that could not be read as text cells. It is rejected whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// The line on which it begins.
    pub line: u64,
    /// Its cells with every byte that is no text shown as `\xE1`, for the rejects file.
    pub cells: Vec<String>,
    /// Why.
    pub reason: BadRowReason,
}

/// Why a row could not be read as text cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadRowReason {
    /// A byte that the file's encoding does not have, at this offset from the start of the (unpacked) file.
    InvalidBytes {
        /// Offset from the start of the file, from 0.
        byte: u64,
        /// The cell that holds it, from 0.
        column: usize,
    },
    /// The file ends inside a quoted cell.
    UnclosedQuote,
    /// The page ends inside a table.
    UnclosedTable,
}

/// A source of rows: what every adapter implements.
pub trait Rows {
    /// The next row, in the order of the file; `None` at its end. Blank lines are no rows.
    fn next_row(&mut self) -> Option<Result<Row<'_>, BadRow>>;

    /// What there is to note about the file beside its rows, such as rows that are hidden.
    fn notes(&self) -> Vec<Issue> {
        Vec::new()
    }

    /// What stands between two cells, where rows are text in a file: a cell that holds rows is known by it.
    fn delimiter(&self) -> Option<char> {
        None
    }

    /// Refuses a source that broke off before its end; to be asked after the last row.
    fn whole(&self) -> Result<(), Refusal> {
        Ok(())
    }
}
