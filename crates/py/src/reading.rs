//! Files, workbooks, bytes and frames into datasets.

use std::collections::BTreeSet;
use std::path::PathBuf;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyDict;
use pyo3_arrow::input::AnyRecordBatch;
use sipas_app::exports::Accept;
use sipas_app::unit_names::UnitNames;
use sipas_app::{FrameRows, Options, Origin, Outcome, Profiles, ReadError, Reader, Source, once_each};
use sipas_arrow::{Frame, FrameError};
use sipas_intake::{Kind, RefusalCode};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::dataset::Dataset;
use crate::enter::{Stop, enter, guard};
use crate::error::Failure;

/// How headers are to be understood, and what is vouched for.
pub(crate) struct Reading {
    /// What everything holds; `None` where headers tell.
    pub(crate) kind: Option<Kind>,
    pub(crate) profiles: Vec<PathBuf>,
    pub(crate) columns: Vec<(String, Vec<String>)>,
    pub(crate) dimensions: Vec<(String, String)>,
    pub(crate) units: Option<Units>,
    /// Whether zones behind times are not meant.
    pub(crate) wall: bool,
    pub(crate) skip_refused: bool,
    pub(crate) options: Options,
}

/// What units are called: by a table, or pairs of an alias and a name.
#[derive(FromPyObject)]
pub(crate) enum Units {
    File(PathBuf),
    Pairs(Vec<(String, String)>),
}

impl Units {
    fn names(&self) -> Result<UnitNames, Failure> {
        Ok(match self {
            Units::File(path) => UnitNames::open(path)?,
            Units::Pairs(pairs) => {
                UnitNames::of("units", pairs.iter().map(|(alias, name)| [alias.clone(), name.clone()]))
            }
        })
    }
}

/// Something to be read: a path, or bytes or a frame under a name.
type Given<'py> = (PathBuf, Option<PyBackedBytes>, Option<Bound<'py, PyAny>>);

/// Something to be read, held without the interpreter.
enum Wanted {
    Path(PathBuf),
    Bytes(String, PyBackedBytes),
    Frame(String, Batches),
}

impl Reading {
    /// From the keywords that all readers share.
    pub(crate) fn of(keywords: &Bound<'_, PyDict>) -> PyResult<Reading> {
        let mut reading = Reading {
            kind: None,
            profiles: Vec::new(),
            columns: Vec::new(),
            dimensions: Vec::new(),
            units: None,
            wall: false,
            skip_refused: false,
            options: Options::default(),
        };
        for (name, value) in keywords {
            let name: String = name.extract()?;
            match name.as_str() {
                "kind" => {
                    reading.kind = value.extract::<Option<String>>()?.map(|name| kind(&name)).transpose()?;
                }
                "profiles" => reading.profiles = value.extract()?,
                "columns" => reading.columns = value.extract()?,
                "dimensions" => reading.dimensions = value.extract()?,
                "units" => reading.units = value.extract()?,
                "wall" => reading.wall = value.extract()?,
                "skip_refused" => reading.skip_refused = value.extract()?,
                "delimiter" => {
                    let one =
                        |c: char| u8::try_from(c).map_err(|_| format!("the delimiter {c:?} cannot be used"));
                    let delimiter = value.extract::<Option<char>>()?.map(one).transpose();
                    reading.options.delimiter = delimiter.map_err(Failure::Usage)?;
                }
                "encoding" => reading.options.encoding = value.extract()?,
                "sheet" => reading.options.sheet = value.extract()?,
                "assume_unique" => reading.options.assume_unique = value.extract()?,
                "part" if value.extract()? => reading.options.frames = FrameRows::Some,
                "part" => {}
                "accept" => reading.options.accepted = accepted(&value.extract::<Vec<String>>()?)?,
                "files" => {
                    reading.options.accept = match value.extract::<String>()?.as_str() {
                        "texts" => Accept::Texts,
                        "workbooks" => Accept::Workbooks,
                        _ => Accept::All,
                    }
                }
                _ => {
                    return Err(pyo3::exceptions::PyTypeError::new_err(format!(
                        "unexpected keyword {name:?}"
                    )));
                }
            }
        }
        Ok(reading)
    }

