use sipas_core::{Channel, DossierStatus, FactsBuilder, Mark, Moment};

use crate::dataset::dossiers::{CodeKey, DATES, StoredDossier, TEXTS, dated};
use crate::dataset::texts::Symbol;

/// Some rows that are looked at together. What is said of a row that is not plain means nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Batch {
    /// Which of the rows are plain.
    pub(super) plain: Vec<bool>,
    pub(super) cells: Vec<Cells>,
    /// The records of the plain rows, one after the other; without those of another share.
    pub(super) dossiers: Vec<StoredDossier>,
    /// Of each row the place of its record among them, if it has one.
    pub(super) places: Vec<u32>,
    /// The code of each, where records are kept.
    pub(super) codes: Vec<CodeKey>,
}

/// The place of no record.
pub(super) const NOWHERE: u32 = u32::MAX;

/// What the cells of a row say. Those of columns that a file does not have are never written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cells {
    /// Those of [`DATES`].
    pub(super) dates: [Option<Moment>; DATES.len()],
    /// Those of [`TEXTS`].
    pub(super) texts: [Symbol; TEXTS.len()],
    pub(super) supplement_requests: u32,
    pub(super) repeat_visits: u32,
    pub(super) status: DossierStatus,
    pub(super) channel: Channel,
    pub(super) result_corrected: Mark,
    pub(super) apologised: Mark,
}

impl Batch {
    /// Makes room for so many rows, of which the plain ones are named.
    pub(super) fn begin(&mut self, plain: impl ExactSizeIterator<Item = bool>, blank: Symbol) {
        let rows = plain.len();
        self.plain.clear();
        self.plain.extend(plain);
        self.dossiers.clear();
        self.codes.clear();
        self.places.clear();
        if self.cells.len() < rows {
            self.cells.resize(rows, Cells { texts: [blank; TEXTS.len()], ..Cells::default() });
        }
    }

    /// Fills in what a cell of each plain row says; where that cannot be told the row is no more plain.
    #[inline]
    pub(super) fn fill<T>(
        &mut self,
        mut said: impl FnMut(usize) -> Option<T>,
        cell: impl Fn(&mut Cells) -> &mut T,
    ) {
        for (row, (plain, cells)) in self.plain.iter_mut().zip(&mut self.cells).enumerate() {
            if *plain {
                match said(row) {
                    Some(value) => *cell(cells) = value,
                    None => *plain = false,
                }
            }
        }
    }
}

impl Cells {
    #[inline]
    pub(super) fn parts(&self) -> FactsBuilder {
        FactsBuilder {
            supplement_requests: self.supplement_requests,
            repeat_visits: self.repeat_visits,
            status: self.status,
            channel: self.channel,
            result_corrected: self.result_corrected,
            apologised: self.apologised,
            ..dated(self.dates)
        }
    }
}
