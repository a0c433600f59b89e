//! Workbooks of the XML kind of 2003, which web systems save as .xls, read tag by tag.
//!
//! Source: Microsoft, XML Spreadsheet Reference (Excel 2002 and 2003).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use sipas_intake::CellKind;

use super::SheetName;
use super::html::loosely;
use super::package::attribute;
use super::sheet::{Budget, Builder, Merged};
use super::value::push_number;
use crate::{ExcelError, Sheet};

/// The namespace of its tags.
const NAMESPACE: &str = "urn:schemas-microsoft-com:office:spreadsheet";
/// The sheet is no larger than those of other programs.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// Within these bytes the first tag begins.
const BEGINNING: usize = 256;

/// Whether the first bytes are those of such a workbook.
pub(super) fn is_one(head: &[u8]) -> bool {
    // Most files are none, which shows before all of the head is decoded.
    let begins = loosely(&head[..head.len().min(BEGINNING)]);
    let begins = begins.trim_start_matches('\u{feff}').trim_start();
    if !["<?xml", "<Workbook", "<ss:Workbook"].iter().any(|tag| begins.starts_with(tag)) {
        return false;
    }
    let text = loosely(head);
    text.contains("Workbook") && text.contains(NAMESPACE)
}

/// A workbook as text.
pub(super) struct XmlBook {
    text: String,
    names: Vec<SheetName>,
    is_1904: bool,
}

impl XmlBook {
    pub(super) fn open(bytes: &[u8], budget: &Budget<'_>) -> Result<XmlBook, ExcelError> {
        let text = decoded(bytes, budget)?.into_owned();
        let mut book = XmlBook { text, names: Vec::new(), is_1904: false };
        book.look().map_err(ExcelError::damaged(budget.path()))?;
        Ok(book)
    }

    pub(super) fn names(&self) -> Vec<SheetName> {
        self.names.clone()
    }

