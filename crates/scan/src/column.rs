use crate::{Record, Scanned, WrittenDate};

/// One field of every record.
#[derive(Debug, Clone, Copy)]
pub struct Column<'s> {
    rows: Scanned<'s>,
    field: usize,
}

impl<'s> Column<'s> {
    pub(crate) fn new(rows: Scanned<'s>, field: usize) -> Column<'s> {
        Column { rows, field }
    }

    /// Hands over the field of each record in turn, as [`Record::field`](crate::Record::field) has it; an empty one where a
    /// record has none.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a dozen times a record")]
    pub fn each(&self, mut each: impl FnMut(&'s [u8])) {
        let block = self.rows.block();
        for [start, end] in self.spans() {
            each(&block[start as usize..end as usize]);
        }
    }

    /// Where the fields begin and end.
    #[inline(never)]
    fn spans(&self) -> Vec<[u32; 2]> {
        let (rows, field) = (&self.rows, self.field);
        // The last field has a line end behind it that may be two bytes.
        let is_last = field + 1 >= rows.width();
        match field.checked_sub(1) {
            Some(before) if !is_last => rows.ends().map(|ends| [ends[before] + 1, ends[field]]).collect(),
            None if !is_last && rows.are_adjacent() && !rows.is_empty() => {
                let mut start = as_u32(rows.record(0).start());
                let span =
                    |ends: &[u32]| [std::mem::replace(&mut start, ends[rows.width() - 1] + 1), ends[0]];
                rows.ends().map(span).collect()
            }
            _ => {
                let span = |(row, record): (usize, Record<'_>)| {
                    let range = if field < rows.width_of(row) { record.range(field) } else { 0..0 };
                    [range.start, range.end].map(as_u32)
                };
                rows.records().enumerate().map(span).collect()
            }
        }
    }

    /// The same, and what is written where it is a date of the form `dd/MM/yyyy HH:mm:ss`, that most exports have.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "as of each")]
    pub fn each_date_time(&self, each: impl FnMut(&'s [u8], Option<WrittenDate>)) {
        crate::simd::each_date_time(self, each);
    }
}

/// A place in a block, which is shorter than 32 bits count.
#[allow(clippy::cast_possible_truncation)]
fn as_u32(place: usize) -> u32 {
    place as u32
}
