use std::io;
use std::path::PathBuf;

use pyo3::exceptions::PyFileNotFoundError;
use pyo3::prelude::*;
use sipas_app::exports::Nothing;
use sipas_app::unit_names::UnitNamesError;
use sipas_app::{FileError, ReadError};
use sipas_csv::CsvError;
use sipas_excel::ExcelError;

/// Why something could not be done; each kind is an exception of its own in `sipas.errors`, or one of Python's.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// An option that makes no sense.
    #[error("{0}")]
    Usage(String),
    /// A file that is not there, or cannot be opened.
    #[error("{path}: {error}", path = .path.display())]
    Io { path: PathBuf, error: io::Error },
    /// A file or a frame that is no export.
    #[error("{path}: {reason}")]
    Refused { path: String, reason: String, advice: String },
    /// A profile that does not hold.
    #[error("{0}")]
    Profile(String),
    /// A plan that does not hold.
    #[error("{0}")]
    Plan(String),
    /// A calendar that does not hold, or does not cover the years asked for.
    #[error("{0}")]
    Calendar(String),
    /// A defect of this package, at this place in its source.
    #[error("sipas has a defect ({0}); please report it")]
    Defect(String),
    /// The work was given up, as was asked for.
    #[error("interrupted")]
    Interrupted,
}

impl Failure {
    pub(crate) fn usage(error: impl ToString) -> Failure {
        Failure::Usage(error.to_string())
    }

    pub(crate) fn csv(path: &str, error: CsvError) -> Failure {
        match error {
            CsvError::Open { path, error } | CsvError::Write { path, error } => Failure::Io { path, error },
            CsvError::UnknownEncoding { .. } | CsvError::Delimiter { .. } => Failure::usage(error),
            other => Failure::refused_as(path, &other.to_string()),
        }
    }

    fn excel(path: &str, error: ExcelError) -> Failure {
        match error {
            ExcelError::Open { path, error } => Failure::Io { path, error },
            other => Failure::refused_as(path, &other.to_string()),
        }
    }

    /// What a sentence says that may begin with the path.
    fn refused_as(path: &str, said: &str) -> Failure {
        let reason = said.strip_prefix(path).and_then(|rest| rest.strip_prefix(": "));
        let reason = reason.unwrap_or(said).to_owned();
        Failure::Refused { path: path.to_owned(), reason, advice: String::new() }
    }

    pub(crate) fn frame(path: &str, error: &impl ToString) -> Failure {
        Failure::Refused { path: path.to_owned(), reason: error.to_string(), advice: String::new() }
    }

    /// Whether it is the input's fault, so that other inputs can still be read.
    pub(crate) fn is_of_input(&self) -> bool {
        matches!(self, Failure::Io { .. } | Failure::Refused { .. })
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Failure {
        match error {
            FileError::Open { path, error } => Failure::Io { path, error },
            FileError::Profile(error) => Failure::Profile(error.to_string()),
            FileError::Plan { .. } | FileError::External { .. } | FileError::Figures { .. } => {
                Failure::Plan(error.to_string())
            }
            FileError::Calendar { .. } => Failure::Calendar(error.to_string()),
        }
    }
}

impl From<UnitNamesError> for Failure {
    fn from(error: UnitNamesError) -> Failure {
        match error {
            UnitNamesError::File(error) => error.into(),
            other => Failure::usage(other),
        }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Failure {
        let said = error.to_string();
        match error {
            ReadError::Interrupted => Failure::Interrupted,
            ReadError::Text { shown, error } => Failure::csv(&shown, error),
            ReadError::Workbook { shown, error } => Failure::excel(&shown, error),
            ReadError::Nothing { shown, nothing } => {
                let error = match &nothing {
                    Nothing::Folder(error) | Nothing::File(error) => same(error),
                    // ENOENT: to Python, nothing was found.
                    nothing => io::Error::new(io::ErrorKind::NotFound, nothing.to_string()),
                };
                Failure::Io { path: shown.into(), error }
            }
            ReadError::Refused { shown, .. }
            | ReadError::Frame { shown, .. }
            | ReadError::Column { shown, .. }
            | ReadError::NoText { shown }
            | ReadError::NeedsOrder { shown }
            | ReadError::Changed { shown } => Failure::refused_as(&shown, &said),
            other => Failure::usage(other),
        }
    }
}

/// An error cannot be cloned, but the number that the system gave it can.
fn same(error: &io::Error) -> io::Error {
    error
        .raw_os_error()
        .map_or_else(|| io::Error::new(error.kind(), error.to_string()), io::Error::from_raw_os_error)
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> PyErr {
        Python::attach(|py| raised(py, &failure).unwrap_or_else(|unexpected| unexpected))
    }
}

/// The exception: those of the package are classes of Python, so that they have fields and can be pickled.
fn raised(py: Python<'_>, failure: &Failure) -> PyResult<PyErr> {
    let errors = py.import("sipas.errors")?;
    let of = |name: &str, said: &str| Ok(PyErr::from_value(errors.getattr(name)?.call1((said,))?));
    let said = failure.to_string();
    match failure {
        Failure::Usage(_) => of("UsageError", &said),
        Failure::Profile(_) => of("ProfileError", &said),
        Failure::Plan(_) => of("PlanError", &said),
        Failure::Calendar(_) => of("CalendarError", &said),
        Failure::Defect(_) => of("InternalError", &said),
        Failure::Refused { path, reason, advice } => {
            Ok(PyErr::from_value(errors.getattr("RefusedError")?.call1((path, reason, advice))?))
        }
        Failure::Io { path, error } => {
            // OSError chooses its own subclass by the number: FileNotFoundError, PermissionError, …
            let class = py.get_type::<pyo3::exceptions::PyOSError>();
            let path = path.display().to_string();
            Ok(PyErr::from_value(match error.raw_os_error() {
                Some(number) => {
                    class.call1((number, py.import("os")?.call_method1("strerror", (number,))?, path))?
                }
                None if error.kind() == io::ErrorKind::NotFound => {
                    py.get_type::<PyFileNotFoundError>().call1((format!("{path}: {error}"),))?
                }
                None => class.call1((format!("{path}: {error}"),))?,
            }))
        }
        Failure::Interrupted => Ok(pyo3::exceptions::PyKeyboardInterrupt::new_err(())),
    }
}
