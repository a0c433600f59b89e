//! Where the records and fields of CSV bytes begin and end, found 64 bytes at a time.
//!
//! - [`Scanner::scan`] finds, in a block that begins at a record's start, all records that end within, as ranges of
//!   the block. It copies nothing, knows no file and no encoding beyond ASCII, and is exactly csv-core's reading of the
//!   same bytes: quotes are `"`, doubled inside; any of LF, CRLF and CR ends a record; blank lines are none. Records
//!   with their quotes in order go through bit masks, all others byte by byte.
//! - [`unescape`] takes the quotes off a field, and [`count_lines`] tells on which line it stands.
//! - [`scan_parallel`] scans one file on several threads, with the result of one; [`guess_start`] is the guess that it
//!   begins with.
//! - [`Dictionary`] tells what the cells of a column stand for, by their bytes.
//! - [`text`] tells whether bytes are UTF-8.
//! - [`parse_date`] reads dates of the usual fixed forms, and [`Pairs`] any digits at fixed places.
//!
//! All `unsafe` is in one module, for SIMD, with a portable path beside it.

mod column;
mod date;
mod dialect;
mod dictionary;
mod file;
mod kernel;
mod lines;
mod pairs;
mod parallel;
mod record;
mod scanner;
mod simd;
mod step;
mod unescape;
mod utf8;

pub use column::Column;
pub use date::{FixedDate, WrittenDate, parse_date, parse_date_by};
pub use dialect::Dialect;
pub use dictionary::Dictionary;
pub use file::SharedFile;
pub use lines::count_lines;
pub use pairs::Pairs;
pub use parallel::{Block, MAX_RECORD, Outcome, Plan, ScanError, guess_start, scan_parallel};
pub use record::{Cut, Ending, Record, Scanned};
pub use scanner::Scanner;
pub use simd::wide;
pub use unescape::unescape;
pub use utf8::text;
