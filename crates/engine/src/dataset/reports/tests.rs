//! Many reports at once are the reports one by one.

use proptest::prelude::*;
use proptest::sample::select;
use sipas_core::fast::Periods;
use sipas_core::{ClockEnd, Day, DeadlineBasis, Policy, Precision, SupplementRule, WorkCalendar};

use super::*;
use crate::dataset::Source;
use sipas_intake::{Kind, Layout, Row};

const HEADERS: [&str; 14] = [
    "Mã hồ sơ",
    "Đơn vị xử lý",
    "Ngày tiếp nhận",
    "Mã TTHC",
    "Ngày hẹn trả",
    "Ngày kết thúc xử lý",
    "Ngày trả kết quả",
    "Trạng thái",
    "Hình thức tiếp nhận",
    "Ngày gia hạn",
    "Ngày yêu cầu bổ sung",
    "Ngày hoàn thành bổ sung",
    "Số lần yêu cầu bổ sung",
    "Đã xin lỗi",
];

const STATUSES: [&str; 10] = [
    "Đã trả kết quả",
    "Đang xử lý",
    "Rút hồ sơ",
    "Dừng xử lý",
    "Mới đăng ký",
    "Không được tiếp nhận",
    "Yêu cầu bổ sung giấy tờ",
    "Đã xử lý xong",
    "Từ chối giải quyết",
    "",
];

/// A date from 2024 to 2026, most of them in the spring of 2025, some with a time of day.
fn date(from: i32, days: i32) -> BoxedStrategy<String> {
    let day = prop_oneof![20 => from..from + days, 1 => -500..900];
    let clock =
        prop_oneof![3 => Just(""), 1 => Just(" 00:00:00"), 2 => Just(" 10:30:00"), 1 => Just(" 23:59:00")];
    let first: Day = "2025-01-01".parse().unwrap();
    (day, clock)
        .prop_map(move |(n, clock)| format!("{}{clock}", first.plus(n).date().format("%d/%m/%Y")))
        .boxed()
}

fn or_blank(blanks: u32, cell: BoxedStrategy<String>) -> BoxedStrategy<String> {
    prop_oneof![10 - blanks => cell, blanks => Just(String::new())].boxed()
}

