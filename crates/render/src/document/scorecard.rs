use sipas_core::{Area, Figure, Goal, Plan, Rate, Report, ScoreRow, Status, Target, Tier, Verdict};

use super::{Block, Section, reason};
use crate::lang::Lang;
use crate::names;
use crate::table::{Cell, Column, Table, Tone};

/// The targets of the plan, judged for the whole, by area.
pub(super) fn section(report: &Report, lang: Lang) -> Option<Section> {
    let plan = report.plan.as_ref()?;
    let whole: Vec<_> = report.scorecard.iter().filter(|row| row.key.is_empty()).collect();
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
        Column::right("pair", lang.pair()),
        Column::left("verdict", lang.verdict_label()),
        Column::left("lead", lang.lead()),
    ];
    let mut rows = Vec::new();
    for area in Area::ALL {
        let of_area: Vec<_> = whole.iter().filter(|row| row.target.area == area).collect();
        if !of_area.is_empty() {
            rows.push(heading(plan, area, columns.len()));
            rows.extend(of_area.into_iter().map(|row| line(report, row, lang)));
        }
    }
    let table = Table { title: String::new(), columns, rows };
    let mut blocks: Vec<_> = summary.map(Block::Text).into();
    blocks.push(Block::Table(table));
    if whole.iter().any(|row| row.target.derived) {
        blocks.push(Block::Text(lang.derived().to_owned()));
    }
    Some(Section::new(lang.scorecard(), blocks))
}

/// A row that opens an area.
fn heading(plan: &Plan, area: Area, width: usize) -> Vec<Cell> {
    let title = plan.areas().iter().find(|of| of.area == area).map_or("", |of| of.title.as_str());
    let mut row = vec![Cell::Empty; width];
    row[0] = Cell::text(area.to_string());
    row[2] = Cell::text(title.to_uppercase());
    row
}

fn line(report: &Report, row: &ScoreRow, lang: Lang) -> Vec<Cell> {
    let target = &row.target;
    let (value, pair) = figure(report, target, row.figure, lang);
    vec![
        Cell::text(&target.id),
        Cell::term(target.tier.to_string(), lang.tier(target.tier)),
        Cell::text(&target.task),
        Cell::Text(goal(report, row, lang)),
        value,
        pair,
        verdict(report, row, lang),
        Cell::text(&target.lead),
    ]
}

/// A figure, and the pair that it is of.
fn figure(report: &Report, target: &Target, figure: Figure, lang: Lang) -> (Cell, Cell) {
    match (figure.status, figure.numerator, figure.denominator) {
        (Status::Measured, Some(n), None) => (Cell::count(n), Cell::Empty),
        (Status::Measured, Some(n), Some(d)) => {
            let rate = Rate::new(n, d);
            let shown = report.percent(target.indicator, rate);
            let value = shown.map_or(Cell::Empty, |shown| Cell::Percent { rate, shown });
            (value, Cell::Text(format!("{}/{}", lang.count(n), lang.count(d))))
        }
        _ => (Cell::Empty, Cell::Empty),
    }
}

/// What the target asks for, in a few signs or words.
fn goal(report: &Report, row: &ScoreRow, lang: Lang) -> String {
    let target = &row.target;
    let counts = target.indicator.id.ends_with("_count");
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
        (Some(n), None) => Some(lang.count(n)),
        (Some(n), Some(d)) => {
            let shown = report.percent(target.indicator, Rate::new(n, d))?;
            Some(format!("{}, {}/{}", lang.percent(&shown), lang.count(n), lang.count(d)))
        }
        _ => None,
    });
    let before = before.map_or(String::new(), |before| format!(" ({before})"));
    format!("{asked}{before}{}", if target.derived { " *" } else { "" })
}

fn verdict(report: &Report, row: &ScoreRow, lang: Lang) -> Cell {
    let words = lang.verdict(row.verdict);
    let (mark, tone) = match row.verdict {
        Verdict::Met => ('✔', Tone::Good),
        Verdict::Missed => ('✘', Tone::Bad),
        Verdict::NoData | Verdict::NotMeasurable => ('–', Tone::Faint),
    };
    let why = why(report, row, lang).map_or(String::new(), |why| format!(": {why}"));
    Cell::Term { id: names::verdict(row.verdict).into(), text: format!("{mark} {words}{why}"), tone }
}

/// Why there is no verdict, where that is known.
fn why(report: &Report, row: &ScoreRow, lang: Lang) -> Option<String> {
    match row.verdict {
        Verdict::NoData if row.figure.status == Status::Measured && report.baseline.is_none() => {
            Some(lang.no_baseline().to_owned())
        }
        Verdict::NotMeasurable => {
            let group = report.groups.iter().find(|group| group.key == row.key)?;
            let indicator = row.target.indicator;
            let (_, measure) = group.indicators.iter().find(|(of, _)| of.id == indicator.id)?;
            reason::not_measurable(report, group, indicator, measure, lang)
        }
        _ => None,
    }
}
