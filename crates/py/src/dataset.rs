use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use sipas_app::{ColumnError, File, FrameRows, Reader, Source};
use sipas_arrow::table;
use sipas_core::{Clock, Dimension, Period, Plan};
use sipas_engine::{Dataset as Data, Place, Which};
use sipas_intake::{Kind, Profile};

use crate::enter::{Stop, enter};
use crate::error::Failure;
use crate::partial::split;
use crate::question::{Joined, Question};
use crate::report::Report;
use crate::settings::Settings;
use crate::table::Table;

/// What was read, and from where.
#[pyclass(frozen, module = "sipas._native")]
#[derive(Clone)]
pub(crate) struct Dataset(Arc<Shared>);

struct Shared {
    /// The kind of its records; of several kinds the first.
    kind: Kind,
    /// What was read of the parts. Of frames and files whose codes are vouched for they are read when lists are asked for: a
    /// report counts them as they stand.
    data: OnceLock<Data>,
    reader: Reader,
    /// The inputs that could be read, each with the profile that it was read by.
    sources: Vec<(Source, Option<usize>)>,
    refused: Vec<(String, String)>,
    /// Whether a report may count the inputs as they stand: once, since whoever asks again is faster with what is kept.
    may_count: AtomicBool,
}

impl Shared {
    fn data(&self, stop: &Stop) -> Result<&Data, Failure> {
        if self.data.get().is_none() {
            let mut data = self.reader.dataset();
            self.load_into(&mut data, stop)?;
            // Whoever was first, it is the same.
            let _ = self.data.set(data);
        }
        Ok(self.data.get().expect("it was just set"))
    }

    /// Reads all sources again, into another dataset.
    fn load_into(&self, data: &mut Data, stop: &Stop) -> Result<(), Failure> {
        let mut read =
            self.sources.iter().flat_map(|(source, _)| self.reader.load(source, data, &stop.watch()));
        let refused = read.find_map(File::into_refusal);
        refused.map_or(Ok(()), |error| Err(error.into()))
    }
}

/// Records of a kind: the table of them, and where each stands.
type Records = (sipas_arrow::Table, Vec<Place>);

impl Dataset {
    /// Of what was read.
    pub(crate) fn of(
        kind: Kind,
        reader: Reader,
        data: Data,
        sources: Vec<(Source, Option<usize>)>,
        refused: Vec<(String, String)>,
    ) -> Dataset {
        let may_count = AtomicBool::new(false);
        Dataset(Arc::new(Shared { kind, data: data.into(), reader, sources, refused, may_count }))
    }

    /// Of dossiers that can be counted as they stand, their codes being vouched for.
    pub(crate) fn unread(reader: Reader, sources: Vec<(Source, Option<usize>)>) -> Dataset {
        let (kind, data, may_count) = (Kind::Dossiers, OnceLock::new(), AtomicBool::new(true));
        Dataset(Arc::new(Shared { kind, data, reader, sources, refused: Vec::new(), may_count }))
    }

    /// What was read, as one of its tables.
    fn table(
        &self,
        py: Python<'_>,
        of: impl FnOnce(&Data) -> sipas_arrow::Table + Send + 'static,
    ) -> PyResult<Table> {
        let own = self.clone();
        enter(py, move |stop| own.0.data(stop).map(of)).map(Table::from)
    }

    /// Reads it again, into another.
    pub(crate) fn load_into(&self, data: &mut Data, stop: &Stop) -> Result<(), Failure> {
        self.0.load_into(data, stop)
    }

    /// What a report over a named period counts, where nothing was read yet.
    fn counted(
        &self,
        settings: &Settings,
        by: &[Dimension],
        plan: Option<&Plan>,
        baseline: Option<Period>,
        stop: &Stop,
    ) -> Result<(Clock, Data), Failure> {
        let mut data = self.0.reader.dataset();
        let (clock, _) = settings.clock(&data, &self.profiles())?;
        data.count_from_here(&clock, by, plan, baseline);
        self.load_into(&mut data, stop)?;
        Ok((clock, data))
    }

    fn profiles(&self) -> Vec<Profile> {
        let profiles = &self.0.reader.options().profiles;
        let profile = |(_, used): &(Source, Option<usize>)| profiles.get(*used).cloned();
        self.0.sources.iter().filter_map(profile).collect()
    }

