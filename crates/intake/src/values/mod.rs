//! From the text of a cell to a value.

mod dates;
mod errors;
mod numbers;
mod text;
mod words;

pub use dates::{DateError, parse_date};
pub(crate) use dates::{DateRules, DayMemo, Form, OffsetRule, most_usual, usual};
pub(crate) use errors::is_error_value;
pub(crate) use numbers::{TermError, count, term};
pub(crate) use text::{bare_words, identity, seems_clean, trim, words_of};
pub use text::{clean, fold};
pub(crate) use words::{CellWord, ChannelWord, StatusWord, Words, tables};
