use sipas_core::{
    Area, CautionCode, Figure, FigureKind, Goal, Plan, Rate, Report, ScoreRow, Status, Target, Tier, Verdict,
};

use super::{Block, Section, reason, reason::ByReason};
use crate::lang::Lang;
use crate::names;
use crate::table::{Cell, Column, Table, Tone};

/// The targets of the plan, judged for the whole, by area.
pub(crate) fn section(report: &Report, lang: Lang) -> Option<Section> {
    let plan = report.plan.as_ref()?;
    let whole: Vec<_> = report.scores(report.whole()).collect();
    let tiers = [(Tier::Commitment, lang.commitments()), (Tier::ExpectedResult, lang.expected_results())];
    let summary = tiers.map(|(tier, name)| {
        let count = |which: &[Verdict]| {
            whole.iter().filter(|row| row.target.tier == tier && which.contains(&row.verdict)).count()
        };
        let undecided = count(&[Verdict::NoData, Verdict::NotMeasurable]);
        lang.verdicts(name, count(&[Verdict::Met]), count(&[Verdict::Missed]), undecided)
    });
    let columns = vec![
        Column::left("id", lang.target_id()),
        Column::left("tier", lang.tier_label()),
        Column::left("task", lang.task()),
        Column::left("target", lang.target()),
        Column::right("value", lang.figure()),
        Column::left("verdict", lang.verdict_label()),
    ];
    let mut rows = Vec::new();
    for area in Area::ALL {
        let of_area: Vec<_> = whole.iter().filter(|row| row.target.area == area).collect();
        if let Some(first) = of_area.first() {
            let lead = &first.target.lead;
            rows.push(heading(plan, area, lead, columns.len(), lang));
            rows.extend(of_area.into_iter().map(|row| line(report, row, lead, lang)));
        }
    }
    let mut blocks: Vec<_> = summary.map(Block::Text).into();
    blocks.push(Block::Table(Table { title: String::new(), columns, rows }));
    blocks.extend(undecided(report, &whole, lang).map(Block::Text));
    blocks.extend(cautions(&whole, lang).into_iter().map(Block::Text));
    blocks.extend(plan.unmeasured().iter().map(|phrase| Block::Text(lang.unmeasured(phrase))));
    if whole.iter().any(|row| row.target.derived) {
        blocks.push(Block::Text(lang.derived().to_owned()));
    }
    Some(Section::new(lang.scorecard(), blocks))
}

/// A row that opens an area: its title, and who leads it.
fn heading(plan: &Plan, area: Area, lead: &str, width: usize, lang: Lang) -> Vec<Cell> {
    let title = plan.areas().iter().find(|of| of.area == area).map_or("", |of| of.title.as_str());
    let mut row = vec![Cell::Empty; width];
    let strong = |text: String| Cell::Term { id: text.clone().into(), text, tone: Tone::Strong };
    row[0] = strong(area.to_string());
    row[2] = strong(format!("{} ({}: {lead})", title.to_uppercase(), lang.lead()));
    row
}

fn line(report: &Report, row: &ScoreRow<'_>, lead_of_area: &str, lang: Lang) -> Vec<Cell> {
    let target = row.target;
    let lead = match target.lead.as_str() {
        lead if lead == lead_of_area => String::new(),
        lead => format!(" ({}: {lead})", lang.lead()),
    };
    vec![
        Cell::text(&target.id),
        Cell::term(target.tier.to_string(), lang.tier(target.tier)),
        Cell::Text(format!("{}{lead}", target.task)),
        Cell::Text(goal(report, row, lang)),
        figure(report, target, row.figure),
        verdict(report, row, lang),
    ]
}

pub(crate) fn figure(report: &Report, target: &Target, figure: Figure) -> Cell {
    match (figure.status, figure.numerator, figure.denominator) {
        (Status::Measured, Some(n), None) => Cell::count(n),
        (Status::Measured, Some(n), Some(d)) => {
            let rate = Rate::new(n, d);
            let shown = report.percent(target.indicator, rate);
            shown.map_or(Cell::Empty, |shown| Cell::Percent { rate, shown })
        }
        _ => Cell::Empty,
    }
}

