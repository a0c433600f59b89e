use proptest::prelude::*;

use super::*;
use crate::moment::Moment;
use crate::moment::Window;
use crate::procedure::{Term, TermUnit};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn term(amount: u32, unit: TermUnit) -> Term {
    Term { amount: amount.try_into().unwrap(), unit }
}

fn deadline(received: &str, amount: u32, unit: TermUnit) -> String {
    match WorkCalendar::vietnam().deadline(at(received), term(amount, unit)) {
        Ok(at) => at.to_string(),
        Err(uncovered) => uncovered.to_string(),
    }
}

#[test]
fn the_embedded_table_covers_2023_to_2027_and_names_what_is_provisional() {
    let calendar = WorkCalendar::vietnam();
    assert_eq!((calendar.first(), calendar.last()), (day("2023-01-01"), day("2027-12-31")));
    let provisional: Vec<_> = calendar.rows().filter(|r| r.provisional).map(|r| r.date.to_string()).collect();
    assert_eq!(provisional, ["2027-04-16", "2027-05-03"]);
    assert!(calendar.rows().all(|row| !row.source.is_empty() && !row.name.is_empty()));
}

#[test]
fn a_provisional_day_is_found_where_a_span_leans_on_it() {
    let calendar = WorkCalendar::vietnam();
    let lean = |a, b| calendar.first_provisional(day(a), day(b)).map(|d| d.to_string());
    assert_eq!(lean("2027-04-15", "2027-04-16").as_deref(), Some("2027-04-16"));
    assert_eq!(lean("2027-04-16", "2027-05-02"), None);
    assert_eq!(lean("2027-04-16", "2027-05-03").as_deref(), Some("2027-05-03"));
    // The law of 2026 made 24 November a holiday for good.
    assert_eq!(lean("2026-01-01", "2027-04-15"), None);
}

#[test]
fn the_years_have_the_working_days_of_the_notices() {
    let calendar = WorkCalendar::vietnam();
    let worked = |year: i32| {
        let last = |year: i32| day(&format!("{year}-12-31"));
        calendar.working_days_between(last(year - 1), last(year)).unwrap()
    };
    assert_eq!([2024, 2025, 2026, 2027].map(worked), [251, 250, 249, 249]);
    for (from, n, to) in
        [("2027-02-03", 3, "2027-02-15"), ("2027-04-29", 3, "2027-05-06"), ("2027-01-25", 15, "2027-02-22")]
    {
        assert_eq!(calendar.add_working_days(day(from), n).unwrap(), day(to), "{from} + {n}");
    }
    assert!(!calendar.is_working_day(day("2026-11-24")).unwrap());
}

/// One row of 2028 says nothing of its Tết.
#[test]
fn a_year_is_covered_only_where_its_table_is_complete() {
    let row = "date,kind,name\n2028-01-03,holiday,Tết Dương lịch\n";
    let with = |text: String| WorkCalendar::vietnam().with_table(&text).unwrap();
    let one = with(row.to_owned());
    assert_eq!(one.last(), day("2027-12-31"));
    assert_eq!(one.uncovered_years(), [2028].into());
    assert_eq!(one.working_days_between(day("2027-12-01"), day("2028-01-05")), Err(Uncovered(2028)));
    let complete = with(format!("{row}complete = 2028\n"));
    assert!(complete.uncovered_years().is_empty());
    assert!(!complete.is_working_day(day("2028-01-03")).unwrap());
    assert_eq!(complete.add_working_days(day("2027-12-31"), 1).unwrap(), day("2028-01-04"));
    // As a spreadsheet saves the line.
    assert_eq!(
        with("date,kind,name\n\"complete = 2028\",,\n2028-01-03,holiday,x\n".to_owned()),
        with("date,kind,name\ncomplete=2028\n2028-01-03,holiday,x\n".to_owned())
    );
}

/// A row that a user adds confirms no other.
#[test]
fn a_row_confirms_itself_alone() {
    let own = WorkCalendar::vietnam().with_table("date,kind,name\n2027-06-15,holiday,x\n").unwrap();
    let lean = |a, b| own.first_provisional(day(a), day(b)).map(|d| d.to_string());
    assert_eq!(lean("2027-04-15", "2027-04-16").as_deref(), Some("2027-04-16"));
    assert_eq!(lean("2027-06-01", "2027-06-30"), None);
}

