//! Tallies by keys of numbers; names are looked up once a group, at the end.

mod many;
mod named;
mod numbers;
mod recent;

use std::ops::Range;

use hashbrown::HashTable;
use sipas_core::fast::{Accumulator, DossierBatch, Measurable};
use sipas_core::{Activities, Clock, Dimension, Evidence, MonthKey, PaknTally, Tally, Term};

use super::dossiers::{Columns, OWN, PROCEDURE_CODE, PROCEDURE_NAME, place};
use super::petitions::StoredPakn;
use super::texts::{Symbol, Texts};
pub(super) use many::ManyKeyed;
use numbers::{Keys, Numbers};
use recent::RecentGroups;
use sipas_intake::KeySource;

/// What was counted of one group; no more lines of a processor's cache than it has to be.
#[derive(Debug, Clone, Default)]
#[repr(align(64))]
struct GroupCounts {
    dossiers: Accumulator,
    pakn: Option<Box<PaknTally>>,
}

const _: () = assert!(size_of::<GroupCounts>() <= 256, "four lines of a processor's cache");

impl GroupCounts {
    fn merge(&mut self, other: &GroupCounts) {
        self.dossiers.merge(&other.dossiers);
        if let Some(pakn) = &other.pakn {
            self.pakn.get_or_insert_default().merge(pakn);
        }
    }

    fn add_to(&self, tally: &mut Tally) {
        self.dossiers.add_to(&mut tally.dossiers);
        if let Some(pakn) = &self.pakn {
            tally.pakn.merge(pakn);
        }
    }
}

/// The tallies of a whole and of its groups, while they are counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Keyed {
    by: Vec<Dimension>,
    /// The dimensions of the user's own, in the order of their columns.
    own: Vec<Dimension>,
    /// All records, where there are no groups; else those that have no key of some dimension.
    rest: GroupCounts,
    parts: Vec<GroupCounts>,
    /// The numbers of each part.
    numbers: Vec<Numbers>,
    /// Where each part is by its numbers; none of them before one is asked for.
    places: HashTable<(Numbers, u32)>,
    recent: RecentGroups,
    /// Tallies of others, which may have the same numbers; they are only read.
    beside: Vec<Keyed>,
    /// The days on which something happened, of all records.
    activities: Activities,
    /// Room for what is told of some dossiers.
    room: Option<Box<(DossierBatch, Keys)>>,
}

/// How many groups are merged at once.
const FEW: usize = 1 << 12;

/// How many tallies of others are kept beside, at most.
const BESIDE: usize = 15;

impl Keyed {
    /// `own` are the dimensions of the user's own, in the order of their columns.
    pub(super) fn new(by: &[Dimension], own: &[Dimension]) -> Keyed {
        Keyed { by: by.to_vec(), own: own.to_vec(), ..Keyed::default() }
    }

    /// The columns of the user's own in the dossiers to come.
    pub(super) fn set_own(&mut self, own: &[Dimension]) {
        own.clone_into(&mut self.own);
    }

    /// Counts dossiers at their places. `term` gives the term of a procedure, where there are any.
    pub(super) fn dossiers(
        &mut self,
        clock: &Clock,
        all: &Columns,
        term: Option<impl Fn(Symbol) -> Option<Term> + Copy>,
        evidence: Evidence,
        texts: &Texts,
    ) {
        let mut room = self.room.take().unwrap_or_default();
        let (batch, keys) = &mut *room;
        for from in (0..all.len()).step_by(DossierBatch::ROWS) {
            let rows = from..all.len().min(from + DossierBatch::ROWS);
            evaluate(batch, clock, all, rows.clone(), term, evidence);
            let seen = &mut self.activities.dossiers;
            sipas_scan::wide(
                #[inline(always)]
                || seen.see_dossiers(clock, &all.facts, rows.clone(), &all.taken[rows.clone()], batch),
            );
            let found = self.find_all(batch.months(), all, rows.clone(), texts, keys);
            self.count(clock, all, rows, term, evidence, batch, &found);
        }
        self.room = Some(room);
    }

