//! Files, workbooks and frames into datasets.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use sipas_arrow::{Frame, FrameError};
use sipas_csv::{Options, Stamp};
use sipas_front::exports;
use sipas_intake::{Dataset as Data, Kind};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::dataset::Dataset;
use crate::enter::{Stop, enter, guard};
use crate::error::Failure;
use crate::source::{self, Book, Guide, Origin, Part, Unread};

/// How inputs are read.
pub(crate) struct Reading {
    pub(crate) kind: Kind,
    pub(crate) profiles: Vec<PathBuf>,
    pub(crate) columns: Vec<(String, Vec<String>)>,
    pub(crate) assume_unique: bool,
    pub(crate) skip_refused: bool,
}

impl Reading {
    pub(crate) fn guide(&self) -> Result<Arc<Guide>, Failure> {
        let files = self.profiles.iter().map(|path| sipas_front::profile(path));
        Ok(Arc::new(Guide::of(self.columns.clone(), files.collect::<Result<_, _>>()?)?))
    }

    pub(crate) fn nothing(&self) -> Data {
        if self.assume_unique { Data::assuming_unique() } else { Data::new() }
    }

    /// Reads all parts, or, where their codes are vouched for and nothing speaks against it, leaves all of them unread.
    fn read_parts(self, parts: Vec<Part>, stop: &Stop) -> Result<Dataset, Failure> {
        if self.assume_unique && !self.skip_refused {
            let mut unread = Vec::new();
            for part in &parts {
                stop.check()?;
                match part.leave_unread()? {
                    Unread::By(profile) => unread.push((part.clone(), profile)),
                    Unread::No => break,
                }
            }
            if unread.len() == parts.len() {
                return Ok(Dataset::unread(self.kind, unread));
            }
        }
        let mut begun = self.begin();
        for part in parts {
            begun.part(part, stop)?;
        }
        Ok(begun.finish())
    }

    fn begin(self) -> Begun {
        Begun { data: self.nothing(), reading: self, parts: Vec::new(), refused: Vec::new() }
    }
}

/// What was read so far.
struct Begun {
    reading: Reading,
    data: Data,
    parts: Vec<(Part, Option<usize>)>,
    refused: Vec<(String, String)>,
}

impl Begun {
    fn part(&mut self, part: Part, stop: &Stop) -> Result<(), Failure> {
        match part.load(&mut self.data, stop) {
            Ok(profile) => self.parts.push((part, profile)),
            Err(failure) => self.refused(part.shown, failure)?,
        }
        Ok(())
    }

    /// An input that is refused is passed over, where that was asked for.
    fn refused(&mut self, shown: String, failure: Failure) -> Result<(), Failure> {
        if !(self.reading.skip_refused && failure.is_of_input()) {
            return Err(failure);
        }
        self.refused.push((shown, failure.to_string()));
        Ok(())
    }

    fn finish(self) -> Dataset {
        let Begun { reading, data, parts, refused } = self;
        Dataset::of(reading.kind, data, parts, refused)
    }
}

pub(crate) fn kind(name: &str) -> Result<Kind, Failure> {
    Kind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
        Failure::Usage(format!("kind must be 'dossiers', 'pakn', 'procedures' or 'survey', not {name:?}"))
    })
}

/// Reads files, folders and patterns of names.
#[pyfunction]
#[pyo3(signature = (paths, *, kind, profiles, columns, delimiter, encoding, assume_unique, skip_refused))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn read_csv(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    kind: &str,
    profiles: Vec<PathBuf>,
    columns: Vec<(String, Vec<String>)>,
    delimiter: Option<char>,
    encoding: Option<String>,
    assume_unique: bool,
    skip_refused: bool,
) -> PyResult<Dataset> {
    let kind = self::kind(kind)?;
    let delimiter = delimiter
        .map(|c| u8::try_from(c).map_err(|_| Failure::Usage(format!("the delimiter {c:?} cannot be used"))));
    let options = Options { delimiter: delimiter.transpose()?, encoding, ..Options::default() };
    let reading = Reading { kind, profiles, columns, assume_unique, skip_refused };
    enter(py, move |stop| {
        let guide = reading.guide()?;
        let part = |(path, shown): (PathBuf, String)| {
            let stamp = Stamp::of(&path);
            let origin = Origin::File(path, stamp);
            Part { kind, shown, origin, guide: guide.clone(), options: options.clone() }
        };
        let parts = source::expand(&paths, &exports::TEXTS)?.into_iter().map(part).collect();
        reading.read_parts(parts, stop)
    })
}

