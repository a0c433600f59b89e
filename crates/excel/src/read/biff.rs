//! How much memory an .xls takes once it is read, told from its records without keeping any of them, and which of its
//! rows are hidden.
//!
//! Source: [MS-XLS], Excel binary file format, sections 2.4 (records) and 2.5.293 (strings).

/// The cells that the sheets span, and the text of those cells.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Area {
    /// The cells between the first and the last of each sheet, of all sheets together; of no sheet less than it
    /// declares.
    pub(super) cells: u64,
    /// The most that the text of cells with shared strings can take, in bytes.
    pub(super) text: u64,
    /// The last row and column of the widest and longest sheet, from 0.
    pub(super) last: (u32, u32),
    /// Of each sheet, the rows that are not shown.
    pub(super) hidden: Vec<Vec<u32>>,
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
/// A sheet: where in the stream it begins, and its name.
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
/// The place of a row's flags, and the one that it is not shown.
const ROW_FLAGS: usize = 12;
const ROW_IS_HIDDEN: u32 = 0x20;
const SHARED_STRINGS: u16 = 0x00FC;
const CONTINUE: u16 = 0x003C;
/// A cell with a shared string.
const LABEL_SST: u16 = 0x00FD;
/// Several numbers in a row.
const MULTIPLE_RK: u16 = 0x00BD;
/// All other cells that have a value: formula, label, rich label, number, error or flag, number in short.
const VALUES: [u16; 6] = [0x0006, 0x0204, 0x00D6, 0x0203, 0x0205, 0x027E];

/// The bytes of UTF-8 that a unit of UTF-16 takes at most.
const WIDEST: u64 = 3;
/// The longest string of a cell, counted where the shared string is not found.
const LONGEST: u64 = 32_767;

/// Measures a workbook's stream as a reader goes through it: first what all sheets share, then each sheet from where
/// it is said to begin. `None` where that is beyond the end.
pub(super) fn area(stream: &[u8]) -> Option<Area> {
    let (mut strings, mut sheets) = (Vec::new(), Vec::new());
    let mut records = Records(stream).peekable();
    while let Some((kind, data)) = records.next() {
        match kind {
            EOF => break,
            SHEET => sheets.push(number(data, 0, 4)),
            SHARED_STRINGS => {
                let mut parts = vec![data.get(8..).unwrap_or_default()];
                while let Some((_, data)) = records.next_if(|(kind, _)| *kind == CONTINUE) {
                    parts.push(data);
                }
                strings = Strings { parts, part: 0, at: 0 }.collect();
            }
            _ => {}
        }
    }
    let mut area = Area::default();
    for begin in sheets {
        area.take_in(stream.get(begin as usize..)?, &strings);
    }
    Some(area)
}

/// A number of so many bytes; 0 where they are not there.
fn number(data: &[u8], from: usize, bytes: usize) -> u32 {
    let found = data.get(from..from + bytes).unwrap_or_default();
    found.iter().rev().fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

impl Area {
    /// Takes in one sheet.
    fn take_in(&mut self, sheet: &[u8], strings: &[u64]) {
        let (mut span, mut declared, mut hidden) = (None, 0, Vec::new());
        let mut depth = 0;
        for (kind, data) in Records(sheet) {
            let at = |from: usize| number(data, from, 2);
            match kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                // A chart within the sheet has records alike; they are none of its cells.
                _ if depth > 1 => {}
                DIMENSIONS if data.len() < 14 => declared = u64::from(at(2)) * u64::from(at(6)),
                DIMENSIONS => declared = u64::from(number(data, 4, 4)) * u64::from(at(10)),
                ROW if number(data, ROW_FLAGS, 2) & ROW_IS_HIDDEN != 0 => hidden.push(at(0)),
                LABEL_SST => {
                    let text = strings.get(number(data, 6, 4) as usize).copied().unwrap_or(LONGEST);
                    self.text = self.text.saturating_add(WIDEST * text);
                    Span::take_in(&mut span, at(0), at(2), at(2));
                }
                MULTIPLE_RK => Span::take_in(&mut span, at(0), at(2), at(data.len().saturating_sub(2))),
                kind if VALUES.contains(&kind) => Span::take_in(&mut span, at(0), at(2), at(2)),
                _ => {}
            }
        }
        let spanned = span.map_or(0, |Span { first, last }| {
            self.last = (self.last.0.max(last.0), self.last.1.max(last.1));
            (u64::from(last.0 - first.0) + 1) * (u64::from(last.1 - first.1) + 1)
        });
        self.cells = self.cells.saturating_add(spanned).max(declared);
        self.hidden.push(hidden);
    }
}

/// From the first to the last row and column.
#[derive(Clone, Copy)]
struct Span {
    first: (u32, u32),
    last: (u32, u32),
}

impl Span {
    fn take_in(span: &mut Option<Span>, row: u32, left: u32, right: u32) {
        let right = right.max(left);
        let span = span.get_or_insert(Span { first: (row, left), last: (row, right) });
        span.first = (span.first.0.min(row), span.first.1.min(left));
        span.last = (span.last.0.max(row), span.last.1.max(right));
    }
}

/// Records: a kind, a length, and so many bytes.
struct Records<'s>(&'s [u8]);

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);
    fn next(&mut self) -> Option<(u16, &'s [u8])> {
        let (head, rest) = self.0.split_at_checked(4)?;
        let len = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, rest) = rest.split_at_checked(len)?;
        self.0 = rest;
        Some((u16::from_le_bytes([head[0], head[1]]), data))
    }
}

