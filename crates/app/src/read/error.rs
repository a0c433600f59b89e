#[cfg(feature = "frames")]
use sipas_arrow::FrameError;
use sipas_csv::CsvError;
use sipas_excel::ExcelError;
use sipas_intake::{Refusal, RefusalCode};

use crate::exports::Nothing;

/// Why an input was not read. None of its rows count.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no input where one was named.
    #[error("{shown}: {nothing}")]
    Nothing {
        /// How it was named.
        shown: String,
        /// The reason why there is none.
        nothing: Nothing,
    },
    /// A file of text that cannot be read, or not to its end; it names the file.
    #[error("{error}")]
    Text {
        /// How the file was named.
        shown: String,
        /// Why.
        error: CsvError,
    },
    /// A workbook that cannot be read; it names the file.
    #[error("{error}")]
    Workbook {
        /// How the file was named.
        shown: String,
        /// Why.
        error: ExcelError,
    },
    /// No export, or one that would be counted wrong.
    #[error("{shown}: {refusal}")]
    Refused {
        /// How the input was named.
        shown: String,
        /// Why.
        refusal: Box<Refusal>,
    },
    /// A frame that cannot be read.
    #[cfg(feature = "frames")]
    #[error("{shown}: {error}")]
    Frame {
        /// How the frame was named.
        shown: String,
        /// Why.
        error: FrameError,
    },
    /// A stream of batches with a row that says something about other rows: only a frame that is there as a whole can be
    /// read so.
    #[error(
        "{shown}: a row of the stream says something about other rows (another header, the name of a unit above its \
         dossiers, a total); read the whole frame with sipas.from_arrow"
    )]
    NeedsOrder {
        /// How the frame was named.
        shown: String,
    },
    /// A column that the caller names is not there.
    #[error(
        "{shown}: no column {named}, which columns= names as {field}; headers found: {found}",
        named = quoted(.named),
        found = quoted(.found)
    )]
    Column {
        /// How the input was named.
        shown: String,
        /// The field that the column was to hold.
        field: String,
        /// The headers that were named for it.
        named: Vec<String>,
        /// The headers of the input.
        found: Vec<String>,
    },
    /// A workbook, where text was asked for.
    #[error("{shown}: this is a workbook; sipas.read_excel reads it")]
    NoText {
        /// How the file was named.
        shown: String,
    },
    /// An archive in an archive.
    #[error("{shown}: a .zip within a .zip is not read; unpack it and name its files")]
    Nested {
        /// How the inner one is shown.
        shown: String,
    },
    /// The file is not what it was when it was named.
    #[error("{shown}: the file has changed since it was named; name it again")]
    Changed {
        /// How the file was named.
        shown: String,
    },
    /// Nobody wants the result any more: see [`Watch::is_wanted`](super::Watch::is_wanted).
    #[error("interrupted")]
    Interrupted,
}

impl ReadError {
    /// An input that is refused, by the name that it is shown by.
    pub fn refused(shown: &str, refusal: Refusal) -> ReadError {
        ReadError::Refused { shown: shown.to_owned(), refusal: Box::new(refusal) }
    }

    /// The code by which the input may be accepted all the same.
    pub fn code(&self) -> Option<RefusalCode> {
        match self {
            ReadError::Refused { refusal, .. } => refusal.code(),
            _ => None,
        }
    }

    /// Says the error in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            ReadError::Nothing { shown, nothing } => format!("{shown}: {}", nothing.vi()),
            ReadError::Text { error, .. } => error.vi(),
            ReadError::Workbook { error, .. } => error.vi(),
            ReadError::Refused { shown, refusal } => format!("{shown}: {}", refusal.vi()),
            ReadError::Nested { shown } => {
                format!(
                    "{shown}: tệp .zip nằm trong tệp .zip khác thì không đọc; hãy giải nén rồi nêu các tệp trong đó"
                )
            }
            ReadError::Changed { shown } => format!("{shown}: tệp đã thay đổi từ khi được nêu; hãy nêu lại"),
            other => other.to_string(),
        }
    }
}

fn quoted(texts: &[String]) -> String {
    texts.iter().map(|text| format!("{text:?}")).collect::<Vec<_>>().join(", ")
}
