//! Tallies by keys of numbers; names are looked up once a group, at the end.

use hashbrown::HashTable;
use sipas_core::{Channel, Dimension, Groups, Key, Month, MonthKey, Tally};

use super::dossiers::StoredDossier;
use super::records::StoredPakn;
use super::texts::{Symbol, Texts};

/// A key whose texts are symbols: one number a dimension.
type Numbers = [u32; Dimension::ALL.len()];

/// The tallies of a whole and of its groups, while they are counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Keyed {
    by: Vec<Dimension>,
    /// All records, where there are no groups; else those that have no key of some dimension.
    rest: Tally,
    parts: Vec<Tally>,
    /// The numbers of each part, and where it is by them.
    numbers: Vec<Numbers>,
    places: HashTable<u32>,
}

impl Keyed {
    pub(super) fn new(by: &[Dimension]) -> Keyed {
        Keyed { by: by.to_vec(), ..Keyed::default() }
    }

    /// Where a dossier counts.
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

    fn at(&mut self, number: impl Fn(Dimension) -> u32) -> &mut Tally {
        if self.by.is_empty() {
            return &mut self.rest;
        }
        let mut numbers = Numbers::default();
        numbers.iter_mut().zip(&self.by).for_each(|(to, dimension)| *to = number(*dimension));
        self.part(numbers)
    }

    fn part(&mut self, numbers: Numbers) -> &mut Tally {
        let (hash, known) = (hash(&numbers), &mut self.numbers);
        let place = self.places.find(hash, |&place| known[place as usize] == numbers).copied();
        let place = place.unwrap_or_else(|| {
            let place = u32::try_from(known.len()).expect("fewer than 2^32 groups");
            known.push(numbers);
            self.parts.push(Tally::default());
            self.places.insert_unique(hash, place, |&place| self::hash(&known[place as usize]));
            place
        });
        &mut self.parts[place as usize]
    }

    /// Takes in other tallies of the same texts.
    pub(super) fn merge(&mut self, other: Keyed) {
        self.rest.merge(&other.rest);
        for (numbers, tally) in other.numbers.into_iter().zip(other.parts) {
            self.part(numbers).merge(&tally);
        }
    }

    /// Takes in tallies whose texts have other symbols.
    pub(super) fn absorb(&mut self, mut other: Keyed, symbols: &[Symbol]) {
        for numbers in &mut other.numbers {
            for (number, dimension) in numbers.iter_mut().zip(&self.by) {
                if !matches!(dimension, Dimension::Channel | Dimension::Month) {
                    *number = symbols[*number as usize].number();
                }
            }
        }
        self.merge(other);
    }

    /// The same by names. The whole is the sum of the groups, and of what has no key.
    pub(super) fn named(self, texts: &Texts) -> Groups {
        let mut groups = Groups { whole: self.rest, ..Groups::default() };
        for (numbers, tally) in self.numbers.into_iter().zip(self.parts) {
            groups.whole.merge(&tally);
            let parts =
                self.by.iter().zip(numbers).map(|(dimension, n)| (*dimension, name(*dimension, n, texts)));
            groups.parts.insert(Key::new(parts), tally);
        }
        groups
    }
}

/// Symbols and months are numbers of our own making, in which no file has a choice: any mixing will do.
fn hash(numbers: &Numbers) -> u64 {
    let mixed = numbers.iter().fold(0u64, |hash, number| {
        (hash ^ u64::from(*number)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
    });
    mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn name(dimension: Dimension, number: u32, texts: &Texts) -> String {
    match dimension {
        Dimension::Channel => Channel::ALL[number as usize].name().to_owned(),
        Dimension::Month => number_month(number).to_string(),
        _ => texts.get(Symbol::at(number)).to_owned(),
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

fn number_month(number: u32) -> MonthKey {
    match number {
        OPEN => MonthKey::Open,
        NONE => MonthKey::None,
        n => u16::try_from(n).map_or(MonthKey::None, |n| MonthKey::Ended(Month::from_index(n))),
    }
}
