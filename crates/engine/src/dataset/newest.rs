//! Which of several rows of one code counts: the one of the newest snapshot.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use alphanumeric_sort::compare_str;
use sipas_core::{Day, DossierFacts, FactsBuilder, Moment, PaknFacts, Procedure};

use super::latest::Place;

/// How it is told which of several rows of one code is the newest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Newest {
    /// By what is in them. The input with the later latest event is the newer one; of two with the same, the one that is
    /// read later. Within an input the row with the later end is the newer one; of two with the same, the later row.
    #[default]
    ByContent,
    /// By their order: the input that is read later, the later row.
    AsNamed,
}

/// What of a record tells its age.
pub(super) trait Dated {
    /// The latest of its ends.
    fn latest_end(&self) -> Option<Instant>;

    /// All that happened to it: every date but deadlines.
    fn events(&self) -> impl Iterator<Item = Moment>;

    /// How many of its dates are filled.
    fn filled(&self) -> usize;
}

/// A moment in its order.
pub(super) type Instant = (Day, u32);

pub(super) fn instant(at: Moment) -> Instant {
    (at.day(), at.clock_ms())
}

/// The rule, and the moment of the run: what lies ahead of it has not happened.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rule {
    pub(super) newest: Newest,
    pub(super) now: Option<Moment>,
}

/// What is known of one input.
#[derive(Debug, Clone, Copy, Default)]
struct InputAge {
    latest: Option<Instant>,
    /// The order of its rows means nothing: they are of a frame.
    unordered: bool,
}

/// The ages of inputs, and by them those of rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Ages {
    pub(super) rule: Rule,
    inputs: Vec<InputAge>,
}

/// The age of a row; the greater is the newer. Its parts are compared from the top.
///
/// Rows of one age are told apart by [`Age::compare`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Age {
    /// The latest event of its input.
    snapshot: Option<Instant>,
    input: u32,
    end: Option<Instant>,
    /// Of a row without an order: its latest event, and how much it says.
    event: Option<Instant>,
    filled: usize,
    unordered: bool,
}

impl Age {
    /// Compares two rows of one code; the greater is the newer. Of one age, the later row is, and among rows without an
    /// order the one that says the greater by bytes: `told` gives these, and is asked only then.
    pub(super) fn compare<R>(
        (age, place, row): (Age, Place, R),
        (other_age, other_place, other): (Age, Place, R),
        told: impl Fn(R) -> Vec<u8>,
    ) -> Ordering {
        let by_bytes = || if age.unordered { told(row).cmp(&told(other)) } else { Ordering::Equal };
        age.cmp(&other_age).then_with(by_bytes).then(place.cmp(&other_place))
    }
}

impl Ages {
    pub(super) fn by(rule: Rule) -> Ages {
        Ages { rule, inputs: Vec::new() }
    }

    fn input(&mut self, input: u32) -> &mut InputAge {
        let at = input as usize;
        self.inputs.resize(self.inputs.len().max(at + 1), InputAge::default());
        &mut self.inputs[at]
    }

    /// The rows of an input have no order.
    pub(super) fn unordered(&mut self, input: u32) {
        self.input(input).unordered = true;
    }

    /// Learns of what happened in an input.
    pub(super) fn see(&mut self, input: u32, record: &impl Dated) {
        let event = self.event(record);
        let known = self.input(input);
        known.latest = known.latest.max(event);
    }

    /// Learns what is known of other inputs, whose numbers are told anew.
    pub(super) fn absorb(&mut self, other: &Ages, number: impl Fn(u32) -> u32) {
        for (input, age) in (0..).zip(&other.inputs) {
            let known = self.input(number(input));
            known.latest = known.latest.max(age.latest);
            known.unordered |= age.unordered;
        }
    }

    /// The latest event of a record that has happened.
    fn event(&self, record: &impl Dated) -> Option<Instant> {
        let now = self.rule.now.map(instant);
        record.events().map(instant).filter(|at| now.is_none_or(|now| *at <= now)).max()
    }

    pub(super) fn latest(&self, input: u32) -> Option<Instant> {
        self.inputs.get(input as usize).and_then(|input| input.latest)
    }

    pub(super) fn age(&self, place: Place, record: &impl Dated) -> Age {
        let input = place.input;
        let known = self.inputs.get(input as usize).copied().unwrap_or_default();
        let by_content = self.rule.newest == Newest::ByContent;
        let unordered = by_content && known.unordered;
        Age {
            snapshot: known.latest.filter(|_| by_content),
            input,
            end: if by_content { record.latest_end() } else { None },
            event: if unordered { self.event(record) } else { None },
            filled: if unordered { record.filled() } else { 0 },
            unordered,
        }
    }
}

/// What is doubtful about the choice between snapshots of one kind of record.
#[derive(Debug, Clone, Default)]
pub(super) struct Snapshots {
    /// The latest events of inputs that have codes in common.
    latest: BTreeMap<u32, Option<Instant>>,
    /// The rows that count although an input read later has their code: by their input and that other.
    against_order: BTreeMap<(u32, u32), BTreeSet<u64>>,
    /// How many rows count although their input lacks a column in which one that gave way says something.
    lacking: BTreeMap<u32, u64>,
    /// Rows that count and are open, while one that gave way was concluded.
    reopened: BTreeMap<u32, BTreeSet<u64>>,
}

