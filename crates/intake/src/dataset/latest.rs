//! One code is one dossier: of several rows the newest one counts.

use super::texts::{Symbol, Texts};

/// Where a row stands. The greater place is the newer row: a later input, or a later line of the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which input, in the order in which they were read.
    pub input: u32,
    /// The line on which the row begins.
    pub line: u64,
}

/// A row that gave way to a newer one of the same code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Superseded {
    /// The code.
    pub(super) code: String,
    /// The older row.
    pub(super) dropped: Place,
    /// The row that counts.
    pub(super) kept: Place,
}

/// Records by code, the newest of each, in whatever order their rows come.
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
    /// Takes in a row; one that is vouched to be of a new code is not looked up.
    pub(crate) fn push(&mut self, code: &str, place: Place, record: R, vouched: bool) {
        let symbol = if vouched { self.codes.push(code) } else { self.codes.intern(code) };
        match self.records.get_mut(symbol.index()) {
            None => self.records.push((place, record)),
            Some(known) if known.0 < place => {
                self.dropped.push((symbol, known.0));
                *known = (place, record);
            }
            Some(_) => self.dropped.push((symbol, place)),
        }
    }

    /// Takes in other rows, whose places and records are told anew.
    pub(crate) fn absorb(
        &mut self,
        other: Latest<R>,
        vouched: bool,
        place: impl Fn(Place) -> Place,
        record: impl Fn(R) -> R,
    ) {
        for (n, (at, of)) in (0..).zip(other.records) {
            self.push(other.codes.get(Symbol::at(n)), place(at), record(of), vouched);
        }
        for (code, at) in other.dropped {
            self.dropped.push((self.codes.intern(other.codes.get(code)), place(at)));
        }
    }

    /// Place and record of each, in no order that means anything.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Place, &R)> {
        self.records.iter().map(|(place, record)| (*place, record))
    }

    /// Code, place and record of each, in the order of the rows.
    pub(crate) fn in_order(&self) -> impl Iterator<Item = (&str, Place, &R)> {
        let mut order: Vec<u32> = (0..).take(self.records.len()).collect();
        order.sort_by_key(|&n| self.records[n as usize].0);
        order.into_iter().map(|n| {
            let (place, record) = &self.records[n as usize];
            (self.codes.get(Symbol::at(n)), *place, record)
        })
    }

    /// The rows that gave way, in their order.
    pub(super) fn superseded(&self) -> impl Iterator<Item = Superseded> {
        let mut dropped = self.dropped.clone();
        dropped.sort_by_key(|(_, place)| *place);
        dropped.into_iter().map(|(code, dropped)| Superseded {
            code: self.codes.get(code).to_owned(),
            dropped,
            kept: self.records[code.index()].0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_of_rows_is_their_places_not_their_coming(
            codes in prop::collection::vec(0u8..8, 0..30), cut in 0usize..30, flip in any::<bool>(),
        ) {
            let rows: Vec<_> = (0u64..).zip(&codes).map(|(line, code)| (code.to_string(), Place { input: 0, line })).collect();
            let read = |rows: &[(String, Place)]| {
                let mut latest = Latest::default();
                for (code, place) in rows {
                    latest.push(code, *place, place.line, false);
                }
                latest
            };
            let (first, second) = rows.split_at(cut.min(rows.len()));
            let (first, second) = if flip { (second, first) } else { (first, second) };
            let mut parts = read(first);
            parts.absorb(read(second), false, |place| place, |record| record);
            let whole = read(&rows);
            let kept = |latest: &Latest<u64>| latest.in_order().map(|(c, p, r)| (c.to_owned(), p, *r)).collect::<Vec<_>>();
            let gone = |latest: &Latest<u64>| latest.superseded().map(|s| (s.dropped, s.kept)).collect::<Vec<_>>();
            prop_assert_eq!(kept(&parts), kept(&whole));
            prop_assert_eq!(gone(&parts), gone(&whole));
            prop_assert_eq!(whole.in_order().count() + whole.superseded().count(), rows.len());
        }
    }
}
