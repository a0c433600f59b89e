use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

/// A time limit (thời hạn giải quyết): an amount of at least one, and its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// How many.
    pub amount: NonZeroU32,
    /// Of what.
    pub unit: TermUnit,
}

/// What a time limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    /// Ngày làm việc.
    WorkingDays,
    /// Ngày.
    CalendarDays,
    /// Giờ làm việc.
    WorkingHours,
    /// Tháng.
    Months,
}
