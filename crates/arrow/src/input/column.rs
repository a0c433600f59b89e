//! One column, by pieces of few rows.

use std::borrow::Cow;
use std::sync::OnceLock;

use arrow_array::{Array, ArrayRef, StringArray, cast::AsArray};
use arrow_cast::cast;
use arrow_schema::DataType;
use sipas_core::Moment;
use sipas_engine::PlainColumn;
use sipas_intake::Field;
use sipas_scan::WrittenDate;

use super::dates::{Moments, Plain};
use super::text::{self, Texts};
use super::whole::Whole;
use super::{Piece, kept};
use crate::error::FrameError;

/// A column of a frame. What a field's cells are anyway, dates and numbers, stays where it is, and becomes text only in
/// the pieces of which the text is asked for.
#[derive(Debug, Clone)]
pub(super) enum Column {
    Text(Vec<ArrayRef>),
    /// The places and the texts of each chunk.
    Dictionary(Vec<(ArrayRef, StringArray)>),
    Dates(Vec<ArrayRef>, Moments, Plain, Written),
    Numbers(Vec<ArrayRef>, Written),
}

/// The text of each piece, once it was asked for.
type Written = Vec<OnceLock<ArrayRef>>;

impl Column {
    /// Of the chunks of a column of that type that holds a field, or nothing that is read; to be read in `pieces`. Chunks of
    /// numbers and dates may be of a type of fewer bytes.
    pub(super) fn of(
        name: &str,
        of: &DataType,
        field: Option<Field>,
        chunks: Vec<ArrayRef>,
        pieces: &[Piece],
        midnights_are_days: bool,
    ) -> Result<Column, FrameError> {
        let is_date = matches!(of, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..));
        let written = || vec![OnceLock::new(); pieces.len()];
        if is_date && field.is_some_and(Field::is_date) {
            let moments = Moments::of(name, of, &chunks, midnights_are_days)?;
            if let Some(plain) = moments.plain() {
                return Ok(Column::Dates(chunks, moments, plain, written()));
            }
        }
        // Not every number of 64 bits without a sign is one with a sign.
        let is_count = field.is_some_and(Field::is_count);
        if is_count && *of == DataType::Boolean {
            let chunks =
                chunks.iter().map(|chunk| cast(chunk, &DataType::UInt8)).collect::<Result<_, _>>()?;
            return Ok(Column::Numbers(chunks, written()));
        }
        if is_count && of.is_integer() && *of != DataType::UInt64 {
            return Ok(Column::Numbers(chunks, written()));
        }
        match of {
            DataType::Dictionary(_, values) if super::is_text(values) => {
                let parts = chunks.iter().map(|chunk| {
                    let (keys, texts) = keys_and_texts(chunk);
                    let places = if let Some(places) = kept::places(&keys, texts.len()) {
                        places
                    } else {
                        chunk.to_data().validate_full()?;
                        kept::copied(&keys)?
                    };
                    Ok((places, super::plain(texts)?))
                });
                parts.collect::<Result<_, FrameError>>().map(Column::Dictionary)
            }
            _ => text::column(name, &chunks, midnights_are_days).map(Column::Text),
        }
    }

    /// One of its pieces.
    pub(super) fn cells(&self, n: usize, piece: Piece) -> Cells<'_> {
        let what = match self {
            Column::Text(chunks) => What::Text(Texts::of(&chunks[piece.chunk])),
            Column::Dictionary(chunks) => {
                let (places, texts) = &chunks[piece.chunk];
                What::Dictionary(Whole::of(places).expect("keys are whole numbers"), texts)
            }
            Column::Dates(chunks, moments, plain, written) => {
                let chunk = &chunks[piece.chunk];
                let values = Whole::of(chunk).expect("a column of dates");
                What::Dates {
                    values,
                    plain: plain.of(chunk.data_type()),
                    moments,
                    chunk,
                    written: &written[n],
                }
            }
            Column::Numbers(chunks, written) => {
                let chunk = &chunks[piece.chunk];
                let values = Whole::of(chunk).expect("a column of whole numbers");
                What::Numbers { values, chunk, written: &written[n] }
            }
        };
        Cells { what, piece, before: 0 }
    }
}

/// The cells of a piece of a column.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'c> {
    what: What<'c>,
    piece: Piece,
    /// How many rows of the piece come before the first cell.
    before: usize,
}

#[derive(Debug, Clone, Copy)]
enum What<'c> {
    Text(Texts<'c>),
    Dictionary(Whole<'c>, &'c StringArray),
    Dates {
        values: Whole<'c>,
        plain: Plain,
        moments: &'c Moments,
        chunk: &'c ArrayRef,
        written: &'c OnceLock<ArrayRef>,
    },
    Numbers {
        values: Whole<'c>,
        chunk: &'c ArrayRef,
        written: &'c OnceLock<ArrayRef>,
    },
}

