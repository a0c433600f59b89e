//! How much memory an .xls takes once it is read, told from its records without keeping any of them.
//!
//! Source: [MS-XLS], Excel binary file format, sections 2.4 (records) and 2.5.293 (strings).

/// The cells that the sheets span, and the text of those cells.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    /// The cells between the first and the last of each sheet, of all sheets together.
    pub(super) cells: u64,
    /// The most that the text of cells with shared strings can take, in bytes.
    pub(super) text: u64,
    /// The last row and column of the widest and longest sheet, from 0.
    pub(super) last: (u16, u16),
}

const BOF: u16 = 0x0809;
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

pub(super) fn area(stream: &[u8]) -> Area {
    let mut area = Area::default();
    let mut sheet: Option<Span> = None;
    let mut strings = Vec::new();
    let mut records = Records(stream).peekable();
    while let Some((kind, data)) = records.next() {
        let at = |from: usize| data.get(from..from + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]));
        match kind {
            BOF => area.close(sheet.take()),
            SHARED_STRINGS => {
                let mut parts = vec![data.get(8..).unwrap_or_default()];
                while let Some((_, data)) = records.next_if(|(kind, _)| *kind == CONTINUE) {
                    parts.push(data);
                }
                strings = Strings { parts, part: 0, at: 0 }.collect();
            }
            LABEL_SST => {
                let index = usize::from(at(6)) | (usize::from(at(8)) << 16);
                area.text += WIDEST * strings.get(index).copied().unwrap_or(LONGEST);
                Span::take_in(&mut sheet, at(0), at(2), at(2));
            }
            MULTIPLE_RK => Span::take_in(&mut sheet, at(0), at(2), at(data.len().saturating_sub(2))),
            kind if VALUES.contains(&kind) => Span::take_in(&mut sheet, at(0), at(2), at(2)),
            _ => {}
        }
    }
    area.close(sheet);
    area
}

impl Area {
    fn close(&mut self, sheet: Option<Span>) {
        if let Some(Span { first, last }) = sheet {
            let side = |first: u16, last: u16| u64::from(last - first) + 1;
            self.cells += side(first.0, last.0) * side(first.1, last.1);
            self.last = (self.last.0.max(last.0), self.last.1.max(last.1));
        }
    }
}

/// From the first to the last row and column.
#[derive(Clone, Copy)]
struct Span {
    first: (u16, u16),
    last: (u16, u16),
}

impl Span {
    fn take_in(span: &mut Option<Span>, row: u16, left: u16, right: u16) {
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

    #[test]
    fn two_cells_span_all_between_them() {
        let stream = [
            record(BOF, &[]),
            cell(0x0203, 0, 0, &[0; 8]),
            cell(0x0203, 65_535, 255, &[0; 8]),
            record(BOF, &[]),
            cell(MULTIPLE_RK, 1, 2, &[0, 0, 0, 0, 5, 0]),
        ];
        let area = area(&stream.concat());
        assert_eq!((area.cells, area.last), (65_536 * 256 + 4, (65_535, 255)));
    }

    #[test]
    fn a_shared_string_counts_for_every_cell_that_has_it() {
        // "ab" in bytes; "cd" in units of two, with a run; "efg", of which two bytes go on in the next part.
        let first = [&[3, 0, 0, 0, 3, 0, 0, 0][..], b"\x02\0\0ab", b"\x02\0\x09\x01\0c\0d\0\0\0\0\0", b"\x03\0\0e"];
        let stream = [
            record(SHARED_STRINGS, &first.concat()),
            record(CONTINUE, b"\0fg"),
            cell(LABEL_SST, 0, 0, &[2, 0, 0, 0]),
            cell(LABEL_SST, 1, 0, &[2, 0, 0, 0]),
            cell(LABEL_SST, 2, 0, &[0, 0, 0, 0]),
            cell(LABEL_SST, 3, 0, &[9, 0, 0, 0]),
        ];
        assert_eq!(area(&stream.concat()).text, WIDEST * (3 + 3 + 2 + LONGEST));
    }

    #[test]
    fn any_bytes_have_an_area() {
        use proptest::prelude::*;
        proptest!(|(bytes in prop::collection::vec(any::<u8>(), 0..200), kind in prop::sample::select(&[BOF, SHARED_STRINGS, LABEL_SST, MULTIPLE_RK]))| {
            area(&record(kind, &bytes));
            area(&bytes);
        });
    }
}
