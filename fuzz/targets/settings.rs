//! Texts that people write: profiles, plans, calendars. Refused at a place that exists, or usable without a panic.

#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sipas_core::{Clock, Day, DayKind, Plan, Policy, WorkCalendar};
use sipas_csv::Options;
use sipas_engine::{Dataset, Source};
use sipas_fuzz::open;
use sipas_intake::{Kind, Profile};

fuzz_target!(|data: &[u8]| {
    let Some((&first, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    match first % 3 {
        0 => profile(text),
        1 => plan(text),
        _ => calendar(text),
    }
});

fn clock(calendar: WorkCalendar) -> Clock {
    Clock::new(Policy::default(), calendar, "2025-06".parse().expect("a month"))
}

const EXPORT: &str = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái,Số lần đi lại\n\
    H37.12-250603-0001,03/06/2025,10/06/2025,09/06/2025 08:00,Đã trả kết quả,1\n\
    H37.12-250603-0002,2025-06-03T23:30:00Z,10/06/2025,,Chờ bổ sung,\"1.234\"\n\
    H37.12-250603-0003,06/03/2025 11:59:59 PM,45821,13.6.25,,1\n";

fn profile(text: &str) {
    match Profile::parse("p.toml", text) {
        Err(error) => {
            let line = text.split('\n').nth(error.line - 1).expect("the line exists");
            assert!(
                (1..=line.chars().count() + 1).contains(&error.column),
                "column {} of {line:?}",
                error.column
            );
            assert!(!error.vi().is_empty());
        }
        Ok(profile) => {
            let source = Source {
                path: "t.csv",
                kind: Kind::Dossiers,
                profile: Some(&profile),
                serial_dates: false,
                keep_rejects: true,
                accept: &[],
                dealt_out: false,
            };
            let mut rows = open(EXPORT.as_bytes(), &Options::default()).expect("an export");
            let mut data = Dataset::new();
            if data.load(&source, &mut rows).is_ok() {
                let summary = &data.summaries()[0];
                assert_eq!(
                    summary.rows,
                    summary.accepted + summary.rejected + summary.duplicates + summary.skipped
                );
            }
            let _ = profile.policy(Policy::default());
        }
    }
}

fn plan(text: &str) {
    let Ok(plan) = Plan::parse(text) else { return };
    static CLOCK: LazyLock<Clock> = LazyLock::new(|| clock(WorkCalendar::vietnam()));
    let report = Dataset::new().report(&CLOCK, &[], Some(&plan), None);
    let shown = serde_json::to_value(&report).expect("a report is JSON");
    assert_eq!(shown["scorecard"].as_array().map(Vec::len), Some(plan.targets().len()));
}

/// Every question to a calendar against a walk over its rows, day by day.
fn calendar(text: &str) {
    let Ok(calendar) = WorkCalendar::vietnam().with_table(text) else { return };
    let kinds: BTreeMap<Day, DayKind> = calendar.rows().map(|row| (row.date, row.kind)).collect();
    let works = |day: Day| match kinds.get(&day) {
        Some(kind) => *kind == DayKind::SwappedWorking,
        None => day.weekday() < 5,
    };
    let start = calendar.first();
    let (mut day, mut worked) = (start, 0);
    while day < calendar.last() && worked < 2000 {
        day = day.plus(1);
        assert_eq!(calendar.is_working_day(day), Ok(works(day)));
        if works(day) {
            worked += 1;
            assert_eq!(calendar.add_working_days(start, worked), Ok(day));
        }
        assert_eq!(calendar.working_days_between(start, day), Ok(worked.cast_signed()));
    }
    assert!(
        calendar.is_working_day(start.plus(-1)).is_err()
            && calendar.is_working_day(calendar.last().plus(1)).is_err()
    );
}
