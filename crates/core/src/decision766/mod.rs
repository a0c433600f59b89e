//! Four scores in the manner of Decision 766/QĐ-TTg of 23 June 2022, each lost point traced to the records that cost it.
//!
//! # Where the formulas come from
//!
//! **From a description by an administrator of such a system, not from the text of the decision**, which was not read for
//! them. The description was matched on about 1,000 published
//! observations. It covers the elements below and no others, so their sum is no score of the decision. Each element
//! says what was described and what is our reading of it; where the description is silent, records are left out and
//! counted in the open rather than guessed.
//!
//! | element | points | described | our reading |
//! |---|---|---|---|
//! | progress | 20 | 20 × (done in time + open in time) / (done + open); instants compared; time of supplements taken off; more than one supplement request is late; without an appointment the catalogue's longest term | *done* has a result; withdrawn and stopped dossiers are neither; a suspended one is open and in time, since its clock stands still |
//! | PAKN timeliness | 6 | 6 × ratio; full marks where there is none to handle | the ratio of `pakn_timely_rate` |
//! | PAKN satisfaction | 6 | 6 × (received − dissatisfied, repeated or overdue, each once) / received; full marks where there is none | received in the period or carried in, less refused; no column tells who was dissatisfied, so that overdue alone is taken off: at most so many points |
//! | reception | 6 | 6 × min(1, ratio / 0.9), of (dossiers − dissatisfied, complained of or overdue, each once) / dossiers; 0 where there is none | dossiers that are done or open; likewise at most so many points |
//!
//! The last two are no figures of a survey: a province publishes them from its records. Its 99.00 % and 91.72 % of the third
//! quarter of 2025 give, with full marks for timeliness, 17.94 of 18 points.

mod dossier;
mod points;
mod score;
#[cfg(test)]
mod tests;

pub use dossier::{Catalogue, ProgressTally, Timeliness};
pub use points::Points;
pub use score::{Element, Score766, ScoreLine, TooFew};

use crate::policy::{Policy, Precision, SupplementRule};

/// The settings of the clock that the description names; what it does not name stays as it is.
///
/// ```
/// use sipas_core::{Policy, Precision, decision766};
/// let policy = decision766::policy(Policy::default());
/// assert_eq!(policy.precision, Precision::Instant);
/// ```
#[must_use]
pub fn policy(base: Policy) -> Policy {
    Policy { precision: Precision::Instant, supplement: SupplementRule::Pause, ..base }
}
