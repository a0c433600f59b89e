//! Cautions, coverage and baselines: what stands beside a verdict, and what is quiet.

use super::{every_column, records};
use crate::calendar::Period;
use crate::clock::Clock;
use crate::clock::tests::count::groups;
use crate::clock::tests::form::clock;
use crate::plan::{Plan, Undecided, Verdict};
use crate::report::{Caution, CautionCode, GapReason, Groups, InputSummary, Report, ReportSpec};

fn finish(
    clock: &Clock,
    groups: Groups,
    baseline: Option<(Period, Groups)>,
    inputs: Vec<InputSummary>,
) -> Report {
    let plan = Plan::lang_son_2025();
    let evidence = [every_column()];
    let spec =
        ReportSpec { clock, by: &[], plan: Some(&plan), evidence: &evidence, baseline, slices: Vec::new() };
    Report::finish(spec, inputs, groups)
}

fn report(lines: &[String], inputs: Vec<InputSummary>) -> Report {
    let clock = clock("");
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    finish(&clock, groups(&clock, &[], &records(&lines)), None, inputs)
}

fn cautions(report: &Report, id: &str) -> Vec<(CautionCode, u64, Option<bool>)> {
    let row = report.scores(report.whole()).find(|row| row.target.id == id).unwrap();
    row.cautions.iter().map(|Caution { code, count, turns, .. }| (*code, *count, *turns)).collect()
}

fn in_time(n: usize) -> Vec<String> {
    let on = |day: usize| format!("received=06-{day:02} due=06-{:02} finished=06-{day:02}", day + 1);
    (0..n).map(|n| on(2 + n % 28)).collect()
}

#[test]
fn what_is_overdue_turns_a_late_rate_of_nothing() {
    let mut lines = in_time(40);
    assert!(cautions(&report(&lines, Vec::new()), "I.3").is_empty(), "a clean month is quiet");
    lines.push("received=06-02 due=06-10".to_owned());
    let found = report(&lines, Vec::new());
    assert_eq!(cautions(&found, "I.3"), [(CautionCode::OpenOverdue, 1, Some(true))]);
    let row = found.doubtful().find(|row| row.target.id == "I.3").unwrap();
    let would_be = row.turning().unwrap().would_be.unwrap();
    assert_eq!((row.verdict, would_be.verdict), (Verdict::Met, Verdict::Missed));
    assert_eq!((would_be.numerator, would_be.denominator), (1, Some(41)));
    // Among many it turns nothing, and stands there all the same.
    let mut many = in_time(400);
    many.push("received=06-02 due=06-10".to_owned());
    let found = report(&many, Vec::new());
    assert_eq!(cautions(&found, "I.3"), [(CautionCode::OpenOverdue, 1, Some(false))]);
    assert!(!found.doubtful().any(|row| row.target.id == "I.3"));
}

#[test]
fn undated_and_unmeasurable_dossiers_stand_beside_the_rate() {
    let mut lines = in_time(200);
    lines.push("received=06-02 due=06-10 status=finished".to_owned());
    lines.push("received=06-02 finished=06-09".to_owned());
    // Received before the period, and so in no count of it.
    lines.push("received=05-02 due=05-10 status=finished".to_owned());
    let found = report(&lines, Vec::new());
    let expected = [(CautionCode::Undated, 1, Some(false)), (CautionCode::Unmeasurable, 1, Some(false))];
    assert_eq!(cautions(&found, "I.3"), expected);
    assert_eq!(found.whole().dossiers().unwrap().undated_received, 1);
    // Nothing but undated ones: nobody knows that there is nothing.
    let none = report(&lines[200..201], Vec::new());
    let (_, measure) = none.whole().find("late_rate").unwrap();
    assert_eq!(super::shown(&measure), "not_measurable");
}

#[test]
fn rejected_rows_turn_what_they_could() {
    let input = |accepted, rejected| InputSummary {
        kind: "dossiers",
        rows: accepted + rejected,
        accepted,
        rejected,
        ..InputSummary::default()
    };
    let found = report(&in_time(40), vec![input(40, 2)]);
    assert_eq!(cautions(&found, "I.3"), [(CautionCode::RejectedRows, 2, Some(true))]);
    assert_eq!(found.rejected_kinds().count(), 0);
    let found = report(&[], vec![input(0, 2)]);
    assert_eq!(found.rejected_kinds().collect::<Vec<_>>(), [crate::report::Kind::Dossiers]);
}

#[test]
fn a_month_without_its_export_is_told() {
    let before = "received=05-02 due=05-10 finished=05-09".to_owned();
    assert_eq!(covered(&[before], ""), [GapReason::NothingReceived]);
    assert!(covered(&in_time(28), "").is_empty());
}

