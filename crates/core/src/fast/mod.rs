//! Counts dossiers fast: the results of [`Clock::place`](crate::Clock::place) and
//! [`DossierTally::observe`](crate::DossierTally::observe), for many dossiers at a time.
//!
//! The rule itself is those two functions, which are plain and documented. This module is their branch-free twin: columns in,
//! up to [`DossierBatch::ROWS`] rows at a time, comparisons that compile to SIMD code, a table of all outcomes, and counters of
//! 8 bits, several groups of which fit a core's cache. Rows that it has no counter for it *declines*; whoever calls it counts
//! these by the plain functions.
//!
//! If you change the plain rule, also change `compare.rs` and `outcome.rs` (where a dossier falls) or `increments.rs` (what it
//! adds), and for several periods at once `periods.rs`. If you change [`Activity::see_dossier`](crate::Activity::see_dossier), also change `activity.rs`. `fast/tests.rs` holds both equal on random dossiers, policies, periods and columns, and fails if you forget.

mod accumulator;
mod activity;
mod batch;
mod compare;
mod increments;
mod outcome;
mod periods;

pub use accumulator::Accumulator;
pub use batch::DossierBatch;
pub use increments::Measurable;
pub use periods::{EventDays, Periods};

#[cfg(test)]
mod tests;
