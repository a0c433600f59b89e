use super::first_of;
use crate::calendar::Period;
use crate::clock::{Bucket, Clock, PaknBucket, Placement};
use crate::dossier::DossierFacts;
use crate::moment::{Day, Moment};
use crate::pakn::PaknFacts;

/// The days on which records of one kind came in and something became of them: what tells whether the inputs cover a
/// period.
///
/// It is counted once for all records, not by group, and merges as tallies do. If you add a date to a record that is an
/// event, add it here too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Activity {
    /// How many records were looked at.
    pub(crate) records: u64,
    /// The first receipt.
    pub(crate) first: Option<Day>,
    /// The day of the latest receipt, end or supplement before `as_of`; of petitions of any date but the deadline.
    pub(crate) last: Option<Day>,
    /// How many were received before the period.
    pub(crate) before: u64,
    /// Receipts before `as_of` on each day of the period.
    pub(crate) receipts: Vec<u64>,
    /// Deadlines on each day of the period of what is open and overdue.
    pub(crate) overdue: Vec<u64>,
    /// Something happened at or after `as_of`; told of petitions only.
    pub(crate) goes_on: bool,
}

/// The activity of the kinds of record whose coverage is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Activities {
    /// Hồ sơ TTHC.
    pub dossiers: Activity,
    /// Phản ánh, kiến nghị.
    pub pakn: Activity,
}

impl Activities {
    /// Takes in what was seen of other records.
    pub fn merge(&mut self, other: &Activities) {
        self.dossiers.merge(&other.dossiers);
        self.pakn.merge(&other.pakn);
    }
}

impl Activity {
    /// Looks at a dossier and its place.
    pub fn see_dossier(&mut self, clock: &Clock, dossier: &DossierFacts, placed: &Placement<Bucket>) {
        let parts = dossier.parts();
        let events = [
            parts.received_at,
            parts.finished_at,
            parts.returned_at,
            parts.supplement_requested_at,
            parts.supplement_completed_at,
        ];
        let overdue = placed.deadline.filter(|_| placed.bucket == Bucket::OpenOverdue);
        self.see(clock, parts.received_at, &events, overdue);
    }

    /// Looks at a petition and its place.
    pub fn see_pakn(&mut self, clock: &Clock, pakn: &PaknFacts, placed: &Placement<PaknBucket>) {
        let overdue = placed.deadline.filter(|_| placed.bucket == PaknBucket::OpenOverdue);
        let events = pakn.events();
        self.see(clock, pakn.received_at(), &events, overdue);
        let ahead = |at: &Option<Moment>| at.is_some_and(|at| !at.is_before(clock.period.as_of()));
        self.goes_on |= events.iter().any(ahead);
    }

    fn see(
        &mut self,
        clock: &Clock,
        received: Option<Moment>,
        events: &[Option<Moment>],
        overdue: Option<Moment>,
    ) {
        let (as_of, start) = (clock.period.as_of(), clock.period.first_day());
        let has_passed = |at: &Moment| at.is_before(as_of);
        self.begin(&clock.period);
        self.records += 1;
        self.first = first_of(self.first, received.map(Moment::day));
        self.last = self.last.max(events.iter().flatten().copied().filter(has_passed).map(Moment::day).max());
        if let Some(received) = received.filter(has_passed) {
            self.before += u64::from(received.day() < start);
            count_day(&mut self.receipts, received.day().since(start).into());
        }
        if let Some(deadline) = overdue {
            count_day(&mut self.overdue, deadline.day().since(start).into());
        }
    }

    pub(crate) fn begin(&mut self, period: &Period) {
        if self.receipts.is_empty() {
            let days = usize::try_from(period.last_day().since(period.first_day())).unwrap_or(0) + 1;
            self.receipts.resize(days, 0);
            self.overdue.resize(days, 0);
        }
    }

    /// Takes in what was seen of other records over the same period.
    pub fn merge(&mut self, other: &Activity) {
        self.records += other.records;
        self.first = first_of(self.first, other.first);
        self.last = self.last.max(other.last);
        self.goes_on |= other.goes_on;
        self.before += other.before;
        for (to, from) in [(&mut self.receipts, &other.receipts), (&mut self.overdue, &other.overdue)] {
            to.resize(to.len().max(from.len()), 0);
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
    }
}

/// Adds one at a place, where there is such a day.
#[inline]
pub(crate) fn count_day(days: &mut [u64], at: i64) {
    if let Some(day) = usize::try_from(at).ok().and_then(|at| days.get_mut(at)) {
        *day += 1;
    }
}
