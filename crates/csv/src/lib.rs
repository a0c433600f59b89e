//! CSV exports into rows of text cells, and tables out again.
//!
//! Reading: [`CsvRows::open`] unpacks, decodes and splits a file and hands over its rows as
//! [`sipas_intake::Rows`], in bounded memory. Nothing is guessed away: a byte that is no text makes its row a
//! [`sipas_intake::BadRow`] instead of a replacement character, and a file that breaks off says so through
//! [`CsvRows::finish`].
//!
//! Writing: [`TableWriter`] for tables that people open in a spreadsheet, [`RejectsWriter`] for the rows that
//! were refused, and [`AtomicFile`] for every output, so that a crash leaves the old file whole.
//!
//! ```
//! use sipas_csv::{CsvRows, Options};
//! use sipas_intake::Rows;
//! use std::path::Path;
//!
//! let export = "Mã hồ sơ;Ngày tiếp nhận\nH37.12-250613-0001;13/06/2025\n".as_bytes();
//! let mut rows = CsvRows::from_reader(Box::new(export), Path::new("t6.csv"), &Options::default())?;
//! assert_eq!(rows.facts().delimiter, b';');
//! assert_eq!(rows.head(21)[0].cells, ["Mã hồ sơ", "Ngày tiếp nhận"]);
//!
//! let mut lines = Vec::new();
//! while let Some(row) = rows.next_row() {
//!     lines.push(row.map(|row| (row.line, row.cells.len())));
//! }
//! rows.finish()?;
//! assert_eq!(lines, [Ok((1, 2)), Ok((2, 2))]);
//! # Ok::<(), sipas_csv::CsvError>(())
//! ```

mod error;
mod input;
mod load;
mod options;
mod rows;
mod stamp;
mod write;

pub use error::CsvError;
pub use input::begins_utf8;
pub use load::read_in_parallel;
pub use options::{Compression, Facts, Options, Quotes};
pub use rows::{CsvRows, HeadRow};
pub use stamp::Stamp;
pub use write::{
    AtomicFile, REJECTS_TITLES, RejectsTable, RejectsWriter, TableWriter, Unfinished, is_special,
    remove_unfinished, resolved,
};
