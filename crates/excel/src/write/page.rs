use rust_xlsxwriter::{Chart, Format, Worksheet, XlsxError};
use sipas_render::{Align, Cell, Lang, Table, Tone};

use super::style::{self, Kind, Styles};
use super::text;

/// No column is narrower or wider than so many digits; longer text is broken into lines.
const NARROWEST: usize = 8;
const WIDEST: usize = 54;
/// The height of a line, in points.
const LINE: f64 = 15.0;
/// The greatest height of a row, in points.
const HIGHEST: f64 = 409.0;
/// The rows of a sheet.
pub(crate) const ROWS: usize = 1_048_576;
/// The paper size A4, by the number that Excel knows it by.
const A4: u8 = 9;

/// A sheet that is written from the top down.
pub(crate) struct Page<'s> {
    pub(crate) sheet: Worksheet,
    styles: &'s mut Styles,
    lang: Lang,
    row: u32,
    widths: Vec<usize>,
    /// How many rows the sheet takes.
    limit: usize,
}

/// Where a table stands: its heading row, its rows, and the column of each of its cells.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    heading: u32,
    rows: u32,
    columns: Vec<u16>,
}

impl Placed {
    /// The row of the table's n-th row.
    pub(crate) fn row(&self, n: usize) -> u32 {
        self.heading + 1 + u32::try_from(n).unwrap_or(u32::MAX)
    }

    /// How many rows stand there: not all of a table that is longer than a sheet.
    pub(crate) fn rows(&self) -> usize {
        self.rows as usize
    }

    /// The column of the table's n-th column; of an interval, its lower bound's.
    pub(crate) fn column(&self, n: usize) -> u16 {
        self.columns[n]
    }

    pub(crate) fn heading(&self) -> u32 {
        self.heading
    }
}

