//! Columns as rows of text cells, which is what the reader of all exports takes.

mod dates;
mod text;

use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, cast::AsArray};
use arrow_schema::{DataType, Schema};
use sipas_intake::{BadRow, Kind, Layout, Profile, Row, Rows};

use crate::error::FrameError;
use text::Cells;

/// A frame whose columns can all be read as text: as it is where they are text, else written as a file would have it.
///
/// - Dates and timestamps become ISO dates; a timestamp with a zone keeps its offset. A column of timestamps without a
///   zone that are all at midnight is one of days: some libraries have no other.
/// - Whole numbers, and floats that are whole, become digits; booleans `true` and `false`.
/// - A null is a blank cell.
#[derive(Debug, Clone)]
pub struct Frame {
    names: Vec<String>,
    /// The columns of each batch.
    batches: Vec<Vec<ArrayRef>>,
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
        let is_read = |n: usize| {
            let column = layout.as_ref().and_then(|layout| layout.columns().get(n));
            column.is_some_and(|column| column.field.is_some())
        };
        let rows = batches.iter().map(RecordBatch::num_rows).sum();
        let chunks = |n: usize| batches.iter().map(|batch| batch.column(n).clone()).collect::<Vec<_>>();
        let cells = |n: usize| match text::column(&names[n], &chunks(n), midnights_are_days) {
            Err(FrameError::Type { .. }) if !is_read(n) => Ok(chunks(n).iter().map(blank).collect()),
            cells => cells,
        };
        let mut read = vec![Vec::with_capacity(names.len()); batches.len()];
        for column in each(names.len(), rows, cells) {
            read.iter_mut().zip(column?).for_each(|(batch, cells)| batch.push(cells));
        }
        Ok(Frame { names, batches: read, rows })
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
            batch: 0,
            row: 0,
            line: 0,
            last: self.rows as u64,
        }
    }

    /// Some of its rows, without the header: those on the lines after `from` up to `to`.
    pub fn lines(&self, from: usize, to: usize) -> FrameRows<'_> {
        let (mut batch, mut row) = (0, from);
        while let Some(length) = self.batch_len(batch).filter(|length| row >= *length) {
            row -= length;
            batch += 1;
        }
        let (line, last) = (from as u64, to as u64);
        FrameRows { begun: true, columns: self.columns(batch), batch, row, line, last, ..self.rows() }
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
    batch: usize,
    row: usize,
    line: u64,
    /// The line of the last row.
    last: u64,
}

impl Rows for FrameRows<'_> {
    fn next_row(&mut self) -> Option<Result<Row<'_>, BadRow>> {
        self.cells.clear();
        if !self.begun {
            self.begun = true;
            self.cells.extend(self.frame.names.iter().map(String::as_str));
            self.columns = self.frame.columns(0);
            return Some(Ok(Row { cells: &self.cells, line: 0, cut: false }));
        }
        if self.line == self.last {
            return None;
        }
        while self.row == self.frame.batch_len(self.batch)? {
            self.batch += 1;
            self.row = 0;
            self.columns = self.frame.columns(self.batch);
        }
        let row = self.row;
        self.cells.extend(self.columns.iter().map(|column| column.at(row)));
        self.row += 1;
        self.line += 1;
        Some(Ok(Row { cells: &self.cells, line: self.line, cut: false }))
    }
}

impl Frame {
    fn batch_len(&self, batch: usize) -> Option<usize> {
        self.batches.get(batch).map(|columns| columns.first().map_or(0, Array::len))
    }

    fn columns(&self, batch: usize) -> Vec<Cells<'_>> {
        self.batches.get(batch).map_or_else(Vec::new, |columns| columns.iter().map(Cells::of).collect())
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

fn blank(column: &ArrayRef) -> ArrayRef {
    Arc::new(StringArray::new_null(column.len()))
}
