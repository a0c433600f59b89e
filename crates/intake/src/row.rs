//! What an adapter hands over: rows of text cells, with their place in the file.

/// A row of cells as its file has them, unescaped and decoded, not trimmed.
///
/// A spreadsheet hands real dates over in ISO form and numbers in their shortest form.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// The cells from the left.
    pub cells: &'r [&'r str],
    /// The line of the file on which the row begins, from 1; in a workbook, the sheet's row.
    pub line: u64,
    /// Whether the row was ended by the end of the file rather than by a line end: if it is also too short, the file
    /// was cut.
    pub cut: bool,
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
}

/// A source of rows: what every adapter implements.
pub trait Rows {
    /// The next row, in the order of the file; `None` at its end. Blank lines are no rows.
    fn next_row(&mut self) -> Option<Result<Row<'_>, BadRow>>;
}
