use chrono::Datelike;
use proptest::prelude::*;

use super::day::LAST;
use super::*;

const DAY_MS: u32 = 86_400_000;

#[test]
fn an_absent_moment_costs_no_room() {
    assert_eq!(size_of::<Option<Moment>>(), 8);
}

#[test]
fn the_range_is_1900_to_2199() {
    assert_eq!(Day::MIN.to_string(), "1900-01-01");
    assert_eq!(Day::MAX.to_string(), "2199-12-31");
    assert!("1899-12-31".parse::<Day>().is_err() && "2200-01-01".parse::<Day>().is_err());
}

#[test]
fn nothing_but_the_stated_form_is_read() {
    for wrong in [
        "2025-6-1",
        " 2025-06-01",
        "+2025-06-01",
        "2025-06-01T8:00",
        "2025-06-01  08:00",
        "2025-06-01T08:00:60",
        "2025-06-01T08:00:00.",
        "2025-06-01T08:00:00.1234567890",
        "2025-06-01T08:00:00+7",
        "2025-06-01T08:00:00+07:0",
        "2025-06-01T08:00:00+24:00",
        "2025-06-01T08:00:00 Z",
        "2025-06-01Z",
        "2025-06-01T",
        "2025-06-01T24:00",
        "2025-06-31",
    ] {
        assert!(wrong.parse::<Moment>().is_err(), "{wrong}");
    }
    for right in ["2025-06-01", "2025-06-01T08:00", "2025-06-01 08:00:59", "2025-06-01T08:00:59.999"] {
        assert!(right.parse::<Moment>().is_ok(), "{right}");
    }
}

#[test]
fn dumps_of_databases_are_read() {
    for (text, moment) in [
        ("2025-06-01T08:00:00.5", "2025-06-01T08:00:00.500"),
        ("2025-06-01 08:00:00.0000000", "2025-06-01T08:00:00"),
        ("2025-06-01 08:00:00.123456", "2025-06-01T08:00:00.123"),
        ("2025-06-01T08:00:00.123456789", "2025-06-01T08:00:00.123"),
        ("2025-06-01T18:30:00Z", "2025-06-02T01:30:00"),
        ("2025-06-01T18:30Z", "2025-06-02T01:30:00"),
        ("2025-06-01 08:00:00+07", "2025-06-01T08:00:00"),
        ("2025-06-01 08:00:00+0700", "2025-06-01T08:00:00"),
        ("2025-06-01T01:30:00.250+14:00", "2025-05-31T18:30:00.250"),
        ("2025-06-01T18:00:00-05:30", "2025-06-02T06:30:00"),
    ] {
        assert_eq!(text.parse::<Moment>().map(|at| at.to_string()).as_deref(), Ok(moment), "{text}");
    }
    assert!("2199-12-31T20:00:00Z".parse::<Moment>().is_err());
}

#[test]
fn a_month_without_the_day_ends_on_its_last() {
    let day = |t: &str| t.parse::<Day>().unwrap();
    assert_eq!(day("2025-01-31").plus_months(1), day("2025-02-28"));
    assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
}

proptest! {
    #[test]
    fn what_is_shown_reads_back(n in 1u32..=LAST, ms in prop::option::of(0..DAY_MS)) {
        let day = Day(n);
        prop_assert_eq!(Day::try_from(day.date()).unwrap(), day);
        prop_assert_eq!(day.weekday(), day.date().weekday().num_days_from_monday());
        let moment = ms.map_or(Moment::on(day), |ms| Moment::at(day, ms).unwrap());
        prop_assert_eq!(moment.to_string().parse::<Moment>().unwrap(), moment);
    }

    #[test]
    fn some_days_later_is_that_day(n in 1u32..=LAST, days in 0..LAST, ms in prop::option::of(0..DAY_MS + 2)) {
        let told = n.checked_add(days).and_then(Day::from_number);
        let moment = told.and_then(|day| ms.map_or(Some(Moment::on(day)), |ms| Moment::at(day, ms)));
        prop_assert_eq!(Moment::after(Day(n), days, ms), moment);
    }

    #[test]
    fn stored_bits_hold_whole_seconds(n in 1u32..=LAST, second in prop::option::of(0..DAY_MS / 1000), ms in 1u32..1000) {
        let day = Day(n);
        let moment = second.map_or(Moment::on(day), |second| Moment::at(day, second * 1000).unwrap());
        let bits = moment.to_seconds().unwrap();
        prop_assert!(bits > 0 && bits < 1 << 34);
        prop_assert_eq!(Moment::from_seconds(bits), Some(moment));
        let within = Moment::at(day, second.unwrap_or_default() * 1000 + ms).unwrap();
        prop_assert_eq!(within.to_seconds(), None);
        prop_assert_eq!(Moment::from_seconds((u64::from(n) << 17) + 86_401), None);
        prop_assert_eq!(Moment::from_seconds(second.unwrap_or_default().into()), None);
    }

    #[test]
    fn a_day_without_a_time_is_its_midnight(n in 1u32..=LAST, ms in 0..DAY_MS) {
        let (date, at) = (Moment::on(Day(n)), Moment::at(Day(n), ms).unwrap());
        prop_assert!(!at.is_before(date));
        prop_assert_eq!(date.is_before(at), ms > 0);
    }
}