impl<'c> Cells<'c> {
    /// Leaves out the first rows of the piece.
    pub(super) fn after(self, before: usize) -> Cells<'c> {
        Cells { before, ..self }
    }

    /// The text of a cell; blank where it is null.
    pub(super) fn at(&self, row: usize) -> &'c str {
        let row = self.before + row;
        let Piece { from, rows, .. } = self.piece;
        match self.what {
            What::Text(texts) => texts.at(from + row),
            What::Dictionary(places, texts) => {
                places.place(from + row).map_or("", |place| text_at(texts, place))
            }
            What::Dates { moments, chunk, written, .. } => {
                let text =
                    || moments.written(&chunk.slice(from, rows)).expect("dates are counted in numbers");
                Texts::of(written.get_or_init(text)).at(row)
            }
            What::Numbers { chunk, written, .. } => {
                Texts::of(written.get_or_init(|| digits(&chunk.slice(from, rows)))).at(row)
            }
        }
    }
}

impl<'c> Cells<'c> {
    /// Gives the text of one cell, without making those of the cells beside it.
    pub(super) fn alone(&self, row: usize) -> Cow<'c, str> {
        let at = self.piece.from + self.before + row;
        let text = match self.what {
            What::Dates { values, moments, chunk, .. } => {
                values.at(at).map(|value| moments.written_alone(chunk.data_type(), value))
            }
            What::Numbers { values, .. } => values.at(at).map(|value| value.to_string()),
            _ => return self.at(row).into(),
        };
        text.unwrap_or_default().into()
    }
}

/// The two halves of a chunk of a dictionary.
fn keys_and_texts(chunk: &ArrayRef) -> (ArrayRef, &ArrayRef) {
    let dictionary = chunk.as_any_dictionary();
    (dictionary.keys().slice(0, chunk.len()), dictionary.values())
}

fn digits(numbers: &ArrayRef) -> ArrayRef {
    cast(numbers, &DataType::Utf8).expect("every whole number can be written")
}

fn text_at(texts: &StringArray, place: usize) -> &str {
    if place < texts.len() && texts.is_valid(place) { texts.value(place) } else { "" }
}

impl PlainColumn for Cells<'_> {
    #[inline]
    fn each_cell<T>(&self, others: impl Iterator<Item = T>, mut each: impl FnMut(T, Option<&[u8]>)) {
        let rows = self.before..self.piece.rows;
        match self.what {
            // Gathered first, so that what is done with each stands in one loop, whatever the layout.
            What::Text(texts) => {
                let from = self.piece.from;
                let cells = texts.bytes(from + rows.start..from + rows.end);
                for (cell, other) in cells.iter().zip(others) {
                    each(other, Some(cell));
                }
            }
            What::Dictionary(..) => {
                for (row, other) in (0..rows.len()).zip(others) {
                    each(other, Some(self.at(row).as_bytes()));
                }
            }
            _ => {
                for (_, other) in rows.zip(others) {
                    each(other, None);
                }
            }
        }
    }

    fn dates(
        &self,
        dates: &mut [Option<Moment>],
        marks: &mut [bool],
        _room: &mut Vec<WrittenDate>,
        other: impl Fn(&[u8]) -> Option<Option<Moment>>,
    ) {
        if let What::Dates { values, plain, .. } = self.what {
            plain.read(values, self.piece.from + self.before, dates, marks);
            return;
        }
        self.each_cell(dates.iter_mut().zip(marks), |(date, mark), cell| {
            let said = cell.and_then(&other);
            *mark &= said.is_some();
            *date = said.flatten();
        });
    }

    fn numbers(&self, numbers: &mut [u32], marks: &mut [bool]) -> bool {
        let What::Numbers { values, .. } = self.what else { return false };
        values.each(self.piece.from + self.before, numbers, marks, 0, |value| {
            (u32::try_from(value).unwrap_or_default(), u32::try_from(value).is_ok())
        });
        true
    }

    #[inline]
    fn texts(&self) -> usize {
        if let What::Dictionary(_, texts) = self.what { texts.len() } else { 0 }
    }

    #[inline]
    fn text(&self, place: usize) -> &[u8] {
        if let What::Dictionary(_, texts) = self.what { text_at(texts, place).as_bytes() } else { &[] }
    }

    fn interpret<T: Copy>(&self, meanings: &[Option<T>], blank: T, into: &mut [T], marks: &mut [bool]) {
        let What::Dictionary(places, _) = self.what else { return };
        let meaning = |place: i64| {
            // One below 0 is so large that it is no place either.
            let place = usize::try_from(place.cast_unsigned()).unwrap_or(usize::MAX);
            let meaning = meanings.get(place).copied().flatten();
            (meaning.unwrap_or(blank), meaning.is_some())
        };
        places.each(self.piece.from + self.before, into, marks, blank, meaning);
    }
}
