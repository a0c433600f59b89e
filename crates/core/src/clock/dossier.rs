use super::situation::{Signs, Standing};
use super::{Bucket, Clock, MonthKey, Placement};
use crate::dossier::{DossierFacts, DossierStatus};
use crate::moment::{Day, Moment};
use crate::policy::{Precision, SupplementRule};
use crate::procedure::Term;

impl Clock {
    /// Where a dossier falls; `term` is its procedure's, for a dossier that names no deadline.
    ///
    /// Every dossier has exactly one answer: not accepted, out of the period, undated, concluded, open. Dates are asked
    /// before the status, which is today's.
    #[inline]
    pub fn place(&self, dossier: &DossierFacts, term: Option<Term>) -> Placement<Bucket> {
        let (deadline, leans_on) = self.deadline_of(dossier, term);
        let standing = self.standing(dossier, deadline);
        let (bucket, stopped_late) = Standing::numbered(standing.number());
        let received_in_period = self.is_received_in_period(dossier, standing);
        Placement {
            bucket,
            deadline: deadline.filter(|_| standing.is_handled()),
            end: dossier.end(self.policy.clock_end).filter(|_| standing.is_concluded()),
            received_in_period,
            stopped_late,
            leans_on: leans_on.filter(|_| standing.is_handled()),
        }
    }

    #[inline(always)]
    #[allow(
        clippy::inline_always,
        reason = "so that what the clock has to say is worked out once for many dossiers"
    )]
    pub(crate) fn standing(&self, dossier: &DossierFacts, deadline: Option<Moment>) -> Standing {
        let (as_of, start) = (self.period.as_of(), self.period.first_day());
        let (status, end) = (dossier.status(), dossier.end(self.policy.clock_end));
        let received = dossier.received_at();
        let signs = Signs {
            status,
            receipt: [received.is_some(), received.is_some_and(|at| !at.is_before(as_of))],
            end: [
                end.is_some(),
                end.is_some_and(|end| end.day() >= start),
                end.is_some_and(|end| !end.is_before(as_of)),
            ],
            deadline: self.deadline_signs(end, deadline),
            overdue: deadline.is_some_and(|due| self.is_overdue(due)),
            awaits_supplement: status == DossierStatus::AwaitingSupplement
                && dossier.awaits_supplement(as_of),
        };
        signs.standing()
    }

    /// Received within the period, rather than carried in.
    #[inline]
    pub(crate) fn is_received_in_period(&self, dossier: &DossierFacts, standing: Standing) -> bool {
        standing.is_handled() & dossier.received_at().is_some_and(|at| self.period.has_begun_at(at))
    }

    /// The deadline of a dossier, and the first provisional day of the calendar that it leans on.
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

    /// Whether there is a deadline, whether the end does not lie on a day before it, and whether it lies after it.
    #[inline]
    fn deadline_signs(&self, end: Option<Moment>, due: Option<Moment>) -> [bool; 3] {
        let (Some(due), Some(end)) = (due, end) else { return [due.is_some(), false, false] };
        let by_instant = self.policy.precision == Precision::Instant && end.has_clock() && due.has_clock();
        let late = if by_instant { due.is_before(end) } else { end.day() > due.day() };
        [true, end.day() >= due.day(), late]
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
