use super::{Clock, PaknBucket, Placement};
use crate::calendar::Uncovered;
use crate::moment::{Day, Moment, MonthKey};
use crate::pakn::{PaknFacts, PaknStatus};

/// Working days within which a petition is passed on to the authority that it belongs to (Decree 20/2008).
const TRANSFER_DAYS: u32 = 5;

impl Clock {
    /// Where a petition falls: undated, out of the period, closed, transferred, open, asked in this order.
    pub fn place_pakn(&self, pakn: &PaknFacts) -> Placement<PaknBucket> {
        let (as_of, start) = (self.period.as_of(), self.period.first_day());
        let (closed, transferred) = (pakn.closed_at(), pakn.transferred_at());
        let timeless = match pakn.status() {
            PaknStatus::Closed => closed.is_none(),
            PaknStatus::Transferred => closed.is_none() && transferred.is_none(),
            // A refusal has a day of its own, be it that of the receipt.
            PaknStatus::Open | PaknStatus::Refused => false,
        };
        let Some(received) = pakn.received_at().filter(|_| !timeless) else {
            let received = pakn.received_at().filter(|at| at.is_before(as_of));
            let received_in_period = received.is_some_and(|at| self.period.has_begun_at(at));
            return Placement { received_in_period, ..Placement::nowhere(PaknBucket::Undated) };
        };
        let closed = self.seen(closed);
        let refused = self.seen(pakn.refused_at());
        let concluded = refused.or(closed).or(transferred);
        if !received.is_before(as_of) || concluded.is_some_and(|at| at.day() < start) {
            return Placement::nowhere(PaknBucket::OutOfPeriod);
        }
        let transferred = self.seen(transferred);
        let (deadline, leans_on) = self.pakn_deadline(pakn, received);
        let bucket = match (closed, transferred, deadline) {
            _ if refused.is_some() => PaknBucket::Refused,
            (Some(_), _, None) => PaknBucket::UnmeasurableClosed,
            (Some(at), _, Some(due)) if at.day() > due.day() => PaknBucket::ClosedLate,
            (Some(_), _, Some(_)) => PaknBucket::ClosedInTime,
            (None, Some(_), _) => PaknBucket::Transferred,
            (None, None, None) => PaknBucket::UnmeasurableOpen,
            (None, None, Some(due)) if due.day() < as_of.day() => PaknBucket::OpenOverdue,
            (None, None, Some(_)) => PaknBucket::OpenWithinDue,
        };
        Placement {
            deadline,
            leans_on,
            end: refused.or(closed).or(transferred),
            received_in_period: self.period.has_begun_at(received),
            ..Placement::nowhere(bucket)
        }
    }

    /// What has happened before `as_of`.
    pub(crate) fn seen(&self, at: Option<Moment>) -> Option<Moment> {
        at.filter(|at| at.is_before(self.period.as_of()))
    }

    fn pakn_deadline(&self, pakn: &PaknFacts, received: Moment) -> (Option<Moment>, Option<Day>) {
        if let Some(due) = pakn.due_at() {
            return (Some(due), None);
        }
        let due = self.calendar.add_working_days(received.day(), self.pakn_days).ok();
        (due.map(Moment::on), due.and_then(|due| self.calendar.first_provisional(received.day(), due)))
    }

    /// Whether a petition received and passed on at these moments was passed on within the working days that the
    /// decree gives.
    pub(crate) fn transferred_in_time(
        &self,
        received: Moment,
        transferred: Moment,
    ) -> Result<bool, Uncovered> {
        self.within_working_days(received, transferred, TRANSFER_DAYS)
    }

    /// Whether a moment lies on the n-th working day after another at the latest.
    pub(crate) fn within_working_days(&self, from: Moment, to: Moment, n: u32) -> Result<bool, Uncovered> {
        Ok(to.day() <= self.calendar.add_working_days(from.day(), n)?)
    }
}

impl Placement<PaknBucket> {
    /// The month that the petition counts in.
    pub fn month(&self) -> MonthKey {
        match self.end {
            Some(end) => MonthKey::Ended(end.day().month()),
            None if self.bucket.is_handled() => MonthKey::Open,
            None => MonthKey::None,
        }
    }
}