#[test]
fn terms_end_as_the_civil_code_says() {
    use TermUnit::{CalendarDays, Months, WorkingDays, WorkingHours};
    // Friday after hours counts as Monday morning, whose day is not counted.
    assert_eq!(deadline("2025-06-13T17:30:00", 1, WorkingDays), "2025-06-17");
    assert_eq!(deadline("2025-06-13T17:00:00", 1, WorkingDays), "2025-06-16");
    // A later receipt never has an earlier deadline: Saturday counts as Monday too.
    assert_eq!(deadline("2025-06-14T09:00:00", 1, WorkingDays), "2025-06-17");
    // Saturday 26 April 2025 was worked.
    assert_eq!(deadline("2025-04-26T09:00:00", 1, WorkingDays), "2025-04-28");
    // 2 January 2026 off, Saturday 10 January worked.
    assert_eq!(deadline("2025-12-31", 6, WorkingDays), "2026-01-10");
    // A last day that is not worked moves on.
    assert_eq!(deadline("2025-06-09", 5, CalendarDays), "2025-06-16");
    assert_eq!(deadline("2025-01-30T08:00:00", 1, Months), "2025-03-03");
    assert_eq!(deadline("2025-03-31", 1, Months), "2025-05-05");
    assert_eq!(deadline("2025-06-13T16:00:00", 2, WorkingHours), "2025-06-16T08:00:00");
    assert_eq!(deadline("2025-06-13T16:00:00", 1, WorkingHours), "2025-06-13T17:00:00");
    assert_eq!(deadline("2025-06-13", 16, WorkingHours), "2025-06-16T17:00:00");
    assert_eq!(deadline("2027-12-20", 30, WorkingDays), "calendar incomplete for 2028");
    assert_eq!(deadline("2022-12-30", 1, WorkingDays), "calendar incomplete for 2022");
}

#[test]
fn a_table_of_ones_own_adds_and_replaces() {
    let own = WorkCalendar::vietnam().with_table("date,kind,name\n2025-06-16,holiday,Lễ hội\n").unwrap();
    assert!(!own.is_working_day(day("2025-06-16")).unwrap());
    assert_eq!(own.add_working_days(day("2025-06-13"), 1).unwrap(), day("2025-06-17"));
}

