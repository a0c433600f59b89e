//! What Python calls of a dataset.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use sipas_arrow::table;
use sipas_core::{Dimension, Period};
use sipas_engine::{Place, Which};
use sipas_intake::Kind;

use super::{Dataset, PlanName, Shared, all_whole, can_group};
use crate::enter::enter;
use crate::error::Failure;
use crate::partial::split;
use crate::question::Question;
use crate::report::Report;
use crate::settings::Settings;
use crate::table::Table;

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
        let (settings, others, own) = (Settings::of(keywords)?, super::others(others), self.clone());
        enter(py, move |stop| {
            let joined = own.joined(&others, stop)?;
            let clock = settings.clock_of_lists(joined.data(), &joined.profiles, &which)?;
            if joined.data().lacking(&which).1 {
                let said = "no-apology: no column tells apologies (Phiếu xin lỗi, Ngày xin lỗi)";
                return Err(Failure::Usage(said.to_owned()));
            }
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
        let (settings, others, own) = (Settings::of(keywords)?, super::others(others), self.clone());
        enter(py, move |stop| {
            all_whole(std::iter::once(&own).chain(&others))?;
            let plan = super::plan(plan.as_ref(), &by)?;
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
                can_group(joined.data(), &by)?;
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
        let (settings, others, own) = (Settings::of(keywords)?, super::others(others), self.clone());
        enter(py, move |stop| {
            all_whole(std::iter::once(&own).chain(&others))?;
            let plan = super::plan(plan.as_ref(), &by)?;
            // All that can be refused is, before anything is counted.
            let each = |(period, baseline): (String, Option<String>)| {
                let settings = settings.over(&period)?;
                let baseline = baseline.map(|text| settings.baseline(&text)).transpose()?;
                Ok::<_, Failure>((settings, baseline))
            };
            let periods = periods.into_iter().map(each).collect::<Result<Vec<_>, _>>()?;
            let joined = own.joined(&others, stop)?;
            can_group(joined.data(), &by)?;
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
        let (others, own) = (super::others(others), self.clone());
        let bytes = enter(py, move |stop| {
            settings.same_everywhere()?;
            all_whole(std::iter::once(&own).filter(|_| !rows).chain(&others))?;
            let baseline = baseline.map(|text| settings.baseline(&text)).transpose()?;
            let joined = own.joined(&others, stop)?;
            can_group(joined.data(), &by)?;
            let (clock, _) = settings.clock(joined.data(), &joined.profiles)?;
            Ok(joined.data().partial(&clock, &by, baseline, split(rows)).into_bytes())
        })?;
        Ok(PyBytes::new(py, &bytes))
    }
}
