use std::ops::RangeInclusive;

use sipas_core::Moment;
use sipas_scan::{Column, Dictionary, Scanned, WrittenDate, wide};

use super::batch::fill;
use sipas_intake::grammar::most_usual;

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

    /// How many cells each row has, where it is known that all have the same number.
    fn width(&self) -> Option<usize>;

    /// How many cells a row has.
    fn width_of(&self, row: usize) -> usize;

    /// A column; only its cells in rows that are wide enough are asked for.
    fn column(&self, column: usize) -> Self::Column<'_>;

    /// Columns that stand side by side as one, where rows are kept so that the bytes from the first to the last say what each
    /// of them does. A row that has not all of them has an empty cell.
    fn side_by_side(&self, _columns: RangeInclusive<usize>) -> Option<Self::Column<'_>> {
        None
    }

    /// The cell of a row in one of such columns.
    fn cell(&self, _row: usize, _column: usize) -> &[u8] {
        &[]
    }
}

/// The cells of one column.
pub trait PlainColumn {
    /// Hands over the UTF-8 of each cell in turn, beside something else of each; `None` where cells are no text. A row that is
    /// not wide enough has an empty one.
    fn each_cell<T>(&self, others: impl Iterator<Item = T>, each: impl FnMut(T, Option<&[u8]>));

    /// Fills in what the text of each marked row stands for, and takes the mark off where that means nothing. `find` tells it
    /// when a text is first met, in that row.
    #[inline]
    fn look_up<T: Copy>(
        &self,
        known: &mut Dictionary<T>,
        marks: &mut [bool],
        into: &mut [T],
        mut find: impl FnMut(usize, &[u8]) -> Option<T>,
    ) {
        fill(self, marks, into, |row, cell| known.value(cell, |_| find(row, cell)));
    }

    /// Fills in the dates of all rows, `None` of blank cells, and clears the marks of rows of which it is not known. `other` is
    /// asked about the text of all that are not read at once. What the room holds means nothing, before and after.
    fn dates(
        &self,
        dates: &mut [Option<Moment>],
        marks: &mut [bool],
        room: &mut Vec<WrittenDate>,
        other: impl Fn(&[u8]) -> Option<Option<Moment>>,
    );

    /// Fills in numbers that are known without their text, 0 of blank cells; `false` where cells are text.
    #[inline]
    fn numbers(&self, _numbers: &mut [u32], _marks: &mut [bool]) -> bool {
        false
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

    /// Fills in what the texts of all cells mean, or what blank ones do, and clears the marks of cells whose text means nothing.
    #[inline]
    fn interpret<T: Copy>(&self, _meanings: &[Option<T>], _blank: T, _into: &mut [T], _marks: &mut [bool]) {}
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
    fn width(&self) -> Option<usize> {
        Scanned::width(self)
    }

    #[inline]
    fn width_of(&self, row: usize) -> usize {
        Scanned::width_of(self, row)
    }

    #[inline]
    fn column(&self, column: usize) -> Column<'_> {
        Scanned::column(self, column)
    }

    #[inline]
    fn side_by_side(&self, columns: RangeInclusive<usize>) -> Option<Column<'_>> {
        Some(self.columns(columns))
    }

    fn cell(&self, row: usize, column: usize) -> &[u8] {
        self.record(row).field(column)
    }
}

impl PlainColumn for Column<'_> {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a cell")]
    fn each_cell<T>(&self, others: impl Iterator<Item = T>, mut each: impl FnMut(T, Option<&[u8]>)) {
        self.each(
            others,
            #[inline(always)]
            |other, cell| each(other, Some(cell)),
        );
    }

    #[inline]
    fn look_up<T: Copy>(
        &self,
        known: &mut Dictionary<T>,
        marks: &mut [bool],
        into: &mut [T],
        find: impl FnMut(usize, &[u8]) -> Option<T>,
    ) {
        Column::look_up(self, known, marks, into, find);
    }

    fn dates(
        &self,
        dates: &mut [Option<Moment>],
        marks: &mut [bool],
        room: &mut Vec<WrittenDate>,
        other: impl Fn(&[u8]) -> Option<Option<Moment>>,
    ) {
        // Few, in most files none: blank ones are none of them.
        let mut others = Vec::new();
        self.date_times(room, |row, cell| {
            if !cell.is_empty() {
                let said = other(cell);
                marks[row] &= said.is_some();
                others.push((row, said.flatten()));
            }
        });
        wide(
            #[inline(always)]
            || {
                for ((date, mark), written) in dates.iter_mut().zip(&mut *marks).zip(&*room) {
                    *date = most_usual(*written);
                    *mark &= date.is_some() | !written.is_some();
                }
            },
        );
        for (row, date) in others {
            dates[row] = date;
        }
    }
}
