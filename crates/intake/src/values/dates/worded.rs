//! Dates in words, with blanks around their signs, or as one number: forms beyond the exact ones that have one meaning only.

use super::scan::{MONTHS, Written, Ymd, clock, half_of_day, number, offset};
use super::shapes::DateShape;

/// Words that stand before a date or between it and its time, and say nothing.
const BETWEEN: [&str; 5] = [",", "-", "–", "lúc", "ngày"];

/// Reads a cell that was folded, its blanks single ones.
pub(super) fn written(cell: &str) -> Option<Written> {
    let cell = without(cell, &["ngày"]);
    if let Some((date, rest)) = date(cell) {
        let Some(rest) = beside(rest) else { return rest_is_blank(rest).then(|| plain(date, None, None)) };
        let (clock, rest) = time(rest)?;
        let offset = if rest_is_blank(rest) { None } else { Some(zone(rest.trim())?) };
        return Some(plain(date, Some(clock), offset));
    }
    let (clock, rest) = time(cell)?;
    let (date, rest) = date(beside(rest)?)?;
    rest_is_blank(rest).then(|| plain(date, Some(clock), None))
}

/// A day as digits alone, yyyyMMdd, and perhaps a time, HHmm or HHmmss. No other order of day, month and year gives a year
/// that is read, and no count of days or seconds has so many digits.
pub(super) fn digits(cell: &str) -> Option<Written> {
    let bytes = cell.as_bytes();
    if !matches!(bytes.len(), 8 | 12 | 14) || !bytes.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let part = |from: usize, to: usize| cell[from..to].parse::<u16>().ok();
    let small = |from: usize| u8::try_from(part(from, from + 2)?).ok();
    let date = Ymd { year: part(0, 4)?, month: small(4)?, day: small(6)? };
    date.day().ok()?;
    let clock = match bytes.len() {
        8 => None,
        length => {
            let second = if length == 14 { part(12, 14)? } else { 0 };
            let (ms, _) = clock(format!("{}:{}:{second:02}", &cell[8..10], &cell[10..12]).as_bytes())
                .filter(|(ms, _)| *ms < super::DAY_MS)?;
            Some(ms)
        }
    };
    Some(Written { date, clock, offset: None, weekday: None, shape: DateShape::YearFirst })
}

type Date = (Ymd, DateShape);

fn plain((date, shape): Date, clock: Option<u32>, offset: Option<i32>) -> Written {
    Written { date, clock, offset, weekday: None, shape }
}

fn rest_is_blank(rest: &str) -> bool {
    rest.trim().is_empty()
}

/// What stands on the other side of the sign or blank between a date and its time; `None` where there is neither.
fn beside(rest: &str) -> Option<&str> {
    let after = without(rest, &BETWEEN);
    (after.len() < rest.len() && !after.is_empty()).then_some(after)
}

/// Without blanks and any of these at the beginning.
fn without<'t>(mut text: &'t str, words: &[&str]) -> &'t str {
    loop {
        text = text.trim_start();
        let Some(rest) = words.iter().find_map(|word| text.strip_prefix(word)) else { return text };
        text = rest;
    }
}

/// A date at the beginning, and what follows.
fn date(text: &str) -> Option<(Date, &str)> {
    let (date, rest) = day_first(text).or_else(|| year_first(text)).or_else(|| month_first(text))?;
    (!rest.starts_with(char::is_alphanumeric)).then_some((date, rest))
}

/// `2 / 6 / 2025`, `2-6-2025`, `02 tháng 6 năm 2025`, `2 thg 6, 2025`, `02-Jun-2025`.
fn day_first(text: &str) -> Option<(Date, &str)> {
    let (day, rest) = small(text)?;
    let (sign, after) = sign(rest);
    if let Some((month, rest)) = month(after) {
        let rest = without(rest, &["năm", ",", "-", "/", "."]);
        let (year, rest) = year(rest)?;
        return Some(((Ymd { year, month, day }, DateShape::Named), rest));
    }
    let (month, rest) = small(after)?;
    let (again, rest) = self::sign(rest);
    let (year, rest) = year(rest)?;
    let is_one = sign.is_some() && sign == again;
    is_one.then_some(((Ymd { year, month, day }, DateShape::DayFirst), rest))
}

