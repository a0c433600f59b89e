use serde::Deserialize;
use sipas_core::{ClockEnd, DeadlineBasis, Policy, Precision, SupplementRule};

/// What a column of visits counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepeatVisits {
    /// The extra trips.
    #[default]
    Extra,
    /// Every trip, the first one too: one is taken off.
    Total,
}

/// What codes look like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeShape {
    /// As the national system makes them; others are accepted with a warning.
    #[default]
    National,
    /// Anything.
    Any,
}

/// The settings of the clock that a profile changes; see [`Policy`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PolicySettings {
    /// Which date ends the clock.
    pub clock_end: Option<ClockEnd>,
    /// Which appointment is the deadline.
    pub deadline: Option<DeadlineBasis>,
    /// Whether days or instants are compared.
    pub precision: Option<Precision>,
    /// Whether waiting for a supplement stops the clock.
    pub supplement: Option<SupplementRule>,
    /// From how many extra trips a dossier counts as a repeat visit.
    pub repeat_threshold: Option<u32>,
}

impl PolicySettings {
    /// `base` with what is said here changed.
    #[must_use]
    pub fn over(self, base: Policy) -> Policy {
        Policy {
            clock_end: self.clock_end.unwrap_or(base.clock_end),
            deadline: self.deadline.unwrap_or(base.deadline),
            precision: self.precision.unwrap_or(base.precision),
            supplement: self.supplement.unwrap_or(base.supplement),
            repeat_threshold: self.repeat_threshold.unwrap_or(base.repeat_threshold),
        }
    }
}
