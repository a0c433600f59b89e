//! Dates as two parsers that share no code read them: ours, digit by digit, and a grammar of regular expressions with
//! another library's calendar.

#![no_main]

use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::{SignedDuration, ToSpan};
use libfuzzer_sys::fuzz_target;
use regex::Regex;
use sipas_core::{Day, Moment, Period, Window};
use sipas_intake::parse_date;

fuzz_target!(|data: &[u8]| {
    check_fixed(data);
    let Ok(text) = std::str::from_utf8(data) else { return };
    let ours = parse_date(text).ok().map(|moment| moment.to_string());
    match second(text.trim()) {
        Some(second) => assert_eq!(ours, second, "{text:?}"),
        // A form that the grammar lacks: words, other separators. What is read has a year that stands in the text.
        None => assert!(ours.is_none_or(|ours| is_in(text, &ours)), "{text:?}"),
    }

    // What is shown is read again as the same.
    if let Ok(moment) = text.parse::<Moment>() {
        assert_eq!(moment.to_string().parse(), Ok(moment));
    }
    if let Ok(day) = text.parse::<Day>() {
        assert_eq!(day.to_string().parse(), Ok(day));
    }
    for window in [Window::Calendar, Window::Reporting] {
        if let Ok(period) = Period::parse(text, window) {
            assert!(period.first_day() <= period.last_day());
        }
    }
});

/// Whether the year of a date stands in a text, or one beside it, which another zone may make of it.
fn is_in(text: &str, date: &str) -> bool {
    let year: i16 = date[..4].parse().expect("a year");
    (year - 1..=year + 1).any(|year| text.contains(&year.to_string()))
}

/// The forms of fixed length: exactly those of the grammar, of any year.
fn check_fixed(field: &[u8]) {
    static FIXED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^([0-9]{2}/[0-9]{2}/[0-9]{4}( [0-9]{2}:[0-9]{2}(:[0-9]{2})?)?|[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}:[0-9]{2})?)$")
            .expect("a pattern")
    });
    let expected = std::str::from_utf8(field).ok().filter(|text| FIXED.is_match(text)).and_then(local);
    let found = sipas_scan::parse_date(field).map(|date| {
        let at = jiff::civil::date(date.year.cast_signed(), date.month.cast_signed(), date.day.cast_signed());
        let ms = date.ms.unwrap_or(0);
        (
            at.to_datetime(jiff::civil::Time::midnight()) + SignedDuration::from_millis(ms.into()),
            date.ms.is_some(),
        )
    });
    assert_eq!(found, expected.map(|written| (written.at, written.clock)), "{field:?}");
}

struct Written {
    at: DateTime,
    clock: bool,
    /// East of Greenwich.
    offset: Option<i64>,
}

const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// What a text of the grammar is read as; of another text nothing is said.
fn second(text: &str) -> Option<Option<String>> {
    FORMS.iter().any(|form| form.is_match(text)).then(|| moment(text))
}

fn moment(text: &str) -> Option<String> {
    let Written { mut at, clock, offset } = local(text)?;
    if !YEARS.contains(&at.year()) {
        return None;
    }
    if let Some(offset) = offset {
        at = at.checked_add((7 * 60 - offset).minutes()).ok()?;
    }
    YEARS.contains(&at.year()).then(|| match (clock, at.subsec_nanosecond()) {
        (false, _) => at.date().to_string(),
        (true, 0) => at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        (true, _) => at.strftime("%Y-%m-%dT%H:%M:%S%.3f").to_string(),
    })
}

static FORMS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    let clock = r"(?:[ T](?<H>[0-9]{2}):(?<M>[0-9]{2})(?::(?<S>[0-9]{2})(?:\.(?<f>[0-9]{3}))?)?)";
    let day_first = r"(?:(?<d>[0-9]{1,2})/(?<m>[0-9]{1,2})/(?<y>[0-9]{4}))";
    let others = r"(?:(?<d2>[0-9]{2})-(?<m2>[0-9]{2})-(?<y2>[0-9]{4})|(?<d3>[0-9]{2})\.(?<m3>[0-9]{2})\.(?<y3>[0-9]{4})|(?<y4>[0-9]{4})/(?<m4>[0-9]{2})/(?<d4>[0-9]{2}))";
    [
        format!("^(?:{day_first}|{others}){clock}?$"),
        format!(r"^(?<y>[0-9]{{4}})-(?<m>[0-9]{{2}})-(?<d>[0-9]{{2}})(?:{clock}(?<z>Z|[+-][0-9]{{2}}:[0-9]{{2}})?)?$"),
        r"^(?<H>[0-9]{2}):(?<M>[0-9]{2})(?::(?<S>[0-9]{2}))?,? (?<d>[0-9]{2})/(?<m>[0-9]{2})/(?<y>[0-9]{4})$".to_owned(),
    ]
    .map(|form| Regex::new(&form).expect("a pattern"))
});

fn local(text: &str) -> Option<Written> {
    let found = FORMS.iter().find_map(|form| form.captures(text))?;
    let number = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| found.name(name))
            .map(|digits| digits.as_str().parse::<i16>().unwrap_or(-1))
    };
    let of = |name: &str| number(&[name]).map(|n| i8::try_from(n).unwrap_or(-1));
    let (year, month, day) = (
        number(&["y", "y2", "y3", "y4"])?,
        number(&["m", "m2", "m3", "m4"])?,
        number(&["d", "d2", "d3", "d4"])?,
    );
    let small = |n: i16| i8::try_from(n).unwrap_or(-1);
    let (hour, minute, second) = (of("H"), of("M").unwrap_or(0), of("S").unwrap_or(0));
    let nanosecond = i32::from(number(&["f"]).unwrap_or(0)) * 1_000_000;
    let at =
        DateTime::new(year, small(month), small(day), hour.unwrap_or(0), minute, second, nanosecond).ok()?;
    let offset = match found.name("z").map(|zone| zone.as_str()) {
        None => None,
        Some("Z") => Some(0),
        Some(zone) => {
            let (hours, minutes) = (zone[1..3].parse::<i64>().ok()?, zone[4..].parse::<i64>().ok()?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            Some((hours * 60 + minutes) * if zone.starts_with('-') { -1 } else { 1 })
        }
    };
    Some(Written { at, clock: hour.is_some(), offset })
}
