//! From text to rows.

mod block;
mod delimiter;
mod scan;
mod window;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use memchr::memchr2_iter;
use sipas_intake::{BadRow, BadRowReason, Refusal, Row, Rows};

use crate::input::Input;
use crate::{CsvError, Facts, Options};
use block::Block;
use scan::Scanner;
pub(crate) use window::PADDING;
use window::Window;

/// How much text is split at a time; in our own tests so little that every boundary is met.
const BLOCK: usize = if cfg!(test) { 16 } else { 256 * 1024 };

/// How much of it is looked at first, if it has so many line ends: the header and some rows.
const FIRST: usize = if cfg!(test) { 16 } else { 64 * 1024 };
const FIRST_LINES: usize = 64;

/// How much text one row may take.
const ROW_LIMIT: usize = 16 * 1024 * 1024;

/// One of the rows that come next, as [`CsvRows::head`] shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadRow {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its cells; bytes that are no text are shown as `\xE1`.
    pub cells: Vec<String>,
    /// Why it is no text, if it is not: a file whose header is no text is to be refused.
    pub bad: Option<BadRowReason>,
}

/// The rows of a CSV file, read in bounded memory.
///
/// Every row of the file is handed over, whole or as a [`BadRow`]. Where the file could not be read to its end,
/// the rows stop before the first one that is not whole, and [`CsvRows::finish`] says why: it is to be called
/// after the last row.
pub struct CsvRows {
    path: PathBuf,
    facts: Facts,
    head_bytes: Vec<u8>,
    window: Window,
    scanner: Scanner,
    block: Block,
    /// The next row of the block.
    next: usize,
    done: bool,
    failure: Option<CsvError>,
}

impl CsvRows {
    /// Opens a file: unpacks it by its first bytes, and finds its encoding and delimiter where they are not
    /// named.
    pub fn open(path: &Path, options: &Options) -> Result<CsvRows, CsvError> {
        let file = File::open(path).map_err(|error| CsvError::Open { path: path.to_owned(), error })?;
        CsvRows::from_reader(Box::new(file), path, options)
    }

    /// Reads any source, such as the standard input; the path is only for messages.
    pub fn from_reader(
        reader: Box<dyn Read + Send>,
        path: &Path,
        options: &Options,
    ) -> Result<CsvRows, CsvError> {
        let named = options.delimiter.map(delimiter::check).transpose()?;
        let input = Input::new(reader, path, options)?;
        let mut window = Window::new(input.text);
        window.grow(FIRST);
        if memchr2_iter(b'\n', b'\r', window.text().as_bytes()).nth(FIRST_LINES).is_none() {
            window.grow(BLOCK);
        }
        while window.text().trim().is_empty() && window.more() && window.text().len() < ROW_LIMIT {
            window.grow(window.text().len() * 2);
        }
        if window.ended() && window.text().trim().is_empty() {
            return Err(CsvError::Empty { path: path.to_owned() });
        }
        let delimiter = named.unwrap_or_else(|| delimiter::find(window.text(), window.ended()));
        let facts = Facts {
            encoding: input.encoding,
            bom: input.bom,
            unnamed: input.unnamed,
            delimiter,
            quotes: options.quotes,
            compression: input.compression,
        };
        Ok(CsvRows {
            path: path.to_owned(),
            facts,
            head_bytes: input.head,
            window,
            scanner: Scanner::new(delimiter, options.quotes),
            block: Block::empty(),
            next: 0,
            done: false,
            failure: None,
        })
    }

    /// How the file is read.
    pub fn facts(&self) -> Facts {
        self.facts
    }

    /// The first bytes of the file, up to 8 KiB, unpacked and not decoded: where the signature of a legacy
    /// Vietnamese encoding shows.
    pub fn head_bytes(&self) -> &[u8] {
        &self.head_bytes
    }

    /// The next rows, up to so many, without taking them: [`Rows::next_row`] still hands them over.
    pub fn head(&mut self, rows: usize) -> Vec<HeadRow> {
        if self.next == self.block.len() {
            self.refill();
        }
        while self.block.len() - self.next < rows
            && self.window.more()
            && self.window.text().len() < ROW_LIMIT
            && !self.block.too_wide
        {
            self.window.grow(self.window.text().len() * 2);
            self.split();
        }
        (self.next..self.block.len())
            .take(rows)
            .map(|index| match self.block.row(index) {
                Ok(Row { line, cells, .. }) => {
                    HeadRow { line, cells: cells.iter().map(|&cell| cell.to_owned()).collect(), bad: None }
                }
                Err(BadRow { line, cells, reason }) => HeadRow { line, cells, bad: Some(reason) },
            })
            .collect()
    }

