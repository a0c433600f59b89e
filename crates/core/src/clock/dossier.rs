use super::situation::Standing;
use super::{Bucket, Clock, Hands, MonthKey, Placement, Times};
use crate::dossier::DossierFacts;
use crate::moment::{Day, Moment, Word};
use crate::policy::SupplementRule;
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

    #[inline]
    fn standing(&self, dossier: &DossierFacts, deadline: Option<Moment>) -> Standing {
        let parts = dossier.parts();
        let times = Times {
            received: Word::of(parts.received_at),
            end: Word::of(dossier.end(self.policy.clock_end)),
            deadline: Word::of(deadline),
            supplement_requested: Word::of(parts.supplement_requested_at),
            supplement_completed: Word::of(parts.supplement_completed_at),
        };
        Hands::of(self).signs(parts.status, times).standing()
    }

    /// Received within the period, rather than carried in.
    #[inline]
    fn is_received_in_period(&self, dossier: &DossierFacts, standing: Standing) -> bool {
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
