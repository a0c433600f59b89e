//! What a reader has to be warned of beside a report: what could change a figure or a verdict that was asked for.

use std::collections::BTreeSet;

use sipas_core::damage::is_damaged;
use sipas_core::{
    Bucket, Indicator, InputSummary, Kind, Measure, NameDoubt, NameDoubtCode, Report, Status, Undecided,
};

use crate::document::reason::ByReason;
use crate::document::scorecard;
use crate::lang::Lang;

/// Says what the inputs do not cover, what is concluded at an unknown time, which targets were not compared with the
/// baseline, and which commitments are met only while a caution does not turn them: a sentence each.
pub fn doubts(report: &Report, lang: Lang) -> Vec<String> {
    let mut said = general(report, lang);
    said.extend(report.doubtful().filter_map(|row| {
        let but = scorecard::turned(report, &row, lang)?;
        let indicator = row.target.subject.indicator()?;
        Some(lang.doubtful(&row.target.id, lang.indicator(indicator).name, &but))
    }));
    said
}

/// The doubts for a reader who has a minute: what turns several commitments is said once.
pub(crate) fn in_short(report: &Report, lang: Lang) -> Vec<String> {
    let mut turning = ByReason::default();
    for row in report.doubtful() {
        if let (Some(caution), Some(indicator)) = (row.turning(), row.target.subject.indicator()) {
            turning.add(lang.caution(caution, indicator), row.target.id.clone());
        }
    }
    let turned = turning.into_iter().map(|(what, ids)| lang.turns(&what, &ids));
    turned.chain(general(report, lang)).map(|said| capital(&said)).collect()
}

/// A text that begins as a sentence does.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// More damaged names than these are not told one by one.
const NAMES: usize = 20;

/// The first damaged names of groups, where that is the doubt.
fn damaged(report: &Report, doubt: &NameDoubt) -> String {
    if doubt.code != NameDoubtCode::Damaged {
        return String::new();
    }
    // Many groups have a name in common.
    let names: BTreeSet<&str> = report.parts().filter_map(|group| group.key.get(doubt.by)).collect();
    let some = names.into_iter().filter(|name| is_damaged(name)).take(NAMES);
    some.map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

fn general(report: &Report, lang: Lang) -> Vec<String> {
    let mut said: Vec<String> = gaps(report, lang).collect();
    said.extend(report.names.iter().map(|doubt| lang.name_doubt(doubt, &damaged(report, doubt))));
    let whole = report.whole();
    let undated = [
        (Kind::Dossiers, whole.dossiers().map(|counts| counts.undated_received)),
        (Kind::Pakn, whole.pakn().map(|counts| counts.undated_received)),
    ];
    for (kind, n) in undated {
        said.extend(n.filter(|n| *n > 0).map(|n| lang.undated(kind, n)));
    }
    said.extend(without_deadline(report).map(|(n, all)| lang.without_deadline(n, all)));
    said.extend(without_topic(report).map(|(n, all)| lang.without_topic(n, all)));
    said.extend(has_unused_answers(report).then(|| lang.without_answers()));
    let mut apart = ByReason::default();
    for row in report.scores(whole) {
        if let Some(why @ (Undecided::UnlikeBaseline | Undecided::UncoveredBaseline)) = row.undecided {
            apart.add(lang.undecided_reason(why).to_owned(), row.target.id.clone());
        }
    }
    said.extend(apart.into_iter().map(|(why, ids)| lang.not_compared(&why, &ids)));
    said
}

/// How many of all dossiers that would be judged by a deadline have none, where they are so many that the rates of the others
/// say little: a tenth.
fn without_deadline(report: &Report) -> Option<(u64, u64)> {
    const FEWEST: u64 = 3;
    const SHARE: u64 = 10;
    let whole = report.whole();
    let counts = whole.dossiers()?;
    let sum = |buckets: &[Bucket]| buckets.iter().map(|bucket| counts.get(*bucket)).sum::<u64>();
    let without = sum(&[Bucket::FinishedUnmeasurable, Bucket::OpenUnmeasurable]);
    let judged =
        sum(&[Bucket::Early, Bucket::OnTime, Bucket::Late, Bucket::OpenWithinDue, Bucket::OpenOverdue]);
    // A column that is not there is told beside each figure.
    let is_told = Indicator::named("late_rate")
        .is_none_or(|rate| whole.measure(rate).status() == Status::NotMeasurable);
    let is_much = without >= FEWEST && without * SHARE >= without + judged;
    (is_much && !is_told).then_some((without, without + judged))
}

/// How many of all petitions received have no topic that is understood, where most have none and others have one: what is
/// counted by topic leaves most of them out.
fn without_topic(report: &Report) -> Option<(u64, u64)> {
    const FEWEST: u64 = 3;
    let by_topic = Indicator::named("extra_requirement_report_count")?;
    let Measure::Reports(Some(reports)) = report.whole().measure(by_topic) else { return None };
    let (unread, all) = (reports.unread, reports.received);
    (unread >= FEWEST && unread * 3 >= all * 2 && unread < all).then_some((unread, all))
}

/// Whether a survey was read of which no answer was given in the period.
fn has_unused_answers(report: &Report) -> bool {
    // Words that are not understood are told as such.
    let is_read = |input: &InputSummary| {
        let is_survey = Kind::named(input.kind) == Some(Kind::Survey);
        is_survey && input.accepted > 0 && input.issues.iter().all(|issue| issue.code != "word.unknown")
    };
    let status = Indicator::named("satisfaction").map(|indicator| report.whole().measure(indicator).status());
    report.inputs.iter().any(is_read) && status == Some(Status::NoData)
}

/// What the inputs do not cover.
pub(crate) fn gaps(report: &Report, lang: Lang) -> impl Iterator<Item = String> {
    report.coverage.iter().flat_map(move |of| of.gaps.iter().map(move |gap| lang.gap(of.kind, gap)))
}
