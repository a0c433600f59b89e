//! What holds of any report of any records.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use super::every_column;
use crate::clock::Bucket;
use crate::clock::tests::any;
use crate::clock::tests::count::{Record, groups, key, records};
use crate::dimension::{Dimension, folded_unit};
use crate::indicator::{Measure, Status};
use crate::kind::Kind;
use crate::plan::{Plan, Undecided, Verdict};
use crate::rate::Rate;
use crate::report::{Group, Report, ReportSpec, Slice};

fn rates(group: Group<'_>) -> Vec<(&'static str, Rate)> {
    let of = |measure: Measure| match measure {
        Measure::Rate(Some(rate)) => vec![rate],
        Measure::Satisfaction(Some((whole, areas))) => [&[whole][..], &areas].concat(),
        _ => Vec::new(),
    };
    let all = group.indicators();
    all.flat_map(|(indicator, measure)| of(measure).into_iter().map(|rate| (indicator.id, rate))).collect()
}

fn any_index() -> impl Strategy<Value = Index> {
    proptest::prelude::any::<Index>()
}

/// The targets of each kind of record, for groups of that value only if there is one.
fn plan(only: Option<(Dimension, &str)>) -> Plan {
    let place = only.map_or(String::new(), |(by, value)| format!("where = {{ {by} = {} }}\n", json!(value)));
    let mut toml = String::from("id = \"x\"\n");
    for (n, subject) in [
        "indicator = \"late_rate\"\nthreshold = \"1/10\"",
        "indicator = \"late_count\"\nfactor = \"1/2\"",
        "indicator = \"processing_days\"\nstatistic = \"mean\"\nthreshold = \"9/2\"",
        "indicator = \"pakn_timely_rate\"\nthreshold = \"9/10\"",
        "indicator = \"procedure_listing_rate\"\nfactor = \"9/10\"",
        "indicator = \"satisfaction\"\nthreshold = \"0.9\"",
    ]
    .into_iter()
    .enumerate()
    {
        let target = format!(
            "id = \"IV.{n}\"\ntier = \"commitment\"\ntask = \"t\"\nlead = \"l\"\ncomparator = \"<=\""
        );
        let _ = write!(toml, "[[targets]]\n{target}\n{subject}\n{place}");
    }
    Plan::parse(&toml).unwrap()
}

proptest! {
    #[test]
    fn a_target_for_some_groups_is_judged_on_their_records_alone(
        clock in any::clock(), all in records(), before in records(), nth in any_index(),
        dimension in prop::sample::select(vec![Dimension::Unit, Dimension::Field]),
        by in prop::sample::subsequence(vec![Dimension::Officer, Dimension::Field, Dimension::Channel], 0..=2),
    ) {
        let values: Vec<String> = all.iter().filter_map(|record| Some(key(&clock, &[dimension], record)?.get(dimension)?.to_owned())).collect();
        prop_assume!(!values.is_empty());
        let value = nth.get(&values);
        let (some, whole) = (plan(Some((dimension, value))), plan(None));
        let evidence = [every_column()];
        let slice = |by: &[Dimension]| Slice {
            by: by.to_vec(),
            groups: groups(&clock, by, &all),
            baseline: Some(groups(&clock, by, &before)),
        };
        let spec = ReportSpec {
            clock: &clock, by: &by, plan: Some(&some), evidence: &evidence,
            baseline: Some((clock.period, groups(&clock, &by, &before))),
            slices: some.slices(&by).iter().map(|by| slice(by)).collect(),
        };
        let report = Report::finish(spec, Vec::new(), groups(&clock, &by, &all));
        for group in report.groups() {
            // The records of the group that have that value, counted as if there were no others.
            let mut list = by.clone();
            list.extend(Some(dimension).filter(|dimension| !by.contains(dimension)));
            let list = if group.key.is_empty() { &[dimension][..] } else { &list };
            let is_of = |record: &&Record| key(&clock, list, record).is_some_and(|own| {
                folded_unit(own.get(dimension).unwrap()) == folded_unit(value)
                    && own.within(&by).map_or(group.key.is_empty(), |own| group.key.is_empty() || own == *group.key)
            });
            let only = |records: &[Record]| groups(&clock, &[], records.iter().filter(is_of));
            let spec = ReportSpec {
                clock: &clock, by: &[], plan: Some(&whole), evidence: &evidence,
                baseline: Some((clock.period, only(&before))), slices: Vec::new(),
            };
            let alone = Report::finish(spec, Vec::new(), only(&all));
            let expected: Vec<_> = alone.scores(alone.whole()).collect();
            for (row, expected) in report.scores(group).zip(expected) {
                // Of a kind of record that has no such key nothing is measurable.
                let kind = row.target.subject.kind().unwrap();
                let has_key = list.iter().all(|by| by.is_of_all(kind) || (kind == Kind::Pakn && *by == Dimension::Field));
                if !has_key {
                    prop_assert_eq!(row.verdict, Verdict::NotMeasurable);
                } else if row.undecided != Some(Undecided::UncoveredBaseline) && expected.undecided != Some(Undecided::UncoveredBaseline) {
                    prop_assert_eq!(row.figure, expected.figure, "{}", row.target.id);
                    prop_assert_eq!(row.verdict, expected.verdict, "{}", row.target.id);
                    let is_decided = matches!(row.verdict, Verdict::Met | Verdict::Missed);
                    prop_assert!(!is_decided || row.baseline == expected.baseline, "{}", row.target.id);
                }
            }
        }
    }

    #[test]
    fn no_numerator_exceeds_its_denominator(
        clock in any::clock(), records in records(),
        by in prop::sample::subsequence(Dimension::ALL.to_vec(), 0..=2),
    ) {
        let groups = groups(&clock, &by, &records);
        let plan = Plan::lang_son_2025();
        let spec = ReportSpec { clock: &clock, by: &by, plan: Some(&plan), evidence: &[every_column()], baseline: None, slices: Vec::new() };
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
            let spec = ReportSpec { clock: &clock, by: &by, plan: Some(&plan), evidence: &[every_column()], baseline, slices: Vec::new() };
            serde_json::to_string(&Report::finish(spec, Vec::new(), groups)).unwrap()
        };
        prop_assert_eq!(document(whole.clone()), document(parts));
    }

    #[test]
    fn compared_with_itself_nothing_is_better(clock in any::clock(), records in records()) {
        let groups = groups(&clock, &[], &records);
        let plan = Plan::lang_son_2025();
        let baseline = Some((clock.period, groups.clone()));
        let spec = ReportSpec { clock: &clock, by: &[], plan: Some(&plan), evidence: &[every_column()], baseline, slices: Vec::new() };
        for row in Report::finish(spec, Vec::new(), groups).scorecard() {
            if row.target.goal.needs_baseline() && row.verdict == Verdict::Met {
                // Below nothing is nothing; every other figure would have to be less than itself.
                prop_assert_eq!((row.figure.numerator, row.target.goal.comparator()), (Some(0), "below_baseline"));
            }
        }
    }
}
