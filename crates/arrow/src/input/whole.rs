use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, cast::AsArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, TimeUnit};

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

    #[inline]
    pub(super) fn is_null(self, row: usize) -> bool {
        self.nulls.is_some_and(|nulls| nulls.is_null(row))
    }

    /// The number of a row, if it has 64 bits and a sign.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a cell")]
    pub(super) fn at(self, row: usize) -> Option<i64> {
        Some(match self.values {
            Values::I8(values) => values[row].into(),
            Values::I16(values) => values[row].into(),
            Values::I32(values) => values[row].into(),
            Values::I64(values) => values[row],
            Values::U8(values) => values[row].into(),
            Values::U16(values) => values[row].into(),
            Values::U32(values) => values[row].into(),
            Values::U64(values) => i64::try_from(values[row]).ok()?,
        })
    }
}
