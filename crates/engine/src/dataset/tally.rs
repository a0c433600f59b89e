//! From records to tallies.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use sipas_core::fast::Periods;
use sipas_core::{Clock, ClockEnd, Dimension, Evidence, Groups, Key, Moment, Month, Period, Window};

use super::dossiers::{Columns, Dealt};
use super::keyed::{Keyed, ManyKeyed};
use super::records::Records;
use super::{Dataset, threads};

impl Dataset {
    /// Counts all records at their places, on the whole and by the given dimensions.
    ///
    /// # Panics
    ///
    /// If the dataset counts while it reads, and was not told to count by this clock and these dimensions; or if it cannot
    /// [group](Dataset::can_group) by them.
    pub fn tally(&self, clock: &Clock, by: &[Dimension]) -> Groups {
        let mut groups = self.tally_records(clock, by);
        groups.join_shared(&self.tally_shared(clock, by));
        groups
    }

    /// Dossiers and petitions: the groups of a report are theirs.
    pub(super) fn tally_records(&self, clock: &Clock, by: &[Dimension]) -> Groups {
        let records = &self.records;
        match &records.counting {
            Some(counting) => counting
                .groups(clock, by, &records.texts, records.threads)
                .expect("asked for what was counted"),
            None => self.tally_kept(clock, by),
        }
    }

    /// Does it over the periods of several clocks.
    pub(super) fn tally_records_over(&self, clocks: &[Clock], by: &[Dimension]) -> Vec<Groups> {
        let is_fit =
            clocks.len() >= MANY && self.records.counting.is_none() && !by.contains(&Dimension::Month);
        let over = |clocks: &[Clock]| match Periods::of(clocks).filter(|_| is_fit) {
            Some(periods) => self.tally_kept_over(clocks, &periods, by),
            None => clocks.iter().map(|clock| self.tally_records(clock, by)).collect::<Vec<_>>(),
        };
        clocks.chunks(Periods::MOST).flat_map(over).collect()
    }

    /// The catalogue and the survey, which count in the groups that dossiers and petitions make.
    pub(super) fn tally_shared(&self, clock: &Clock, by: &[Dimension]) -> Groups {
        let mut groups = Groups::default();
        self.tally_procedures(clock, by, &mut groups);
        self.tally_survey(clock, by, &mut groups);
        groups
    }

    pub(super) fn tally_kept(&self, clock: &Clock, by: &[Dimension]) -> Groups {
        assert!(self.can_group(by), "dossiers cannot be grouped by what was not kept");
        let own = &self.records.own;
        let (mut keyed, terms, texts) = (Keyed::new(by, own), self.terms(), &self.records.texts);
        let evidence = self.evidence();
        let pieces: Vec<_> = self.records.dossiers.pieces(&self.records.texts).collect();
        let next = AtomicUsize::new(0);
        let counted = threads::each(self.records.threads.of(self.records.dossiers.len()), || {
            let mut keyed = Keyed::new(by, own);
            while let Some(piece) = pieces.get(next.fetch_add(1, Ordering::Relaxed)) {
                let evidence = evidence[piece.input() as usize];
                let term = (!terms.is_empty()).then_some(|procedure| terms.of(procedure));
                piece.read(|dossiers| keyed.dossiers(clock, dossiers, term, evidence, texts));
            }
            keyed
        });
        for part in counted {
            keyed.merge(part);
        }
        self.add_pakn(clock, &evidence, &mut keyed);
        keyed.named(texts, self.records.threads)
    }

    fn add_pakn(&self, clock: &Clock, evidence: &[Evidence], keyed: &mut Keyed) {
        for (place, pakn) in self.records.pakn.iter() {
            keyed.pakn(clock, pakn, evidence[place.input as usize]);
        }
    }