    /// This and others in one, each kind newer than the one before it; and the profiles in use.
    pub(crate) fn joined(&self, others: &[Dataset], stop: &Stop) -> Result<Joined, Failure> {
        let profiles = std::iter::once(self).chain(others).flat_map(Dataset::profiles).collect();
        let own = self.0.data(stop)?;
        if others.is_empty() {
            return Ok(Joined { data: None, of: self.clone(), profiles });
        }
        let mut data = own.clone();
        for other in others {
            data.join(other.0.data(stop)?.clone());
        }
        Ok(Joined { data: Some(data), of: self.clone(), profiles })
    }

    /// What was read, if anything was yet.
    pub(crate) fn read_already(&self) -> Option<&Data> {
        self.0.data.get()
    }

    /// What groups are made of: also by columns of the user's own that were named when it was read.
    fn dimensions(&self, names: &[String]) -> Result<Vec<Dimension>, Failure> {
        let profiles = self.0.reader.options().profiles.all();
        let own: Vec<Dimension> = profiles.first().map_or_else(Vec::new, Profile::own_dimensions);
        dimensions(names, &own)
    }

    /// The table with the numbers of the records' rows and the cells of columns, where columns are asked for.
    fn with_cells(
        &self,
        data: &Data,
        (table, places): Records,
        columns: Option<Vec<String>>,
        stop: &Stop,
    ) -> Result<sipas_arrow::Table, Failure> {
        let Some(columns) = columns else { return Ok(table) };
        let sources: Vec<Source> = self.0.sources.iter().map(|(source, _)| source.clone()).collect();
        let kept = self.0.reader.kept_cells(data, &sources, &places, &columns, &stop.watch());
        let kept = kept.map_err(|error| match error {
            ColumnError::Read(error) => Failure::from(error),
            error => Failure::usage(error),
        })?;
        let columns: Vec<_> = columns.into_iter().zip(kept.columns).collect();
        Ok(table::with_cells(table, &kept.rows, &columns))
    }

    /// What procedures are called, as far as it was read.
    pub(crate) fn procedure_names(&self) -> BTreeMap<String, String> {
        self.0.data.get().map_or_else(BTreeMap::new, Data::procedure_names)
    }
}

/// Refuses rows that are a part of more where they would be taken for all there are.
fn all_whole<'d>(mut all: impl Iterator<Item = &'d Dataset>) -> Result<(), Failure> {
    if all.any(|of| of.0.reader.options().frames == FrameRows::Some) {
        return Err(Failure::usage(
            "rows read by part=True are some of many: count them by partial(rows=True), and merge what all parts give",
        ));
    }
    Ok(())
}

/// What groups are made of, of the usual dimensions and those of the user's own.
pub(crate) fn dimensions(names: &[String], own: &[Dimension]) -> Result<Vec<Dimension>, Failure> {
    let known = || Dimension::ALL.into_iter().chain(own.iter().copied());
    let one = |name: &String| {
        known().find(|known| known.name() == name).ok_or_else(|| {
            let names = known().map(Dimension::name).collect::<Vec<_>>().join(", ");
            let own = if Dimension::own(name).is_ok() {
                format!("; one of your own is named when files are read: dimensions={{{name:?}: \"Header\"}}")
            } else {
                String::new()
            };
            Failure::Usage(format!("by: there is no dimension {name:?}; there are {names}{own}"))
        })
    };
    let by = names.iter().map(one).collect::<Result<Vec<_>, _>>()?;
    Dimension::check(&by).map_err(|error| Failure::Usage(format!("by: {error}")))?;
    Ok(by)
}

pub(crate) fn others(given: Vec<Py<Dataset>>) -> Vec<Dataset> {
    given.iter().map(|other| other.get().clone()).collect()
}

/// A plan as it is asked for.
#[derive(FromPyObject)]
pub(crate) enum PlanName {
    /// With figures that are measured elsewhere.
    Filled { name: PathBuf, given: Vec<String> },
    /// As it is.
    #[pyo3(transparent)]
    Named(PathBuf),
}

/// The plan of that name or file, and its text, from which it can be read again.
pub(crate) fn plan(asked: Option<&PlanName>, by: &[Dimension]) -> Result<Option<(Plan, String)>, Failure> {
    let read = match asked {
        None => return Ok(None),
        Some(PlanName::Named(name)) => sipas_app::plan_with(name, &[])?,
        Some(PlanName::Filled { name, given }) => sipas_app::plan_with(name, given)?,
    };
    sipas_app::check_plan(read.as_ref().map(|(plan, _)| plan), by).map_err(Failure::usage)?;
    Ok(read)
}

