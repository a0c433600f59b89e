//! Files, workbooks and frames into datasets.

use std::path::PathBuf;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use sipas_app::exports::Accept;
use sipas_app::{Options, Origin, Outcome, Profiles, ReadError, Reader, Source, once_each};
use sipas_arrow::{Frame, FrameError};
use sipas_intake::Kind;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::dataset::Dataset;
use crate::enter::{Stop, enter, guard};
use crate::error::Failure;

/// How headers are to be understood, and what is vouched for.
pub(crate) struct Reading {
    pub(crate) kind: Kind,
    pub(crate) profiles: Vec<PathBuf>,
    pub(crate) columns: Vec<(String, Vec<String>)>,
    pub(crate) skip_refused: bool,
    pub(crate) options: Options,
}

impl Reading {
    pub(crate) fn reader(&self) -> Result<Reader, Failure> {
        let files = self.profiles.iter().map(|path| sipas_app::profile(path));
        let profiles = Profiles::with_columns(self.columns.clone(), files.collect::<Result<_, _>>()?)
            .map_err(|error| Failure::Profile(error.to_string()))?;
        Ok(Reader::new(Options { profiles, keep_sheets: true, ..self.options.clone() }))
    }

    /// Reads files, folders and patterns of names.
    fn read_paths(&self, paths: &[PathBuf], stop: &Stop) -> Result<Dataset, Failure> {
        let reader = self.reader()?;
        let accept = self.options.accept;
        let named = paths.iter().flat_map(|path| Source::all_of(self.kind, path, accept).0);
        let (sources, _) = once_each(named.collect());
        if let Some(nowhere) = sources.iter().find(|source| matches!(source.origin, Origin::Nowhere(_))) {
            let file = reader.load(nowhere, &mut reader.dataset(), &stop.watch()).into_iter().next();
            return Err(file
                .and_then(sipas_app::File::into_refusal)
                .map_or(Failure::Interrupted, Failure::from));
        }
        self.read(reader, sources, stop)
    }

    /// Reads all sources, or, where their codes are vouched for and nothing speaks against it, leaves all of them unread.
    fn read(&self, reader: Reader, sources: Vec<Source>, stop: &Stop) -> Result<Dataset, Failure> {
        if self.options.assume_unique && !self.skip_refused {
            let mut unread = Vec::new();
            for source in &sources {
                stop.check()?;
                match reader.can_wait(source)? {
                    Some(profile) => unread.push((source.clone(), profile)),
                    None => break,
                }
            }
            if unread.len() == sources.len() {
                return Ok(Dataset::unread(self.kind, reader, unread));
            }
        }
        let (mut data, mut read, mut refused) = (reader.dataset(), Vec::new(), Vec::new());
        for file in sources.iter().flat_map(|source| reader.load(source, &mut data, &stop.watch())) {
            match file.outcome {
                Outcome::Read(_) => read.extend(file.source.map(|source| (source, file.profile))),
                Outcome::PassedOver(refusal) => refused.push((file.shown, refusal.to_string())),
                Outcome::Hidden => {}
                // An input that is refused is passed over, where that was asked for.
                Outcome::Refused(error) if self.skip_refused && !matches!(error, ReadError::Interrupted) => {
                    let failure = Failure::from(error);
                    if !failure.is_of_input() {
                        return Err(failure);
                    }
                    refused.push((file.shown, failure.to_string()));
                }
                Outcome::Refused(error) => return Err(error.into()),
            }
        }
        Ok(Dataset::of(self.kind, reader, data, read, refused))
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
    let delimiter = delimiter.transpose()?;
    let options = Options { delimiter, encoding, assume_unique, accept: Accept::Texts, ..Options::default() };
    let reading = Reading { kind, profiles, columns, skip_refused, options };
    enter(py, move |stop| reading.read_paths(&paths, stop))
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
    let options = Options { sheet, assume_unique, accept: Accept::Workbooks, ..Options::default() };
    let reading = Reading { kind, profiles, columns, skip_refused, options };
    enter(py, move |stop| reading.read_paths(&paths, stop))
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
    let batches = Batches::of(&frame, &name)?;
    let options = Options { assume_unique, ..Options::default() };
    let reading = Reading { kind, profiles, columns, skip_refused: false, options };
    enter(py, move |stop| {
        let reader = reading.reader()?;
        let refused = |error: FrameError| Failure::frame(&name, &error);
        let schema = batches.schema.clone();
        let batches = batches.collect::<Result<Vec<_>, _>>().map_err(|error| refused(error.into()))?;
        let profiles = &reader.options().profiles;
        let frame = Frame::new(&schema, &batches, kind, profiles.get(profiles.first())).map_err(refused)?;
        let source = Source::frame(kind, &name, frame);
        reading.read(reader, vec![source], stop)
    })
}
