//! Partial results: counted while a frame streams by, merged into one, or into a report.

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyDict};
use sipas_app::{FrameRows, ReadError};
use sipas_arrow::Frame;
use sipas_core::{Dimension, Partial, Split};
use sipas_intake::{Kind, Profile};

use crate::dataset::{self, Dataset, dimensions, others};
use crate::enter::enter;
use crate::error::Failure;
use crate::reading::{Batches, Reading};
use crate::report::{Answer, Report};
use crate::settings::Settings;

/// How what was read was dealt out.
pub(crate) fn split(rows: bool) -> Split {
    if rows { Split::Rows } else { Split::Files }
}

/// Counts the rows of a frame one batch after another, and keeps none of them.
#[pyfunction]
#[pyo3(signature = (frame, others, *, name, by, baseline, rows, reading, keywords))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn count_arrow<'py>(
    py: Python<'py>,
    frame: &Bound<'py, PyAny>,
    others: Vec<Py<Dataset>>,
    name: String,
    by: Vec<String>,
    baseline: Option<String>,
    rows: bool,
    reading: &Bound<'py, PyDict>,
    keywords: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyBytes>> {
    let mut reading = Reading::of(reading)?;
    reading.options.assume_unique = true;
    let kind = reading.kind.unwrap_or(Kind::Dossiers);
    let settings = Settings::of(keywords)?;
    let (others, batches) = (self::others(others), Batches::of(frame, &name)?);
    if rows {
        reading.options.frames = FrameRows::Some;
    }
    let bytes = enter(py, move |stop| {
        settings.same_everywhere()?;
        let baseline = baseline.map(|text| settings.baseline(&text)).transpose()?;
        let reader = reading.reader()?;
        let mut data = reader.dataset();
        for other in &others {
            other.load_into(&mut data, stop)?;
        }
        let profiles = &reader.options().profiles;
        let profile = profiles.get(profiles.first());
        let own: Vec<Dimension> = profile.map_or_else(Vec::new, Profile::own_dimensions);
        let by = dimensions(&by, &own)?;
        let (clock, _) = settings.clock(&data, profiles.all())?;
        data.count_from_here(&clock, &by, None, baseline);

        let schema = batches.schema.clone();
        let mut frames = batches.map(|batch| Frame::part(&schema, batch?, kind, profile));
        let first = frames.next().unwrap_or_else(|| Frame::new(&schema, &[], kind, profile));
        let first = first.map_err(|error| Failure::frame(&name, &error))?;
        reader.load_batches(&name, kind, first, frames, &mut data, stop)?;
        dataset::can_group(&data, &by)?;
        Ok(data.partial(&clock, &by, baseline, split(rows)).into_bytes())
    })?;
    Ok(PyBytes::new(py, &bytes))
}

/// All as one.
fn merged(partials: &[PyBackedBytes]) -> Result<Partial, Failure> {
    let read = |(n, bytes): (usize, &PyBackedBytes)| {
        Partial::from_bytes(bytes).map_err(|error| Failure::Usage(format!("partial result {n}: {error}")))
    };
    let all = partials.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
    let merged = Partial::merge_all(all).map_err(Failure::usage)?;
    merged.ok_or_else(|| Failure::usage("there is no partial result to merge"))
}

/// Several partial results as one.
#[pyfunction]
pub(crate) fn combine(py: Python<'_>, partials: Vec<PyBackedBytes>) -> PyResult<Bound<'_, PyBytes>> {
    let bytes = enter(py, move |_| Ok(merged(&partials)?.into_bytes()))?;
    Ok(PyBytes::new(py, &bytes))
}

const UNCHECKED: &std::ffi::CStr =
    c"whether the partial results have codes in common was not checked: some were counted from \
    a stream, or by an older version, and keep no hashes of their codes";

/// The report of what was counted part by part.
#[pyfunction]
#[pyo3(signature = (partials, *, plan, accept, lang))]
pub(crate) fn merge(
    py: Python<'_>,
    partials: Vec<PyBackedBytes>,
    plan: Option<dataset::PlanName>,
    accept: Vec<String>,
    lang: &str,
) -> PyResult<Report> {
    let (accept, lang) = (crate::reading::accepted(&accept)?, crate::words::lang(lang)?);
    let (report, is_unchecked) = enter(py, move |_| {
        let plan = dataset::plan(plan.as_ref(), &[])?;
        let mut merged = merged(&partials)?;
        let is_unchecked = merged.is_unchecked();
        sipas_engine::judge(&mut merged, &accept).map_err(|refused| {
            let (input, refusal) = *refused;
            crate::reading::acceptable(ReadError::refused(&input, refusal))
        })?;
        let report = merged.report(plan.as_ref().map(|(plan, _)| plan)).map_err(Failure::usage)?;
        let asked = Answer::new(report, lang, false, plan.map(|(_, text)| text), None);
        Ok((Report::new(asked.counted_as(merged.into_bytes())), is_unchecked))
    })?;
    if is_unchecked {
        let category = py.get_type::<pyo3::exceptions::PyUserWarning>();
        PyErr::warn(py, &category, UNCHECKED, 2)?;
    }
    Ok(report)
}
