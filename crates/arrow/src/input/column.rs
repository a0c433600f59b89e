//! One column, by pieces of few rows.

use std::sync::OnceLock;

use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, Int64Array, TimestampMillisecondArray, cast::AsArray};
use arrow_cast::cast;
use arrow_schema::DataType;
use sipas_core::Moment;
use sipas_intake::Field;

use super::dates::{Moments, Plain};
use super::text::{self, Texts};
use crate::error::FrameError;

/// A column of a frame. What a field's cells are anyway, dates and numbers, stays what it is, and becomes text only in
/// the pieces of which the text is asked for.
#[derive(Debug, Clone)]
pub(super) enum Column {
    Text(Vec<ArrayRef>),
    Dates { moments: Moments, plain: Plain, pieces: Vec<Piece<TimestampMillisecondArray>> },
    Numbers(Vec<Piece<Int64Array>>),
}

/// Some rows of a column, and their text once it was asked for.
#[derive(Debug, Clone)]
pub(super) struct Piece<A> {
    values: A,
    text: OnceLock<ArrayRef>,
}

impl<A> Piece<A> {
    fn of(values: A) -> Piece<A> {
        Piece { values, text: OnceLock::new() }
    }
}

impl Column {
    /// Of the chunks of a column that holds a field, or nothing that is read. `pieces` are the chunk, the first row and
    /// the number of rows of each.
    pub(super) fn of(
        name: &str,
        field: Option<Field>,
        chunks: &[ArrayRef],
        pieces: &[(usize, usize, usize)],
        midnights_are_days: bool,
    ) -> Result<Column, FrameError> {
        let kind = chunks.first().map(Array::data_type);
        let is_date = matches!(kind, Some(DataType::Date32 | DataType::Date64 | DataType::Timestamp(..)));
        // Not every number of 64 bits without a sign is one with a sign.
        let is_whole = kind.is_some_and(|kind| kind.is_integer() && *kind != DataType::UInt64);
        if is_date && field.is_some_and(Field::is_date) {
            let moments = Moments::of(name, chunks, midnights_are_days)?;
            if let Some(plain) = moments.plain() {
                let piece = |(chunk, from, rows): &(usize, usize, usize)| {
                    Piece::of(moments.chunks[*chunk].slice(*from, *rows))
                };
                let pieces = pieces.iter().map(piece).collect();
                return Ok(Column::Dates { moments, plain, pieces });
            }
        }
        if is_whole && field.is_some_and(Field::is_count) {
            let whole: Vec<ArrayRef> =
                chunks.iter().map(|chunk| cast(chunk, &DataType::Int64)).collect::<Result<_, _>>()?;
            let piece = |(chunk, from, rows): &(usize, usize, usize)| {
                Piece::of(whole[*chunk].as_primitive::<Int64Type>().slice(*from, *rows))
            };
            return Ok(Column::Numbers(pieces.iter().map(piece).collect()));
        }
        let text = text::column(name, chunks, midnights_are_days)?;
        Ok(Column::Text(pieces.iter().map(|(chunk, from, rows)| text[*chunk].slice(*from, *rows)).collect()))
    }

    /// One of its pieces.
    pub(super) fn piece(&self, n: usize) -> Cells<'_> {
        match self {
            Column::Text(pieces) => Cells::Text(Texts::of(&pieces[n])),
            Column::Dates { moments, plain, pieces } => {
                Cells::Dates { moments, plain: *plain, piece: &pieces[n] }
            }
            Column::Numbers(pieces) => Cells::Numbers(&pieces[n]),
        }
    }
}

/// The cells of a piece of a column.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cells<'c> {
    Text(Texts<'c>),
    Dates { moments: &'c Moments, plain: Plain, piece: &'c Piece<TimestampMillisecondArray> },
    Numbers(&'c Piece<Int64Array>),
}

impl<'c> Cells<'c> {
    /// The text of a cell; blank where it is null.
    pub(super) fn at(self, row: usize) -> &'c str {
        match self {
            Cells::Text(texts) => texts.at(row),
            Cells::Dates { moments, piece, .. } => {
                Texts::of(piece.text.get_or_init(|| moments.written(&piece.values))).at(row)
            }
            Cells::Numbers(piece) => {
                let text =
                    || cast(&piece.values, &DataType::Utf8).expect("every whole number can be written");
                Texts::of(piece.text.get_or_init(text)).at(row)
            }
        }
    }

    /// The text of a cell, where it is text.
    #[inline]
    pub(super) fn text(self, row: usize) -> Option<&'c [u8]> {
        if let Cells::Text(texts) = self { Some(texts.at(row).as_bytes()) } else { None }
    }

    /// The date of a cell, where it is one, or that there is none.
    #[inline]
    #[allow(clippy::option_option)]
    pub(super) fn date(self, row: usize) -> Option<Option<Moment>> {
        let Cells::Dates { plain, piece, .. } = self else { return None };
        if piece.values.is_null(row) { Some(None) } else { plain.moment(piece.values.value(row)).map(Some) }
    }

    /// The number of a cell, where it is one that can be counted; 0 where there is none.
    #[inline]
    pub(super) fn number(self, row: usize) -> Option<u32> {
        let Cells::Numbers(piece) = self else { return None };
        if piece.values.is_null(row) { Some(0) } else { u32::try_from(piece.values.value(row)).ok() }
    }
}
