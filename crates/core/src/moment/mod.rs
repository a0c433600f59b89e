//! Days, months and moments of Vietnamese local time.

mod civil;
mod convert;
mod day;
mod instant;
mod month;
mod packed;
mod window;

pub use day::Day;
pub use instant::Moment;
pub use month::{Month, MonthKey};
pub(crate) use packed::PackedMoment;
pub use window::Window;

/// Why a day or a moment could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MomentError {
    /// The date does not exist, as 31 April does not.
    #[error("no such date: {0}")]
    NoSuchDate(String),
    /// The date lies outside the years 1900 to 2199.
    #[error("year outside 1900 to 2199: {0}")]
    OutOfRange(String),
    /// The text is not `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm[:ss[.f]]`, with or without an offset.
    #[error("expected yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss, found {0:?}")]
    Form(String),
}

#[cfg(test)]
mod tests;
