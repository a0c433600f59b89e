//! Tallies by keys of numbers; names are looked up once a group, at the end.

use hashbrown::HashTable;
use sipas_core::{Dimension, Month, MonthKey, Tally};

use super::dossiers::StoredDossier;
use super::records::StoredPakn;
use super::texts::{Symbol, Texts};

/// A key whose texts are symbols: one number a dimension, the last of them lowest. Words, since a processor waits where
/// it reads more at once than it has just written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Numbers(u64, u64, u64);

const _: () = assert!(Dimension::ALL.len() <= 6, "a key has room for six numbers");

impl Numbers {
    /// With one more at the end.
    #[inline]
    fn and(self, number: u32) -> Numbers {
        let Numbers(low, middle, high) = self;
        let carried = |word: u64, below: u64| word << 32 | below >> 32;
        Numbers(low << 32 | u64::from(number), carried(middle, low), carried(high, middle))
    }

    /// The numbers of so many dimensions, in their order.
    pub(super) fn all(self, dimensions: usize) -> impl Iterator<Item = u32> {
        let words = [self.0, self.1, self.2];
        let half = move |place: usize| words[place / 2] >> (place % 2 * 32) & u64::from(u32::MAX);
        (0..dimensions).rev().map(move |place| u32::try_from(half(place)).unwrap_or_default())
    }

    /// Symbols and months are numbers of our own making, in which no file has a choice: any mixing will do.
    #[inline]
    fn hash(self) -> u64 {
        const ODD: [u64; 3] = [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9];
        let Numbers(low, middle, high) = self;
        let mixed = low.wrapping_mul(ODD[0]) ^ middle.wrapping_mul(ODD[1]) ^ high.wrapping_mul(ODD[2]);
        let mixed = (mixed ^ mixed >> 32).wrapping_mul(ODD[0]);
        mixed ^ mixed >> 32
    }
}

/// The tallies of a whole and of its groups, while they are counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Keyed {
    pub(super) by: Vec<Dimension>,
    /// All records, where there are no groups; else those that have no key of some dimension.
    pub(super) rest: Tally,
    pub(super) parts: Vec<Tally>,
    /// The numbers of each part, and where each is by them.
    pub(super) numbers: Vec<Numbers>,
    places: HashTable<(Numbers, u32)>,
    /// Those met last, by a few bits of their hash: so that most are found by one look.
    near: Vec<(Numbers, u32)>,
    /// Tallies of others, which may have the same numbers; they are only read.
    pub(super) beside: Vec<Keyed>,
}

/// How many groups are found by one look.
const NEAR: usize = 1 << 10;

/// So many groups are merged at once.
const FEW: usize = 1 << 12;

/// So many tallies of others are kept beside, at the most.
const BESIDE: usize = 15;

impl Keyed {
    pub(super) fn new(by: &[Dimension]) -> Keyed {
        Keyed { by: by.to_vec(), ..Keyed::default() }
    }

    /// Where a dossier counts.
    #[inline]
    pub(super) fn of_dossier(
        &mut self,
        dossier: &StoredDossier,
        month: MonthKey,
        texts: &Texts,
    ) -> &mut Tally {
        self.at(|dimension| {
            let symbol = match dimension {
                Dimension::Unit => dossier.unit,
                Dimension::Officer => dossier.officer,
                Dimension::Field => dossier.field,
                Dimension::Procedure if texts.get(dossier.procedure_code).is_empty() => {
                    dossier.procedure_name
                }
                Dimension::Procedure => dossier.procedure_code,
                Dimension::Channel => return dossier.facts.channel() as u32,
                Dimension::Month => return month_number(month),
            };
            symbol.number()
        })
    }

    /// Where a petition counts.
    pub(super) fn of_pakn(&mut self, pakn: &StoredPakn, month: MonthKey) -> &mut Tally {
        if !self.by.iter().all(|dimension| dimension.of_pakn()) {
            return &mut self.rest;
        }
        self.at(|dimension| match dimension {
            Dimension::Month => month_number(month),
            _ => pakn.unit.number(),
        })
    }

    #[inline]
    fn at(&mut self, number: impl Fn(Dimension) -> u32) -> &mut Tally {
        if self.by.is_empty() {
            return &mut self.rest;
        }
        let numbers = self.by.iter().fold(Numbers::default(), |numbers, by| numbers.and(number(*by)));
        self.part(numbers)
    }

    #[inline]
    fn part(&mut self, numbers: Numbers) -> &mut Tally {
        let hash = numbers.hash();
        #[allow(clippy::cast_possible_truncation)]
        let near = hash as usize % NEAR;
        let place = match self.near.get(near) {
            Some((known, place)) if *known == numbers => *place,
            _ => self.find(numbers, hash, near),
        };
        &mut self.parts[place as usize]
    }

    #[inline(never)]
    fn find(&mut self, numbers: Numbers, hash: u64, near: usize) -> u32 {
        let place = match self.places.find(hash, |(known, _)| *known == numbers) {
            Some(&(_, place)) => place,
            None => self.begin(numbers, hash),
        };
        // Of the first it is as true as of any that nobody asks for.
        self.near.resize(NEAR, (numbers, place));
        self.near[near] = (numbers, place);
        place
    }

    #[cold]
    fn begin(&mut self, numbers: Numbers, hash: u64) -> u32 {
        let place = u32::try_from(self.parts.len()).expect("fewer than 2^32 groups");
        self.numbers.push(numbers);
        self.parts.push(Tally::default());
        self.places.insert_unique(hash, (numbers, place), |(known, _)| known.hash());
        place
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
            let rest = Tally::default();
            self.beside.push(Keyed { rest, places: HashTable::new(), near: Vec::new(), ..other });
        } else {
            for (numbers, tally) in other.numbers.into_iter().zip(other.parts) {
                self.part(numbers).merge(&tally);
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
        self.near.clear();
        if !self.places.is_empty() {
            self.places.clear();
            for (place, numbers) in (0..).zip(&self.numbers) {
                self.places.insert_unique(numbers.hash(), (*numbers, place), |(known, _)| known.hash());
            }
        }
        self.beside.iter_mut().for_each(|beside| beside.rename(symbols));
    }
}

const OPEN: u32 = u32::MAX;
const NONE: u32 = u32::MAX - 1;

fn month_number(month: MonthKey) -> u32 {
    match month {
        MonthKey::Ended(month) => u32::from(month.index()),
        MonthKey::Open => OPEN,
        MonthKey::None => NONE,
    }
}

pub(super) fn number_month(number: u32) -> MonthKey {
    match number {
        OPEN => MonthKey::Open,
        NONE => MonthKey::None,
        n => u16::try_from(n).map_or(MonthKey::None, |n| MonthKey::Ended(Month::from_index(n))),
    }
}
