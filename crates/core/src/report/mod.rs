//! The report: tallies finished into figures, and figures into verdicts. All division happens here.

mod document;
mod key;

pub use key::{Dimension, DimensionError, Key};

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::calendar::{Period, WorkCalendar};
use crate::clock::{Bucket, Clock};
use crate::evidence::Evidence;
use crate::indicator::{self, Basis, Indicator, Measure, Status};
use crate::moment::Day;
use crate::plan::{Baseline, LateBudget, Plan, ScoreRow};
use crate::policy::Policy;
use crate::rate::Rate;
use crate::tally::{DossierCounts, PaknCounts, Tally};

/// The tallies of a whole and of its groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    /// All records.
    pub whole: Tally,
    /// The records of each key, where groups were asked for.
    pub parts: BTreeMap<Key, Tally>,
}

impl Groups {
    /// Takes in the tallies of other records, counted by the same clock and into the same dimensions.
    pub fn merge(&mut self, other: &Groups) {
        self.whole.merge(&other.whole);
        for (key, tally) in &other.parts {
            self.parts.entry(key.clone()).or_default().merge(tally);
        }
    }

    /// Takes in the tallies of the catalogue and the survey, which make no groups themselves.
    pub fn join_shared(&mut self, shared: &Groups) {
        self.whole.merge(&shared.whole);
        for (key, tally) in &shared.parts {
            if let Some(part) = self.parts.get_mut(key) {
                part.merge(tally);
            }
        }
    }
}

/// What a report is made by, its tallies aside.
#[derive(Debug, Clone)]
pub struct ReportSpec<'s> {
    /// Settings, calendar and period.
    pub clock: &'s Clock,
    /// What groups are made of; empty for the whole only.
    pub by: &'s [Dimension],
    /// The plan to judge by, if any.
    pub plan: Option<&'s Plan>,
    /// The columns of each input.
    pub evidence: &'s [Evidence],
    /// The baseline period and its tallies, if there is one.
    pub baseline: Option<(Period, &'s Groups)>,
}

/// A finished report: what every output format shows. No figure is computed twice.
#[derive(Debug, Clone)]
pub struct Report {
    /// The period.
    pub period: Period,
    /// The period compared with.
    pub baseline: Option<Period>,
    /// The plan judged by.
    pub plan: Option<Plan>,
    /// The settings.
    pub policy: Policy,
    /// The working calendar used.
    pub calendar: WorkCalendar,
    /// What was read, and what became of it.
    pub inputs: Vec<InputSummary>,
    /// What the groups are made of.
    pub by: Vec<Dimension>,
    /// The whole first, then each group.
    pub groups: Vec<GroupReport>,
    /// Every target for the whole, then for each group.
    pub scorecard: Vec<ScoreRow>,
    /// How many late dossiers the plan still allows.
    pub late_budget: Option<LateBudget>,
    /// The first provisional day of the calendar that a figure leans on.
    pub leans_on: Option<Day>,
}

/// One group's counts and figures.
#[derive(Debug, Clone, Serialize)]
pub struct GroupReport {
    /// Which group; empty for the whole.
    pub key: Key,
    /// Its dossiers; `None` where there was no export of them, or a dossier has no such key.
    pub dossiers: Option<DossierCounts>,
    /// Its petitions, likewise.
    pub pakn: Option<PaknCounts>,
    /// Its figures, in the order of the register.
    #[serde(serialize_with = "document::indicators")]
    pub indicators: Vec<(&'static Indicator, Measure)>,
}

/// One export: every row of it is accepted, rejected, duplicate or skipped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct InputSummary {
    /// The file, as it was named.
    pub path: String,
    /// `dossiers`, `pakn`, `procedures` or `survey`.
    pub kind: &'static str,
    /// All rows, the header aside.
    pub rows: u64,
    /// Rows that became records.
    pub accepted: u64,
    /// Rows refused.
    pub rejected: u64,
    /// Older rows of a code that another row has too.
    pub duplicates: u64,
    /// Rows that are no record.
    pub skipped: u64,
    /// What was found wrong or doubtful.
    pub issues: Vec<IssueCount>,
}

