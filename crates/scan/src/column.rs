use std::ops::RangeInclusive;

use crate::kernel::as_u32;
use crate::{Scanned, WrittenDate};

/// One field of every record, or several side by side with the delimiters between them.
#[derive(Debug, Clone, Copy)]
pub struct Column<'s> {
    rows: Scanned<'s>,
    field: usize,
    last: usize,
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
        let (block, spans) = (self.rows.block(), &mut Vec::new());
        // The last field has a line end behind it that may be two bytes.
        let is_last = self.rows.width().is_none_or(|width| self.last + 1 >= width);
        let known = if is_last { None } else { self.rows.ends_of(self.field) };
        let (ends, end) = if let Some(ends) = known {
            (ends, self.last + 1 - self.field)
        } else {
            self.spans(spans);
            (spans.chunks_exact(2), 1)
        };
        for (ends, other) in ends.zip(others) {
            each(other, &block[ends[0].wrapping_add(1) as usize..ends[end] as usize]);
        }
    }

    /// The same of fields that are looked for one by one.
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
}
