use std::io::{self, Cursor, Read, Write};
use std::path::Path;

use calamine::{Reader, Xls, XlsError};

use super::sheet::{Budget, Builder, Merged, cell_name};
use super::{SheetName, biff, value, xlsx};
use crate::ExcelError;
use crate::Sheet;
use crate::error::Other;

/// An .xls of Excel 5 to 2003.
pub(super) struct XlsBook {
    book: Xls<Cursor<Vec<u8>>>,
    /// Of each sheet, the rows that are not shown.
    hidden: Vec<Vec<u32>>,
}

impl XlsBook {
    pub(super) fn open(bytes: &[u8], budget: &Budget<'_>) -> Result<XlsBook, ExcelError> {
        let path = budget.path();
        let (name, stream) = stream(bytes, path)?;
        let area = biff::area(&stream)
            .ok_or_else(|| ExcelError::damaged(path)("a sheet begins beyond the end of the file"))?;
        // Here calamine makes room for every cell between the first and the last of a sheet, twice.
        if area.cells > budget.limits().cells {
            return Err(ExcelError::TooManyCells {
                path: path.to_owned(),
                sheet: String::new(),
                last: cell_name(u64::from(area.last.0) + 1, area.last.1 as usize),
                limit: budget.limits().cells,
            });
        }
        if area.text > budget.limits().unpacked {
            return Err(ExcelError::TooLarge { path: path.to_owned(), limit: budget.limits().unpacked });
        }
        let book = Xls::new(Cursor::new(contained(name, &stream).map_err(ExcelError::damaged(path))?))
            .map_err(|error| match error {
                XlsError::Password => ExcelError::Password { path: path.to_owned() },
                error => ExcelError::damaged(path)(error),
            })?;
        Ok(XlsBook { book, hidden: area.hidden })
    }

    pub(super) fn names(&self) -> Vec<SheetName> {
        xlsx::names(self.book.sheets_metadata())
    }

    pub(super) fn read(&mut self, name: &str, budget: &mut Budget<'_>) -> Result<Sheet, ExcelError> {
        let is_1904 = self.book.has_1904_epoch();
        let range = self.book.worksheet_range(name).map_err(ExcelError::damaged(budget.path()))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut builder = Builder::new(budget, name, !is_1904);
        let merged =
            self.book.merge_cells_by_sheet_name(name).map_err(ExcelError::damaged(builder.path()))?;
        builder.merged.extend(
            merged.into_iter().filter(|area| area.end.0 > area.start.0).map(|area| Merged {
                column: area.start.1,
                first: area.start.0,
                last: area.end.0,
            }),
        );
        let place = self.book.sheets_metadata().iter().position(|sheet| sheet.name == name);
        builder.hidden = place.and_then(|at| self.hidden.get(at)).cloned().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            let at = |from: u32, by: usize| from.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
            builder.push(at(top, row), at(left, column), |text| value::push(cell, is_1904, text))?;
        }
        builder.finish()
    }
}

/// The workbook's stream within its container, which tells other documents and locked workbooks apart too.
fn stream(bytes: &[u8], path: &Path) -> Result<(&'static str, Vec<u8>), ExcelError> {
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(ExcelError::damaged(path))?;
    if container.is_stream("/EncryptedPackage") {
        return Err(ExcelError::Password { path: path.to_owned() });
    }
    let Some(name) = ["/Workbook", "/Book"].into_iter().find(|name| container.is_stream(name)) else {
        return Err(ExcelError::NotAWorkbook { path: path.to_owned(), found: Other::Archive });
    };
    let mut stream = Vec::new();
    let opened = container.open_stream(name).map_err(ExcelError::damaged(path))?;
    // No stream is longer than its container, whatever the directory says.
    opened.take(bytes.len() as u64).read_to_end(&mut stream).map_err(ExcelError::damaged(path))?;
    Ok((name, stream))
}

/// The stream in a container of our own making: calamine would follow the sectors of a broken one without end.
fn contained(name: &str, stream: &[u8]) -> io::Result<Vec<u8>> {
    // Of the version that Excel writes: calamine reads no other of more than one short stream.
    let mut container = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    container.create_stream(name)?.write_all(stream)?;
    container.flush()?;
    Ok(container.into_inner().into_inner())
}
