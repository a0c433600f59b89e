use chrono::NaiveDateTime;
use proptest::prelude::*;

use super::*;

fn read(text: &str) -> String {
    match parse_date(text) {
        Ok(moment) => moment.to_string(),
        Err(error) => format!("{error:?}"),
    }
}

#[test]
fn every_form_is_read() {
    for (text, moment) in [
        ("03/04/2025", "2025-04-03"),
        ("3/4/2025", "2025-04-03"),
        ("13/6/2025 08:30", "2025-06-13T08:30:00"),
        ("03-04-2025", "2025-04-03"),
        ("03.04.2025T07:05:09", "2025-04-03T07:05:09"),
        ("2025-04-03", "2025-04-03"),
        ("2025/04/03 23:59:59.999", "2025-04-03T23:59:59.999"),
        ("2025-04-03T00:00", "2025-04-03T00:00:00"),
        ("2025-06-13T18:00Z", "2025-06-14T01:00:00"),
        ("2025-06-13 18:00:00.250+07:00", "2025-06-13T18:00:00.250"),
        ("2025-06-13T01:30:00+14:00", "2025-06-12T18:30:00"),
        ("2025-06-13T18:00:00-05:30", "2025-06-14T06:30:00"),
        ("08:30, 03/04/2025", "2025-04-03T08:30:00"),
        ("08:30:15 03/04/2025", "2025-04-03T08:30:15"),
        ("29/02/2024", "2024-02-29"),
        (" 01/01/1990 ", "1990-01-01"),
        ("31/12/2100", "2100-12-31"),
    ] {
        assert_eq!(read(text), moment, "{text}");
    }
}

#[test]
fn everything_else_says_why() {
    for (text, error) in [
        ("31/04/2025", "NoSuchDay { last: 30 }"),
        ("29/02/2025", "NoSuchDay { last: 28 }"),
        ("00/01/2025", "NoSuchDay { last: 31 }"),
        ("04/13/2025", "NoSuchMonth"),
        ("13/06/2025 24:00", "NoSuchTime"),
        ("13/06/2025 08:60", "NoSuchTime"),
        ("2025-06-13T23:59:60Z", "NoSuchTime"),
        ("13/06/1989", "YearOutOfRange"),
        ("13/06/2101", "YearOutOfRange"),
        ("2100-12-31T20:00Z", "YearOutOfRange"),
        ("13/06/25", "TwoDigitYear"),
        ("13-06-25 08:00", "TwoDigitYear"),
        ("08:05, 13/06/25", "TwoDigitYear"),
        ("20250102", "NoForm"),
        ("2025-W01-2", "NoForm"),
        ("2025-002", "NoForm"),
        ("2025-6-3", "NoForm"),
        ("2025/6/3", "NoForm"),
        ("3-4-2025", "NoForm"),
        ("3.4.2025", "NoForm"),
        ("03/04-2025", "NoForm"),
        ("003/04/2025", "NoForm"),
        ("03/04/20255", "NoForm"),
        ("03/04/2025 8:30", "NoForm"),
        ("03/04/2025  08:30", "NoForm"),
        ("03/04/2025 08:30:00.5", "NoForm"),
        ("03/04/2025 08:30 AM", "NoForm"),
        ("03/04/2025 08:30Z", "NoForm"),
        ("2025/04/03 08:30Z", "NoForm"),
        ("2025-04-03Z", "NoForm"),
        ("2025-04-03T08:30+0700", "NoForm"),
        ("08:30,03/04/2025", "NoForm"),
        ("08:30, 3/4/2025", "NoForm"),
        ("08:30 2025-04-03", "NoForm"),
        ("45821", "NoForm"),
        ("tháng 4", "NoForm"),
    ] {
        assert_eq!(read(text), error, "{text}");
    }
}

#[test]
fn wall_keeps_the_clock_as_written() {
    let rules = DateRules { offset: OffsetRule::Wall, ..DateRules::default() };
    let moment = rules.read("2011-10-11T13:42:22.688+02:00", &mut DayMemo::default()).unwrap();
    assert_eq!(moment.to_string(), "2011-10-11T13:42:22.688");
}

#[test]
fn serials_only_where_they_are_wanted() {
    let rules = DateRules { serial: true, ..DateRules::default() };
    let read = |text| rules.read(text, &mut DayMemo::default()).map(|m| m.to_string());
    assert_eq!(read("45821").unwrap(), "2025-06-13");
    assert_eq!(read("45821.354166666664").unwrap(), "2025-06-13T08:30:00");
    assert_eq!(read("45821.9999999999").unwrap(), "2025-06-14T00:00:00");
    assert_eq!(read("20250613"), Err(DateError::YearOutOfRange));
    assert_eq!(read("13/06/2025").unwrap(), "2025-06-13");
    assert_eq!(read("1.2.3"), Err(DateError::NoForm));
}

