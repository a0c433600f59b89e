use std::fmt::Debug;
use std::io::{self, Read};
use std::sync::Arc;

use sipas_intake::{BadRow, Issue, Refusal, Row, Rows};

use super::ReadError;

/// Whoever waits for inputs to be read: told how far the reading is, and asked whether it is still wanted.
pub trait Watch: Debug + Send + Sync {
    /// A file of that name begins.
    fn begins(&self, _shown: &str) {}

    /// Learns how many more bytes were read.
    fn read(&self, _bytes: u64) {}

    /// Whether the reading is to go on.
    fn is_wanted(&self) -> bool {
        true
    }
}

/// Nobody watches.
impl Watch for () {}

/// Ends the work that is no longer wanted.
pub(super) fn go_on(watch: &dyn Watch) -> Result<(), ReadError> {
    if watch.is_wanted() { Ok(()) } else { Err(ReadError::Interrupted) }
}

/// Bytes that are told to a watch.
pub(super) struct Watched {
    pub(super) bytes: Box<dyn Read + Send>,
    pub(super) watch: Arc<dyn Watch>,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.watch.read(read as u64);
        Ok(read)
    }
}

/// Rows that end where they are no longer wanted.
pub(super) struct Until<'r, R> {
    pub(super) rows: &'r mut R,
    pub(super) watch: &'r dyn Watch,
}

impl<R: Rows> Rows for Until<'_, R> {
    fn next_row(&mut self) -> Option<Result<Row<'_>, BadRow>> {
        if self.watch.is_wanted() { self.rows.next_row() } else { None }
    }

    fn notes(&self) -> Vec<Issue> {
        self.rows.notes()
    }

    fn delimiter(&self) -> Option<char> {
        self.rows.delimiter()
    }

    fn whole(&self) -> Result<(), Refusal> {
        self.rows.whole()
    }
}
