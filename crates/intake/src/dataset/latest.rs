//! One code is one dossier: of several rows the one that comes last counts.

use super::texts::{Symbol, Texts};

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which input, in the order in which they were read.
    pub input: u32,
    /// The line on which the row begins.
    pub line: u64,
}

/// A row that gave way to a newer one of the same code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Superseded {
    /// The code.
    pub(super) code: Symbol,
    /// The older row.
    pub(super) dropped: Place,
    /// The row that counts.
    pub(super) kept: Place,
}

/// Records by code, the latest of each; rows come in the order of their age, the oldest first.
#[derive(Debug, Clone)]
pub(crate) struct Latest<R> {
    codes: Texts,
    /// The record of each code's symbol.
    records: Vec<(Place, R)>,
    dropped: Vec<(Symbol, Place)>,
}

impl<R> Default for Latest<R> {
    fn default() -> Latest<R> {
        Latest { codes: Texts::default(), records: Vec::new(), dropped: Vec::new() }
    }
}

impl<R> Latest<R> {
    /// Takes in a newer row; one that is vouched to be of a new code is not looked up.
    pub(crate) fn push(&mut self, code: &str, place: Place, record: R, vouched: bool) {
        let symbol = if vouched { self.codes.push(code) } else { self.codes.intern(code) };
        match self.records.get_mut(symbol.index()) {
            None => self.records.push((place, record)),
            Some(older) => {
                self.dropped.push((symbol, older.0));
                *older = (place, record);
            }
        }
    }

    /// Takes in rows that are all newer than these; inputs are counted on from `offset`.
    pub(crate) fn append(&mut self, newer: Latest<R>, offset: u32, vouched: bool, map: impl Fn(R) -> R) {
        let moved = |place: Place| Place { input: place.input + offset, ..place };
        for (n, (place, record)) in (0..).zip(newer.records) {
            self.push(newer.codes.get(Symbol::at(n)), moved(place), map(record), vouched);
        }
        for (code, place) in newer.dropped {
            self.dropped.push((self.codes.intern(newer.codes.get(code)), moved(place)));
        }
    }

    /// The code of a symbol.
    pub(crate) fn code(&self, symbol: Symbol) -> &str {
        self.codes.get(symbol)
    }

    /// The record of a code.
    pub(crate) fn get(&self, code: &str) -> Option<&R> {
        self.codes.find(code).map(|symbol| &self.records[symbol.index()].1)
    }

    /// Code, place and record of each, in the order in which codes were first seen.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Place, &R)> {
        self.records
            .iter()
            .zip(0..)
            .map(|((place, record), n)| (self.codes.get(Symbol::at(n)), *place, record))
    }

    /// The rows that gave way, in the order in which they did.
    pub(crate) fn superseded(&self) -> impl Iterator<Item = Superseded> {
        self.dropped.iter().map(|&(code, dropped)| Superseded {
            code,
            dropped,
            kept: self.records[code.index()].0,
        })
    }
}
