//! A list with typed cells, which every format can write.

mod cell;

pub use cell::{Cell, Tone};

use std::borrow::Cow;

use serde::{Serialize, Serializer, ser::SerializeMap};

/// A list: every row has one cell for each column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The title; may be empty.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a [`Table`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name for machines: the key in JSON.
    pub id: Cow<'static, str>,
    /// The heading for people.
    pub title: String,
    /// To which side its cells go.
    pub align: Align,
}

/// To which side the cells of a column go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words. They may be broken into lines.
    Left,
    /// Figures. They are never broken.
    Right,
}

impl Column {
    /// A column of words.
    pub fn left(id: impl Into<Cow<'static, str>>, title: impl Into<String>) -> Column {
        Column { id: id.into(), title: title.into(), align: Align::Left }
    }

    /// A column of figures.
    pub fn right(id: impl Into<Cow<'static, str>>, title: impl Into<String>) -> Column {
        Column { id: id.into(), title: title.into(), align: Align::Right }
    }
}

impl Table {
    /// The first rows, at most so many.
    #[must_use]
    pub fn first(&self, rows: usize) -> Table {
        let shown = self.rows.iter().take(rows).cloned().collect();
        Table { title: self.title.clone(), columns: self.columns.clone(), rows: shown }
    }

    /// A row as an object, by the columns' ids.
    pub(crate) fn object<'t>(&'t self, row: &'t [Cell]) -> impl Serialize + 't {
        Row { columns: &self.columns, cells: row, notes: &[] }
    }

    /// A row with what is to be known of the whole table beside its cells.
    pub(crate) fn noted_object<'t>(&'t self, row: &'t [Cell], notes: &'t [String]) -> impl Serialize + 't {
        Row { columns: &self.columns, cells: row, notes }
    }
}

/// An array of objects, one for each row.
impl Serialize for Table {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.rows.iter().map(|row| self.object(row)))
    }
}

struct Row<'t> {
    columns: &'t [Column],
    cells: &'t [Cell],
    notes: &'t [String],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let notes = (!self.notes.is_empty()).then_some(self.notes);
        let mut row = to.serialize_map(Some(self.columns.len() + usize::from(notes.is_some())))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            row.serialize_entry(&column.id, cell)?;
        }
        notes.iter().try_for_each(|notes| row.serialize_entry("notes", notes))?;
        row.end()
    }
}
