use super::{Bucket, Clock, Placement};
use crate::dossier::{DossierFacts, DossierStatus};
use crate::moment::{Day, Moment, MonthKey};
use crate::policy::{Precision, SupplementRule};
use crate::procedure::Term;

/// The first day of Decree 118/2025, from which a term begins anew after a supplement.
fn in_force_from() -> Day {
    Day::from_ymd(2025, 7, 1).expect("a day of the calendar")
}

impl Clock {
    /// Puts a dossier in its one bucket; `term` is its procedure's, for a dossier that names no deadline.
    ///
    /// The questions are asked in the order of the definitions. Dates are asked before the status, which is today's.
    pub fn place(&self, dossier: &DossierFacts, term: Option<Term>) -> Placement<Bucket> {
        use DossierStatus::{NotAccepted, Registered};
        let (as_of, start) = (self.period.as_of(), self.period.first_day());
        let (status, end) = (dossier.status(), dossier.end(self.policy.clock_end, as_of));

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
            let received_in_period = self.period.has_begun_at(received);
            return Placement { received_in_period, ..Placement::nowhere(Bucket::Undated) };
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
            (DossierStatus::Closed, _) => Bucket::ClosedUnanswered,
            // A refusal is a result, and falls by its deadline like any other.
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

    /// A deadline at 00:00 sharp is a date: many systems write dates so.
    fn compares_instants(&self, due: Moment) -> bool {
        self.policy.precision == Precision::Instant && due.clock_ms() > 0
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
        match self.policy.supplement {
            SupplementRule::AsRecorded => {}
            SupplementRule::Pause => {
                due = due.map(|due| due.plus_days(dossier.supplement_wait(self.period.as_of())));
            }
            SupplementRule::Restart => {
                if let Some(restarted) = self.restarted(dossier, due, term) {
                    return restarted;
                }
            }
        }
        (due, leans_on)
    }

    /// Tells the deadline of a term that began anew with the completed dossier, and the first provisional day that it leans on;
    /// `None` where nothing began anew.
    ///
    /// The term is the procedure's, else as many working days as lay between receipt and deadline; the first day is not counted
    /// (Decree 118/2025, art. 19(5), for dossiers received from 1 July 2025).
    fn restarted(
        &self,
        dossier: &DossierFacts,
        due: Option<Moment>,
        term: Option<Term>,
    ) -> Option<(Option<Moment>, Option<Day>)> {
        let (received, as_of) = (dossier.received_at()?, self.period.as_of());
        let completed = dossier.supplement_completed_at().filter(|at| at.is_before(as_of))?;
        if received.day() < in_force_from() || completed.day() < received.day() {
            return None;
        }
        let restarted = match (term, due) {
            (Some(term), _) => self.calendar.deadline(completed, term).ok(),
            (None, Some(due)) => {
                let days = self.calendar.working_days_between(received.day(), due.day()).ok();
                let days = days.and_then(|days| u32::try_from(days).ok());
                days.and_then(|days| self.calendar.add_working_days(completed.day(), days).ok())
                    .map(Moment::on)
            }
            (None, None) => return None,
        };
        let leans_on =
            restarted.and_then(|due| self.calendar.first_provisional(received.day().plus(-1), due.day()));
        Some((restarted, leans_on))
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
