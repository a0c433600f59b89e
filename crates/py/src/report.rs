use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use chrono::{NaiveDate, NaiveDateTime};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;
use serde_json::{Value, json};
use sipas_app::formats;
use sipas_arrow::table::{self, OwnFigures};
use sipas_core::{Area, Dimension, Indicator, Measure, Partial, Plan, Rate as Pair, Report as Core, Wording};
use sipas_csv::AtomicFile;
use sipas_render::{Document, Format, Lang, View};

use crate::dataset::Dataset;
use crate::document::{Section, section};
use crate::enter::{Stop, enter};
use crate::error::Failure;
use crate::own;
use crate::question::Question;
use crate::rate::Rate;
use crate::table::Table;
use crate::words::meant;

/// A finished report.
#[pyclass(frozen, module = "sipas._native")]
pub(crate) struct Report(Arc<Answer>);

/// A report, and in which language it is to be read.
#[derive(Clone)]
pub(crate) struct Answer {
    report: Arc<Core>,
    lang: Lang,
    period_chosen: bool,
    /// The name or the text of its plan.
    plan: Option<String>,
    /// `None` of a report whose records are elsewhere.
    question: Option<Arc<Question>>,
    /// The counts as bytes, where no records are kept.
    counts: Option<Arc<Vec<u8>>>,
    /// What procedures are called, found when it is first asked for.
    names: Arc<OnceLock<BTreeMap<String, String>>>,
    own: Vec<OwnFigures>,
}

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

/// How a report begins that is written to be read again.
const SAVED: &[u8] = b"SIPAS-REPORT 1\n";

impl Answer {
    pub(crate) fn new(
        report: Core,
        lang: Lang,
        period_chosen: bool,
        plan: Option<String>,
        question: Option<Question>,
    ) -> Answer {
        Answer {
            report: Arc::new(report),
            lang,
            period_chosen,
            plan,
            question: question.map(Arc::new),
            counts: None,
            names: Arc::default(),
            own: Vec::new(),
        }
    }

    /// This answer, with the counts that it is made of.
    pub(crate) fn counted_as(self, counts: Vec<u8>) -> Answer {
        Answer { counts: Some(Arc::new(counts)), ..self }
    }

    fn view(&self) -> View {
        let issue_text = formats::issue_text;
        View { lang: self.lang, period_chosen: self.period_chosen, issue_text, ..View::default() }
    }

    fn wording(&self) -> fn(&Indicator) -> Wording {
        match self.lang {
            Lang::Vi => |indicator| indicator.vi,
            Lang::En => |indicator| indicator.en,
        }
    }