    pub(crate) fn reader(&self) -> Result<Reader, Failure> {
        let files = self.profiles.iter().map(|path| sipas_app::profile(path));
        let profiles = Profiles::with_columns(self.columns.clone(), files.collect::<Result<_, _>>()?)
            .map_err(|error| Failure::Profile(error.to_string()))?;
        let profiles = profiles.with_dimensions(&self.dimensions).map_err(Failure::usage)?;
        let profiles = if self.wall { profiles.with_wall_offsets() } else { profiles };
        let profiles = match &self.units {
            Some(units) => profiles.with_unit_names(&units.names()?)?,
            None => profiles,
        };
        Ok(Reader::new(Options { profiles, keep_sheets: true, ..self.options.clone() }))
    }

    /// The inputs that somebody names, each with the kind that its headers tell.
    fn sources(&self, reader: &Reader, wanted: Vec<Wanted>) -> Result<Vec<Source>, Failure> {
        let mut sources = Vec::new();
        // What has no known header is read as what most exports are, so that it is told what is missing.
        let usual = self.kind.unwrap_or(Kind::Dossiers);
        for one in wanted {
            match one {
                Wanted::Path(path) => {
                    let found = Source::all_of(usual, &path, self.options.accept).0;
                    sources.extend(found.into_iter().flat_map(|source| self.of_kinds(reader, source)));
                }
                Wanted::Bytes(name, bytes) => {
                    let source = Source::bytes_of(usual, &name, bytes.as_ref().to_vec());
                    sources.extend(self.of_kinds(reader, source));
                }
                Wanted::Frame(name, batches) => {
                    let refused = |error: FrameError| Failure::frame(&name, &error);
                    let schema = batches.schema.clone();
                    let names: Vec<String> =
                        schema.fields().iter().map(|field| field.name().clone()).collect();
                    let batches =
                        batches.collect::<Result<Vec<_>, _>>().map_err(|error| refused(error.into()))?;
                    let profiles = &reader.options().profiles;
                    let profile = profiles.get(profiles.first());
                    let of = |kind| Frame::new(&schema, &batches, kind, profile).map_err(refused);
                    let told = self.kind.or_else(|| reader.kind_of_names(&names));
                    let mut kind = told.unwrap_or(usual);
                    let mut frame = of(kind)?;
                    // The header may be a row below a title.
                    let below = if told.is_none() { reader.kind_of_frame(&frame) } else { None };
                    if let Some(other) = below.filter(|other| *other != kind) {
                        (kind, frame) = (other, of(other)?);
                    }
                    sources.push(Source::frame(kind, &name, frame));
                }
            }
        }
        Ok(once_each(sources).0)
    }

    /// The source once for each kind of export that it has headers of.
    fn of_kinds(&self, reader: &Reader, source: Source) -> Vec<Source> {
        if self.kind.is_some() || matches!(source.origin, Origin::Nowhere(_)) {
            return vec![source];
        }
        // Why it cannot be read is told when it is read.
        let kinds = reader.kinds_of(&source).unwrap_or_default();
        if kinds.is_empty() {
            return vec![source];
        }
        kinds.into_iter().map(|kind| Source { kind, ..source.clone() }).collect()
    }

    /// Reads all inputs, or, where their codes are vouched for and nothing speaks against it, leaves all of them unread.
    fn read(&self, wanted: Vec<Wanted>, stop: &Stop) -> Result<Dataset, Failure> {
        let reader = self.reader()?;
        let sources = self.sources(&reader, wanted)?;
        if let Some(nowhere) = sources.iter().find(|source| matches!(source.origin, Origin::Nowhere(_))) {
            let file = reader.load(nowhere, &mut reader.dataset(), &stop.watch()).into_iter().next();
            return Err(file
                .and_then(sipas_app::File::into_refusal)
                .map_or(Failure::Interrupted, Failure::from));
        }
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
                return Ok(Dataset::unread(reader, unread));
            }
        }
        let (mut data, mut read, mut refused) = (reader.dataset(), Vec::new(), Vec::new());
        let mut shown = BTreeSet::new();
        for source in &sources {
            for file in reader.load(source, &mut data, &stop.watch()) {
                if file.input().is_some() {
                    shown.insert(file.shown.clone());
                }
                match file.outcome {
                    Outcome::Read(_) => read.extend(file.source.map(|source| (source, file.profile))),
                    Outcome::PassedOver(refusal) => refused.push((file.shown, refusal.to_string())),
                    Outcome::NotRead(why) => refused.push((file.shown, why.texts().1.to_owned())),
                    Outcome::Hidden => {}
                    // An input that is refused is passed over, where that was asked for.
                    Outcome::Refused(error)
                        if self.skip_refused && !matches!(error, ReadError::Interrupted) =>
                    {
                        let failure = Failure::from(error);
                        if !failure.is_of_input() {
                            return Err(failure);
                        }
                        refused.push((file.shown, failure.to_string()));
                    }
                    Outcome::Refused(error) => return Err(advised(&reader, source, error)),
                }
            }
        }
        // What is no export of one kind was read as one of another.
        refused.retain(|(file, _)| !shown.contains(file));
        let kind = self.kind.or_else(|| read.iter().map(|(source, _)| source.kind).min());
        Ok(Dataset::of(kind.unwrap_or(Kind::Dossiers), reader, data, read, refused))
    }
}

