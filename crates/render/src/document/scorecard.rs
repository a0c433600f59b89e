use sipas_core::{Area, CautionCode, Figure, Plan, Rate, Report, ScoreRow, Status, Target, Tier, Verdict};

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
    blocks.extend(undecided(&whole, lang).map(Block::Text));
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
        (Status::Measured, Some(n), Some(d)) => exact(report, target, Rate::new(n, d)),
        _ => Cell::Empty,
    }
}

/// A share in per cent; durations and figures from elsewhere as numbers.
fn exact(report: &Report, target: &Target, figure: Rate) -> Cell {
    let Some((shown, value)) = report.shown(target, figure).zip(figure.value()) else { return Cell::Empty };
    if target.subject.is_share() {
        return Cell::Percent { rate: figure, shown };
    }
    let least = shown.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    // A double may round a half down; one more decimal tells what is exact.
    let is_same = |decimals: &usize| {
        let exact = u32::try_from(*decimals).ok().and_then(|decimals| figure.decimal(decimals));
        exact == Some(format!("{value:.decimals$}"))
    };
    Cell::Decimal(value, (least..least + 3).find(is_same).unwrap_or(least))
}

/// What the target asks for, in a few signs or words, and what it is compared with.
pub(crate) fn goal(report: &Report, row: &ScoreRow<'_>, lang: Lang) -> String {
    let target = row.target;
    let before = row.baseline.and_then(|before| match (before.numerator, before.denominator) {
        (n, None) => Some(lang.count(n)),
        (n, Some(d)) => shown(report, target, Rate::new(n, d), lang),
    });
    let before = before.map_or(String::new(), |before| format!(" ({} {before})", lang.from()));
    format!("{}{before}{}", lang.goal(target), if target.derived { " *" } else { "" })
}

/// A figure of a target for people.
fn shown(report: &Report, target: &Target, figure: Rate, lang: Lang) -> Option<String> {
    let shown = report.shown(target, figure)?;
    Some(if target.subject.is_share() {
        lang.percent(&shown)
    } else {
        lang.with_unit(&target.subject, lang.decimal(&shown))
    })
}

pub(crate) fn mark(verdict: Verdict) -> (char, Tone) {
    match verdict {
        Verdict::Met => ('✔', Tone::Good),
        Verdict::Missed => ('✘', Tone::Bad),
        Verdict::NoData | Verdict::NotMeasurable => ('–', Tone::Faint),
    }
}

/// The verdict, and what would turn it: "✔ đạt, nhưng 10 hồ sơ đang quá hạn; tính cả thì 2,26% ✘".
pub(crate) fn verdict(report: &Report, row: &ScoreRow<'_>, lang: Lang) -> Cell {
    let (sign, tone) = mark(row.verdict);
    let words = format!("{sign} {}", lang.verdict_of(row));
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
        Some(d) => shown(report, target, Rate::new(would_be.numerator, d), lang)?,
    };
    Some(lang.but(&lang.caution(caution, target.subject.indicator()?), &figure, mark(would_be.verdict).0))
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
            let Some(indicator) = row.target.subject.indicator() else { continue };
            told.add(lang.caution(caution, indicator), name(whole, row.target, lang));
        }
    }
    told.into_iter().map(|(what, ids)| lang.beside(&what, &ids)).collect()
}

/// What a target is called where only its number stands: with its tier where another target has that number too.
pub(crate) fn name(whole: &[ScoreRow<'_>], target: &Target, lang: Lang) -> String {
    let shared = whole.iter().any(|row| row.target.id == target.id && row.target.tier != target.tier);
    if shared { format!("{} ({})", target.id, lang.tier(target.tier)) } else { target.id.clone() }
}

/// The targets without a verdict, by the reason for it.
pub(crate) fn undecided(whole: &[ScoreRow<'_>], lang: Lang) -> impl Iterator<Item = String> {
    let mut reasons = ByReason::default();
    for row in whole {
        if let Some(why) = why(row, lang) {
            reasons.add(why, name(whole, row.target, lang));
        }
    }
    reasons.into_iter().map(move |(why, ids)| lang.undecided(&why, &ids))
}

/// Why there is no verdict, where that is known.
fn why(row: &ScoreRow<'_>, lang: Lang) -> Option<String> {
    match (row.undecided, row.verdict) {
        (Some(why), _) => Some(lang.undecided_reason(why).to_owned()),
        (None, Verdict::NotMeasurable) => {
            let indicator = row.target.subject.indicator()?;
            reason::not_measurable(row.of, indicator, &row.of.measure(indicator), lang)
        }
        _ => None,
    }
}
