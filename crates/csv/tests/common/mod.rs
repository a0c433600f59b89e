//! What the tests share.
#![allow(dead_code, reason = "each test uses some of it")]

use std::io::{Cursor, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use sipas_csv::{CsvError, CsvRows, Options};
use sipas_intake::{BadRow, Rows};

/// A row, owned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owned {
    /// The line on which it begins.
    pub(crate) line: u64,
    /// Its cells.
    pub(crate) cells: Vec<String>,
    /// Whether the end of the file ended it.
    pub(crate) cut: bool,
}

/// Opens bytes as a file named `t.csv`.
pub(crate) fn open(bytes: &[u8], options: &Options) -> Result<CsvRows, CsvError> {
    CsvRows::from_reader(Box::new(Cursor::new(bytes.to_vec())), Path::new("t.csv"), options)
}

/// All rows that are left.
pub(crate) fn rest(rows: &mut CsvRows) -> Vec<Result<Owned, BadRow>> {
    let mut all = Vec::new();
    while let Some(row) = rows.next_row() {
        all.push(row.map(|row| Owned {
            line: row.line,
            cells: row.cells.iter().map(|&cell| cell.to_owned()).collect(),
            cut: row.cut,
        }));
    }
    all
}

/// All rows of bytes that can be read to the end.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Vec<Result<Owned, BadRow>> {
    let mut rows = open(bytes, options).unwrap();
    let all = rest(&mut rows);
    rows.finish().unwrap();
    all
}

/// The cells alone, of rows that are all good.
pub(crate) fn cells(bytes: &[u8], options: &Options) -> Vec<Vec<String>> {
    read(bytes, options).into_iter().map(|row| row.unwrap().cells).collect()
}

/// Options with a delimiter and UTF-8 named.
pub(crate) fn utf8(delimiter: u8) -> Options {
    Options { delimiter: Some(delimiter), encoding: Some("utf-8".into()), ..Options::default() }
}

/// One gzip member.
pub(crate) fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// One Zstandard frame, with the checksum that the command line tool writes.
pub(crate) fn zst(bytes: &[u8]) -> Vec<u8> {
    let mut out = zstd::Encoder::new(Vec::new(), 1).unwrap();
    out.include_checksum(true).unwrap();
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// A source that gives one byte a read.
pub(crate) struct Drip<R>(pub(crate) R);

impl<R: Read> Read for Drip<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let len = buf.len().min(1);
        self.0.read(&mut buf[..len])
    }
}
