use std::str::FromStr;
use std::sync::Arc;

use arrow_array::types::Date32Type;
use arrow_array::{Array, ArrayRef, Date32Array, Int64Array};
use chrono::NaiveDate;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyArray;
use sipas_arrow::{FrameError, calendar as columns};
use sipas_core::{Day, OfficeHours, WorkCalendar as Core};

use crate::enter::guard;
use crate::error::Failure;
use crate::table::{Column, Table};

/// The days on which offices work.
#[pyclass(frozen, eq, module = "sipas._native")]
#[derive(PartialEq)]
pub(crate) struct WorkCalendar(Core);

impl WorkCalendar {
    pub(crate) fn core(&self) -> &Core {
        &self.0
    }
}

#[pymethods]
impl WorkCalendar {
    #[staticmethod]
    fn vietnam() -> WorkCalendar {
        WorkCalendar(Core::vietnam())
    }

    fn with_table(&self, csv: &str) -> PyResult<WorkCalendar> {
        Ok(WorkCalendar(self.0.with_table(csv).map_err(|error| Failure::Calendar(error.to_string()))?))
    }

    fn with_office_hours(&self, hours: &str) -> PyResult<WorkCalendar> {
        let hours = OfficeHours::from_str(hours).map_err(|error| Failure::Calendar(error.to_string()))?;
        Ok(WorkCalendar(self.0.clone().with_hours(hours)))
    }

    #[getter]
    fn uncovered_years(&self) -> Vec<i32> {
        self.0.uncovered_years().into_iter().collect()
    }

    #[getter]
    fn first(&self) -> NaiveDate {
        self.0.first().date()
    }

    #[getter]
    fn last(&self) -> NaiveDate {
        self.0.last().date()
    }

    #[getter]
    fn office_hours(&self) -> String {
        self.0.hours().to_string()
    }

    #[getter]
    fn rows(&self) -> Table {
        columns::rows(&self.0).into()
    }

    fn is_working_day<'py>(&self, py: Python<'py>, dates: Days) -> PyResult<Bound<'py, PyAny>> {
        match dates {
            Days::One(date) => self.0.is_working_day(day(date)?).map_err(uncovered)?.into_bound_py_any(py),
            Days::Many(dates) => exported(py, || columns::is_working_day(&self.0, &dates)),
        }
    }

    fn add_working_days<'py>(&self, py: Python<'py>, dates: Days, n: Numbers) -> PyResult<Bound<'py, PyAny>> {
        match (dates, n) {
            (Days::One(date), Numbers::One(n)) => {
                self.0.add_working_days(day(date)?, n).map_err(uncovered)?.date().into_bound_py_any(py)
            }
            (dates, n) => exported(py, || columns::add_working_days(&self.0, &dates.column(), &n.column())),
        }
    }

    fn working_days_between<'py>(&self, py: Python<'py>, a: Days, b: Days) -> PyResult<Bound<'py, PyAny>> {
        match (a, b) {
            (Days::One(a), Days::One(b)) => {
                self.0.working_days_between(day(a)?, day(b)?).map_err(uncovered)?.into_bound_py_any(py)
            }
            (a, b) => exported(py, || columns::working_days_between(&self.0, &a.column(), &b.column())),
        }
    }
}

/// A day, or a column of them.
enum Days {
    One(NaiveDate),
    Many(ArrayRef),
}

/// A number, or a column of them.
enum Numbers {
    One(u32),
    Many(ArrayRef),
}

impl Days {
    fn column(self) -> ArrayRef {
        match self {
            Days::One(date) => Arc::new(Date32Array::from(vec![Date32Type::from_naive_date(date)])),
            Days::Many(column) => column,
        }
    }
}

impl Numbers {
    fn column(self) -> ArrayRef {
        match self {
            Numbers::One(n) => Arc::new(Int64Array::from(vec![i64::from(n)])),
            Numbers::Many(column) => column,
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Days {
    type Error = PyErr;
    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Days> {
        match column(given)? {
            Some(column) => Ok(Days::Many(column)),
            None => Ok(Days::One(given.extract()?)),
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Numbers {
    type Error = PyErr;
    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Numbers> {
        match column(given)? {
            Some(column) => Ok(Numbers::Many(column)),
            None => Ok(Numbers::One(given.extract()?)),
        }
    }
}

/// What speaks Arrow is a column, in one piece.
fn column(given: Borrowed<'_, '_, PyAny>) -> PyResult<Option<ArrayRef>> {
    if !given.hasattr("__arrow_c_array__")? && !given.hasattr("__arrow_c_stream__")? {
        return Ok(None);
    }
    guard(|| {
        let (chunks, field) = given.extract::<AnyArray>()?.into_chunked_array()?.into_inner();
        Ok(Some(columns::joined(&chunks, field.data_type()).map_err(Failure::usage)?))
    })
}

fn exported<A: Array + 'static>(
    py: Python<'_>,
    find: impl FnOnce() -> Result<A, FrameError>,
) -> PyResult<Bound<'_, PyAny>> {
    guard(|| Column::new(Arc::new(find().map_err(Failure::usage)?)).into_bound_py_any(py))
}

fn day(date: NaiveDate) -> Result<Day, Failure> {
    Day::try_from(date).map_err(|error| Failure::Calendar(error.to_string()))
}

fn uncovered(error: sipas_core::Uncovered) -> Failure {
    Failure::Calendar(error.to_string())
}
