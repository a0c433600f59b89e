use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::Key;
use crate::evidence::Evidence;
use crate::indicator::{self, Basis, Indicator, Measure};
use crate::rate::Rate;
use crate::tally::{DossierCounts, PaknCounts, Tally};

/// One group of a report, or the whole: its counts, and the figures that they come to.
#[derive(Debug, Clone, Copy)]
pub struct Group<'r> {
    /// Which group; empty for the whole.
    pub key: &'r Key,
    pub(super) tally: &'r Tally,
    /// The columns of each input, of the kinds of record that the group can have.
    pub(super) evidence: &'r [Evidence],
}

impl<'r> Group<'r> {
    pub(super) fn of(key: &'r Key, tally: &'r Tally, evidence: &'r [Evidence]) -> Group<'r> {
        Group { key, tally, evidence }
    }

    /// Its dossiers; `None` where there was no export of them, or a dossier has no such key.
    pub fn dossiers(self) -> Option<&'r DossierCounts> {
        self.has(Evidence::DOSSIERS).then_some(&self.tally.dossiers.counts)
    }

    /// Its petitions, likewise.
    pub fn pakn(self) -> Option<&'r PaknCounts> {
        self.has(Evidence::PAKN).then_some(&self.tally.pakn.counts)
    }

    /// One of its figures.
    pub fn measure(self, indicator: &Indicator) -> Measure {
        indicator.measure(&Basis { tally: self.tally, evidence: self.evidence })
    }

    /// The indicator of that name, and its figure.
    pub fn find(self, id: &str) -> Option<(&'static Indicator, Measure)> {
        Indicator::named(id).map(|indicator| (indicator, self.measure(indicator)))
    }

    /// The exact pair of the rate of that name; `None` where it cannot be measured, or there is no such rate.
    pub fn rate(self, id: &str) -> Option<Rate> {
        self.find(id).and_then(|(_, measure)| measure.rate())
    }

    /// Its figures, in the order of the register.
    pub fn indicators(self) -> impl Iterator<Item = (&'static Indicator, Measure)> {
        indicator::ALL.iter().map(move |indicator| (indicator, self.measure(indicator)))
    }

    fn has(self, kind: Evidence) -> bool {
        self.evidence.iter().any(|input| input.has(kind))
    }
}

impl Serialize for Group<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut group = to.serialize_struct("Group", 4)?;
        group.serialize_field("key", self.key)?;
        group.serialize_field("dossiers", &self.dossiers())?;
        group.serialize_field("pakn", &self.pakn())?;
        group.serialize_field("indicators", &Figures(*self))?;
        group.end()
    }
}

struct Figures<'r>(Group<'r>);

impl Serialize for Figures<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.indicators().map(|(indicator, measure)| (indicator.id, measure)))
    }
}
