use std::ops::RangeInclusive;

use sipas_scan::WrittenDate;

use super::{PlainColumn, PlainRows};
use crate::dataset::dossiers::{CodeKey, Columns};
use crate::dataset::texts::Symbol;

/// Some rows that are looked at together. What is said of a row that is not plain means nothing; columns that a file does
/// not have are never written.
#[derive(Debug, Clone, Default)]
pub(super) struct Batch {
    /// Which of the rows are plain.
    pub(super) plain: Vec<bool>,
    /// The dossiers: plain rows without those of another share.
    pub(super) columns: Columns,
    /// The code of each, where records are kept.
    pub(super) codes: Vec<CodeKey>,
    /// Room for the dates of a column as they are written.
    pub(super) room: Vec<WrittenDate>,
}

impl Batch {
    /// Makes room for these rows, of which those with so many cells may be plain.
    pub(super) fn begin<R: PlainRows>(&mut self, rows: &R, cells: &RangeInclusive<usize>, blank: Symbol) {
        self.columns.resize(rows.rows(), blank);
        self.plain.clear();
        match rows.width() {
            Some(width) => self.plain.resize(rows.rows(), cells.contains(&width)),
            None => self.plain.extend((0..rows.rows()).map(|row| cells.contains(&rows.width_of(row)))),
        }
    }
}

/// Fills in what the cell of each plain row, told with its number, says; where that cannot be told the row is no more plain.
#[inline(always)]
#[allow(clippy::inline_always, reason = "once a column, with another reader of cells each")]
pub(super) fn fill<T>(
    column: &(impl PlainColumn + ?Sized),
    plain: &mut [bool],
    into: &mut [T],
    mut said: impl FnMut(usize, &[u8]) -> Option<T>,
) {
    column.each_cell(
        plain.iter_mut().zip(into).enumerate(),
        #[inline(always)]
        |(row, (plain, into)), cell| {
            if *plain {
                match cell.and_then(|cell| said(row, cell)) {
                    Some(value) => *into = value,
                    None => *plain = false,
                }
            }
        },
    );
}