#[test]
fn a_count_compares_with_a_period_of_its_kind() {
    let clock = clock("");
    let conduct = |day: &str| format!("pakn sent={day} closed={day} topic=staff_conduct");
    let lines = ["2024-01-02", "2025-01-02", "05-02", "06-02"].map(conduct);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let counted = |clock: &Clock| groups(clock, &[], &records(&lines));
    let undecided = |baseline: &str| {
        let before = clock.over_baseline(baseline.parse().unwrap());
        let report = finish(&clock, counted(&clock), Some((before.period, counted(&before))), Vec::new());
        let row = report.scores(report.whole()).find(|row| row.target.id == "III.3").unwrap();
        (row.verdict, row.undecided)
    };
    assert_eq!(undecided("2024"), (Verdict::NoData, Some(Undecided::UnlikeBaseline)));
    assert_eq!(undecided("2025-Q1"), (Verdict::NoData, Some(Undecided::UnlikeBaseline)));
    assert_eq!(undecided("2025-05"), (Verdict::Missed, None));
    assert_eq!(undecided("2025-05-02..2025-05-29"), (Verdict::Missed, None));
}

#[test]
fn a_baseline_is_cut_where_the_period_is() {
    let cut = |period: &str, as_of: &str, baseline: &str| {
        let period: Period = period.parse().unwrap();
        let period = period.seen_as_of(as_of.parse().unwrap()).unwrap();
        baseline.parse::<Period>().unwrap().as_baseline_of(&period).as_of().to_string()
    };
    assert_eq!(cut("2025", "2025-11-01", "2024"), "2024-11-01");
    assert_eq!(cut("2025-05", "2025-05-31T17:00:00", "2025-04"), "2025-04-30T17:00:00");
    assert_eq!(cut("2025-03", "2025-03-30", "2025-02"), "2025-03-01", "the 29th is the 28th, to its end");
    assert_eq!(cut("2025-Q2", "2025-05-16", "2025-Q1"), "2025-02-16");
    // Over, or of another kind: not cut.
    assert_eq!(cut("2025-06", "2025-07-01", "2025-05"), "2025-06-01");
    assert_eq!(cut("2025-06", "2025-06-10", "2024"), "2025-01-01");
}

fn covered(lines: &[String], settings: &str) -> Vec<GapReason> {
    let clock = clock(settings);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let report = finish(&clock, groups(&clock, &[], &records(&lines)), None, Vec::new());
    report.coverage[0].gaps.iter().map(|gap| gap.reason).collect()
}

#[test]
fn an_export_that_ends_before_the_period_is_told() {
    // Two a day up to the 20th, each with five days to go.
    let month = |last: u32| {
        let day = |day: u32| {
            let due = day + 5;
            let end = if due <= last { format!(" finished=06-{due:02}") } else { String::new() };
            format!("received=06-{day:02} due=06-{:02}{end}", due.min(30))
        };
        (2..=last).flat_map(|n| [day(n), day(n)]).collect::<Vec<_>>()
    };
    assert_eq!(covered(&month(20), ""), [GapReason::OverdueAfter]);
    // Asked as of that day there is nothing to tell, nor of the whole month.
    assert!(covered(&month(20), "as_of=06-21").is_empty());
    assert!(covered(&month(30), "").is_empty());
    // Weeks without anything among busy ones.
    let on = |day: u32| format!("received=06-{day:02} due=06-{day:02} finished=06-{day:02}");
    let early: Vec<String> = [2, 2, 3, 3, 4, 4, 5, 5].map(on).into();
    assert_eq!(covered(&early, ""), [GapReason::NoEvents]);
    // Fewer tell no pace, but chance leaves no such gap beside four days of them; beside two it may.
    assert_eq!(
        covered(&[early[0].clone(), early[2].clone(), early[4].clone(), early[6].clone()], ""),
        [GapReason::NoEvents]
    );
    assert!(covered(&early[..4], "").is_empty());
    let between: Vec<String> = [2, 2, 3, 3, 4, 4, 5, 5, 30].map(on).into();
    assert_eq!(covered(&between, ""), [GapReason::NoReceipts]);
}

#[test]
fn half_a_month_without_a_receipt_is_told_of_an_office_that_is_busy_every_day() {
    let on = |day: &u32| format!("received=06-{day:02} due=06-{:02} finished=06-30", day.min(&28) + 2);
    let worked: Vec<u32> = (2..=30).filter(|day| ![7, 8, 14, 15, 21, 22, 28, 29].contains(day)).collect();
    let all: Vec<String> = worked.iter().map(on).collect();
    assert!(covered(&all, "").is_empty());
    // From the 10th to the 23rd; and but a week of it.
    let without = |from: usize, to: usize| [&all[..from], &all[to..]].concat();
    assert_eq!(covered(&without(6, 16), ""), [GapReason::NoReceipts]);
    assert!(covered(&without(6, 12), "").is_empty());
    // Of an office that is busy every other day a fortnight without one is no wonder.
    let seldom: Vec<String> = worked.iter().step_by(2).map(on).collect();
    assert!(covered(&[&seldom[..3], &seldom[8..]].concat(), "").is_empty());
}

#[test]
fn an_export_of_the_month_before_is_told_though_it_has_the_first_days_of_this_one() {
    let may = |n: u32| format!("received=05-{:02} due=05-30 finished=05-29", n % 20 + 5);
    let june = "received=06-02 due=06-10 finished=06-03";
    let with = |n: u32| (0..n).map(may).chain([june.to_owned()]).collect::<Vec<_>>();
    assert_eq!(covered(&with(40), ""), [GapReason::NoEvents]);
    // One in three days: a month with one more is none that lacks others.
    assert!(covered(&with(6), "").is_empty());
}
