//! The plainest cells. Each function gives `None` for all others, whatever they may be.

use std::borrow::Cow;

use sipas_core::Moment;
use sipas_scan::unescape;

use sipas_intake::clean;
use sipas_intake::grammar::{DateRules, is_blank, trim, usual};

/// A date of a usual form, or an empty cell.
// What is mostly read does not pay for the rest.
#[inline(never)]
#[allow(clippy::option_option)]
pub(super) fn date(cell: &[u8], quoted: bool) -> Option<Option<Moment>> {
    match unquoted(cell, quoted) {
        [] => Some(None),
        inside => usual(inside).map(Some),
    }
}

/// A number of few digits; 0 for an empty cell.
#[inline]
pub(super) fn number(cell: &[u8], quoted: bool) -> Option<u32> {
    match cell {
        [digit @ b'0'..=b'9'] => Some(u32::from(digit - b'0')),
        _ => longer(unquoted(cell, quoted)),
    }
}

// As of dates.
#[inline(never)]
fn longer(digits: &[u8]) -> Option<u32> {
    let is_one = digits.len() < 10 && digits.iter().all(u8::is_ascii_digit);
    is_one.then(|| digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
}

/// What a word means; `blank` of a blank cell.
pub(super) fn word<T>(
    cell: &[u8],
    quoted: bool,
    blank: T,
    find: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let text = content(cell, quoted);
    match trim(std::str::from_utf8(&text).ok()?) {
        "" => Some(blank),
        word => find(word),
    }
}

/// A text as it is kept.
pub(super) fn text(cell: &[u8], quoted: bool) -> Option<Cow<'_, str>> {
    let text = match content(cell, quoted) {
        Cow::Borrowed(cell) => clean(std::str::from_utf8(cell).ok()?),
        Cow::Owned(cell) => clean(std::str::from_utf8(&cell).ok()?).into_owned().into(),
    };
    Some(if is_blank(&text) || DateRules::is_no_date(&text) { Cow::Borrowed("") } else { text })
}

/// A cell without quotes around it; those within stay, and are no part of any plain cell.
#[inline]
pub(super) fn unquoted(cell: &[u8], quoted: bool) -> &[u8] {
    match cell {
        [b'"', inside @ .., b'"'] if quoted => inside,
        _ => cell,
    }
}

fn content(cell: &[u8], quoted: bool) -> Cow<'_, [u8]> {
    if quoted { unescape(cell) } else { Cow::Borrowed(cell) }
}
