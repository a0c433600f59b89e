//! Tables: what a report or a dataset can be asked for, as record batches.
//!
//! Names of columns are those of the JSON document; enums are its names too. A moment is a timestamp without a zone, in
//! Vietnamese local time; a day without a time stands at its midnight.

mod lines;
mod report;
mod rows;

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray, TimestampMillisecondArray,
};
use arrow_schema::{Field, Schema, SchemaRef};
use sipas_core::Moment;

pub use lines::{dossiers, pakn};
pub use report::{groups, indicators, inputs, scorecard};
pub use rows::{columns, duplicates, issues, rejected, skipped};

/// A table in batches of one schema.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its columns.
    pub schema: SchemaRef,
    /// Its rows; a table without any still has one batch.
    pub batches: Vec<RecordBatch>,
}

impl Table {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Columns in the making, all of one length.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    fields: Vec<Field>,
    arrays: Vec<ArrayRef>,
}

impl Columns {
    pub(crate) fn array(mut self, name: &str, array: ArrayRef) -> Columns {
        self.fields.push(Field::new(name, array.data_type().clone(), true));
        self.arrays.push(array);
        self
    }

    pub(crate) fn text<T: AsRef<str>>(self, name: &str, cells: impl Iterator<Item = Option<T>>) -> Columns {
        self.array(name, Arc::new(cells.collect::<StringArray>()))
    }

    pub(crate) fn count(self, name: &str, cells: impl Iterator<Item = Option<u64>>) -> Columns {
        let signed = |n| i64::try_from(n).unwrap_or(i64::MAX);
        self.array(name, Arc::new(cells.map(|n| n.map(signed)).collect::<Int64Array>()))
    }

    pub(crate) fn days(self, name: &str, cells: impl Iterator<Item = Option<i32>>) -> Columns {
        self.array(name, Arc::new(cells.map(|n| n.map(i64::from)).collect::<Int64Array>()))
    }

    pub(crate) fn number(self, name: &str, cells: impl Iterator<Item = Option<f64>>) -> Columns {
        self.array(name, Arc::new(cells.collect::<Float64Array>()))
    }

    pub(crate) fn flag(self, name: &str, cells: impl Iterator<Item = Option<bool>>) -> Columns {
        self.array(name, Arc::new(cells.collect::<BooleanArray>()))
    }

    pub(crate) fn moment(self, name: &str, cells: impl Iterator<Item = Option<Moment>>) -> Columns {
        let ms = |at: Moment| at.datetime().and_utc().timestamp_millis();
        self.array(name, Arc::new(cells.map(|at| at.map(ms)).collect::<TimestampMillisecondArray>()))
    }

    pub(crate) fn batch(self) -> RecordBatch {
        RecordBatch::try_new(Arc::new(Schema::new(self.fields)), self.arrays)
            .expect("all columns are made of the same rows")
    }

    pub(crate) fn table(self) -> Table {
        let batch = self.batch();
        Table { schema: batch.schema(), batches: vec![batch] }
    }
}

/// A long list batch by batch, so that it never stands in memory twice.
fn in_batches<T>(mut rows: impl Iterator<Item = T>, batch: impl Fn(&[T]) -> RecordBatch) -> Table {
    const ROWS: usize = 64 * 1024;
    let mut batches = Vec::new();
    loop {
        let some: Vec<T> = rows.by_ref().take(ROWS).collect();
        if some.is_empty() && !batches.is_empty() {
            break;
        }
        let last = some.len() < ROWS;
        batches.push(batch(&some));
        if last {
            break;
        }
    }
    Table { schema: batches[0].schema(), batches }
}
