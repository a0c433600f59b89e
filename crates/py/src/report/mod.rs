//! Reports as Python sees them.

mod answer;
mod rate;
mod saved;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sipas_app::formats;
use sipas_arrow::table;
use sipas_core::{Dimension, Plan};
use sipas_csv::AtomicFile;
use sipas_render::Document;

use crate::document::{Lines, Section, section};
use crate::enter::enter;
use crate::error::Failure;
use crate::own;
use crate::rate::Rate;
use crate::table::Table;

pub(crate) use answer::Answer;
pub(crate) use saved::restored;

/// A finished report.
#[pyclass(frozen, module = "sipas._native")]
pub(crate) struct Report(Arc<Answer>);

impl Report {
    pub(crate) fn new(asked: Answer) -> Report {
        Report(Arc::new(asked))
    }

    /// One of its tables, made while other threads of Python run.
    fn table(
        &self,
        py: Python<'_>,
        of: impl FnOnce(&Answer) -> sipas_arrow::Table + Send + 'static,
    ) -> PyResult<Table> {
        let asked = self.0.clone();
        enter(py, move |_| Ok(of(&asked))).map(Table::from)
    }
}

#[pymethods]
impl Report {
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        let asked = self.0.clone();
        enter(py, move |stop| asked.json(stop))
    }

    /// The JSON document line by line, so that nobody has to take all of it at once.
    fn json_lines(&self, py: Python<'_>) -> PyResult<Lines> {
        let asked = self.0.clone();
        let text = enter(py, move |stop| asked.json(stop))?;
        Ok(Lines::of(text))
    }

    fn saved<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let asked = self.0.clone();
        let bytes = enter(py, move |stop| asked.saved(stop))?;
        Ok(PyBytes::new(py, &bytes))
    }

    #[getter]
    fn indicators(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, |asked| {
            let table = table::indicators(&asked.report, asked.wording());
            asked.named(table::with_own_figures(table, &asked.report, &asked.own))
        })
    }

    #[getter]
    fn groups(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, |asked| asked.named(table::groups(&asked.report)))
    }

    #[getter]
    fn scorecard(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, |asked| {
            let table = table::scorecard(&asked.report);
            asked.named(table::with_own_scores(table, &asked.report, &asked.own))
        })
    }

    #[getter]
    fn inputs(&self) -> Table {
        table::inputs(&self.0.report.inputs).into()
    }

    #[getter]
    fn lang(&self) -> &'static str {
        self.0.lang.name()
    }

    #[getter]
    fn by(&self) -> Vec<&'static str> {
        self.0.report.by.iter().map(|by| by.name()).collect()
    }

    #[getter]
    #[allow(clippy::unused_self)]
    fn formats(&self) -> Vec<&'static str> {
        formats::all().map(|format| format.name).collect()
    }

    /// First day, last day and window of the period.
    #[getter]
    fn period(&self) -> (NaiveDate, NaiveDate, &'static str) {
        let period = &self.0.report.period;
        (period.first_day().date(), period.last_day().date(), period.window().name())
    }

    #[getter]
    fn baseline(&self) -> Option<(NaiveDate, NaiveDate, &'static str)> {
        let of = self.0.report.baseline.as_ref()?;
        Some((of.first_day().date(), of.last_day().date(), of.window().name()))
    }

    #[getter]
    fn as_of(&self) -> NaiveDateTime {
        self.0.report.period.as_of().datetime()
    }

    /// The settings of the clock, in JSON.
    #[getter]
    fn policy(&self) -> PyResult<String> {
        Ok(serde_json::to_string(&self.0.report.policy).map_err(Failure::usage)?)
    }

    #[getter]
    fn plan(&self) -> Option<&str> {
        self.0.report.plan.as_ref().map(Plan::id)
    }

    /// How many late dossiers the plan still allows, in JSON; `null` where there is no such figure.
    #[getter]
    fn late_budget(&self) -> PyResult<String> {
        Ok(serde_json::to_string(&self.0.report.late_budget).map_err(Failure::usage)?)
    }

    fn __len__(&self) -> usize {
        self.0.report.group_count()
    }

    /// Title and sections, of so many groups at the most.
    fn document(&self, groups: usize) -> (String, Vec<Section>) {
        let view = self.0.view();
        let document = Document::of(&self.0.report.head(groups), &view);
        let sections = document.sections.into_iter().map(|of| section(of, view.lang)).collect();
        (document.title, sections)
    }

    /// Both reports side by side.
    fn compared(&self, py: Python<'_>, then: &Report) -> PyResult<Table> {
        let (now, then) = (self.0.clone(), then.0.clone());
        enter(py, move |_| {
            if now.report.by != then.report.by {
                return Err(Failure::usage("only reports by the same dimensions compare"));
            }
            Ok(now.named(table::compared(&now.report, &then.report, now.wording())))
        })
        .map(Table::from)
    }

    /// The report with indicators of the user's own.
    fn with_own(&self, py: Python<'_>, specs: Vec<own::Spec>) -> PyResult<Report> {
        let asked = self.0.clone();
        enter(py, move |_| {
            let mut with = (*asked).clone();
            for spec in specs {
                let taken = with.own.iter().any(|own| own.id == spec.0)
                    || with.report.whole().find(&spec.0).is_some();
                if taken {
                    return Err(Failure::Usage(format!("there is an indicator {:?} already", spec.0)));
                }
                with.own.push(own::figures(&with.report, spec)?);
            }
            Ok(Report::new(with))
        })
    }

    /// The key of each group, the whole first: units as they are compared, so that those of two reports meet.
    fn keys(&self) -> Vec<Vec<Option<String>>> {
        let value = |group: sipas_core::Group<'_>, by: Dimension| {
            let value = group.key.get(by)?;
            Some(if by == Dimension::Unit { sipas_core::folded_unit(value) } else { value.to_owned() })
        };
        let report = &self.0.report;
        report.groups().map(|group| report.by.iter().map(|by| value(group, *by)).collect()).collect()
    }

    /// What a text of names of counts comes to in each group, the whole first.
    fn sum(&self, text: &str) -> PyResult<Vec<Option<u64>>> {
        Ok(own::sum(&self.0.report, text)?)
    }

    /// The rate of an indicator in the group of that key, and its status; no rate where it is a count or durations.
    #[pyo3(signature = (indicator, key, area=None))]
    fn rate(
        &self,
        indicator: &str,
        key: BTreeMap<String, String>,
        area: Option<&str>,
    ) -> PyResult<Option<Rate>> {
        Ok(self.0.rate(indicator, &key, area)?)
    }

    /// The report in one of the formats.
    fn written<'py>(&self, py: Python<'py>, format: &str) -> PyResult<Bound<'py, PyBytes>> {
        let (asked, format) = (self.0.clone(), answer::format(format)?);
        let bytes = enter(py, move |stop| asked.written(format, stop))?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Writes a document into a file, whole or not at all.
    fn write(&self, py: Python<'_>, path: PathBuf, format: &str) -> PyResult<()> {
        let (asked, format) = (self.0.clone(), answer::format(format)?);
        enter(py, move |stop| {
            let bytes = asked.written(format, stop)?;
            let failed = |error| Failure::Io { path: path.clone(), error };
            let mut file = AtomicFile::create(&path)
                .map_err(|error| Failure::csv(&path.display().to_string(), error))?;
            file.write_all(&bytes).map_err(failed)?;
            file.finish().map_err(|error| Failure::csv(&path.display().to_string(), error))
        })
    }
}
