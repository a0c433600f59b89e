//! From a row of cells to a checked record, with all that is wrong or doubtful about it.

mod admit;
mod code;
mod dossier;
mod memo;
mod pakn;
mod plausible;
mod problem;
mod procedure;
mod reader;
mod slid;
mod survey;
mod twins;

pub use code::{CodesOfDay, KEPT_DIGITS, NationalCode, NationalForm, code_shape};
pub use plausible::{is_ahead, is_odd_deadline};
pub use problem::Problem;
pub use reader::RowReader;

use crate::headers::Refusal;

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read<T> {
    /// A record, perhaps with doubts: [`RowReader::problems`].
    Record(T),
    /// Refused, for at least one problem that rejects it. All of its problems are told, so that a person mends it
    /// once.
    Rejected,
    /// No record: a total, a signature, column numbers, empty cells.
    Skipped,
    /// The row shows that the whole file cannot be counted by rows.
    Refused(Refusal),
}

impl<T> Read<T> {
    /// Replaces the record.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Read<U> {
        match self {
            Read::Record(record) => Read::Record(with(record)),
            Read::Rejected => Read::Rejected,
            Read::Skipped => Read::Skipped,
            Read::Refused(refusal) => Read::Refused(refusal),
        }
    }

    /// The record, where there is one.
    pub fn record(self) -> Option<T> {
        match self {
            Read::Record(record) => Some(record),
            _ => None,
        }
    }
}

/// Why the values of a row are not even looked at.
pub(crate) enum Stop {
    Rejected,
    Skipped,
    Refused(Refusal),
}

impl<T> From<Stop> for Read<T> {
    fn from(stop: Stop) -> Read<T> {
        match stop {
            Stop::Rejected => Read::Rejected,
            Stop::Skipped => Read::Skipped,
            Stop::Refused(refusal) => Read::Refused(refusal),
        }
    }
}

#[cfg(test)]
mod tests;
