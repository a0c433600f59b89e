use std::fmt;

/// A calendar month (tháng): a year and a month from 1 to 12; shown as `2025-06`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u16);

impl Month {
    /// The number of months since January 1900.
    pub fn index(self) -> u16 {
        self.0
    }

    /// The month so many months after January 1900.
    pub fn from_index(months: u16) -> Month {
        Month(months)
    }

    /// Makes a month from a number that is known to be in the calendar.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn numbered(months: u32) -> Month {
        Month(months as u16)
    }

    /// The year.
    pub fn year(self) -> i32 {
        1900 + i32::from(self.0 / 12)
    }

    /// The month of the year, from 1 to 12.
    pub fn number(self) -> u32 {
        u32::from(self.0 % 12) + 1
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The month that a record counts in: of its end, or none yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MonthKey {
    /// The calendar month of the end.
    Ended(Month),
    /// Concluded never, or at an unknown time, or outside the period.
    None,
    /// Still open.
    Open,
}

impl MonthKey {
    const OPEN: u32 = u32::MAX;
    const NONE: u32 = u32::MAX - 1;

    /// Its number, which no other key has.
    #[inline]
    pub fn number(self) -> u32 {
        match self {
            MonthKey::Ended(month) => month.index().into(),
            MonthKey::Open => MonthKey::OPEN,
            MonthKey::None => MonthKey::NONE,
        }
    }

    /// The key of such a number.
    pub fn numbered(number: u32) -> MonthKey {
        match number {
            MonthKey::OPEN => MonthKey::Open,
            MonthKey::NONE => MonthKey::None,
            n => u16::try_from(n).map_or(MonthKey::None, |n| MonthKey::Ended(Month::from_index(n))),
        }
    }
}

impl fmt::Display for MonthKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MonthKey::Ended(month) => month.fmt(f),
            MonthKey::None => f.write_str("none"),
            MonthKey::Open => f.write_str("open"),
        }
    }
}
