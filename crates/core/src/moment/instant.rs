use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

use chrono::{NaiveDateTime, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Day, MomentError, civil};

/// Milliseconds of one day.
const DAY_MS: u32 = 86_400_000;
/// A moment keeps its clock in the low bits: 0 for none, else milliseconds plus one.
pub(super) const CLOCK_BITS: u32 = 28;
/// A stored moment keeps its clock in the low bits too, in seconds.
const SECONDS_BITS: u32 = 17;

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
pub struct Moment(pub(super) NonZeroU64);

impl Moment {
    #[inline]
    fn pack(day: Day, clock: u64) -> Moment {
        Moment(NonZeroU64::new(u64::from(day.0) << CLOCK_BITS | clock).expect("days are counted from 1"))
    }

    /// A day without a time.
    #[inline]
    pub fn on(day: Day) -> Moment {
        Moment::pack(day, 0)
    }

    /// A day and the milliseconds since its midnight; `None` from 24:00 on.
    #[inline]
    pub fn at(day: Day, ms: u32) -> Option<Moment> {
        (ms < DAY_MS).then(|| Moment::pack(day, u64::from(ms) + 1))
    }

    /// A day of the calendar and the milliseconds since its midnight; `None` where there is no such day in the years 1900 to
    /// 2199, and from 24:00 on. There is no choice of ways in it, so that a processor makes several at once.
    #[inline]
    pub fn at_ymd(year: i32, month: u32, day: u32, ms: u32) -> Option<Moment> {
        let (number, is_day) = civil::number(year, month, day);
        let fits = is_day & (ms < DAY_MS);
        let bits = u64::from(number) << CLOCK_BITS | (u64::from(ms) + 1);
        NonZeroU64::new(if fits { bits } else { 0 }).map(Moment)
    }

    /// Adds days to the first, and milliseconds from midnight where there is a time; `None` from 24:00 on, and
    /// after [`Day::MAX`].
    #[inline]
    pub fn after(first: Day, days: u32, ms: Option<u32>) -> Option<Moment> {
        let day = u64::from(first.0) + u64::from(days);
        let fits = (day <= u64::from(super::day::LAST)) & ms.is_none_or(|ms| ms < DAY_MS);
        let clock = ms.map_or(0, |ms| u64::from(ms) + 1);
        NonZeroU64::new(if fits { day << CLOCK_BITS | clock } else { 0 }).map(Moment)
    }

    /// The day.
    #[inline]
    // A day has 17 bits, and a clock 28.
    #[allow(clippy::cast_possible_truncation)]
    pub fn day(self) -> Day {
        Day((self.0.get() >> CLOCK_BITS) as u32)
    }

    /// The number of the day of a moment, counted from 1; 0 of none. It has no branch, so that loops over many compile to
    /// SIMD code.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    pub fn day_number(at: Option<Moment>) -> u32 {
        (at.map_or(0, |at| at.0.get()) >> CLOCK_BITS) as u32
    }

    /// Whether a time of day was written.
    #[inline]
    pub fn has_clock(self) -> bool {
        self.clock() != 0
    }

    /// Milliseconds since midnight: 0 where no time was written.
    #[inline]
    pub fn clock_ms(self) -> u32 {
        self.clock().saturating_sub(1)
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    fn clock(self) -> u32 {
        (self.0.get() & ((1 << CLOCK_BITS) - 1)) as u32
    }

    /// Whether this instant comes before the other.
    #[inline]
    pub fn is_before(self, other: Moment) -> bool {
        // A day without a time begins with its first millisecond, so that neither comes before the other.
        self.0.get() < other.0.get() - u64::from(other.clock() == 1)
    }

    /// All of it in 34 bits, for stored rows: never 0. `None` of a moment within a second.
    #[inline]
    pub fn to_seconds(self) -> Option<u64> {
        let clock = self.clock();
        let second = clock.div_ceil(1000);
        let is_whole = clock == 0 || clock + 999 == second * 1000;
        is_whole.then_some(u64::from(self.day().0) << SECONDS_BITS | u64::from(second))
    }

    /// The moment of stored bits; `None` if they are of none.
    #[inline]
    pub fn from_seconds(bits: u64) -> Option<Moment> {
        let (day, second) = (bits >> SECONDS_BITS, bits & ((1 << SECONDS_BITS) - 1));
        let is_one = (1..=u64::from(super::day::LAST)).contains(&day) && second <= u64::from(DAY_MS / 1000);
        // 0 is no time of day, and 1 the first second.
        let clock = (second * 1000).saturating_sub(999);
        NonZeroU64::new(day << CLOCK_BITS | clock).filter(|_| is_one).map(Moment)
    }

    /// Whether this one surely comes first: on an earlier day, or, where both have a time of day, at an earlier time of
    /// the same day.
    #[inline]
    pub fn surely_before(self, other: Moment) -> bool {
        // Of two on one day the one without a time is the smaller number, but whether it comes before nobody knows.
        self.0 < other.0 && {
            let days = if self.has_clock() && other.has_clock() { 0 } else { CLOCK_BITS };
            self.0.get() >> days < other.0.get() >> days
        }
    }

    /// The moment `n` days later at the same time of day.
    #[must_use]
    pub fn plus_days(self, n: i32) -> Moment {
        Moment::pack(self.day().plus(n), u64::from(self.clock()))
    }

    /// Gives the moment as chrono's type, midnight where no time was written.
    pub fn datetime(self) -> NaiveDateTime {
        let ms = self.clock_ms();
        let time = NaiveTime::from_num_seconds_from_midnight_opt(ms / 1000, ms % 1000 * 1_000_000);
        self.day().date().and_time(time.unwrap_or_default())
    }
}

