//! The exact forms, byte by byte. A form that does not fit to the last byte does not fit.

use sipas_core::Day;

use super::DateError;

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
    pub(super) date: Ymd,
    /// Milliseconds since midnight; from 24:00 on there is no such time.
    pub(super) clock: Option<u32>,
    /// Minutes from UTC.
    pub(super) offset: Option<i32>,
}

const NO_SUCH_TIME: u32 = u32::MAX;

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
    Some(Written { date, clock, offset: None })
}

/// Reads a whole cell.
pub(super) fn written(cell: &[u8]) -> Option<Written> {
    if let Some((date, iso, rest)) = date(cell) {
        return match rest {
            [] => Some(Written { date, clock: None, offset: None }),
            [b' ' | b'T', rest @ ..] => {
                let (clock, rest) = clock(rest, true)?;
                let offset = match rest {
                    [] => None,
                    _ if iso => Some(offset(rest)?),
                    _ => return None,
                };
                Some(Written { date, clock: Some(clock), offset })
            }
            _ => None,
        };
    }
    let (clock, rest) = clock(cell, false)?;
    let rest = rest.strip_prefix(b",").unwrap_or(rest).strip_prefix(b" ")?;
    match date(rest)? {
        (date, _, []) if rest.len() == 10 && rest[2] == b'/' => {
            Some(Written { date, clock: Some(clock), offset: None })
        }
        _ => None,
    }
}

/// Whether a date stands at the beginning, whatever follows, or a time of day.
pub(super) fn begins_as_date(cell: &[u8]) -> bool {
    date(cell).is_some() || clock(cell, false).is_some() || has_short_year(cell)
}

/// Why a cell fits no form.
pub(super) fn why_not(cell: &[u8]) -> DateError {
    let date = clock(cell, false)
        .map_or(cell, |(_, rest)| rest.strip_prefix(b",").unwrap_or(rest).trim_ascii_start());
    if has_short_year(date) { DateError::TwoDigitYear } else { DateError::NoForm }
}

fn has_short_year(cell: &[u8]) -> bool {
    let short = || {
        let (_, rest) = number(cell, 1..=2)?;
        let (sign, rest) = rest.split_first().filter(|(sign, _)| b"/-.".contains(sign))?;
        let (_, rest) = number(rest, 1..=2)?;
        let (_, rest) = number(rest.strip_prefix(&[*sign])?, 2..=2)?;
        Some(matches!(rest, [] | [b' ' | b'T', ..]))
    };
    short() == Some(true)
}

/// A run of digits of an allowed length, ended by another byte.
fn number(bytes: &[u8], length: std::ops::RangeInclusive<usize>) -> Option<(u16, &[u8])> {
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

/// A date at the beginning, whether it is in the ISO form, and what follows.
fn date(bytes: &[u8]) -> Option<(Ymd, bool, &[u8])> {
    match bytes {
        [_, _, b'/' | b'-' | b'.', _, _, sign, ..] if bytes[2] == *sign => {
            let (day, rest) = two(bytes)?;
            let (month, rest) = two(&rest[1..])?;
            let (year, rest) = number(&rest[1..], 4..=4)?;
            Some((Ymd { year, month, day }, false, rest))
        }
        [_, _, _, _, sign @ (b'-' | b'/'), _, _, other, ..] if sign == other => {
            let (year, rest) = number(bytes, 4..=4)?;
            let (month, rest) = two(&rest[1..])?;
            let (day, rest) = two(&rest[1..])?;
            let ended = !rest.first().is_some_and(u8::is_ascii_digit);
            ended.then_some((Ymd { year, month, day }, *sign == b'-', rest))
        }
        _ => {
            let (day, rest) = number(bytes, 1..=2)?;
            let (month, rest) = number(rest.strip_prefix(b"/")?, 1..=2)?;
            let (year, rest) = number(rest.strip_prefix(b"/")?, 4..=4)?;
            let short = |n: u16| u8::try_from(n).ok();
            Some((Ymd { year, month: short(month)?, day: short(day)? }, false, rest))
        }
    }
}

/// `HH:mm[:ss]`, and where allowed `.fff` after it.
fn clock(bytes: &[u8], fraction: bool) -> Option<(u32, &[u8])> {
    let (hour, rest) = two(bytes)?;
    let (minute, mut rest) = two(rest.strip_prefix(b":")?)?;
    let (mut second, mut ms) = (0, 0);
    if let Some(after) = rest.strip_prefix(b":") {
        (second, rest) = two(after)?;
        if let Some(after) = rest.strip_prefix(b".").filter(|_| fraction) {
            (ms, rest) = number(after, 3..=3)?;
        }
    }
    let there_is = hour < 24 && minute < 60 && second < 60;
    let at = (u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second)) * 1000 + u32::from(ms);
    Some((if there_is { at } else { NO_SUCH_TIME }, rest))
}

/// `Z` or `±hh:mm`, to the end.
fn offset(bytes: &[u8]) -> Option<i32> {
    let (sign, rest) = match bytes {
        b"Z" => return Some(0),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = two(rest)?;
    let (minutes, rest) = two(rest.strip_prefix(b":")?)?;
    (rest.is_empty() && hours < 24 && minutes < 60)
        .then(|| sign * (i32::from(hours) * 60 + i32::from(minutes)))
}
