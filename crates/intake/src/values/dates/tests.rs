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
        ("8:30 CH 03/04/2025", "2025-04-03T20:30:00"),
        ("08:30,03/04/2025", "2025-04-03T08:30:00"),
        ("2025-6-3", "2025-06-03"),
        ("2025-6-13 8:05", "2025-06-13T08:05:00"),
        ("03/04/2025 8:30", "2025-04-03T08:30:00"),
        ("03/04/2025  08:30", "2025-04-03T08:30:00"),
        ("03/04/2025\u{a0}08:30", "2025-04-03T08:30:00"),
        ("03/04/2025\r\n08:30", "2025-04-03T08:30:00"),
        ("\u{200b}03/04/2025\u{200b}", "2025-04-03"),
        ("03/04/2025, 08:30", "2025-04-03T08:30:00"),
        ("03/04/2025,8:30", "2025-04-03T08:30:00"),
        ("03/04/2025 8:15:00 SA", "2025-04-03T08:15:00"),
        ("03/04/2025 8:15:00 CH", "2025-04-03T20:15:00"),
        ("03/04/2025 08:30 am", "2025-04-03T08:30:00"),
        ("03/04/2025 12:30PM", "2025-04-03T12:30:00"),
        ("03/04/2025 12:30 SA", "2025-04-03T00:30:00"),
        ("03/04/2025 0:30 AM", "2025-04-03T00:30:00"),
        ("03/04/2025 08:30:00.5", "2025-04-03T08:30:00.500"),
        ("2025-04-03 08:30:00.0000000", "2025-04-03T08:30:00"),
        ("2025-04-03 08:30:00.123456789", "2025-04-03T08:30:00.123"),
        ("03/04/2025 08:30Z", "2025-04-03T15:30:00"),
        ("2025/04/03 08:30Z", "2025-04-03T15:30:00"),
        ("2025-04-03T08:30+0700", "2025-04-03T08:30:00"),
        ("2025-04-03 08:30:00+07", "2025-04-03T08:30:00"),
        ("2025-04-03 08:30:00 +07:00", "2025-04-03T08:30:00"),
        ("03/04/2025 08:30:00.000-05:00", "2025-04-03T20:30:00"),
        ("Thứ Hai, 02/06/2025", "2025-06-02"),
        ("THỨ HAI 02/06/2025 08:30", "2025-06-02T08:30:00"),
        ("thứ 2 ngày 02/06/2025", "2025-06-02"),
        ("T2 02/06/2025", "2025-06-02"),
        ("CN, 01/06/2025", "2025-06-01"),
        ("Chủ nhật,01/06/2025", "2025-06-01"),
        ("Mon, 2025-06-02T08:30:00Z", "2025-06-02T15:30:00"),
        ("29/02/2024", "2024-02-29"),
        (" 01/01/1990 ", "1990-01-01"),
        ("31/12/2100", "2100-12-31"),
    ] {
        assert_eq!(read(text), moment, "{text}");
    }
}

