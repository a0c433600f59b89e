//! Sheets of OpenDocument, .ods, read tag by tag from the bytes of their archive.
//!
//! calamine reads them too, but says nothing of merged cells and hidden rows, and makes room for every repeated cell.
//! Source: OASIS Open Document Format 1.3, part 3, chapter 9 (tables) and 6 (text).

use std::collections::BTreeSet;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use sipas_intake::CellKind;
use zip::ZipArchive;

use super::SheetName;
use super::package::attribute;
use super::sheet::{Budget, Builder, Merged};
use super::value::push_number;
use crate::{ExcelError, Sheet};

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// An .ods whose archive has been measured.
pub(super) struct OdsBook {
    bytes: Arc<[u8]>,
    names: Vec<SheetName>,
}

type Content<'a> = Reader<BufReader<zip::read::ZipFile<'a, Cursor<Arc<[u8]>>>>>;

impl OdsBook {
    pub(super) fn open(bytes: Arc<[u8]>, path: &Path) -> Result<OdsBook, ExcelError> {
        let mut book = OdsBook { bytes, names: Vec::new() };
        let mut archive = book.archive(path)?;
        let mut manifest = String::new();
        if let Ok(mut file) = archive.by_name(MANIFEST) {
            file.read_to_string(&mut manifest).map_err(ExcelError::damaged(path))?;
        }
        if manifest.contains("encryption-data") {
            return Err(ExcelError::Password { path: path.to_owned() });
        }
        book.names = names(&mut content(&mut archive, path)?).map_err(ExcelError::damaged(path))?;
        Ok(book)
    }

    fn archive(&self, path: &Path) -> Result<ZipArchive<Cursor<Arc<[u8]>>>, ExcelError> {
        ZipArchive::new(Cursor::new(self.bytes.clone())).map_err(ExcelError::damaged(path))
    }

    pub(super) fn names(&self) -> Vec<SheetName> {
        self.names.clone()
    }

    pub(super) fn read(&self, name: &str, budget: &mut Budget<'_>) -> Result<Sheet, ExcelError> {
        let path = budget.path();
        let mut archive = self.archive(path)?;
        let mut content = content(&mut archive, path)?;
        // Dates are written as such, and a plain number has been left unformatted: days are counted as Excel does.
        let mut table =
            OdsTable { builder: Builder::new(budget, name, true), row: 0, line: OdsLine::default() };
        let damaged = ExcelError::damaged(path);
        let mut buffer = Vec::new();
        let mut is_wanted = false;
        loop {
            buffer.clear();
            match content.read_event_into(&mut buffer).map_err(&damaged)? {
                Event::Start(tag) if !is_wanted && tag.local_name().as_ref() == "table" => {
                    is_wanted = attribute(&tag, "name").map_err(&damaged)?.as_deref() == Some(name);
                }
                Event::Start(tag) if is_wanted => table.open(&tag).map_err(&damaged)?,
                Event::Empty(tag) if is_wanted => {
                    table.open(&tag).map_err(&damaged)?;
                    table.close(tag.local_name().as_ref())?;
                }
                Event::End(tag) if is_wanted => match tag.local_name().as_ref() {
                    "table" if table.line.skipped == 0 => break,
                    name => table.close(name)?,
                },
                Event::Text(text) if is_wanted => table.line.text(&text.xml10_content()),
                Event::GeneralRef(entity) if is_wanted => {
                    match entity.resolve_char_ref().map_err(&damaged)? {
                        Some(letter) => table.line.text(letter.encode_utf8(&mut [0; 4])),
                        None => table.line.text(resolve_predefined_entity(&entity).unwrap_or_default()),
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        table.builder.finish()
    }
}

fn content<'a>(
    archive: &'a mut ZipArchive<Cursor<Arc<[u8]>>>,
    path: &Path,
) -> Result<Content<'a>, ExcelError> {
    let file = archive.by_name(CONTENT).map_err(ExcelError::damaged(path))?;
    Ok(Reader::from_reader(BufReader::new(file)))
}

/// The sheets, and whether each is shown: what its style says.
fn names(content: &mut Content<'_>) -> Result<Vec<SheetName>, quick_xml::Error> {
    let (mut hidden, mut style, mut depth) = (BTreeSet::new(), None, 0);
    let mut names = Vec::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match content.read_event_into(&mut buffer)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "style" => {
                style = attribute(&tag, "name")?;
            }
            Event::Start(tag) | Event::Empty(tag)
                if tag.local_name().as_ref() == "table-properties"
                    && attribute(&tag, "display")?.as_deref() == Some("false") =>
            {
                hidden.extend(style.clone());
            }
            Event::Start(tag) if tag.local_name().as_ref() == "table" => {
                // A table within a cell is no sheet.
                if depth == 0
                    && let Some(name) = attribute(&tag, "name")?
                {
                    let style = attribute(&tag, "style-name")?;
                    names.push(SheetName {
                        name,
                        visible: !style.is_some_and(|style| hidden.contains(&style)),
                    });
                }
                depth += 1;
            }
            Event::End(tag) if tag.local_name().as_ref() == "table" => depth -= 1,
            Event::Eof => return Ok(names),
            _ => {}
        }
    }
}

/// The table of one sheet, as it is read.
struct OdsTable<'b, 'p> {
    builder: Builder<'b, 'p>,
    /// The row that comes next, from 0.
    row: u32,
    line: OdsLine,
}