/// The lengths of the shared strings, in UTF-16 units; it ends at what is no string.
struct Strings<'s> {
    parts: Vec<&'s [u8]>,
    part: usize,
    at: usize,
}

impl Strings<'_> {
    fn left(&self) -> usize {
        self.parts.get(self.part).map_or(0, |part| part.len().saturating_sub(self.at))
    }

    /// Moves on where a part is used up; false at the end of the last.
    fn settle(&mut self) -> bool {
        while self.left() == 0 {
            if self.part + 1 >= self.parts.len() {
                return false;
            }
            (self.part, self.at) = (self.part + 1, 0);
        }
        true
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        let part = self.parts.get(self.part)?;
        let found = part.get(self.at..self.at + bytes)?;
        self.at += bytes;
        Some(found.iter().rev().fold(0, |number, byte| (number << 8) | usize::from(*byte)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            if !self.settle() {
                return None;
            }
            let step = bytes.min(self.left());
            (self.at, bytes) = (self.at + step, bytes - step);
        }
        Some(())
    }

    /// Each part that a string goes on in says anew whether its units are of one byte or two.
    fn skip_units(&mut self, mut units: usize, mut flags: usize) -> Option<()> {
        while units > 0 {
            if self.left() == 0 {
                if !self.settle() {
                    return None;
                }
                flags = self.number(1)?;
            }
            let size = 1 + (flags & 1);
            let step = units.min(self.left().div_ceil(size));
            self.at += step * size;
            units -= step;
        }
        Some(())
    }
}

impl Iterator for Strings<'_> {
    type Item = u64;
    fn next(&mut self) -> Option<u64> {
        if !self.settle() {
            return None;
        }
        let (units, flags) = (self.number(2)?, self.number(1)?);
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let extended = if flags & 4 == 0 { 0 } else { self.number(4)? };
        self.skip_units(units, flags)?;
        self.skip(runs * 4)?;
        self.skip(extended)?;
        Some(units as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let len = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &len.to_le_bytes(), data].concat()
    }

    fn cell(kind: u16, row: u16, column: u16, rest: &[u8]) -> Vec<u8> {
        record(kind, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], rest].concat())
    }

    /// A workbook of what its sheets share, and of sheets.
    fn stream(shared: &[u8], sheets: &[Vec<u8>]) -> Vec<u8> {
        let head = record(BOF, &[]).len() + shared.len() + sheets.len() * 8 + record(EOF, &[]).len();
        let mut begin = head;
        let mut stream = [&record(BOF, &[])[..], shared].concat();
        for sheet in sheets {
            stream.extend(record(SHEET, &u32::try_from(begin).unwrap().to_le_bytes()));
            begin += sheet.len();
        }
        stream.extend(record(EOF, &[]));
        stream.extend(sheets.concat());
        stream
    }

    fn sheet(records: &[Vec<u8>]) -> Vec<u8> {
        [record(BOF, &[]), records.concat(), record(EOF, &[])].concat()
    }

    #[test]
    fn two_cells_span_all_between_them() {
        let wide = sheet(&[cell(0x0203, 0, 0, &[0; 8]), cell(0x0203, 65_535, 255, &[0; 8])]);
        // A chart within the sheet; then numbers of columns 2 to 5.
        let chart = [record(BOF, &[]), cell(0x0203, 9, 9, &[]), record(EOF, &[])].concat();
        let small = sheet(&[chart, cell(MULTIPLE_RK, 1, 2, &[0, 0, 0, 0, 5, 0])]);
        let area = area(&stream(&[], &[wide, small])).unwrap();
        assert_eq!((area.cells, area.last), (65_536 * 256 + 4, (65_535, 255)));
    }

    #[test]
    fn what_a_sheet_declares_counts_and_where_it_begins() {
        let sheet = sheet(&[record(DIMENSIONS, &[0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0])]);
        assert_eq!(area(&stream(&[], std::slice::from_ref(&sheet))).unwrap().cells, (1 << 24) * 256);
        let cut = stream(&[], &[sheet.clone(), sheet]);
        assert_eq!(area(&cut[..cut.len() - 60]), None);
    }

    #[test]
    fn a_shared_string_counts_for_every_cell_that_has_it() {
        // "ab" in bytes; "cd" in units of two, with a run; "efg", of which two bytes go on in the next part.
        let first =
            [&[3, 0, 0, 0, 3, 0, 0, 0][..], b"\x02\0\0ab", b"\x02\0\x09\x01\0c\0d\0\0\0\0\0", b"\x03\0\0e"];
        let shared = [record(SHARED_STRINGS, &first.concat()), record(CONTINUE, b"\0fg")].concat();
        let cells =
            [(0, 2), (1, 2), (2, 0), (3, 9)].map(|(row, text)| cell(LABEL_SST, row, 0, &[text, 0, 0, 0]));
        let area = area(&stream(&shared, &[sheet(&cells)])).unwrap();
        assert_eq!(area.text, WIDEST * (3 + 3 + 2 + LONGEST));
    }

    #[test]
    fn any_bytes_have_an_area() {
        use proptest::prelude::*;
        const KINDS: [u16; 6] = [BOF, SHEET, DIMENSIONS, SHARED_STRINGS, LABEL_SST, MULTIPLE_RK];
        proptest!(|(bytes in prop::collection::vec(any::<u8>(), 0..200), kind in prop::sample::select(&KINDS))| {
            area(&record(kind, &bytes));
            area(&stream(&record(SHARED_STRINGS, &bytes), &[sheet(&[record(kind, &bytes)])]));
            area(&bytes);
        });
    }
}
