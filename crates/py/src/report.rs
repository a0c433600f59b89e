use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use sipas_app::formats;
use sipas_arrow::table;
use sipas_core::{Area, Measure, Report as Core};
use sipas_csv::AtomicFile;
use sipas_render::{Document, Format, Lang, View};

use crate::dataset::Question;
use crate::document::{Section, section};
use crate::enter::{Stop, enter};
use crate::error::Failure;
use crate::rate::Rate;
use crate::table::Table;

/// A finished report.
#[pyclass(frozen, module = "sipas._native")]
pub(crate) struct Report(Arc<Asked>);

/// A report, and in which language it is to be read.
pub(crate) struct Asked {
    pub(crate) report: Core,
    pub(crate) lang: Lang,
    pub(crate) period_chosen: bool,
    /// `None` of a report whose records are elsewhere.
    pub(crate) question: Option<Question>,
}

impl Report {
    pub(crate) fn new(asked: Asked) -> Report {
        Report(Arc::new(asked))
    }
}

impl Asked {
    fn view(&self) -> View {
        let issue_text = formats::issue_text;
        View { lang: self.lang, period_chosen: self.period_chosen, issue_text, ..View::default() }
    }

    fn written(&self, format: &Format, stop: &Stop) -> Result<Vec<u8>, Failure> {
        let (view, mut bytes) = (self.view(), Vec::new());
        let beside = match (&self.question, format.with_extras) {
            (Some(question), Some(write)) => Some((question.beside(&self.report, self.lang, stop)?, write)),
            _ => None,
        };
        let written = if let Some((beside, write)) = beside {
            write(&self.report, &beside.extras(), &view, &mut bytes)
        } else {
            (format.report)(&self.report, &view, &mut bytes)
        };
        written.map_err(Failure::usage)?;
        Ok(bytes)
    }
}

#[pymethods]
impl Report {
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        let asked = self.0.clone();
        enter(py, move |stop| {
            let json = Format::named("json").ok_or_else(|| Failure::usage("no format json"))?;
            String::from_utf8(asked.written(json, stop)?).map_err(Failure::usage)
        })
    }

    #[getter]
    fn indicators(&self) -> Table {
        let wording: fn(&sipas_core::Indicator) -> _ = match self.0.lang {
            Lang::Vi => |indicator| indicator.vi,
            Lang::En => |indicator| indicator.en,
        };
        table::indicators(&self.0.report, wording).into()
    }

    #[getter]
    fn groups(&self) -> Table {
        table::groups(&self.0.report).into()
    }

    #[getter]
    fn scorecard(&self) -> Table {
        table::scorecard(&self.0.report).into()
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

    #[getter]
    fn document(&self) -> (String, Vec<Section>) {
        let view = self.0.view();
        let document = Document::of(&self.0.report, &view);
        let sections = document.sections.into_iter().map(|of| section(of, view.lang)).collect();
        (document.title, sections)
    }

    /// The rate of an indicator in the group of that key, and its status; no rate where it is a count or durations.
    #[pyo3(signature = (indicator, key, area=None))]
    fn rate(
        &self,
        indicator: &str,
        key: BTreeMap<String, String>,
        area: Option<&str>,
    ) -> PyResult<Option<Rate>> {
        let is_of_key = |group: &sipas_core::Group<'_>| {
            group.key.iter().count() == key.len()
                && group
                    .key
                    .iter()
                    .all(|(by, value)| key.get(by.name()).is_some_and(|wanted| wanted == value))
        };
        let Some(group) = self.0.report.groups().find(is_of_key) else {
            return Err(Failure::Usage(format!("no group {key:?}")).into());
        };
        let Some((_, measure)) = group.find(indicator) else {
            return Err(Failure::Usage(format!("no indicator {indicator:?}")).into());
        };
        let area = area.map(|name| {
            let found = Area::ALL.into_iter().find(|area| area.to_string() == name);
            found.ok_or_else(|| Failure::Usage(format!("area must be I, II, III, IV or V, not {name:?}")))
        });
        Ok(match (measure, area.transpose()?) {
            (Measure::Rate(rate), _) => rate.map(Rate::from),
            (Measure::Satisfaction(rates), None) => rates.map(|(all, _)| all.into()),
            (Measure::Satisfaction(rates), Some(area)) => rates.map(|(_, areas)| areas[area as usize].into()),
            _ => return Err(Failure::Usage(format!("{indicator} is no rate")).into()),
        })
    }

    /// The report in one of the formats.
    fn written<'py>(&self, py: Python<'py>, format: &str) -> PyResult<Bound<'py, pyo3::types::PyBytes>> {
        let (asked, format) = (self.0.clone(), named(format)?);
        let bytes = enter(py, move |stop| asked.written(format, stop))?;
        Ok(pyo3::types::PyBytes::new(py, &bytes))
    }

    /// Writes a document into a file, whole or not at all.
    fn write(&self, py: Python<'_>, path: PathBuf, format: &str) -> PyResult<()> {
        let (asked, format) = (self.0.clone(), named(format)?);
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

fn named(format: &str) -> Result<&'static Format, Failure> {
    formats::named(format).ok_or_else(|| {
        let known: Vec<_> = formats::all().map(|format| format.name).collect();
        Failure::Usage(format!("unknown format {format:?}; known: {}", known.join(", ")))
    })
}
