//! The desk: what the page in `web/` asks of sipas, and answers to it.
//!
//! A page has no files and no threads. It hands over bytes with names, and takes JSON, pages and workbooks. All reading
//! and counting is in `sipas-app`, as for the command; here stands only what a page asks for, in its words:
//!
//! - [`Desk`] holds the files that were dropped, and what was read of them.
//! - [`Preflight`] tells how each of them was understood, before anything is counted.
//! - [`Wish`] is what a report is to be of: period, plan, baseline, groups.
//! - `door` is the same for JavaScript, built for WebAssembly alone.
//!
//! Nothing is stored or sent, and rows of applicants do not leave the core.

mod answer;
mod desk;
mod dropped;
mod forms;
mod preflight;
mod units;
mod wish;

#[cfg(target_arch = "wasm32")]
mod door;

pub use answer::{Answer, List};
pub use desk::Desk;
pub use dropped::What;
pub use forms::Offered;
pub use preflight::Preflight;
pub use wish::{Signed, Wish};
