//! What comes before all else, as sections: the beginning of a workbook and of a Word document, in the order of the page.

use sipas_core::{Dimension, Plan, Report};

use crate::document::{Block, Section};
use crate::format::View;
use crate::lang::Lang;
use crate::page::{Extras, tiles};
use crate::push::{PushCount, PushList, PushRow};
use crate::table::{Cell, Column, Table};

/// How many of the longest overdue stand before all else, so that they are on the first sheet of paper.
pub(crate) const LONGEST: usize = 20;
/// How many of those due soon follow.
pub(crate) const SOON_ROWS: usize = 10;
/// A verdict has at most so many cautions beside it; the others stand where the data are told of.
pub(crate) const CAUTIONS: usize = 3;

/// The first page: whose report it is and of when, the verdict with what makes it uncertain, the great figures, and what
/// somebody has to see to.
pub fn first_page(report: &Report, extras: &Extras<'_>, view: &View) -> Vec<Section> {
    let lang = view.lang;
    let mut sections = vec![Section { title: String::new(), blocks: head(report, extras, lang) }];
    let tiles = tiles(report, extras, lang);
    if !tiles.is_empty() {
        let columns = vec![
            Column::left("tile", lang.figure_label()),
            Column::right("figure", lang.result_label()),
            Column::left("tile_note", lang.note_label()),
        ];
        let row = |tile: crate::page::Tile| {
            let notes = tile.notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>();
            vec![Cell::text(&tile.label), tile.value, Cell::Text(notes.join(" · "))]
        };
        let table = Table { title: String::new(), columns, rows: tiles.into_iter().map(row).collect() };
        sections.push(Section { title: String::new(), blocks: vec![Block::Table(table)] });
    }
    sections.extend(extras.push.map(|push| pressed(push, lang)));
    sections
}

fn head(report: &Report, extras: &Extras<'_>, lang: Lang) -> Vec<Block> {
    let mut facts = Vec::new();
    let mut fact = |label: &str, said: String| facts.push((label.to_owned(), said));
    if let Some(head) = extras.head.filter(|head| !head.office.is_empty()) {
        fact(lang.pick("Đơn vị", "Office"), head.office.clone());
    }
    fact(lang.period_label(), lang.period_in_words(&report.period));
    fact(lang.as_of_label(), lang.as_of(report.period.as_of()));
    if let Some(baseline) = &report.baseline {
        fact(lang.pick("So với", "Compared with"), lang.period_in_words(baseline));
    }
    if let Some(title) = report.plan.as_ref().map(Plan::title).filter(|title| !title.is_empty()) {
        fact(lang.plan_label(), title.to_owned());
    }
    let verdict = crate::verdict(report, lang);
    let doubts = crate::doubts::in_short(report, lang);
    let more = doubts.len().saturating_sub(CAUTIONS);
    let texts = doubts.into_iter().take(CAUTIONS).map(|text| format!("⚠ {text}"));
    let texts = texts.chain((more > 0).then(|| lang.more_cautions(more)));
    let blocks = [Block::Facts(facts), Block::Text(verdict)].into_iter();
    blocks.chain(texts.map(Block::Text)).filter(|block| *block != Block::Text(String::new())).collect()
}

/// How much each unit has to see to, the longest overdue, and what is due soon.
fn pressed(push: &PushList, lang: Lang) -> Section {
    let mut blocks = Vec::new();
    if push.is_empty() {
        blocks.push(Block::Text(lang.nothing_to_push().to_owned()));
        return Section { title: lang.push().to_owned(), blocks };
    }
    blocks.push(Block::Table(units(push, lang)));
    let overdue = &push.overdue[..push.overdue.len().min(LONGEST)];
    let soon = &push.due_soon[..push.due_soon.len().min(SOON_ROWS)];
    if !overdue.is_empty() {
        blocks.push(Block::Text(lang.longest(overdue.len(), push.overdue.len())));
        blocks.push(Block::Table(rows(overdue.iter().map(|row| (row, lang.overdue_by(row))), lang)));
    }
    if !soon.is_empty() {
        blocks.push(Block::Text(lang.due_within(push.within, push.due_soon.len())));
        blocks.push(Block::Table(rows(soon.iter().map(|row| (row, lang.due_in(row))), lang)));
    }
    Section { title: lang.push().to_owned(), blocks }
}

/// More units than these would put what is longest overdue on a second sheet of paper: the others are one line.
const UNITS: usize = 8;

/// What each unit has to see to; where there are many, the first of them, and the others together.
pub(crate) fn units(push: &PushList, lang: Lang) -> Table {
    let by_unit = push.by_unit();
    let first = if by_unit.len() > UNITS + 1 { UNITS } else { by_unit.len() };
    let (first, others) = by_unit.split_at(first);
    let mut units = table_of_units(first, lang);
    if !others.is_empty() {
        let counts = || others.iter().map(|(_, count)| count);
        let count = PushCount {
            overdue: counts().map(|count| count.overdue).sum(),
            longest: counts().filter_map(|count| count.longest).max(),
            due_soon: counts().map(|count| count.due_soon).sum(),
        };
        units.rows.push(row_of_unit(&lang.other_units(others.len()), &count, lang));
    }
    units
}

/// What each unit has to see to, however many there are.
pub(crate) fn all_units(push: &PushList, lang: Lang) -> Table {
    table_of_units(&push.by_unit(), lang)
}

fn table_of_units(units: &[(&str, PushCount)], lang: Lang) -> Table {
    let columns = vec![
        Column::left("unit", lang.dimension(Dimension::Unit)),
        Column::right("overdue", lang.overdue_tile()),
        Column::right("longest", lang.longest_overdue()),
        Column::right("due_soon", lang.due_soon_label()),
    ];
    let row = |(unit, count): &(&str, PushCount)| {
        row_of_unit(if unit.is_empty() { lang.unknown() } else { unit }, count, lang)
    };
    Table { title: String::new(), columns, rows: units.iter().map(row).collect() }
}

fn row_of_unit(name: &str, count: &PushCount, lang: Lang) -> Vec<Cell> {
    let longest = count.longest.map_or(Cell::Empty, |days| Cell::Text(lang.working(days)));
    vec![Cell::text(name), Cell::count(count.overdue as u64), longest, Cell::count(count.due_soon as u64)]
}

fn rows<'r>(rows: impl Iterator<Item = (&'r PushRow, String)>, lang: Lang) -> Table {
    let columns = vec![
        Column::left("code", lang.code()),
        Column::left("procedure_name", lang.procedure_name()),
        Column::left("unit", lang.dimension(Dimension::Unit)),
        Column::left("officer", lang.officer()),
        Column::left("received", lang.received_on()),
        Column::left("deadline", lang.due_on()),
        Column::left("state", lang.state()),
    ];
    let row = |(row, state): (&PushRow, String)| {
        let unit = if row.unit.is_empty() { lang.unknown() } else { &row.unit };
        vec![
            Cell::text(&row.code),
            Cell::text(&row.procedure),
            Cell::text(unit),
            Cell::text(&row.officer),
            Cell::date(row.received_at),
            Cell::date(row.deadline),
            Cell::Text(state),
        ]
    };
    Table { title: String::new(), columns, rows: rows.map(row).collect() }
}

impl PushList {
    /// All of it as one table, the most pressing first.
    pub fn whole(&self, lang: Lang) -> Table {
        let overdue = self.overdue.iter().map(|row| (row, lang.overdue_by(row)));
        rows(overdue.chain(self.due_soon.iter().map(|row| (row, lang.due_in(row)))), lang)
    }
}