#[test]
fn what_means_one_day_only_is_read() {
    for (text, moment) in [
        ("03 tháng 6 năm 2025", "2025-06-03"),
        ("ngày 3 tháng 6 năm 2025", "2025-06-03"),
        ("Ngày 03 Tháng 06 Năm 2025", "2025-06-03"),
        ("Thứ Ba, ngày 03 tháng 6 năm 2025", "2025-06-03"),
        ("3 thg 6, 2025", "2025-06-03"),
        ("03/tháng 6/2025", "2025-06-03"),
        ("3-Jun-2025", "2025-06-03"),
        ("03 JUN 2025", "2025-06-03"),
        ("3 June 2025 08:15", "2025-06-03T08:15:00"),
        ("Jun 3, 2025", "2025-06-03"),
        ("June 3 2025 8:15 PM", "2025-06-03T20:15:00"),
        ("2025-Jun-03", "2025-06-03"),
        ("Tue Jun 03 2025 08:15:00 GMT+0700 (Giờ Đông Dương)", "2025-06-03T08:15:00"),
        ("03/06/2025 08h15", "2025-06-03T08:15:00"),
        ("03/06/2025 8h", "2025-06-03T08:00:00"),
        ("03/06/2025 8 giờ 15", "2025-06-03T08:15:00"),
        ("03/06/2025 8g15 CH", "2025-06-03T20:15:00"),
        ("8 giờ 15 phút, ngày 03 tháng 6 năm 2025", "2025-06-03T08:15:00"),
        ("08h15 ngày 03/06/2025", "2025-06-03T08:15:00"),
        ("03 / 06 / 2025", "2025-06-03"),
        ("03 - 06 - 2025 08:15", "2025-06-03T08:15:00"),
        ("3-6-2025", "2025-06-03"),
        ("3.6.2025", "2025-06-03"),
        ("2025/6/3", "2025-06-03"),
        ("2025.06.03", "2025-06-03"),
        ("08:15 03-06-2025", "2025-06-03T08:15:00"),
        ("08:15 - 03/06/2025", "2025-06-03T08:15:00"),
        ("03/06/2025 - 08:15", "2025-06-03T08:15:00"),
        ("08:15, 3/6/2025", "2025-06-03T08:15:00"),
        ("08:15 2025-06-03", "2025-06-03T08:15:00"),
        ("20250603", "2025-06-03"),
        ("202506030815", "2025-06-03T08:15:00"),
        ("20250603081530", "2025-06-03T08:15:30"),
    ] {
        assert_eq!(read(text), moment, "{text}");
    }
    let serial = DateRules { serial: true, ..DateRules::default() };
    assert_eq!(serial.read("20250603", &mut DateColumn::default()).unwrap().to_string(), "2025-06-03");
    assert_eq!(serial.read("45811", &mut DateColumn::default()).unwrap().to_string(), "2025-06-03");
    // A line above a signature is no date of a record.
    let rules = DateRules::default();
    assert!(!rules.has_shape("Ngày 30 tháng 6 năm 2025") && rules.has_shape("30 tháng 6 năm 2025"));
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
        ("2025-W01-2", "NoForm"),
        ("2025-002", "NoForm"),
        ("03/04-2025", "NoForm"),
        ("003/04/2025", "NoForm"),
        ("03/04/20255", "NoForm"),
        ("2025-04-03Z", "NoForm"),
        ("45821", "NoForm"),
        ("03/04/2025 13:30 CH", "NoSuchTime"),
        ("03/04/2025 0:30 CH", "NoSuchTime"),
        ("03/04/2025 08:30:00.", "NoForm"),
        ("03/04/2025 08:30:00.1234567890", "NoForm"),
        ("03/04/2025 08:30-11:30", "NoForm"),
        ("2025-04-03 08:30 SAU", "NoForm"),
        ("2025-04-03 08:30+7", "NoForm"),
        ("Thứ Ba, 02/06/2025", "OtherWeekday"),
        ("Thứ Hai", "Words"),
        ("hôm qua", "Words"),
        ("Đã trả", "Words"),
        ("02/06/2025 - 10/06/2025", "TwoDates"),
        ("10/06/2025; hẹn lại 17/06/2025", "TwoDates"),
        ("10/06/2025\n17/06/2025", "TwoDates"),
        ("tháng 4", "MonthName"),
        ("tháng 6/2025", "MonthName"),
        ("Jun-2025", "MonthName"),
        ("02 tháng 6", "MonthName"),
        ("02-Jun-25", "MonthName"),
        ("2 Juni 2025", "MonthName"),
        ("31 tháng 4 năm 2025", "NoSuchDay { last: 30 }"),
        ("2 tháng 13 năm 2025", "NoSuchMonth"),
        ("02/06/2025 25h15", "NoSuchTime"),
        ("03/06/2025 08h75", "NoSuchTime"),
        ("20251301", "NoForm"),
        ("13062025", "NoForm"),
        ("18991230", "NoForm"),
        ("2025061", "NoForm"),
        ("202506130875", "NoForm"),
        ("1749801600000", "NoForm"),
        ("03/06-2025", "NoForm"),
        ("3 6 2025", "NoForm"),
        ("03/06/2025 8", "NoForm"),
        ("03 tháng 6 năm 2025 đến 09 tháng 6 năm 2025", "MonthName"),
        ("5 ngày", "Days"),
        ("15", "Days"),
        ("03 giờ làm việc", "Days"),
    ] {
        assert_eq!(read(text), error, "{text}");
    }
}

