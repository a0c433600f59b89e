//! Groups and their verdicts, side by side.

use sipas_core::{Group, Report, ScoreRow};

/// Every group, the whole first, with its part of the scorecard.
pub(crate) fn groups(report: &Report) -> impl Iterator<Item = (Group<'_>, Vec<ScoreRow<'_>>)> {
    report.groups().map(|group| (group, report.scores(group).collect()))
}
