//! Groups and their verdicts, side by side.

use sipas_core::{GroupReport, Report, ScoreRow};

/// Every group, the whole first, with its part of the scorecard, which stands in the order of the groups.
pub(crate) fn groups(report: &Report) -> impl Iterator<Item = (&GroupReport, &[ScoreRow])> {
    let targets = report.plan.as_ref().map_or(0, |plan| plan.targets().len());
    let rows = move |n: usize| report.scorecard.get(n * targets..(n + 1) * targets).unwrap_or_default();
    report.groups.iter().enumerate().map(move |(n, group)| (group, rows(n)))
}
