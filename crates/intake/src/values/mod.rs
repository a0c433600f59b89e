//! From the text of a cell to a value.

mod dates;
mod numbers;
mod text;
mod words;

pub(crate) use dates::{DateColumn, Form, OffsetRule};
pub use dates::{DateDoubt, DateError, parse_date};
pub use dates::{DateRules, DateShape, DateShapes, most_usual, usual, usual_shape};
pub(crate) use numbers::{TermError, count, term};
pub(crate) use sipas_core::damage::is_error_value;
pub use text::bare_words;
pub use text::{clean, fold, procedure_code};
pub(crate) use text::{each_part, seems_clean, value, without_marks, words_of};
pub use text::{identity, is_blank, is_invisible, trim};
pub(crate) use words::tables;
pub use words::{CellWord, ChannelWord, StatusWord, Words};
