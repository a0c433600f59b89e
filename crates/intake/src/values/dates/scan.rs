//! The exact forms, byte by byte. A form that does not fit to the last byte does not fit.

use std::borrow::Cow;

use sipas_core::Day;

use super::DateError;
use super::shapes::DateShape;
use super::worded;
use crate::values::text::{fold, is_invisible};

/// A date as it is written, not yet known to exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ymd {
    pub(super) year: u16,
    pub(super) month: u8,
    pub(super) day: u8,
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub date: Ymd,
    /// Milliseconds since midnight; from 24:00 on there is no such time.
    pub(super) clock: Option<u32>,
    /// Minutes from UTC.
    pub(super) offset: Option<i32>,
    /// The weekday that stands beside the date: 0 for Monday to 6 for Sunday.
    pub(super) weekday: Option<u8>,
    pub(super) shape: DateShape,
}

const NO_SUCH_TIME: u32 = u32::MAX;

/// The names of weekdays, folded, from Monday on.
const WEEKDAYS: [&[&str]; 7] = [
    &["thứ hai", "thứ 2", "t2", "monday", "mon"],
    &["thứ ba", "thứ 3", "t3", "tuesday", "tue"],
    &["thứ tư", "thứ 4", "t4", "wednesday", "wed"],
    &["thứ năm", "thứ 5", "t5", "thursday", "thu"],
    &["thứ sáu", "thứ 6", "t6", "friday", "fri"],
    &["thứ bảy", "thứ bẩy", "thứ 7", "t7", "saturday", "sat"],
    &["chủ nhật", "chúa nhật", "cn", "sunday", "sun"],
];

/// English months, as far as they are written in dates such as `02-Jun-2025`.
pub(super) const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

pub(super) fn check_year(year: i32) -> Result<(), DateError> {
    if (1990..=2100).contains(&year) { Ok(()) } else { Err(DateError::YearOutOfRange) }
}

impl Ymd {
    pub(super) fn day(self) -> Result<Day, DateError> {
        let (year, month, day) = (i32::from(self.year), u32::from(self.month), u32::from(self.day));
        check_year(year)?;
        if !(1..=12).contains(&month) {
            return Err(DateError::NoSuchMonth);
        }
        Day::from_ymd(year, month, day).map_err(|_| DateError::NoSuchDay {
            last: (28..=31)
                .rev()
                .find(|last| Day::from_ymd(year, month, u32::from(*last)).is_ok())
                .unwrap_or(31),
        })
    }
}

/// The fixed forms that exports use most; `None` for whatever else there is, which [`written`] looks at.
#[inline]
pub(super) fn usual(cell: &[u8]) -> Option<Written> {
    // Of four and two digits.
    #[allow(clippy::cast_possible_truncation)]
    let written = |year, month, day| Some(Ymd { year: year as u16, month: month as u8, day: day as u8 });
    let (date, clock) = sipas_scan::parse_date_by(cell, written)?;
    Some(Written { date, clock, offset: None, weekday: None, shape: usual_shape(cell) })
}

/// The shape of a date of these forms.
#[inline]
pub(super) fn usual_shape(cell: &[u8]) -> DateShape {
    if cell.get(4) == Some(&b'-') { DateShape::YearFirst } else { DateShape::DayFirst }
}

/// Reads a whole cell.
pub(super) fn written(cell: &str) -> Option<Written> {
    let cell = evened(cell);
    match weekday(&cell) {
        Some((weekday, rest)) => {
            let written = date_and_time(rest.as_bytes()).or_else(|| worded::written(&rest))?;
            Some(Written { weekday: Some(weekday), ..written })
        }
        None => date_and_time(cell.as_bytes())
            .or_else(|| worded::digits(&cell))
            .or_else(|| worded::written(&fold(&cell))),
    }
}

/// Whether a cell is the line of place and date above a signature, and no cell of a table.
pub(super) fn is_dateline(cell: &str) -> bool {
    let cell = fold(&evened(cell));
    cell.starts_with("ngày ") && cell.contains(" tháng ")
}

fn date_and_time(cell: &[u8]) -> Option<Written> {
    let at = |date, clock, offset, shape| Some(Written { date, clock, offset, weekday: None, shape });
    if let Some((date, shape, rest)) = date(cell) {
        let time = match rest {
            [] => return at(date, None, None, shape),
            [b',', b' ', time @ ..] | [b',' | b' ' | b'T' | b't', time @ ..] => time,
            _ => return None,
        };
        let (clock, rest) = clock(time)?;
        if rest.is_empty() {
            return at(date, Some(clock), None, shape);
        }
        // 08:00-11:30 beside a date of this country is from one time to another.
        let is_range = rest[0] == b'-'
            && shape == DateShape::DayFirst
            && !time[..time.len() - rest.len()].contains(&b'.');
        let offset = offset(rest.strip_prefix(b" ").unwrap_or(rest)).filter(|_| !is_range)?;
        return at(date, Some(clock), Some(offset), shape);
    }
    let (clock, rest) = clock(cell)?;
    let ([b',', b' ', rest @ ..] | [b',' | b' ', rest @ ..]) = rest else { return None };
    match date(rest)? {
        (date, shape, []) if rest.len() == 10 && rest[2] == b'/' => at(date, Some(clock), None, shape),
        _ => None,
    }
}

