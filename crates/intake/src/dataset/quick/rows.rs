use sipas_core::Moment;
use sipas_scan::{Column, Scanned};

/// Some rows whose cells are read column by column, each by what it is: bytes of text, or a value that is known already.
///
/// Rows and columns are counted from 0.
pub trait PlainRows {
    /// Whether cells may stand in quotes, as in a CSV file.
    const QUOTED: bool;

    /// One of the columns.
    type Column<'c>: PlainColumn
    where
        Self: 'c;

    /// How many rows there are.
    fn rows(&self) -> usize;

    /// How many cells a row has.
    fn width(&self, row: usize) -> usize;

    /// A column; only its cells in rows that are wide enough are asked for.
    fn column(&self, column: usize) -> Self::Column<'_>;
}

/// The cells of one column. What a method gives `None` for, it leaves to a reader of text.
pub trait PlainColumn {
    /// The UTF-8 of a cell, where it is text.
    fn cell(&self, row: usize) -> Option<&[u8]>;

    /// A date that is known without its text, or that there is none.
    #[inline]
    #[allow(clippy::option_option)]
    fn date(&self, _row: usize) -> Option<Option<Moment>> {
        None
    }

    /// A number that is known without its text; 0 where there is none.
    #[inline]
    fn number(&self, _row: usize) -> Option<u32> {
        None
    }

    /// How many texts the cells are places of, where they are such; 0 where not.
    #[inline]
    fn texts(&self) -> usize {
        0
    }

    /// One of these texts.
    #[inline]
    fn text(&self, _place: usize) -> &[u8] {
        &[]
    }

    /// Which of these texts a cell has; `None` of none.
    #[inline]
    fn place(&self, _row: usize) -> Option<usize> {
        None
    }
}

impl PlainRows for Scanned<'_> {
    const QUOTED: bool = true;

    type Column<'c>
        = Column<'c>
    where
        Self: 'c;

    #[inline]
    fn rows(&self) -> usize {
        self.len()
    }

    #[inline]
    fn width(&self, row: usize) -> usize {
        self.width_of(row)
    }

    #[inline]
    fn column(&self, column: usize) -> Column<'_> {
        Scanned::column(self, column)
    }
}

impl PlainColumn for Column<'_> {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a cell")]
    fn cell(&self, row: usize) -> Option<&[u8]> {
        Some(self.field(row))
    }
}
