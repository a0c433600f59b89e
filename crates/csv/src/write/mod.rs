//! Tables and rejected rows out again.

mod atomic;
mod place;
mod rejects;
mod scratch;
mod table;

pub use atomic::AtomicFile;
pub use place::{is_special, resolved};
pub use rejects::{REJECTS_TITLES, RejectsTable, RejectsWriter};
pub use scratch::{Unfinished, remove_unfinished};
pub use table::TableWriter;