#[pymethods]
impl Dataset {
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind.name()
    }

    /// The kinds of what it holds.
    #[getter]
    fn kinds(&self) -> Vec<&'static str> {
        let has = |kind: &Kind| self.0.sources.iter().any(|(source, _)| source.kind == *kind);
        let of_own = |kind: &Kind| self.0.sources.is_empty() && *kind == self.0.kind;
        Kind::ALL.into_iter().filter(|kind| has(kind) || of_own(kind)).map(Kind::name).collect()
    }

    /// Its records of one kind: read again when they are asked for, where there are others.
    fn of_kind(&self, kind: &str) -> PyResult<Dataset> {
        let kind = crate::reading::kind(kind)?;
        if self.0.sources.iter().all(|(source, _)| source.kind == kind) {
            return Ok(self.clone());
        }
        let sources = self.0.sources.iter().filter(|(source, _)| source.kind == kind).cloned().collect();
        let (reader, refused) = (self.0.reader.clone(), self.0.refused.clone());
        let may_count = AtomicBool::new(false);
        Ok(Dataset(Arc::new(Shared { kind, data: OnceLock::new(), reader, sources, refused, may_count })))
    }

    /// Every record that counts, with every field.
    fn records(&self, py: Python<'_>, columns: Option<Vec<String>>) -> PyResult<Table> {
        let own = self.clone();
        enter(py, move |stop| {
            let data = own.0.data(stop)?;
            let records = match own.0.kind {
                Kind::Dossiers => table::dossier_records(data),
                Kind::Pakn => table::pakn_records(data),
                kind => return Err(Failure::Usage(format!("there is no list of {kind}"))),
            };
            own.with_cells(data, records, columns, stop)
        })
        .map(Table::from)
    }

    /// Leaves out the records that a mask says no to; it has the order of `records`.
    fn filter(&self, py: Python<'_>, mask: Vec<bool>) -> PyResult<Dataset> {
        let own = self.clone();
        enter(py, move |stop| {
            let mut data = own.0.data(stop)?.clone();
            let places: Vec<Place> = match own.0.kind {
                Kind::Dossiers => data.dossier_records().map(|record| record.place).collect(),
                Kind::Pakn => data.pakn_records().map(|record| record.place).collect(),
                kind => return Err(Failure::Usage(format!("{kind} cannot be filtered"))),
            };
            if places.len() != mask.len() {
                return Err(Failure::Usage(format!(
                    "the mask has {} values for {} records: it needs one for each row of records()",
                    mask.len(),
                    places.len()
                )));
            }
            let mut left_out: Vec<Place> =
                places.into_iter().zip(mask).filter(|(_, keep)| !keep).map(|(place, _)| place).collect();
            left_out.sort_unstable();
            data.retain(|place| left_out.binary_search(&place).is_err());
            let held = &own.0;
            Ok(Dataset::of(held.kind, held.reader.clone(), data, held.sources.clone(), held.refused.clone()))
        })
    }

    #[getter]
    fn refused(&self) -> Vec<(String, String)> {
        self.0.refused.clone()
    }

    #[getter]
    fn issues(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, table::issues)
    }

    #[getter]
    fn rejected(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, table::rejected)
    }

    #[getter]
    fn duplicates(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, table::duplicates)
    }

    #[getter]
    fn skipped(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, table::skipped)
    }

    #[getter]
    fn inputs(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, |data| table::inputs(&data.summaries()))
    }

    #[getter]
    fn columns(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, table::columns)
    }

    #[pyo3(signature = (others, which, within, columns, keywords))]
    fn lines(
        &self,
        py: Python<'_>,
        others: Vec<Py<Dataset>>,
        which: Vec<String>,
        within: u16,
        columns: Option<Vec<String>>,
        keywords: &Bound<'_, PyDict>,
    ) -> PyResult<Table> {
        let which: Vec<Which> =
            which.iter().map(|name| name.parse()).collect::<Result<_, _>>().map_err(Failure::usage)?;
        let is_ours = |which: &Which| match self.0.kind {
            Kind::Pakn => matches!(which, Which::Pakn(_)),
            _ => matches!(which, Which::Dossiers(_)),
        };
        if let Some(other) = which.iter().find(|which| !is_ours(which)) {
            let kind = self.0.kind;
            return Err(Failure::Usage(format!("{other} is no list of {kind}")).into());
        }
        let (settings, others, own) = (Settings::of(keywords)?, self::others(others), self.clone());
        enter(py, move |stop| {
            let joined = own.joined(&others, stop)?;
            let clock = settings.clock_of_lists(joined.data(), &joined.profiles, &which)?;
            let lines = match own.0.kind {
                Kind::Pakn => table::pakn(joined.data(), &clock, &which),
                _ => table::dossiers(joined.data(), &clock, &which, within.into()),
            };
            own.with_cells(joined.data(), lines, columns, stop)
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
        plan: Option<PlanName>,
        baseline: Option<String>,
        lang: &str,
        keywords: &Bound<'_, PyDict>,
    ) -> PyResult<Report> {
        let (by, lang) = (self.dimensions(&by)?, crate::words::lang(lang)?);
        let (settings, others, own) = (Settings::of(keywords)?, self::others(others), self.clone());
        enter(py, move |stop| {
            all_whole(std::iter::once(&own).chain(&others))?;
            let plan = self::plan(plan.as_ref(), &by)?;
            let judged = plan.as_ref().map(|(plan, _)| plan);
            let baseline = baseline.map(|text| settings.baseline(&text)).transpose()?;
            let may_count = || own.0.may_count.swap(false, Ordering::Relaxed);
            // Whether there is such a dimension is known when all is read.
            let is_own = |dimension: Dimension| matches!(dimension, Dimension::Own(_));
            let has_own = judged.iter().flat_map(|plan| plan.slices(&[])).flatten().any(is_own);
            let is_unread =
                own.0.data.get().is_none() && others.is_empty() && settings.name_period() && !has_own;
            let asked = if is_unread && may_count() {
                let (clock, data) = own.counted(&settings, &by, judged, baseline, stop)?;
                let question = Question::of(&own, &others, clock, &by, plan.as_ref(), baseline);
                question.asked(&data, plan, lang, false)
            } else {
                let joined = own.joined(&others, stop)?;
                sipas_app::can_judge(joined.data(), judged).map_err(Failure::usage)?;
                let (clock, period_chosen) = settings.clock(joined.data(), &joined.profiles)?;
                let question = Question::of(&own, &others, clock, &by, plan.as_ref(), baseline);
                question.asked(joined.data(), plan, lang, period_chosen)
            };
            Ok(Report::new(asked))
        })
    }

    /// The reports of many periods, each with a baseline or none.
    #[pyo3(signature = (others, periods, *, by, plan, lang, keywords))]
    #[allow(clippy::too_many_arguments)]
    fn reports(
        &self,
        py: Python<'_>,
        others: Vec<Py<Dataset>>,
        periods: Vec<(String, Option<String>)>,
        by: Vec<String>,
        plan: Option<PlanName>,
        lang: &str,
        keywords: &Bound<'_, PyDict>,
    ) -> PyResult<Vec<Report>> {
        let (by, lang) = (self.dimensions(&by)?, crate::words::lang(lang)?);
        let (settings, others, own) = (Settings::of(keywords)?, self::others(others), self.clone());
        enter(py, move |stop| {
            all_whole(std::iter::once(&own).chain(&others))?;
            let plan = self::plan(plan.as_ref(), &by)?;
            // All that can be refused is, before anything is counted.
            let each = |(period, baseline): (String, Option<String>)| {
                let settings = settings.over(&period)?;
                let baseline = baseline.map(|text| settings.baseline(&text)).transpose()?;
                Ok::<_, Failure>((settings, baseline))
            };
            let periods = periods.into_iter().map(each).collect::<Result<Vec<_>, _>>()?;
            let joined = own.joined(&others, stop)?;
            sipas_app::can_judge(joined.data(), plan.as_ref().map(|(plan, _)| plan))
                .map_err(Failure::usage)?;
            let question = |(settings, baseline): (Settings, Option<Period>)| {
                let (clock, _) = settings.clock(joined.data(), &joined.profiles)?;
                Ok::<_, Failure>(Question::of(&own, &others, clock, &by, plan.as_ref(), baseline))
            };
            let questions = periods.into_iter().map(question).collect::<Result<Vec<_>, _>>()?;
            stop.check()?;
            let answers = Question::answers(questions, joined.data(), plan.as_ref(), lang);
            Ok(answers.into_iter().map(Report::new).collect())
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
        let (by, settings) = (self.dimensions(&by)?, Settings::of(keywords)?);
        let (others, own) = (self::others(others), self.clone());
        let bytes = enter(py, move |stop| {
            settings.same_everywhere()?;
            all_whole(std::iter::once(&own).filter(|_| !rows).chain(&others))?;
            let baseline = baseline.map(|text| settings.baseline(&text)).transpose()?;
            let joined = own.joined(&others, stop)?;
            let (clock, _) = settings.clock(joined.data(), &joined.profiles)?;
            Ok(joined.data().partial(&clock, &by, baseline, split(rows)).into_bytes())
        })?;
        Ok(PyBytes::new(py, &bytes))
    }
}
