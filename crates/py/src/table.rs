use std::sync::Arc;

use arrow_array::types::{Date32Type, Float64Type, Int32Type, Int64Type, TimestampMillisecondType};
use arrow_array::{Array, ArrayRef, cast::AsArray};
use arrow_schema::{DataType, Field};
use chrono::{DateTime, NaiveDate, TimeDelta};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyTuple};
use pyo3_arrow::PyTable;
use pyo3_arrow::ffi::to_array_pycapsules;

use crate::enter::guard;

/// A table in Arrow's memory.
#[pyclass(frozen, module = "sipas._native")]
pub(crate) struct Table(sipas_arrow::Table);

impl From<sipas_arrow::Table> for Table {
    fn from(table: sipas_arrow::Table) -> Table {
        Table(table)
    }
}

#[pymethods]
impl Table {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        guard(|| {
            let table = PyTable::try_new(self.0.batches.clone(), self.0.schema.clone())?;
            let table = Bound::new(py, table)?;
            Ok(table.call_method1("__arrow_c_stream__", (requested_schema,))?.cast_into()?)
        })
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.0.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    /// A dict of lists of cells, of so many rows at the most. What there is of one that is given when an interrupt comes
    /// stays the caller's, to be given back.
    #[pyo3(signature = (limit=None, into=None))]
    fn to_dict<'py>(
        &self,
        py: Python<'py>,
        limit: Option<usize>,
        into: Option<Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let dict = into.unwrap_or_else(|| PyDict::new(py));
        for (n, field) in self.0.schema.fields().iter().enumerate() {
            let cells = PyList::empty(py);
            dict.set_item(field.name(), &cells)?;
            for batch in &self.0.batches {
                let left = limit.map_or(usize::MAX, |limit| limit.saturating_sub(cells.len()));
                for row in 0..batch.num_rows().min(left) {
                    if row % 4096 == 0 {
                        py.check_signals()?;
                    }
                    cells.append(cell(py, batch.column(n), row)?)?;
                }
            }
        }
        Ok(dict)
    }
}

/// Tables of one schema as one, each with the period that it is of: its name, its first and its last day.
#[pyfunction]
pub(crate) fn stacked(parts: Vec<(String, NaiveDate, NaiveDate, Py<Table>)>) -> Table {
    let tables = parts.iter().map(|(name, from, to, table)| {
        let days = [Date32Type::from_naive_date(*from), Date32Type::from_naive_date(*to)];
        (name.as_str(), days, &table.get().0)
    });
    sipas_arrow::table::stacked(tables).into()
}

/// A column in Arrow's memory.
#[pyclass(frozen, module = "sipas._native")]
pub(crate) struct Column(ArrayRef);

impl Column {
    pub(crate) fn new(column: ArrayRef) -> Column {
        Column(column)
    }
}

#[pymethods]
impl Column {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let field = Arc::new(Field::new("", self.0.data_type().clone(), true));
        guard(|| Ok(to_array_pycapsules(py, field, &self.0, requested_schema)?))
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let cells: PyResult<Vec<_>> = (0..self.0.len()).map(|row| cell(py, &self.0, row)).collect();
        PyList::new(py, cells?)
    }
}

fn cell<'py>(py: Python<'py>, column: &ArrayRef, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if column.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).into_bound_py_any(py),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into_bound_py_any(py),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into_bound_py_any(py),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).into_bound_py_any(py),
        DataType::Boolean => column.as_boolean().value(row).into_bound_py_any(py),
        DataType::Date32 => {
            let days = TimeDelta::days(column.as_primitive::<Date32Type>().value(row).into());
            (NaiveDate::default() + days).into_bound_py_any(py)
        }
        DataType::Timestamp(..) => {
            let ms = column.as_primitive::<TimestampMillisecondType>().value(row);
            DateTime::from_timestamp_millis(ms).map(|at| at.naive_utc()).into_bound_py_any(py)
        }
        other => Err(PyTypeError::new_err(format!("no cells of type {other}"))),
    }
}