#[test]
fn wall_keeps_the_clock_as_written() {
    let rules = DateRules { offset: OffsetRule::Wall, ..DateRules::default() };
    let moment = rules.read("2011-10-11T13:42:22.688+02:00", &mut DateColumn::default()).unwrap();
    assert_eq!(moment.to_string(), "2011-10-11T13:42:22.688");
}

#[test]
fn serials_only_where_they_are_wanted() {
    let rules = DateRules { serial: true, ..DateRules::default() };
    let read = |text| rules.read(text, &mut DateColumn::default()).map(|m| m.to_string());
    assert_eq!(read("45821").unwrap(), "2025-06-13");
    assert_eq!(read("45821.354166666664").unwrap(), "2025-06-13T08:30:00");
    assert_eq!(read("45821.9999999999").unwrap(), "2025-06-14T00:00:00");
    assert_eq!(read("200613"), Err(DateError::YearOutOfRange));
    assert_eq!(read("13/06/2025").unwrap(), "2025-06-13");
    assert_eq!(read("1.2.3"), Err(DateError::NoForm));
}

#[test]
fn what_a_program_swapped_is_swapped_back() {
    let rules = DateRules { swapped: true, ..DateRules::default() };
    let read = |text| rules.read(text, &mut DateColumn::default()).unwrap().to_string();
    assert_eq!(read("2025-02-06 00:00:00"), "2025-06-02T00:00:00");
    assert_eq!(read("2025-06-13"), "2025-06-13");
    assert_eq!(read("13/06/2025"), "2025-06-13");
    assert_eq!(read("02/06/2025"), "2025-06-02");
}

#[test]
fn a_profile_replaces_the_forms() {
    let rules = DateRules { forms: vec![Form::new("%m/%d/%Y %I:%M:%S %p").unwrap()], ..DateRules::default() };
    let read = |text| rules.read(text, &mut DateColumn::default()).map(|m| m.to_string());
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
    for text in [
        "31/04/2025",
        "13/06/25",
        "13/06/1889",
        "13/06/2025 8h30",
        "08:30",
        "Thứ Ba, 13/06/25",
        "02/06/2025 - 10/06/2025",
    ] {
        assert!(rules.has_shape(text), "{text}");
    }
    for text in ["(8)", "Lạng Sơn, ngày 30/06/2025", "12", "Tổng cộng"] {
        assert!(!rules.has_shape(text), "{text}");
    }
}

#[test]
fn what_programs_write_where_there_is_no_date_is_none() {
    for cell in [
        "0000-00-00",
        "0000-00-00 00:00:00",
        "00/00/0000",
        "00/01/1900",
        "01/01/1900",
        "01/01/1900 00:00",
        "1/1/1900 0:00:00",
        "1900-01-01T00:00:00.000",
        "01/01/0001",
        "0001-01-01 00:00:00",
        "01/01/0001 12:00:00 SA",
        "00:00:00",
    ] {
        assert!(DateRules::is_no_date(cell), "{cell}");
    }
    for cell in ["01/01/1900 08:30", "02/01/1900", "01/01/2000", "00/01/2025", "0", "08:00", "1900", "x"] {
        assert!(!DateRules::is_no_date(cell), "{cell}");
    }
}