impl<'s> Page<'s> {
    pub(crate) fn new(
        name: &str,
        styles: &'s mut Styles,
        lang: Lang,
        limit: usize,
    ) -> Result<Page<'s>, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        Ok(Page { sheet, styles, lang, row: 0, widths: Vec::new(), limit })
    }

    /// A line of its own that runs over the columns.
    pub(crate) fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, text::fit(text), format)?;
        self.row += 1;
        Ok(())
    }

    pub(crate) fn skip(&mut self) {
        self.row += 1;
    }

    /// Widens the columns beforehand, for what is laid over several of them.
    pub(crate) fn widen(&mut self, widths: &[usize]) {
        if self.widths.len() < widths.len() {
            self.widths.resize(widths.len(), 0);
        }
        self.widths.iter_mut().zip(widths).for_each(|(width, least)| *width = (*width).max(*least));
    }

    /// A paragraph over the columns from `first` on, as high as it needs.
    pub(crate) fn paragraph(&mut self, text: &str, first: u16) -> Result<(), XlsxError> {
        let text = text::fit(text);
        let over = self.widths.get(usize::from(first)..).unwrap_or_default();
        let last = first + u16::try_from(over.len().saturating_sub(1)).unwrap_or(0);
        let lines = text::lines(&text, over.iter().sum::<usize>() * 11 / 10);
        if last > first {
            self.sheet.merge_range(self.row, first, self.row, last, &text, &style::paragraph())?;
        } else {
            self.sheet.write_string_with_format(self.row, first, text, &style::paragraph())?;
        }
        self.sheet.set_row_height(self.row, height(lines))?;
        self.row += 1;
        Ok(())
    }

    /// A label, and beside it what is said of it.
    pub(crate) fn fact(&mut self, label: &str, said: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, text::fit(label), &style::label())?;
        self.paragraph(said, 1)
    }

    /// Makes the columns wide enough for a table that is still to come, so that what stands above it can use them.
    pub(crate) fn measure(&mut self, table: &Table) {
        let titles = self.titles(table);
        let columns = table.columns.iter().zip(&titles).enumerate();
        let mut widths = Vec::new();
        for (at, (column, titles)) in columns {
            let cells = table.rows.iter().filter_map(|row| row.get(at));
            let widest = cells.map(|cell| shown_width(cell, self.lang)).max().unwrap_or(0);
            widths.extend(titles.iter().map(|title| {
                let enough = match column.align {
                    // Text stands a little to the right.
                    Align::Left => widest.max(text::width(title)) + 2,
                    Align::Right => widest.max(text::width(title).min(11)),
                };
                (enough.max(text::widest_word(title)) + 2).clamp(NARROWEST, WIDEST)
            }));
        }
        self.widen(&widths);
    }

    /// The headings of each column of a table: of an interval two, since its bounds are numbers of their own.
    fn titles(&self, table: &Table) -> Vec<Vec<String>> {
        let titles = |(at, column): (usize, &sipas_render::Column)| {
            let title = text::fit(&column.title);
            let mut cells = table.rows.iter().filter_map(|row| row.get(at));
            if cells.any(|cell| matches!(cell, Cell::Interval(_))) {
                self.lang.pick(["từ", "đến"], ["from", "to"]).map(|bound| format!("{title} ({bound})")).into()
            } else {
                vec![title.into_owned()]
            }
        };
        table.columns.iter().enumerate().map(titles).collect()
    }

    pub(crate) fn table(&mut self, table: &Table) -> Result<Placed, XlsxError> {
        self.table_from(table, 0)
    }

    /// A table from one of its rows on, as far as the sheet goes.
    pub(crate) fn table_from(&mut self, table: &Table, first: usize) -> Result<Placed, XlsxError> {
        self.measure(table);
        let heading = self.row;
        let titles = self.titles(table);
        let mut columns = Vec::new();
        let mut next = 0;
        let mut lines = 1;
        for titles in &titles {
            columns.push(next);
            for title in titles {
                self.sheet.write_string_with_format(heading, next, title, &style::heading())?;
                // Bold letters are wider.
                lines = lines.max(text::lines(title, self.widths[usize::from(next)] * 9 / 10));
                next += 1;
            }
        }
        self.sheet.set_row_height(heading, LINE * lines as f64 + 3.0)?;
        self.row += 1;
        let room = self.limit.saturating_sub(self.row as usize).max(1);
        for row in table.rows.iter().skip(first).take(room) {
            self.table_row(row, &columns, next)?;
        }
        Ok(Placed { heading, rows: self.row - heading - 1, columns })
    }

    fn table_row(&mut self, row: &[Cell], columns: &[u16], end: u16) -> Result<(), XlsxError> {
        // A row that opens a part of the table does so over all its columns.
        let strong = row.iter().any(|cell| cell.tone() == Tone::Strong);
        let mut lines = 1;
        let ends = columns.iter().skip(1).chain([&end]);
        for ((cell, column), end) in row.iter().zip(columns).zip(ends) {
            let tone = if strong { Tone::Strong } else { cell.tone() };
            for blank in column + 1..*end {
                self.sheet.write_blank(self.row, blank, self.styles.cell(Kind::Text, tone))?;
            }
            self.cell(*column, cell, tone)?;
            if let Cell::Text(text) | Cell::Term { text, .. } = cell {
                // Letters are narrower than digits, but not where they are bold or capitals.
                let room = self.widths[usize::from(*column)] * if strong { 10 } else { 11 } / 10;
                lines = lines.max(text::lines(text, room));
            }
        }
        // Not every program finds the height of a row by itself.
        if lines > 1 {
            self.sheet.set_row_height(self.row, height(lines))?;
        }
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, column: u16, cell: &Cell, tone: Tone) -> Result<(), XlsxError> {
        let at = self.row;
        let number = |value: f64, kind: Kind| (Some(value), kind);
        let (value, kind) = match cell {
            Cell::Integer(n) => number(*n as f64, Kind::Integer),
            Cell::Decimal(value, digits) => number(*value, Kind::Decimal(*digits)),
            Cell::Percent { rate, shown } => {
                let digits = shown.split_once('.').map_or(0, |(_, digits)| digits.len());
                (rate.value(), Kind::Percent(digits))
            }
            Cell::Interval([low, high]) => {
                let format = self.styles.cell(Kind::Percent(2), tone);
                self.sheet.write_number_with_format(at, column + 1, *high, format)?;
                number(*low, Kind::Percent(2))
            }
            Cell::Date(moment) => {
                let kind = if moment.has_clock() { Kind::Time } else { Kind::Day };
                let format = self.styles.cell(kind, tone);
                self.sheet.write_datetime_with_format(at, column, moment.datetime(), format)?;
                return Ok(());
            }
            Cell::Empty | Cell::Text(_) | Cell::Term { .. } | Cell::Flag(_) => (None, Kind::Text),
        };
        if let Some(value) = value {
            self.sheet.write_number_with_format(at, column, value, self.styles.cell(kind, tone))?;
            return Ok(());
        }
        let text = cell.people(self.lang);
        let kind = if text::looks_like_formula(&text) { Kind::Quoted } else { Kind::Text };
        let format = self.styles.cell(kind, tone);
        if text.is_empty() {
            self.sheet.write_blank(at, column, format)?;
        } else {
            self.sheet.write_string_with_format(at, column, text::fit(&text), format)?;
        }
        Ok(())
    }

    /// Keeps the headings of a table in sight, on every printed page too, and puts filters on them.
    pub(crate) fn lead(&mut self, placed: &Placed) -> Result<(), XlsxError> {
        self.sheet.set_freeze_panes(placed.heading + 1, 0)?;
        self.sheet.set_repeat_rows(placed.heading, placed.heading)?;
        let last = u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.autofilter(placed.heading, 0, placed.heading + placed.rows.max(1), last)?;
        Ok(())
    }

    /// A chart below all that is written.
    pub(crate) fn chart(&mut self, chart: &Chart) -> Result<(), XlsxError> {
        self.sheet.insert_chart(self.row + 1, 0, chart)?;
        Ok(())
    }

    /// The sheet with its widths, set up for paper: A4 across, as wide as one page.
    pub(crate) fn finish(mut self, report: &str) -> Result<Worksheet, XlsxError> {
        for (column, width) in (0..).zip(&self.widths) {
            self.sheet.set_column_width(column, *width as f64)?;
        }
        paper(&mut self.sheet, report, self.lang);
        Ok(self.sheet)
    }
}

/// A4 across, as wide as one page, with the number of each page.
pub(crate) fn paper(sheet: &mut Worksheet, report: &str, lang: Lang) {
    let page = lang.pick("Trang", "Page");
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer(format!("&L&8{}&R&8{page} &P/&N", report.replace('&', "&&")));
}

fn height(lines: usize) -> f64 {
    (LINE * lines as f64).min(HIGHEST)
}

fn shown_width(cell: &Cell, lang: Lang) -> usize {
    match cell {
        Cell::Interval(_) => 8,
        cell => text::width(&cell.people(lang)),
    }
}
