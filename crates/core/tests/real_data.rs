//! The calendar and the rounding of rates against what Vietnamese offices, papers and portals published.
//!
//! The data is not part of the project. `SIPAS_REAL_DATA` names a folder with `vn/working_days.json`,
//! `vn/days_off_2023_2026.csv` and `vn/published_rates.csv`; without it these tests pass and say that they did not run.

// What is below is all test, its helpers too.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;
use sipas_core::{Day, Rate, WorkCalendar};

fn folder(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("SIPAS_REAL_DATA").map(|folder| PathBuf::from(folder).join("vn"));
    if folder.is_none() {
        println!("{test}: skipped, SIPAS_REAL_DATA is not set");
    }
    folder
}

fn rows(file: &std::path::Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Working days in a month or a year: after the last day before it, to its last day.
fn working_days(calendar: &WorkCalendar, first: Day, months: u32) -> i64 {
    let (before, last) = (first.plus(-1), first.plus_months(months).plus(-1));
    // The day before the covered years is not known, and their first day is not worked.
    let from = if before < calendar.first() { first } else { before };
    calendar.working_days_between(from, last).unwrap().into()
}

#[test]
fn months_years_and_spans_have_the_published_working_days() {
    let Some(folder) = folder("working days") else { return };
    let text = std::fs::read_to_string(folder.join("working_days.json")).unwrap();
    let data: Value = serde_json::from_str(&text).unwrap();
    let object = |key: &str| data[key].as_object().unwrap_or_else(|| panic!("{key} is missing"));
    let calendar = WorkCalendar::vietnam();

    let months = object("working_days_per_month_official");
    for (month, expected) in months {
        let found = working_days(&calendar, day(&format!("{month}-01")), 1);
        assert_eq!(Some(found), expected.as_i64(), "{month}");
    }
    let years = object("working_days_per_year_official");
    for (year, expected) in years {
        let found = working_days(&calendar, day(&format!("{year}-01-01")), 12);
        assert_eq!(Some(found), expected.as_i64(), "{year}");
    }
    let additions = object("add_working_days_examples_(day_after_receipt_is_day_1)");
    for (sum, expected) in additions {
        let (from, n) = sum.split_once('+').unwrap();
        let found = calendar.add_working_days(day(from), n.parse().unwrap()).unwrap();
        assert_eq!(Some(found.to_string().as_str()), expected.as_str(), "{sum}");
        assert_eq!(
            calendar.working_days_between(day(from), found).unwrap(),
            n.parse::<i32>().unwrap(),
            "{sum}"
        );
    }
    for saturday in data["make_up_working_saturdays"].as_array().unwrap() {
        let saturday = day(saturday.as_str().unwrap());
        assert!(saturday.weekday() == 5 && calendar.is_working_day(saturday).unwrap(), "{saturday}");
    }
    assert_eq!((months.len(), years.len(), additions.len()), (48, 4, 20));
}

#[test]
fn days_off_and_working_saturdays_are_the_published_ones() {
    let Some(folder) = folder("days off") else { return };
    let calendar = WorkCalendar::vietnam();
    let (mut off, mut worked) = (BTreeSet::new(), BTreeSet::new());
    for row in rows(&folder.join("days_off_2023_2026.csv")) {
        let date = day(&row["date"]);
        let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][date.weekday() as usize];
        assert_eq!(row["weekday"], weekday, "{date}");
        match row["kind"].as_str() {
            "off" if date.weekday() < 5 => off.insert(date),
            "working_saturday" => worked.insert(date),
            // A weekend within a holiday is off as every weekend is.
            _ => continue,
        };
    }
    // Both ways: each published day is so in our calendar, and ours has no others.
    let (first, last) = (day("2023-01-01"), day("2026-12-31"));
    let (mut our_off, mut our_worked) = (BTreeSet::new(), BTreeSet::new());
    for date in (0..=last.since(first)).map(|n| first.plus(n)) {
        match (date.weekday() < 5, calendar.is_working_day(date).unwrap()) {
            (true, false) => our_off.insert(date),
            (false, true) => our_worked.insert(date),
            _ => continue,
        };
    }
    assert_eq!((our_off, our_worked), (off, worked));
}

/// Whether the rate, shown with as many decimals as the publisher used, is the published text.
///
/// The decimals are those of the text, after its comma: publishers use now one, now two, within one page even. A
/// whole number is as a rule one whose ",0" was dropped, so it has to agree with one decimal too: "40" is 40.0 of
/// 39.97, and would not be of 39.9.
fn agrees(rate: Rate, published: &str) -> bool {
    let text = published.replace(',', ".");
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let shown = |decimals: usize| rate.percent(u32::try_from(decimals).unwrap()).unwrap();
    shown(decimals) == text && (decimals > 0 || shown(1) == format!("{text}.0"))
}

#[test]
fn published_rates_come_out_rounded_half_up() {
    let Some(folder) = folder("published rates") else { return };
    let (mut agreeing, mut others) = (0, Vec::new());
    for row in rows(&folder.join("published_rates.csv")) {
        let rate = Rate::new(row["numerator"].parse().unwrap(), row["denominator"].parse().unwrap());
        assert_eq!(rate.percent(4).as_deref(), Some(row["exact_pct"].as_str()), "{row:?}");
        let same = agrees(rate, &row["published_pct_vi"]);
        if row["publisher_rounding"] == "half_up" {
            assert!(same, "{}: {row:?}", rate.percent(4).unwrap());
            agreeing += 1;
        } else {
            assert!(!same, "{row:?}");
            others.push(row["publisher_rounding"].clone());
        }
    }
    others.sort();
    assert_eq!((agreeing, others.join(" ").as_str()), (41, "mismatch mismatch truncated truncated"));
}
