//! Copies of numbers that another library hands over, in as few bytes as hold all of them: whoever copies less waits less for
//! memory, and so does whoever reads it.

use std::sync::Arc;

use arrow_array::types::{ArrowPrimitiveType, UInt8Type, UInt32Type};
use arrow_array::{Array, ArrayRef, PrimitiveArray, new_empty_array};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};

use super::PIECE;
use super::dates::{is_of_no_zone, since_first};
use super::whole::Whole;
use crate::error::FrameError;

/// A copy that nobody else can change.
pub(super) fn copied(chunk: &dyn Array) -> Result<ArrayRef, FrameError> {
    Ok(arrow_select::concat::concat(&[chunk, &new_empty_array(chunk.data_type())])?)
}

/// Dates: whole seconds since the first day that is read, where all are such.
pub(super) fn dates(chunk: &ArrayRef) -> Result<ArrayRef, FrameError> {
    let seconds = is_of_no_zone(chunk.data_type()).then(|| {
        fewer::<UInt32Type>(chunk, |values, from, into, marks| {
            since_first(chunk.data_type(), values, from, into, marks);
        })
    });
    seconds.flatten().map_or_else(|| copied(chunk), Ok)
}

/// Counts: in a byte each, where all are so small.
pub(super) fn counts(chunk: &ArrayRef) -> Result<ArrayRef, FrameError> {
    let byte = |value: i64| byte(value, u8::MAX.into());
    let bytes =
        fewer::<UInt8Type>(chunk, |values, from, into, marks| values.each(from, into, marks, 0, byte));
    bytes.map_or_else(|| copied(chunk), Ok)
}

/// Places of so many texts: in a byte each, where there are few, and all are places of one. `None` where not.
pub(super) fn places(keys: &ArrayRef, texts: usize) -> Option<ArrayRef> {
    let last = i64::try_from(texts).ok()? - 1;
    let byte = (last <= u8::MAX.into()).then_some(move |value: i64| byte(value, last))?;
    fewer::<UInt8Type>(keys, |values, from, into, marks| values.each(from, into, marks, 0, byte))
}

/// A number in a byte, and whether it is one up to the last.
#[inline]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what does not fit is told")]
fn byte(value: i64, last: i64) -> (u8, bool) {
    (value as u8, (0 <= value) & (value <= last))
}

/// Numbers in another width, piece by piece as `tell` tells them; `None` where it does not know one.
fn fewer<T: ArrowPrimitiveType>(
    chunk: &ArrayRef,
    tell: impl Fn(Whole<'_>, usize, &mut [T::Native], &mut [bool]),
) -> Option<ArrayRef> {
    let values = Whole::of(chunk)?;
    let mut kept = vec![T::Native::default(); chunk.len()];
    for (from, kept) in (0..).step_by(PIECE).zip(kept.chunks_mut(PIECE)) {
        let mut marks = [true; PIECE];
        tell(values, from, kept, &mut marks[..kept.len()]);
        if marks.contains(&false) {
            return None;
        }
    }
    Some(Arc::new(PrimitiveArray::<T>::new(kept.into(), chunk.nulls().map(nulls))))
}

/// A copy of which rows are null.
fn nulls(of: &NullBuffer) -> NullBuffer {
    let (bits, from) = (of.inner(), of.offset());
    let bytes = &bits.values()[from / 8..(from + of.len()).div_ceil(8)];
    NullBuffer::new(BooleanBuffer::new(Buffer::from_slice_ref(bytes), from % 8, of.len()))
}

#[cfg(test)]
mod tests {
    use arrow_array::{Int16Array, Int32Array, TimestampMicrosecondArray, TimestampNanosecondArray};
    use arrow_array::{TimestampMillisecondArray, TimestampSecondArray};
    use arrow_cast::cast;
    use arrow_schema::DataType;
    use proptest::prelude::*;

    use super::super::dates::milliseconds;
    use super::*;

    /// Seconds of the years that are read, and some beyond; with or without a part of a second.
    fn moments() -> impl Strategy<Value = Vec<Option<(i64, bool)>>> {
        let second = prop_oneof![8 => 631_152_000i64..4_133_980_800, 1 => -9_000_000_000i64..9_000_000_000];
        prop::collection::vec(prop::option::of((second, prop::bool::weighted(0.01))), 0..1200)
    }

    fn array(unit: usize, moments: &[Option<(i64, bool)>]) -> ArrayRef {
        let of = [1i64, 1_000, 1_000_000, 1_000_000_000][unit];
        let part = |is_part: bool| if is_part { of / 7 } else { 0 };
        let values = moments.iter().map(|at| at.map(|(second, is_part)| second * of + part(is_part)));
        match unit {
            0 => Arc::new(values.collect::<TimestampSecondArray>()),
            1 => Arc::new(values.collect::<TimestampMillisecondArray>()),
            2 => Arc::new(values.collect::<TimestampMicrosecondArray>()),
            _ => Arc::new(values.collect::<TimestampNanosecondArray>()),
        }
    }

    proptest! {
        #[test]
        fn kept_dates_are_those_that_were_given(moments in moments(), unit in 0usize..4, from in 0usize..9) {
            let given = array(unit, &moments);
            let from = from.min(given.len());
            let given = given.slice(from, given.len() - from);
            let kept = dates(&given).unwrap();
            prop_assert_eq!(milliseconds(&kept).unwrap(), milliseconds(&given).unwrap());
            let is_read = |(second, is_part): (i64, bool)| {
                (631_152_000..631_152_000 + 40_542 * 86_400).contains(&second) && (!is_part || unit == 0)
            };
            let all_are = moments[from..].iter().flatten().all(|at| is_read(*at));
            prop_assert_eq!(*kept.data_type() == DataType::UInt32, all_are);
        }

        #[test]
        fn kept_counts_and_places_are_those_that_were_given(
            numbers in prop::collection::vec(prop::option::of(-1i16..300), 0..1200),
            most in 1i16..300,
            from in 0usize..9,
        ) {
            let numbers: Vec<_> = numbers.iter().map(|n| n.map(|n| n.min(most))).collect();
            let given: ArrayRef = Arc::new(numbers.iter().copied().collect::<Int16Array>());
            let from = from.min(given.len());
            let given = given.slice(from, given.len() - from);
            let wide = |array: &ArrayRef| cast(array, &DataType::Int32).unwrap();
            prop_assert_eq!(&wide(&counts(&given).unwrap()), &wide(&given));
            let fit = |texts: i16| numbers[from..].iter().flatten().all(|n| (0..texts).contains(n));
            for texts in [3, 256, 257] {
                let kept = places(&given, texts.try_into().unwrap());
                prop_assert_eq!(kept.is_some(), texts <= 256 && fit(texts));
                if let Some(kept) = kept {
                    prop_assert_eq!(&wide(&kept), &wide(&given));
                }
            }
        }
    }

    #[test]
    fn a_copy_of_a_part_has_no_more_than_that_part() {
        let nulls_of = (0..100_000).map(|n| (n % 3 != 0).then_some(n)).collect::<Int32Array>();
        let part = nulls(nulls_of.slice(77_777, 20).nulls().unwrap());
        assert_eq!((part.len(), part.inner().inner().len()), (20, 3));
        assert!((0..20).all(|row| part.is_null(row) == ((77_777 + row) % 3 == 0)));
    }
}
