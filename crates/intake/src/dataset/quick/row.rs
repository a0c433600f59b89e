use sipas_core::Moment;
use sipas_scan::Record;

use super::cells;

/// A row whose cells are read where they are, each by what it is: bytes of text, or a value that is known already.
///
/// What a method gives `None` for, it leaves to a reader of text. Columns are counted from 0; there are
/// [`PlainRow::width`] of them.
pub trait PlainRow<'r> {
    /// Whether cells may stand in quotes, as in a CSV file.
    const QUOTED: bool;

    /// How many cells there are.
    fn width(&self) -> usize;

    /// The UTF-8 of a cell, where it is text.
    fn cell(&self, column: usize) -> Option<&'r [u8]>;

    /// A date that is known without its text, or that there is none.
    #[inline]
    #[allow(clippy::option_option)]
    fn known_date(&self, _column: usize) -> Option<Option<Moment>> {
        None
    }

    /// A number that is known without its text; 0 where there is none.
    #[inline]
    fn known_number(&self, _column: usize) -> Option<u32> {
        None
    }

    /// A date, or that the cell is empty.
    // One copy of it for all columns, which the processor then knows well.
    #[inline(never)]
    #[allow(clippy::option_option)]
    fn date(&self, column: usize) -> Option<Option<Moment>> {
        match self.cell(column) {
            Some(cell) => cells::date(cell, Self::QUOTED),
            None => self.known_date(column),
        }
    }

    /// A number; 0 of an empty cell.
    #[inline]
    fn number(&self, column: usize) -> Option<u32> {
        match self.cell(column) {
            Some(cell) => cells::number(cells::unquoted(cell, Self::QUOTED)),
            None => self.known_number(column),
        }
    }
}

impl<'r> PlainRow<'r> for Record<'r> {
    const QUOTED: bool = true;

    #[inline]
    fn width(&self) -> usize {
        self.len()
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a dozen times a record")]
    fn cell(&self, column: usize) -> Option<&'r [u8]> {
        Some(self.field(column))
    }
}