/// Reads `yyyy-MM-dd`, alone or with T or a blank and `HH:mm[:ss[.f]]`, of which nine digits may be a fraction, and an offset
/// from UTC: `Z`, `±hh`, `±hhmm` or `±hh:mm`. What is finer than a millisecond is cut off; without an offset the clock is
/// Vietnam's.
///
/// ```
/// use sipas_core::Moment;
/// let dumped: Moment = "2025-06-30 17:05:00.1234567+00".parse()?;
/// assert_eq!(dumped.to_string(), "2025-07-01T00:05:00.123");
/// # Ok::<(), sipas_core::MomentError>(())
/// ```
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
        let (clock, offset) = match clock.find(['Z', '+', '-']) {
            Some(at) => (&clock[..at], Some(offset(&clock[at..]).ok_or_else(form)?)),
            None => (clock, None),
        };
        let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
        let whole = if clock.len() == 5 { format!("{whole}:00") } else { whole.to_owned() };
        let [hour, minute, second] = fields(&whole, [':', ':'], [2, 2, 2]).ok_or_else(form)?;
        let ms = milliseconds(fraction).ok_or_else(form)?;
        if hour > 23 || minute > 59 || second > 59 {
            return Err(form());
        }
        let minutes = (hour * 60 + minute).cast_signed() + offset.map_or(0, |offset| VIETNAM - offset);
        let moved = day.plus(minutes.div_euclid(DAY_MINUTES));
        if moved.since(day) != minutes.div_euclid(DAY_MINUTES) {
            return Err(MomentError::OutOfRange(text.to_owned()));
        }
        let minutes = minutes.rem_euclid(DAY_MINUTES).cast_unsigned();
        Moment::at(moved, (minutes * 60 + second) * 1000 + ms).ok_or_else(form)
    }
}

/// Vietnam's minutes from UTC, and those of a day.
const VIETNAM: i32 = 7 * 60;
const DAY_MINUTES: i32 = 24 * 60;

/// The minutes of `Z`, `±hh`, `±hhmm` or `±hh:mm`.
fn offset(text: &str) -> Option<i32> {
    if text == "Z" {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.get(1..)?.split_at_checked(2)?;
    let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
    let is_one = matches!((text.len(), minutes.len()), (3, 0) | (5 | 6, 2));
    let minutes = if minutes.is_empty() { 0 } else { digits(minutes)? };
    let hours = digits(hours).filter(|hours| is_one && *hours < 24 && minutes < 60)?;
    Some(sign * (hours * 60 + minutes).cast_signed())
}

/// The milliseconds of one to nine digits of a second.
fn milliseconds(fraction: &str) -> Option<u32> {
    let is_one = (1..=9).contains(&fraction.len()) && fraction.bytes().all(|b| b.is_ascii_digit());
    is_one.then(|| format!("{fraction:0<3}")[..3].parse().ok()).flatten()
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