    /// Whether the file was read to its end; to be asked once, after the last row.
    pub fn finish(&mut self) -> Result<(), CsvError> {
        self.failure.take().map_or(Ok(()), Err)
    }

    /// Makes the next block; false at the end of the rows.
    fn refill(&mut self) -> bool {
        let mut want = BLOCK;
        while !self.done {
            self.window.consume(self.block.consumed, self.block.place);
            self.window.grow(want);
            self.next = 0;
            self.split();
            if self.block.len() > 0 {
                return true;
            }
            // Nothing, or nothing but blank lines, ended within the window.
            let left = self.window.text().len() - self.block.consumed;
            let too_long = left >= ROW_LIMIT || self.block.too_wide;
            if too_long || !self.window.more() {
                self.stop(too_long);
            }
            want = BLOCK.max(left * 2);
        }
        false
    }

    fn split(&mut self) {
        self.block = Block::split(&self.window, &mut self.scanner);
    }

    /// Ends the rows, and keeps why where it is not the end of the file.
    fn stop(&mut self, too_long: bool) {
        self.done = true;
        let (path, line) = (self.path.clone(), self.block.place.line);
        if too_long {
            self.failure = Some(CsvError::RowTooLong { path, line });
        } else if let Some(error) = self.window.take_failure() {
            self.failure = Some(match self.facts.compression {
                Some(compression) => CsvError::Packed { path, compression, line, error },
                None => CsvError::Read { path, line, error },
            });
        }
    }
}

impl Rows for CsvRows {
    fn next_row(&mut self) -> Option<Result<Row<'_>, BadRow>> {
        if self.next == self.block.len() && !self.refill() {
            return None;
        }
        self.next += 1;
        Some(self.block.row(self.next - 1))
    }

    fn delimiter(&self) -> Option<char> {
        Some(char::from(self.facts.delimiter))
    }

    fn whole(&self) -> Result<(), Refusal> {
        match &self.failure {
            Some(failure) => Err(Refusal::BrokenOff { en: failure.to_string(), vi: failure.vi() }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use csv::ReaderBuilder;
    use proptest::prelude::*;

    /// One byte a read.
    struct Drip(std::io::Cursor<Vec<u8>>);
    impl Read for Drip {
        fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(&mut buf[..1])
        }
    }

    proptest! {
        /// The csv crate cuts rows no other way, and the line of a row is what stands before it.
        #[test]
        fn blocks_change_nothing(text in "([ab;]|,|,|\"|\"\"|\n|\r|\r\n|ệ){0,100}", looks in 0..9_usize) {
            let expected: Vec<Vec<String>> = ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes())
                .into_records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            let options = Options { delimiter: Some(b','), ..Options::default() };
            let source = Box::new(Drip(std::io::Cursor::new(text.clone().into_bytes())));
            let Ok(mut rows) = CsvRows::from_reader(source, Path::new("t.csv"), &options) else {
                prop_assert!(expected.is_empty());
                return Ok(());
            };
            let head: Vec<_> = rows.head(looks).iter().map(|row| row.cells.clone()).collect();
            prop_assert_eq!(&head[..], &expected[..looks.min(expected.len())]);
            let (mut found, mut lines) = (Vec::new(), Vec::new());
            while let Some(row) = rows.next_row() {
                let (line, cells) = match row {
                    Ok(row) => (row.line, row.cells.iter().map(|&cell| cell.to_owned()).collect()),
                    Err(bad) => (bad.line, bad.cells),
                };
                lines.push(line);
                found.push(cells);
            }
            prop_assert_eq!(found, expected);
            let all = text.replace("\r\n", "\n").replace('\r', "\n");
            for line in lines {
                let before = all.split('\n').nth(usize::try_from(line).unwrap() - 1);
                prop_assert!(before.is_some_and(|line| !line.is_empty()));
            }
        }
    }
}
