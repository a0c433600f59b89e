//! A column of any type as cells of text.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::types::Float64Type;
use arrow_array::{
    Array, ArrayRef, GenericStringArray, LargeStringArray, OffsetSizeTrait, StringArray, StringViewArray,
    cast::AsArray,
};
use arrow_cast::cast;
use arrow_schema::DataType;
use sipas_intake::{CellKind, procedure_code};

use super::dates::Moments;
use crate::error::FrameError;

/// The text cells of one column of a piece: borrowed, whatever their layout.
#[derive(Debug, Clone, Copy)]
pub(super) enum Texts<'c> {
    Small(&'c StringArray),
    Large(&'c LargeStringArray),
    View(&'c StringViewArray),
}

impl<'c> Texts<'c> {
    /// Of a column that [`column`] has made.
    pub(super) fn of(column: &'c ArrayRef) -> Texts<'c> {
        match column.data_type() {
            DataType::LargeUtf8 => Texts::Large(column.as_string()),
            DataType::Utf8View => Texts::View(column.as_string_view()),
            _ => Texts::Small(column.as_string()),
        }
    }

    /// The bytes of the cells of some rows.
    pub(super) fn bytes(self, rows: Range<usize>) -> Vec<&'c [u8]> {
        match self {
            Texts::Small(column) if column.null_count() == 0 => {
                between(column.value_data(), &column.value_offsets()[rows.start..=rows.end])
            }
            Texts::Large(column) if column.null_count() == 0 => {
                between(column.value_data(), &column.value_offsets()[rows.start..=rows.end])
            }
            _ => rows.map(|row| self.at(row).as_bytes()).collect(),
        }
    }

    /// The bytes of all cells as one, where they lie one behind another.
    pub(super) fn all(self) -> Option<&'c [u8]> {
        fn all<O: OffsetSizeTrait>(column: &GenericStringArray<O>) -> Option<&[u8]> {
            let places = column.value_offsets();
            column.value_data().get(places.first()?.as_usize()..places.last()?.as_usize())
        }
        match self {
            Texts::Small(column) => all(column),
            Texts::Large(column) => all(column),
            Texts::View(_) => None,
        }
    }

    /// The cell of a row; blank where it is null.
    pub(super) fn at(self, row: usize) -> &'c str {
        match self {
            Texts::Small(column) if column.is_valid(row) => column.value(row),
            Texts::Large(column) if column.is_valid(row) => column.value(row),
            Texts::View(column) if column.is_valid(row) => column.value(row),
            _ => "",
        }
    }
}

/// What lies between each place and the next.
fn between<'c, O: OffsetSizeTrait>(all: &'c [u8], places: &[O]) -> Vec<&'c [u8]> {
    places.windows(2).map(|ends| &all[ends[0].as_usize()..ends[1].as_usize()]).collect()
}

/// The chunks of a column as text, without a copy where they are text.
pub(super) fn column(
    name: &str,
    chunks: &[ArrayRef],
    midnights_are_days: bool,
) -> Result<Vec<ArrayRef>, FrameError> {
    let Some(first) = chunks.first() else { return Ok(Vec::new()) };
    let each = |read: &dyn Fn(&ArrayRef) -> Result<ArrayRef, FrameError>| chunks.iter().map(read).collect();
    match first.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Ok(chunks.to_vec()),
        DataType::Dictionary(_, values) => {
            let values = values.as_ref().clone();
            let plain: Result<Vec<_>, FrameError> =
                chunks.iter().map(|chunk| Ok(cast(chunk, &values)?)).collect();
            column(name, &plain?, midnights_are_days)
        }
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => {
            let moments = Moments::of(name, first.data_type(), chunks, midnights_are_days)?;
            chunks.iter().map(|chunk| moments.written(chunk)).collect()
        }
        DataType::Float16 | DataType::Float32 | DataType::Float64 => each(&floats),
        DataType::Null | DataType::Boolean => each(&|chunk| Ok(cast(chunk, &DataType::Utf8)?)),
        decimal if decimal.is_decimal() => each(&decimals),
        whole if whole.is_integer() => each(&|chunk| Ok(cast(chunk, &DataType::Utf8)?)),
        other => Err(FrameError::Type { column: name.to_owned(), found: other.to_string() }),
    }
}

/// A decimal that is whole is written without its fraction, as a float is.
fn decimals(chunk: &ArrayRef) -> Result<ArrayRef, FrameError> {
    let text = cast(chunk, &DataType::Utf8)?;
    let whole = |cell: &str| match cell.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte == b'0') => whole.to_owned(),
        _ => cell.to_owned(),
    };
    let cells = text.as_string::<i32>().iter();
    Ok(Arc::new(cells.map(|cell| cell.map(whole)).collect::<StringArray>()))
}

/// Codes of procedures that a library took for numbers.
pub(super) fn procedure_codes(chunks: Vec<ArrayRef>) -> Result<Vec<ArrayRef>, FrameError> {
    if !chunks.iter().all(|chunk| chunk.data_type().is_floating()) {
        return Ok(chunks);
    }
    let written = |chunk: &ArrayRef| -> Result<ArrayRef, FrameError> {
        let text = floats(chunk)?;
        let cells = text.as_string::<i32>().iter();
        let code = |cell: &str| procedure_code(cell.to_owned().into(), CellKind::Number).into_owned();
        Ok(Arc::new(cells.map(|cell| cell.map(code)).collect::<StringArray>()))
    };
    chunks.iter().map(written).collect()
}

/// A float that is whole is written as the number that it was before a missing value made its column one of floats.
fn floats(chunk: &ArrayRef) -> Result<ArrayRef, FrameError> {
    let floats = cast(chunk, &DataType::Float64)?;
    let text = |value: f64| if value.is_nan() { String::new() } else { format!("{value}") };
    let cells = floats.as_primitive::<Float64Type>().iter();
    Ok(Arc::new(cells.map(|value| value.map(text)).collect::<StringArray>()))
}