/// What the target asks for, in a few signs or words.
pub(crate) fn goal(report: &Report, row: &ScoreRow<'_>, lang: Lang) -> String {
    let target = row.target;
    let counts = target.indicator.figure == FigureKind::Count;
    let asked = match target.goal {
        Goal::Threshold(comparator, threshold) => {
            let sign = match comparator.sign() {
                "<=" => "≤",
                ">=" => "≥",
                sign => sign,
            };
            let bound = match (counts, threshold.denominator) {
                (false, _) => lang.threshold(threshold),
                (true, 1) => lang.count(threshold.numerator),
                (true, d) => format!("{}/{d}", threshold.numerator),
            };
            format!("{sign} {bound}")
        }
        Goal::BelowBaseline => lang.below_baseline().to_owned(),
        Goal::AboveBaseline => lang.above_baseline().to_owned(),
    };
    let before = row.baseline.and_then(|before| match (before.numerator, before.denominator) {
        (n, None) => Some(lang.count(n)),
        (n, Some(d)) => Some(lang.percent(&report.percent(target.indicator, Rate::new(n, d))?)),
    });
    let before = before.map_or(String::new(), |before| format!(" ({} {before})", lang.from()));
    format!("{asked}{before}{}", if target.derived { " *" } else { "" })
}

fn mark(verdict: Verdict) -> (char, Tone) {
    match verdict {
        Verdict::Met => ('✔', Tone::Good),
        Verdict::Missed => ('✘', Tone::Bad),
        Verdict::NoData | Verdict::NotMeasurable => ('–', Tone::Faint),
    }
}

/// The verdict, and what would turn it: "✔ đạt, nhưng 10 hồ sơ đang quá hạn; tính cả thì 2,26 % ✘".
pub(crate) fn verdict(report: &Report, row: &ScoreRow<'_>, lang: Lang) -> Cell {
    let (sign, tone) = mark(row.verdict);
    let words = format!("{sign} {}", lang.verdict(row.verdict));
    let (text, tone) = match turned(report, row, lang) {
        // What a caution turns is not plainly good.
        Some(but) if row.verdict == Verdict::Met => (format!("{words}, {but}"), Tone::Plain),
        Some(but) => (format!("{words}, {but}"), tone),
        None => (words, tone),
    };
    Cell::Term { id: names::verdict(row.verdict).into(), text, tone }
}

/// What turns a verdict, and what it would be then.
pub(crate) fn turned(report: &Report, row: &ScoreRow<'_>, lang: Lang) -> Option<String> {
    let target = row.target;
    let caution = row.turning()?;
    let would_be = caution.would_be?;
    let figure = match would_be.denominator {
        None => lang.count(would_be.numerator),
        Some(d) => lang.percent(&report.percent(target.indicator, Rate::new(would_be.numerator, d))?),
    };
    Some(lang.but(&lang.caution(caution, target.indicator), &figure, mark(would_be.verdict).0))
}

/// The cautions that turn no verdict, each with the targets that it stands beside. What the notes of a report tell of
/// all its figures is left to them.
pub(crate) fn cautions(whole: &[ScoreRow<'_>], lang: Lang) -> Vec<String> {
    let mut told = ByReason::default();
    for row in whole {
        let left = row.cautions.iter().filter(|caution| {
            !matches!(caution.code, CautionCode::Small | CautionCode::ProvisionalCalendar)
                && row.turning() != Some(caution)
                && matches!(row.verdict, Verdict::Met | Verdict::Missed)
        });
        for caution in left {
            told.add(lang.caution(caution, row.target.indicator), row.target.id.clone());
        }
    }
    told.into_iter().map(|(what, ids)| lang.beside(&what, &ids)).collect()
}

/// The targets without a verdict, by the reason for it.
pub(crate) fn undecided(report: &Report, whole: &[ScoreRow<'_>], lang: Lang) -> impl Iterator<Item = String> {
    let mut reasons = ByReason::default();
    for row in whole {
        if let Some(why) = why(report, row, lang) {
            reasons.add(why, row.target.id.clone());
        }
    }
    reasons.into_iter().map(move |(why, ids)| lang.undecided(&why, &ids))
}

/// Why there is no verdict, where that is known.
fn why(report: &Report, row: &ScoreRow<'_>, lang: Lang) -> Option<String> {
    match (row.undecided, row.verdict) {
        (Some(why), _) => Some(lang.baseline_reason(why).to_owned()),
        (None, Verdict::NotMeasurable) => {
            let indicator = row.target.indicator;
            reason::not_measurable(report, indicator, &report.whole().measure(indicator), lang)
        }
        _ => None,
    }
}
