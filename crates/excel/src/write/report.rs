use std::io::{self, Write};

use rust_xlsxwriter::XlsxError;
use sipas_core::{Dimension, Report};
use sipas_render::{Block, Document, Extras, Lang, Section, Table, View, first_page};

use super::book::{Book, failed};
use super::charts::Drawn;
use super::page::Page;
use super::{pareto, style};

/// How many groups can be told apart in a chart.
const DRAWN: usize = 40;

/// Writes a report as a workbook: summary, scorecard, groups, lists and quality of the data, each a sheet.
///
/// Equal reports give equal bytes. Text is always text, whatever it begins with.
pub fn write_report(
    report: &Report,
    extras: &Extras<'_>,
    view: &View,
    out: &mut dyn Write,
) -> io::Result<()> {
    book(report, extras, view).map_err(failed)?.write(out)
}

fn book(report: &Report, extras: &Extras<'_>, view: &View) -> Result<Book, XlsxError> {
    let lang = view.lang;
    let document = Document::of(report, view);
    let period = period_of(report, lang);
    let footer = format!("{} – {period}", document.title);
    let mut book = Book::new(&document.title, &footer, report.period.as_of().datetime(), lang);
    let of =
        |sheet: Sheet| document.sections.iter().filter(move |section| Sheet::of(section, report) == sheet);

    book.sheet(lang.pick("Tóm tắt", "Summary"), |page, _| {
        page.line(&document.title.to_uppercase(), &style::title())?;
        page.widen(&SUMMARY);
        of(Sheet::Summary).flat_map(tables).for_each(|table| page.measure(table));
        first_page(report, extras, view).iter().try_for_each(|section| page.section(section))?;
        of(Sheet::Summary).try_for_each(|section| page.section(section))
    })?;
    if let Some(push) = extras.push.filter(|push| !push.is_empty()) {
        let (name, as_of) = (lang.pick("Đôn đốc", "To be pressed"), lang.as_of(report.period.as_of()));
        let title =
            lang.pick(format!("Việc cần đôn đốc, tính đến {as_of}"), format!("To be pressed, as of {as_of}"));
        book.pages(name, &push.whole(lang), &[&title], 0)?;
    }
    for section in of(Sheet::Scorecard) {
        single(&mut book, lang.pick("Thực hiện kế hoạch", "Scorecard"), section, &period)?;
    }
    let mut shown: Vec<&[Dimension]> = Vec::new();
    let others = [extras.by_unit, extras.trend, extras.by_procedure];
    for report in std::iter::once(report).chain(others.into_iter().flatten()) {
        // The report's own groups go before others that are alike.
        if !shown.contains(&report.by.as_slice()) {
            groups(&mut book, report, extras, view)?;
            shown.push(&report.by);
        }
    }
    for list in extras.lists {
        // A tab has room for what a list is of, and none for as of when.
        let name = list.title.split(',').next().unwrap_or_default();
        book.pages(name, list, &[&list.title], 0)?;
    }
    for section in of(Sheet::Quality) {
        single(&mut book, lang.pick("Chất lượng dữ liệu", "Data quality"), section, &period)?;
    }
    Ok(book)
}

fn period_of(report: &Report, lang: Lang) -> String {
    format!("{} {}", lang.pick("Kỳ", "Period"), lang.period(&report.period))
}

/// The least widths of the summary's columns: labels, then what is said of them.
const SUMMARY: [usize; 6] = [34, 14, 14, 14, 16, 16];

/// Which sheet a part of the document goes to, told by the columns of its tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sheet {
    Summary,
    Scorecard,
    Groups,
    Quality,
}

impl Sheet {
    fn of(section: &Section, report: &Report) -> Sheet {
        let has = |id: &str| tables(section).any(|table| table.columns.iter().any(|column| column.id == id));
        // The last column of the groups tells them from other tables by unit.
        let by = report.by.first().is_some_and(|by| has(by.name()));
        match () {
            () if by && has("note") => Sheet::Groups,
            () if has("verdict") => Sheet::Scorecard,
            () if has("path") => Sheet::Quality,
            () => Sheet::Summary,
        }
    }
}

fn tables(section: &Section) -> impl Iterator<Item = &Table> {
    section.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Facts(_) | Block::Text(_) => None,
    })
}