    /// The sheets, which of them are shown, and from when days are counted.
    fn look(&mut self) -> Result<(), quick_xml::Error> {
        let mut reader = Reader::from_str(&self.text);
        let mut in_visible = false;
        loop {
            match reader.read_event()? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "Worksheet" => {
                        let name = attribute(&tag, "Name")?.unwrap_or_default();
                        self.names.push(SheetName { name, visible: true });
                    }
                    "Visible" => in_visible = true,
                    "Date1904" => self.is_1904 = true,
                    _ => {}
                },
                Event::Text(text) if in_visible => {
                    if let Some(sheet) = self.names.last_mut() {
                        sheet.visible = !text.xml10_content().contains("Hidden");
                    }
                }
                Event::End(_) => in_visible = false,
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    pub(super) fn read(&self, name: &str, budget: &mut Budget<'_>) -> Result<Sheet, ExcelError> {
        let damaged = ExcelError::damaged(budget.path());
        let mut reader = Reader::from_str(&self.text);
        let builder = Builder::new(budget, name, !self.is_1904);
        let mut table = XmlTable {
            builder,
            row: 0,
            column: 0,
            hidden: false,
            span: 0,
            cell: None,
            in_data: false,
            skipped: 0,
        };
        let mut is_wanted = false;
        loop {
            match reader.read_event().map_err(&damaged)? {
                Event::Start(tag) if !is_wanted && tag.local_name().as_ref() == "Worksheet" => {
                    is_wanted = attribute(&tag, "Name").map_err(&damaged)?.as_deref() == Some(name);
                }
                Event::Start(tag) if is_wanted => table.open(&tag).map_err(&damaged)?,
                Event::Empty(tag) if is_wanted => {
                    table.open(&tag).map_err(&damaged)?;
                    table.close(tag.local_name().as_ref())?;
                }
                Event::End(tag) if is_wanted => match tag.local_name().as_ref() {
                    "Table" if table.skipped == 0 => break,
                    name => table.close(name)?,
                },
                Event::Text(text) if is_wanted => table.text(&text.xml10_content()),
                Event::CData(text) if is_wanted => table.text(&text.xml10_content()),
                Event::GeneralRef(entity) if is_wanted => {
                    match entity.resolve_char_ref().map_err(&damaged)? {
                        Some(letter) => table.text(letter.encode_utf8(&mut [0; 4])),
                        None => table.text(resolve_predefined_entity(&entity).unwrap_or_default()),
                    }
                }
                // The table was not closed: the file was cut.
                Event::Eof => {
                    table.builder.cut_at(table.row);
                    break;
                }
                _ => {}
            }
        }
        table.builder.finish()
    }
}

/// The table of one sheet, as it is read.
struct XmlTable<'b, 'p> {
    builder: Builder<'b, 'p>,
    /// The row that comes next or is being read, from 0.
    row: u32,
    /// The column that comes next, from 0.
    column: u32,
    hidden: bool,
    /// How many rows without cells follow the one that is being read.
    span: u32,
    cell: Option<Cell>,
    in_data: bool,
    /// How many tags are open within one whose text is none of the cell's.
    skipped: u32,
}

#[derive(Default)]
struct Cell {
    column: u32,
    formula: Option<String>,
    of: String,
    text: String,
    has_data: bool,
}

impl XmlTable<'_, '_> {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), quick_xml::Error> {
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        match tag.local_name().as_ref() {
            "Row" => {
                self.row = place(tag, ROWS)?.unwrap_or(self.row);
                self.column = 0;
                self.hidden = attribute(tag, "Hidden")?.as_deref() == Some("1");
                self.span = more(tag, "Span", ROWS)?;
            }
            "Cell" => {
                let column = place(tag, COLUMNS)?.unwrap_or(self.column);
                self.column = column.saturating_add(1).saturating_add(more(tag, "MergeAcross", COLUMNS)?);
                let tall = more(tag, "MergeDown", ROWS)?;
                if tall > 0 {
                    let last = self.row.saturating_add(tall);
                    self.builder.merged.push(Merged { column, first: self.row, last });
                }
                let formula = attribute(tag, "Formula")?;
                self.cell = Some(Cell { column, formula, ..Cell::default() });
            }
            "Data" => {
                if let Some(cell) = &mut self.cell {
                    cell.of = attribute(tag, "Type")?.unwrap_or_default();
                    cell.has_data = true;
                    self.in_data = true;
                }
            }
            "Comment" | "PhoneticText" => self.skipped = 1,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ExcelError> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match name {
            "Data" => self.in_data = false,
            "Cell" => {
                if let Some(cell) = self.cell.take() {
                    self.builder.push(self.row, cell.column, |text| cell.write(text))?;
                }
            }
            "Row" => {
                if self.hidden {
                    self.builder.hidden.push(self.row);
                }
                self.row = self.row.saturating_add(1).saturating_add(self.span);
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.in_data
            && self.skipped == 0
            && let Some(cell) = &mut self.cell
        {
            cell.text.push_str(text);
        }
    }
}

impl Cell {
    fn write(&self, to: &mut String) -> CellKind {
        if let (Some(formula), false) = (&self.formula, self.has_data) {
            to.push_str(formula);
            return CellKind::Formula;
        }
        match self.of.as_str() {
            "Number" => match self.text.trim().parse() {
                Ok(number) => return push_number(number, to),
                Err(_) => to.push_str(&self.text),
            },
            "DateTime" => return write_date(self.text.trim(), to),
            "Boolean" => to.push_str(if self.text.trim() == "1" { "true" } else { "false" }),
            _ => to.push_str(&self.text),
        }
        CellKind::Text
    }
}

/// `2025-06-13T08:30:00.000`, of which a day without a time is the midnight.
fn write_date(text: &str, to: &mut String) -> CellKind {
    let text = text.strip_suffix(".000").unwrap_or(text);
    let text = text.strip_suffix("T00:00:00").unwrap_or(text);
    // Day 0, which is shown as one that is none; a time without a day.
    if let Some(rest) = text.strip_prefix("1899-12-3").and_then(|rest| rest.get(1..)) {
        to.push_str(rest.trim_start_matches('T'));
        return CellKind::Text;
    }
    to.push_str(text);
    CellKind::Date
}

/// The place that a tag names, from 0.
fn place(tag: &BytesStart<'_>, most: u32) -> Result<Option<u32>, quick_xml::Error> {
    let index = attribute(tag, "Index")?.and_then(|index| index.trim().parse::<u32>().ok());
    Ok(index.map(|index| index.clamp(1, most) - 1))
}

/// How many more columns or rows a cell takes.
fn more(tag: &BytesStart<'_>, name: &str, most: u32) -> Result<u32, quick_xml::Error> {
    Ok(attribute(tag, name)?.and_then(|more| more.trim().parse::<u32>().ok()).unwrap_or(0).min(most))
}

/// By its byte order mark, else by the encoding that it names, else UTF-8.
fn decoded<'b>(bytes: &'b [u8], budget: &Budget<'_>) -> Result<Cow<'b, str>, ExcelError> {
    let named = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).into_owned();
        let label = head.split_once("encoding=")?.1;
        let label = label.get(1..)?.split(['"', '\'']).next()?;
        Encoding::for_label_no_replacement(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
    };
    let (encoding, bom) = Encoding::for_bom(bytes).unwrap_or_else(|| (named().unwrap_or(UTF_8), 0));
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[bom..]);
    text.ok_or_else(|| {
        ExcelError::damaged(budget.path())(format!("there are bytes that are no text in {}", encoding.name()))
    })
}
