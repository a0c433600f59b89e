//! Columns as rows of text cells, which is what the reader of all exports takes.

mod column;
mod dates;
mod text;

use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use arrow_array::{ArrayRef, RecordBatch, StringArray, cast::AsArray};
use arrow_schema::{DataType, Schema};
use sipas_core::Moment;
use sipas_intake::{BadRow, Field, Kind, Layout, PlainRow, Profile, Row, Rows};

use crate::error::FrameError;
use column::{Cells, Column};

/// So many rows are one piece of a column: few enough that the text of a piece is soon made for the sake of one row.
const PIECE: usize = 1024;

/// A frame whose columns can all be read as text: as it is where they are text, else written as a file would have it.
///
/// - Dates and timestamps become ISO dates; a timestamp with a zone keeps its offset. A column of timestamps without a
///   zone that are all at midnight is one of days: some libraries have no other.
/// - Whole numbers, and floats that are whole, become digits; booleans `true` and `false`.
/// - A null is a blank cell.
#[derive(Debug, Clone)]
pub struct Frame {
    names: Vec<String>,
    columns: Vec<Column>,
    /// The number of rows of each piece.
    pieces: Vec<usize>,
    rows: usize,
}

impl Frame {
    /// From batches of one schema that are to be read as a kind of export, by a profile or none.
    ///
    /// A column of a type that no cell has (a list, bytes) is refused where it is one that is read, and blank where not.
    pub fn new(
        schema: &Schema,
        batches: &[RecordBatch],
        kind: Kind,
        profile: Option<&Profile>,
    ) -> Result<Frame, FrameError> {
        Frame::read(schema, batches, kind, profile, true)
    }

    /// From one batch out of many. A timestamp is one even where all are at midnight: whether those of the other batches
    /// are too cannot be known.
    pub fn part(
        schema: &Schema,
        batch: RecordBatch,
        kind: Kind,
        profile: Option<&Profile>,
    ) -> Result<Frame, FrameError> {
        Frame::read(schema, &[batch], kind, profile, false)
    }

    fn read(
        schema: &Schema,
        batches: &[RecordBatch],
        kind: Kind,
        profile: Option<&Profile>,
        midnights_are_days: bool,
    ) -> Result<Frame, FrameError> {
        let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        let layout = Layout::detect(kind, &[(0, names.clone())], profile).ok();
        let field = |n: usize| -> Option<Field> { layout.as_ref()?.columns().get(n)?.field };
        let pieces: Vec<_> = batches
            .iter()
            .enumerate()
            .flat_map(|(n, batch)| {
                let rows = batch.num_rows();
                (0..rows).step_by(PIECE).map(move |from| (n, from, PIECE.min(rows - from)))
            })
            .collect();
        let rows = batches.iter().map(RecordBatch::num_rows).sum();
        let chunks = |n: usize| batches.iter().map(|batch| batch.column(n).clone()).collect::<Vec<_>>();
        let column = |n: usize| match Column::of(&names[n], field(n), &chunks(n), &pieces, midnights_are_days)
        {
            Err(FrameError::Type { .. }) if field(n).is_none() => {
                Ok(Column::Text(pieces.iter().map(|(.., rows)| blank(*rows)).collect()))
            }
            column => column,
        };
        let columns = each(names.len(), rows, column).into_iter().collect::<Result<_, _>>()?;
        Ok(Frame { names, columns, pieces: pieces.into_iter().map(|(.., rows)| rows).collect(), rows })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Its rows below a header of the columns' names, which stands on line 0: the first row is line 1.
    pub fn rows(&self) -> FrameRows<'_> {
        FrameRows {
            frame: self,
            begun: false,
            columns: Vec::new(),
            cells: Vec::new(),
            piece: 0,
            row: 0,
            line: 0,
            last: self.rows as u64,
        }
    }

