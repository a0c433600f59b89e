//! The native half of the Python package `sipas`: thin as paper. What each thing means is said in `_native.pyi`.
//!
//! Every method that works long is one line through `enter::enter`, which detaches from the interpreter, heeds
//! Ctrl-C and turns a `error::Failure` into an exception of `sipas.errors`.

mod calendar;
mod dataset;
mod document;
mod enter;
mod error;
mod own;
mod partial;
mod question;
mod rate;
mod reading;
mod report;
mod settings;
mod table;
mod words;

/// The native half of the Python package sipas.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::calendar::WorkCalendar;
    #[pymodule_export]
    use crate::dataset::Dataset;
    #[pymodule_export]
    use crate::partial::{combine, count_arrow, merge};
    #[pymodule_export]
    use crate::rate::Rate;
    #[pymodule_export]
    use crate::reading::read;
    #[pymodule_export]
    use crate::report::{Report, restored};
    #[pymodule_export]
    use crate::table::{Column, Table, stacked};
    #[pymodule_export]
    use crate::words::words;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::enter::remember_panics();
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("DEBUG", cfg!(debug_assertions))
    }
}
