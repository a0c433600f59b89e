use arrow_schema::ArrowError;

/// Why a frame or a column cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// A column of a type that no cell of an export has.
    #[error("column {column:?} is of type {found}; a column is text, numbers, booleans, dates or timestamps")]
    Type {
        /// Its name.
        column: String,
        /// Its type.
        found: String,
    },
    /// A column that is to hold days and does not.
    #[error("expected a column of dates or timestamps, found {0}")]
    Days(String),
    /// A column that is to hold whole numbers and does not.
    #[error("expected a column of whole numbers, found {0}")]
    Numbers(String),
    /// Two columns that do not belong together.
    #[error("the columns have {0} and {1} rows")]
    Lengths(usize, usize),
    /// The zone of a timestamp that is no zone.
    #[error("column {column:?}: unknown time zone {zone:?}")]
    Zone {
        /// The column's name.
        column: String,
        /// The zone as written.
        zone: String,
    },
    /// What Arrow itself refuses.
    #[error(transparent)]
    Arrow(#[from] ArrowError),
}
