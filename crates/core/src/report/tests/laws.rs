//! What holds of any report of any records.

use proptest::prelude::*;

use super::every_column;
use crate::clock::Bucket;
use crate::clock::tests::any;
use crate::clock::tests::count::{groups, records};
use crate::indicator::{Measure, Status};
use crate::plan::{Plan, Verdict};
use crate::rate::Rate;
use crate::report::{Dimension, Group, Report, ReportSpec};

fn rates(group: Group<'_>) -> Vec<(&'static str, Rate)> {
    let of = |measure: Measure| match measure {
        Measure::Rate(Some(rate)) => vec![rate],
        Measure::Satisfaction(Some((whole, areas))) => [&[whole][..], &areas].concat(),
        _ => Vec::new(),
    };
    let all = group.indicators();
    all.flat_map(|(indicator, measure)| of(measure).into_iter().map(|rate| (indicator.id, rate))).collect()
}

proptest! {
    #[test]
    fn no_numerator_exceeds_its_denominator(
        clock in any::clock(), records in records(),
        by in prop::sample::subsequence(Dimension::ALL.to_vec(), 0..=2),
    ) {
        let groups = groups(&clock, &by, &records);
        let plan = Plan::lang_son_2025();
        let spec = ReportSpec { clock: &clock, by: &by, plan: Some(&plan), evidence: &[every_column()], baseline: None };
        let report = Report::finish(spec, Vec::new(), groups);
        for group in report.groups() {
            for (id, rate) in rates(group) {
                prop_assert!(rate.numerator <= rate.denominator, "{}: {:?}", id, rate);
                if let (Some(value), Some([low, high])) = (rate.value(), rate.interval()) {
                    prop_assert!(0.0 <= low && low <= value && value <= high && high <= 1.0, "{}: {:?}", id, rate);
                }
            }
            for (indicator, measure) in group.indicators() {
                if let Measure::Reports(Some(reports)) = measure {
                    prop_assert!(reports.substantiated <= reports.value, "{}", indicator.id);
                    prop_assert!(reports.value + reports.unread <= reports.received, "{}", indicator.id);
                }
            }
            // What was in time and what was late make up what was judged.
            let get = |id| rates(group).into_iter().find(|(found, _)| *found == id).map(|(_, rate)| rate);
            if let (Some(in_time), Some(late), Some(counts)) = (get("on_time_return_rate"), get("late_rate"), group.dossiers()) {
                prop_assert_eq!(in_time.numerator + late.numerator, counts.judged());
                prop_assert_eq!((in_time.denominator, late.denominator), (counts.judged(), counts.judged()));
                prop_assert_eq!(late.numerator, counts.get(Bucket::Late));
            }
        }
        prop_assert_eq!(report.scorecard().count(), report.groups().count() * plan.targets().len());
        for row in report.scorecard() {
            let decided = matches!(row.verdict, Verdict::Met | Verdict::Missed);
            prop_assert!(!decided || row.figure.status == Status::Measured && row.baseline.is_none());
        }
    }

    #[test]
    fn the_same_records_make_the_same_bytes(
        clock in any::clock(), records in records(), cut in 0..40usize,
        by in prop::sample::subsequence(Dimension::ALL.to_vec(), 0..=2).prop_shuffle(),
    ) {
        let plan = Plan::lang_son_2025();
        let (left, right) = records.split_at(cut.min(records.len()));
        let whole = groups(&clock, &by, &records);
        let mut parts = groups(&clock, &by, right.iter().rev());
        parts.merge(&groups(&clock, &by, left));
        let document = |groups| {
            let baseline = Some((clock.period, whole.clone()));
            let spec = ReportSpec { clock: &clock, by: &by, plan: Some(&plan), evidence: &[every_column()], baseline };
            serde_json::to_string(&Report::finish(spec, Vec::new(), groups)).unwrap()
        };
        prop_assert_eq!(document(whole.clone()), document(parts));
    }

    #[test]
    fn compared_with_itself_nothing_is_better(clock in any::clock(), records in records()) {
        let groups = groups(&clock, &[], &records);
        let plan = Plan::lang_son_2025();
        let baseline = Some((clock.period, groups.clone()));
        let spec = ReportSpec { clock: &clock, by: &[], plan: Some(&plan), evidence: &[every_column()], baseline };
        for row in Report::finish(spec, Vec::new(), groups).scorecard() {
            if row.target.goal.needs_baseline() && row.verdict == Verdict::Met {
                // Below nothing is nothing; every other figure would have to be less than itself.
                prop_assert_eq!((row.figure.numerator, row.target.goal.comparator()), (Some(0), "below_baseline"));
            }
        }
    }
}
