use std::{error, fmt, io};

/// Why a file could not be scanned to its end.
#[derive(Debug)]
#[non_exhaustive]
pub enum ScanError {
    /// It could not be read, or is shorter than was said.
    Read {
        /// Where, from the start of the file.
        offset: u64,
        /// Why.
        error: io::Error,
    },
    /// A record is longer than [`crate::MAX_RECORD`].
    TooLong {
        /// Where it begins.
        offset: u64,
    },
}

impl fmt::Display for ScanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScanError::Read { offset, .. } => write!(f, "cannot read at byte {offset}"),
            ScanError::TooLong { offset } => {
                write!(f, "the record at byte {offset} is longer than {} MiB", crate::MAX_RECORD >> 20)
            }
        }
    }
}

impl error::Error for ScanError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            ScanError::Read { error, .. } => Some(error),
            ScanError::TooLong { .. } => None,
        }
    }
}
