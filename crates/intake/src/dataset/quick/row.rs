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

    /// The UTF-8 of a cell.
    fn cell(&self, column: usize) -> Option<&'r [u8]>;

    /// A date, or that the cell is empty.
    #[inline]
    #[allow(clippy::option_option)]
    fn date(&self, column: usize) -> Option<Option<Moment>> {
        cells::date(cells::unquoted(self.cell(column)?, Self::QUOTED))
    }

    /// A number; 0 of an empty cell.
    #[inline]
    fn number(&self, column: usize) -> Option<u32> {
        cells::number(cells::unquoted(self.cell(column)?, Self::QUOTED))
    }
}

impl<'r> PlainRow<'r> for Record<'r> {
    const QUOTED: bool = true;

    #[inline]
    fn width(&self) -> usize {
        self.len()
    }

    #[inline]
    fn cell(&self, column: usize) -> Option<&'r [u8]> {
        Some(self.field(column))
    }
}
