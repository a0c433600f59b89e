use std::ops::{Range, RangeInclusive};

use crate::column::Column;
use crate::count_lines;
use crate::kernel::{Lines, Positions};
use crate::step::skip_blank;

/// What follows a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// More of the file: the last record may go on there.
    More,
    /// Nothing: the end of the block ends its last record.
    End,
}

/// How the last record of a block ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// By a line end, as all before it, or there is none.
    Line,
    /// By the end of the file.
    File,
    /// By the end of the file, inside quotes.
    InQuotes,
}

/// The records of a block.
#[derive(Debug, Clone, Copy)]
pub struct Scanned<'s> {
    block: &'s [u8],
    /// Where each field ends, behind the place before the first; what comes after means nothing.
    ends: &'s [u32],
    /// How many of the fields belong to the records up to each.
    bounds: &'s [u32],
    /// How many fields each record has; 0 where they have not all the same.
    width: usize,
    /// The lines from the first record on, and how many line ends come before it, where LFs tell all after it.
    lines: Option<(Lines, u32)>,
    consumed: usize,
    ending: Ending,
}

impl<'s> Scanned<'s> {
    pub(crate) fn new(block: &'s [u8], found: &'s Positions, consumed: usize, ending: Ending) -> Scanned<'s> {
        let (ends, bounds) = (&found.ends[..], &found.bounds[..found.records]);
        let first = bounds.first().map_or(0, |bound| *bound as usize);
        let is_regular = || (1..).zip(bounds).all(|(records, bound)| *bound as usize == records * first);
        let width = if found.width > 0 || is_regular() { first } else { 0 };
        Scanned { block, ends, bounds, width, lines: found.lines, consumed, ending }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bounds.is_empty()
    }

    /// How much of the block the records and the blank lines around them take up: the next block begins with the rest.
    pub fn consumed(&self) -> usize {
        self.consumed
    }

    /// What is consumed: the records with the blank lines around them.
    pub fn source(&self) -> &'s [u8] {
        &self.block[..self.consumed]
    }

    /// How many line ends there are in what is consumed, as [`count_lines`] counts them.
    pub fn lines(&self) -> usize {
        match self.lines {
            // What is not consumed is mostly less than a record.
            Some((Lines { lfs, .. }, before)) => {
                (before + lfs) as usize - count_lines(&self.block[self.consumed..])
            }
            None => count_lines(self.source()),
        }
    }

    /// How many line ends come before each record, from the start of the block; into an empty list.
    pub fn lines_before_each(&self, lines: &mut Vec<u32>) {
        match self.lines {
            Some((known, before)) if known.lfs == known.line_ends => {
                lines.extend((before..).take(self.len()));
            }
            Some((_, before)) => {
                // What comes before the first record may be CRs.
                let first = self.ends[0].wrapping_add(1) as usize;
                let starts = self.records().map(|record| record.start() - first);
                crate::simd::lines_before(&self.source()[first..], starts, false, lines);
                for line in &mut *lines {
                    *line += before;
                }
            }
            None => {
                let starts = self.records().map(|record| record.start());
                crate::simd::lines_before(self.source(), starts, true, lines);
            }
        }
    }

    /// How the last record ended.
    pub fn ending(&self) -> Ending {
        self.ending
    }

    /// One record, by its number.
    ///
    /// # Panics
    ///
    /// If there are no more than `index`.
    #[inline]
    pub fn record(&self, index: usize) -> Record<'s> {
        let first = self.first(index);
        let before = self.ends[first].wrapping_add(1) as usize;
        let ends = &self.ends[1..][first..self.bounds[index] as usize];
        Record { block: self.block, start: skip_blank(self.block, before), ends }
    }

    /// How many fields a record has.
    #[inline]
    pub fn width_of(&self, index: usize) -> usize {
        if self.width > 0 { self.width } else { self.bounds[index] as usize - self.first(index) }
    }

    /// Gives one field of every record.
    #[inline]
    pub fn column(&self, field: usize) -> Column<'s> {
        self.columns(field..=field)
    }

    /// Gives several fields of every record as one, with the delimiters between them.
    #[inline]
    pub fn columns(&self, fields: RangeInclusive<usize>) -> Column<'s> {
        Column::new(*self, fields)
    }

    /// How many fields each record has, where all have the same number.
    #[inline]
    pub fn width(&self) -> Option<usize> {
        (self.width > 0).then_some(self.width)
    }

    /// For each record where one of its fields ends, right behind where the field before it does, and so many places apart as
    /// each has fields; known if all have the same number of fields and, of their first, nothing stands between them.
    #[inline]
    pub(crate) fn ends_of(&self, field: usize) -> Option<&'s [u32]> {
        let ends = self.ends.get(field..)?.get(..self.len() * self.width)?;
        let are_known = self.width >= 2 && (field > 0 || self.lines.is_some());
        are_known.then_some(ends)
    }

    #[inline]
    pub(crate) fn block(&self) -> &'s [u8] {
        self.block
    }

    #[inline]
    fn first(&self, index: usize) -> usize {
        if index == 0 { 0 } else { self.bounds[index - 1] as usize }
    }

    /// All records in the order of the file.
    #[inline]
    pub fn records(&self) -> impl ExactSizeIterator<Item = Record<'s>> + use<'s> {
        let scanned = *self;
        (0..self.len()).map(move |index| scanned.record(index))
    }

    /// Without the records that begin at `limit` or later; what is consumed ends with the last one left.
    #[must_use]
    pub fn before(&self, limit: usize) -> Scanned<'s> {
        let mut kept = 0..self.len();
        while !kept.is_empty() {
            let middle = kept.start.midpoint(kept.end);
            if self.record(middle).start < limit { kept.start = middle + 1 } else { kept.end = middle }
        }
        let kept = kept.end;
        if kept == self.len() {
            return *self;
        }
        let consumed = self.record(kept).start;
        Scanned { bounds: &self.bounds[..kept], consumed, ending: Ending::Line, ..*self }
    }
}

