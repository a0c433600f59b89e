use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use sipas_render::ControlLimits;

/// An exact pair of counts.
#[pyclass(frozen, eq, hash, module = "sipas._native")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Rate {
    #[pyo3(get)]
    numerator: u64,
    #[pyo3(get)]
    denominator: u64,
}

impl From<sipas_core::Rate> for Rate {
    fn from(rate: sipas_core::Rate) -> Rate {
        Rate { numerator: rate.numerator, denominator: rate.denominator }
    }
}

impl Rate {
    fn core(&self) -> sipas_core::Rate {
        sipas_core::Rate::new(self.numerator, self.denominator)
    }
}

#[pymethods]
impl Rate {
    #[new]
    fn new(numerator: u64, denominator: u64) -> Rate {
        Rate { numerator, denominator }
    }

    #[getter]
    fn value(&self) -> Option<f64> {
        self.core().value()
    }

    #[getter]
    fn interval(&self) -> Option<(f64, f64)> {
        self.core().interval().map(|[low, high]| (low, high))
    }

    #[getter]
    fn small(&self) -> bool {
        self.core().is_small()
    }

    /// How many hits a group of that size may have, if its true rate is this one: at most `tail` lies beyond either
    /// limit. `None` without data.
    fn limits(&self, size: u64, tail: f64) -> Option<(u64, u64)> {
        ControlLimits::of(self.core(), size, tail).map(|limits| (limits.low, limits.high))
    }

    #[pyo3(signature = (decimals=2))]
    fn percent(&self, decimals: u32) -> PyResult<Option<String>> {
        if decimals > 15 {
            return Err(PyOverflowError::new_err("a percentage has at most 15 decimals"));
        }
        Ok(self.core().percent(decimals))
    }
}
