//! What stands between people and the libraries, whether they type a command, call Python or write Rust: one meaning of
//! what they name, and one report with what stands beside it.
//!
//! - [`open`] reads files, folders and patterns of names into a dataset; [`Reader`] does so with [`Options`], and tells
//!   how each input was understood.
//! - [`exports`] makes files of what was named: folders and patterns become their exports, in natural order.
//! - [`Settings`] makes a clock of what was asked for, of profiles and of what was read.
//! - [`plan`], [`profile`] and [`calendar`] read what an office may edit.
//! - [`lists`] are the records behind figures, [`rows`] those that are no record; [`Details`] is what a page and a workbook show beside a report.
//! - [`forms`] fills the official forms.
//! - [`rejects`] writes rejected rows, to be mended and read again.
//! - [`batch`] reads the file of a month's work.
//! - [`formats`] is the register of all output formats.
//!
//! Errors are values; the command and the desk say them in the language of their reader, see [`InLang`]; Python raises them.

pub mod batch;
mod details;
pub mod exports;
mod external;
mod files;
pub mod formats;
pub mod forms;
mod in_lang;
mod judge;
pub mod lists;
mod names;
mod own;
mod read;
pub mod rejects;
pub mod rows;
mod settings;
pub mod unit_names;
mod unit_table;

pub use details::Details;
pub use files::{FileError, calendar, plan, plan_of, plan_with, profile, text_of};
pub use in_lang::InLang;
pub use judge::{JudgeError, can_judge, check_plan};
pub use names::file_name;
pub use read::{
    ColumnError, File, FrameRows, Keep, KeptCells, KeptIssues, Loaded, Options, Origin, Outcome, Profiles,
    ReadError, Reader, Source, Watch, in_natural_order, once_each, open,
};
pub use settings::{Settings, SettingsError, end_of, now, run_at};
