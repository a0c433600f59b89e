//! What several targets share.

use std::io::{Cursor, Read};
use std::path::Path;

use sipas_csv::{CsvError, CsvRows, Options};
use sipas_intake::{BadRow, Kind, Row, Rows};

/// A row, owned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owned {
    /// The line on which it begins.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
    /// Whether the end of the file ended it.
    pub cut: bool,
}

/// A row, or why it is none.
pub type Read1 = Result<Owned, BadRow>;

/// Opens bytes as a file.
pub fn open(bytes: &[u8], options: &Options) -> Result<CsvRows, CsvError> {
    CsvRows::from_reader(Box::new(Cursor::new(bytes.to_vec())), Path::new("t.csv"), options)
}

/// The same, a few bytes a read.
pub fn open_slowly(bytes: &[u8], options: &Options) -> Result<CsvRows, CsvError> {
    CsvRows::from_reader(Box::new(Drip(Cursor::new(bytes.to_vec()))), Path::new("t.csv"), options)
}

struct Drip<R>(R);

impl<R: Read> Read for Drip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let len = buffer.len().min(7);
        self.0.read(&mut buffer[..len])
    }
}

/// All rows that are left.
pub fn rest(rows: &mut dyn Rows) -> Vec<Read1> {
    let mut all = Vec::new();
    while let Some(row) = rows.next_row() {
        all.push(row.map(|row: Row<'_>| Owned {
            line: row.line,
            cells: row.cells.iter().map(|&cell| cell.to_owned()).collect(),
            cut: row.cut,
        }));
    }
    all
}

/// The cells of a row, be it a good or a bad one.
pub fn cells(row: &Read1) -> &[String] {
    row.as_ref().map_or_else(|bad| &bad.cells, |row| &row.cells)
}

/// The line on which a row begins.
pub fn line(row: &Read1) -> u64 {
    row.as_ref().map_or_else(|bad| bad.line, |row| row.line)
}

/// A kind of export by a byte.
pub fn kind(byte: u8) -> Kind {
    Kind::ALL[usize::from(byte) % Kind::ALL.len()]
}

/// Text with each byte that is none as `\xE1`, and the places of such runs.
pub fn lossless(bytes: &[u8]) -> (String, Vec<u64>) {
    let (mut text, mut bad, mut at) = (String::new(), Vec::new(), 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            bad.push(at as u64);
        }
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02X}"));
        }
        at += chunk.invalid().len();
    }
    (text, bad)
}

/// What the csv crate makes of a file.
pub fn reference(file: &[u8], delimiter: u8) -> Vec<Vec<Vec<u8>>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(file)
        .into_byte_records()
        .map(|record| record.expect("memory can be read").iter().map(<[u8]>::to_vec).collect())
        .collect()
}
