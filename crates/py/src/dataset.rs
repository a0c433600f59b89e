use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use pyo3_arrow::input::AnyRecordBatch;
use sipas_arrow::{Frame, FrameError, table};
use sipas_core::{Clock, Dimension, Period, Plan, Report as Counted};
use sipas_csv::Options;
use sipas_front::{Beside, exports};
use sipas_intake::{Dataset as Data, Kind, Profile, Which};
use sipas_render::Lang;

use crate::enter::{Stop, enter};
use crate::error::Failure;
use crate::partial::split;
use crate::report::{Asked, Report};
use crate::settings::Settings;
use crate::source::{self, Book, Guide, Origin, Part};
use crate::table::Table;

/// What was read, and from where.
#[pyclass(frozen, module = "sipas._native")]
#[derive(Clone)]
pub(crate) struct Dataset(Arc<Held>);

pub(crate) struct Held {
    kind: Kind,
    pub(crate) data: Data,
    /// The inputs that could be read, each with the profile that it was read by.
    parts: Vec<(Part, Option<usize>)>,
    refused: Vec<(String, String)>,
}

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

    fn read(self, parts: Vec<Part>, stop: &Stop) -> Result<Dataset, Failure> {
        let mut held = self.nothing();
        for part in parts {
            self.part(part, &mut held, stop)?;
        }
        Ok(Dataset(Arc::new(held)))
    }

    pub(crate) fn nothing(&self) -> Held {
        let data = if self.assume_unique { Data::assuming_unique() } else { Data::new() };
        Held { kind: self.kind, data, parts: Vec::new(), refused: Vec::new() }
    }

    fn part(&self, part: Part, held: &mut Held, stop: &Stop) -> Result<(), Failure> {
        match part.load(&mut held.data, stop) {
            Ok(profile) => held.parts.push((part, profile)),
            Err(failure) => self.refused(part.shown, failure, held)?,
        }
        Ok(())
    }

    /// An input that is refused is passed over, where that was asked for.
    fn refused(&self, shown: String, failure: Failure, held: &mut Held) -> Result<(), Failure> {
        if !(self.skip_refused && failure.is_of_input()) {
            return Err(failure);
        }
        held.refused.push((shown, failure.to_string()));
        Ok(())
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
    let options = Options { delimiter: delimiter.transpose()?, encoding };
    let reading = Reading { kind, profiles, columns, assume_unique, skip_refused };
    enter(py, move |stop| {
        let guide = reading.guide()?;
        let part = |(path, shown)| Part {
            kind,
            shown,
            origin: Origin::File(path),
            guide: guide.clone(),
            options: options.clone(),
        };
        reading.read(source::expand(&paths, &exports::TEXTS)?.into_iter().map(part).collect(), stop)
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
        let mut held = reading.nothing();
        for (path, shown) in source::expand(&paths, &exports::WORKBOOKS)? {
            stop.check()?;
            match Book::open(&path, &shown, sheet.as_deref(), kind, &guide) {
                Ok(book) => {
                    held.refused.extend(book.passed_over);
                    for part in book.sheets {
                        reading.part(part, &mut held, stop)?;
                    }
                }
                Err(failure) => reading.refused(shown, failure, &mut held)?,
            }
        }
        Ok(Dataset(Arc::new(held)))
    })
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
    // A series has the same door as a frame.
    let frame: AnyRecordBatch = frame
        .extract()
        .map_err(|error| Failure::frame(&name, &format!("no frame of named columns: {error}")))?;
    let reader = frame.into_reader()?;
    let reading = Reading { kind, profiles, columns, assume_unique, skip_refused: false };
    enter(py, move |stop| {
        let guide = reading.guide()?;
        let refused = |error: FrameError| Failure::frame(&name, &error);
        let schema = reader.schema();
        let batches = reader.collect::<Result<Vec<_>, _>>().map_err(|error| refused(error.into()))?;
        let frame =
            Frame::new(&schema, &batches, kind, guide.first().map(|n| guide.profile(n))).map_err(refused)?;
        let origin = Origin::Frame(Arc::new(frame));
        reading.read(vec![Part { kind, shown: name, origin, guide, options: Options::default() }], stop)
    })
}

impl Dataset {
    /// Reads it again, into another.
    pub(crate) fn load_into(&self, data: &mut Data, stop: &Stop) -> Result<(), Failure> {
        self.0.parts.iter().try_for_each(|(part, _)| part.load(data, stop).map(|_| ()))
    }

    /// This and others in one, each kind newer than the one before it; and the profiles in use.
    ///
    /// The others are read again: a dataset cannot be added to another.
    fn joined(&self, others: &[Dataset], stop: &Stop) -> Result<Joined, Failure> {
        let profile = |(part, used): &(Part, Option<usize>)| used.map(|n| part.guide.profile(n).clone());
        let all = std::iter::once(self).chain(others);
        let profiles = all.flat_map(|dataset| &dataset.0.parts).filter_map(profile).collect();
        if others.iter().all(|other| other.0.parts.is_empty()) {
            return Ok(Joined { data: None, of: self.clone(), profiles });
        }
        let mut data = self.0.data.clone();
        others.iter().try_for_each(|other| other.load_into(&mut data, stop))?;
        Ok(Joined { data: Some(data), of: self.clone(), profiles })
    }
}

/// What a report was made of, and by what.
pub(crate) struct Question {
    of: Dataset,
    others: Vec<Dataset>,
    clock: Clock,
    plan: Option<Plan>,
    baseline: Option<Period>,
}

