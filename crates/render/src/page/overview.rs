//! The top of the page: what a head of office reads in a minute.

use std::collections::BTreeMap;

use maud::{Markup, html};
use sipas_core::{
    Bucket, Dimension, Group, Indicator, Kind, Measure, PaknBucket, Plan, Report, ScoreRow, Status, Tier,
    Verdict,
};

use super::Extras;
use super::markup::cleaned;
use super::trend::month;
use super::year::Year;
use crate::chart;
use crate::document::{reason, scorecard};
use crate::first::CAUTIONS;
use crate::format::View;
use crate::headline::Headline;
use crate::lang::Lang;
use crate::names;
use crate::push::PushList;
use crate::table::Cell;

/// The office, the title, the period and the plan.
pub(super) fn head(report: &Report, office: &str, view: &View) -> Markup {
    let lang = view.lang;
    html! {
        @if !office.is_empty() { p class="office" { (cleaned(office)) } }
        h1 { (lang.page_title()) }
        p class="period" {
            strong { (lang.period_in_words(&report.period)) }
            " · " (lang.as_of_label().to_lowercase()) " " (lang.as_of(report.period.as_of()))
            @if let Some(baseline) = &report.baseline {
                " · " (lang.compared_with(&lang.period_in_words(baseline)))
            }
        }
        @if let Some(title) = report.plan.as_ref().map(Plan::title).filter(|title| !title.is_empty()) {
            p class="plan" { (lang.plan_label()) ": " (cleaned(title)) }
        }
        @if view.period_chosen {
            p class="plan" { (lang.period_chosen()) }
        }
    }
}

/// The verdict with what makes it uncertain, and the great figures.
pub(super) fn section(report: &Report, extras: &Extras<'_>, lang: Lang) -> Markup {
    let doubts = crate::doubts::in_short(report, lang);
    html! {
        (verdict(report, lang))
        @if !doubts.is_empty() {
            ul class="cautions" {
                @for text in doubts.iter().take(CAUTIONS) {
                    li { span aria-hidden="true" { "⚠ " } (cleaned(text)) }
                }
                @if doubts.len() > CAUTIONS {
                    li { a href="#quality" { (lang.more_cautions(doubts.len() - CAUTIONS)) } }
                }
            }
        }
        dl class="tiles" {
            @for of in tiles(report, extras, lang) { (tile(&of, extras.trend)) }
        }
    }
}

/// How many of these rows are met, missed and undecided.
pub(super) fn tally(verdicts: impl Iterator<Item = Verdict>) -> [usize; 3] {
    verdicts.fold([0; 3], |[met, missed, undecided], verdict| match verdict {
        Verdict::Met => [met + 1, missed, undecided],
        Verdict::Missed => [met, missed + 1, undecided],
        Verdict::NoData | Verdict::NotMeasurable => [met, missed, undecided + 1],
    })
}

/// The scorecard of the whole.
pub(super) fn whole(report: &Report) -> Vec<ScoreRow<'_>> {
    report.scores(report.whole()).collect()
}

/// The three counts in words, without those that are 0.
pub(super) fn tallied(counts: [usize; 3], lang: Lang) -> Markup {
    let said = ["good", "bad", "faint"].into_iter().zip(lang.tally(counts)).zip(counts);
    html! {
        span class="tally" {
            @for ((class, words), _) in said.filter(|(_, n)| *n > 0) { span class=(class) { (words) } " " }
        }
    }
}

fn verdict(report: &Report, lang: Lang) -> Markup {
    let head = Headline::of(report);
    let (class, mark) = match (head.all(), head.missed.len(), head.undecided) {
        (0, ..) if report.whole().dossiers().is_none() => return html! {},
        (0, ..) => ("plain", ""),
        (_, 0, 0) => ("good", "✔"),
        (_, 0, _) => ("plain", "–"),
        _ => ("bad", "✘"),
    };
    // What is missed is told by number, and by name to whoever points at it.
    let missed = head.missed.iter().map(|row| (row.target.id.as_str(), row.target.task.as_str()));
    html! {
        div class=(format!("verdict {class}")) {
            p {
                @if !mark.is_empty() { span aria-hidden="true" { (mark) " " } }
                @if head.all() > 0 {
                    (lang.kept(head.met, head.missed.len(), head.undecided))
                } @else {
                    (crate::verdict(report, lang))
                }
            }
            @if !head.missed.is_empty() {
                p class="missed" {
                    (lang.missed_label()) ": "
                    @for (n, (id, task)) in missed.enumerate() {
                        @if n > 0 { ", " }
                        abbr title=(cleaned(task)) { (cleaned(id)) }
                    }
                }
            }
        }
    }
}

