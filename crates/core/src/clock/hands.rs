use super::Clock;
use super::situation::Signs;
use crate::dossier::DossierStatus;
use crate::moment::{Moment, Word};
use crate::policy::Precision;

/// What a clock holds the moments of dossiers against, worked out once for all of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hands {
    /// What is not less has not happened at the moment asked about.
    as_of: Word,
    as_of_day: i64,
    /// What is less lies before the period.
    start: Word,
    by_instant: bool,
}

/// All moments of a dossier that its standing depends on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub(crate) received: Word,
    pub(crate) end: Word,
    pub(crate) deadline: Word,
    pub(crate) supplement_requested: Word,
    pub(crate) supplement_completed: Word,
}

impl Hands {
    #[inline]
    pub(crate) fn of(clock: &Clock) -> Hands {
        let as_of = Word::of(Some(clock.period.as_of()));
        Hands {
            as_of: as_of.earliest(),
            as_of_day: as_of.day(),
            start: Word::of(Some(Moment::on(clock.period.first_day()))),
            by_instant: clock.policy.precision == Precision::Instant,
        }
    }

    /// What tells the standing. There is no choice of ways in it: which way a dossier goes is what a processor can't
    /// foresee, and without one it goes several at once.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "so that loops over it run on whole vectors")]
    pub(crate) fn signs(self, status: DossierStatus, times: Times) -> Signs {
        let Times { received, end, deadline, .. } = times;
        let both = end.is_some() & deadline.is_some();
        let by_instant = self.by_instant & end.has_clock() & deadline.has_clock();
        let late_by_instant = deadline < end.earliest();
        let late = (by_instant & late_by_instant) | (!by_instant & (deadline.day() < end.day()));
        let by_instant = self.by_instant & deadline.has_clock();
        let overdue = (by_instant & self.has_passed(deadline))
            | (!by_instant & deadline.is_some() & (deadline.day() < self.as_of_day));
        let (asked, brought) = (times.supplement_requested, times.supplement_completed);
        let undated = !asked.is_some() & !brought.is_some();
        let awaits = undated | (self.has_passed(asked) & !self.has_passed(brought));
        Signs {
            status,
            receipt: [received.is_some(), received >= self.as_of],
            end: [end.is_some(), end >= self.start, end >= self.as_of],
            deadline: [deadline.is_some(), both & (end.day() >= deadline.day()), both & late],
            overdue,
            awaits_supplement: (status as u8 == DossierStatus::AwaitingSupplement as u8) & awaits,
        }
    }

    /// Whether there is such a moment, and it lies before the one asked about.
    #[inline]
    fn has_passed(self, at: Word) -> bool {
        at.is_some() & (at < self.as_of)
    }

    /// Whether it lies in the period, or after it.
    #[inline]
    pub(crate) fn has_begun_at(self, at: Word) -> bool {
        at >= self.start
    }
}
