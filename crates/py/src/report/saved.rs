//! Reports as bytes, to be made again from them.

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use serde_json::{Value, json};
use sipas_core::{Partial, Plan};

use super::{Answer, Report};
use crate::enter::{Stop, enter};
use crate::error::Failure;
use crate::own;

/// How a report begins that is written to be read again.
const SAVED: &[u8] = b"SIPAS-REPORT 1\n";

impl Answer {
    /// All that it takes to make it again.
    pub(super) fn saved(&self, stop: &Stop) -> Result<Vec<u8>, Failure> {
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
