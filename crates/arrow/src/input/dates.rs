//! Dates and timestamps as a file would have them.

use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use arrow_array::builder::StringBuilder;
use arrow_array::timezone::Tz;
use arrow_array::types::{Int64Type, TimestampMillisecondType};
use arrow_array::{Array, ArrayRef, TimestampMillisecondArray, cast::AsArray};
use arrow_cast::cast;
use arrow_schema::{DataType, TimeUnit};
use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Timelike, Utc,
};

use sipas_core::{Day, Moment};

use super::whole::Whole;
use crate::error::FrameError;

const DAY_MS: i64 = 86_400_000;

/// How the values of a column of dates or timestamps are to be understood.
#[derive(Debug, Clone)]
pub(super) struct Moments {
    zone: Option<Tz>,
    /// Whether all of them are days without a time.
    only_days: bool,
}

impl Moments {
    /// Of the chunks of a column of that type.
    pub(super) fn of(
        name: &str,
        of: &DataType,
        chunks: &[ArrayRef],
        midnights_are_days: bool,
    ) -> Result<Moments, FrameError> {
        let (mut zone, mut only_days) = (None, false);
        match of {
            DataType::Date32 => only_days = true,
            DataType::Timestamp(_, Some(text)) => {
                let parsed = text.parse::<Tz>();
                let unknown = |_| FrameError::Zone { column: name.to_owned(), zone: text.to_string() };
                zone = Some(parsed.map_err(unknown)?);
            }
            _ => {}
        }
        if midnights_are_days && !only_days && zone.is_none() {
            only_days = chunks.iter().all(all_at_midnight);
        }
        Ok(Moments { zone, only_days })
    }

    /// How its values are to be understood, where no zone has a say.
    pub(super) fn plain(&self) -> Option<Plain> {
        let plain = Plain { unit: Unit::Millisecond, only_days: self.only_days, first: *FIRST };
        self.zone.is_none().then_some(plain)
    }

    /// One of its chunks, or a piece of one, as text.
    pub(super) fn written(&self, chunk: &ArrayRef) -> Result<ArrayRef, FrameError> {
        let chunk = &milliseconds(chunk)?;
        let mut text = String::new();
        let mut cells = StringBuilder::with_capacity(chunk.len(), chunk.len() * 20);
        for ms in chunk {
            let Some(ms) = ms else {
                cells.append_null();
                continue;
            };
            text.clear();
            self.write(&mut text, ms);
            cells.append_value(&text);
        }
        Ok(Arc::new(cells.finish()))
    }

    /// One value of a column of that type as text.
    pub(super) fn written_alone(&self, of: &DataType, value: i64) -> String {
        let mut text = String::new();
        self.write(&mut text, to_milliseconds(of)(value));
        text
    }

    fn write(&self, text: &mut String, ms: i64) {
        match &self.zone {
            _ if self.only_days => write_day(text, ms.div_euclid(DAY_MS)),
            Some(zone) => write_zoned(text, ms, *zone),
            None => write_moment(text, ms),
        }
    }
}

/// Whether no value has a time of day; mostly the first of them tells.
fn all_at_midnight(chunk: &ArrayRef) -> bool {
    const STEP: usize = 1024;
    (0..chunk.len()).step_by(STEP).all(|from| {
        let piece = milliseconds(&chunk.slice(from, STEP.min(chunk.len() - from)));
        piece.is_ok_and(|piece| piece.iter().flatten().all(|ms| ms % DAY_MS == 0))
    })
}

/// Values that stand for Vietnamese days and times as they are, counted from 1970.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plain {
    unit: Unit,
    only_days: bool,
    first: Day,
}

#[derive(Debug, Clone, Copy)]
enum Unit {
    Day,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
    /// Seconds since the first day that is read.
    SinceFirst,
}

impl Unit {
    fn of(of: &DataType) -> Unit {
        match of {
            DataType::Date32 => Unit::Day,
            DataType::Timestamp(TimeUnit::Second, _) => Unit::Second,
            DataType::Timestamp(TimeUnit::Microsecond, _) => Unit::Microsecond,
            DataType::Timestamp(TimeUnit::Nanosecond, _) => Unit::Nanosecond,
            SINCE_FIRST => Unit::SinceFirst,
            _ => Unit::Millisecond,
        }
    }
}

