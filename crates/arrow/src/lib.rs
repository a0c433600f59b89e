//! Record batches of Arrow into datasets, and reports and lists out as tables. No Python here.
//!
//! In: a [`Frame`] is read as a file is, by the same names of columns, the same words and the same rules, so that a
//! dataset does not tell whether it came from a frame or from a file.
//!
//! Out: [`table`] has one function for each table that a report or a dataset can be asked for, and [`calendar`] the
//! working calendar on whole columns.
//!
//! ```
//! use arrow_array::{RecordBatch, StringArray};
//! use sipas_arrow::Frame;
//! use sipas_engine::{Dataset, Source};
//! use sipas_intake::Kind;
//! use std::sync::Arc;
//!
//! let column = |cells: Vec<&str>| Arc::new(StringArray::from(cells)) as _;
//! let batch = RecordBatch::try_from_iter([
//!     ("Mã hồ sơ", column(vec!["H37.12-250613-0001"])),
//!     ("Ngày tiếp nhận", column(vec!["13/06/2025"])),
//!     ("Ngày hẹn trả", column(vec!["20/06/2025"])),
//! ])?;
//! let frame = Frame::new(&batch.schema(), &[batch], Kind::Dossiers, None)?;
//! let source =
//!     Source { path: "frame", kind: Kind::Dossiers, profile: None, serial_dates: false, keep_rejects: false, accept: &[], dealt_out: false };
//! let mut data = Dataset::new();
//! data.load(&source, &mut frame.rows())?;
//! assert_eq!(data.summaries()[0].accepted, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod calendar;
mod error;
mod input;
pub mod table;

pub use error::FrameError;
pub use input::{Frame, FramePiece, FrameRows};
pub use table::Table;