    /// Counts the dossiers of an evaluated batch in their groups.
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        clippy::too_many_arguments,
        reason = "a part of the loop over all dossiers"
    )]
    fn count(
        &mut self,
        clock: &Clock,
        all: &Columns,
        rows: Range<usize>,
        term: Option<impl Fn(Symbol) -> Option<Term> + Copy>,
        evidence: Evidence,
        batch: &DossierBatch,
        found: &[u32],
    ) {
        let from = rows.start;
        let taken = found.iter().zip(&all.taken[rows]).enumerate().filter(|(_, (_, taken))| **taken);
        for (at, (place, _)) in taken {
            let part = self.of(*place);
            if !part.dossiers.count(batch, at) {
                let row = from + at;
                let facts = all.row(row).facts;
                let placed = clock.place(&facts, term.and_then(|term| term(all.texts[PROCEDURE_CODE][row])));
                part.dossiers.observe(clock, &facts, &placed, evidence);
            }
        }
    }

    /// Finds the groups of some rows, step by step for all: so the processor looks for many of them side by side.
    fn find_all(
        &mut self,
        months: &[u32],
        all: &Columns,
        rows: Range<usize>,
        texts: &Texts,
        keys: &mut Keys,
    ) -> [u32; DossierBatch::ROWS] {
        sipas_scan::wide(
            #[inline(always)]
            || self.keys(months, all, rows.clone(), texts, keys),
        );
        // What is far in memory is asked for all at once, before it is needed.
        let are_far = self.parts.len() > FEW;
        if are_far {
            let asked = keys.hashes().iter().map(|hash| self.recent.touch(*hash));
            std::hint::black_box(asked.fold(0, std::ops::BitXor::bitxor));
        }
        let mut places = [u32::MAX; DossierBatch::ROWS];
        if self.by.is_empty() {
            return places;
        }
        let taken = places.iter_mut().zip(&all.taken[rows]).enumerate().filter(|(_, (_, taken))| **taken);
        for (at, (place, _)) in taken {
            let (numbers, hash) = keys.get(at);
            *place = self.recent.get(numbers, hash).unwrap_or_else(|| self.find_key(keys, at));
        }
        if are_far {
            let asked = places.iter().filter_map(|place| self.parts.get(*place as usize));
            let asked = asked.map(|part| part.dossiers.prefetch());
            std::hint::black_box(asked.fold(0, std::ops::BitXor::bitxor));
        }
        places
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "so that its loops run on whole vectors")]
    fn keys(&self, months: &[u32], all: &Columns, rows: Range<usize>, texts: &Texts, keys: &mut Keys) {
        let symbols = |text: usize| all.texts[text][rows.clone()].iter();
        keys.begin();
        for dimension in &self.by {
            match KeySource::from(*dimension) {
                KeySource::Text(field) => keys.add(symbols(place(field)).map(|text| text.number())),
                KeySource::Procedure => {
                    let told = symbols(PROCEDURE_CODE).zip(symbols(PROCEDURE_NAME));
                    let key = |(code, name): (&Symbol, &Symbol)| {
                        if texts.get(*code).is_empty() { name.number() } else { code.number() }
                    };
                    keys.add(told.map(key));
                }
                KeySource::Channel => {
                    keys.add(all.facts.channel[rows.clone()].iter().map(|channel| *channel as u32));
                }
                KeySource::Month => keys.add(months.iter().copied()),
                KeySource::Own => {
                    // All are blank where a file has none.
                    let place = self.own.iter().position(|own| own == dimension).unwrap_or_default();
                    keys.add(symbols(OWN + place).map(|text| text.number()));
                }
            }
        }
        keys.hash();
    }

    /// Counts a petition at its place.
    pub(super) fn pakn(&mut self, clock: &Clock, pakn: &StoredPakn, evidence: Evidence) {
        let placed = clock.place_pakn(&pakn.facts);
        self.activities.pakn.see_pakn(clock, &pakn.facts, &placed);
        let part = self.of_pakn(pakn, placed.month(), evidence);
        part.pakn.get_or_insert_default().observe(clock, &pakn.facts, &placed, evidence);
    }

    fn of_pakn(&mut self, pakn: &StoredPakn, month: MonthKey, evidence: Evidence) -> &mut GroupCounts {
        if self.by.is_empty() || !self.by.iter().all(|dimension| dimension.of_pakn(evidence)) {
            return &mut self.rest;
        }
        let numbers = self.numbers_of(|dimension| match dimension {
            Dimension::Month => month.number(),
            Dimension::Field => pakn.field.number(),
            _ => pakn.unit.number(),
        });
        self.part(numbers)
    }

    #[inline]
    fn numbers_of(&self, number: impl Fn(Dimension) -> u32) -> Numbers {
        self.by.iter().fold(Numbers::default(), |numbers, by| numbers.and(number(*by)))
    }

    fn part(&mut self, numbers: Numbers) -> &mut GroupCounts {
        let place = self.place(numbers, numbers.hash());
        self.of(place)
    }

    /// The group of a place: all records, where there are no groups.
    #[inline]
    fn of(&mut self, place: u32) -> &mut GroupCounts {
        self.parts.get_mut(place as usize).unwrap_or(&mut self.rest)
    }

    #[inline]
    fn place(&mut self, numbers: Numbers, hash: u64) -> u32 {
        if self.by.is_empty() {
            return u32::MAX;
        }
        self.recent.get(numbers, hash).unwrap_or_else(|| self.find(numbers, hash))
    }

    /// Finds the group of a row's key. The key is copied out: it would not stay in a register otherwise.
    #[inline(never)]
    fn find_key(&mut self, keys: &Keys, at: usize) -> u32 {
        let (numbers, hash) = keys.get(at);
        self.find(numbers, hash)
    }

    #[inline(never)]
    fn find(&mut self, numbers: Numbers, hash: u64) -> u32 {
        if self.places.len() < self.numbers.len() {
            self.tell_places();
        }
        let place = match self.places.find(hash, |(known, _)| *known == numbers) {
            Some(&(_, place)) => place,
            None => self.begin(numbers, hash),
        };
        self.recent.bring(numbers, hash, place);
        place
    }

    #[cold]
    fn begin(&mut self, numbers: Numbers, hash: u64) -> u32 {
        let place = u32::try_from(self.parts.len()).expect("fewer than 2^32 groups");
        self.numbers.push(numbers);
        self.parts.push(GroupCounts::default());
        self.places.insert_unique(hash, (numbers, place), |(known, _)| known.hash());
        if !self.recent.has_room(self.parts.len()) {
            self.recent.fill(&self.numbers);
        }
        place
    }

    /// Tells where all parts are.
    #[cold]
    fn tell_places(&mut self) {
        self.places.clear();
        for (place, numbers) in (0..).zip(&self.numbers) {
            self.places.insert_unique(numbers.hash(), (*numbers, place), |(known, _)| known.hash());
        }
        self.recent.fill(&self.numbers);
    }

    /// Takes in other tallies of the same texts.
    pub(super) fn merge(&mut self, mut other: Keyed) {
        if self.parts.is_empty() {
            std::mem::swap(self, &mut other);
        }
        self.rest.merge(&other.rest);
        self.activities.merge(&std::mem::take(&mut other.activities));
        let beside = std::mem::take(&mut other.beside);
        // Very many are put together when they are named, on all threads.
        if other.parts.len() > FEW && self.beside.len() < BESIDE {
            let rest = GroupCounts::default();
            self.beside.push(Keyed {
                rest,
                places: HashTable::new(),
                recent: RecentGroups::default(),
                room: None,
                ..other
            });
        } else {
            for (numbers, part) in other.numbers.into_iter().zip(other.parts) {
                self.part(numbers).merge(&part);
            }
        }
        for other in beside {
            self.merge(other);
        }
    }

    /// Takes in tallies whose texts have other symbols.
    pub(super) fn absorb(&mut self, mut other: Keyed, symbols: &[Symbol]) {
        other.rename(symbols);
        self.merge(other);
    }

    fn rename(&mut self, symbols: &[Symbol]) {
        for numbers in &mut self.numbers {
            let told = self.by.iter().zip(numbers.all(self.by.len())).map(|(dimension, n)| match dimension {
                Dimension::Channel | Dimension::Month => n,
                _ => symbols[n as usize].number(),
            });
            *numbers = told.fold(Numbers::default(), Numbers::and);
        }
        // Distinct texts stay distinct, so that no two parts become one. What is only read needs no places any more.
        (self.places, self.recent) = (HashTable::new(), RecentGroups::default());
        self.beside.iter_mut().for_each(|beside| beside.rename(symbols));
    }
}

/// Evaluates a batch of dossiers by a clock.
#[inline(always)]
#[allow(clippy::inline_always, reason = "once for many dossiers, in a loop over all")]
fn evaluate(
    batch: &mut DossierBatch,
    clock: &Clock,
    all: &Columns,
    rows: Range<usize>,
    term: Option<impl Fn(Symbol) -> Option<Term> + Copy>,
    evidence: Evidence,
) {
    let term = term.map(|term| move |row: usize| term(all.texts[PROCEDURE_CODE][row]));
    let measurable = Measurable::of(clock, evidence);
    sipas_scan::wide(
        #[inline(always)]
        || batch.evaluate(clock, &all.facts, rows.clone(), term.as_ref(), measurable),
    );
}

#[cfg(test)]
mod tests;
