use std::cmp::Ordering;

use sipas_core::{Bucket, Dimension, DossierCounts, Group, Measure, PaknBucket, PaknCounts, Report};

use super::{Block, Section, indicators::rate_cells, reason};
use crate::lang::Lang;
use crate::table::{Cell, Column, Table};

/// One row a group, with its main figures; the whole last, to compare with.
pub(crate) fn section(report: &Report, lang: Lang) -> Option<Section> {
    if report.by.is_empty() {
        return None;
    }
    let names: Vec<_> = report.by.iter().map(|by| lang.dimension(*by).to_lowercase()).collect();
    let mut columns: Vec<_> =
        report.by.iter().map(|by| Column::left(by.name(), lang.dimension(*by))).collect();
    if report.whole().dossiers().is_some() {
        columns.extend(dossier_columns(lang));
    }
    // Whether petitions can be told apart by these groups, and there are any to tell: asked once, since it may look at
    // every group.
    let has_pakn = report.parts().any(|group| group.pakn().is_some());
    if has_pakn {
        columns.extend(pakn_columns(lang));
    }
    columns.push(Column::left("note", lang.note()));
    let mut parts: Vec<_> = report.parts().collect();
    // As a reader looks for them; months have their order already.
    parts.sort_by(|a, b| {
        let values = a.key.iter().zip(b.key.iter());
        let order = |((by, a), (_, b)): ((Dimension, &str), (Dimension, &str))| match by {
            Dimension::Month => a.cmp(b),
            _ => Lang::in_order(a, b),
        };
        values.map(order).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    });
    let groups = parts.into_iter().chain([report.whole()]);
    let rows = groups.map(|group| row(report, group, has_pakn, lang)).collect();
    let title = format!("{} {}", lang.groups(), names.join(", "));
    Some(Section::new(title, vec![Block::Table(Table { title: String::new(), columns, rows })]))
}

fn row(report: &Report, group: Group<'_>, has_pakn: bool, lang: Lang) -> Vec<Cell> {
    let mut row = key(report, group, lang);
    let mut note = Cell::Empty;
    if report.whole().dossiers().is_some() {
        let (cells, why) = dossier_cells(report, group, lang);
        row.extend(cells);
        note = why;
    }
    if has_pakn {
        row.extend(pakn_cells(group));
    }
    row.push(note);
    row
}

fn dossier_columns(lang: Lang) -> [Column; 7] {
    [
        Column::right("received", lang.group_received()),
        Column::right("concluded", lang.group_concluded()),
        Column::right("late", lang.group_late()),
        Column::right("on_time_return_rate", lang.group_on_time()),
        Column::right("interval", lang.interval()),
        Column::right("open_overdue", lang.group_overdue()),
        Column::right("repeat_visit_rate", lang.group_visits()),
    ]
}

/// The figures of a group's dossiers, and what is to be noted of them.
fn dossier_cells(report: &Report, group: Group<'_>, lang: Lang) -> ([Cell; 7], Cell) {
    let count = |of: fn(&DossierCounts) -> u64| group.dossiers().map_or(Cell::Empty, |c| Cell::count(of(c)));
    let [_, _, on_time, interval, note] = rate(report, group, "on_time_return_rate", lang);
    let [_, _, visits, ..] = rate(report, group, "repeat_visit_rate", lang);
    let cells = [
        count(|counts| counts.received),
        count(DossierCounts::concluded),
        count(|counts| counts.get(Bucket::Late)),
        on_time,
        interval,
        count(|counts| counts.get(Bucket::OpenOverdue)),
        visits,
    ];
    (cells, note)
}

fn pakn_columns(lang: Lang) -> [Column; 3] {
    [
        Column::right("pakn.received", lang.group_pakn_received()),
        Column::right("pakn.closed", lang.group_pakn_closed()),
        Column::right("pakn.open_overdue", lang.group_pakn_overdue()),
    ]
}

fn pakn_cells(group: Group<'_>) -> [Cell; 3] {
    let count = |of: fn(&PaknCounts) -> u64| group.pakn().map_or(Cell::Empty, |c| Cell::count(of(c)));
    [count(|c| c.received), count(PaknCounts::closed), count(|c| c.get(PaknBucket::OpenOverdue))]
}

fn key(report: &Report, group: Group<'_>, lang: Lang) -> Vec<Cell> {
    if group.key.is_empty() {
        let mut row = vec![Cell::Empty; report.by.len()];
        row[0] = Cell::text(lang.whole());
        return row;
    }
    let value = |(by, value): (_, &str)| Cell::term(value.to_owned(), lang.key(by, value));
    group.key.iter().map(value).collect()
}

/// The figure of a rate in a group; where there is none, the note says why.
fn rate(report: &Report, group: Group<'_>, id: &str, lang: Lang) -> [Cell; 5] {
    let nothing = [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
    let Some((indicator, measure)) = group.find(id) else {
        return nothing;
    };
    if let Measure::Rate(Some(rate)) = measure {
        return rate_cells(report, indicator, rate, lang);
    }
    let [a, b, c, d, _] = nothing;
    let why = reason::not_measurable(report.whole(), indicator, &measure, lang);
    [a, b, c, d, why.map_or(Cell::Empty, Cell::Text)]
}
