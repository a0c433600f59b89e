//! Tallies over many periods of dossiers that are read once: each is counted only in the periods that it can be in.
//!
//! What is left of a group in a period is out of it, and needs no look: so many there are in all, less those that were counted.

use sipas_core::fast::{DossierBatch, EventDays, Periods};
use sipas_core::{Clock, Dimension, Evidence, Term};

use super::{Columns, GroupCounts, Keyed, Keys, evaluate};
use crate::dataset::texts::{Symbol, Texts};

/// Tallies over the periods of some clocks, while they are counted. What groups are made of is the same in every period.
#[derive(Debug)]
pub(in crate::dataset) struct ManyKeyed<'c> {
    clocks: &'c [Clock],
    periods: &'c Periods,
    /// One for each clock, their groups at the places of `index`.
    over: Vec<Keyed>,
    /// The groups. It counts what is not accepted, whatever the period.
    index: Keyed,
    /// How many other dossiers there are: without a group, then in each.
    others: Vec<u64>,
    days: EventDays,
    /// Room for what is told of some dossiers.
    room: Box<(DossierBatch, Keys)>,
}

impl<'c> ManyKeyed<'c> {
    /// `periods` are those of the clocks.
    pub(in crate::dataset) fn new(
        clocks: &'c [Clock],
        periods: &'c Periods,
        by: &[Dimension],
        own: &[Dimension],
    ) -> ManyKeyed<'c> {
        debug_assert!(
            !by.contains(&Dimension::Month),
            "a dossier is in another month's group in each period"
        );
        let index = Keyed::new(by, own);
        let (over, days) = (vec![index.clone(); clocks.len()], EventDays::of(periods));
        ManyKeyed { clocks, periods, over, index, others: Vec::new(), days, room: Box::default() }
    }

    /// Looks at dossiers before they are counted, and tells the [set](Periods::sets) of each.
    pub(in crate::dataset) fn see(&mut self, all: &Columns, sets: &mut Vec<u64>) {
        self.days.see(&all.facts, 0..all.len());
        self.periods.sets(&all.facts, 0..all.len(), sets);
    }

    /// Counts dossiers of one set.
    pub(in crate::dataset) fn dossiers(
        &mut self,
        set: u64,
        all: &Columns,
        term: Option<impl Fn(Symbol) -> Option<Term> + Copy>,
        evidence: Evidence,
        texts: &Texts,
    ) {
        let (batch, keys) = &mut *self.room;
        for from in (0..all.len()).step_by(DossierBatch::ROWS) {
            let rows = from..all.len().min(from + DossierBatch::ROWS);
            let found = self.index.find_all(&[], all, rows.clone(), texts, keys);
            let found = &found[..rows.len()];
            if set == Periods::NOT_ACCEPTED {
                evaluate(batch, &self.clocks[0], all, rows.clone(), term, evidence);
                self.index.count(&self.clocks[0], all, rows, term, evidence, batch, found);
                continue;
            }
            self.others.resize(self.index.parts.len() + 1, 0);
            for place in found {
                self.others[group(*place)] += 1;
            }
            let clocks = self.clocks.iter().zip(&mut self.over).enumerate();
            for (_, (clock, keyed)) in clocks.filter(|(n, _)| set >> n & 1 == 1) {
                keyed.parts.resize_with(self.index.parts.len(), GroupCounts::default);
                evaluate(batch, clock, all, rows.clone(), term, evidence);
                keyed.activities.dossiers.see_overdue(&clock.period, batch);
                keyed.count(clock, all, rows.clone(), term, evidence, batch, found);
            }
        }
    }

    /// Finishes the tallies, one for each clock.
    pub(in crate::dataset) fn finish(mut self) -> Vec<Keyed> {
        self.others.resize(self.index.parts.len() + 1, 0);
        for (clock, keyed) in self.clocks.iter().zip(&mut self.over) {
            keyed.parts.resize_with(self.index.parts.len(), GroupCounts::default);
            keyed.numbers.clone_from(&self.index.numbers);
            let parts = std::iter::once(&mut keyed.rest).chain(&mut keyed.parts);
            let not_accepted = std::iter::once(&self.index.rest).chain(&self.index.parts);
            for ((part, not_accepted), others) in parts.zip(not_accepted).zip(&self.others) {
                part.dossiers.count_out_of_period(others - part.dossiers.counted());
                part.merge(not_accepted);
            }
            self.days.add_to(&mut keyed.activities.dossiers, &clock.period);
        }
        self.over
    }
}

/// The number of a group by its place; 0 of what has none.
fn group(place: u32) -> usize {
    place.wrapping_add(1) as usize
}