fn of(words: &[&'static str]) -> BoxedStrategy<String> {
    select(words.to_vec()).prop_map(str::to_owned).boxed()
}

fn row() -> impl Strategy<Value = Vec<String>> {
    let cells = vec![
        (0u32..200).prop_map(|n| format!("H37.12-250101-{n:04}")).boxed(),
        of(&["Phòng A", "Phòng B", "PHÒNG A", ""]),
        or_blank(1, date(-20, 150)),
        of(&["1.000001", "1.000002", ""]),
        or_blank(2, date(0, 180)),
        or_blank(4, date(0, 180)),
        or_blank(5, date(0, 180)),
        of(&STATUSES),
        of(&["Trực tuyến", "Trực tiếp", ""]),
        or_blank(7, date(0, 200)),
        or_blank(8, date(0, 180)),
        or_blank(8, date(0, 180)),
        of(&["0", "1", "3", ""]),
        of(&["Có", "Không", ""]),
    ];
    cells
}

fn add(data: &mut Dataset, kind: Kind, path: &str, rows: &[Vec<String>], columns: usize) {
    let headers = rows[0][..columns.min(rows[0].len())].to_vec();
    let layout = Layout::detect(kind, &[(1, headers)], None).unwrap();
    let source = Source {
        path,
        kind,
        profile: None,
        serial_dates: false,
        keep_rejects: false,
        accept: &[],
        dealt_out: false,
    };
    let mut loader = data.loader(&source, &layout);
    for (line, row) in (2..).zip(&rows[1..]) {
        let cells: Vec<&str> = row.iter().take(columns).map(String::as_str).collect();
        loader.row(&Row { cells: &cells, kinds: &[], line, cut: false }, None);
    }
    data.take(loader.finish().unwrap());
}

fn rows(headers: &[&str], rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let headers = headers.iter().map(|header| (*header).to_owned()).collect();
    std::iter::once(headers).chain(rows).collect()
}

/// Two exports with other columns each, petitions, and a catalogue with terms.
fn data() -> impl Strategy<Value = Dataset> {
    let of_rows = || prop::collection::vec(row(), 1..60);
    let pakn = (0u32..30, date(0, 150), or_blank(4, date(0, 180)), or_blank(4, date(0, 180)))
        .prop_map(|(n, sent, due, closed)| vec![format!("PA-{n}"), "Phòng A".to_owned(), sent, due, closed]);
    let pakn = prop::collection::vec(pakn, 0..10);
    (of_rows(), of_rows(), pakn, 4usize..=HEADERS.len(), any::<bool>()).prop_map(
        |(first, second, pakn, columns, has_terms)| {
            let mut data = Dataset::new();
            if has_terms {
                let catalogue = vec![["1.000001", "5 ngày làm việc"].map(str::to_owned).to_vec()];
                let headers = ["Mã TTHC", "Thời hạn giải quyết"];
                add(&mut data, Kind::Procedures, "tthc", &rows(&headers, catalogue), 2);
            }
            add(&mut data, Kind::Dossiers, "t5", &rows(&HEADERS, first), HEADERS.len());
            add(&mut data, Kind::Dossiers, "t6", &rows(&HEADERS, second), columns);
            let headers = ["Mã phản ánh", "Đơn vị xử lý", "Ngày gửi", "Hạn xử lý", "Ngày xử lý xong"];
            add(&mut data, Kind::Pakn, "pakn", &rows(&headers, pakn), headers.len());
            data
        },
    )
}

/// Periods of any kind with a baseline or none, some not over yet.
fn periods() -> impl Strategy<Value = Vec<(Period, Option<Period>)>> {
    let period = || {
        let texts = ["2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-Q1", "2025", "2024-12"];
        let free = "2025-02-10..2025-04-03";
        let as_of =
            prop_oneof![6 => Just(None), 1 => Just(Some("2025-03-15")), 1 => Just(Some("2025-03-15T10:30"))];
        (select([&texts[..], &[free]].concat()), as_of).prop_map(|(text, as_of)| {
            let period: Period = text.parse().unwrap();
            as_of.and_then(|at| period.seen_as_of(at.parse().unwrap()).ok()).unwrap_or(period)
        })
    };
    prop::collection::vec((period(), prop::option::of(period())), 1..6)
}

fn policy() -> impl Strategy<Value = Policy> {
    let supplement = [SupplementRule::AsRecorded, SupplementRule::Pause, SupplementRule::Restart];
    (any::<[bool; 3]>(), select(supplement.to_vec())).prop_map(|([end, deadline, precision], supplement)| {
        let mut policy = Policy { supplement, ..Policy::default() };
        if end {
            policy.clock_end = ClockEnd::Returned;
        }
        if deadline {
            policy.deadline = DeadlineBasis::Current;
        }
        if precision {
            policy.precision = Precision::Instant;
        }
        policy
    })
}

/// A plan with a target for some groups only.
fn plan() -> Plan {
    let text = r#"
        id = "own"
        [areas.IV]
        title = "Kết quả"
        lead = "Văn phòng"
        timing = "continuous"
        [[targets]]
        id = "IV.1"
        tier = "commitment"
        task = "Đúng hạn"
        indicator = "on_time_return_rate"
        where = { unit = "Phòng A" }
        comparator = ">"
        threshold = "9/10"
        [[targets]]
        id = "IV.2"
        tier = "commitment"
        task = "Ít trễ hơn"
        indicator = "late_rate"
        comparator = "below_baseline"
    "#;
    Plan::parse(text).unwrap()
}

proptest! {
    // Each case is many reports.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn many_reports_are_the_reports_one_by_one(
        data in data(), periods in periods(), policy in policy(),
        by in select(vec![
            vec![], vec![Dimension::Unit], vec![Dimension::Unit, Dimension::Channel],
            vec![Dimension::Procedure], vec![Dimension::Unit, Dimension::Month],
        ]),
    ) {
        let clock = |period: Period| Clock::new(policy, WorkCalendar::vietnam(), period);
        let clocks: Vec<Clock> = periods.iter().map(|(period, _)| clock(*period)).collect();
        // However few there are.
        if let Some(set) = Periods::of(&clocks).filter(|_| !by.contains(&Dimension::Month)) {
            for (clock, groups) in clocks.iter().zip(data.tally_kept_over(&clocks, &set, &by)) {
                prop_assert_eq!(groups, data.tally_kept(clock, &by));
            }
        }
        let asked: Vec<_> = periods.iter().map(|(period, baseline)| (clock(*period), *baseline)).collect();
        let plan = plan();
        let reports = data.reports(&asked, &by, Some(&plan));
        prop_assert_eq!(reports.len(), asked.len());
        let scores = |report: &Report| format!("{:?}", report.scorecard().collect::<Vec<_>>());
        for ((clock, baseline), report) in asked.iter().zip(reports) {
            let alone = data.report(clock, &by, Some(&plan), *baseline);
            prop_assert_eq!(scores(&report), scores(&alone));
            prop_assert_eq!((&report.coverage, &report.inputs), (&alone.coverage, &alone.inputs));
        }
    }
}