    fn named(&self, table: sipas_arrow::Table) -> sipas_arrow::Table {
        if table.schema.index_of("procedure").is_err() {
            return table;
        }
        let names = self.names.get_or_init(|| {
            let Some(question) = &self.question else { return BTreeMap::new() };
            // A catalogue goes before what exports say.
            let mut names = BTreeMap::new();
            for of in question.others.iter().chain([&question.of]).map(Dataset::procedure_names) {
                for (code, name) in of {
                    names.entry(code).or_insert(name);
                }
            }
            names
        });
        table.with_procedure_names(names)
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

    fn json(&self, stop: &Stop) -> Result<String, Failure> {
        let json = Format::named("json").ok_or_else(|| Failure::usage("no format json"))?;
        String::from_utf8(self.written(json, stop)?).map_err(Failure::usage)
    }

    /// All that it takes to make it again.
    fn saved(&self, stop: &Stop) -> Result<Vec<u8>, Failure> {
        let counts = match (&self.counts, &self.question) {
            (Some(counts), _) => counts.as_ref().clone(),
            (None, Some(question)) => question.partial(stop)?,
            (None, None) => return Err(Failure::usage("this report cannot be saved")),
        };
        let own: Vec<Value> = self
            .own
            .iter()
            .map(|own| {
                let target = own.target.map(|(of, rate)| (of.sign(), rate.numerator, rate.denominator));
                json!({"id": own.id, "name": own.name, "target": target, "figures": own.figures})
            })
            .collect();
        let head = json!({
            "lang": self.lang.name(),
            "period_chosen": self.period_chosen,
            "plan": self.plan,
            "names": self.names.get(),
            "own": own,
        });
        Ok([SAVED, head.to_string().as_bytes(), b"\n", &counts].concat())
    }
}

/// The report that was saved as these bytes.
#[pyfunction]
pub(crate) fn restored(py: Python<'_>, saved: PyBackedBytes) -> PyResult<Report> {
    enter(py, move |_| {
        let unread = || Failure::usage("these bytes are no saved report");
        let rest = saved.strip_prefix(SAVED).ok_or_else(unread)?;
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(unread)?;
        let head: Value = serde_json::from_slice(&rest[..end]).map_err(|_| unread())?;
        let counts = &rest[end + 1..];
        let partial = Partial::from_bytes(counts).map_err(Failure::usage)?;
        let plan = match head["plan"].as_str() {
            None => None,
            Some(text) => match Plan::named(text) {
                Some(plan) => Some(plan),
                None => Some(sipas_app::plan_of(text).map_err(|error| Failure::Plan(error.to_string()))?),
            },
        };
        let report = partial.report(plan.as_ref()).map_err(Failure::usage)?;
        let lang = crate::words::lang(head["lang"].as_str().unwrap_or_default())?;
        let text = head["plan"].as_str().map(str::to_owned);
        let mut asked = Answer::new(report, lang, head["period_chosen"] == true, text, None);
        asked = asked.counted_as(counts.to_vec());
        if let Ok(names) = serde_json::from_value(head["names"].clone()) {
            let _ = asked.names.set(names);
        }
        for own in head["own"].as_array().into_iter().flatten() {
            let figures = serde_json::from_value(own["figures"].clone()).map_err(|_| unread())?;
            let target = serde_json::from_value(own["target"].clone()).map_err(|_| unread())?;
            let text = |name: &str| own[name].as_str().unwrap_or_default().to_owned();
            let spec = (text("id"), text("name"), None, None, target, Some(figures));
            asked.own.push(own::figures(&asked.report, spec)?);
        }
        Ok(Report::new(asked))
    })
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
        Ok(Lines { text, at: AtomicUsize::new(0) })
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
        let is_of_key = |group: &sipas_core::Group<'_>| {
            group.key.iter().count() == key.len()
                && group
                    .key
                    .iter()
                    .all(|(by, value)| key.get(by.name()).is_some_and(|wanted| wanted == value))
        };
        let by = self.0.report.by.iter().map(|by| by.name());
        if !key.is_empty() && (key.len() != by.len() || by.clone().any(|by| !key.contains_key(by))) {
            let by = by.collect::<Vec<_>>().join(", ");
            let by = if by.is_empty() { "nothing".to_owned() } else { by };
            return Err(Failure::Usage(format!("no group {key:?}: the report is by {by}")).into());
        }
        let Some((place, group)) = self.0.report.groups().enumerate().find(|(_, group)| is_of_key(group))
        else {
            let wrong = key.iter().find_map(|(by, value)| {
                let of = self.0.report.by.iter().copied().find(|of| of.name() == by)?;
                let values: Vec<&str> = self.0.report.parts().filter_map(|group| group.key.get(of)).collect();
                (!values.contains(&value.as_str())).then(|| meant(values.into_iter(), value))
            });
            return Err(Failure::Usage(format!("no group {key:?}{}", wrong.unwrap_or_default())).into());
        };
        if let Some(own) = self.0.own.iter().find(|own| own.id == indicator) {
            let pair = own.figures.get(place).copied().flatten();
            return match pair {
                Some((_, None)) => Err(Failure::Usage(format!("{indicator} is no rate")).into()),
                Some((numerator, Some(denominator))) => Ok(Some(Pair::new(numerator, denominator).into())),
                None => Ok(None),
            };
        }
        let Some((_, measure)) = group.find(indicator) else {
            let own = self.0.report.plan.as_ref().map_or(&[][..], Plan::indicators);
            let known = sipas_core::INDICATORS.iter().chain(own.iter().copied()).map(|of| of.id);
            return Err(
                Failure::Usage(format!("no indicator {indicator:?}{}", meant(known, indicator))).into()
            );
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
    fn written<'py>(&self, py: Python<'py>, format: &str) -> PyResult<Bound<'py, PyBytes>> {
        let (asked, format) = (self.0.clone(), named(format)?);
        let bytes = enter(py, move |stop| asked.written(format, stop))?;
        Ok(PyBytes::new(py, &bytes))
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

/// The lines of a text, one after another.
#[pyclass(frozen, module = "sipas._native")]
pub(crate) struct Lines {
    text: String,
    /// Where the next one begins.
    at: AtomicUsize,
}

#[pymethods]
impl Lines {
    fn __iter__(own: PyRef<'_, Self>) -> PyRef<'_, Self> {
        own
    }

    fn __next__(&self) -> Option<&str> {
        let rest = self.text.get(self.at.load(Ordering::Relaxed)..)?;
        let line = rest.split_inclusive('\n').next()?;
        self.at.fetch_add(line.len(), Ordering::Relaxed);
        Some(line.strip_suffix('\n').unwrap_or(line))
    }
}

fn named(format: &str) -> Result<&'static Format, Failure> {
    formats::named(format).ok_or_else(|| {
        let known: Vec<_> = formats::all().map(|format| format.name).collect();
        Failure::Usage(format!("unknown format {format:?}; known: {}", known.join(", ")))
    })
}