/// The reason of a refusal, and what may help.
/// An error with how to go on, where a person may know better.
pub(crate) fn acceptable(error: ReadError) -> Failure {
    let code = error.code();
    match (Failure::from(error), code) {
        (Failure::Refused { path, reason, .. }, Some(code)) => {
            Failure::Refused { path, reason, advice: accept_advice(code) }
        }
        (failure, _) => failure,
    }
}

fn accept_advice(code: RefusalCode) -> String {
    format!("to read it as it stands all the same: accept={:?}", code.name())
}

fn advised(reader: &Reader, source: &Source, error: ReadError) -> Failure {
    let (code, is_refusal) = (error.code(), matches!(error, ReadError::Refused { .. }));
    let failure = Failure::from(error);
    let Failure::Refused { path, reason, .. } = failure else { return failure };
    let other = || -> Option<Kind> {
        let kinds = match &source.origin {
            Origin::Frame(frame) => reader.kind_of_frame(frame).into_iter().collect(),
            Origin::File(..) | Origin::Bytes(_) => reader.kinds_of(source).ok()?,
            _ => return None,
        };
        kinds.first().copied().filter(|_| !kinds.contains(&source.kind))
    };
    let advice = match code {
        Some(code) => accept_advice(code),
        None => match is_refusal.then(other).flatten() {
            Some(kind) => format!("it has the headers of {}: kind={:?}, or sipas.read", kind, kind.name()),
            None => String::new(),
        },
    };
    Failure::Refused { path, reason, advice }
}

pub(crate) fn accepted(names: &[String]) -> Result<Vec<RefusalCode>, Failure> {
    let code = |name: &String| {
        let found = RefusalCode::NAMED.into_iter().find(|(known, _)| known == name);
        found.map(|(_, code)| code).ok_or_else(|| {
            let known: Vec<String> =
                RefusalCode::NAMED.iter().map(|(known, _)| format!("{known:?}")).collect();
            Failure::Usage(format!("accept must be of {}, not {name:?}", known.join(", ")))
        })
    };
    names.iter().map(code).collect()
}

pub(crate) fn kind(name: &str) -> Result<Kind, Failure> {
    Kind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
        Failure::Usage(format!("kind must be 'dossiers', 'pakn', 'procedures' or 'survey', not {name:?}"))
    })
}

/// Reads files, folders, patterns of names, bytes and frames.
#[pyfunction]
pub(crate) fn read(py: Python<'_>, given: Vec<Given<'_>>, keywords: &Bound<'_, PyDict>) -> PyResult<Dataset> {
    let reading = Reading::of(keywords)?;
    let wanted = |(path, bytes, frame): Given<'_>| {
        let name = || sipas_app::exports::shown(&path);
        Ok(match (bytes, frame) {
            (Some(bytes), _) => Wanted::Bytes(name(), bytes),
            (None, Some(frame)) => Wanted::Frame(name(), Batches::of(&frame, &name())?),
            (None, None) => Wanted::Path(path),
        })
    };
    let wanted = given.into_iter().map(wanted).collect::<PyResult<Vec<_>>>()?;
    enter(py, move |stop| reading.read(wanted, stop))
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
