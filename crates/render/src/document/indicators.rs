use sipas_core::{Area, DayFigures, Exact, Indicator, Measure, Rate, Report, Status};

use super::{Block, Section, reason, reason::ByReason};
use crate::lang::Lang;
use crate::table::{Cell, Column, Table};

/// The indicators of the whole, and the processing days.
pub(crate) fn sections(report: &Report, lang: Lang) -> Vec<Section> {
    let mut rows = Vec::new();
    let mut days = None;
    let mut missing = ByReason::default();
    for (indicator, measure) in report.whole().indicators() {
        match (reason::not_measurable(report.whole(), indicator, &measure, lang), measure) {
            (Some(why), _) => missing.add(why, lang.indicator(indicator).name.to_owned()),
            (None, Measure::Days(figures)) => days = Some(figures),
            (None, measure) => rows.extend(lines(report, indicator, &measure, lang)),
        }
    }
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table { title: String::new(), columns: columns(lang), rows }));
    }
    blocks.extend(missing.into_iter().map(|(why, names)| Block::Text(lang.not_measured(&why, &names))));
    let mut sections = vec![Section::new(lang.indicators(), blocks)];
    sections.extend(days.map(|figures| processing_days(&figures, lang)));
    sections
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::left("indicator", lang.indicator_label()),
        Column::right("numerator", lang.numerator()),
        Column::right("denominator", lang.denominator()),
        Column::right("value", lang.figure()),
        Column::right("interval", lang.interval()),
        Column::left("note", lang.note()),
    ]
}

/// The rows of one indicator: its figure, and what is shown beside it.
fn lines(report: &Report, indicator: &Indicator, measure: &Measure, lang: Lang) -> Vec<Vec<Cell>> {
    let name = lang.indicator(indicator).name;
    let row = |name: String, cells: [Cell; 5]| [Cell::Text(name)].into_iter().chain(cells).collect();
    let of_rate = |name: String, rate: Rate| row(name, rate_cells(report, indicator, rate, lang));
    let of_count = |n: u64, status: Status, note: String| {
        let (n, note) = match status {
            Status::Measured => (Cell::count(n), Cell::Text(note)),
            _ => (Cell::Empty, Cell::text(lang.status(status))),
        };
        row(name.to_owned(), [Cell::Empty, Cell::Empty, n, Cell::Empty, note])
    };
    match measure {
        Measure::Rate(Some(rate)) => vec![of_rate(name.to_owned(), *rate)],
        Measure::Count { value, status } => vec![of_count(*value, *status, String::new())],
        Measure::Reports(Some(reports)) => {
            vec![of_count(
                reports.value,
                measure.status(),
                beside(reports.substantiated, reports.unread, lang),
            )]
        }
        Measure::Satisfaction(Some((rate, areas))) => {
            let by_area = Area::ALL.into_iter().zip(areas);
            let by_area = by_area.map(|(area, rate)| of_rate(format!("{name}: {area}"), *rate));
            std::iter::once(of_rate(name.to_owned(), *rate)).chain(by_area).collect()
        }
        Measure::Index(Some((mean, areas))) => {
            let of_mean = |name: String, mean: Rate| row(name, mean_cells(mean, lang));
            let by_area = Area::ALL.into_iter().zip(areas);
            let by_area = by_area.map(|(area, mean)| of_mean(format!("{name}: {area}"), *mean));
            std::iter::once(of_mean(name.to_owned(), *mean)).chain(by_area).collect()
        }
        Measure::Rate(None)
        | Measure::Reports(None)
        | Measure::Satisfaction(None)
        | Measure::Index(None)
        | Measure::Days(_) => Vec::new(),
    }
}

/// A mean as sum, number, mean, no interval and note.
fn mean_cells(mean: Rate, lang: Lang) -> [Cell; 5] {
    let (n, d) = (Cell::count(mean.numerator), Cell::count(mean.denominator));
    match mean.value() {
        Some(value) => [n, d, Cell::Decimal(value, 2), Cell::Empty, Cell::Empty],
        None => [n, d, Cell::Empty, Cell::Empty, Cell::text(lang.status(Status::NoData))],
    }
}

/// A rate as numerator, denominator, per cent, interval and note.
pub(crate) fn rate_cells(report: &Report, indicator: &Indicator, rate: Rate, lang: Lang) -> [Cell; 5] {
    let Some(shown) = report.percent(indicator, rate) else {
        let note = Cell::text(lang.status(Status::NoData));
        return [Cell::count(rate.numerator), Cell::count(rate.denominator), Cell::Empty, Cell::Empty, note];
    };
    [
        Cell::count(rate.numerator),
        Cell::count(rate.denominator),
        Cell::Percent { rate, shown },
        rate.interval().map_or(Cell::Empty, Cell::Interval),
        if rate.is_small() { Cell::text(lang.small()) } else { Cell::Empty },
    ]
}

fn beside(substantiated: u64, unread: u64, lang: Lang) -> String {
    let parts = [(substantiated, lang.substantiated()), (unread, lang.unread())];
    let said = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", lang.count(n)));
    said.collect::<Vec<_>>().join("; ")
}

fn processing_days(figures: &DayFigures, lang: Lang) -> Section {
    let title = lang.processing_days();
    if figures.status != Status::Measured {
        return Section::new(title, vec![Block::Text(lang.no_result().to_owned())]);
    }
    let columns = vec![
        Column::left("unit", lang.day_unit()),
        Column::right("mean", lang.mean()),
        Column::right("median", lang.median()),
        Column::right("p90", lang.p90()),
        Column::right("count", lang.with_result()),
    ];
    let row = |unit: &str, days: &[Option<Exact>; 3]| {
        let figure =
            |exact: &Option<Exact>| exact.map_or(Cell::Empty, |exact| Cell::Decimal(exact.value(), 1));
        let mut row = vec![Cell::text(unit)];
        row.extend(days.iter().map(figure));
        row.push(Cell::count(figures.count));
        row
    };
    let rows = vec![row(lang.calendar_days(), &figures.calendar), row(lang.working_days(), &figures.working)];
    let mut blocks = vec![Block::Table(Table { title: String::new(), columns, rows })];
    blocks.extend(figures.reason.map(|reason| Block::Text(format!("{}.", lang.calendar_reason(reason)))));
    Section::new(title, blocks)
}
