use std::ops::RangeInclusive;

use crate::kernel::as_u32;
use crate::{Dictionary, Scanned, WrittenDate};

/// One field of every record, or several side by side with the delimiters between them.
#[derive(Debug, Clone, Copy)]
pub struct Column<'s> {
    rows: Scanned<'s>,
    field: usize,
    last: usize,
}

/// Where the field of each record is.
pub(crate) struct Places<'r> {
    /// The places of all records, `apart` for each.
    pub(crate) all: &'r [u32],
    pub(crate) apart: usize,
    /// The first is right before where the field begins, and this one is where it ends.
    pub(crate) end: usize,
}

impl<'s> Column<'s> {
    pub(crate) fn new(rows: Scanned<'s>, fields: RangeInclusive<usize>) -> Column<'s> {
        Column { rows, field: *fields.start(), last: *fields.end() }
    }

    /// Hands over the field of each record in turn, as [`Record::field`](crate::Record::field) has it, beside something else
    /// for as long as there is both; an empty one where a record has not all of it.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a dozen times a record, and one loop over both is the fastest")]
    pub fn each<T>(&self, others: impl Iterator<Item = T>, mut each: impl FnMut(T, &'s [u8])) {
        let block = self.rows.block();
        self.each_place(
            others,
            #[inline(always)]
            |other, start, end| each(other, &block[start..end]),
        );
    }

    /// Calls with each field, and the places in the block between which it is.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "as of each")]
    pub(crate) fn each_place<T>(
        &self,
        others: impl Iterator<Item = T>,
        mut each: impl FnMut(T, usize, usize),
    ) {
        let room = &mut Vec::new();
        let Places { all, apart, end } = self.places(room);
        for (ends, other) in all.chunks_exact(apart).zip(others) {
            each(other, ends[0].wrapping_add(1) as usize, ends[end] as usize);
        }
    }

    /// Where the field of each record is; it may take room for that.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "as of each")]
    pub(crate) fn places<'r>(&self, room: &'r mut Vec<u32>) -> Places<'r>
    where
        's: 'r,
    {
        // The last field has a line end behind it that may be two bytes.
        let width = self.rows.width().filter(|width| self.last + 1 < *width);
        if let Some((all, apart)) = self.rows.ends_of(self.field).zip(width) {
            return Places { all, apart, end: self.last + 1 - self.field };
        }
        self.spans(room);
        Places { all: room, apart: 2, end: 1 }
    }

    #[cfg(target_arch = "x86_64")]
    pub(crate) fn block(&self) -> &'s [u8] {
        self.rows.block()
    }

    /// Two places of each record, for fields that are looked for one by one.
    #[inline(never)]
    fn spans(&self, spans: &mut Vec<u32>) {
        for (row, record) in self.rows.records().enumerate() {
            let is_there = self.last < self.rows.width_of(row);
            let range =
                if is_there { record.range(self.field).start..record.range(self.last).end } else { 0..0 };
            spans.extend([range.start.wrapping_sub(1), range.end].map(as_u32));
        }
    }

    /// Fills in what is written in the field of each record where it is a date of the form `dd/MM/yyyy HH:mm:ss`, that most
    /// exports have, and none for all others, which are handed over with the number of their record.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "as of each")]
    pub fn date_times(&self, written: &mut Vec<WrittenDate>, other: impl FnMut(usize, &'s [u8])) {
        written.resize(self.rows.len(), WrittenDate::NONE);
        crate::simd::date_times(self, written, other);
    }

    /// Fills in what the field of each record that is marked stands for, and takes the mark off where it means nothing. `find`
    /// tells it when a field is first met, which is that of so many records before.
    #[inline]
    pub fn look_up<T: Copy>(
        &self,
        known: &mut Dictionary<T>,
        marks: &mut [bool],
        into: &mut [T],
        find: impl FnMut(usize, &'s [u8]) -> Option<T>,
    ) {
        crate::simd::look_up(self, known, marks, into, find);
    }
}
