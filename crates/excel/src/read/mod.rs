//! From the bytes of a file to rows of text cells.

mod archive;
mod biff;
mod guard;
mod html;
mod limits;
mod ods;
mod package;
mod records;
mod sheet;
mod spreadsheetml;
mod value;
mod xls;
mod xlsb;
mod xlsx;
mod zipped;

pub use limits::Limits;
pub use sheet::{Sheet, SheetRows, cell_name};
pub use zipped::Zipped;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::ExcelError;
use crate::error::Other;
use archive::Packed;
use guard::guarded;
use ods::OdsBook;
use sheet::Budget;
use spreadsheetml::XmlBook;
use xls::XlsBook;
use xlsb::XlsbBook;
use xlsx::XlsxBook;

/// What a workbook is, told by its content and never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Container {
    /// An archive: .xlsx, .xlsb, .ods, or something that is refused.
    Zip,
    /// A compound file: .xls, a workbook with a password, or something that is refused.
    Compound,
    /// HTML, often saved as .xls.
    Html,
    /// A workbook of the XML kind of 2003, often saved as .xls.
    Xml,
}

impl Container {
    /// Of the first bytes of a file, 4 KiB or more of them; `None` is no workbook and may be CSV.
    pub fn of(head: &[u8]) -> Option<Container> {
        match head {
            [b'P', b'K', 3 | 5, 4 | 6, ..] => Some(Container::Zip),
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Some(Container::Compound),
            head => {
                let head = &head[..head.len().min(64 * 1024)];
                let is_xml = || spreadsheetml::is_one(head).then_some(Container::Xml);
                html::is_html(head).then_some(Container::Html).or_else(is_xml)
            }
        }
    }
}

/// A workbook: .xlsx, .xlsb, .xls, .ods, or HTML tables and XML workbooks of 2003 saved as .xls.
pub struct Workbook {
    path: PathBuf,
    limits: Limits,
    content: Content,
}

/// A sheet's name, and whether it is to be seen.
#[derive(Debug, Clone)]
struct SheetName {
    name: String,
    visible: bool,
}

enum Content {
    // The books are large, and there is one of them.
    Xlsx(Box<XlsxBook>),
    Xlsb(Box<XlsbBook>),
    Xls(Box<XlsBook>),
    Ods(OdsBook),
    Html(Vec<u8>),
    Xml(XmlBook),
}

impl Workbook {
    /// Opens a workbook.
    pub fn open(path: &Path, limits: &Limits) -> Result<Workbook, ExcelError> {
        let open = |error| ExcelError::Open { path: path.to_owned(), error };
        Workbook::from_reader(File::open(path).map_err(open)?, path, limits)
    }

    /// Reads any source; the path is only for messages.
    pub fn from_reader(reader: impl Read, path: &Path, limits: &Limits) -> Result<Workbook, ExcelError> {
        let open = |error| ExcelError::Open { path: path.to_owned(), error };
        let mut bytes = Vec::new();
        reader.take(limits.unpacked.saturating_add(1)).read_to_end(&mut bytes).map_err(open)?;
        if bytes.len() as u64 > limits.unpacked {
            return Err(ExcelError::TooLarge { path: path.to_owned(), limit: limits.unpacked });
        }
        let budget = Budget::new(path, *limits);
        let content = match Container::of(&bytes) {
            Some(Container::Zip) => guarded(path, || {
                let packed = archive::check(&bytes, path, *limits)?;
                let bytes = Arc::from(bytes);
                Ok(match packed {
                    Packed::Xlsx => Content::Xlsx(Box::new(XlsxBook::open(bytes, path)?)),
                    Packed::Xlsb => Content::Xlsb(Box::new(XlsbBook::open(bytes, path)?)),
                    Packed::Ods => Content::Ods(OdsBook::open(bytes, path)?),
                })
            })?,
            Some(Container::Compound) => {
                Content::Xls(guarded(path, || Ok(Box::new(XlsBook::open(&bytes, &budget)?)))?)
            }
            Some(Container::Html) => Content::Html(bytes),
            Some(Container::Xml) => Content::Xml(XmlBook::open(&bytes, &budget)?),
            None if bytes.iter().all(u8::is_ascii_whitespace) => {
                return Err(ExcelError::Empty { path: path.to_owned() });
            }
            None => return Err(ExcelError::NotAWorkbook { path: path.to_owned(), found: other(&bytes) }),
        };
        Ok(Workbook { path: path.to_owned(), limits: *limits, content })
    }

