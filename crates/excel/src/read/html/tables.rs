use std::mem;
use std::path::Path;

use html5gum::StartTag;
use sipas_intake::CellKind;

use crate::ExcelError;
use crate::Sheet;
use crate::read::sheet::{Builder, Merged, cell_name};

/// The most that HTML lets a cell span.
const WIDEST_SPAN: u32 = 1000;
const LONGEST_SPAN: u32 = 65_534;

/// Puts the tables of a page together, tag by tag.
///
/// A cell that spans others has its text in the first column of them. A table within a cell of a table that has shown rows of
/// several cells is a detail of that cell and is left out; within any other cell it is what the page is about, and
/// the outer one only places it.
pub(super) struct Tables<'b, 'p> {
    builder: Builder<'b, 'p>,
    path: &'p Path,
    /// The open tables, the innermost last.
    open: Vec<HtmlTable>,
    /// How many tables are open within a cell that leaves them out.
    left_out: u32,
    /// The row that comes next, from 0.
    next: u32,
    /// Whether there was a table at all.
    seen: bool,
    /// Whether the page said that it ends.
    ended: bool,
    /// `script` or `style`: what is in it is no text.
    hidden: Option<Vec<u8>>,
    /// Cells looked at, against a page of nothing but spans.
    work: u64,
}

/// One open table.
#[derive(Default)]
struct HtmlTable {
    /// For each column, for how many more rows a cell from above reaches down; the present row included.
    reach: Vec<u32>,
    row: Option<HtmlLine>,
    /// Whether a row had text in two cells.
    is_data: bool,
    /// How many merged cells there were before it.
    merged_before: usize,
    /// Whether a tag has opened it, so that one is to close it.
    has_tag: bool,
}

/// The row that is being read.
#[derive(Default)]
struct HtmlLine {
    column: usize,
    cell: Option<CellText>,
    filled: usize,
}

/// The text of a cell, white space collapsed as a browser shows it.
#[derive(Default)]
struct CellText {
    column: usize,
    shown: String,
    space: bool,
}

impl<'b, 'p> Tables<'b, 'p> {
    pub(super) fn new(builder: Builder<'b, 'p>, path: &'p Path) -> Tables<'b, 'p> {
        let (open, hidden) = (Vec::new(), None);
        Tables { builder, path, open, left_out: 0, next: 0, seen: false, ended: false, hidden, work: 0 }
    }

