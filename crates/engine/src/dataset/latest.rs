//! One code is one dossier: of several rows the newest one counts.

use super::newest::{Age, Ages, Dated, Rule, Snapshots};
use super::texts::{Symbol, Texts};

/// Where a row stands. The greater place is read later: a later input, or a later line of the same.
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
    dropped: Vec<Dropped<R>>,
    ages: Ages,
}

/// A row that gave way.
#[derive(Debug, Clone)]
struct Dropped<R> {
    code: Symbol,
    place: Place,
    record: R,
}

impl<R> Default for Latest<R> {
    fn default() -> Latest<R> {
        Latest { codes: Texts::default(), records: Vec::new(), dropped: Vec::new(), ages: Ages::default() }
    }
}

impl<R: Dated> Latest<R> {
    /// None yet; which is the newest is told by this rule.
    pub(super) fn by(rule: Rule) -> Latest<R> {
        Latest { ages: Ages::by(rule), ..Latest::default() }
    }

    /// The rows of the input that is read have no order.
    pub(super) fn unordered(&mut self) {
        self.ages.unordered(0);
    }

    /// Takes in a row; one that is vouched to be of a new code is not looked up. `told` gives all that a record says.
    pub(super) fn push(
        &mut self,
        code: &str,
        place: Place,
        record: R,
        vouched: bool,
        told: impl Fn(&R) -> Vec<u8>,
    ) {
        self.ages.see(place.input, &record);
        self.put(code, place, record, vouched, told);
    }

    fn put(&mut self, code: &str, place: Place, record: R, vouched: bool, told: impl Fn(&R) -> Vec<u8>) {
        let symbol = if vouched { self.codes.push(code) } else { self.codes.intern(code) };
        let Some(known) = self.records.get_mut(symbol.index()) else {
            self.records.push((place, record));
            return;
        };
        let mut older = (place, record);
        let aged = |(place, record): &(Place, R)| self.ages.age(*place, record);
        let (of_known, of_older) = ((aged(known), known.0, &known.1), (aged(&older), older.0, &older.1));
        if Age::compare(of_known, of_older, told).is_lt() {
            std::mem::swap(known, &mut older);
        }
        self.dropped.push(Dropped { code: symbol, place: older.0, record: older.1 });
    }

    /// Takes in other rows, whose places and records are told anew.
    pub(crate) fn absorb(
        &mut self,
        other: Latest<R>,
        vouched: bool,
        place: impl Fn(Place) -> Place,
        record: impl Fn(R) -> R,
        told: impl Fn(&R) -> Vec<u8>,
    ) {
        self.ages.absorb(&other.ages, |input| place(Place { input, line: 0 }).input);
        for (n, (at, of)) in (0..).zip(other.records) {
            self.put(other.codes.get(Symbol::at(n)), place(at), record(of), vouched, &told);
        }
        for dropped in other.dropped {
            let code = self.codes.intern(other.codes.get(dropped.code));
            let (place, record) = (place(dropped.place), record(dropped.record));
            self.dropped.push(Dropped { code, place, record });
        }
    }

    /// What is doubtful about the choice between inputs.
    pub(super) fn snapshots(&self) -> Snapshots
    where
        R: PartialEq,
    {
        let mut snapshots = Snapshots::default();
        let seen = |(place, record): (Place, &R)| (place, record.latest_end().is_some());
        for (_, dropped, kept) in self.dropped() {
            // Which of two copies counts makes no difference.
            if kept.0.input >= dropped.0.input || kept.1 != dropped.1 {
                snapshots.gave_way(&self.ages, seen(dropped), seen(kept));
            } else {
                snapshots.meet(&self.ages, dropped.0, kept.0);
            }
        }
        snapshots
    }
}

impl<R> Latest<R> {
    /// Leaves out the records that `keep` says no to, and what gave way to them; tells where they stand.
    pub(super) fn leave_out(&mut self, mut keep: impl FnMut(Place) -> bool) -> Vec<Place> {
        let (codes, records) = (std::mem::take(&mut self.codes), std::mem::take(&mut self.records));
        let (mut left, mut moved) = (Vec::new(), Vec::new());
        for (n, (place, record)) in (0..).zip(records) {
            moved.push(keep(place).then(|| self.codes.push(codes.get(Symbol::at(n)))));
            match moved.last() {
                Some(Some(_)) => self.records.push((place, record)),
                _ => left.push(place),
            }
        }
        self.dropped.retain_mut(|dropped| match moved[dropped.code.index()] {
            Some(code) => {
                dropped.code = code;
                true
            }
            None => false,
        });
        left
    }

