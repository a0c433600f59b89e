//! A document that was read says what the report said that it was written from.

use proptest::prelude::*;

use super::every_column;
use crate::calendar::Period;
use crate::clock::tests::any;
use crate::clock::tests::count::{groups, records};
use crate::dimension::Dimension;
use crate::indicator::{Measure, Status};
use crate::plan::Plan;
use crate::report::{Document, InputSummary, IssueCount, Report, ReportSpec};

fn input() -> InputSummary {
    let issues = vec![IssueCount { code: "date.invalid".into(), severity: "reject", count: 4 }];
    InputSummary {
        path: "t6.csv".to_owned(),
        kind: "dossiers",
        rows: 9,
        accepted: 9,
        issues,
        ..Default::default()
    }
}

proptest! {
    #[test]
    fn what_is_read_is_what_was_written(
        clock in any::clock(), all in records(), before in prop::option::of(records()),
        by in prop::sample::subsequence(vec![Dimension::Unit, Dimension::Officer, Dimension::Month], 0..=2),
        plan in prop::sample::select(vec![None, Some(Plan::lang_son_2025()), Plan::named("nghi-quyet-01-2026")]),
    ) {
        let spec = ReportSpec {
            clock: &clock, by: &by, plan: plan.as_ref(), evidence: &[every_column()],
            baseline: before.map(|before| (clock.period, groups(&clock, &by, &before))), slices: Vec::new(),
        };
        let report = Report::finish(spec, vec![input()], groups(&clock, &by, &all));
        let read: Document = serde_json::from_value(serde_json::to_value(&report).unwrap()).unwrap();

let days = |of: Period| (of.first_day(), of.last_day(), of.as_of().datetime());
        prop_assert_eq!(days(read.period().unwrap()), days(report.period));
        prop_assert_eq!(read.baseline.map(|of| of.last_day()), report.baseline.map(|of| of.last_day()));
        prop_assert_eq!((read.policy, read.late_budget), (report.policy, report.late_budget));
        prop_assert_eq!((&read.coverage, read.names.len()), (&report.coverage, report.names.len()));
        prop_assert_eq!((read.inputs[0].rows, read.inputs[0].issues[0].count), (9, 4));
        prop_assert_eq!(read.whole(), read.groups.first());
        prop_assert_eq!(read.groups.len(), report.groups().count());
        for (read, group) in read.groups.iter().zip(report.groups()) {
            prop_assert!(read.key.iter().all(|(by, value)| group.key.iter().any(|(own, said)| own.name() == by && said == value)));
            let (counts, own) = (read.dossiers.as_ref(), group.dossiers());
            prop_assert_eq!(counts.map(|of| of.counts["late"]), own.map(|of| of.get(crate::Bucket::Late)));
            prop_assert_eq!(counts.and_then(|of| of.put_off), group.put_off());
            for (indicator, measure) in group.indicators() {
                let figure = &read.indicators[indicator.id];
                prop_assert_eq!(figure.status, measure.status());
                if !matches!(measure, Measure::Index(_)) {
                    prop_assert_eq!(read.rate(indicator.id), measure.rate(), "{}", indicator.id);
                }
                if let Measure::Count { value, .. } = measure {
                    prop_assert_eq!(figure.value, Some(value as f64));
                }
                if let (Measure::Days(days), Status::Measured) = (&measure, measure.status()) {
                    prop_assert_eq!((figure.count, figure.mean.is_some()), (Some(days.count), true));
                }
            }
        }
        prop_assert_eq!(read.scorecard.len(), report.scorecard().count());
        for (read, row) in read.scorecard.iter().zip(report.scorecard()) {
            prop_assert_eq!((&read.id, read.tier, read.verdict), (&row.target.id, row.target.tier, row.verdict));
            prop_assert_eq!((read.numerator, read.baseline, read.reason), (row.figure.numerator, row.baseline, row.undecided));
            prop_assert_eq!((&read.cautions, read.deadline, read.due), (&row.cautions, row.target.deadline, row.is_due));
        }
    }
}

#[test]
fn a_document_of_another_schema_is_refused() {
    let error = serde_json::from_str::<Document>(r#"{"schema": "sipas.report/2"}"#).unwrap_err();
    assert!(
        error.to_string().starts_with(r#"the schema is "sipas.report/2", expected "sipas.report/1""#),
        "{error}"
    );
    let report = Report::finish(
        ReportSpec {
            clock: &crate::Clock::over("2025-06".parse().unwrap()),
            by: &[],
            plan: None,
            evidence: &[],
            baseline: None,
            slices: Vec::new(),
        },
        Vec::new(),
        crate::Groups::default(),
    );
    let mut later = serde_json::to_value(&report).unwrap();
    later["more"] = serde_json::json!(1);
    assert!(serde_json::from_value::<Document>(later).is_ok());
}