impl Snapshots {
    /// Learns of two rows of one code, so that their inputs stand in the order of their age.
    pub(super) fn meet(&mut self, ages: &Ages, dropped: Place, kept: Place) {
        if dropped.input != kept.input && ages.rule.newest == Newest::ByContent {
            for input in [dropped.input, kept.input] {
                self.latest.entry(input).or_insert_with(|| ages.latest(input));
            }
        }
    }

    /// Learns of a row that gave way to another; `ended` tells of each whether it has an end.
    pub(super) fn gave_way(&mut self, ages: &Ages, dropped: (Place, bool), kept: (Place, bool)) {
        let ((dropped, dropped_ended), (kept, kept_ended)) = (dropped, kept);
        self.meet(ages, dropped, kept);
        if kept.input < dropped.input {
            self.against_order.entry((kept.input, dropped.input)).or_default().insert(kept.line);
        }
        if dropped_ended && !kept_ended {
            self.reopened.entry(kept.input).or_default().insert(kept.line);
        }
    }

    /// Learns of a row that counts although its input lacks a column in which one that gave way says something.
    pub(super) fn lacks(&mut self, kept: Place) {
        *self.lacking.entry(kept.input).or_default() += 1;
    }

    /// How many such rows there are of an input.
    pub(super) fn lacking(&self, input: u32) -> u64 {
        self.lacking.get(&input).copied().unwrap_or_default()
    }

    /// How many rows of each input count against the order of reading and against that of names, which is given by their
    /// paths.
    pub(super) fn against_order(&self, input: u32, path: impl Fn(u32) -> String) -> u64 {
        let is_natural = |kept, dropped| compare_str(path(kept), path(dropped)) == Ordering::Greater;
        let of_input = self.against_order.iter().filter(|((kept, _), _)| *kept == input);
        let pairs = of_input.filter(|((kept, dropped), _)| !is_natural(*kept, *dropped));
        let rows: BTreeSet<&u64> = pairs.flat_map(|(_, rows)| rows).collect();
        rows.len() as u64
    }

    /// How many rows of an input count and are open, while one that gave way was concluded.
    pub(super) fn reopened(&self, input: u32) -> u64 {
        self.reopened.get(&input).map_or(0, |rows| rows.len() as u64)
    }

    /// Puts inputs that have codes in common into the order of their latest events, the newest last; others stay.
    pub(super) fn sort<T>(&self, inputs: &mut [T], number: impl Fn(&T) -> u32) {
        let places: Vec<usize> =
            (0..inputs.len()).filter(|at| self.latest.contains_key(&number(&inputs[*at]))).collect();
        for (n, at) in places.iter().enumerate() {
            let age = |at: &usize| {
                let number = number(&inputs[*at]);
                (self.latest[&number], number)
            };
            if let Some(oldest) = places[n..].iter().min_by_key(|at| age(at)).copied() {
                inputs.swap(*at, oldest);
            }
        }
    }
}

impl Dated for DossierFacts {
    fn latest_end(&self) -> Option<Instant> {
        let parts = self.parts();
        [parts.finished_at, parts.returned_at].into_iter().flatten().map(instant).max()
    }

    fn events(&self) -> impl Iterator<Item = Moment> {
        let without_deadlines =
            FactsBuilder { due_at: None, rescheduled_due_at: None, extended_due_at: None, ..*self.parts() };
        without_deadlines.dates().into_iter().flatten()
    }

    fn filled(&self) -> usize {
        self.parts().dates().into_iter().flatten().count()
    }
}

impl Dated for PaknFacts {
    fn latest_end(&self) -> Option<Instant> {
        [self.closed_at(), self.transferred_at()].into_iter().flatten().map(instant).max()
    }

    fn events(&self) -> impl Iterator<Item = Moment> {
        [
            self.received_at(),
            self.accepted_at(),
            self.closed_at(),
            self.answered_at(),
            self.published_at(),
            self.transferred_at(),
        ]
        .into_iter()
        .flatten()
    }

    fn filled(&self) -> usize {
        self.events().count() + usize::from(self.due_at().is_some())
    }
}

/// A catalogue has no events: the one that is read last counts.
impl Dated for Procedure<'_> {
    fn latest_end(&self) -> Option<Instant> {
        None
    }

    fn events(&self) -> impl Iterator<Item = Moment> {
        std::iter::empty()
    }

    fn filled(&self) -> usize {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_date_but_a_deadline_is_an_event() {
        let facts = |set: fn(&mut sipas_core::FactsBuilder, Moment)| {
            let mut parts = sipas_core::FactsBuilder::default();
            set(&mut parts, "2025-06-03".parse().unwrap());
            parts.build().unwrap().events().count()
        };
        assert_eq!(facts(|parts, at| parts.corrected_at = Some(at)), 1);
        assert_eq!(facts(|parts, at| parts.apologised_at = Some(at)), 1);
        assert_eq!(facts(|parts, at| parts.error_reported_at = Some(at)), 1);
        assert_eq!(facts(|parts, at| parts.submitted_at = Some(at)), 1);
        assert_eq!(facts(|parts, at| parts.due_at = Some(at)), 0);
    }

    #[test]
    fn inputs_in_common_are_sorted_among_their_own_places() {
        let day = |d| Some((Day::from_ymd(2025, 6, d).unwrap(), 0));
        let latest = BTreeMap::from([(0, day(20)), (2, day(5)), (3, day(20)), (4, day(10))]);
        let snapshots = Snapshots { latest, ..Snapshots::default() };
        let mut inputs = [0, 1, 2, 3, 4, 5];
        snapshots.sort(&mut inputs, |n| *n);
        assert_eq!(inputs, [2, 1, 4, 0, 3, 5]);
    }
}
