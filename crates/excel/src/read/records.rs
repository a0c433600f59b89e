//! The records that .xlsb is made of, in place of the tags of .xlsx.
//!
//! Source: [MS-XLSB], Excel Binary File Format, 2.1.4 (records) and 2.4.

use std::io::{self, BufRead, Read};

use super::sheet::Merged;

/// Kinds of records that are looked at.
mod kind {
    pub(super) const ROW: u16 = 0x00;
    pub(super) const FORMULA_NUMBER: u16 = 0x09;
    pub(super) const FORMULA_ERROR: u16 = 0x0B;
    pub(super) const FIRST_SHORT: u16 = 0x0C;
    pub(super) const LAST_SHORT: u16 = 0x12;
    pub(super) const RICH_TEXT: u16 = 0x3E;
    pub(super) const SHEET: u16 = 0x9C;
    pub(super) const CALCULATION: u16 = 0x9D;
    pub(super) const MERGED: u16 = 0xB0;
}

/// A sheet is no longer than that.
const ROWS: u32 = 1_048_576;

/// The records of a part, one by one.
pub(super) struct Records<R> {
    from: R,
    body: Vec<u8>,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(from: R) -> Records<R> {
        Records { from, body: Vec::new() }
    }

    /// The kind of the next record; `None` at the end of the part.
    fn next(&mut self) -> io::Result<Option<u16>> {
        if self.from.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let mut kind = u16::from(self.byte()?);
        if kind & 0x80 != 0 {
            kind = kind & 0x7F | u16::from(self.byte()? & 0x7F) << 7;
        }
        let mut length = 0;
        for place in 0..4 {
            let byte = self.byte()?;
            length |= u64::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        self.body.clear();
        // No room is made for a length that is only declared.
        let read = self.from.by_ref().take(length).read_to_end(&mut self.body)?;
        if read as u64 == length { Ok(Some(kind)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        self.from.read_exact(&mut byte)?;
        Ok(byte[0])
    }

    fn array<const N: usize>(&self, at: usize) -> io::Result<[u8; N]> {
        let bytes = self.body.get(at..).and_then(|rest| rest.first_chunk());
        bytes.copied().ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    fn number(&self, at: usize) -> io::Result<u32> {
        self.array(at).map(u32::from_le_bytes)
    }

    /// The text at a place, and the place behind it. One that is not there is blank.
    fn text(&self, at: usize) -> io::Result<(String, usize)> {
        let (letters, from) = (self.number(at)?, at + 4);
        if letters == u32::MAX {
            return Ok((String::new(), from));
        }
        let end = from.saturating_add(letters as usize * 2);
        let bytes = self.body.get(from..end).ok_or(io::ErrorKind::UnexpectedEof)?;
        let (units, _) = bytes.as_chunks();
        let units: Vec<u16> = units.iter().copied().map(u16::from_le_bytes).collect();
        Ok((String::from_utf16_lossy(&units), end))
    }
}

/// What a workbook says of its sheets: the name of each, and the relation that leads to its part.
#[derive(Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<(String, String)>,
    /// Whether a program that opens it is to compute its formulas.
    pub(super) is_to_compute: bool,
}

pub(super) fn book(records: &mut Records<impl BufRead>) -> io::Result<Book> {
    let mut book = Book::default();
    while let Some(kind) = records.next()? {
        match kind {
            kind::SHEET => {
                let (relation, end) = records.text(8)?;
                book.sheets.push((records.text(end)?.0, relation));
            }
            kind::CALCULATION => {
                book.is_to_compute |= records.body.get(24).is_some_and(|flags| flags & 1 != 0);
            }
            _ => {}
        }
    }
    Ok(book)
}

/// What calamine does not tell of a sheet.
#[derive(Default)]
pub(super) struct Seen {
    /// Rows that are hidden.
    pub(super) hidden: Vec<u32>,
    /// Cells that are merged downwards.
    pub(super) merged: Vec<Merged>,
    /// Errors that formulas come to, and texts with parts in another type.
    pub(super) texts: Vec<(u32, u32, String)>,
    /// The places of formulas that come to 0, in order.
    pub(super) zeros: Vec<(u32, u32)>,
}

/// Looks through the records of a sheet.
pub(super) fn mark(records: &mut Records<impl BufRead>) -> io::Result<Seen> {
    let (mut seen, mut row) = (Seen::default(), 0);
    while let Some(kind) = records.next()? {
        match kind {
            kind::ROW => {
                row = records.number(0)?;
                if row >= ROWS {
                    return Err(io::Error::other(format!("row {row} is beyond the last one")));
                }
                if records.body.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                    seen.hidden.push(row);
                }
            }
            kind::FORMULA_NUMBER if records.array(8).map(f64::from_le_bytes)? == 0.0 => {
                seen.zeros.push((row, records.number(0)?));
            }
            kind::FORMULA_ERROR => {
                let [code] = records.array(8)?;
                seen.texts.push((row, records.number(0)?, error(code).to_owned()));
            }
            kind::RICH_TEXT => seen.texts.push((row, records.number(0)?, records.text(9)?.0)),
            // calamine would leave them out, and what they hold would be blank.
            kind::FIRST_SHORT..=kind::LAST_SHORT => {
                return Err(io::Error::other("it has cells in a short form, which is not read"));
            }
            kind::MERGED => {
                let [first, last, column] = [records.number(0)?, records.number(4)?, records.number(8)?];
                if last > first {
                    seen.merged.push(Merged { column, first, last });
                }
            }
            _ => {}
        }
    }
    seen.zeros.sort_unstable();
    Ok(seen)
}

/// An error of a cell as it is shown.
fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR!",
    }
}