    /// The names of its sheets of cells, the hidden ones too, from the left.
    pub fn names(&self) -> Vec<String> {
        self.sheet_names().into_iter().map(|sheet| sheet.name).collect()
    }

    /// The sheets that have any text: the one of that name, else all that are not hidden.
    ///
    /// A hidden sheet is read only by its name, since it holds what was not meant to be handed in: lists to choose
    /// from, last year's export. Names are compared without regard to case, as Excel does.
    pub fn sheets(&mut self, named: Option<&str>) -> Result<Vec<Sheet>, ExcelError> {
        self.sheet_by_sheet(named)?.collect()
    }

    /// The sheets of [`Workbook::sheets`], each read when it is asked for, so that only one of them needs to be in memory.
    pub fn sheet_by_sheet(&mut self, named: Option<&str>) -> Result<Sheets<'_>, ExcelError> {
        let all = self.sheet_names();
        let wanted: Vec<_> = match named {
            None => all.into_iter().filter(|sheet| sheet.visible).collect(),
            Some(name) => {
                let same = |sheet: &SheetName| sheet.name.trim().to_lowercase() == name.trim().to_lowercase();
                vec![all.into_iter().find(same).ok_or_else(|| ExcelError::UnknownSheet {
                    path: self.path.clone(),
                    name: name.to_owned(),
                    known: self.names(),
                })?]
            }
        };
        let budget = Budget::new(&self.path, self.limits);
        Ok(Sheets { content: &mut self.content, budget, wanted: wanted.into_iter(), any: false })
    }

    /// The names of the sheets that are not shown: these are read by name only.
    pub fn hidden_sheets(&self) -> Vec<String> {
        let hidden = self.sheet_names().into_iter().filter(|sheet| !sheet.visible);
        hidden.map(|sheet| sheet.name).collect()
    }

    /// What kind of file it is, by its usual extension.
    pub fn format(&self) -> &'static str {
        match self.content {
            Content::Xlsx(_) => "xlsx",
            Content::Xlsb(_) => "xlsb",
            Content::Xls(_) => "xls",
            Content::Ods(_) => "ods",
            Content::Html(_) => "html",
            Content::Xml(_) => "xml",
        }
    }

    fn sheet_names(&self) -> Vec<SheetName> {
        match &self.content {
            Content::Xlsx(book) => book.names(),
            Content::Xlsb(book) => book.names(),
            Content::Xls(book) => book.names(),
            Content::Ods(book) => book.names(),
            Content::Xml(book) => book.names(),
            Content::Html(_) => vec![SheetName { name: html::SHEET.to_owned(), visible: true }],
        }
    }
}

/// The sheets of a [`Workbook`] that have any text, from the left. It is an error if none has, and the last one whatever it is.
pub struct Sheets<'w> {
    content: &'w mut Content,
    budget: Budget<'w>,
    wanted: std::vec::IntoIter<SheetName>,
    /// Whether one of them had any text.
    any: bool,
}

impl Iterator for Sheets<'_> {
    type Item = Result<Sheet, ExcelError>;

    fn next(&mut self) -> Option<Result<Sheet, ExcelError>> {
        let path = self.budget.path();
        while let Some(SheetName { name, .. }) = self.wanted.next() {
            let (content, budget) = (&mut *self.content, &mut self.budget);
            let sheet = guarded(path, || match content {
                Content::Xlsx(book) => book.read(&name, budget),
                Content::Xlsb(book) => book.read(&name, budget),
                Content::Xls(book) => book.read(&name, budget),
                Content::Ods(book) => book.read(&name, budget),
                Content::Html(bytes) => html::read(bytes, budget),
                Content::Xml(book) => book.read(&name, budget),
            });
            if sheet.as_ref().is_ok_and(Sheet::is_empty) {
                continue;
            }
            self.any = true;
            if sheet.is_err() {
                self.wanted = Vec::new().into_iter();
            }
            return Some(sheet);
        }
        let empty = || Err(ExcelError::Empty { path: path.to_owned() });
        (!std::mem::replace(&mut self.any, true)).then(empty)
    }
}

impl std::fmt::Debug for Sheets<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheets").field("wanted", &self.wanted).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbook")
            .field("path", &self.path)
            .field("sheets", &self.names())
            .finish_non_exhaustive()
    }
}

/// What else the content may be.
fn other(bytes: &[u8]) -> Other {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with("<?xml") || head.starts_with("mime-version") { Other::Xml } else { Other::Unknown }
}
