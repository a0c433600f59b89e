//! Small reports, made by the core from a handful of records.

use sipas_core::{
    Clock, Dimension, DossierBuilder, Evidence, Groups, InputSummary, IssueCount, Key, Moment, PaknBuilder,
    PaknTopic, Period, Plan, Policy, Report, ReportSpec, Window, WorkCalendar,
};
use sipas_render::{Format, Lang, Style, Table, View};

/// A plan of few targets: one that names no number, and one with a lead of its own.
const PLAN: &str = r#"
id = "small"
title = "Kế hoạch nhỏ"
areas.III = { title = "Công chức", lead = "Các phòng", timing = "continuous" }
areas.IV = { title = "Kết quả", lead = "Văn phòng", timing = "continuous" }
targets = [
    { id = "III.2", tier = "expected_result", task = "Giảm đi lại", indicator = "repeat_visit_rate", comparator = "below_baseline", derived = true },
    { id = "IV.1", tier = "commitment", task = "Đúng hạn trên 99%", indicator = "on_time_return_rate", comparator = ">", threshold = "99/100" },
    { id = "IV.2", tier = "commitment", task = "Trễ hạn dưới 1%", indicator = "late_rate", comparator = "<", threshold = "1/100", lead = "Phòng A" },
    { id = "IV.3", tier = "commitment", task = "Kết quả chính xác", indicator = "result_accuracy_rate", comparator = "=", threshold = "1" },
]
"#;

/// What a report is made of.
pub(crate) struct Office {
    pub(crate) clock: Clock,
    pub(crate) by: Vec<Dimension>,
    pub(crate) plan: Option<Plan>,
    pub(crate) evidence: Evidence,
    pub(crate) inputs: Vec<InputSummary>,
    pub(crate) baseline: Option<(Period, Groups)>,
    pub(crate) groups: Groups,
}

impl Office {
    /// An office in June 2025, with a small plan, an export of dossiers and no record yet.
    pub(crate) fn new() -> Office {
        let period = Period::parse("2025-06", Window::Calendar).unwrap();
        Office {
            clock: Clock::new(Policy::default(), WorkCalendar::vietnam(), period),
            by: Vec::new(),
            plan: Some(Plan::parse(PLAN).unwrap()),
            evidence: Evidence::DOSSIERS
                | Evidence::DUE_AT
                | Evidence::FINISHED_AT
                | Evidence::SUPPLEMENT_REQUESTS,
            inputs: Vec::new(),
            baseline: None,
            groups: Groups::default(),
        }
    }

    pub(crate) fn by_unit() -> Office {
        Office { by: vec![Dimension::Unit], ..Office::new() }
    }

    /// With two dossiers in time, one late, one overdue, one still within due, and a file that they are from.
    pub(crate) fn with_five_dossiers(self) -> Office {
        let dates = [
            ("1", "10", "9"),
            ("2", "10", "10"),
            ("3", "9", "12"),
            ("20", "28", "-"),
            ("20", "2025-07-05", "-"),
        ];
        let mut office = dates.into_iter().fold(self, |office, dates| office.dossiers("Phòng A", dates, 1));
        office.inputs.push(InputSummary {
            path: "tháng 6.csv".into(),
            kind: "dossiers",
            rows: 8,
            accepted: 5,
            rejected: 2,
            duplicates: 1,
            skipped: 0,
            issues: vec![issue("date.invalid", "reject", 2), issue("duplicate", "note", 1)],
            ..InputSummary::default()
        });
        office
    }

    /// Counts `n` dossiers alike: received, due and finished on these days.
    pub(crate) fn dossiers(mut self, unit: &str, dates: (&str, &str, &str), n: u32) -> Office {
        let dossier = DossierBuilder {
            code: "H37.12-250613-0001".into(),
            unit: unit.into(),
            received_at: day(dates.0),
            due_at: day(dates.1),
            finished_at: day(dates.2),
            ..DossierBuilder::default()
        };
        let dossier = dossier.build().unwrap();
        let (clock, facts) = (&self.clock, dossier.facts());
        let placed = clock.place(facts, None);
        for _ in 0..n {
            self.groups.whole.dossiers.observe(clock, facts, &placed, self.evidence);
            if !self.by.is_empty() {
                let key = Key::new(self.by.iter().map(|by| (*by, unit.to_owned())));
                let part = self.groups.parts.entry(key).or_default();
                part.dossiers.observe(clock, facts, &placed, self.evidence);
            }
        }
        self
    }

    /// Has a thousand more units, without dossiers and with quotes in their names.
    pub(crate) fn with_very_many_units(mut self) -> Office {
        for n in 0..1000 {
            let unit = format!("Đơn vị \"{n:04}\"");
            self.groups.parts.insert(Key::new([(Dimension::Unit, unit)]), Box::default());
        }
        self
    }

    /// Counts a petition, closed in time, and has its export.
    pub(crate) fn with_a_petition(mut self, topic: PaknTopic) -> Office {
        self.evidence |= Evidence::PAKN | Evidence::TOPIC;
        let pakn = PaknBuilder {
            code: "PA-1".into(),
            sent_at: day("3"),
            closed_at: day("9"),
            topic,
            ..PaknBuilder::default()
        };
        let pakn = pakn.build().unwrap();
        let placed = self.clock.place_pakn(pakn.facts());
        self.groups.whole.pakn.observe(&self.clock, pakn.facts(), &placed, self.evidence);
        self
    }

    pub(crate) fn report(&self) -> Report {
        let spec = ReportSpec {
            clock: &self.clock,
            by: &self.by,
            plan: self.plan.as_ref(),
            evidence: &[self.evidence],
            baseline: self.baseline.clone(),
            slices: Vec::new(),
        };
        Report::finish(spec, self.inputs.clone(), self.groups.clone())
    }
}

/// `12` is 12 June 2025, `-` no date, all else a date in full.
pub(crate) fn day(text: &str) -> Option<Moment> {
    match text {
        "-" => None,
        day if day.len() < 3 => Some(format!("2025-06-{day:0>2}").parse().unwrap()),
        date => Some(date.parse().unwrap()),
    }
}

pub(crate) fn issue(code: &'static str, severity: &'static str, count: u64) -> IssueCount {
    IssueCount { code: code.into(), severity, count }
}

/// A terminal of 100 columns without colours, and the words for one kind of issue.
pub(crate) fn view(lang: Lang) -> View {
    View {
        lang,
        style: Style { color: false, width: Some(100) },
        issue_text: |code| {
            (code == "date.invalid").then_some(("ngày không đọc được", "a date that does not parse"))
        },
        ..View::default()
    }
}

pub(crate) fn report(report: &Report, format: &str, view: &View) -> String {
    let mut out = Vec::new();
    (Format::named(format).unwrap().report)(report, view, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

pub(crate) fn list(table: &Table, format: &str, view: &View) -> String {
    let mut out = Vec::new();
    (Format::named(format).unwrap().table)(table, view, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