    /// Reads the dossiers once and counts each in the periods that it can be in.
    pub(super) fn tally_kept_over(
        &self,
        clocks: &[Clock],
        periods: &Periods,
        by: &[Dimension],
    ) -> Vec<Groups> {
        assert!(self.can_group(by), "dossiers cannot be grouped by what was not kept");
        let (terms, evidence) = (self.terms(), self.evidence());
        let Records { own, texts, dossiers, threads, .. } = &self.records;
        let pieces: Vec<_> = dossiers.pieces(texts).collect();
        let next = AtomicUsize::new(0);
        let counted = threads::each(threads.of(dossiers.len()), || {
            let (mut many, mut dealt) = (ManyKeyed::new(clocks, periods, by, own), Dealt::default());
            let count = |many: &mut ManyKeyed<'_>, input: u32, set: u64, all: &Columns| {
                let term = (!terms.is_empty()).then_some(|procedure| terms.of(procedure));
                many.dossiers(set, all, term, evidence[input as usize], texts);
            };
            while let Some(piece) = pieces.get(next.fetch_add(1, Ordering::Relaxed)) {
                dealt.deal(piece, &mut many, ManyKeyed::see, count);
            }
            dealt.rest(&mut many, count);
            many.finish()
        });
        let mut all: Vec<Keyed> = clocks.iter().map(|_| Keyed::new(by, own)).collect();
        for parts in counted {
            all.iter_mut().zip(parts).for_each(|(keyed, part)| keyed.merge(part));
        }
        let named = |(clock, keyed): (&Clock, &mut Keyed)| {
            self.add_pakn(clock, &evidence, keyed);
            std::mem::take(keyed).named(texts, *threads)
        };
        clocks.iter().zip(&mut all).map(named).collect()
    }

    fn tally_procedures(&self, clock: &Clock, by: &[Dimension], groups: &mut Groups) {
        for (place, procedure) in self.records.procedures.iter() {
            let evidence = self.inputs[place.input as usize].evidence;
            groups.whole.procedures.observe(clock, procedure, evidence);
            if !by.is_empty() && by.iter().all(|dimension| dimension.of_procedures()) {
                let value = |dimension| match dimension {
                    Dimension::Unit => &procedure.unit,
                    Dimension::Field => &procedure.field,
                    _ => &procedure.code,
                };
                let key = Key::new(by.iter().map(|d| (*d, value(*d).clone().into_owned())));
                groups.parts.entry(key).or_default().procedures.observe(clock, procedure, evidence);
            }
        }
    }

    fn tally_survey(&self, clock: &Clock, by: &[Dimension], groups: &mut Groups) {
        for answer in &self.records.answers {
            groups.whole.survey.observe(clock, answer);
            if !by.is_empty() && by.iter().all(|dimension| dimension.of_survey()) {
                let key = Key::new(by.iter().map(|d| (*d, answer.unit.clone().into_owned())));
                groups.parts.entry(key).or_default().survey.observe(clock, answer);
            }
        }
    }

    /// The newest month in which at least a third as many dossiers were concluded as in the busiest; without dossiers,
    /// petitions. What lies ahead of the moment of the run is not concluded.
    pub fn latest_busy_month(&self, clock_end: ClockEnd, window: Window) -> Option<Period> {
        let months = || Months { window, now: self.records.rule.now, of: BTreeMap::new() };
        let mut dossiers = months();
        for piece in self.records.dossiers.pieces(&self.records.texts) {
            piece.read(|some| dossiers.add(some.facts.ends(clock_end, 0..some.len())));
        }
        dossiers.latest_busy().or_else(|| {
            let (mut petitions, all) = (months(), self.records.pakn.iter());
            petitions.add(all.map(|(_, pakn)| pakn.facts.closed_at().or(pakn.facts.transferred_at())));
            petitions.latest_busy()
        })
    }
}

/// From this many periods on, dealing out the rows to each pays.
const MANY: usize = 3;

/// How many records ended in each month.
struct Months {
    window: Window,
    now: Option<Moment>,
    of: BTreeMap<Month, u64>,
}

impl Months {
    fn add(&mut self, ends: impl Iterator<Item = Option<Moment>>) {
        let now = self.now;
        for end in ends.flatten().filter(|end| now.is_none_or(|now| !now.is_before(*end))) {
            *self.of.entry(end.day().month_in(self.window)).or_default() += 1;
        }
    }

    fn latest_busy(self) -> Option<Period> {
        let most = *self.of.values().max()?;
        let (month, _) = self.of.into_iter().rev().find(|(_, n)| n.saturating_mul(3) >= most)?;
        Period::month(month, self.window)
    }
}
