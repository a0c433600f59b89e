//! The report: tallies finished into figures, and figures into verdicts. All division happens here.

mod caution;
mod coverage;
mod document;
mod group;
mod names;
mod read;
mod score_row;
mod scores;
mod slice;
mod spelling;

pub use caution::{Caution, CautionCode, WouldBe};
pub use coverage::{Coverage, Gap, GapReason};
pub use document::DocumentWriter;
pub use group::{Group, Unmeasured};
pub use names::{NameDoubt, NameDoubtCode};
pub use read::{
    Document, DocumentCalendar, DocumentDossiers, DocumentFigure, DocumentGroup, DocumentInput,
    DocumentIssue, DocumentName, DocumentScore,
};
pub use score_row::ScoreRow;
pub use slice::Slice;
pub use spelling::JoinedUnit;

use caution::Doubts;
use coverage::Counts;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::calendar::{Period, WorkCalendar};
use crate::clock::{Bucket, Clock, PaknBucket};
use crate::dimension::{Dimension, Key, WHOLE};
use crate::evidence::Evidence;
use crate::indicator::Indicator;
use crate::kind::Kind;
use crate::moment::{Day, Moment};
use crate::plan::{LateBudget, Plan, Target};
use crate::policy::Policy;
use crate::rate::Rate;
use crate::tally::{Activities, Tally};
use slice::Selection;
use spelling::Spellings;

/// The tallies of a whole and of its groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    /// All records.
    pub whole: Tally,
    /// The records of each key, where groups were asked for. There may be very many: each stays where it is.
    pub parts: BTreeMap<Key, Box<Tally>>,
    /// The days on which something happened, of all records.
    pub activities: Activities,
}

impl Groups {
    /// Takes in the tallies of other records, counted by the same clock and into the same dimensions.
    pub fn merge(&mut self, other: &Groups) {
        self.whole.merge(&other.whole);
        self.activities.merge(&other.activities);
        for (key, tally) in &other.parts {
            self.parts.entry(key.clone()).or_default().merge(tally);
        }
    }