/// A figure in large type, with what there is to say of it.
pub(crate) struct Tile {
    pub(crate) label: String,
    /// As a page shows it, and as a table holds it.
    figure: String,
    pub(crate) value: Cell,
    tone: &'static str,
    pub(crate) notes: Vec<String>,
    /// The indicator whose course it shows.
    course: Option<&'static str>,
}

/// The great figures of the whole; those that nothing was read of are left out.
pub(crate) fn tiles(report: &Report, extras: &Extras<'_>, lang: Lang) -> Vec<Tile> {
    let year = Year::of(extras.year);
    let overdue = overdue(report, extras.push, lang);
    let all = [on_time(report, lang), late(report, lang), overdue, pakn(report, lang)];
    let with_year = |tile: Tile| {
        let note = tile.course.map_or_else(String::new, |id| year.note(id, lang));
        Tile { notes: tile.notes.into_iter().chain([note]).collect(), ..tile }
    };
    all.into_iter().flatten().map(with_year).collect()
}

fn tile(of: &Tile, trend: Option<&Report>) -> Markup {
    let Tile { label, figure, tone, notes, course, .. } = of;
    let trend = trend.filter(|trend| trend.by == [Dimension::Month]);
    let course = course.zip(trend).and_then(|(id, trend)| chart::spark(&monthly(trend, id)));
    html! {
        div class="tile" {
            dt { (label) }
            dd class=(format!("figure {tone}").trim_end()) { (figure) }
            @for note in notes.iter().filter(|note| !note.is_empty()) {
                dd class="note" { (cleaned(note)) }
            }
            @if let Some(course) = &course { dd { (course) } }
        }
    }
}

/// An indicator from the first month to the last; none where a month has no data, or so little that a rate says nothing.
fn monthly(trend: &Report, id: &str) -> Vec<Option<f64>> {
    let value = |group: Group<'_>| match group.find(id)?.1 {
        Measure::Rate(Some(rate)) if !rate.is_small() => rate.value(),
        Measure::Count { value, status: Status::Measured } => Some(value as f64),
        _ => None,
    };
    let of_month = |group: Group<'_>| Some((month(group.key.get(Dimension::Month)?)?, value(group)));
    let months: BTreeMap<u32, Option<f64>> = trend.parts().filter_map(of_month).collect();
    let ends = months.keys().next().zip(months.keys().next_back());
    ends.map_or_else(Vec::new, |(first, last)| {
        (*first..=*last).map(|at| months.get(&at).copied().flatten()).collect()
    })
}

/// A rate of the whole in large type, with its pair, the target that is set on it, and how it has changed.
fn rate_tile(report: &Report, id: &str, label: &str, note: String, lang: Lang) -> Option<Tile> {
    let (indicator, measure) = report.whole().find(id)?;
    let label = label.to_owned();
    Some(match measure {
        Measure::Rate(Some(rate)) if rate.denominator > 0 => {
            let percent = report.percent(indicator, rate);
            let figure = percent.as_deref().map_or_else(String::new, |shown| lang.percent(shown));
            let value = percent.map_or(Cell::Empty, |shown| Cell::Percent { rate, shown });
            let (target, tone) = target(report, indicator, lang);
            let before = report.whole_before(indicator.kind).map(|before| before.measure(indicator));
            let change = match before {
                Some(Measure::Rate(Some(before))) => rate.value().zip(before.value()).map(|(now, before)| {
                    lang.change(now - before, &format!("{:.2}", (now - before).abs() * 100.0), lang.points())
                }),
                _ => None,
            };
            let pair = lang.out_of(rate.numerator, rate.denominator);
            let notes = vec![change.unwrap_or_default(), target, pair, note];
            Tile { label, figure, value, tone, notes, course: Some(indicator.id) }
        }
        measure => {
            let why = reason::not_measurable(report.whole(), indicator, &measure, lang);
            let why = why.unwrap_or_else(|| lang.status(measure.status()).to_owned());
            let (figure, value) = ("—".to_owned(), Cell::Empty);
            Tile { label, figure, value, tone: "", notes: vec![why, note], course: None }
        }
    })
}