/// A moment, and one of the ways in which exports write it.
fn written_in_some_way() -> impl Strategy<Value = (NaiveDateTime, String)> {
    const DATES: [&str; 8] =
        ["%d/%m/%Y", "%-d/%-m/%Y", "%-d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y-%-m-%-d", "%Y/%m/%d"];
    const CLOCKS: [(&str, u32); 9] = [
        ("%H:%M", 60_000),
        ("%-H:%M", 60_000),
        ("%H:%M:%S", 1000),
        ("%-H:%M:%S", 1000),
        ("%H:%M:%S%.3f", 1),
        ("%H:%M:%S%.6f", 1),
        ("%H:%M:%S%.9f", 1),
        ("%I:%M:%S %p", 1000),
        ("%-I:%M %P", 60_000),
    ];
    const GAPS: [&str; 7] = [" ", "T", ", ", ",", "  ", "\u{a0}", "\n"];
    const ZONES: [(&str, i64); 8] = [
        ("", 420),
        ("", 420),
        ("Z", 0),
        ("+07", 420),
        ("+0700", 420),
        ("+07:00", 420),
        ("+00:00", 0),
        ("+10:30", 630),
    ];
    const WEEKDAYS: [&str; 7] = ["Thứ Hai", "Thứ 3", "T4", "THỨ NĂM", "thứ sáu", "Sat", "Chủ nhật"];
    let form = (0..DATES.len(), 0..CLOCKS.len(), 0..GAPS.len(), 0..ZONES.len(), any::<bool>());
    (0u32..40_000, 0u32..86_400_000, form).prop_map(|(day, ms, (date, clock, gap, zone, weekday))| {
        let day = chrono::NaiveDate::from_ymd_opt(1990, 1, 3).unwrap() + chrono::Duration::days(day.into());
        let (clock, step) = CLOCKS[clock];
        let (zone, minutes) = if clock.contains(['p', 'P']) { ZONES[0] } else { ZONES[zone] };
        let at = day.and_hms_opt(0, 0, 0).unwrap() + chrono::Duration::milliseconds((ms - ms % step).into());
        let local = at + chrono::Duration::minutes(minutes - 420);
        let mut text = local.format(&format!("{}{}{clock}{zone}", DATES[date], GAPS[gap])).to_string();
        if weekday {
            let name = WEEKDAYS[chrono::Datelike::weekday(&local).num_days_from_monday() as usize];
            text = format!("{name}, {text}");
        }
        (at, text)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]
    #[test]
    fn what_was_written_is_read((at, text) in written_in_some_way()) {
        prop_assert_eq!(parse_date(&text).ok().map(Moment::datetime), Some(at), "{}", text);
    }

    #[test]
    fn the_quick_reading_is_the_whole_one((at, text) in written_in_some_way(), odd in "[0-9/: .T-]{0,3}", place in 0usize..20) {
        let _ = at;
        let mut text = text;
        let place = text.char_indices().map(|(at, _)| at).nth(place).unwrap_or_default();
        text.insert_str(place, &odd);
        if let Some(quick) = usual(text.as_bytes()) {
            prop_assert_eq!(parse_date(&text), Ok(quick));
        }
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let _ = parse_date(&text);
        let _ = DateRules { serial: true, ..DateRules::default() }.read(&text, &mut DateColumn::default());
    }
}

#[test]
fn a_deadline_at_midnight_utc_is_a_day() {
    let read = |text: &str, holds_deadlines| {
        let mut column = DateColumn { holds_deadlines, ..DateColumn::default() };
        DateRules::default().read(text, &mut column).unwrap().to_string()
    };
    for day in ["2025-06-10T00:00:00Z", "2025-06-10T00:00:00.000+00:00", "2025-06-10 00:00 +00"] {
        assert_eq!(read(day, true), "2025-06-10T00:00:00", "{day}");
        assert_eq!(read(day, false), "2025-06-10T07:00:00", "{day}");
    }
    assert_eq!(read("2025-06-10T09:30:00Z", true), "2025-06-10T16:30:00");
    assert_eq!(read("2025-06-09T17:00:00Z", true), "2025-06-10T00:00:00");
    let wall = DateRules { offset: OffsetRule::Wall, ..DateRules::default() };
    let mut column = DateColumn { holds_deadlines: true, ..DateColumn::default() };
    assert_eq!(wall.read("2025-06-10T00:00:00Z", &mut column).unwrap().to_string(), "2025-06-10T00:00:00");
}
