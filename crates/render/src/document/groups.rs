use sipas_core::{Bucket, DossierCounts, GroupReport, Measure, Report, ScoreRow, Tier, Verdict};

use super::{Block, Section, indicators::rate_cells, reason};
use crate::judged;
use crate::lang::Lang;
use crate::table::{Cell, Column, Table, Tone};

/// One row a group, with its main figures; the whole last, to compare with.
pub(super) fn section(report: &Report, lang: Lang) -> Option<Section> {
    if report.by.is_empty() {
        return None;
    }
    let names: Vec<_> = report.by.iter().map(|by| lang.dimension(*by).to_lowercase()).collect();
    let mut columns: Vec<_> =
        report.by.iter().map(|by| Column::left(by.name(), lang.dimension(*by))).collect();
    columns.extend([
        Column::right("received", lang.group_received()),
        Column::right("concluded", lang.group_concluded()),
        Column::right("late", lang.group_late()),
        Column::right("on_time_return_rate", lang.group_on_time()),
        Column::right("interval", lang.interval()),
        Column::right("open_overdue", lang.group_overdue()),
        Column::right("repeat_visit_rate", lang.group_visits()),
    ]);
    if report.plan.is_some() {
        columns.push(Column::left("missed", lang.group_missed()));
    }
    columns.push(Column::left("note", lang.note()));
    let groups = judged::groups(report);
    let (whole, parts): (Vec<_>, Vec<_>) = groups.partition(|(group, _)| group.key.is_empty());
    let rows =
        parts.into_iter().chain(whole).map(|(group, judged)| row(report, group, judged, lang)).collect();
    let title = format!("{} {}", lang.groups(), names.join(", "));
    Some(Section::new(title, vec![Block::Table(Table { title: String::new(), columns, rows })]))
}

fn row(report: &Report, group: &GroupReport, judged: &[ScoreRow], lang: Lang) -> Vec<Cell> {
    let mut row = key(report, group, lang);
    let counts = group.dossiers.as_ref();
    let count = |n: Option<u64>| n.map_or(Cell::Empty, Cell::count);
    let [_, _, on_time, interval, note] = rate(report, group, "on_time_return_rate", lang);
    let [_, _, visits, ..] = rate(report, group, "repeat_visit_rate", lang);
    row.extend([
        count(counts.map(|c| c.received)),
        count(counts.map(DossierCounts::concluded)),
        count(counts.map(|c| c.get(Bucket::Late))),
        on_time,
        interval,
        count(counts.map(|c| c.get(Bucket::OpenOverdue))),
        visits,
    ]);
    if report.plan.is_some() {
        row.push(missed(judged));
    }
    row.push(note);
    row
}

fn key(report: &Report, group: &GroupReport, lang: Lang) -> Vec<Cell> {
    if group.key.is_empty() {
        let mut row = vec![Cell::Empty; report.by.len()];
        row[0] = Cell::text(lang.whole());
        return row;
    }
    let value = |(by, value): (_, &str)| Cell::term(value.to_owned(), lang.key(by, value));
    group.key.iter().map(value).collect()
}

/// The figure of a rate in a group; where there is none, the note says why.
fn rate(report: &Report, group: &GroupReport, id: &str, lang: Lang) -> [Cell; 5] {
    let nothing = [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
    let Some((indicator, measure)) = group.indicators.iter().find(|(indicator, _)| indicator.id == id) else {
        return nothing;
    };
    if let Measure::Rate(Some(rate)) = measure {
        return rate_cells(report, indicator, *rate, lang);
    }
    let [a, b, c, d, _] = nothing;
    let why = reason::not_measurable(report, indicator, measure, lang);
    [a, b, c, d, why.map_or(Cell::Empty, Cell::Text)]
}

/// The commitments that the group misses, by their ids.
fn missed(judged: &[ScoreRow]) -> Cell {
    let missed =
        judged.iter().filter(|row| row.verdict == Verdict::Missed && row.target.tier == Tier::Commitment);
    let ids: Vec<_> = missed.map(|row| row.target.id.as_str()).collect();
    if ids.is_empty() {
        return Cell::Empty;
    }
    Cell::Term { id: ids.join(", ").into(), text: format!("✘ {}", ids.join(", ")), tone: Tone::Bad }
}
