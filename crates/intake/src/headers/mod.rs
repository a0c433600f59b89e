//! From the first rows of a file to a [`Layout`]: which column holds what.

mod alike;
mod grid;
mod item;
mod layout;
mod legacy;
mod likeness;
mod near;
mod refusal;

pub(crate) use grid::Grid;
pub use grid::Known;
pub use layout::{Column, Layout};
pub use legacy::Legacy;
pub(crate) use likeness::nearest;
pub use near::NearHeader;
pub use refusal::{Refusal, RefusalCode, Suggestion};

/// How far from the top the header is looked for.
pub const HEADER_ROWS: usize = 20;

#[cfg(test)]
mod tests;
