use sipas_core::FactsColumns;

use super::{StoredDossier, TEXTS};
use crate::dataset::texts::Symbol;

/// Many dossiers column by column, all of one length.
#[derive(Debug, Clone, Default)]
pub(in crate::dataset) struct Columns {
    /// Which rows are dossiers; what stands in the others means nothing.
    pub(in crate::dataset) taken: Vec<bool>,
    pub(in crate::dataset) facts: FactsColumns,
    /// Those of [`TEXTS`].
    pub(in crate::dataset) texts: [Vec<Symbol>; TEXTS.len()],
}

impl Columns {
    pub(in crate::dataset) fn len(&self) -> usize {
        self.taken.len()
    }

    /// Makes it so many rows; what stands in those it had already stays.
    pub(in crate::dataset) fn resize(&mut self, rows: usize, blank: Symbol) {
        self.taken.resize(rows, false);
        self.facts.resize(rows);
        self.texts.iter_mut().for_each(|texts| texts.resize(rows, blank));
    }

    /// One dossier alone.
    pub(in crate::dataset) fn only(&mut self, dossier: &StoredDossier) {
        self.resize(0, Symbol::default());
        self.push(dossier);
    }

    pub(in crate::dataset) fn push(&mut self, dossier: &StoredDossier) {
        self.taken.push(true);
        self.facts.push(&dossier.facts);
        for (texts, text) in self.texts.iter_mut().zip(dossier.texts) {
            texts.push(text);
        }
    }

    /// The dossier of a row that is taken.
    ///
    /// # Panics
    ///
    /// If there is no such row, or its facts were not checked.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "so that only what is asked for is put together")]
    pub(in crate::dataset) fn row(&self, row: usize) -> StoredDossier {
        let facts = self.facts.row(row).build().expect("a dossier that was checked");
        StoredDossier { texts: std::array::from_fn(|text| self.texts[text][row]), facts }
    }
}