    /// Takes in the tallies of the catalogue and the survey, which make no groups themselves.
    pub fn join_shared(&mut self, shared: &Groups) {
        self.whole.merge(&shared.whole);
        // By the unit as it is compared: any of the spellings that will be one group.
        let mut alike: Option<BTreeMap<Key, Key>> = None;
        for (key, tally) in &shared.parts {
            if let Some(part) = self.parts.get_mut(key) {
                part.merge(tally);
                continue;
            }
            let known = self.parts.keys().map(|key| (key.folded(), key.clone()));
            let alike = alike.get_or_insert_with(|| known.collect());
            if let Some(part) = alike.get(&key.folded()).and_then(|key| self.parts.get_mut(key)) {
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
    /// What was counted for targets that are for some groups only, by the lists of [`Plan::slices`].
    pub slices: Vec<Slice>,
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
    joined: Vec<JoinedUnit>,
    /// The columns of each input, as far as the whole can be told by them, and as far as a group can.
    evidence: [Vec<Evidence>; 2],
    /// What the inputs cover of the period and of the baseline, by kind.
    pub coverage: Vec<Coverage>,
    doubts: Doubts,
    /// What is doubtful about the names of groups.
    pub names: Vec<NameDoubt>,
    /// What each target of the plan is for; empty where none is for some groups only.
    selections: Vec<Option<Selection>>,
    /// An empty tally, for groups without records.
    nothing: Tally,
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
    /// How many of the rejected rows another input holds mended.
    #[serde(skip)]
    pub mended: u64,
    /// How many records have words that are not understood.
    #[serde(skip)]
    pub unread_words: BTreeMap<UnreadWords, u64>,
}

impl InputSummary {
    /// Takes in the words that are not understood of other records of the same input.
    pub(crate) fn add_words(&mut self, other: &InputSummary) {
        for (words, n) in &other.unread_words {
            *self.unread_words.entry(*words).or_default() += n;
        }
    }
}

/// What records have in common of which some words are not understood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnreadWords {
    /// What the columns of these words are evidence of. A status, which every figure leans on, is evidence of its kind of export.
    pub columns: Evidence,
    /// The day of receipt.
    pub received: Option<Day>,
    /// The day of the end.
    pub ended: Option<Day>,
}

impl UnreadWords {
    /// Whether such a record may belong to a period.
    fn may_be_of(&self, period: &Period) -> bool {
        let is_later = self.received.is_some_and(|day| !Moment::on(day).is_before(period.as_of()));
        let is_earlier = self.ended.is_some_and(|day| day < period.first_day());
        !is_later && !is_earlier
    }
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
        let baseline = spec.baseline.as_ref().map(|(period, _)| *period);
        let (mut tallies, mut before) = (tallies, spec.baseline);
        let spellings = Spellings::of(&tallies);
        spellings.join(&mut tallies);
        if let Some((_, before)) = &mut before {
            spellings.join(before);
        }
        let selection = |target: &Target| {
            let select = || Selection::of(target, spec.by, &spec.slices, &tallies, spec.clock, spec.evidence);
            (!target.conditions.is_empty()).then(select)
        };
        let selections = spec.plan.map_or(&[][..], Plan::targets).iter().map(selection).collect();
        let mut report = Report {
            period: spec.clock.period,
            baseline,
            plan: spec.plan.cloned(),
            policy: spec.clock.policy,
            calendar: spec.clock.calendar.clone(),
            inputs,
            by: spec.by.to_vec(),
            late_budget: None,
            leans_on: tallies.whole.leans_on(),
            tallies,
            before: before.map(|(_, groups)| groups),
            joined: spellings.joined(),
            evidence,
            coverage: Vec::new(),
            doubts: Doubts::default(),
            names: Vec::new(),
            selections,
            nothing: Tally::default(),
        };
        report.coverage = report.covered();
        report.doubts = Doubts::of(&report);
        report.names = NameDoubt::of(&report.by, &report.tallies, &report.inputs);
        report.late_budget = spec.plan.and_then(Plan::late_threshold).and_then(|threshold| {
            let counts = report.whole().dossiers()?;
            let year = spec.clock.period.year_progress();
            Some(LateBudget::new(threshold, counts.judged(), counts.get(Bucket::Late), year))
        });
        report
    }

    /// Gives a report of the first groups only, for a screen that shows no more. Its whole still counts all groups.
    #[must_use]
    pub fn head(&self, groups: usize) -> Report {
        let first = |all: &Groups| Groups {
            whole: all.whole.clone(),
            parts: all.parts.iter().take(groups).map(|(key, tally)| (key.clone(), tally.clone())).collect(),
            activities: all.activities.clone(),
        };
        Report {
            period: self.period,
            baseline: self.baseline,
            plan: self.plan.clone(),
            policy: self.policy,
            calendar: self.calendar.clone(),
            inputs: self.inputs.clone(),
            by: self.by.clone(),
            late_budget: self.late_budget,
            leans_on: self.leans_on,
            tallies: first(&self.tallies),
            before: self.before.as_ref().map(first),
            joined: self.joined.clone(),
            evidence: self.evidence.clone(),
            coverage: self.coverage.clone(),
            doubts: self.doubts.clone(),
            names: self.names.clone(),
            selections: self.selections.clone(),
            nothing: Tally::default(),
        }
    }

    /// How many groups there are beside the whole.
    pub fn group_count(&self) -> usize {
        self.tallies.parts.len()
    }

    /// Units that are written in several ways, each one group.
    pub fn joined_units(&self) -> &[JoinedUnit] {
        &self.joined
    }

    /// The whole.
    pub fn whole(&self) -> Group<'_> {
        let (tally, evidence) = (&self.tallies.whole, &self.evidence[0]);
        Group { key: &WHOLE, tally, evidence, doubts: &self.doubts, own: self.own() }
    }

