use super::{Bucket, Clock, MonthKey, Placement};
use crate::dossier::{DossierFacts, DossierStatus};
use crate::moment::{Day, Moment};
use crate::policy::{Precision, SupplementRule};
use crate::procedure::Term;

impl Clock {
    /// Puts a dossier in its one bucket; `term` is its procedure's, for a dossier that names no deadline.
    ///
    /// The questions are asked in the order of the definitions. Dates are asked before the status, which is today's.
    pub fn place(&self, dossier: &DossierFacts, term: Option<Term>) -> Placement<Bucket> {
        use DossierStatus::{NotAccepted, Registered};
        let (as_of, start) = (self.period.as_of(), self.period.first_day());
        let (status, end) = (dossier.status(), dossier.end(self.policy.clock_end));

        let Some(received) = dossier.received_at() else {
            return Placement::nowhere(Bucket::NotAccepted);
        };
        if end.is_none() && matches!(status, Registered | NotAccepted) {
            return Placement::nowhere(Bucket::NotAccepted);
        }
        if !received.is_before(as_of) || end.is_some_and(|end| end.day() < start) {
            return Placement::nowhere(Bucket::OutOfPeriod);
        }
        if end.is_none() && status.says_concluded() {
            return Placement::nowhere(Bucket::Undated);
        }

        let (deadline, leans_on) = self.deadline_of(dossier, term);
        let concluded = end.filter(|end| end.is_before(as_of));
        let bucket = match concluded {
            Some(end) => self.concluded(status, end, deadline),
            // A status is today's: where an end lies ahead, it says nothing of the moment asked about.
            None if end.is_none() && dossier.is_suspended(as_of) => Bucket::Suspended,
            None => self.open(deadline),
        };
        Placement {
            bucket,
            deadline,
            end: concluded,
            received_in_period: self.period.has_begun_at(received),
            stopped_late: bucket == Bucket::Stopped && self.is_late(concluded, deadline),
            leans_on,
        }
    }

    /// The bucket of a dossier that ended within the period.
    fn concluded(&self, status: DossierStatus, end: Moment, deadline: Option<Moment>) -> Bucket {
        match (status, deadline) {
            (DossierStatus::Withdrawn, _) => Bucket::Withdrawn,
            (DossierStatus::Stopped, _) => Bucket::Stopped,
            (_, None) => Bucket::FinishedUnmeasurable,
            (_, Some(_)) if self.is_late(Some(end), deadline) => Bucket::Late,
            (_, Some(due)) if end.day() < due.day() => Bucket::Early,
            (_, Some(_)) => Bucket::OnTime,
        }
    }

    /// The bucket of a dossier that is still being handled.
    fn open(&self, deadline: Option<Moment>) -> Bucket {
        let as_of = self.period.as_of();
        match deadline {
            None => Bucket::OpenUnmeasurable,
            Some(due) if self.compares_instants(due) && due.is_before(as_of) => Bucket::OpenOverdue,
            Some(due) if !self.compares_instants(due) && due.day() < as_of.day() => Bucket::OpenOverdue,
            Some(_) => Bucket::OpenWithinDue,
        }
    }

    /// Whether an end lies after a deadline: by instant where that is asked for and both have a time of day, else by day.
    fn is_late(&self, end: Option<Moment>, deadline: Option<Moment>) -> bool {
        match (end, deadline) {
            (Some(end), Some(due)) if self.compares_instants(due) && end.has_clock() => due.is_before(end),
            (Some(end), Some(due)) => due.day() < end.day(),
            _ => false,
        }
    }

    fn compares_instants(&self, due: Moment) -> bool {
        self.policy.precision == Precision::Instant && due.has_clock()
    }

    /// Tells the deadline of a dossier, and the first provisional day of the calendar that it leans on.
    #[inline]
    pub(crate) fn deadline_of(
        &self,
        dossier: &DossierFacts,
        term: Option<Term>,
    ) -> (Option<Moment>, Option<Day>) {
        let (mut due, mut leans_on) = (dossier.appointment(self.policy.deadline), None);
        if let (None, Some(received), Some(term)) = (due, dossier.received_at(), term) {
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
