//! The clock's settings: what the law and the practice leave open.

use serde::{Deserialize, Serialize};

/// The settings of the clock, each with a default that the official forms use.
///
/// ```
/// use sipas_core::{Policy, Precision};
/// let policy = Policy { precision: Precision::Instant, ..Policy::default() };
/// assert_eq!(policy.repeat_threshold, 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// Which date ends the clock.
    pub clock_end: ClockEnd,
    /// Which appointment is the deadline.
    pub deadline: DeadlineBasis,
    /// Whether days or instants are compared.
    pub precision: Precision,
    /// Whether waiting for a supplement stops the clock.
    pub supplement: SupplementRule,
    /// From how many extra trips a dossier counts as a repeat visit.
    pub repeat_threshold: u32,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            clock_end: ClockEnd::default(),
            deadline: DeadlineBasis::default(),
            precision: Precision::default(),
            supplement: SupplementRule::default(),
            repeat_threshold: 1,
        }
    }
}

/// Which date ends the clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockEnd {
    /// Ngày kết thúc xử lý, else ngày trả kết quả.
    #[default]
    Finished,
    /// Ngày trả kết quả, else ngày kết thúc xử lý.
    Returned,
}

/// Which appointment is the deadline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineBasis {
    /// Ngày hẹn trả: an apology does not cure lateness.
    #[default]
    Original,
    /// Ngày gia hạn, else ngày hẹn lại, else ngày hẹn trả.
    Current,
}

/// Whether days or instants are compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// By day, as the official forms do.
    #[default]
    Day,
    /// By instant, where both sides have a time of day.
    Instant,
}

/// Whether waiting for a supplement stops the clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplementRule {
    /// The deadline as the export has it.
    #[default]
    AsRecorded,
    /// The deadline moves by the calendar days waited.
    Pause,
    /// The term begins anew with the completed dossier (Decree 118/2025, art. 19(5)).
    Restart,
}