/// A count of dossiers as a tile.
fn count(label: &str, count: u64, tone: &'static str, notes: Vec<String>, lang: Lang) -> Tile {
    let (label, figure) = (label.to_owned(), lang.count(count));
    Tile { label, figure, value: Cell::count(count), tone, notes, course: None }
}

/// How a count of dossiers has changed, where the baseline is a period of the same kind.
fn change(report: &Report, bucket: Bucket, lang: Lang) -> String {
    let alike = report.baseline.is_some_and(|baseline| baseline.is_like(&report.period));
    let counts = |group: Group<'_>| group.dossiers().map(|counts| counts.get(bucket));
    let before = report.whole_before(Kind::Dossiers).filter(|_| alike).and_then(counts);
    let Some((now, before)) = counts(report.whole()).zip(before) else { return String::new() };
    lang.change(now as f64 - before as f64, &now.abs_diff(before).to_string(), "")
}

/// The commitment set on an indicator and its verdict, and how good that is.
fn target(report: &Report, indicator: &Indicator, lang: Lang) -> (String, &'static str) {
    let is_on_it =
        |row: &ScoreRow<'_>| row.target.subject.id() == indicator.id && row.target.conditions.is_empty();
    let rows = || report.scores(report.whole()).filter(is_on_it);
    let commitment = rows().find(|row| row.target.tier == Tier::Commitment).or_else(|| rows().next());
    commitment.map_or((String::new(), ""), |row| {
        // Kept on one line: a sign without its number says nothing.
        let goal = scorecard::goal(report, &row, lang).replace(' ', "\u{a0}");
        let doubtful = row.turning().is_some();
        let tone = match names::verdict(row.verdict) {
            "met" if !doubtful => "good",
            "missed" => "bad",
            _ => "",
        };
        let verdict = lang.verdict(row.verdict);
        let sign = scorecard::mark(row.verdict).0;
        // What turns it stands beside the verdict of all.
        let doubt = if doubtful { format!(" ({})", lang.not_certain()) } else { String::new() };
        (format!("{} {goal}: {sign}\u{a0}{verdict}{doubt}", lang.needed()), tone)
    })
}

fn on_time(report: &Report, lang: Lang) -> Option<Tile> {
    rate_tile(report, "on_time_return_rate", lang.on_time_tile(), String::new(), lang)
}

fn late(report: &Report, lang: Lang) -> Option<Tile> {
    let counts = report.whole().dossiers()?;
    let (left, tone) = report.late_budget.as_ref().map_or((String::new(), ""), |budget| {
        let tone = if budget.remaining < 0 { "bad" } else { "" };
        (lang.budget_left(budget.allowed, budget.remaining), tone)
    });
    let change = change(report, Bucket::Late, lang);
    let tile = count(lang.late_tile(), counts.get(Bucket::Late), tone, vec![change, left], lang);
    Some(Tile { course: Some("late_count"), ..tile })
}

fn overdue(report: &Report, push: Option<&PushList>, lang: Lang) -> Option<Tile> {
    let counts = report.whole().dossiers()?;
    let overdue = counts.get(Bucket::OpenOverdue);
    let open: u64 = Bucket::ALL.into_iter().filter(|b| b.is_open()).map(|b| counts.get(b)).sum();
    let note = format!("{} {}", lang.count(open), lang.of_open());
    let change = change(report, Bucket::OpenOverdue, lang);
    let longest = push.and_then(|push| push.overdue.iter().filter_map(|row| row.working_days).max());
    let longest = longest.map_or_else(String::new, |days| lang.at_most(days));
    let tone = if overdue > 0 { "bad" } else { "" };
    Some(count(lang.overdue_tile(), overdue, tone, vec![change, longest, note], lang))
}

fn pakn(report: &Report, lang: Lang) -> Option<Tile> {
    let note = report.whole().pakn().map_or_else(String::new, |counts| {
        let overdue = lang.count(counts.get(PaknBucket::OpenOverdue));
        format!("{} {}", overdue, lang.overdue_tile().to_lowercase())
    });
    rate_tile(report, "pakn_timely_rate", lang.pakn_tile(), note, lang)
}