/// `2025 / 6 / 2`, `2025.6.2`, `2025-Jun-02`.
fn year_first(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = year(text)?;
    let (sign, after) = sign(rest);
    let sign = sign?;
    let (month, shape, rest) = match month(after) {
        Some((month, rest)) => (month, DateShape::Named, rest),
        None => small(after).map(|(month, rest)| (month, DateShape::YearFirst, rest))?,
    };
    let (again, rest) = self::sign(rest);
    let (day, rest) = small(rest)?;
    (again == Some(sign)).then_some(((Ymd { year, month, day }, shape), rest))
}

/// `Jun 2, 2025`, as the name of the month shows.
fn month_first(text: &str) -> Option<(Date, &str)> {
    let (month, rest) = english(text)?;
    let (day, rest) = small(rest.trim_start())?;
    let (year, rest) = year(without(rest, &[","]))?;
    Some(((Ymd { year, month, day }, DateShape::Named), rest))
}

/// A sign of a date, blanks around it aside.
fn sign(text: &str) -> (Option<char>, &str) {
    let text = text.trim_start();
    match text.chars().next().filter(|c| ['/', '-', '.'].contains(c)) {
        Some(sign) => (Some(sign), text[1..].trim_start()),
        None => (None, text),
    }
}

fn small(text: &str) -> Option<(u8, &str)> {
    let (found, rest) = number(text.as_bytes(), 1..=2)?;
    Some((u8::try_from(found).ok()?, &text[text.len() - rest.len()..]))
}

fn year(text: &str) -> Option<(u16, &str)> {
    let (found, rest) = number(text.as_bytes(), 4..=4)?;
    Some((found, &text[text.len() - rest.len()..]))
}

/// A month by its name, or by its number after the word for it.
fn month(text: &str) -> Option<(u8, &str)> {
    let rest = ["tháng", "thg"].iter().find_map(|word| text.strip_prefix(word));
    rest.map_or_else(|| english(text), |rest| small(without(rest, &["."])))
}

/// An English month, whole or by its first three letters.
fn english(text: &str) -> Option<(u8, &str)> {
    const WHOLE: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let length = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(length);
    let is =
        |(whole, short): (&str, &str)| word == whole || word == short || word == "sept" && short == "sep";
    let at = WHOLE.into_iter().zip(MONTHS).position(is)?;
    Some((u8::try_from(at + 1).ok()?, rest.strip_prefix('.').unwrap_or(rest)))
}

/// `8:15`, `08h15`, `8 giờ 15 phút`, `8h`, each also with SA, CH, AM or PM.
fn time(text: &str) -> Option<(u32, &str)> {
    if let Some((ms, rest)) = clock(text.as_bytes()) {
        return Some((ms, &text[text.len() - rest.len()..]));
    }
    let (hour, rest) = small(text)?;
    let rest = ["giờ", "h", "g"].iter().find_map(|word| rest.trim_start().strip_prefix(word))?;
    let (minute, rest) = match number(rest.trim_start().as_bytes(), 2..=2) {
        Some((minute, left)) => (minute, &rest[rest.len() - left.len()..]),
        None => (0, rest),
    };
    let rest =
        ["phút", "'", "p"].iter().find_map(|word| rest.trim_start().strip_prefix(word)).unwrap_or(rest);
    let half = half_of_day(rest.as_bytes()).map_or(rest, |(_, left)| &rest[rest.len() - left.len()..]);
    let written = format!("{hour}:{minute:02}{}", &rest[..rest.len() - half.len()]);
    let (ms, left) = clock(written.as_bytes())?;
    left.is_empty().then_some((ms, half))
}

/// An offset as browsers write it: `gmt+0700 (giờ đông dương)`.
fn zone(rest: &str) -> Option<i32> {
    let rest = rest.strip_prefix("gmt").or_else(|| rest.strip_prefix("utc"))?;
    match rest.split_once('(').map_or(rest, |(before, _)| before).trim() {
        "" => Some(0),
        rest => offset(rest.as_bytes()),
    }
}