/// Whether a cell is a date of zeros, the day at which programs begin to count, or a time of zeros alone.
pub(super) fn is_no_date(cell: &str) -> bool {
    let cell = evened(cell);
    match date_and_time(cell.as_bytes()) {
        Some(Written { date: Ymd { year, month, day }, clock, .. }) => {
            clock.unwrap_or_default() == 0
                && matches!((year, month, day), (0, 0, 0) | (1900, 1, 0 | 1) | (1, 1, 1))
        }
        None => matches!(clock(cell.as_bytes()), Some((0, []))),
    }
}

/// A cell without invisible characters, all of its blanks and line breaks single blanks.
fn evened(cell: &str) -> Cow<'_, str> {
    let bytes = cell.as_bytes();
    if bytes.iter().all(u8::is_ascii_graphic)
        || bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) && !bytes.windows(2).any(|two| two == b"  ")
    {
        return Cow::Borrowed(cell);
    }
    let visible: String = cell.chars().filter(|c| !is_invisible(*c)).collect();
    Cow::Owned(visible.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A weekday at the beginning, and what follows, in small letters.
fn weekday(cell: &str) -> Option<(u8, String)> {
    if cell.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let cell = fold(cell);
    (0..).zip(WEEKDAYS).find_map(|(day, names)| {
        let rest = names
            .iter()
            .find_map(|name| cell.strip_prefix(name).filter(|rest| rest.starts_with([',', ' '])))?;
        let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
        Some((day, rest.strip_prefix("ngày ").unwrap_or(rest).to_owned()))
    })
}

/// Whether a date stands at the beginning, whatever follows, or a time of day.
pub(super) fn begins_as_date(cell: &str) -> bool {
    let cell = evened(cell);
    let begins = |cell: &[u8]| date(cell).is_some() || clock(cell).is_some() || has_short_year(cell);
    weekday(&cell).map_or_else(|| begins(cell.as_bytes()), |(_, rest)| begins(rest.as_bytes()))
}

/// Why a cell fits no form.
pub(super) fn why_not(cell: &str) -> DateError {
    let cell = fold(&evened(cell));
    let bytes = cell.as_bytes();
    let rest =
        clock(bytes).map_or(bytes, |(_, rest)| rest.strip_prefix(b",").unwrap_or(rest).trim_ascii_start());
    if has_short_year(rest) {
        return DateError::TwoDigitYear;
    }
    if dates_within(bytes) > 1 {
        return DateError::TwoDates;
    }
    let has_digits = bytes.iter().any(u8::is_ascii_digit);
    if !has_digits {
        return DateError::Words;
    }
    let mut words = cell.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_month = |word: &str| word == "tháng" || MONTHS.iter().any(|month| word.starts_with(month));
    if words.clone().any(is_month) {
        return DateError::MonthName;
    }
    let number = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_count = (1..=4).contains(&number)
        && (number == bytes.len() || words.next().is_some_and(|word| ["ngày", "giờ"].contains(&word)));
    if is_count { DateError::Days } else { DateError::NoForm }
}

/// How many dates stand in a cell.
fn dates_within(cell: &[u8]) -> usize {
    let begins = |at: &usize| {
        cell[*at].is_ascii_digit()
            && (*at == 0 || !cell[*at - 1].is_ascii_digit() && !b"/-.".contains(&cell[*at - 1]))
    };
    (0..cell.len()).filter(begins).filter(|at| date(&cell[*at..]).is_some()).count()
}

fn has_short_year(cell: &[u8]) -> bool {
    let short = || {
        let (_, rest) = number(cell, 1..=2)?;
        let (sign, rest) = rest.split_first().filter(|(sign, _)| b"/-.".contains(sign))?;
        let (_, rest) = number(rest, 1..=2)?;
        let (_, rest) = number(rest.strip_prefix(&[*sign])?, 2..=2)?;
        Some(matches!(rest, [] | [b' ' | b'T' | b't', ..]))
    };
    short() == Some(true)
}

/// A run of digits of an allowed length, ended by another byte.
pub(super) fn number(bytes: &[u8], length: std::ops::RangeInclusive<usize>) -> Option<(u16, &[u8])> {
    let digits = bytes.iter().take(length.end() + 1).take_while(|b| b.is_ascii_digit()).count();
    let (run, rest) = bytes.split_at(digits);
    length.contains(&digits).then(|| (run.iter().fold(0, |n, digit| n * 10 + u16::from(digit - b'0')), rest))
}

/// Exactly two digits.
fn two(bytes: &[u8]) -> Option<(u8, &[u8])> {
    match bytes {
        [a @ b'0'..=b'9', b @ b'0'..=b'9', rest @ ..] => Some(((a - b'0') * 10 + (b - b'0'), rest)),
        _ => None,
    }
}

/// A date at the beginning, its shape, and what follows.
fn date(bytes: &[u8]) -> Option<(Ymd, DateShape, &[u8])> {
    use DateShape::{DayFirst, YearFirst};
    let short = |n: u16| u8::try_from(n).ok();
    match bytes {
        [_, _, b'/' | b'-' | b'.', _, _, sign, ..] if bytes[2] == *sign => {
            let (day, rest) = two(bytes)?;
            let (month, rest) = two(&rest[1..])?;
            let (year, rest) = number(&rest[1..], 4..=4)?;
            Some((Ymd { year, month, day }, DayFirst, rest))
        }
        [a, b, c, d, b'/', ..] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()) => {
            let (year, rest) = number(bytes, 4..=4)?;
            let (month, rest) = two(rest.strip_prefix(b"/")?)?;
            let (day, rest) = two(rest.strip_prefix(b"/")?)?;
            let ended = !rest.first().is_some_and(u8::is_ascii_digit);
            ended.then_some((Ymd { year, month, day }, YearFirst, rest))
        }
        [_, _, _, _, b'-', ..] => {
            let (year, rest) = number(bytes, 4..=4)?;
            let (month, rest) = number(rest.strip_prefix(b"-")?, 1..=2)?;
            let (day, rest) = number(rest.strip_prefix(b"-")?, 1..=2)?;
            Some((Ymd { year, month: short(month)?, day: short(day)? }, YearFirst, rest))
        }
        _ => {
            let (day, rest) = number(bytes, 1..=2)?;
            let (month, rest) = number(rest.strip_prefix(b"/")?, 1..=2)?;
            let (year, rest) = number(rest.strip_prefix(b"/")?, 4..=4)?;
            Some((Ymd { year, month: short(month)?, day: short(day)? }, DayFirst, rest))
        }
    }
}