#[test]
fn a_bad_table_says_where_and_what() {
    let refused = |text: &str| WorkCalendar::vietnam().with_table(text).unwrap_err().to_string();
    insta::assert_snapshot!(refused("ngày,loại\n"), @r#"line 1: expected the header date,kind,name,source,provisional, found "ngày,loại""#);
    insta::assert_snapshot!(refused("date,kind,name\n2025-02-30,holiday,x\n"), @"line 2, column date: no such date: 2025-02-30");
    insta::assert_snapshot!(refused("date,kind,name\n2025-02-03,nghỉ,x\n"), @r#"line 2, column kind: expected holiday, compensatory_off, swapped_off or swapped_working, found "nghỉ""#);
    insta::assert_snapshot!(refused("date,kind,name\n2030-02-04,holiday,x\ncomplete = 2030\n"), @"the calendar is not complete for 2028, which lies between its first and its last year");
    insta::assert_snapshot!(refused("date,kind,name\ncomplete = mới\n"), @r#"line 2: expected "complete = YEAR", found "complete = mới""#);
}

#[test]
fn office_hours_read_and_show() {
    let hours: OfficeHours = "07:30-11:30,13:30-17:00".parse().unwrap();
    assert_eq!(hours.to_string(), "07:30-11:30,13:30-17:00");
    assert!("11:30-07:30".parse::<OfficeHours>().is_err() && "7-11".parse::<OfficeHours>().is_err());
    assert!("5:00-4294967295:00".parse::<OfficeHours>().is_err());
}

#[test]
fn windows_cut_as_the_rules_of_reporting_say() {
    let span = |text, window| Period::parse(text, window).unwrap().to_string();
    assert_eq!(span("2025-Q1", Window::Calendar), "2025-01-01..2025-03-31");
    assert_eq!(span("2025-Q1", Window::Reporting), "2024-12-15..2025-03-14");
    assert_eq!(span("2025-H1", Window::Reporting), "2024-12-15..2025-06-14");
    assert_eq!(span("2025-9M", Window::Reporting), "2024-12-15..2025-09-14");
    assert_eq!(span("2025", Window::Reporting), "2024-12-15..2025-12-14");
    assert_eq!(span("2025-06", Window::Reporting), "2025-05-15..2025-06-14");
    assert_eq!(span("2025-06-03..2025-07-15", Window::Reporting), "2025-06-03..2025-07-15");
    for wrong in [
        "2025-13",
        "2025-6",
        "25-06",
        "2025-Q5",
        "2025-06-03..2025-06-02",
        "2025-06-31..2025-07-01",
        "",
        "tháng 6",
    ] {
        assert!(Period::parse(wrong, Window::Calendar).is_err(), "{wrong}");
    }
}

#[test]
fn a_trend_is_the_year_of_months_that_ends_with_the_period() {
    let of = |text: &str| text.parse::<Period>().unwrap().trend().to_string();
    assert_eq!(of("2025-06"), "2024-07-01..2025-06-30");
    assert_eq!(of("2025-Q2"), "2024-07-01..2025-06-30");
    assert_eq!(of("2023-01-05..2025-06-10"), "2023-01-05..2025-06-10");
    let seen = "2025-06".parse::<Period>().unwrap().seen_as_of(at("2025-06-20")).unwrap();
    assert_eq!(seen.trend().as_of(), at("2025-06-20"));
}

#[test]
fn the_year_to_date_ends_with_the_period() {
    let of = |text: &str, window| {
        Period::parse(text, window)
            .unwrap()
            .year_to_date()
            .map(|year| (year.first_day().to_string(), year.last_day().to_string()))
    };
    let days = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
    assert_eq!(of("2025-06", Window::Calendar), days("2025-01-01", "2025-06-30"));
    assert_eq!(of("2025-Q3", Window::Calendar), days("2025-01-01", "2025-09-30"));
    assert_eq!(of("2025-06", Window::Reporting), days("2024-12-15", "2025-06-14"));
    assert_eq!(of("2025-12", Window::Reporting), days("2024-12-15", "2025-12-14"));
    for whole in ["2025", "2025-H1", "2025-01", "2024-12-20..2025-06-30"] {
        assert_eq!(of(whole, Window::Calendar), None, "{whole}");
    }
    let seen = "2025-06".parse::<Period>().unwrap().seen_as_of(at("2025-06-20")).unwrap();
    assert_eq!(seen.year_to_date().map(|year| year.as_of()), Some(at("2025-06-20")));
}

#[test]
fn a_period_reads_back_as_it_is_written() {
    for window in [Window::Calendar, Window::Reporting] {
        for text in ["2025-06", "2025-Q2", "2025-H1", "2025-9M", "2025", "2025-06-03..2025-07-15"] {
            let period = Period::parse(text, window).unwrap();
            let written = serde_json::to_string(&period).unwrap();
            assert_eq!(serde_json::from_str::<Period>(&written).unwrap(), period, "{written}");
        }
    }
    assert_eq!(serde_json::from_str::<Period>(r#""2025-Q2""#).unwrap(), "2025-Q2".parse().unwrap());
    for wrong in [
        r#""2025-6""#,
        r#"{"start":"2025-06-30","end":"2025-06-01","window":"calendar"}"#,
        r#"{"start":"2025-06-01","end":"2025-06-30","window":"month"}"#,
        "2025",
    ] {
        assert!(serde_json::from_str::<Period>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn as_of_lies_within_its_period() {
    let june: Period = "2025-06".parse().unwrap();
    assert!(
        june.seen_as_of(at("2025-06-01")).is_err() && june.seen_as_of(at("2025-07-01T00:00:01")).is_err()
    );
    assert!(june.seen_as_of(at("2025-06-01T00:00:01")).is_ok() && june.seen_as_of(at("2025-07-01")).is_ok());
}

fn any_day() -> impl Strategy<Value = Day> {
    (0..1826).prop_map(|n| day("2023-01-01").plus(n))
}

proptest! {
    #[test]
    fn counting_agrees_with_a_walk(a in any_day(), b in any_day()) {
        let calendar = WorkCalendar::vietnam();
        let (from, to) = (a.min(b), a.max(b));
        let walk = (1..=to.since(from)).filter(|n| calendar.is_working_day(from.plus(*n)).unwrap()).count();
        prop_assert_eq!(calendar.working_days_between(from, to).unwrap(), i32::try_from(walk).unwrap());
        prop_assert_eq!(calendar.working_days_between(to, from).unwrap(), -i32::try_from(walk).unwrap());
    }

    #[test]
    fn adding_and_counting_are_inverse(from in any_day(), n in 0u32..300) {
        let calendar = WorkCalendar::vietnam();
        if let Ok(to) = calendar.add_working_days(from, n) {
            prop_assert_eq!(calendar.working_days_between(from, to).unwrap(), n.cast_signed());
            prop_assert!(n == 0 || calendar.is_working_day(to).unwrap());
        }
    }

    #[test]
    fn a_later_receipt_never_has_an_earlier_deadline(
        from in any_day(), later in 0i32..20, ms in 0u32..86_400_000, later_ms in 0u32..86_400_000, n in 1u32..60, unit in 0..4usize,
    ) {
        use TermUnit::{CalendarDays, Months, WorkingDays, WorkingHours};
        let calendar = WorkCalendar::vietnam();
        let term = term(n, [WorkingDays, CalendarDays, WorkingHours, Months][unit]);
        let (a, b) = (Moment::at(from, ms).unwrap(), Moment::at(from.plus(later), later_ms).unwrap());
        let (a, b) = if b.is_before(a) { (b, a) } else { (a, b) };
        if let (Ok(first), Ok(second)) = (calendar.deadline(a, term), calendar.deadline(b, term)) {
            prop_assert!(!second.is_before(first), "{a} -> {first}, {b} -> {second}");
            prop_assert!(calendar.is_working_day(first.day()).unwrap());
        }
    }

    #[test]
    fn every_day_has_one_month_in_each_window(day in any_day()) {
        for window in [Window::Calendar, Window::Reporting] {
            let month = Period::month_of(day, window).unwrap();
            prop_assert!(month.first_day() <= day && day <= month.last_day());
        }
    }
}
