//! Columns as rows: some hundred at a time by what their cells are, and any of them as the text cells that the reader of
//! all exports takes.

mod checked;
mod column;
mod dates;
mod kept;
mod lines;
mod text;
mod whole;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, cast::AsArray};
use arrow_schema::{DataType, Schema};
use sipas_engine::PlainRows;
use sipas_intake::{BadRow, BadRowReason, Field, Kind, Layout, Profile, Row, Rows};

use crate::error::FrameError;
use checked::BadCell;
use column::{Cells, Column};

/// How many rows make a piece of a column: few enough to stay in a core's cache.
const PIECE: usize = 512;

/// A frame whose columns can all be read as text: as it is where they are text, else written as a file would have it.
///
/// - Dates and timestamps become ISO dates; a timestamp with a zone keeps its offset. A column of timestamps without a
///   zone that are all at midnight is one of days: some libraries have no other.
/// - Whole numbers, and floats that are whole, become digits; booleans `true` and `false`.
/// - A null is a blank cell.
/// - A row with text that is not UTF-8 is a [`BadRow`].
#[derive(Debug, Clone)]
pub struct Frame {
    names: Vec<String>,
    columns: Vec<Column>,
    pieces: Vec<Piece>,
    rows: usize,
    /// The rows that are no text, by their places in the frame.
    bad: BTreeMap<usize, BadRowReason>,
    /// The rows with a cell of several lines, by their places in the frame.
    several: BTreeSet<usize>,
}

/// Some rows of a frame, all of one chunk of each column.
#[derive(Debug, Clone, Copy)]
struct Piece {
    chunk: usize,
    /// Its first row, counted from the first of the chunk.
    from: usize,
    rows: usize,
    /// How many rows of the frame come before the piece.
    before: usize,
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
        let is_procedure = |n: usize| match field(n) {
            Some(Field::ProcedureCode) => true,
            Some(Field::Code) => kind == Kind::Procedures,
            _ => false,
        };
        let (mut pieces, mut rows) = (Vec::new(), 0);
        for (chunk, batch) in batches.iter().enumerate() {
            for from in (0..batch.num_rows()).step_by(PIECE) {
                let piece = Piece { chunk, from, rows: PIECE.min(batch.num_rows() - from), before: rows };
                rows += piece.rows;
                pieces.push(piece);
            }
        }
        let chunks = |n: usize| batches.iter().map(|batch| batch.column(n).clone()).collect::<Vec<_>>();
        let column = |n: usize| -> Result<(Column, Vec<BadCell>), FrameError> {
            let (chunks, bad) = checked_chunks(chunks(n))?;
            let of = schema.field(n).data_type();
            let chunks = if midnights_are_days { owned(chunks, field(n))? } else { chunks };
            let chunks = if is_procedure(n) { text::procedure_codes(chunks)? } else { chunks };
            match Column::of(&names[n], of, field(n), chunks, &pieces, midnights_are_days) {
                Err(FrameError::Type { .. }) if field(n).is_none() => {
                    Ok((Column::Text(batches.iter().map(|batch| blank(batch.num_rows())).collect()), bad))
                }
                column => Ok((column?, bad)),
            }
        };
        let column = |n: usize| column(n).map(|(column, bad)| (column.rows_of_several_lines(), column, bad));
        let (mut columns, mut bad, mut several) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        for (n, read) in each(names.len(), rows, column).into_iter().enumerate() {
            let (of_several_lines, column, of_column) = read?;
            columns.push(column);
            several.extend(of_several_lines);
            for BadCell { row, byte } in of_column {
                // Of several such cells in a row the first one is told.
                let reason = BadRowReason::InvalidBytes { byte: byte as u64, column: n };
                bad.entry(row).or_insert(reason);
            }
        }
        Ok(Frame { names, columns, pieces, rows, bad, several })
    }

    /// The names of its columns.
    pub fn names(&self) -> &[String] {
        &self.names
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
        let piece = self.pieces.partition_point(|piece| piece.before + piece.rows <= from);
        let row = from - self.pieces.get(piece).map_or(from, |piece| piece.before);
        let (line, last) = (from as u64, to as u64);
        FrameRows { begun: true, columns: self.cells(piece), piece, row, line, last, ..self.rows() }
    }

    fn cells(&self, piece: usize) -> Vec<Cells<'_>> {
        match self.pieces.get(piece) {
            Some(of) => self.columns.iter().map(|column| column.cells(piece, *of)).collect(),
            None => Vec::new(),
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
    /// The next rows below the header as what their cells are, up to one that is no text, which [`FrameRows::bad_row`]
    /// takes; without taking them: [`FrameRows::skip`] goes on to the one after. `None` at the end.
    pub fn piece(&mut self) -> Option<FramePiece<'f>> {
        let left = self.left()?;
        let (at, last) = (self.at(), usize::try_from(self.last).unwrap_or(usize::MAX));
        let next_bad = self.frame.bad.range(at..).next().map_or(usize::MAX, |(row, _)| *row);
        let rows = left.min(last - at).min(next_bad - at);
        let several = self.frame.several.range(at..at + rows).map(|row| row - at).collect();
        Some(FramePiece { columns: self.columns.clone(), from: self.row, rows, line: self.line + 1, several })
    }

    /// Takes the next row, if it is no text.
    pub fn bad_row(&mut self) -> Option<BadRow> {
        if self.frame.bad.is_empty() {
            return None;
        }
        self.left()?;
        let reason = self.frame.bad.get(&self.at())?.clone();
        let cells = self.columns.iter().map(|column| column.at(self.row).to_owned()).collect();
        self.skip(1);
        Some(BadRow { line: self.line, cells, reason })
    }

    /// The place of the next row in the frame, from 0.
    fn at(&self) -> usize {
        usize::try_from(self.line).unwrap_or(usize::MAX)
    }

    /// How many rows are left of the piece with the next row; `None` at the end.
    fn left(&mut self) -> Option<usize> {
        if !self.begun || self.line == self.last {
            return None;
        }
        while self.row == self.frame.pieces.get(self.piece)?.rows {
            self.piece += 1;
            self.row = 0;
            self.columns = self.frame.cells(self.piece);
        }
        Some(self.frame.pieces[self.piece].rows - self.row)
    }

    /// Goes on by so many rows, of those that [`FrameRows::piece`] has.
    #[inline]
    pub fn skip(&mut self, rows: usize) {
        self.row += rows;
        self.line += rows as u64;
    }
}

