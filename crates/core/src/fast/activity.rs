// Only what is inlined into a function with target features is compiled with them.
#![allow(clippy::inline_always)]

use std::ops::Range;

use super::DossierBatch;
use crate::calendar::Period;
use crate::clock::Clock;
use crate::dossier::FactsColumns;
use crate::moment::{Day, Moment, PackedMoment};
use crate::tally::{Activity, count_day};

/// A period as the numbers that many moments are compared with.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    /// The number of the first day.
    start: i64,
    as_of: PackedMoment,
    /// The number of the last day that something can have happened on.
    last: i64,
}

impl Bounds {
    fn of(period: &Period) -> Bounds {
        Bounds {
            start: i64::from(period.first_day().number()),
            as_of: PackedMoment::of(Some(period.as_of())).earliest(),
            last: i64::from(period.last_day_seen().number()),
        }
    }

    #[inline(always)]
    fn has_passed(self, at: PackedMoment) -> bool {
        at.is_some() & (at < self.as_of)
    }
}

/// The dates on which something happened to a dossier.
#[inline(always)]
pub(super) fn events(facts: &FactsColumns) -> [&Vec<Option<Moment>>; 5] {
    [
        &facts.received_at,
        &facts.finished_at,
        &facts.returned_at,
        &facts.supplement_requested_at,
        &facts.supplement_completed_at,
    ]
}

impl Activity {
    /// Looks at dossiers of an evaluated batch, many at a time: those that are marked as taken. It comes to what
    /// [`Activity::see_dossier`] makes of each.
    #[inline(always)]
    pub fn see_dossiers(
        &mut self,
        clock: &Clock,
        facts: &FactsColumns,
        rows: Range<usize>,
        taken: &[bool],
        batch: &DossierBatch,
    ) {
        // Days are kept from the first record on, as one by one.
        if !taken.contains(&true) {
            return;
        }
        self.begin(&clock.period);
        let bounds = Bounds::of(&clock.period);
        let (mut first, mut last) = self.span();
        let received = facts.received_at[rows.clone()].iter().map(|at| PackedMoment::of(*at));
        for (received, taken) in received.clone().zip(taken) {
            let day = if *taken & received.is_some() { received.day() } else { i64::MAX };
            first = first.min(day);
            self.records += u64::from(*taken);
        }
        for (received, taken) in received.zip(taken) {
            if *taken & bounds.has_passed(received) {
                self.before += u64::from(received.day() < bounds.start);
                count_day(&mut self.receipts, received.day() - bounds.start);
            }
        }
        for event in events(facts) {
            // Nothing can come later, as soon as something happened on the last day.
            if last >= bounds.last {
                break;
            }
            for (at, taken) in event[rows.clone()].iter().zip(taken) {
                let at = PackedMoment::of(*at);
                let day = if *taken & bounds.has_passed(at) { at.day() } else { 0 };
                last = last.max(day);
            }
        }
        for (at, deadline) in batch.overdue() {
            if taken[at] {
                count_day(&mut self.overdue, deadline.day() - bounds.start);
            }
        }
        self.keep(first, last);
    }

    /// Looks only at what is overdue among the dossiers of an evaluated batch, all of which count; their other days are told
    /// by [`EventDays`](super::EventDays).
    pub fn see_overdue(&mut self, period: &Period, batch: &DossierBatch) {
        self.begin(period);
        for (_, deadline) in batch.overdue() {
            count_day(&mut self.overdue, deadline.day() - i64::from(period.first_day().number()));
        }
    }

    fn span(&self) -> (i64, i64) {
        let number = |day: Option<Day>| day.map(|day| i64::from(day.number()));
        (number(self.first).unwrap_or(i64::MAX), number(self.last).unwrap_or(0))
    }

    fn keep(&mut self, first: i64, last: i64) {
        let day = |number: i64| u32::try_from(number).ok().and_then(Day::from_number);
        (self.first, self.last) = (day(first), day(last));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::tests::any;
    use crate::evidence::Evidence;
    use crate::fast::Measurable;

    proptest! {
        #[test]
        fn many_at_a_time_are_seen_as_one_by_one(
            clock in any::clock(),
            dossiers in prop::collection::vec((any::dossier(), any::<bool>()), 0..DossierBatch::ROWS),
        ) {
            let (mut columns, mut plain, mut fast) = (FactsColumns::default(), Activity::default(), Activity::default());
            for (dossier, taken) in &dossiers {
                columns.push(dossier.facts());
                if *taken {
                    plain.see_dossier(&clock, dossier.facts(), &clock.place(dossier.facts(), None));
                }
            }
            let taken: Vec<bool> = dossiers.iter().map(|(_, taken)| *taken).collect();
            let mut batch = DossierBatch::default();
            let term = None::<&fn(usize) -> Option<crate::procedure::Term>>;
            batch.evaluate(&clock, &columns, 0..columns.len(), term, Measurable::of(&clock, Evidence::NONE));
            fast.see_dossiers(&clock, &columns, 0..columns.len(), &taken, &batch);
            prop_assert_eq!(fast, plain);
        }
    }
}