#[test]
fn a_profile_replaces_the_forms() {
    let rules = DateRules { forms: vec![Form::new("%m/%d/%Y %I:%M:%S %p").unwrap()], ..DateRules::default() };
    let read = |text| rules.read(text, &mut DayMemo::default()).map(|m| m.to_string());
    assert_eq!(read("01/02/2015 12:20:09 AM").unwrap(), "2015-01-02T00:20:09");
    assert_eq!(read("2025-06-13"), Err(DateError::NoForm));
    assert!(matches!(read("02/30/2015 12:20:09 AM"), Err(DateError::NoSuchDay { .. })));
    for bad in ["%Q", "%m/%d", "%H:%M"] {
        assert!(Form::new(bad).is_none(), "{bad}");
    }
    assert!(Form::new("%d.%m.%y").is_some() && Form::new("%Y-%m-%dT%H:%M:%S%z").is_some());
}

#[test]
fn the_shape_of_a_date_is_more_than_a_date() {
    let rules = DateRules::default();
    for text in ["31/04/2025", "13/06/25", "13/06/1889", "13/06/2025 8:30", "08:30"] {
        assert!(rules.has_shape(text), "{text}");
    }
    for text in ["(8)", "Lạng Sơn, ngày 30/06/2025", "12", "Tổng cộng"] {
        assert!(!rules.has_shape(text), "{text}");
    }
}

/// The same contract by chrono, which is too lenient about widths, so what it read must be written back the same.
fn by_chrono(text: &str) -> Option<NaiveDateTime> {
    let dates =
        ["%d/%m/%Y", "%-d/%-m/%Y", "%-d/%m/%Y", "%d/%-m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d"];
    let clocks = ["", " %H:%M", " %H:%M:%S", " %H:%M:%S%.3f", "T%H:%M", "T%H:%M:%S", "T%H:%M:%S%.3f"];
    let first = ["%H:%M %d/%m/%Y", "%H:%M, %d/%m/%Y", "%H:%M:%S %d/%m/%Y", "%H:%M:%S, %d/%m/%Y"];
    let local = dates
        .iter()
        .flat_map(|date| clocks.map(|clock| format!("{date}{clock}")))
        .chain(first.map(String::from));
    let read = local.into_iter().find_map(|form| {
        let with_clock = if form.contains("%H") { form.clone() } else { format!("{form} %H:%M") };
        let full = if form.contains("%H") { text.to_owned() } else { format!("{text} 00:00") };
        let at = NaiveDateTime::parse_from_str(&full, &with_clock).ok()?;
        (at.format(&with_clock).to_string() == full).then_some(at)
    });
    let read = read.or_else(|| {
        let zoned = text.strip_suffix('Z').map_or_else(|| text.to_owned(), |bare| format!("{bare}+00:00"));
        clocks[1..].iter().find_map(|clock| {
            let form = format!("%Y-%m-%d{clock}%:z");
            let at = chrono::DateTime::parse_from_str(&zoned, &form).ok()?;
            let same = at.format(&form).to_string() == zoned || zoned.ends_with("-00:00");
            same.then(|| at.naive_utc() + chrono::Duration::hours(7))
        })
    })?;
    let years = 1990..=2100;
    years.contains(&chrono::Datelike::year(&read)).then_some(read)
}

/// Seconds stop at 59, since chrono takes a leap second for one.
fn pieces() -> impl Strategy<Value = String> {
    let n = |width: usize, max: u32| (0..=max).prop_map(move |n| format!("{n:0width$}"));
    let date =
        (n(2, 32), n(2, 13), 1988u32..2103, "[/.-]", "[/.-]", 0u8..4).prop_map(|(d, m, y, s, t, how)| {
            match how {
                0 => format!("{d}{s}{m}{s}{y}"),
                1 => format!("{y}{s}{m}{s}{d}"),
                2 => format!("{}{s}{}{s}{y}", d.trim_start_matches('0'), m.trim_start_matches('0')),
                _ => format!("{d}{s}{m}{t}{y}"),
            }
        });
    let clock = (n(2, 24), n(2, 60), n(2, 59), n(3, 999), 0u8..5).prop_map(|(h, m, s, f, how)| match how {
        0 => format!("{h}:{m}"),
        1 => format!("{h}:{m}:{s}"),
        2 => format!("{h}:{m}:{s}.{f}"),
        3 => format!("{}:{m}", h.trim_start_matches('0')),
        _ => format!("{h}:{m}:{s}.{}", &f[1..]),
    });
    let zone = prop_oneof![4 => Just(String::new()), 1 => Just("Z".into()), 1 => "[+-][01][0-9]:[0-6][0-9]", 1 => "[+-]0[0-9]00"];
    (date, clock, zone, "( |T|,|, |  )", 0u8..6).prop_map(|(date, clock, zone, gap, how)| match how {
        0 => date,
        1 => format!("{clock}{gap}{date}"),
        2 => format!("{date}{zone}"),
        _ => format!("{date}{gap}{clock}{zone}"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]
    #[test]
    fn chrono_says_the_same(text in pieces()) {
        let ours = parse_date(&text).ok().map(Moment::datetime);
        // The year as written must be in range too, not only the one on Vietnamese clocks.
        let theirs = by_chrono(&text).filter(|_| !text.contains("1989-12-31"));
        prop_assert_eq!(ours, theirs, "{}", text);
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let _ = parse_date(&text);
        let _ = DateRules { serial: true, ..DateRules::default() }.read(&text, &mut DayMemo::default());
    }
}
