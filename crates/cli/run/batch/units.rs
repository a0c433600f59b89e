use sipas_core::{Dimension, Group, INDICATORS, Measure, Rate, Report, ScoreRow, Tier, Verdict};
use sipas_render::{Cell, Column, Lang, Table};

/// The rates that a unit is compared by.
const RATES: [&str; 4] = ["on_time_return_rate", "late_rate", "late_exposure_rate", "repeat_visit_rate"];

/// One row a unit: its counts, its rates, and how its commitments stand. Read off a report by unit.
pub(super) fn table(report: &Report, lang: Lang) -> Table {
    let groups = || report.parts();
    let counts: Vec<&'static str> = groups()
        .find_map(Group::dossiers)
        .map(|counts| counts.named().map(|(name, _)| name).collect())
        .unwrap_or_default();
    let mut columns = vec![Column::left("unit", lang.dimension(Dimension::Unit))];
    columns.extend(counts.iter().map(|name| Column::right(*name, lang.dossier_count(name))));
    for id in RATES {
        let words =
            INDICATORS.iter().find(|indicator| indicator.id == id).map(|indicator| lang.indicator(indicator));
        columns.push(Column::right(id, words.map_or(id, |words| words.name)));
    }
    if report.plan.is_some() {
        columns.push(Column::right("met", lang.pick("Cam kết đạt", "Commitments met")));
        columns.push(Column::right("missed", lang.pick("Cam kết không đạt", "Commitments missed")));
        columns.push(Column::right("undecided", lang.pick("Chưa kết luận", "Undecided")));
    }
    let rows = groups().map(|group| row(report, group, counts.len(), lang)).collect();
    let title = lang.pick("Mỗi đơn vị một dòng", "One row a unit");
    Table { title: format!("{}, {title}", lang.period(&report.period)), columns, rows }
}

fn row(report: &Report, group: Group<'_>, counts: usize, lang: Lang) -> Vec<Cell> {
    let unit = group.key.get(Dimension::Unit).unwrap_or_default();
    let mut cells = vec![if unit.is_empty() { Cell::term("", lang.unknown()) } else { Cell::text(unit) }];
    match group.dossiers() {
        Some(dossiers) => cells.extend(dossiers.named().map(|(_, n)| Cell::count(n))),
        None => cells.extend(std::iter::repeat_n(Cell::Empty, counts)),
    }
    cells.extend(RATES.map(|id| rate(report, group, id)));
    if report.plan.is_some() {
        let own = |row: &ScoreRow<'_>| row.target.tier == Tier::Commitment;
        let count = |verdicts: &[Verdict]| {
            let rows = report.scores(group).filter(own).filter(|row| verdicts.contains(&row.verdict));
            Cell::count(rows.count() as u64)
        };
        cells.push(count(&[Verdict::Met]));
        cells.push(count(&[Verdict::Missed]));
        cells.push(count(&[Verdict::NoData, Verdict::NotMeasurable]));
    }
    cells
}

fn rate(report: &Report, group: Group<'_>, id: &str) -> Cell {
    let Some((indicator, measure)) = group.find(id) else { return Cell::Empty };
    let Some(rate) = pair(&measure) else { return Cell::Empty };
    report.percent(indicator, rate).map_or(Cell::Empty, |shown| Cell::Percent { rate, shown })
}

fn pair(measure: &Measure) -> Option<Rate> {
    match measure {
        Measure::Rate(rate) => *rate,
        _ => None,
    }
}