    /// Some of its rows, without the header: those on the lines after `from` up to `to`.
    pub fn lines(&self, from: usize, to: usize) -> FrameRows<'_> {
        let (mut piece, mut row) = (0, from);
        while let Some(length) = self.pieces.get(piece).filter(|length| row >= **length) {
            row -= length;
            piece += 1;
        }
        let (line, last) = (from as u64, to as u64);
        FrameRows { begun: true, columns: self.cells(piece), piece, row, line, last, ..self.rows() }
    }

    fn cells(&self, piece: usize) -> Vec<Cells<'_>> {
        if piece == self.pieces.len() {
            Vec::new()
        } else {
            self.columns.iter().map(|column| column.piece(piece)).collect()
        }
    }
}

/// The rows of a [`Frame`].
#[derive(Debug)]
pub struct FrameRows<'f> {
    frame: &'f Frame,
    /// The header was handed over.
    begun: bool,
    columns: Vec<Cells<'f>>,
    cells: Vec<&'f str>,
    piece: usize,
    /// The next row of the piece.
    row: usize,
    line: u64,
    /// The line of the last row.
    last: u64,
}

impl<'f> FrameRows<'f> {
    /// The next row below the header as what its cells are, and its line; without taking it, so that
    /// [`Rows::next_row`] hands the same over as text, and [`FrameRows::skip`] goes on to the next.
    #[inline]
    pub fn peek(&mut self) -> Option<(FrameRow<'_, 'f>, u64)> {
        if !self.begun || self.line == self.last {
            return None;
        }
        while self.row == *self.frame.pieces.get(self.piece)? {
            self.piece += 1;
            self.row = 0;
            self.columns = self.frame.cells(self.piece);
        }
        Some((FrameRow { columns: &self.columns, row: self.row }, self.line + 1))
    }

    /// Goes on to the next row.
    #[inline]
    pub fn skip(&mut self) {
        self.row += 1;
        self.line += 1;
    }
}

impl Rows for FrameRows<'_> {
    fn next_row(&mut self) -> Option<Result<Row<'_>, BadRow>> {
        self.cells.clear();
        if !self.begun {
            self.begun = true;
            self.cells.extend(self.frame.names.iter().map(String::as_str));
            self.columns = self.frame.cells(0);
            return Some(Ok(Row { cells: &self.cells, line: 0, cut: false }));
        }
        self.peek()?;
        let row = self.row;
        self.cells.extend(self.columns.iter().map(|column| column.at(row)));
        self.skip();
        Some(Ok(Row { cells: &self.cells, line: self.line, cut: false }))
    }
}

/// A row of a [`Frame`], its cells as what they are.
#[derive(Debug, Clone, Copy)]
pub struct FrameRow<'r, 'f> {
    columns: &'r [Cells<'f>],
    row: usize,
}

impl<'f> PlainRow<'f> for FrameRow<'_, 'f> {
    const QUOTED: bool = false;

    #[inline]
    fn width(&self) -> usize {
        self.columns.len()
    }

    #[inline]
    fn cell(&self, column: usize) -> Option<&'f [u8]> {
        self.columns[column].text(self.row)
    }

    #[inline]
    fn known_date(&self, column: usize) -> Option<Option<Moment>> {
        self.columns[column].date(self.row)
    }

    #[inline]
    fn known_number(&self, column: usize) -> Option<u32> {
        self.columns[column].number(self.row)
    }
}

/// Whether a type is text of any layout, dictionaries of text among them.
fn is_text(of: &DataType) -> bool {
    match of {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

/// The values of a dictionary as plain text.
fn plain(values: &ArrayRef) -> Result<StringArray, FrameError> {
    Ok(arrow_cast::cast(values, &DataType::Utf8)?.as_string::<i32>().clone())
}

/// Something of each column, worked out side by side where there are rows enough to make that worth it.
fn each<T: Send>(columns: usize, rows: usize, of: impl Fn(usize) -> T + Sync) -> Vec<T> {
    if rows < 20_000 {
        return (0..columns).map(of).collect();
    }
    thread::scope(|scope| {
        let of = &of;
        let begun: Vec<_> = (0..columns).map(|n| scope.spawn(move || of(n))).collect();
        begun.into_iter().map(|column| column.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

fn blank(rows: usize) -> ArrayRef {
    Arc::new(StringArray::new_null(rows))
}