/// A section on a sheet of its own; its first table leads.
fn single(book: &mut Book, name: &str, section: &Section, period: &str) -> Result<(), XlsxError> {
    let mut left = Vec::new();
    book.sheet(name, |page, _| {
        page.line(&section.title, &style::title())?;
        page.line(period, &style::label())?;
        self::tables(section).for_each(|table| page.measure(table));
        let mut tables = 0;
        for block in &section.blocks {
            let Block::Table(table) = block else {
                page.block(block)?;
                continue;
            };
            if !left.is_empty() {
                left.push((table, 0));
                continue;
            }
            page.skip();
            let placed = page.table(table)?;
            if placed.rows() < table.rows.len() {
                left.push((table, placed.rows()));
            }
            if tables == 0 {
                page.lead(&placed)?;
            }
            tables += 1;
        }
        Ok(())
    })?;
    // What this sheet does not take goes on others.
    left.into_iter().try_for_each(|(table, next)| book.pages(name, table, &[&section.title, period], next))
}

/// The groups of a report, one row each, and a chart of what can be drawn.
fn groups(book: &mut Book, report: &Report, extras: &Extras<'_>, view: &View) -> Result<(), XlsxError> {
    let document = Document::of(report, view);
    let Some(section) = document.sections.iter().find(|section| Sheet::of(section, report) == Sheet::Groups)
    else {
        return Ok(());
    };
    let lang = view.lang;
    let Some(mut table) = tables(section).next().cloned() else { return Ok(()) };
    let period = &period_of(report, lang);
    let names = extras.procedure_names.filter(|_| report.by == [Dimension::Procedure]);
    if let Some(names) = names {
        pareto::name(&mut table, names, lang);
    }
    let trend = report.by == [Dimension::Month];
    let name = if trend { lang.pick("Xu hướng", "Trend") } else { section.title.as_str() };
    let mut placed_rows = 0;
    book.sheet(name, |page, name| {
        page.line(&section.title, &style::title())?;
        page.line(period, &style::label())?;
        let placed = page.table(&table)?;
        page.lead(&placed)?;
        placed_rows = placed.rows();
        // The whole stands last; of months, those that are none come before it.
        let rows = report.parts().filter(|group| !trend || is_month(group.key.get(Dimension::Month))).count();
        let rate = table.columns.iter().position(|column| column.id == "on_time_return_rate");
        if let Some(rate) = rate.filter(|_| (2..=DRAWN).contains(&rows)) {
            let drawn = Drawn { sheet: name, placed: &placed, names: report.by.len() - 1, rows };
            let title = on_time(lang);
            page.chart(&if trend { drawn.line(title, rate) } else { drawn.bars(title, rate) })?;
        }
        Ok(())
    })?;
    if placed_rows < table.rows.len() {
        book.pages(name, &table, &[&section.title, period], placed_rows)?;
    }
    let Some(mut table) = pareto::table(report, lang).filter(|_| pareto::is_of(report)) else {
        return Ok(());
    };
    if let Some(names) = names {
        pareto::name(&mut table, names, lang);
    }
    book.sheet(lang.pick("TTHC trễ nhiều nhất", "Pareto"), |page, name| {
        page.line(&table.title, &style::title())?;
        page.line(period, &style::label())?;
        let placed = page.table(&table)?;
        page.lead(&placed)?;
        let drawn = Drawn { sheet: name, placed: &placed, names: 0, rows: table.rows.len() };
        let last = table.columns.len() - 1;
        page.chart(&drawn.pareto(&table.title, last - 1, last))
    })
}

fn on_time(lang: Lang) -> &'static str {
    lang.pick("Tỷ lệ đúng hạn", "On-time rate")
}

/// Keys such as `2025-06`, and not `open` or `none`.
fn is_month(key: Option<&str>) -> bool {
    key.is_some_and(|key| key.starts_with(|c: char| c.is_ascii_digit()))
}

impl Page<'_> {
    fn section(&mut self, section: &Section) -> Result<(), XlsxError> {
        if !section.title.is_empty() {
            self.skip();
            self.line(&section.title, &style::section())?;
        }
        section.blocks.iter().try_for_each(|block| self.block(block))
    }

    fn block(&mut self, block: &Block) -> Result<(), XlsxError> {
        match block {
            Block::Facts(facts) => facts.iter().try_for_each(|(label, said)| self.fact(label, said)),
            Block::Text(text) => self.paragraph(text, 0),
            Block::Table(table) => self.table(table).map(|_| ()),
        }
    }
}