/// `H:mm[:ss[.f]]`, with one to nine digits of a fraction, and SA, CH, AM or PM after it. What is finer than a
/// millisecond is cut off.
pub(super) fn clock(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (hour, rest) = number(bytes, 1..=2)?;
    let (minute, mut rest) = two(rest.strip_prefix(b":")?)?;
    let (mut second, mut ms) = (0, 0);
    if let Some(after) = rest.strip_prefix(b":") {
        (second, rest) = two(after)?;
        if let Some(after) = rest.strip_prefix(b".") {
            let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if !(1..=9).contains(&digits) {
                return None;
            }
            let digit = |at: usize| if at < digits { u32::from(after[at] - b'0') } else { 0 };
            ms = digit(0) * 100 + digit(1) * 10 + digit(2);
            rest = &after[digits..];
        }
    }
    let mut there_is = hour < 24 && minute < 60 && second < 60;
    let mut hour = u32::from(hour);
    if let Some((is_afternoon, after)) = half_of_day(rest) {
        // 12:30 SA is half past midnight.
        there_is &= hour <= 12 && (hour > 0 || !is_afternoon);
        hour = hour % 12 + if is_afternoon { 12 } else { 0 };
        rest = after;
    }
    let at = (hour * 3600 + u32::from(minute) * 60 + u32::from(second)) * 1000 + ms;
    Some((if there_is { at } else { NO_SUCH_TIME }, rest))
}

/// Whether it is after noon, where a word says which half of the day is meant.
pub(super) fn half_of_day(bytes: &[u8]) -> Option<(bool, &[u8])> {
    let (word, rest) = bytes.strip_prefix(b" ").unwrap_or(bytes).split_at_checked(2)?;
    let is_afternoon = match &word.to_ascii_uppercase()[..] {
        b"SA" | b"AM" => false,
        b"CH" | b"PM" => true,
        _ => return None,
    };
    (!rest.first().is_some_and(u8::is_ascii_alphanumeric)).then_some((is_afternoon, rest))
}

/// `Z`, `±hh`, `±hhmm` or `±hh:mm`, to the end.
pub(super) fn offset(bytes: &[u8]) -> Option<i32> {
    let (sign, rest) = match bytes {
        b"Z" | b"z" => return Some(0),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = two(rest)?;
    let (minutes, rest) =
        if rest.is_empty() { (0, rest) } else { two(rest.strip_prefix(b":").unwrap_or(rest))? };
    (rest.is_empty() && hours < 24 && minutes < 60)
        .then(|| sign * (i32::from(hours) * 60 + i32::from(minutes)))
}
