use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};
use sipas_intake::CellKind;

use super::package::Package;
use super::sheet::{Budget, Builder};
use super::{SheetName, value};
use crate::{ExcelError, Sheet};

/// An .xlsx whose archive has been measured.
pub(super) struct XlsxBook {
    book: Xlsx<Cursor<Arc<[u8]>>>,
    package: Package,
}

impl XlsxBook {
    pub(super) fn open(bytes: Arc<[u8]>, path: &Path) -> Result<XlsxBook, ExcelError> {
        let book = Xlsx::new(Cursor::new(bytes.clone())).map_err(|error| match error {
            XlsxError::Password => ExcelError::Password { path: path.to_owned() },
            error => ExcelError::damaged(path)(error),
        })?;
        Ok(XlsxBook { book, package: Package::open(bytes, path)? })
    }

    pub(super) fn names(&self) -> Vec<SheetName> {
        names(self.book.sheets_metadata())
    }

    pub(super) fn read(&mut self, name: &str, budget: &mut Budget<'_>) -> Result<Sheet, ExcelError> {
        let path = budget.path();
        let is_1904 = self.book.has_1904_epoch();
        let is_to_compute = self.package.is_to_compute;
        let mut builder = Builder::new(budget, name, !is_1904);
        self.package.mark(name, &mut builder, path)?;
        let mut cells = self.book.worksheet_cells_reader(name).map_err(ExcelError::damaged(path))?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(ExcelError::damaged(path))? {
            let (row, column) = cell.pos;
            let formula = cell.formula.filter(|_| value::is_stand_in(&cell.value, is_to_compute));
            builder.push(row, column, |text| match formula {
                Some(formula) => {
                    text.push('=');
                    text.push_str(written(&formula));
                    CellKind::Formula
                }
                None => value::push(&cell.value, is_1904, text),
            })?;
        }
        builder.finish()
    }
}

/// A formula as the cell has it; of one that is written once for several cells, it stands in the first.
fn written(formula: &XlsxFormulaMetadata) -> &str {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => formula,
        _ => "",
    }
}

/// The sheets of cells, and whether each is to be seen.
pub(super) fn names(sheets: &[calamine::Sheet]) -> Vec<SheetName> {
    let cells = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    cells
        .map(|sheet| SheetName { name: sheet.name.clone(), visible: sheet.visible == SheetVisible::Visible })
        .collect()
}
