//! What to measure with. [`Export`]s: as an office's system writes them, the same bytes for the same question, of any size.
//! [`Figures`]: what a contender answers, so that no time counts of one that answers otherwise.
//!
//! ```
//! let mut export = Vec::new();
//! sipas_bench::Export::of_a_year(1_000).write(&mut export)?;
//! assert!(export.starts_with("Mã hồ sơ,Mã TTHC,".as_bytes()));
//! # Ok::<(), std::io::Error>(())
//! ```

mod days;
mod dossier;
mod export;
mod figures;
mod random;
mod row;
mod words;

pub use export::Export;
pub use figures::Figures;
pub use words::{PROCEDURES, UNITS};