impl Rows for FrameRows<'_> {
    fn next_row(&mut self) -> Option<Result<Row<'_>, BadRow>> {
        self.cells.clear();
        if !self.begun {
            self.begun = true;
            self.cells.extend(self.frame.names.iter().map(String::as_str));
            self.columns = self.frame.cells(0);
            return Some(Ok(Row { cells: &self.cells, kinds: &[], line: 0, cut: false }));
        }
        if let Some(bad) = self.bad_row() {
            return Some(Err(bad));
        }
        self.left()?;
        let row = self.row;
        self.cells.extend(self.columns.iter().map(|column| column.at(row)));
        self.skip(1);
        Some(Ok(Row { cells: &self.cells, kinds: &[], line: self.line, cut: false }))
    }
}

/// Some rows of a [`Frame`], their cells as what they are.
#[derive(Debug, Clone)]
pub struct FramePiece<'f> {
    columns: Vec<Cells<'f>>,
    from: usize,
    rows: usize,
    /// The line of the first.
    line: u64,
    several: Vec<usize>,
}

impl FramePiece<'_> {
    /// The line of one of its rows.
    pub fn line(&self, row: usize) -> u64 {
        self.line + row as u64
    }

    /// Those of its rows that have a cell of several lines.
    pub fn of_several_lines(&self) -> &[usize] {
        &self.several
    }

    /// The cells of one of its rows as text.
    pub fn texts(&self, row: usize) -> Vec<Cow<'_, str>> {
        self.columns.iter().map(|column| column.alone(self.from + row)).collect()
    }
}

impl<'f> PlainRows for FramePiece<'f> {
    const QUOTED: bool = false;

    type Column<'c>
        = Cells<'f>
    where
        Self: 'c;

    #[inline]
    fn rows(&self) -> usize {
        self.rows
    }

    #[inline]
    fn width(&self) -> Option<usize> {
        Some(self.columns.len())
    }

    #[inline]
    fn width_of(&self, _row: usize) -> usize {
        self.columns.len()
    }

    #[inline]
    fn column(&self, column: usize) -> Cells<'f> {
        self.columns[column].after(self.from)
    }
}

/// The chunks of a column that nobody else can change: some libraries hand over the memory that they go on working in, that
/// of numbers and dates. Text that is Arrow's is never changed.
fn owned(chunks: Vec<ArrayRef>, field: Option<Field>) -> Result<Vec<ArrayRef>, FrameError> {
    let own = |chunk: ArrayRef| match (chunk.data_type(), field) {
        (of, _) if !of.is_primitive() => Ok(chunk),
        (_, Some(field)) if field.is_date() => kept::dates(&chunk),
        (of, Some(field)) if field.is_count() && of.is_integer() => kept::counts(&chunk),
        _ => kept::copied(&chunk),
    };
    chunks.into_iter().map(own).collect()
}

/// The chunks of a column that may be read, and its cells that are no text, by their places in the frame.
fn checked_chunks(chunks: Vec<ArrayRef>) -> Result<(Vec<ArrayRef>, Vec<BadCell>), FrameError> {
    let (mut checked, mut bad, mut before) = (Vec::new(), Vec::new(), 0);
    for given in chunks {
        let rows = given.len();
        let (chunk, bad_cells) = checked::chunk(given)?;
        bad.extend(bad_cells.into_iter().map(|cell| BadCell { row: before + cell.row, ..cell }));
        checked.push(chunk);
        before += rows;
    }
    Ok((checked, bad))
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
