//! Dates and timestamps as a file would have them.

use std::fmt::Write;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::timezone::Tz;
use arrow_array::types::{Date32Type, Int64Type, TimestampMillisecondType};
use arrow_array::{Array, ArrayRef, StringArray, cast::AsArray};
use arrow_cast::cast;
use arrow_schema::{DataType, TimeUnit};
use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Timelike, Utc,
};

use crate::error::FrameError;

const DAY_MS: i64 = 86_400_000;

/// The chunks of a column of dates or timestamps as text.
pub(super) fn column(
    name: &str,
    chunks: &[ArrayRef],
    midnights_are_days: bool,
) -> Result<Vec<ArrayRef>, FrameError> {
    let zone = match chunks[0].data_type() {
        DataType::Date32 => return chunks.iter().map(|chunk| Ok(days(chunk))).collect(),
        DataType::Timestamp(_, Some(zone)) => Some(
            zone.parse::<Tz>()
                .map_err(|_| FrameError::Zone { column: name.to_owned(), zone: zone.to_string() })?,
        ),
        _ => None,
    };
    let chunks: Vec<ArrayRef> = chunks.iter().map(milliseconds).collect::<Result<_, _>>()?;
    let all =
        || chunks.iter().flat_map(|chunk| chunk.as_primitive::<TimestampMillisecondType>().iter().flatten());
    let only_days = midnights_are_days && zone.is_none() && all().all(|ms| ms % DAY_MS == 0);
    let mut text = String::new();
    let write = |chunk: &ArrayRef| -> ArrayRef {
        let chunk = chunk.as_primitive::<TimestampMillisecondType>();
        let mut cells = StringBuilder::with_capacity(chunk.len(), chunk.len() * 20);
        for ms in chunk {
            let Some(ms) = ms else {
                cells.append_null();
                continue;
            };
            text.clear();
            match &zone {
                _ if only_days => write_day(&mut text, ms.div_euclid(DAY_MS)),
                Some(zone) => write_zoned(&mut text, ms, *zone),
                None => write_moment(&mut text, ms),
            }
            cells.append_value(&text);
        }
        Arc::new(cells.finish())
    };
    Ok(chunks.iter().map(write).collect())
}

/// Whole milliseconds since 1970 in UTC, rounded down.
fn milliseconds(chunk: &ArrayRef) -> Result<ArrayRef, FrameError> {
    let scale: fn(i64) -> i64 = match chunk.data_type() {
        DataType::Timestamp(TimeUnit::Second, _) => |n| n.saturating_mul(1000),
        DataType::Timestamp(TimeUnit::Microsecond, _) => |n| n.div_euclid(1000),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => |n| n.div_euclid(1_000_000),
        _ => |n| n,
    };
    let whole = cast(chunk, &DataType::Int64)?;
    Ok(Arc::new(whole.as_primitive::<Int64Type>().unary::<_, TimestampMillisecondType>(scale)))
}

fn days(chunk: &ArrayRef) -> ArrayRef {
    let chunk = chunk.as_primitive::<Date32Type>();
    let mut text = String::new();
    let mut cells = StringBuilder::with_capacity(chunk.len(), chunk.len() * 10);
    for day in chunk {
        text.clear();
        match day {
            None => cells.append_null(),
            Some(day) => {
                write_day(&mut text, i64::from(day));
                cells.append_value(&text);
            }
        }
    }
    let cells: StringArray = cells.finish();
    Arc::new(cells)
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
