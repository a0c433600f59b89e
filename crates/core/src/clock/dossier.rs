use super::{Bucket, Clock, MonthKey, Placement};
use crate::dossier::{DossierFacts, DossierStatus};
use crate::moment::{Day, Moment};
use crate::policy::{Precision, SupplementRule};
use crate::procedure::Term;

/// How an end stands to a deadline.
#[derive(Clone, Copy, PartialEq)]
enum Timeliness {
    Early,
    OnTime,
    Late,
}

impl Clock {
    /// Where a dossier falls; `term` is its procedure's, for a dossier that names no deadline.
    ///
    /// The questions are asked in this order, so that every dossier has exactly one answer: not accepted, out of
    /// the period, undated, concluded, open. Dates are asked before the status, which is today's.
    #[inline]
    pub fn place(&self, dossier: &DossierFacts, term: Option<Term>) -> Placement<Bucket> {
        let (as_of, start) = (self.period.as_of(), self.period.first_day());
        let end = dossier.end(self.policy.clock_end);
        let status = dossier.status();
        let refused =
            matches!(status, DossierStatus::Registered | DossierStatus::NotAccepted) && end.is_none();
        let Some(received) = dossier.received_at().filter(|_| !refused) else {
            return Placement::nowhere(Bucket::NotAccepted);
        };
        if !received.is_before(as_of) || end.is_some_and(|end| end.day() < start) {
            return Placement::nowhere(Bucket::OutOfPeriod);
        }
        if end.is_none() && status.says_concluded() {
            return Placement::nowhere(Bucket::Undated);
        }
        let (deadline, leans_on) = self.deadline_of(dossier, received, term);
        let mut placement = Placement {
            deadline,
            leans_on,
            received_in_period: self.period.has_begun_at(received),
            ..Placement::nowhere(Bucket::OpenUnmeasurable)
        };
        if let Some(end) = end.filter(|end| end.is_before(as_of)) {
            let timeliness = deadline.map(|due| self.timeliness(end, due));
            placement.end = Some(end);
            placement.bucket = match (status, timeliness) {
                (DossierStatus::Withdrawn, _) => Bucket::Withdrawn,
                (DossierStatus::Stopped, _) => Bucket::Stopped,
                (_, None) => Bucket::FinishedUnmeasurable,
                (_, Some(Timeliness::Early)) => Bucket::Early,
                (_, Some(Timeliness::OnTime)) => Bucket::OnTime,
                (_, Some(Timeliness::Late)) => Bucket::Late,
            };
            placement.stopped_late =
                placement.bucket == Bucket::Stopped && timeliness == Some(Timeliness::Late);
        } else {
            placement.bucket = self.open_bucket(dossier, end, deadline);
        }
        placement
    }

    /// The deadline of a dossier, and the first provisional day of the calendar that it leans on.
    #[inline]
    fn deadline_of(
        &self,
        dossier: &DossierFacts,
        received: Moment,
        term: Option<Term>,
    ) -> (Option<Moment>, Option<Day>) {
        let (mut due, mut leans_on) = (dossier.appointment(self.policy.deadline), None);
        if let (None, Some(term)) = (due, term) {
            due = self.calendar.deadline(received, term).ok();
            // The day of receipt is not counted, but whether it is worked tells as whose receipt it counts.
            let before = received.day().plus(-1);
            leans_on = due.and_then(|due| self.calendar.first_provisional(before, due.day()));
        }
        if self.policy.supplement == SupplementRule::Pause {
            due = due.map(|due| due.plus_days(dossier.supplement_wait(self.period.as_of())));
        }
        (due, leans_on)
    }

    #[inline]
    fn timeliness(&self, end: Moment, due: Moment) -> Timeliness {
        let by_instant = self.policy.precision == Precision::Instant && end.has_clock() && due.has_clock();
        let late = if by_instant { due.is_before(end) } else { end.day() > due.day() };
        match (late, end.day() < due.day()) {
            (true, _) => Timeliness::Late,
            (false, true) => Timeliness::Early,
            (false, false) => Timeliness::OnTime,
        }
    }

    #[inline]
    fn open_bucket(&self, dossier: &DossierFacts, end: Option<Moment>, deadline: Option<Moment>) -> Bucket {
        let as_of = self.period.as_of();
        // A status is today's: where an end lies ahead of the moment asked about, it says nothing of that moment.
        let waits = end.is_none()
            && match dossier.status() {
                DossierStatus::AwaitingSupplement => dossier.awaits_supplement(as_of),
                DossierStatus::AwaitingPayment | DossierStatus::Stopped => true,
                _ => false,
            };
        match deadline {
            _ if waits => Bucket::Suspended,
            None => Bucket::OpenUnmeasurable,
            Some(due) if self.is_overdue(due) => Bucket::OpenOverdue,
            Some(_) => Bucket::OpenWithinDue,
        }
    }

    /// Whether a deadline has passed at `as_of`: what was due on the last day of a period is overdue at the midnight
    /// that ends it.
    pub fn is_overdue(&self, due: Moment) -> bool {
        let as_of = self.period.as_of();
        if self.policy.precision == Precision::Instant && due.has_clock() {
            due.is_before(as_of)
        } else {
            due.day() < as_of.day()
        }
    }
}

impl Placement<Bucket> {
    /// The month that the dossier counts in.
    #[inline]
    pub fn month(&self) -> MonthKey {
        match self.end {
            Some(end) => MonthKey::Ended(end.day().month()),
            None if self.bucket.is_open() => MonthKey::Open,
            None => MonthKey::None,
        }
    }
}
