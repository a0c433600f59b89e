use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::sheet::{Budget, Builder};
use super::{SheetName, archive, value};
use crate::{ExcelError, Sheet};

/// An .xlsx whose archive has been measured.
pub(super) struct XlsxBook {
    book: Xlsx<Cursor<Vec<u8>>>,
}

impl XlsxBook {
    pub(super) fn open(bytes: Vec<u8>, budget: &Budget<'_>) -> Result<XlsxBook, ExcelError> {
        let path = budget.path();
        archive::check(&bytes, path, budget.limits())?;
        let book = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
            XlsxError::Password => ExcelError::Password { path: path.to_owned() },
            error => ExcelError::damaged(path)(error),
        })?;
        Ok(XlsxBook { book })
    }

    pub(super) fn names(&self) -> Vec<SheetName> {
        names(self.book.sheets_metadata())
    }

    pub(super) fn read(&mut self, name: &str, budget: &mut Budget<'_>) -> Result<Sheet, ExcelError> {
        let path = budget.path();
        let is_1904 = self.book.has_1904_epoch();
        let mut cells = self.book.worksheet_cells_reader(name).map_err(ExcelError::damaged(path))?;
        let mut builder = Builder::new(budget, name, !is_1904);
        while let Some(cell) = cells.next_cell().map_err(ExcelError::damaged(path))? {
            let (row, column) = cell.get_position();
            builder.push(row, column, |text| value::push(cell.get_value(), is_1904, text))?;
        }
        Ok(builder.finish())
    }
}

/// The sheets of cells, and whether each is to be seen.
pub(super) fn names(sheets: &[calamine::Sheet]) -> Vec<SheetName> {
    let cells = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    cells
        .map(|sheet| SheetName { name: sheet.name.clone(), visible: sheet.visible == SheetVisible::Visible })
        .collect()
}