    pub(super) fn open(&mut self, tag: &StartTag<()>) -> Result<(), ExcelError> {
        if self.left_out > 0 {
            self.left_out += u32::from(*tag.name == *b"table");
            return Ok(());
        }
        match &**tag.name {
            b"table" => {
                self.seen = true;
                if self.open.last().is_some_and(|table| table.is_data) {
                    self.left_out = 1;
                } else {
                    self.end_row()?;
                    let merged_before = self.builder.merged.len();
                    self.open.push(HtmlTable { merged_before, has_tag: true, ..HtmlTable::default() });
                }
            }
            b"tr" => {
                self.end_row()?;
                self.table().row = Some(HtmlLine::default());
            }
            b"td" | b"th" => {
                self.open_cell(span(tag, "colspan", WIDEST_SPAN), span(tag, "rowspan", LONGEST_SPAN))?;
            }
            b"br" => self.push_text(CellText::line_break),
            b"script" | b"style" if !tag.self_closing => self.hidden = Some(tag.name.to_vec()),
            b"p" | b"div" | b"li" => self.push_text(CellText::own_line),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn close(&mut self, name: &[u8]) -> Result<(), ExcelError> {
        if self.hidden.as_deref() == Some(name) {
            self.hidden = None;
        }
        self.ended |= matches!(name, b"body" | b"html");
        if self.left_out > 0 {
            self.left_out -= u32::from(name == b"table");
            return Ok(());
        }
        match name {
            b"table" => self.end_table()?,
            b"tr" | b"thead" | b"tbody" | b"tfoot" => self.end_row()?,
            b"td" | b"th" => self.end_cell()?,
            b"p" | b"div" | b"li" => self.push_text(CellText::own_line),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.hidden.is_none() && self.left_out == 0 {
            self.push_text(|cell| cell.push(text));
        }
    }

    /// The sheet; `None` where the page has no table.
    pub(super) fn finish(mut self) -> Result<Option<Sheet>, ExcelError> {
        // Browsers close what a page leaves open at its end; where it does not come to its end it was cut.
        if !self.ended && self.open.iter().any(|table| table.has_tag) {
            self.builder.cut_at(self.next);
        }
        while !self.open.is_empty() {
            self.end_table()?;
        }
        self.seen.then(|| self.builder.finish()).transpose()
    }

    fn end_table(&mut self) -> Result<(), ExcelError> {
        self.end_row()?;
        if let Some(table) = self.open.pop() {
            // No cell reaches beyond its table.
            let last = self.next.saturating_sub(1);
            let merged = self.builder.merged.get_mut(table.merged_before..).unwrap_or_default();
            for cells in merged {
                cells.last = cells.last.min(last);
            }
        }
        Ok(())
    }

    fn table(&mut self) -> &mut HtmlTable {
        // Rows and cells outside of a table are those of one that was not opened.
        if self.open.is_empty() {
            self.open.push(HtmlTable::default());
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn open_cell(&mut self, wide: u32, tall: u32) -> Result<(), ExcelError> {
        self.end_cell()?;
        self.work += u64::from(wide);
        let first = self.next;
        let table = self.table();
        let line = table.row.get_or_insert_default();
        while table.reach.get(line.column).is_some_and(|rows| *rows > 0) {
            line.column += 1;
        }
        let end = line.column + wide as usize;
        if table.reach.len() < end {
            table.reach.resize(end, 0);
        }
        table.reach[line.column..end].fill(tall);
        line.cell = Some(CellText { column: line.column, ..CellText::default() });
        let column = u32::try_from(line.column).unwrap_or(u32::MAX);
        line.column = end;
        if tall > 1 {
            self.builder.merged.push(Merged { column, first, last: first.saturating_add(tall - 1) });
        }
        self.check()
    }

    fn end_cell(&mut self) -> Result<(), ExcelError> {
        let row = self.next;
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        let Some(line) = &mut table.row else { return Ok(()) };
        let Some(cell) = line.cell.take() else { return Ok(()) };
        line.filled += usize::from(!cell.shown.trim().is_empty());
        table.is_data |= line.filled > 1;
        let column = u32::try_from(cell.column).unwrap_or(u32::MAX);
        self.builder.push(row, column, |text| {
            text.push_str(&cell.shown);
            CellKind::Text
        })
    }

    fn end_row(&mut self) -> Result<(), ExcelError> {
        self.end_cell()?;
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        if mem::take(&mut table.row).is_some() {
            table.reach.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            self.work += table.reach.len() as u64;
            self.next += 1;
        }
        self.check()
    }

    fn check(&self) -> Result<(), ExcelError> {
        let limit = self.builder.limits().cells;
        if self.work <= limit.saturating_mul(2) {
            return Ok(());
        }
        let wide = self.open.last().map_or(0, |table| table.reach.len());
        Err(ExcelError::TooManyCells {
            path: self.path.to_owned(),
            sheet: super::SHEET.to_owned(),
            last: cell_name(u64::from(self.next) + 1, wide.saturating_sub(1)),
            limit,
        })
    }

    fn push_text(&mut self, push: impl FnOnce(&mut CellText)) {
        let line = self.open.last_mut().and_then(|table| table.row.as_mut());
        if let Some(cell) = line.and_then(|line| line.cell.as_mut()) {
            push(cell);
        }
    }
}

impl CellText {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            // A space that does not break is text as any other.
            if c != '\u{a0}' && c.is_whitespace() {
                self.space = true;
            } else {
                if mem::take(&mut self.space) && !self.at_start() {
                    self.shown.push(' ');
                }
                self.shown.push(c);
            }
        }
    }

    fn line_break(&mut self) {
        self.space = false;
        self.shown.push('\n');
    }

    fn own_line(&mut self) {
        if !self.at_start() {
            self.line_break();
        }
    }

    fn at_start(&self) -> bool {
        self.shown.is_empty() || self.shown.ends_with('\n')
    }
}

/// How many columns or rows a cell spans: at least one.
fn span(tag: &StartTag<()>, name: &str, most: u32) -> u32 {
    let value = tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value));
    let digits = value.as_deref().unwrap_or_default().trim();
    let digits = &digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())];
    digits.parse::<u32>().unwrap_or(1).clamp(1, most)
}