/// How often one kind of issue was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssueCount {
    /// Its name, such as `date.invalid`.
    pub code: Cow<'static, str>,
    /// `note`, `warning` or `reject`.
    pub severity: &'static str,
    /// How often.
    pub count: u64,
}

impl Report {
    /// Finishes tallies into a report.
    pub fn finish(spec: &ReportSpec<'_>, inputs: Vec<InputSummary>, groups: &Groups) -> Report {
        let evidence_of = |by: &[Dimension]| -> Vec<Evidence> {
            spec.evidence.iter().map(|input| Dimension::evidence_of(by, spec.clock.weigh(*input))).collect()
        };
        let (whole, part) = (evidence_of(&[]), evidence_of(spec.by));
        let mut reported = vec![GroupReport::of(Key::default(), &groups.whole, &whole)];
        reported.extend(groups.parts.iter().map(|(key, tally)| GroupReport::of(key.clone(), tally, &part)));

        let mut scorecard = Vec::new();
        if let Some(plan) = spec.plan {
            for group in &reported {
                let before = spec.baseline.and_then(|(_, groups)| {
                    if group.key.is_empty() {
                        return Some(figures(&groups.whole, &whole));
                    }
                    groups.parts.get(&group.key).map(|tally| figures(tally, &part))
                });
                scorecard.extend(plan.targets().iter().map(|target| score(target, group, before.as_ref())));
            }
        }
        let late_budget = spec.plan.and_then(Plan::late_threshold).and_then(|threshold| {
            let counts = reported[0].dossiers.as_ref()?;
            let year = spec.clock.period.year_progress();
            Some(LateBudget::new(threshold, counts.judged(), counts.get(Bucket::Late), year))
        });
        Report {
            period: spec.clock.period,
            baseline: spec.baseline.map(|(period, _)| period),
            plan: spec.plan.cloned(),
            policy: spec.clock.policy,
            calendar: spec.clock.calendar.clone(),
            inputs,
            by: spec.by.to_vec(),
            groups: reported,
            scorecard,
            late_budget,
            leans_on: groups.whole.leans_on(),
        }
    }

    /// The whole.
    pub fn whole(&self) -> &GroupReport {
        &self.groups[0]
    }

    /// A rate in per cent as people are shown it: two decimals, rounded half up, or as many as it takes not to seem
    /// to reach a target of the plan that it misses. `None` of no data.
    pub fn percent(&self, indicator: &Indicator, rate: Rate) -> Option<String> {
        let decimals = match &self.plan {
            Some(plan) => rate.decimals_apart_from(&plan.thresholds_of(indicator.id)),
            None => 2,
        };
        rate.percent(decimals)
    }
}

impl GroupReport {
    fn of(key: Key, tally: &Tally, evidence: &[Evidence]) -> GroupReport {
        let has = |kind| evidence.iter().any(|input| input.has(kind));
        GroupReport {
            key,
            dossiers: has(Evidence::DOSSIERS).then_some(tally.dossiers.counts),
            pakn: has(Evidence::PAKN).then_some(tally.pakn.counts),
            indicators: figures(tally, evidence),
        }
    }
}

fn figures(tally: &Tally, evidence: &[Evidence]) -> GroupFigures {
    let basis = Basis { tally, evidence };
    indicator::ALL.iter().map(|indicator| (indicator, indicator.measure(&basis))).collect()
}

type GroupFigures = Vec<(&'static Indicator, Measure)>;

fn score(target: &crate::plan::Target, group: &GroupReport, before: Option<&GroupFigures>) -> ScoreRow {
    let find = |figures: &GroupFigures| {
        let found = figures.iter().find(|(indicator, _)| indicator.id == target.indicator.id);
        found.map(|(_, measure)| measure.figure(target.area))
    };
    let figure = find(&group.indicators).expect("a target's indicator is of the register");
    let baseline = before.filter(|_| target.goal.needs_baseline()).and_then(find);
    ScoreRow {
        target: target.clone(),
        key: group.key.clone(),
        figure,
        baseline: baseline
            .filter(|b| b.status != Status::NotMeasurable)
            .and_then(|b| Some(Baseline { numerator: b.numerator?, denominator: b.denominator })),
        verdict: target.judge(figure, baseline),
    }
}

#[cfg(test)]
mod tests;
