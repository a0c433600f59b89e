//! Days and moments of Vietnamese local time.

use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

use crate::calendar::Window;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Milliseconds of one day.
const DAY_MS: u32 = 86_400_000;
/// A moment keeps its clock in the low bits: 0 for none, else milliseconds plus one.
const CLOCK_BITS: u32 = 28;
/// Days from the common era to 1 January 1900, the day before the first that a [`Day`] can be.
const EPOCH_FROM_CE: i32 = 693_596;
const LAST: u32 = 109_573;

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
pub struct Day(u32);

/// Why a day or a moment could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MomentError {
    /// The date does not exist, as 31 April does not.
    #[error("no such date: {0}")]
    NoSuchDate(String),
    /// The date lies outside the years 1900 to 2199.
    #[error("year outside 1900 to 2199: {0}")]
    OutOfRange(String),
    /// The text is not `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm[:ss[.fff]]`.
    #[error("expected yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss, found {0:?}")]
    Form(String),
}

impl Day {
    /// The first day there is, 1 January 1900.
    pub const MIN: Day = Day(1);
    /// The last day there is, 31 December 2199.
    pub const MAX: Day = Day(LAST);

    /// The day of a year, a month from 1 to 12 and a day of the month from 1.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Result<Day, MomentError> {
        NaiveDate::from_ymd_opt(year, month, day)
            .ok_or_else(|| MomentError::NoSuchDate(format!("{year:04}-{month:02}-{day:02}")))
            .and_then(Day::try_from)
    }

    /// The same day for chrono.
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
    pub fn since(self, earlier: Day) -> i32 {
        self.0.cast_signed() - earlier.0.cast_signed()
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// Year and month.
    pub fn month(self) -> Month {
        let date = self.date();
        Month::new(date.year(), date.month())
    }

    /// The month of a window that holds this day: in [`Window::Reporting`], days from the 15th on belong to the next.
    pub fn month_in(self, window: Window) -> Month {
        let late = window == Window::Reporting && self.date().day() >= 15;
        if late { self.plus_months(1).month() } else { self.month() }
    }

    /// The weekday: 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u32 {
        // 1 January 1900 was a Monday.
        (self.0 - 1) % 7
    }

    /// The same day of the month `n` months later; a month without that day gives its last day
    /// (Civil Code 2015, art. 148(3)).
    #[must_use]
    pub fn plus_months(self, n: u32) -> Day {
        self.date()
            .checked_add_months(chrono::Months::new(n))
            .and_then(|d| d.try_into().ok())
            .unwrap_or(Day::MAX)
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

/// A calendar month (tháng): a year and a month from 1 to 12; shown as `2025-06`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u16);

impl Month {
    pub(crate) fn new(year: i32, month: u32) -> Month {
        Month(u16::try_from((year - 1900) * 12 + month.cast_signed() - 1).unwrap_or(0))
    }

    /// The number of months since January 1900.
    pub fn index(self) -> u16 {
        self.0
    }

    /// The month so many months after January 1900.
    pub fn from_index(months: u16) -> Month {
        Month(months)
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

/// A point in Vietnamese local time (UTC+7, no daylight saving), to the millisecond, that knows whether a time of
/// day was written; always within the years 1900 to 2199.
///
/// A date without a time stands for 00:00 of its day, and moments are compared as instants by
/// [`Moment::is_before`]. There is no `Ord`, since `2025-06-01` and `2025-06-01T00:00` are the same instant but not
/// the same value. `Option<Moment>` is as small as `Moment`: 8 bytes.
///
/// ```
/// use sipas_core::Moment;
/// let due: Moment = "2025-06-30".parse()?;
/// let end: Moment = "2025-06-30T17:05:00".parse()?;
/// assert!(due.is_before(end) && due.day() == end.day() && !due.has_clock());
/// # Ok::<(), sipas_core::MomentError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment(NonZeroU64);

impl Moment {
    fn pack(day: Day, clock: u64) -> Moment {
        Moment(NonZeroU64::new(u64::from(day.0) << CLOCK_BITS | clock).expect("days are counted from 1"))
    }

    /// A day without a time.
    pub fn on(day: Day) -> Moment {
        Moment::pack(day, 0)
    }

    /// A day and the milliseconds since its midnight; `None` from 24:00 on.
    pub fn at(day: Day, ms: u32) -> Option<Moment> {
        (ms < DAY_MS).then(|| Moment::pack(day, u64::from(ms) + 1))
    }

    /// The day.
    pub fn day(self) -> Day {
        Day(u32::try_from(self.0.get() >> CLOCK_BITS).unwrap_or(LAST))
    }

    /// Whether a time of day was written.
    pub fn has_clock(self) -> bool {
        self.clock() != 0
    }

    /// Milliseconds since midnight: 0 where no time was written.
    pub fn clock_ms(self) -> u32 {
        self.clock().saturating_sub(1)
    }

    fn clock(self) -> u32 {
        u32::try_from(self.0.get() & ((1 << CLOCK_BITS) - 1)).unwrap_or(0)
    }

    fn instant(self) -> (Day, u32) {
        (self.day(), self.clock_ms())
    }

    /// Whether this instant comes before the other.
    pub fn is_before(self, other: Moment) -> bool {
        self.instant() < other.instant()
    }

    /// The moment `n` days later at the same time of day.
    #[must_use]
    pub fn plus_days(self, n: i32) -> Moment {
        Moment::pack(self.day().plus(n), u64::from(self.clock()))
    }

    /// The same moment for chrono, midnight where no time was written.
    pub fn datetime(self) -> NaiveDateTime {
        let ms = self.clock_ms();
        let time = NaiveTime::from_num_seconds_from_midnight_opt(ms / 1000, ms % 1000 * 1_000_000);
        self.day().date().and_time(time.unwrap_or_default())
    }
}

impl TryFrom<NaiveDateTime> for Moment {
    type Error = MomentError;
    /// Whatever is finer than a millisecond is cut off.
    fn try_from(at: NaiveDateTime) -> Result<Moment, MomentError> {
        let day = Day::try_from(at.date())?;
        let ms = at.num_seconds_from_midnight() * 1000 + (at.nanosecond() / 1_000_000).min(999);
        Moment::at(day, ms).ok_or_else(|| MomentError::Form(at.to_string()))
    }
}

impl FromStr for Moment {
    type Err = MomentError;
    fn from_str(text: &str) -> Result<Moment, MomentError> {
        let form = || MomentError::Form(text.to_owned());
        let (date, clock) = text.split_at_checked(10).ok_or_else(form)?;
        let day = match fields(date, ['-', '-'], [4, 2, 2]) {
            Some([year, month, day]) => Day::from_ymd(year.cast_signed(), month, day)?,
            None => return Err(form()),
        };
        if clock.is_empty() {
            return Ok(Moment::on(day));
        }
        let clock = clock.strip_prefix(['T', ' ']).ok_or_else(form)?;
        let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "000"));
        let whole = if clock.len() == 5 { format!("{whole}:00") } else { whole.to_owned() };
        let [hour, minute, second] = fields(&whole, [':', ':'], [2, 2, 2]).ok_or_else(form)?;
        let ms = Some(fraction).filter(|f| f.len() == 3).and_then(digits).ok_or_else(form)?;
        if hour > 23 || minute > 59 || second > 59 {
            return Err(form());
        }
        Moment::at(day, ((hour * 60 + minute) * 60 + second) * 1000 + ms).ok_or_else(form)
    }
}

/// Three numbers of so many digits each, with these signs between them and nothing else.
fn fields(text: &str, signs: [char; 2], widths: [usize; 3]) -> Option<[u32; 3]> {
    let (first, rest) = text.split_once(signs[0])?;
    let (second, third) = rest.split_once(signs[1])?;
    let number = |text: &str, width| Some(text).filter(|t| t.len() == width).and_then(digits);
    Some([number(first, widths[0])?, number(second, widths[1])?, number(third, widths[2])?])
}

fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.has_clock() {
            write!(f, "{}", self.datetime().format("%Y-%m-%dT%H:%M:%S%.f"))
        } else {
            self.day().fmt(f)
        }
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Moment, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_absent_moment_costs_no_room() {
        assert_eq!(size_of::<Option<Moment>>(), 8);
    }

    #[test]
    fn the_range_is_1900_to_2199() {
        assert_eq!(Day::MIN.to_string(), "1900-01-01");
        assert_eq!(Day::MAX.to_string(), "2199-12-31");
        assert!("1899-12-31".parse::<Day>().is_err() && "2200-01-01".parse::<Day>().is_err());
    }

    #[test]
    fn nothing_but_the_stated_form_is_read() {
        for wrong in [
            "2025-6-1",
            " 2025-06-01",
            "+2025-06-01",
            "2025-06-01T8:00",
            "2025-06-01  08:00",
            "2025-06-01T08:00:60",
            "2025-06-01T08:00:00.5",
            "2025-06-01T",
            "2025-06-01T24:00",
            "2025-06-31",
        ] {
            assert!(wrong.parse::<Moment>().is_err(), "{wrong}");
        }
        for right in ["2025-06-01", "2025-06-01T08:00", "2025-06-01 08:00:59", "2025-06-01T08:00:59.999"] {
            assert!(right.parse::<Moment>().is_ok(), "{right}");
        }
    }

    #[test]
    fn a_month_without_the_day_ends_on_its_last() {
        let day = |t: &str| t.parse::<Day>().unwrap();
        assert_eq!(day("2025-01-31").plus_months(1), day("2025-02-28"));
        assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(n in 1u32..=LAST, ms in prop::option::of(0..DAY_MS)) {
            let day = Day(n);
            prop_assert_eq!(Day::try_from(day.date()).unwrap(), day);
            prop_assert_eq!(day.weekday(), day.date().weekday().num_days_from_monday());
            let moment = ms.map_or(Moment::on(day), |ms| Moment::at(day, ms).unwrap());
            prop_assert_eq!(moment.to_string().parse::<Moment>().unwrap(), moment);
        }

        #[test]
        fn a_day_without_a_time_is_its_midnight(n in 1u32..=LAST, ms in 0..DAY_MS) {
            let (date, at) = (Moment::on(Day(n)), Moment::at(Day(n), ms).unwrap());
            prop_assert!(!at.is_before(date));
            prop_assert_eq!(date.is_before(at), ms > 0);
        }
    }
}
