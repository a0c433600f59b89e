//! The top of the page: what a head of office reads in a minute.

use maud::{Markup, html};
use sipas_core::{Area, Bucket, Indicator, Measure, PaknBucket, Plan, Report, ScoreRow, Tier, Verdict};

use super::markup::said;
use crate::document::{reason, scorecard};
use crate::format::View;
use crate::lang::Lang;
use crate::names;

/// The title, the period and the plan.
pub(super) fn head(report: &Report, office: &str, view: &View) -> Markup {
    let lang = view.lang;
    html! {
        @if !office.is_empty() { p class="office" { (said(office)) } }
        h1 { (lang.report()) }
        p class="period" {
            strong { (lang.period_label()) " " (lang.period(&report.period)) }
            ", " (lang.as_of_label().to_lowercase()) " " (lang.as_of(report.period.as_of()))
            @if let Some(baseline) = &report.baseline {
                ", " (lang.baseline_label().to_lowercase()) " " (lang.period(baseline))
            }
        }
        @if let Some(title) = report.plan.as_ref().map(Plan::title).filter(|title| !title.is_empty()) {
            p class="plan" { (lang.plan_label()) ": " (said(title)) }
        }
        @if view.period_chosen {
            p class="plan" { (lang.period_chosen()) }
        }
    }
}

/// The verdict, the great figures, and the areas.
pub(super) fn section(report: &Report, lang: Lang) -> Markup {
    html! {
        (verdict(report, lang))
        @for text in crate::doubts(report, lang) { p class="note" { (said(&text)) } }
        dl class="tiles" {
            (on_time(report, lang))
            (late(report, lang))
            (overdue(report, lang))
            (pakn(report, lang))
        }
        @if report.plan.is_some() { (areas(report, lang)) }
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
    let commitments = report.scores(report.whole()).filter(|row| row.target.tier == Tier::Commitment);
    let (class, mark, text) = match (tally(commitments.map(|row| row.verdict)), report.whole().dossiers()) {
        ([0, 0, 0], Some(counts)) => {
            ("plain", "", lang.concluded_late(counts.concluded(), counts.get(Bucket::Late)))
        }
        ([0, 0, 0], None) => return html! {},
        ([met, missed, undecided], _) => {
            let (class, mark) = match (missed, undecided) {
                (0, 0) => ("good", "✔"),
                (0, _) => ("plain", "–"),
                _ => ("bad", "✘"),
            };
            (class, mark, lang.kept(met, missed, undecided))
        }
    };
    html! {
        p class=(format!("verdict {class}")) {
            @if !mark.is_empty() { span aria-hidden="true" { (mark) " " } }
            (text)
        }
    }
}

fn areas(report: &Report, lang: Lang) -> Markup {
    let of = |area: Area| report.scores(report.whole()).filter(move |row| row.target.area == area);
    let title = |area: Area| {
        let areas = report.plan.as_ref().map_or(&[][..], Plan::areas);
        areas.iter().find(|of| of.area == area).map_or("", |of| of.title.as_str())
    };
    html! {
        ul class="areas" {
            @for area in Area::ALL.into_iter().filter(|area| of(*area).next().is_some()) {
                li {
                    a href=(format!("#area-{area}")) { (area) ". " (said(title(area))) }
                    (tallied(tally(of(area).map(|row| row.verdict)), lang))
                }
            }
        }
    }
}

/// A figure in large type, with what there is to say of it.
fn tile(label: &str, figure: &str, tone: &str, notes: &[String]) -> Markup {
    html! {
        div class="tile" {
            dt { (label) }
            dd class=(format!("figure {tone}").trim_end()) { (figure) }
            @for note in notes.iter().filter(|note| !note.is_empty()) {
                dd class="note" { (said(note)) }
            }
        }
    }
}

/// A rate of the whole in large type, with its pair and the target that is set on it.
fn rate_tile(report: &Report, id: &str, label: &str, note: String, lang: Lang) -> Markup {
    let Some((indicator, measure)) = report.whole().find(id) else {
        return html! {};
    };
    match measure {
        Measure::Rate(Some(rate)) if rate.denominator > 0 => {
            let shown =
                report.percent(indicator, rate).map_or_else(String::new, |shown| lang.percent(&shown));
            let (target, tone) = target(report, indicator, lang);
            let notes = [target, lang.out_of(rate.numerator, rate.denominator), note];
            tile(label, &shown, tone, &notes)
        }
        measure => {
            let why = reason::not_measurable(report.whole(), indicator, &measure, lang);
            let why = why.unwrap_or_else(|| lang.status(measure.status()).to_owned());
            tile(label, "—", "", &[why, note])
        }
    }
}

/// The commitment set on an indicator and its verdict, and how good that is.
fn target(report: &Report, indicator: &Indicator, lang: Lang) -> (String, &'static str) {
    let is_on_it =
        |row: &ScoreRow<'_>| row.target.subject.id() == indicator.id && row.target.conditions.is_empty();
    let rows = || report.scores(report.whole()).filter(is_on_it);
    let commitment = rows().find(|row| row.target.tier == Tier::Commitment).or_else(|| rows().next());
    commitment.map_or((String::new(), ""), |row| {
        let verdict = scorecard::verdict(report, &row, lang);
        // Kept on one line: a sign without its number says nothing.
        let goal = scorecard::goal(report, &row, lang).replace(' ', "\u{a0}");
        let tone = match names::verdict(row.verdict) {
            "met" if row.turning().is_none() => "good",
            "missed" => "bad",
            _ => "",
        };
        (format!("{}, {} {goal}", verdict.people(lang), lang.goal_of_tile()), tone)
    })
}

fn on_time(report: &Report, lang: Lang) -> Markup {
    rate_tile(report, "on_time_return_rate", lang.on_time_tile(), String::new(), lang)
}

fn late(report: &Report, lang: Lang) -> Markup {
    let Some(counts) = report.whole().dossiers() else { return html! {} };
    let (left, tone) = report.late_budget.as_ref().map_or((String::new(), ""), |budget| {
        let tone = if budget.remaining < 0 { "bad" } else { "" };
        (lang.budget_left(budget.allowed, budget.remaining), tone)
    });
    tile(lang.late_tile(), &lang.count(counts.get(Bucket::Late)), tone, &[left])
}

fn overdue(report: &Report, lang: Lang) -> Markup {
    let Some(counts) = report.whole().dossiers() else { return html! {} };
    let overdue = counts.get(Bucket::OpenOverdue);
    let open: u64 = Bucket::ALL.into_iter().filter(|b| b.is_open()).map(|b| counts.get(b)).sum();
    let note = format!("{} {}", lang.count(open), lang.of_open());
    tile(lang.overdue_tile(), &lang.count(overdue), if overdue > 0 { "bad" } else { "" }, &[note])
}

fn pakn(report: &Report, lang: Lang) -> Markup {
    let note = report.whole().pakn().map_or_else(String::new, |counts| {
        let overdue = lang.count(counts.get(PaknBucket::OpenOverdue));
        format!("{} {}", overdue, lang.overdue_tile().to_lowercase())
    });
    rate_tile(report, "pakn_timely_rate", lang.pakn_tile(), note, lang)
}
