use crate::clock::Clock;
use crate::dossier::DossierStatus;
use crate::moment::{Moment, PackedMoment};
use crate::policy::Precision;

/// The bounds of a clock's period, as the numbers that moments are compared with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// What is not less has not happened at the moment asked about.
    as_of: PackedMoment,
    as_of_day: i64,
    /// What is less lies before the period.
    start: PackedMoment,
    by_instant: bool,
}

/// All moments of a dossier that its bucket depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    pub(super) received: PackedMoment,
    pub(super) end: PackedMoment,
    pub(super) deadline: PackedMoment,
    pub(super) supplement_requested: PackedMoment,
    pub(super) supplement_completed: PackedMoment,
}

/// Everything that the bucket of a dossier depends on, as booleans. Of one kind each follows from the one before, so that it
/// is enough to add them up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comparisons {
    pub(super) status: DossierStatus,
    /// It is known; it does not lie before the moment asked about.
    pub(super) receipt: [bool; 2],
    /// It is known; nor does it lie before the period; nor before the moment asked about.
    pub(super) end: [bool; 3],
    /// It is known; the end does not lie on a day before it; the end lies after it.
    pub(super) deadline: [bool; 3],
    pub(super) overdue: bool,
    pub(super) awaits_supplement: bool,
}

impl Bounds {
    #[inline]
    pub(super) fn of(clock: &Clock) -> Bounds {
        let as_of = PackedMoment::of(Some(clock.period.as_of()));
        Bounds {
            as_of: as_of.earliest(),
            as_of_day: as_of.day(),
            start: PackedMoment::of(Some(Moment::on(clock.period.first_day()))),
            by_instant: clock.policy.precision == Precision::Instant,
        }
    }

    /// Compares the moments of a dossier. Branch-free: the way that a dossier goes is what a processor mispredicts.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "so that loops over it compile to SIMD code")]
    pub(super) fn compare(self, status: DossierStatus, times: Times) -> Comparisons {
        let Times { received, end, deadline, .. } = times;
        let both = end.is_some() & deadline.is_some();
        let by_instant = self.by_instant & end.has_clock() & deadline.has_time();
        let late_by_instant = deadline < end.earliest();
        let late = (by_instant & late_by_instant) | (!by_instant & (deadline.day() < end.day()));
        let by_instant = self.by_instant & deadline.has_time();
        let overdue = (by_instant & self.has_passed(deadline))
            | (!by_instant & deadline.is_some() & (deadline.day() < self.as_of_day));
        let (asked, brought) = (times.supplement_requested, times.supplement_completed);
        let undated = !asked.is_some() & !brought.is_some();
        let awaits = undated | (self.has_passed(asked) & !self.has_passed(brought));
        Comparisons {
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
    fn has_passed(self, at: PackedMoment) -> bool {
        at.is_some() & (at < self.as_of)
    }

    /// Whether it lies in the period, or after it.
    #[inline]
    pub(super) fn has_begun_at(self, at: PackedMoment) -> bool {
        at >= self.start
    }
}
