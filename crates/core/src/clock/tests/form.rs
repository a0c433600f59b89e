//! Records and settings in a short text form: `received=06-02 due=06-30T17:00 status=processing`.
//!
//! Keys are the names of the builders' fields, or the short names below; a date without a year is of 2025. The
//! records are built through serde, so the form cannot make what an export could not.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::calendar::{Period, WorkCalendar};
use crate::clock::Clock;
use crate::dossier::Dossier;
use crate::moment::Moment;
use crate::moment::Window;
use crate::pakn::Pakn;
use crate::procedure::{Procedure, Term, TermUnit};
use crate::survey::SurveyAnswer;

const SHORT: [(&str, &str); 16] = [
    ("received", "received_at"),
    ("due", "due_at"),
    ("rescheduled", "rescheduled_due_at"),
    ("extended", "extended_due_at"),
    ("finished", "finished_at"),
    ("returned", "returned_at"),
    ("asked", "supplement_requested_at"),
    ("brought", "supplement_completed_at"),
    ("supplements", "supplement_requests"),
    ("visits", "repeat_visits"),
    ("sent", "sent_at"),
    ("accepted", "accepted_at"),
    ("closed", "closed_at"),
    ("answered", "answered_at"),
    ("published", "published_at"),
    ("transferred", "transferred_at"),
];

fn parts(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split_whitespace().map(|part| part.split_once('=').unwrap_or_else(|| panic!("no = in {part}")))
}

/// `06-30` is of 2025.
fn full(date: &str) -> String {
    if date.as_bytes().get(2) == Some(&b'-') { format!("2025-{date}") } else { date.to_owned() }
}

pub(crate) fn moment(date: &str) -> Moment {
    full(date).parse().unwrap()
}

fn record<T: DeserializeOwned>(code: Option<&str>, text: &str) -> T {
    let mut object: Map<String, Value> =
        code.into_iter().map(|code| ("code".to_owned(), json!(code))).collect();
    for (key, value) in parts(text).filter(|(key, _)| *key != "term") {
        let key = SHORT.iter().find(|(short, _)| *short == key).map_or(key, |(_, long)| long);
        let value = value.parse::<u32>().map_or_else(|_| json!(full(value)), |number| json!(number));
        object.insert(key.to_owned(), value);
    }
    serde_json::from_value(Value::Object(object)).unwrap_or_else(|wrong| panic!("{text}: {wrong}"))
}

pub(crate) fn dossier(text: &str) -> Dossier<'static> {
    record(Some("H37-1"), text)
}

pub(crate) fn pakn(text: &str) -> Pakn<'static> {
    record(Some("PA-1"), text)
}

pub(crate) fn procedure(text: &str) -> Procedure<'static> {
    record(Some("1.000001"), text)
}

pub(crate) fn answer(text: &str) -> SurveyAnswer<'static> {
    record(None, text)
}

/// The term of a dossier's procedure: `term=5wd`, and likewise `cd`, `wh` and `m`.
pub(crate) fn term(text: &str) -> Option<Term> {
    let (_, term) = parts(text).find(|(key, _)| *key == "term")?;
    let (amount, unit) = term.split_at(term.find(|c: char| !c.is_ascii_digit()).unwrap());
    let unit = match unit {
        "wd" => TermUnit::WorkingDays,
        "cd" => TermUnit::CalendarDays,
        "wh" => TermUnit::WorkingHours,
        _ => TermUnit::Months,
    };
    Some(Term { amount: amount.parse().unwrap(), unit })
}

/// `period=2025-06 window=reporting as_of=06-15T12:00`, and the fields of the policy; June 2025 where it is silent.
pub(crate) fn clock(settings: &str) -> Clock {
    let get = |wanted: &str| parts(settings).find(|(key, _)| *key == wanted).map(|(_, value)| value);
    let window = if get("window") == Some("reporting") { Window::Reporting } else { Window::Calendar };
    let mut period = Period::parse(get("period").unwrap_or("2025-06"), window).unwrap();
    if let Some(as_of) = get("as_of") {
        period = period.seen_as_of(moment(as_of)).unwrap();
    }
    let policy: Map<String, Value> = parts(settings)
        .filter(|(key, _)| !["period", "window", "as_of"].contains(key))
        .map(|(key, value)| {
            (key.to_owned(), value.parse::<u32>().map_or_else(|_| json!(value), |n| json!(n)))
        })
        .collect();
    // With a provisional day near the dates of the tests.
    let day = "date,kind,name,source,provisional\n2026-11-24,holiday,x,,provisional\n";
    let calendar = WorkCalendar::vietnam().with_table(day).unwrap();
    Clock::new(serde_json::from_value(Value::Object(policy)).unwrap(), calendar, period)
}

/// Checks each dossier against what is expected of it: its bucket (`stopped_late` for a stopped one that is late),
/// and any of `received`, `carried_in`, `due=…` and `month=…`.
#[track_caller]
pub(crate) fn falls(settings: &str, cases: &[(&str, &str)]) {
    let clock = clock(settings);
    for (text, expected) in cases {
        let placed = clock.place(dossier(text).facts(), term(text));
        let bucket = if placed.stopped_late { "stopped_late" } else { placed.bucket.name() };
        let month = placed.month().to_string();
        check(text, settings, expected, (bucket, placed.received_in_period, placed.deadline, &month));
    }
}

/// Checks petitions in short form, as `falls` does dossiers.
#[track_caller]
pub(crate) fn pakn_falls(settings: &str, cases: &[(&str, &str)]) {
    let clock = clock(settings);
    for (text, expected) in cases {
        let placed = clock.place_pakn(pakn(text).facts());
        let month = placed.month().to_string();
        let found = (placed.bucket.name(), placed.received_in_period, placed.deadline, month.as_str());
        check(text, settings, expected, found);
    }
}

#[track_caller]
fn check(text: &str, settings: &str, expected: &str, found: (&str, bool, Option<Moment>, &str)) {
    let (bucket, received, deadline, month) = found;
    let deadline = deadline.map_or("none".to_owned(), |due| due.to_string());
    for (n, word) in expected.split_whitespace().enumerate() {
        let holds = match word.split_once('=') {
            Some(("due", due)) => deadline == if due == "none" { due.to_owned() } else { full(due) },
            Some(("month", wanted)) => month == wanted,
            _ if n == 0 => word == bucket,
            _ => word == if received { "received" } else { "carried_in" },
        };
        assert!(
            holds,
            "{text} [{settings}]: expected {expected}, found {bucket}, received here: {received}, due {deadline}, month {month}"
        );
    }
}