/// The type of dates that are kept as seconds since the first day that is read: no column of dates has it.
const SINCE_FIRST: &DataType = &DataType::UInt32;
/// Seconds of a day.
const DAY_SECONDS: u64 = 86_400;

/// Whether dates of that type are counted from 1970 in a part of a day, and no zone has a say.
pub(super) fn is_of_no_zone(of: &DataType) -> bool {
    matches!(of, DataType::Date64 | DataType::Timestamp(_, None))
}

/// Tells dates of that type as seconds since the first day that is read; clears the marks of those that lie elsewhere, or
/// within a second.
pub(super) fn since_first(
    of: &DataType,
    values: Whole<'_>,
    from: usize,
    into: &mut [u32],
    marks: &mut [bool],
) {
    match Unit::of(of) {
        Unit::Second => values.each_date(from, into, marks, 0, seconds::<1>),
        Unit::Microsecond => values.each_date(from, into, marks, 0, seconds::<1_000_000>),
        Unit::Nanosecond => values.each_date(from, into, marks, 0, seconds::<1_000_000_000>),
        _ => values.each_date(from, into, marks, 0, seconds::<1_000>),
    }
}

#[inline]
#[allow(clippy::cast_possible_truncation)]
fn seconds<const OF_SECOND: u64>(value: i64) -> (u32, bool) {
    let first = FIRST_DAY * (DAY_SECONDS * OF_SECOND).cast_signed();
    let since = value.wrapping_sub(first).cast_unsigned();
    let (seconds, rest) = (since / OF_SECOND, since % OF_SECOND);
    (seconds as u32, (seconds < u64::from(DAYS_READ + 1) * DAY_SECONDS) & (rest == 0))
}

impl Plain {
    /// Of the values of a chunk of that type.
    pub(super) fn of(self, of: &DataType) -> Plain {
        Plain { unit: Unit::of(of), ..self }
    }

    /// Fills in the dates of rows from that one on, and clears the marks of those outside the years that are read.
    pub(super) fn read(
        self,
        values: Whole<'_>,
        from: usize,
        dates: &mut [Option<Moment>],
        marks: &mut [bool],
    ) {
        // Each divides by a number that is known beforehand.
        match self.unit {
            Unit::SinceFirst => values.each_since(from, dates, marks, None, move |value| {
                self.date::<86_400>(i64::from(value) + FIRST_DAY * DAY_SECONDS.cast_signed())
            }),
            Unit::Day => values.each_date(from, dates, marks, None, move |value| self.date::<1>(value)),
            Unit::Second => {
                values.each_date(from, dates, marks, None, move |value| self.date::<86_400>(value));
            }
            Unit::Millisecond => {
                values.each_date(from, dates, marks, None, move |value| self.date::<86_400_000>(value));
            }
            Unit::Microsecond => {
                values.each_date(from, dates, marks, None, move |value| self.date::<86_400_000_000>(value));
            }
            Unit::Nanosecond => {
                values
                    .each_date(from, dates, marks, None, move |value| self.date::<86_400_000_000_000>(value));
            }
        }
    }

    /// The date of a value with so many to the day, and whether it lies in the years that are read.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    fn date<const OF_DAY: u64>(self, value: i64) -> (Option<Moment>, bool) {
        const DAY: u64 = DAY_MS.cast_unsigned();
        let since = value.wrapping_sub(FIRST_DAY * OF_DAY.cast_signed()).cast_unsigned();
        let fits = since < u64::from(DAYS_READ + 1) * OF_DAY;
        let (days, rest) = if OF_DAY <= 86_400 {
            // Of all years that are read there are fewer seconds than 32 bits count.
            let (since, of_day) = (since as u32, OF_DAY as u32);
            (since / of_day, u64::from(since % of_day))
        } else {
            ((since / OF_DAY) as u32, since % OF_DAY)
        };
        let ms = if OF_DAY < DAY { rest * (DAY / OF_DAY) } else { rest / (OF_DAY / DAY) };
        let ms = if self.only_days { None } else { Some(ms as u32) };
        (Moment::after(self.first, days, ms), fits)
    }
}