/// Reads workbooks, folders of them and patterns of names.
#[pyfunction]
#[pyo3(signature = (paths, *, sheet, kind, profiles, columns, assume_unique, skip_refused))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn read_excel(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    sheet: Option<String>,
    kind: &str,
    profiles: Vec<PathBuf>,
    columns: Vec<(String, Vec<String>)>,
    assume_unique: bool,
    skip_refused: bool,
) -> PyResult<Dataset> {
    let kind = self::kind(kind)?;
    let reading = Reading { kind, profiles, columns, assume_unique, skip_refused };
    enter(py, move |stop| {
        let guide = reading.guide()?;
        let mut begun = reading.begin();
        for (path, shown) in source::expand(&paths, &exports::WORKBOOKS)? {
            stop.check()?;
            match Book::open(&path, &shown, sheet.as_deref(), kind, &guide) {
                Ok(book) => {
                    begun.refused.extend(book.passed_over);
                    for part in book.sheets {
                        begun.part(part, stop)?;
                    }
                }
                Err(failure) => begun.refused(shown, failure)?,
            }
        }
        Ok(begun.finish())
    })
}

/// The batches of a frame of any library, as they come. What does not fit the schema that was announced is an error.
pub(crate) struct Batches {
    pub(crate) schema: SchemaRef,
    reader: Box<dyn RecordBatchReader + Send>,
}

impl Batches {
    pub(crate) fn of(frame: &Bound<'_, PyAny>, name: &str) -> PyResult<Batches> {
        guard(|| {
            // A series has the same door as a frame.
            let frame: AnyRecordBatch = frame
                .extract()
                .map_err(|error| Failure::frame(name, &format!("no frame of named columns: {error}")))?;
            let reader = frame.into_reader()?;
            Ok(Batches { schema: reader.schema(), reader })
        })
    }
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let unfit = || ArrowError::SchemaError("a batch does not fit the schema of the frame".to_owned());
        // The importer takes a batch to be what the schema says, and panics where it is not.
        let batch =
            catch_unwind(AssertUnwindSafe(|| self.reader.next())).unwrap_or_else(|_| Some(Err(unfit())));
        Some(batch?.and_then(|batch| {
            let types = |schema: &SchemaRef| -> Vec<_> {
                schema.fields().iter().map(|field| field.data_type().clone()).collect()
            };
            if types(&batch.schema()) == types(&self.schema) { Ok(batch) } else { Err(unfit()) }
        }))
    }
}

/// Reads a frame of any library.
#[pyfunction]
#[pyo3(signature = (frame, *, kind, name, profiles, columns, assume_unique))]
pub(crate) fn from_arrow(
    py: Python<'_>,
    frame: Bound<'_, PyAny>,
    kind: &str,
    name: String,
    profiles: Vec<PathBuf>,
    columns: Vec<(String, Vec<String>)>,
    assume_unique: bool,
) -> PyResult<Dataset> {
    let kind = self::kind(kind)?;
    let reader = Batches::of(&frame, &name)?;
    let reading = Reading { kind, profiles, columns, assume_unique, skip_refused: false };
    enter(py, move |stop| {
        let guide = reading.guide()?;
        let refused = |error: FrameError| Failure::frame(&name, &error);
        let schema = reader.schema.clone();
        let batches = reader.collect::<Result<Vec<_>, _>>().map_err(|error| refused(error.into()))?;
        let frame =
            Frame::new(&schema, &batches, kind, guide.first().map(|n| guide.profile(n))).map_err(refused)?;
        let origin = Origin::Frame(Arc::new(frame));
        let part = Part { kind, shown: name, origin, guide, options: Options::default() };
        reading.read_parts(vec![part], stop)
    })
}