/// The row that is being read.
#[derive(Default)]
struct OdsLine {
    repeated: u32,
    is_hidden: bool,
    /// The column that comes next, from 0.
    column: u32,
    cells: Vec<Cell>,
    /// The cell whose text is being read.
    open: Option<Cell>,
    /// How many tags are open within one whose text is none of the cell's: notes, drawings, tables.
    skipped: u32,
}

struct Cell {
    column: u32,
    repeated: u32,
    kind: CellKind,
    /// What its attributes say, which goes before the text that it shows.
    value: Option<String>,
    shown: String,
    paragraphs: u32,
}

impl Cell {
    fn text(&self) -> &str {
        self.value.as_deref().unwrap_or(&self.shown)
    }
}

/// The sheet is no larger than those of other programs.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

impl OdsTable<'_, '_> {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), quick_xml::Error> {
        let line = &mut self.line;
        let local = tag.local_name();
        if line.skipped > 0 {
            line.skipped += 1;
            return Ok(());
        }
        match local.as_ref() {
            "table-row" => {
                let visibility = attribute(tag, "visibility")?;
                *line = OdsLine {
                    repeated: times(tag, "number-rows-repeated", ROWS)?,
                    is_hidden: visibility.is_some_and(|visibility| visibility != "visible"),
                    ..OdsLine::default()
                };
            }
            "table-cell" | "covered-table-cell" => {
                let repeated = times(tag, "number-columns-repeated", COLUMNS)?;
                let tall = times(tag, "number-rows-spanned", ROWS)?;
                let (kind, value) = value(tag)?;
                let (column, shown) = (line.column, String::new());
                line.column = line.column.saturating_add(repeated);
                line.open = Some(Cell { column, repeated, kind, value, shown, paragraphs: 0 });
                if tall > 1 {
                    let last = self.row.saturating_add(tall - 1);
                    self.builder.merged.push(Merged { column, first: self.row, last });
                }
            }
            "annotation" | "table" | "shapes" | "frame" | "custom-shape" | "g" | "line" | "rect"
            | "ellipse" | "control" | "forms" => line.skipped = 1,
            "p" => {
                if let Some(cell) = &mut line.open {
                    cell.paragraphs += 1;
                    if cell.paragraphs > 1 {
                        cell.shown.push('\n');
                    }
                }
            }
            "s" => line.text(&" ".repeat(times(tag, "c", COLUMNS)? as usize)),
            "tab" => line.text("\t"),
            "line-break" => line.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ExcelError> {
        let line = &mut self.line;
        if line.skipped > 0 {
            line.skipped -= 1;
            return Ok(());
        }
        match name {
            "table-cell" | "covered-table-cell" => {
                let cell = line.open.take().filter(|cell| !cell.text().trim().is_empty());
                line.cells.extend(cell);
            }
            "table-row" => self.end_row()?,
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), ExcelError> {
        let line = std::mem::take(&mut self.line);
        let end = self.row.saturating_add(line.repeated);
        if !line.cells.is_empty() {
            for row in self.row..end {
                for cell in &line.cells {
                    for column in cell.column..cell.column.saturating_add(cell.repeated) {
                        self.builder.push(row, column, |text| {
                            text.push_str(cell.text());
                            cell.kind
                        })?;
                    }
                }
                if line.is_hidden {
                    self.builder.hidden.push(row);
                }
            }
        }
        self.row = end;
        Ok(())
    }
}

impl OdsLine {
    fn text(&mut self, text: &str) {
        if self.skipped == 0
            && let Some(cell) = self.open.as_mut().filter(|cell| cell.paragraphs > 0)
        {
            cell.shown.push_str(text);
        }
    }
}

/// A number of repetitions: at least one.
fn times(tag: &BytesStart<'_>, name: &str, most: u32) -> Result<u32, quick_xml::Error> {
    Ok(attribute(tag, name)?.and_then(|times| times.trim().parse().ok()).unwrap_or(1).clamp(1, most))
}

/// What a cell is, and the value that its attributes say.
fn value(tag: &BytesStart<'_>) -> Result<(CellKind, Option<String>), quick_xml::Error> {
    let (mut kind, mut types, mut formula, mut is_error) = (CellKind::Text, None, None, false);
    let mut values = [None, None, None, None];
    for attribute in tag.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned();
        match attribute.key.as_ref() {
            "office:value-type" => types = Some(value),
            "calcext:value-type" => is_error = value == "error",
            "office:value" => values[0] = Some(value),
            "office:date-value" => values[1] = Some(value),
            "office:boolean-value" => values[2] = Some(value),
            "office:string-value" => values[3] = Some(value),
            "table:formula" => formula = Some(value),
            _ => {}
        }
    }
    if let (None, Some(formula)) = (&types, formula) {
        return Ok((CellKind::Formula, Some(format!("={}", formula.trim_start_matches("of:=")))));
    }
    let [number, date, flag, string] = values;
    let value = match types.as_deref() {
        Some("float" | "percentage" | "currency") => number.map(|number| {
            let mut text = String::new();
            kind = match number.parse() {
                Ok(number) => push_number(number, &mut text),
                Err(_) => CellKind::Text,
            };
            if kind == CellKind::Text { number } else { text }
        }),
        Some("date") => date.map(|date| {
            kind = CellKind::Date;
            // Day 0, which is shown as one that is none.
            let is_none = date.starts_with("1899-12-3");
            if is_none { String::new() } else { date.trim_end_matches("T00:00:00").to_owned() }
        }),
        Some("boolean") => flag,
        // The text that is shown says which error it is.
        Some("string") if !is_error => string,
        _ => None,
    };
    Ok((kind, value))
}