    /// The code of each row that gave way, the row, and the one that counts.
    pub(super) fn dropped(&self) -> impl Iterator<Item = (&str, (Place, &R), (Place, &R))> {
        self.dropped.iter().map(|Dropped { code, place, record }| {
            let (kept, counts) = &self.records[code.index()];
            (self.codes.get(*code), (*place, record), (*kept, counts))
        })
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
        let told = |(code, (dropped, _), (kept, _)): (&str, (Place, &R), (Place, &R))| Superseded {
            code: code.to_owned(),
            dropped,
            kept,
        };
        let mut dropped: Vec<Superseded> = self.dropped().map(told).collect();
        dropped.sort_by_key(|row| row.dropped);
        dropped.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use sipas_core::{Day, Moment};

    use super::*;
    use crate::dataset::newest::{Instant, Newest};

    /// A record that has ended on that day, or on none.
    #[derive(Debug, Clone, Copy, PartialEq)]
    struct Ended(Option<u32>);

    impl Dated for Ended {
        fn latest_end(&self) -> Option<Instant> {
            self.0.map(|day| (Day::from_ymd(2025, 6, day).unwrap(), 0))
        }

        fn events(&self) -> impl Iterator<Item = Moment> {
            self.latest_end().map(|(day, _)| Moment::on(day)).into_iter()
        }

        fn filled(&self) -> usize {
            0
        }
    }

    /// Rows as code, input and day of the end.
    fn kept(rule: Rule, rows: &[(u8, u32, Option<u32>)]) -> Vec<(String, Place)> {
        let mut all = Latest::by(rule);
        for input in 0..3 {
            let mut one = Latest::by(rule);
            for (line, (code, of, end)) in (0..).zip(rows) {
                if *of == input {
                    one.push(&code.to_string(), Place { input: 0, line }, Ended(*end), false, |_| Vec::new());
                }
            }
            all.absorb(one, false, |place| Place { input, ..place }, |record| record, |_| Vec::new());
        }
        let mut kept: Vec<_> = all.in_order().map(|(code, place, _)| (code.to_owned(), place)).collect();
        kept.sort();
        kept
    }

    proptest! {
        /// The rule as the specification says it, over all rows of a code at once.
        #[test]
        fn the_newest_is_told_by_what_is_in_the_inputs(
            rows in prop::collection::vec((0u8..4, 0u32..3, prop::option::of(1u32..9)), 0..20),
            now in prop::option::of(1u32..9),
        ) {
            let moment = |day| Moment::on(Day::from_ymd(2025, 6, day).unwrap());
            let rule = Rule { newest: Newest::ByContent, now: now.map(moment) };
            let latest = |input: u32| {
                let ends = rows.iter().filter(|row| row.1 == input).filter_map(|row| row.2);
                ends.filter(|day| now.is_none_or(|now| *day <= now)).max()
            };
            let mut expected: BTreeMap<u8, usize> = BTreeMap::new();
            for (n, (code, input, end)) in rows.iter().enumerate() {
                let age = |n: usize| (latest(rows[n].1), rows[n].1, rows[n].2, n);
                let known = *expected.entry(*code).or_insert(n);
                if age(known) < (latest(*input), *input, *end, n) {
                    expected.insert(*code, n);
                }
            }
            let expected: Vec<_> = expected
                .iter()
                .map(|(code, n)| (code.to_string(), Place { input: rows[*n].1, line: *n as u64 }))
                .collect();
            prop_assert_eq!(kept(rule, &rows), expected);
        }

        #[test]
        fn the_order_of_rows_is_their_places_not_their_coming(
            codes in prop::collection::vec(0u8..8, 0..30), cut in 0usize..30, flip in any::<bool>(),
        ) {
            let rows: Vec<_> = (0u64..).zip(&codes).map(|(line, code)| (code.to_string(), Place { input: 0, line })).collect();
            let read = |rows: &[(String, Place)]| {
                let mut latest = Latest::by(Rule { newest: Newest::AsNamed, now: None });
                for (code, place) in rows {
                    latest.push(code, *place, Ended(None), false, |_| Vec::new());
                }
                latest
            };
            let (first, second) = rows.split_at(cut.min(rows.len()));
            let (first, second) = if flip { (second, first) } else { (first, second) };
            let mut parts = read(first);
            parts.absorb(read(second), false, |place| place, |record| record, |_| Vec::new());
            let whole = read(&rows);
            let kept = |latest: &Latest<Ended>| latest.in_order().map(|(c, p, r)| (c.to_owned(), p, *r)).collect::<Vec<_>>();
            let gone = |latest: &Latest<Ended>| latest.superseded().map(|s| (s.dropped, s.kept)).collect::<Vec<_>>();
            prop_assert_eq!(kept(&parts), kept(&whole));
            prop_assert_eq!(gone(&parts), gone(&whole));
            prop_assert_eq!(whole.in_order().count() + whole.superseded().count(), rows.len());
        }
    }
}
