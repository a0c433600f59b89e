//! Tables and rejected rows out again.

mod atomic;
mod rejects;
mod table;

pub use atomic::AtomicFile;
pub use rejects::RejectsWriter;
pub use table::TableWriter;
