//! Checks what another library hands over, before any of it is read.
//!
//! Arrow's interface between libraries is a set of addresses. What stands there is not checked on its way in, and text that
//! is not UTF-8 is undefined behaviour to whoever takes it for text. Arrow's own full validation is asked here, once a chunk.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray, LargeStringArray, OffsetSizeTrait,
    cast::AsArray, make_array,
};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType};

use super::whole::Whole;

/// A cell that is not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BadCell {
    pub(super) row: usize,
    /// The first byte of the cell that is no text.
    pub(super) byte: usize,
}

/// A chunk that may be read, and its cells that are not UTF-8: these are shown with their bytes written out. An error where
/// the chunk is not laid out as Arrow has it.
pub(super) fn chunk(given: ArrayRef) -> Result<(ArrayRef, Vec<BadCell>), ArrowError> {
    let of = given.data_type();
    let is_read = super::is_text(of) || of.is_primitive() || *of == DataType::Boolean;
    if !is_read {
        return Ok((given, Vec::new()));
    }
    match sound(&given) {
        Ok(()) => Ok((given, Vec::new())),
        Err(error) => match of {
            DataType::Utf8 => texts::<BinaryArray>(&given, DataType::Binary),
            DataType::LargeUtf8 => texts::<LargeBinaryArray>(&given, DataType::LargeBinary),
            DataType::Utf8View => texts::<BinaryViewArray>(&given, DataType::BinaryView),
            DataType::Dictionary(_, values) if values.is_string() => dictionary(&given),
            _ => Err(error),
        },
    }
}

/// Arrow's validation, whose dear parts are left out where a cheaper look tells as much. Whether the keys of a dictionary of texts
/// lie within it is left to whoever copies them.
fn sound(given: &ArrayRef) -> Result<(), ArrowError> {
    let (data, of) = (given.to_data(), given.data_type());
    let without_values = || data.validate().and_then(|()| data.validate_nulls());
    match of {
        DataType::Utf8 if is_ascii::<i32>(given) => without_values(),
        DataType::LargeUtf8 if is_ascii::<i64>(given) => without_values(),
        DataType::Dictionary(_, values) if values.is_string() => {
            without_values()?;
            given.as_any_dictionary().values().to_data().validate_full()
        }
        _ => data.validate_full(),
    }
}

/// Whether all cells are ASCII and lie one behind another: so any part of them is text.
fn is_ascii<O: OffsetSizeTrait>(given: &ArrayRef) -> bool {
    let texts = given.as_string::<O>();
    let places = texts.value_offsets();
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return false };
    let are_in_order = sipas_scan::wide(
        #[inline(always)]
        || places.iter().zip(&places[1..]).fold(true, |so_far, (place, next)| so_far & (place <= next)),
    );
    let cells = texts.value_data().get(first.as_usize()..last.as_usize());
    are_in_order && cells.is_some_and(<[u8]>::is_ascii)
}

/// Columns of bytes, whatever their layout.
trait Bytes: Array + 'static {
    fn bytes(&self, row: usize) -> &[u8];
}

macro_rules! bytes {
    ($($of:ty)*) => {$(
        impl Bytes for $of {
            fn bytes(&self, row: usize) -> &[u8] {
                self.value(row)
            }
        }
    )*};
}

bytes!(BinaryArray LargeBinaryArray BinaryViewArray);

/// Reads the same memory as bytes, of which nothing is asked but that they are there.
fn texts<B: Bytes>(given: &ArrayRef, bytes: DataType) -> Result<(ArrayRef, Vec<BadCell>), ArrowError> {
    let bytes = make_array(given.to_data().into_builder().data_type(bytes).build()?);
    let cells = bytes.as_any().downcast_ref::<B>().expect("an array is of its own type");
    let mut bad = Vec::new();
    let texts: LargeStringArray = (0..cells.len())
        .map(|row| cells.is_valid(row).then(|| shown(cells.bytes(row), row, &mut bad)))
        .collect();
    Ok((cast(&texts, given.data_type())?, bad))
}

fn shown<'c>(cell: &'c [u8], row: usize, bad: &mut Vec<BadCell>) -> Cow<'c, str> {
    let error = match str::from_utf8(cell) {
        Ok(text) => return text.into(),
        Err(error) => error,
    };
    bad.push(BadCell { row, byte: error.valid_up_to() });
    let mut text = String::new();
    for part in cell.utf8_chunks() {
        text.push_str(part.valid());
        for byte in part.invalid() {
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    text.into()
}

/// A dictionary some of whose texts are not UTF-8: so are the cells that mean them.
fn dictionary(given: &ArrayRef) -> Result<(ArrayRef, Vec<BadCell>), ArrowError> {
    let dictionary = given.as_any_dictionary();
    let (texts, bad_texts) = chunk(Arc::clone(dictionary.values()))?;
    let mended = dictionary.with_values(texts);
    mended.to_data().validate_full()?;
    let keys = dictionary.keys().slice(0, dictionary.len());
    let keys = Whole::of(&keys).expect("keys are whole numbers");
    let of_text = |text: usize| bad_texts.binary_search_by_key(&text, |bad| bad.row).ok();
    let bad = (0..given.len()).filter_map(|row| {
        let bad = bad_texts[of_text(keys.place(row)?)?];
        Some(BadCell { row, ..bad })
    });
    let bad = bad.collect();
    Ok((mended, bad))
}
