use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, cast::AsArray};
use arrow_buffer::NullBuffer;
use arrow_buffer::bit_chunk_iterator::BitChunks;
use arrow_schema::{DataType, TimeUnit};

use super::PIECE;

/// Whole numbers of any width, or dates and timestamps by their numbers, where they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whole<'a> {
    values: Values<'a>,
    nulls: Option<&'a NullBuffer>,
}

#[derive(Debug, Clone, Copy)]
enum Values<'a> {
    I8(&'a [i8]),
    I16(&'a [i16]),
    I32(&'a [i32]),
    I64(&'a [i64]),
    U8(&'a [u8]),
    U16(&'a [u16]),
    U32(&'a [u32]),
    U64(&'a [u64]),
}

impl<'a> Whole<'a> {
    /// Of an array of such a type; `None` of any other.
    pub(super) fn of(array: &'a ArrayRef) -> Option<Whole<'a>> {
        fn slice<T: ArrowPrimitiveType>(array: &ArrayRef) -> &[T::Native] {
            array.as_primitive::<T>().values()
        }
        let values = match array.data_type() {
            DataType::Int8 => Values::I8(slice::<Int8Type>(array)),
            DataType::Int16 => Values::I16(slice::<Int16Type>(array)),
            DataType::Int32 => Values::I32(slice::<Int32Type>(array)),
            DataType::Int64 => Values::I64(slice::<Int64Type>(array)),
            DataType::UInt8 => Values::U8(slice::<UInt8Type>(array)),
            DataType::UInt16 => Values::U16(slice::<UInt16Type>(array)),
            DataType::UInt32 => Values::U32(slice::<UInt32Type>(array)),
            DataType::UInt64 => Values::U64(slice::<UInt64Type>(array)),
            DataType::Date32 => Values::I32(slice::<Date32Type>(array)),
            DataType::Date64 => Values::I64(slice::<Date64Type>(array)),
            DataType::Timestamp(TimeUnit::Second, _) => Values::I64(slice::<TimestampSecondType>(array)),
            DataType::Timestamp(TimeUnit::Millisecond, _) => {
                Values::I64(slice::<TimestampMillisecondType>(array))
            }
            DataType::Timestamp(TimeUnit::Microsecond, _) => {
                Values::I64(slice::<TimestampMicrosecondType>(array))
            }
            DataType::Timestamp(TimeUnit::Nanosecond, _) => {
                Values::I64(slice::<TimestampNanosecondType>(array))
            }
            _ => return None,
        };
        Some(Whole { values, nulls: array.nulls() })
    }

    /// The number of a row; of one beyond 64 bits with a sign the largest.
    pub(super) fn at(self, row: usize) -> Option<i64> {
        if self.nulls.is_some_and(|nulls| nulls.is_null(row)) {
            return None;
        }
        Some(match self.values {
            Values::I8(values) => values[row].into(),
            Values::I16(values) => values[row].into(),
            Values::I32(values) => values[row].into(),
            Values::I64(values) => values[row],
            Values::U8(values) => values[row].into(),
            Values::U16(values) => values[row].into(),
            Values::U32(values) => values[row].into(),
            Values::U64(values) => values[row].try_into().unwrap_or(i64::MAX),
        })
    }

    /// Gives the number as an index, if it is one.
    pub(super) fn place(self, row: usize) -> Option<usize> {
        self.at(row).and_then(|number| number.try_into().ok())
    }

    /// Fills in what the numbers of a piece's rows, from that one on, say, or what is said of a blank one; clears the marks
    /// of those of which it is told that they say nothing.
    #[inline]
    pub(super) fn each<T: Copy>(
        self,
        from: usize,
        into: &mut [T],
        marks: &mut [bool],
        blank: T,
        say: impl Fn(i64) -> (T, bool) + Copy,
    ) {
        let known = self.known(from, into.len());
        let told = (into, marks, known, blank);
        match self.values {
            Values::I8(values) => fill(&values[from..], told, move |value| say(value.into())),
            Values::I16(values) => fill(&values[from..], told, move |value| say(value.into())),
            Values::I32(values) => fill(&values[from..], told, move |value| say(value.into())),
            Values::I64(values) => fill(&values[from..], told, say),
            Values::U8(values) => fill(&values[from..], told, move |value| say(value.into())),
            Values::U16(values) => fill(&values[from..], told, move |value| say(value.into())),
            Values::U32(values) => fill(&values[from..], told, move |value| say(value.into())),
            Values::U64(values) => {
                fill(&values[from..], told, move |value| say(i64::try_from(value).unwrap_or(i64::MAX)));
            }
        }
    }

    /// Fills in dates, whose numbers have 32 bits or 64, as [`Whole::each`] does numbers. Each unit of time makes code of
    /// its own, so it is not made for the six widths that no date has.
    #[inline]
    pub(super) fn each_date<T: Copy>(
        self,
        from: usize,
        into: &mut [T],
        marks: &mut [bool],
        blank: T,
        say: impl Fn(i64) -> (T, bool) + Copy,
    ) {
        let known = self.known(from, into.len());
        match self.values {
            Values::I32(values) => {
                fill(&values[from..], (into, marks, known, blank), move |value| say(value.into()));
            }
            Values::I64(values) => fill(&values[from..], (into, marks, known, blank), say),
            // No date has another width: a row of one would be read cell by cell.
            _ => marks.fill(false),
        }
    }

    /// Fills in dates that are kept in 32 bits without a sign.
    #[inline]
    pub(super) fn each_since<T: Copy>(
        self,
        from: usize,
        into: &mut [T],
        marks: &mut [bool],
        blank: T,
        say: impl Fn(u32) -> (T, bool) + Copy,
    ) {
        let known = self.known(from, into.len());
        match self.values {
            Values::U32(values) => fill(&values[from..], (into, marks, known, blank), say),
            _ => marks.fill(false),
        }
    }

    /// A bit for each of so many rows that is not null; `None` where none is.
    fn known(self, from: usize, rows: usize) -> Option<BitChunks<'a>> {
        let nulls = self.nulls.filter(|nulls| nulls.null_count() > 0)?;
        Some(BitChunks::new(nulls.validity(), nulls.offset() + from, rows))
    }
}

/// A column that is filled: its values, their marks, a bit for each row that is not null, and the value of a null.
type Column<'t, T> = (&'t mut [T], &'t mut [bool], Option<BitChunks<'t>>, T);

#[inline]
fn fill<V: Copy, T: Copy>(
    values: &[V],
    (into, marks, known, blank): Column<'_, T>,
    say: impl Fn(V) -> (T, bool) + Copy,
) {
    let Some(bits) = known else {
        sipas_scan::wide(
            #[inline(always)]
            move || {
                for ((into, mark), value) in into.iter_mut().zip(marks).zip(values) {
                    let (said, fits) = say(*value);
                    *mark &= fits;
                    *into = said;
                }
            },
        );
        return;
    };
    let mut known = [false; PIECE];
    sipas_scan::wide(
        #[inline(always)]
        move || {
            // As bytes, since a loop over bits is none that runs on whole vectors.
            for (known, bits) in known.chunks_exact_mut(64).zip(bits.iter_padded()) {
                (0..).zip(known).for_each(|(bit, known)| *known = bits >> bit & 1 == 1);
            }
            for (((into, mark), value), is_known) in into.iter_mut().zip(marks).zip(values).zip(&known) {
                let (said, fits) = say(*value);
                *mark &= fits | !is_known;
                *into = if *is_known { said } else { blank };
            }
        },
    );
}
