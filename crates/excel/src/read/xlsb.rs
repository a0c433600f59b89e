use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use calamine::{Reader, Xlsb, XlsbError};
use sipas_intake::CellKind;

use super::package::Package;
use super::sheet::{Budget, Builder};
use super::{SheetName, value, xlsx};
use crate::{ExcelError, Sheet};

/// An .xlsb whose archive has been measured: the parts of an .xlsx, of records in place of tags.
pub(super) struct XlsbBook {
    book: Xlsb<Cursor<Arc<[u8]>>>,
    package: Package,
}

impl XlsbBook {
    pub(super) fn open(bytes: Arc<[u8]>, path: &Path) -> Result<XlsbBook, ExcelError> {
        let book = Xlsb::new(Cursor::new(bytes.clone())).map_err(|error| match error {
            XlsbError::Password => ExcelError::Password { path: path.to_owned() },
            error => ExcelError::damaged(path)(error),
        })?;
        Ok(XlsbBook { book, package: Package::open(bytes, path)? })
    }

    pub(super) fn names(&self) -> Vec<SheetName> {
        xlsx::names(self.book.sheets_metadata())
    }

    pub(super) fn read(&mut self, name: &str, budget: &mut Budget<'_>) -> Result<Sheet, ExcelError> {
        let path = budget.path();
        let is_1904 = self.book.has_1904_epoch();
        let is_to_compute = self.package.is_to_compute;
        let mut builder = Builder::new(budget, name, !is_1904);
        let zeros = self.package.mark_records(name, &mut builder, path)?;
        let mut cells = self.book.worksheet_cells_reader(name).map_err(ExcelError::damaged(path))?;
        while let Some(cell) = cells.next_cell().map_err(ExcelError::damaged(path))? {
            let (row, column) = cell.get_position();
            let value = cell.get_value();
            let is_formula = || zeros.binary_search(&(row, column)).is_ok();
            let is_stand_in = value::is_stand_in(value, is_to_compute) && is_formula();
            builder.push(row, column, |text| {
                if is_stand_in {
                    text.push('=');
                    return CellKind::Formula;
                }
                value::push(value, is_1904, text)
            })?;
        }
        builder.finish()
    }
}