/// The first day that is read, and how many days later the last: the years 1990 to 2100.
static FIRST: LazyLock<Day> = LazyLock::new(|| Day::from_ymd(1990, 1, 1).unwrap_or(Day::MIN));
const DAYS_READ: u32 = 40_541;
/// The first, counted from 1970.
const FIRST_DAY: i64 = 7_305;

/// Whole milliseconds since 1970 in UTC, rounded down.
pub(super) fn milliseconds(chunk: &ArrayRef) -> Result<TimestampMillisecondArray, FrameError> {
    let scale = to_milliseconds(chunk.data_type());
    // Days are counted in half the bits.
    let counted =
        if *chunk.data_type() == DataType::Date32 { cast(chunk, &DataType::Int32)? } else { chunk.clone() };
    let whole = cast(&counted, &DataType::Int64)?;
    Ok(whole.as_primitive::<Int64Type>().unary::<_, TimestampMillisecondType>(scale))
}

/// From the unit of a type.
fn to_milliseconds(of: &DataType) -> fn(i64) -> i64 {
    match of {
        DataType::Timestamp(TimeUnit::Second, _) => |n| n.saturating_mul(1000),
        DataType::Timestamp(TimeUnit::Microsecond, _) => |n| n.div_euclid(1000),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => |n| n.div_euclid(1_000_000),
        DataType::Date32 => |n| n.saturating_mul(DAY_MS),
        SINCE_FIRST => |n| n * 1000 + FIRST_DAY * DAY_MS,
        _ => |n| n,
    }
}

/// A day counted from 1970; one that no calendar has is written as its number, which no date is.
fn write_day(text: &mut String, day: i64) {
    let date = TimeDelta::try_days(day).and_then(|days| NaiveDate::default().checked_add_signed(days));
    match date {
        Some(date) => write_date(text, date),
        None => text.push_str(&day.to_string()),
    }
}

fn write_moment(text: &mut String, ms: i64) {
    match DateTime::<Utc>::from_timestamp_millis(ms) {
        Some(at) => write_clock(text, &at.naive_utc()),
        None => text.push_str(&ms.to_string()),
    }
}

/// With the offset that the zone has then.
fn write_zoned(text: &mut String, ms: i64, zone: Tz) {
    let Some(at) = DateTime::<Utc>::from_timestamp_millis(ms) else {
        text.push_str(&ms.to_string());
        return;
    };
    let offset: FixedOffset = zone.offset_from_utc_datetime(&at.naive_utc()).fix();
    write_clock(text, &at.with_timezone(&offset).naive_local());
    let minutes = offset.local_minus_utc() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let _ = write!(text, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
}

/// ISO form to the millisecond, digit by digit: a format string would take longer than the reading.
fn write_clock(text: &mut String, at: &NaiveDateTime) {
    write_date(text, at.date());
    let (seconds, ms) = (at.num_seconds_from_midnight(), at.nanosecond() / 1_000_000);
    for (before, part) in [('T', seconds / 3600), (':', seconds / 60 % 60), (':', seconds % 60)] {
        text.push(before);
        digits(text, part, 2);
    }
    if ms > 0 {
        text.push('.');
        digits(text, ms, 3);
    }
}

fn write_date(text: &mut String, date: NaiveDate) {
    match u32::try_from(date.year()) {
        Ok(year) if year <= 9999 => {
            digits(text, year, 4);
            for part in [date.month(), date.day()] {
                text.push('-');
                digits(text, part, 2);
            }
        }
        // What no export has is written as chrono has it, and refused as what it is.
        _ => text.push_str(&date.to_string()),
    }
}

fn digits(text: &mut String, n: u32, width: u32) {
    for place in (0..width).rev() {
        text.push(char::from(b'0' + (n / 10u32.pow(place) % 10) as u8));
    }
}
