//! The clock: where in a period a record falls, and what its deadline is.

mod bucket;
mod dossier;
mod pakn;

pub use bucket::{Bucket, PaknBucket};

use crate::calendar::{Period, WorkCalendar};
use crate::evidence::Evidence;
use crate::moment::{Day, Moment};
use crate::policy::{DeadlineBasis, Policy};

/// Working days that publication may take: 5 for a province (Decree 63/2010, art. 24(2)).
pub const PUBLICATION_DAYS: u32 = 5;

/// Working days to handle a petition whose export names no deadline: a practice of administrators; ministries set 3 to 10.
pub const PAKN_DAYS: u32 = 15;

/// Everything that a record's place depends on, the record aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The settings.
    pub policy: Policy,
    /// The working calendar.
    pub calendar: WorkCalendar,
    /// The period, and the moment as of which it is seen.
    pub period: Period,
    /// Working days from a decision to its publication: 5 for a province, 10 for a ministry, 2 on the fast track.
    pub publication_days: u32,
    /// Working days to handle a petition whose export names no deadline.
    pub pakn_days: u32,
}

/// Where a record falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement<B> {
    /// Its one bucket.
    pub bucket: B,
    /// The deadline that it was judged by.
    pub deadline: Option<Moment>,
    /// Its end, where that lies before `as_of`.
    pub end: Option<Moment>,
    /// Received within the period, rather than carried in.
    pub received_in_period: bool,
    /// Stopped after its deadline.
    pub stopped_late: bool,
    /// The first provisional day of the calendar that the deadline leans on.
    pub leans_on: Option<Day>,
}

impl<B> Placement<B> {
    /// A bucket that has neither a deadline nor an end to tell.
    fn nowhere(bucket: B) -> Placement<B> {
        Placement {
            bucket,
            deadline: None,
            end: None,
            received_in_period: false,
            stopped_late: false,
            leans_on: None,
        }
    }
}

impl Clock {
    /// A clock with the default terms of publication and of petitions.
    pub fn new(policy: Policy, calendar: WorkCalendar, period: Period) -> Clock {
        Clock { policy, calendar, period, publication_days: PUBLICATION_DAYS, pakn_days: PAKN_DAYS }
    }

    /// A clock with the default policy and Vietnam's calendar.
    ///
    /// ```
    /// use sipas_core::Clock;
    /// let clock = Clock::over("2025-Q2".parse()?);
    /// assert_eq!(clock.period.to_string(), "2025-04-01..2025-06-30");
    /// # Ok::<(), sipas_core::PeriodError>(())
    /// ```
    pub fn over(period: Period) -> Clock {
        Clock::new(Policy::default(), WorkCalendar::vietnam(), period)
    }

    /// This clock over another period.
    #[must_use]
    pub fn with_period(&self, period: Period) -> Clock {
        Clock { period, ..self.clone() }
    }

    /// This clock over a period to compare with; see [`Period::as_baseline_of`].
    #[must_use]
    pub fn over_baseline(&self, baseline: Period) -> Clock {
        self.with_period(baseline.as_baseline_of(&self.period))
    }

    /// Whether an export with these columns can tell deadlines at all.
    pub fn tells_deadlines(&self, evidence: Evidence) -> bool {
        let columns = match self.policy.deadline {
            DeadlineBasis::Original => Evidence::DUE_AT,
            DeadlineBasis::Current => {
                Evidence::DUE_AT | Evidence::RESCHEDULED_DUE_AT | Evidence::EXTENDED_DUE_AT
            }
        };
        evidence.has_any(columns | Evidence::TERM)
    }

    /// The evidence of a file, with [`Evidence::DEADLINE`] where it can tell deadlines.
    pub fn weigh(&self, evidence: Evidence) -> Evidence {
        let told = evidence.has(Evidence::DOSSIERS) && self.tells_deadlines(evidence);
        if told { evidence | Evidence::DEADLINE } else { evidence }
    }
}

#[cfg(test)]
pub(crate) mod tests;
