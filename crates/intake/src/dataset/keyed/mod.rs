//! Tallies by keys of numbers; names are looked up once a group, at the end.

mod named;
mod numbers;

use hashbrown::HashTable;
use sipas_core::{
    Accumulator, Clock, Dimension, Evidence, Measurable, MonthKey, Observation, PaknTally, Seen, Tally, Term,
};

use super::dossiers::StoredDossier;
use super::records::StoredPakn;
use super::texts::{Symbol, Texts};
use numbers::{Numbers, month_number};

/// What was counted of one group.
#[derive(Debug, Clone, Default)]
struct Part {
    dossiers: Accumulator,
    pakn: Option<Box<PaknTally>>,
}

/// What a dossier adds to a tally, and to which.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    month: u32,
    numbers: Numbers,
    place: u32,
    observation: Observation,
}

impl Part {
    fn merge(&mut self, other: &Part) {
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
    /// All records, where there are no groups; else those that have no key of some dimension.
    rest: Part,
    parts: Vec<Part>,
    /// The numbers of each part, and where each is by them.
    numbers: Vec<Numbers>,
    places: HashTable<(Numbers, u32)>,
    /// The places met last, by a few bits of the hash of their numbers: so that most are found by one look.
    near: Vec<u32>,
    /// Tallies of others, which may have the same numbers; they are only read.
    beside: Vec<Keyed>,
}

/// So many places are near for each group, which makes it seldom that two want the same; and so many at the least.
const NEAR: usize = 4;
const NEAR_AT_LEAST: usize = 1 << 12;

/// So many dossiers are counted together.
const AT_ONCE: usize = 64;

/// So many groups are merged at once.
const FEW: usize = 1 << 12;

/// So many tallies of others are kept beside, at the most.
const BESIDE: usize = 15;

impl Keyed {
    pub(super) fn new(by: &[Dimension]) -> Keyed {
        Keyed { by: by.to_vec(), ..Keyed::default() }
    }

    /// Counts dossiers at their places.
    pub(super) fn dossiers(
        &mut self,
        clock: &Clock,
        all: &[StoredDossier],
        term: impl Fn(&StoredDossier) -> Option<Term>,
        measurable: Measurable,
        texts: &Texts,
    ) {
        for some in all.chunks(AT_ONCE) {
            self.some(clock, some, &term, measurable, texts);
        }
    }

    /// Counts a few of them, step by step for all: so the processor looks for many groups side by side.
    fn some(
        &mut self,
        clock: &Clock,
        some: &[StoredDossier],
        term: impl Fn(&StoredDossier) -> Option<Term>,
        measurable: Measurable,
        texts: &Texts,
    ) {
        let mut found = [Found::default(); AT_ONCE];
        for (found, dossier) in found.iter_mut().zip(some) {
            let Seen { observation, month } = clock.see(&dossier.facts, term(dossier), measurable);
            (found.observation, found.month) = (observation, month_number(month));
        }
        for dimension in &self.by {
            let number = |dossier: &StoredDossier, month: u32| {
                let symbol = match dimension {
                    Dimension::Unit => dossier.unit,
                    Dimension::Officer => dossier.officer,
                    Dimension::Field => dossier.field,
                    Dimension::Procedure if texts.get(dossier.procedure_code).is_empty() => {
                        dossier.procedure_name
                    }
                    Dimension::Procedure => dossier.procedure_code,
                    Dimension::Channel => return dossier.facts.channel() as u32,
                    Dimension::Month => return month,
                };
                symbol.number()
            };
            for (found, dossier) in found.iter_mut().zip(some) {
                found.numbers = found.numbers.and(number(dossier, found.month));
            }
        }
        for found in &mut found[..some.len()] {
            found.place = self.place(found.numbers);
        }
        if self.parts.len() > FEW {
            // What is far in memory is asked for all at once, before it is needed.
            let part = |found: &Found| self.parts.get(found.place as usize);
            let asked = found[..some.len()].iter().filter_map(part).map(|part| part.dossiers.touch());
            std::hint::black_box(asked.fold(0, std::ops::BitXor::bitxor));
        }
        for (found, dossier) in found.iter().zip(some) {
            let part = self.of(found.place);
            part.dossiers.observe(found.observation);
            if found.observation.has_remarks {
                let placed = clock.place(&dossier.facts, term(dossier));
                part.dossiers.remark(clock, &dossier.facts, &placed);
            }
        }
    }