    /// Each group, in the order of keys.
    pub fn parts(&self) -> impl Iterator<Item = Group<'_>> {
        let (evidence, doubts, own) = (&self.evidence[1], &self.doubts, self.own());
        self.tallies.parts.iter().map(move |(key, tally)| Group { key, tally, evidence, doubts, own })
    }

    /// The plan's own indicators.
    fn own(&self) -> &[&'static Indicator] {
        self.plan.as_ref().map_or(&[], Plan::indicators)
    }

    /// The whole first, then each group.
    pub fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        std::iter::once(self.whole()).chain(self.parts())
    }

    /// The whole in the baseline, where there is one and the inputs cover that kind of record in it.
    pub fn whole_before(&self, kind: Kind) -> Option<Group<'_>> {
        let uncovered = |of: &Coverage| of.kind == kind && of.gaps.iter().any(|gap| gap.baseline);
        let before = self.before.as_ref().filter(|_| !self.coverage.iter().any(uncovered))?;
        Some(Group { tally: &before.whole, ..self.whole() })
    }

    /// The kinds of which every row was rejected.
    pub fn rejected_kinds(&self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(|kind| {
            let of = || self.inputs.iter().filter(|input| input.kind == kind.name());
            of().any(|input| input.rejected > 0) && of().all(|input| input.accepted + input.duplicates == 0)
        })
    }

    fn covered(&self) -> Vec<Coverage> {
        let whole = self.whole();
        let kinds = [whole.dossiers().map(|_| Kind::Dossiers), whole.pakn().map(|_| Kind::Pakn)];
        let of = |kind: Kind| {
            let now = counted(&self.tallies, kind);
            let mut gaps = now.gaps(&self.calendar, &self.period, false);
            if let Some((baseline, before)) = self.baseline.as_ref().zip(self.before.as_ref()) {
                let before = counted(before, kind);
                gaps.extend(match kind {
                    Kind::Dossiers => before.gaps_of_baseline(&self.calendar, baseline, &now),
                    // Of petitions there may be few.
                    _ => before.gaps(&self.calendar, baseline, true),
                });
            }
            let dated = Some(now.activity).filter(|_| now.are_dated());
            let (from, to) = (dated.and_then(|of| of.first), dated.and_then(|of| of.last));
            Coverage { kind, from, to, gaps }
        };
        kinds.into_iter().flatten().map(of).collect()
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

    /// The figure of a target as a plain number, likewise: a share in per cent, durations and figures from elsewhere as they
    /// are. `None` of no data.
    pub fn shown(&self, target: &Target, figure: Rate) -> Option<String> {
        let thresholds = self
            .plan
            .as_ref()
            .map_or_else(Vec::new, |plan| plan.thresholds(|subject| subject.is_like(&target.subject)));
        if target.subject.is_share() {
            return figure.percent(figure.decimals_apart_from(&thresholds));
        }
        let hundredth = |of: Rate| Rate::new(of.numerator, of.denominator.saturating_mul(100));
        let thresholds: Vec<_> = thresholds.into_iter().map(hundredth).collect();
        figure.decimal(hundredth(figure).decimals_apart_from(&thresholds))
    }
}

/// What was counted of one kind.
fn counted(groups: &Groups, kind: Kind) -> Counts<'_> {
    let Groups { whole, activities, .. } = groups;
    if kind == Kind::Pakn {
        let counts = &whole.pakn.counts;
        Counts {
            activity: &activities.pakn,
            accepted: counts.accepted(),
            received: counts.received + counts.undated_received,
            concluded: counts.closed() + counts.get(PaknBucket::Transferred),
        }
    } else {
        let counts = &whole.dossiers.counts;
        Counts {
            activity: &activities.dossiers,
            accepted: counts.accepted(),
            received: counts.received + counts.undated_received,
            concluded: counts.concluded(),
        }
    }
}

#[cfg(test)]
mod tests;
