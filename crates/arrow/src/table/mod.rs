//! Tables: what a report or a dataset can be asked for, as record batches.
//!
//! Names of columns are those of the JSON document; enums are its names too. A moment is a timestamp without a zone, in
//! Vietnamese local time; a day without a time stands at its midnight.

mod compare;
mod lines;
mod own;
mod records;
mod report;
mod rows;

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray,
    TimestampMillisecondArray, cast::AsArray,
};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use sipas_core::Moment;

pub use compare::compared;
pub use lines::{dossiers, pakn};
pub use own::{OwnFigures, with_own_figures, with_own_scores};
pub use records::{dossier_records, pakn_records, with_cells};
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

    /// The table with names of procedures behind their column, where it has one.
    #[must_use]
    pub fn with_procedure_names(self, names: &BTreeMap<String, String>) -> Table {
        let Ok(at) = self.schema.index_of("procedure") else { return self };
        let mut fields: Vec<Field> =
            self.schema.fields().iter().map(|field| field.as_ref().clone()).collect();
        fields.insert(at + 1, Field::new("procedure_name", DataType::Utf8, true));
        let schema = Arc::new(Schema::new(fields));
        let batch = |batch: RecordBatch| {
            let codes = batch.column(at).as_string::<i32>();
            let name = |code: Option<&str>| code.and_then(|code| names.get(code));
            let mut columns = batch.columns().to_vec();
            columns.insert(at + 1, Arc::new(codes.iter().map(name).collect::<StringArray>()));
            RecordBatch::try_new(Arc::clone(&schema), columns).expect("as many names as codes")
        };
        let batches = self.batches.into_iter().map(batch).collect();
        Table { schema, batches }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Tables of one schema as one: before the columns of each stand a name, a first and a last day, counted from 1970.
pub fn stacked<'t>(tables: impl Iterator<Item = (&'t str, [i32; 2], &'t Table)>) -> Table {
    let mut batches = Vec::new();
    for (name, days, table) in tables {
        for batch in &table.batches {
            let rows = batch.num_rows();
            let day = |day: i32| Arc::new(Date32Array::from(vec![day; rows]));
            let before = Columns::default()
                .text("period", std::iter::repeat_n(Some(name), rows))
                .array("start", day(days[0]))
                .array("last", day(days[1]));
            let schema = batch.schema();
            let columns = schema.fields().iter().zip(batch.columns());
            let all =
                columns.fold(before, |all, (field, column)| all.array(field.name(), Arc::clone(column)));
            batches.push(all.batch());
        }
    }
    let schema = batches.first().map_or_else(|| Arc::new(Schema::empty()), RecordBatch::schema);
    Table { schema, batches }
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