/// Where one record and its fields are in their block.
#[derive(Debug, Clone, Copy)]
pub struct Record<'s> {
    block: &'s [u8],
    start: usize,
    ends: &'s [u32],
}

impl<'s> Record<'s> {
    /// The place of its first byte.
    #[inline]
    pub fn start(&self) -> usize {
        self.start
    }

    /// How many fields it has: one at least.
    #[inline]
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where a field is, with its quotes.
    ///
    /// # Panics
    ///
    /// If there are no more than `index`.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a dozen times a record")]
    pub fn range(&self, index: usize) -> Range<usize> {
        let start = if index == 0 { self.start } else { self.ends[index - 1] as usize + 1 };
        let end = self.ends[index] as usize;
        let is_last = index + 1 == self.ends.len();
        start..end - usize::from(is_last && ends_with_crlf(self.block, start, end))
    }

    /// A field with its quotes, if there are any: then [`crate::unescape`] takes them off.
    ///
    /// # Panics
    ///
    /// If there are no more than `index`.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a dozen times a record")]
    pub fn field(&self, index: usize) -> &'s [u8] {
        &self.block[self.range(index)]
    }

    /// All fields from the left.
    #[inline]
    pub fn fields(&self) -> impl ExactSizeIterator<Item = &'s [u8]> + use<'s> {
        let record = *self;
        (0..self.len()).map(move |index| record.field(index))
    }

    /// The record as the file has it, without its line end.
    #[inline]
    pub fn source(&self) -> &'s [u8] {
        &self.block[self.start..self.range(self.ends.len() - 1).end]
    }
}

/// The last field of a CRLF file ends at the LF.
#[inline]
fn ends_with_crlf(block: &[u8], start: usize, end: usize) -> bool {
    start < end && block[end - 1] == b'\r' && block.get(end) == Some(&b'\n')
}
