use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Window;
use super::{Moment, MomentError, Month, civil};

/// The number of 1 January 1900, the first day, as chrono counts.
const EPOCH_FROM_CE: i32 = 693_596;
pub(super) const LAST: u32 = 109_573;

/// A calendar day (ngày): always a real date of the years 1900 to 2199.
///
/// Held as a count of days, so that differences and comparisons are one instruction.
///
/// ```
/// use sipas_core::Day;
/// let tet: Day = "2025-01-29".parse()?;
/// assert_eq!(tet.plus(3).to_string(), "2025-02-01");
/// assert_eq!(tet.plus(3).since(tet), 3);
/// # Ok::<(), sipas_core::MomentError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub(super) u32);

impl Day {
    /// The first day there is, 1 January 1900.
    pub const MIN: Day = Day(1);
    /// The last day there is, 31 December 2199.
    pub const MAX: Day = Day(LAST);

    /// The day of a year, a month from 1 to 12 and a day of the month from 1.
    #[inline]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Result<Day, MomentError> {
        Day::from_ymd_opt(year, month, day).ok_or_else(|| no_day(year, month, day))
    }

    /// Gives a day of the calendar; `None` where there is no such day.
    #[inline]
    pub fn from_ymd_opt(year: i32, month: u32, day: u32) -> Option<Day> {
        let (number, is_day) = civil::number(year, month, day);
        is_day.then_some(Day(number))
    }

    /// Year, month and day of the month.
    #[inline]
    pub(crate) fn ymd(self) -> (i32, u32, u32) {
        civil::ymd(self.0)
    }

    /// The digits of the day as the national codes of dossiers have them, `yyMMdd`, in one word with the first byte lowest:
    /// `250613` for 13 June 2025.
    #[inline]
    pub fn yymmdd(self) -> u64 {
        civil::yymmdd(self.0)
    }

    /// How many days there are up to this one, itself included: 1 January 1900 is 1.
    pub(crate) fn number(self) -> u32 {
        self.0
    }

    /// The day of that number, if there is one.
    pub(crate) fn from_number(number: u32) -> Option<Day> {
        (1..=LAST).contains(&number).then_some(Day(number))
    }

    /// Gives the day as chrono's type.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0.cast_signed() + EPOCH_FROM_CE - 1)
            .expect("a Day is within the range of NaiveDate")
    }

    /// The day `n` days later, or earlier where `n` is negative; held at the ends of the range.
    #[must_use]
    pub fn plus(self, n: i32) -> Day {
        let moved = i64::from(self.0) + i64::from(n);
        Day(moved.clamp(1, i64::from(LAST)).try_into().unwrap_or(LAST))
    }

    /// Days from `earlier` to this one: negative where this one is the earlier.
    #[inline]
    pub fn since(self, earlier: Day) -> i32 {
        self.0.cast_signed() - earlier.0.cast_signed()
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// Year and month.
    #[inline]
    pub fn month(self) -> Month {
        Month::numbered(civil::month_of(self.0))
    }

    /// The month of a window that holds this day: in [`Window::Reporting`], days from the 15th on belong to the next.
    #[inline]
    pub fn month_in(self, window: Window) -> Month {
        let late = window == Window::Reporting && self.ymd().2 >= 15;
        if late { self.plus_months(1).month() } else { self.month() }
    }

    /// The weekday: 0 for Monday to 6 for Sunday.
    #[inline]
    pub fn weekday(self) -> u32 {
        // 1 January 1900 was a Monday.
        (self.0 - 1) % 7
    }

    /// Adds `n` months; a month without that day of the month gives its last day
    /// (Civil Code 2015, art. 148(3)).
    #[must_use]
    pub fn plus_months(self, n: u32) -> Day {
        self.date()
            .checked_add_months(chrono::Months::new(n))
            .and_then(|d| d.try_into().ok())
            .unwrap_or(Day::MAX)
    }
}

#[cold]
fn no_day(year: i32, month: u32, day: u32) -> MomentError {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => MomentError::OutOfRange(date.to_string()),
        None => MomentError::NoSuchDate(format!("{year:04}-{month:02}-{day:02}")),
    }
}

impl TryFrom<NaiveDate> for Day {
    type Error = MomentError;
    fn try_from(date: NaiveDate) -> Result<Day, MomentError> {
        u32::try_from(date.num_days_from_ce() - EPOCH_FROM_CE + 1)
            .ok()
            .filter(|n| (1..=LAST).contains(n))
            .map(Day)
            .ok_or_else(|| MomentError::OutOfRange(date.to_string()))
    }
}

impl FromStr for Day {
    type Err = MomentError;
    fn from_str(text: &str) -> Result<Day, MomentError> {
        let moment: Moment = text.parse()?;
        if moment.has_clock() { Err(MomentError::Form(text.to_owned())) } else { Ok(moment.day()) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
