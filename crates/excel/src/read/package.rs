//! What an .xlsx or .xlsb says of its rows and cells beside their values: which are hidden, which are merged.
//!
//! Source: ECMA-376, Office Open XML, part 1, chapter 18 (SpreadsheetML) and part 2 (packages).

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor};
use std::path::Path;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use sipas_intake::CellKind;
use zip::ZipArchive;
use zip::read::ZipFile;

use super::records::{self, Records};
use super::sheet::{Builder, Merged};
use crate::ExcelError;

type Archive = ZipArchive<Cursor<Arc<[u8]>>>;
type Part<'a> = BufReader<ZipFile<'a, Cursor<Arc<[u8]>>>>;

/// The parts of an .xlsx or .xlsb, found by name without regard to case and the kind of slash, as Excel finds them.
pub(super) struct Package {
    archive: Archive,
    names: BTreeMap<String, String>,
    /// The name of each sheet, and its part.
    sheets: BTreeMap<String, String>,
    /// Whether a program that opens the workbook is to compute its formulas: the values beside them may mean nothing.
    pub(super) is_to_compute: bool,
}

/// How the name of a part is compared.
pub(super) fn plain_name(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

impl Package {
    pub(super) fn open(bytes: Arc<[u8]>, path: &Path) -> Result<Package, ExcelError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(ExcelError::damaged(path))?;
        let names =
            archive.file_names().flatten().map(|name| (plain_name(&name), name.to_string())).collect();
        let mut package = Package { archive, names, sheets: BTreeMap::new(), is_to_compute: false };
        package.read_workbook().map_err(ExcelError::damaged(path))?;
        Ok(package)
    }

    /// The part of the workbook itself.
    fn book(&mut self) -> Result<String, quick_xml::Error> {
        let top = self.relations("")?;
        let of_book = top.into_iter().find(|related| related.kind.ends_with("/officeDocument"));
        Ok(of_book.map_or_else(|| "xl/workbook.xml".to_owned(), |related| related.part))
    }

    fn read_workbook(&mut self) -> Result<(), quick_xml::Error> {
        let book = self.book()?;
        let parts: BTreeMap<String, String> =
            self.relations(&book)?.into_iter().map(|related| (related.id, related.part)).collect();
        if book.rsplit('.').next() == Some("bin") {
            let of_book = self.records(&book).map(|mut records| records::book(&mut records)).transpose()?;
            let records::Book { sheets, is_to_compute } = of_book.unwrap_or_default();
            let part = |(name, id)| Some((name, parts.get(&id)?.clone()));
            (self.sheets, self.is_to_compute) =
                (sheets.into_iter().filter_map(part).collect(), is_to_compute);
            return Ok(());
        }
        let (mut sheets, mut is_to_compute) = (BTreeMap::new(), false);
        self.each(&book, |tag| {
            match tag.local_name().as_ref() {
                "sheet" => {
                    let (name, id) = (attribute(tag, "name")?, attribute(tag, "id")?);
                    if let (Some(name), Some(part)) = (name, id.and_then(|id| parts.get(&id))) {
                        sheets.insert(name, part.clone());
                    }
                }
                "calcPr" => is_to_compute |= is_set(tag, "fullCalcOnLoad")?,
                _ => {}
            }
            Ok(())
        })?;
        (self.sheets, self.is_to_compute) = (sheets, is_to_compute);
        Ok(())
    }

    /// Tells a builder of the rows of a sheet that are hidden and the cells that are merged.
    pub(super) fn mark(
        &mut self,
        sheet: &str,
        builder: &mut Builder<'_, '_>,
        path: &Path,
    ) -> Result<(), ExcelError> {
        let part = self.sheets.get(sheet).cloned().unwrap_or_default();
        let mut next = 0;
        let read = self.each(&part, |tag| {
            match tag.local_name().as_ref() {
                "row" => {
                    let row = attribute(tag, "r")?.and_then(|row| row.parse::<u32>().ok()?.checked_sub(1));
                    let row = row.unwrap_or(next);
                    next = row.saturating_add(1);
                    if is_set(tag, "hidden")? {
                        builder.hidden.push(row);
                    }
                }
                "mergeCell" => builder.merged.extend(attribute(tag, "ref")?.as_deref().and_then(downwards)),
                _ => {}
            }
            Ok(())
        });
        read.map_err(ExcelError::damaged(path))
    }

    /// Tells a builder what the records of a sheet say beside the values that calamine reads; see [`records::mark`].
    pub(super) fn mark_records(
        &mut self,
        sheet: &str,
        builder: &mut Builder<'_, '_>,
        path: &Path,
    ) -> Result<Vec<(u32, u32)>, ExcelError> {
        let part = self.sheets.get(sheet).cloned().unwrap_or_default();
        let missing = || ExcelError::damaged(path)(format!("no part holds the sheet {sheet:?}"));
        let mut records = self.records(&part).ok_or_else(missing)?;
        let seen = records::mark(&mut records).map_err(ExcelError::damaged(path))?;
        for (row, column, text) in seen.texts {
            builder.push(row, column, |to| {
                to.push_str(&text);
                CellKind::Text
            })?;
        }
        builder.merged.extend(seen.merged);
        builder.hidden.extend(seen.hidden);
        Ok(seen.zeros)
    }

    fn records(&mut self, part: &str) -> Option<Records<Part<'_>>> {
        let name = self.names.get(&plain_name(part))?;
        Some(Records::new(BufReader::new(self.archive.by_name(name).ok()?)))
    }

    /// What the relations of a part lead to; those of the package itself where no part is named.
    fn relations(&mut self, part: &str) -> Result<Vec<Relation>, quick_xml::Error> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let mut found = Vec::new();
        self.each(&format!("{folder}{slash}_rels/{file}.rels"), |tag| {
            if tag.local_name().as_ref() == "Relationship" {
                let get = |name: &str| Ok::<_, quick_xml::Error>(attribute(tag, name)?.unwrap_or_default());
                let (id, kind, target) = (get("Id")?, get("Type")?, get("Target")?);
                found.push(Relation { id, kind, part: resolved(folder, &target) });
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Looks at the opening tags of a part, one by one; a part that is not there has none.
    fn each(
        &mut self,
        part: &str,
        mut see: impl FnMut(&BytesStart<'_>) -> Result<(), quick_xml::Error>,
    ) -> Result<(), quick_xml::Error> {
        let Some(name) = self.names.get(&plain_name(part)) else { return Ok(()) };
        let Ok(file) = self.archive.by_name(name) else { return Ok(()) };
        let mut reader = Reader::from_reader(BufReader::new(file));
        reader.config_mut().check_end_names = false;
        each_tag(&mut reader, &mut see)
    }
}

fn each_tag(
    reader: &mut Reader<impl BufRead>,
    see: &mut impl FnMut(&BytesStart<'_>) -> Result<(), quick_xml::Error>,
) -> Result<(), quick_xml::Error> {
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(tag) | Event::Empty(tag) => see(&tag)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

struct Relation {
    id: String,
    kind: String,
    part: String,
}

/// The part that a target means, from the folder of the part that names it.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole = match target.strip_prefix('/') {
        Some(from_top) => from_top.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut names: Vec<&str> = Vec::new();
    for name in whole.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

/// An attribute, whatever its prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, quick_xml::Error> {
    for attribute in tag.attributes() {
        let attribute = attribute?;
        if attribute.key.local_name().as_ref() == name {
            return Ok(Some(attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned()));
        }
    }
    Ok(None)
}

fn is_set(tag: &BytesStart<'_>, name: &str) -> Result<bool, quick_xml::Error> {
    Ok(attribute(tag, name)?.is_some_and(|value| matches!(value.trim(), "1" | "true")))
}

/// The first column of merged cells such as `A2:B5`; nothing where they are merged across only.
fn downwards(area: &str) -> Option<Merged> {
    let (from, to) = area.split_once(':')?;
    let ((first, column), (last, _)) = (place(from)?, place(to)?);
    (last > first).then_some(Merged { column, first, last })
}

/// Row and column of a cell such as `C17`, from 0.
fn place(cell: &str) -> Option<(u32, u32)> {
    let cell = cell.trim().replace('$', "");
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = cell.split_at(digits);
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase();
        let value = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_the_part_that_names_them() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "..\\xl\\.\\sheet1.xml"), "xl/sheet1.xml");
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
    }

    #[test]
    fn cells_are_merged_downwards_or_not() {
        let merged = |area| downwards(area).map(|found| (found.column, found.first, found.last));
        assert_eq!(merged("A2:B5"), Some((0, 1, 4)));
        assert_eq!(merged("$AB$10:$AB$11"), Some((27, 9, 10)));
        assert_eq!([merged("A1:F1"), merged("A1"), merged("A:B"), merged("A0:A5")], [None; 4]);
    }
}
