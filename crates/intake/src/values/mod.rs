//! From the text of a cell to a value.

mod damage;
mod dates;
mod errors;
mod numbers;
mod text;
mod words;

pub use damage::is_damaged;
pub(crate) use dates::{DateColumn, DateRules, DateShapes, Form, OffsetRule, most_usual, usual, usual_shape};
pub use dates::{DateDoubt, DateError, parse_date};
pub(crate) use errors::is_error_value;
pub(crate) use numbers::{TermError, count, term};
pub(crate) use text::{bare_words, identity, is_blank, is_invisible, seems_clean, trim, value, words_of};
pub use text::{clean, fold};
pub(crate) use words::{CellWord, ChannelWord, StatusWord, Words, tables};