    /// Counts a petition at its place.
    pub(super) fn pakn(&mut self, clock: &Clock, pakn: &StoredPakn, evidence: Evidence) {
        let placed = clock.place_pakn(&pakn.facts);
        let part = self.of_pakn(pakn, placed.month());
        part.pakn.get_or_insert_default().observe(clock, &pakn.facts, &placed, evidence);
    }

    fn of_pakn(&mut self, pakn: &StoredPakn, month: MonthKey) -> &mut Part {
        if self.by.is_empty() || !self.by.iter().all(|dimension| dimension.of_pakn()) {
            return &mut self.rest;
        }
        let numbers = self.numbers_of(|dimension| match dimension {
            Dimension::Month => month_number(month),
            _ => pakn.unit.number(),
        });
        self.part(numbers)
    }

    #[inline]
    fn numbers_of(&self, number: impl Fn(Dimension) -> u32) -> Numbers {
        self.by.iter().fold(Numbers::default(), |numbers, by| numbers.and(number(*by)))
    }

    fn part(&mut self, numbers: Numbers) -> &mut Part {
        let place = self.place(numbers);
        self.of(place)
    }

    /// The group of a place: all records, where there are no groups.
    #[inline]
    fn of(&mut self, place: u32) -> &mut Part {
        self.parts.get_mut(place as usize).unwrap_or(&mut self.rest)
    }

    #[inline]
    fn place(&mut self, numbers: Numbers) -> u32 {
        if self.by.is_empty() {
            return u32::MAX;
        }
        let hash = numbers.hash();
        match self.near.get(self.near_of(hash)) {
            Some(place) if self.numbers.get(*place as usize) == Some(&numbers) => *place,
            _ => self.find(numbers, hash),
        }
    }

    /// Where the place of a group is near, by its hash.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    fn near_of(&self, hash: u64) -> usize {
        hash as usize & self.near.len().wrapping_sub(1)
    }

    #[inline(never)]
    fn find(&mut self, numbers: Numbers, hash: u64) -> u32 {
        let place = match self.places.find(hash, |(known, _)| *known == numbers) {
            Some(&(_, place)) => place,
            None => self.begin(numbers, hash),
        };
        let near = self.near_of(hash);
        self.near[near] = place;
        place
    }

    #[cold]
    fn begin(&mut self, numbers: Numbers, hash: u64) -> u32 {
        let place = u32::try_from(self.parts.len()).expect("fewer than 2^32 groups");
        self.numbers.push(numbers);
        self.parts.push(Part::default());
        self.places.insert_unique(hash, (numbers, place), |(known, _)| known.hash());
        if self.near.len() < self.parts.len() * NEAR {
            self.bring_near();
        }
        place
    }

    /// Makes room for twice as many groups near, and puts those there that there are.
    fn bring_near(&mut self) {
        let room = (self.parts.len() * NEAR * 2).next_power_of_two().max(NEAR_AT_LEAST);
        self.near.clear();
        self.near.resize(room, 0);
        for (place, numbers) in (0..).zip(&self.numbers) {
            let near = self.near_of(numbers.hash());
            self.near[near] = place;
        }
    }

    /// Takes in other tallies of the same texts.
    pub(super) fn merge(&mut self, mut other: Keyed) {
        if self.parts.is_empty() {
            std::mem::swap(self, &mut other);
        }
        self.rest.merge(&other.rest);
        let beside = std::mem::take(&mut other.beside);
        // Very many are put together when they are named, on all threads.
        if other.parts.len() > FEW && self.beside.len() < BESIDE {
            let rest = Part::default();
            self.beside.push(Keyed { rest, places: HashTable::new(), near: Vec::new(), ..other });
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
        // Distinct texts stay distinct, so that no two parts become one.
        if !self.places.is_empty() {
            self.places.clear();
            for (place, numbers) in (0..).zip(&self.numbers) {
                self.places.insert_unique(numbers.hash(), (*numbers, place), |(known, _)| known.hash());
            }
            self.bring_near();
        }
        self.beside.iter_mut().for_each(|beside| beside.rename(symbols));
    }
}

#[cfg(test)]
mod tests;
