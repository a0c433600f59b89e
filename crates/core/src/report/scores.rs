//! The targets of the plan, judged on the whole and on each group.

use super::slice::{Selected, Selection};
use super::{Coverage, Group, Report};
use crate::indicator::{Figure, Status};
use crate::plan::{Baseline, External, Plan, Target, Tier, Undecided, Verdict};
use crate::report::ScoreRow;

impl Report {
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
        let selections = self.selections.iter();
        targets.iter().zip(selections).map(move |(target, selection)| match selection {
            None => self.score(target, group, before),
            Some(selection) => self.score_selected(target, group, selection),
        })
    }

    /// Judges a target on those records of a group that it is for.
    fn score_selected<'r>(
        &'r self,
        target: &'r Target,
        group: Group<'r>,
        selection: &'r Selection,
    ) -> ScoreRow<'r> {
        let selected = if group.key.is_empty() { &selection.whole } else { &selection.parts };
        let of = |selected: &'r Selected, tally| Group { tally, evidence: &selected.evidence, ..group };
        let now = selected.as_ref().and_then(|selected| Some(of(selected, selected.now(group.key)?)));
        let before = selected.as_ref().and_then(|selected| Some(of(selected, selected.before(group.key)?)));
        let evidence = selected.as_ref().map_or(&[][..], |selected| &selected.evidence);
        let nothing = Group { tally: &self.nothing, evidence, ..group };
        let row = self.score(target, now.unwrap_or(nothing), before);
        let is_unknown = now.is_none() && row.verdict == Verdict::NoData;
        ScoreRow { undecided: row.undecided.or(is_unknown.then_some(Undecided::NoSuchGroup)), ..row }
    }

    fn score<'r>(&'r self, target: &'r Target, group: Group<'r>, before: Option<Group<'_>>) -> ScoreRow<'r> {
        let Some(indicator) = target.subject.indicator() else { return self.score_external(target, group) };
        let measure = group.measure(indicator);
        let now = target.figure(&measure);
        let withheld = if target.goal.needs_baseline() { self.withheld(target, now) } else { None };
        let compared = before.filter(|_| target.goal.needs_baseline() && withheld.is_none());
        let baseline = compared.map(|before| target.figure(&before.measure(indicator)));
        let verdict = target.judge(now, baseline);
        ScoreRow {
            target,
            key: group.key,
            of: group,
            figure: now,
            baseline: baseline
                .filter(|b| b.status != Status::NotMeasurable)
                .and_then(|b| Some(Baseline { numerator: b.numerator?, denominator: b.denominator })),
            verdict,
            undecided: match (now.status, verdict) {
                (Status::Measured, Verdict::NoData) if self.baseline.is_none() => Some(Undecided::NoBaseline),
                (Status::Measured, Verdict::NoData) => Some(withheld.unwrap_or(Undecided::EmptyBaseline)),
                (Status::Measured, Verdict::NotMeasurable) => Some(Undecided::BlindBaseline),
                _ => None,
            },
            is_due: self.is_due(target),
            cautions: group.cautions_of(target, indicator, &measure, baseline, verdict),
        }
    }

    /// Judges a figure that is measured elsewhere: nobody has it for a group.
    fn score_external<'r>(&'r self, target: &'r Target, group: Group<'r>) -> ScoreRow<'r> {
        let given = target.subject.external().filter(|_| group.key.is_empty());
        let none = Figure { numerator: None, denominator: None, status: Status::NotMeasurable };
        let figure = given.map_or(none, External::figure);
        let verdict = target.judge(figure, None);
        ScoreRow {
            target,
            key: group.key,
            of: group,
            figure,
            baseline: None,
            verdict,
            undecided: (verdict == Verdict::NotMeasurable).then_some(Undecided::NotGiven),
            is_due: self.is_due(target),
            cautions: Vec::new(),
        }
    }

    fn is_due(&self, target: &Target) -> Option<bool> {
        target.deadline.map(|deadline| self.period.as_of().day() > deadline)
    }

    /// Why the baseline does not compare.
    fn withheld(&self, target: &Target, figure: Figure) -> Option<Undecided> {
        let baseline = self.baseline?;
        let kind = target.subject.kind();
        let uncovered = |of: &Coverage| Some(of.kind) == kind && of.gaps.iter().any(|gap| gap.baseline);
        // A figure that is not measurable has no denominator either, and needs no other reason.
        if figure.denominator.is_none() && !baseline.is_like(&self.period) {
            Some(Undecided::UnlikeBaseline)
        } else {
            self.coverage.iter().any(uncovered).then_some(Undecided::UncoveredBaseline)
        }
    }

    /// The commitments on the whole that are met only while a caution does not turn them.
    pub fn doubtful(&self) -> impl Iterator<Item = ScoreRow<'_>> {
        self.scores(self.whole()).filter(|row| {
            row.target.tier == Tier::Commitment && row.verdict == Verdict::Met && row.turning().is_some()
        })
    }
}