impl Question {
    /// What stands beside its report in a page and in a workbook; it has to be of the same inputs.
    pub(crate) fn beside(&self, report: &Counted, lang: Lang, stop: &Stop) -> Result<Beside, Failure> {
        let joined = self.of.joined(&self.others, stop)?;
        stop.check()?;
        if joined.data().summaries() != report.inputs {
            return Err(Failure::usage("an input has changed since the report was made; make it again"));
        }
        Ok(Beside::of(joined.data(), &self.clock, self.plan.as_ref(), self.baseline, lang))
    }
}

/// What groups are made of.
pub(crate) fn dimensions(names: &[String]) -> Result<Vec<Dimension>, Failure> {
    let by: Vec<Dimension> =
        names.iter().map(|name| name.parse()).collect::<Result<_, _>>().map_err(Failure::usage)?;
    match (1..by.len()).find(|&n| by[..n].contains(&by[n])) {
        Some(n) => Err(Failure::Usage(format!("by names {} twice", by[n]))),
        None => Ok(by),
    }
}

struct Joined {
    /// `None` where there was nothing to join.
    data: Option<Data>,
    of: Dataset,
    profiles: Vec<Profile>,
}

impl Joined {
    fn data(&self) -> &Data {
        self.data.as_ref().unwrap_or(&self.of.0.data)
    }
}

pub(crate) fn others(given: Vec<Py<Dataset>>) -> Vec<Dataset> {
    given.iter().map(|other| other.get().clone()).collect()
}

#[pymethods]
impl Dataset {
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind.name()
    }

    #[getter]
    fn refused(&self) -> Vec<(String, String)> {
        self.0.refused.clone()
    }

    #[getter]
    fn issues(&self) -> Table {
        table::issues(&self.0.data).into()
    }

    #[getter]
    fn rejected(&self) -> Table {
        table::rejected(&self.0.data).into()
    }

    #[getter]
    fn duplicates(&self) -> Table {
        table::duplicates(&self.0.data).into()
    }

    #[getter]
    fn skipped(&self) -> Table {
        table::skipped(&self.0.data).into()
    }

    #[getter]
    fn inputs(&self) -> Table {
        table::inputs(&self.0.data.summaries()).into()
    }

    #[getter]
    fn columns(&self) -> Table {
        table::columns(&self.0.data).into()
    }

    #[pyo3(signature = (others, which, within, keywords))]
    fn lines(
        &self,
        py: Python<'_>,
        others: Vec<Py<Dataset>>,
        which: Vec<String>,
        within: u16,
        keywords: &Bound<'_, PyDict>,
    ) -> PyResult<Table> {
        let which: Vec<Which> =
            which.iter().map(|name| name.parse()).collect::<Result<_, _>>().map_err(Failure::usage)?;
        let (settings, others, own) = (Settings::of(keywords)?, self::others(others), self.clone());
        enter(py, move |stop| {
            let joined = own.joined(&others, stop)?;
            let (clock, _) = settings.clock(joined.data(), &joined.profiles)?;
            Ok(match own.0.kind {
                Kind::Pakn => table::pakn(joined.data(), &clock, &which),
                _ => table::dossiers(joined.data(), &clock, &which, within.into()),
            })
        })
        .map(Table::from)
    }

    #[pyo3(signature = (others, *, by, plan, baseline, lang, keywords))]
    #[allow(clippy::too_many_arguments)]
    fn report(
        &self,
        py: Python<'_>,
        others: Vec<Py<Dataset>>,
        by: Vec<String>,
        plan: Option<PathBuf>,
        baseline: Option<String>,
        lang: &str,
        keywords: &Bound<'_, PyDict>,
    ) -> PyResult<Report> {
        let by = dimensions(&by)?;
        let (lang, settings) = (crate::words::lang(lang)?, Settings::of(keywords)?);
        let (others, own) = (self::others(others), self.clone());
        enter(py, move |stop| {
            let plan = plan.map_or(Ok(None), |name| sipas_front::plan(&name))?;
            let baseline = baseline.map(|text| settings.baseline(&text)).transpose()?;
            let joined = own.joined(&others, stop)?;
            let (clock, period_chosen) = settings.clock(joined.data(), &joined.profiles)?;
            let report = joined.data().report(&clock, &by, plan.as_ref(), baseline);
            drop(joined);
            let question = Some(Question { of: own, others, clock, plan, baseline });
            Ok(Report::new(Asked { report, lang, period_chosen, question }))
        })
    }

    #[pyo3(signature = (others, *, by, baseline, rows, keywords))]
    #[allow(clippy::too_many_arguments)]
    fn partial<'py>(
        &self,
        py: Python<'py>,
        others: Vec<Py<Dataset>>,
        by: Vec<String>,
        baseline: Option<String>,
        rows: bool,
        keywords: &Bound<'py, PyDict>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let (by, settings) = (dimensions(&by)?, Settings::of(keywords)?);
        let (others, own) = (self::others(others), self.clone());
        let bytes = enter(py, move |stop| {
            settings.same_everywhere()?;
            let baseline = baseline.map(|text| settings.baseline(&text)).transpose()?;
            let joined = own.joined(&others, stop)?;
            let (clock, _) = settings.clock(joined.data(), &joined.profiles)?;
            Ok(joined.data().partial(&clock, &by, baseline, split(rows)).into_bytes())
        })?;
        Ok(PyBytes::new(py, &bytes))
    }
}
