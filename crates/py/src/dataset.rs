use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use sipas_app::{Beside, File, Reader, Source};
use sipas_arrow::table;
use sipas_core::{Clock, Dimension, Period, Plan, Report as Counted};
use sipas_engine::{Dataset as Data, Which};
use sipas_intake::{Kind, Profile};
use sipas_render::Lang;

use crate::enter::{Stop, enter};
use crate::error::Failure;
use crate::partial::split;
use crate::report::{Asked, Report};
use crate::settings::Settings;
use crate::table::Table;

/// What was read, and from where.
#[pyclass(frozen, module = "sipas._native")]
#[derive(Clone)]
pub(crate) struct Dataset(Arc<Held>);

struct Held {
    kind: Kind,
    /// What was read of the parts. Of frames and files whose codes are vouched for they are read when lists are asked for: a
    /// report counts them as they stand.
    data: OnceLock<Data>,
    reader: Reader,
    /// The inputs that could be read, each with the profile that it was read by.
    sources: Vec<(Source, Option<usize>)>,
    refused: Vec<(String, String)>,
}

impl Held {
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

impl Dataset {
    /// Of what was read.
    pub(crate) fn of(
        kind: Kind,
        reader: Reader,
        data: Data,
        sources: Vec<(Source, Option<usize>)>,
        refused: Vec<(String, String)>,
    ) -> Dataset {
        Dataset(Arc::new(Held { kind, data: data.into(), reader, sources, refused }))
    }

    /// Of what can be counted as it stands, its codes being vouched for.
    pub(crate) fn unread(kind: Kind, reader: Reader, sources: Vec<(Source, Option<usize>)>) -> Dataset {
        Dataset(Arc::new(Held { kind, data: OnceLock::new(), reader, sources, refused: Vec::new() }))
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
    ///
    /// The others are read again: a dataset cannot be added to another.
    fn joined(&self, others: &[Dataset], stop: &Stop) -> Result<Joined, Failure> {
        let profiles = std::iter::once(self).chain(others).flat_map(Dataset::profiles).collect();
        if others.iter().all(|other| other.0.sources.is_empty()) {
            self.0.data(stop)?;
            return Ok(Joined { data: None, of: self.clone(), profiles });
        }
        let mut data = self.0.data(stop)?.clone();
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
        self.data.as_ref().or(self.of.0.data.get()).expect("read when it was joined")
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
            let plan = plan.map_or(Ok(None), |name| sipas_app::plan(&name))?;
            sipas_app::check_plan(plan.as_ref(), &by).map_err(Failure::usage)?;
            let baseline = baseline.map(|text| settings.baseline(&text)).transpose()?;
            // Whether there is such a dimension is known when all is read.
            let is_own = |dimension: Dimension| matches!(dimension, Dimension::Own(_));
            let has_own = plan.iter().flat_map(|plan| plan.slices(&[])).flatten().any(is_own);
            let (clock, period_chosen, report) =
                if own.0.data.get().is_none() && others.is_empty() && settings.name_period() && !has_own {
                    let (clock, data) = own.counted(&settings, &by, plan.as_ref(), baseline, stop)?;
                    let report = data.report(&clock, &by, plan.as_ref(), baseline);
                    (clock, false, report)
                } else {
                    let joined = own.joined(&others, stop)?;
                    sipas_app::can_judge(joined.data(), plan.as_ref()).map_err(Failure::usage)?;
                    let (clock, period_chosen) = settings.clock(joined.data(), &joined.profiles)?;
                    let report = joined.data().report(&clock, &by, plan.as_ref(), baseline);
                    (clock, period_chosen, report)
                };
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
