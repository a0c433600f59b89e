//! Workbooks into rows of text cells, and reports and statutory forms into workbooks.

mod error;
mod read;
mod write;

pub use error::{ExcelError, Other};
pub use read::{Container, Limits, Sheet, SheetRows, Workbook, cell_name};
pub use write::{Parts, XLSX, write_report, write_tables};
