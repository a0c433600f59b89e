//! The report: tallies finished into figures, and figures into verdicts. All division happens here.

mod document;
mod group;
mod key;

pub use document::DocumentWriter;
pub use group::Group;
pub use key::{Dimension, DimensionError, Key, MOST_DIMENSIONS, OwnDimension};

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::calendar::{Period, WorkCalendar};
use crate::clock::{Bucket, Clock};
use crate::evidence::Evidence;
use crate::indicator::{Indicator, Status};
use crate::moment::Day;
use crate::plan::{Baseline, LateBudget, Plan, ScoreRow, Target};
use crate::policy::Policy;
use crate::rate::Rate;
use crate::tally::Tally;

/// The tallies of a whole and of its groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    /// All records.
    pub whole: Tally,
    /// The records of each key, where groups were asked for. There may be very many: each stays where it is.
    pub parts: BTreeMap<Key, Box<Tally>>,
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
    pub baseline: Option<(Period, Groups)>,
}

/// A finished report: what every output format shows. The figures of a group are read off its tally when they are
/// asked for, so that of very many groups no more is kept than what was counted.
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
    /// How many late dossiers the plan still allows.
    pub late_budget: Option<LateBudget>,
    /// The first provisional day of the calendar that a figure leans on.
    pub leans_on: Option<Day>,
    tallies: Groups,
    before: Option<Groups>,
    /// The columns of each input, as far as the whole can be told by them, and as far as a group can.
    evidence: [Vec<Evidence>; 2],
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
    pub fn finish(spec: ReportSpec<'_>, inputs: Vec<InputSummary>, tallies: Groups) -> Report {
        let evidence = [&[], spec.by].map(|by| {
            spec.evidence.iter().map(|input| Dimension::evidence_of(by, spec.clock.weigh(*input))).collect()
        });
        let mut report = Report {
            period: spec.clock.period,
            baseline: spec.baseline.as_ref().map(|(period, _)| *period),
            plan: spec.plan.cloned(),
            policy: spec.clock.policy,
            calendar: spec.clock.calendar.clone(),
            inputs,
            by: spec.by.to_vec(),
            late_budget: None,
            leans_on: tallies.whole.leans_on(),
            tallies,
            before: spec.baseline.map(|(_, groups)| groups),
            evidence,
        };
        report.late_budget = spec.plan.and_then(Plan::late_threshold).and_then(|threshold| {
            let counts = report.whole().dossiers()?;
            let year = spec.clock.period.year_progress();
            Some(LateBudget::new(threshold, counts.judged(), counts.get(Bucket::Late), year))
        });
        report
    }

    /// The whole.
    pub fn whole(&self) -> Group<'_> {
        Group::of(&key::WHOLE, &self.tallies.whole, &self.evidence[0])
    }

    /// Each group, in the order of keys.
    pub fn parts(&self) -> impl Iterator<Item = Group<'_>> {
        self.tallies.parts.iter().map(|(key, tally)| Group::of(key, tally, &self.evidence[1]))
    }

    /// The whole first, then each group.
    pub fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        std::iter::once(self.whole()).chain(self.parts())
    }

    /// Every target for the whole, then for each group.
    pub fn scorecard(&self) -> impl Iterator<Item = ScoreRow<'_>> {
        self.groups().flat_map(|group| self.scores(group))
    }

    /// Every target for one of the groups.
    pub fn scores<'r>(&'r self, group: Group<'r>) -> impl Iterator<Item = ScoreRow<'r>> {
        let targets = self.plan.as_ref().map_or(&[][..], Plan::targets);
        let before = self.before.as_ref().filter(|_| !targets.is_empty()).and_then(|before| {
            let tally = if group.key.is_empty() {
                Some(&before.whole)
            } else {
                before.parts.get(group.key).map(Box::as_ref)
            };
            tally.map(|tally| Group { tally, ..group })
        });
        targets.iter().map(move |target| score(target, group, before))
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

fn score<'r>(target: &'r Target, group: Group<'r>, before: Option<Group<'_>>) -> ScoreRow<'r> {
    let figure = |group: Group<'_>| group.measure(target.indicator).figure(target.area);
    let (now, baseline) = (figure(group), before.filter(|_| target.goal.needs_baseline()).map(figure));
    ScoreRow {
        target,
        key: group.key,
        figure: now,
        baseline: baseline
            .filter(|b| b.status != Status::NotMeasurable)
            .and_then(|b| Some(Baseline { numerator: b.numerator?, denominator: b.denominator })),
        verdict: target.judge(now, baseline),
    }
}

#[cfg(test)]
mod tests;
