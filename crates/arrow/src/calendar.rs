//! The working calendar on whole columns.
//!
//! Working days from `a` to `b` are those in `(a, b]`; the n-th working day after `a` is counted from the day after it.
//! What leaves the covered years, or the years that a [`Day`] can have, is null: never a guess, and no error for the rest.

use std::sync::Arc;

use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, ArrayRef, BooleanArray, Date32Array, Int32Array, cast::AsArray};
use arrow_cast::cast;
use arrow_schema::DataType;
use arrow_select::concat::concat;
use chrono::{NaiveDate, TimeDelta};
use sipas_core::{Day, WorkCalendar};

use crate::error::FrameError;

/// A column of several chunks in one piece.
pub fn joined(chunks: &[ArrayRef], of: &DataType) -> Result<ArrayRef, FrameError> {
    match chunks {
        [] => Ok(arrow_array::new_empty_array(of)),
        [one] => Ok(one.clone()),
        several => Ok(concat(&several.iter().map(AsRef::as_ref).collect::<Vec<_>>())?),
    }
}

/// The days of a column of dates, or the days on which its timestamps lie.
fn days(column: &ArrayRef) -> Result<Date32Array, FrameError> {
    match column.data_type() {
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) | DataType::Null => {
            Ok(cast(column, &DataType::Date32)?.as_primitive::<Date32Type>().clone())
        }
        other => Err(FrameError::Days(other.to_string())),
    }
}

fn day(n: i32) -> Option<Day> {
    Day::try_from(NaiveDate::default().checked_add_signed(TimeDelta::try_days(n.into())?)?).ok()
}

fn number(day: Day) -> i32 {
    i32::try_from((day.date() - NaiveDate::default()).num_days()).unwrap_or(i32::MAX)
}

/// A column, or one value for all rows.
fn at<T>(length: usize, of: usize, value: impl Fn(usize) -> T) -> Result<impl Fn(usize) -> T, FrameError> {
    if of != length && of != 1 {
        return Err(FrameError::Lengths(length, of));
    }
    Ok(move |row| value(if of == 1 { 0 } else { row }))
}

/// The working days in `(from, to]`, negative where `to` comes first. A column of one value stands for every row of
/// the other.
pub fn working_days_between(
    calendar: &WorkCalendar,
    from: &ArrayRef,
    to: &ArrayRef,
) -> Result<Int32Array, FrameError> {
    let (from, to) = (days(from)?, days(to)?);
    let length = longer(from.len(), to.len());
    let from_at = at(length, from.len(), |row| from.is_valid(row).then(|| from.value(row)))?;
    let to_at = at(length, to.len(), |row| to.is_valid(row).then(|| to.value(row)))?;
    let between = |row| {
        let (from, to) = (day(from_at(row)?)?, day(to_at(row)?)?);
        calendar.working_days_between(from, to).ok()
    };
    Ok((0..length).map(between).collect())
}

/// The n-th working day after each day; for 0 the day itself. A negative number is null.
pub fn add_working_days(
    calendar: &WorkCalendar,
    from: &ArrayRef,
    n: &ArrayRef,
) -> Result<Date32Array, FrameError> {
    if !n.data_type().is_integer() && *n.data_type() != DataType::Null {
        return Err(FrameError::Numbers(n.data_type().to_string()));
    }
    let (from, n) = (days(from)?, cast(n, &DataType::Int64)?);
    let n = n.as_primitive::<Int64Type>();
    let length = longer(from.len(), n.len());
    let from_at = at(length, from.len(), |row| from.is_valid(row).then(|| from.value(row)))?;
    let n_at = at(length, n.len(), |row| n.is_valid(row).then(|| n.value(row)))?;
    let added = |row| {
        let (from, n) = (day(from_at(row)?)?, u32::try_from(n_at(row)?).ok()?);
        calendar.add_working_days(from, n).ok().map(number)
    };
    Ok((0..length).map(added).collect())
}

/// Whether offices work on each day.
pub fn is_working_day(calendar: &WorkCalendar, days: &ArrayRef) -> Result<BooleanArray, FrameError> {
    let days = self::days(days)?;
    Ok(days.iter().map(|at| calendar.is_working_day(day(at?)?).ok()).collect())
}

/// The rows of the calendar's table.
pub fn rows(calendar: &WorkCalendar) -> crate::Table {
    let rows: Vec<_> = calendar.rows().collect();
    let dates: Date32Array = rows.iter().map(|row| Some(number(row.date))).collect();
    crate::table::Columns::default()
        .array("date", Arc::new(dates))
        .text("kind", rows.iter().map(|row| Some(row.kind.to_string())))
        .text("name", rows.iter().map(|row| Some(row.name.as_str())))
        .text("source", rows.iter().map(|row| Some(row.source.as_str())))
        .flag("provisional", rows.iter().map(|row| Some(row.provisional)))
        .table()
}

fn longer(a: usize, b: usize) -> usize {
    // One value stands for many, and for none.
    if a == 1 { b } else { a }
}
