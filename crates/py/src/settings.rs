//! What the keywords of a report come to, checked before anything is counted.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use sipas_core::{Clock, ClockEnd, DeadlineBasis, Period, Precision, SupplementRule, Window};
use sipas_engine::{Dataset, Which};
use sipas_intake::Profile;

use crate::error::Failure;

/// The clock as far as the caller settles it; profiles and the data may have a say in the rest.
#[derive(Debug, Clone)]
pub(crate) struct Settings(sipas_app::Settings);

impl Settings {
    /// From the keywords; `None` is the same as a keyword that is not there.
    pub(crate) fn of(keywords: &Bound<'_, PyDict>) -> PyResult<Settings> {
        let now = sipas_app::now().ok_or_else(|| Failure::usage("the clock is out of range"))?;
        let mut settled = sipas_app::Settings::at(now);
        let mut period: Option<String> = None;
        for (name, value) in keywords {
            let name: String = name.extract()?;
            match name.as_str() {
                _ if value.is_none() => {}
                "period" => period = Some(text("period", &value)?),
                name => set(&mut settled, name, &value)?,
            }
        }
        Ok(Settings(match period {
            // Whatever else is said has a say in what a period is.
            Some(text) => settled.with_period(&text).map_err(Failure::usage)?,
            None => settled,
        }))
    }

    /// The clock, and whether its period was chosen by what was read.
    ///
    /// Of profiles that set the same thing the first one named has its way, and keywords before all of them.
    pub(crate) fn clock(&self, data: &Dataset, profiles: &[Profile]) -> Result<(Clock, bool), Failure> {
        let policy = self.0.policy(profiles.iter());
        Ok((self.0.clock(policy, data).map_err(Failure::usage)?, self.0.period.is_none()))
    }

    /// The clock of lists: see [`sipas_app::Settings::clock_of_lists`].
    pub(crate) fn clock_of_lists(
        &self,
        data: &Dataset,
        profiles: &[Profile],
        which: &[Which],
    ) -> Result<Clock, Failure> {
        let policy = self.0.policy(profiles.iter());
        self.0.clock_of_lists(policy, data, which).map_err(Failure::usage)
    }

    /// These settings over a period, as of its end or as of the moment that is settled, whichever comes first.
    pub(crate) fn over(&self, period: &str) -> Result<Settings, Failure> {
        let whole = sipas_app::Settings { as_of: None, ..self.0.clone() };
        let whole = whole.with_period(period).map_err(Failure::usage)?;
        let is_open = |at: sipas_core::Moment| whole.period.is_some_and(|of| at.is_before(of.as_of()));
        match self.0.as_of.filter(|at| is_open(*at)) {
            Some(_) => self.0.clone().with_period(period).map(Settings).map_err(Failure::usage),
            None => Ok(Settings(whole)),
        }
    }

    /// Whether the period is named, rather than chosen by what was read.
    pub(crate) fn name_period(&self) -> bool {
        self.0.period.is_some()
    }

    /// Refuses a period that would be another one elsewhere, or later.
    pub(crate) fn same_everywhere(&self) -> Result<(), Failure> {
        if self.0.period.is_none() {
            return Err(Failure::usage(
                "a partial result needs its period named: parts that choose one each would not add up",
            ));
        }
        if self.0.looks_from_now() {
            return Err(Failure::usage(
                "the period has not ended: a partial result needs as_of, so that all parts look from the same moment",
            ));
        }
        Ok(())
    }

    /// A period to compare with: at its end, or now where that comes first.
    pub(crate) fn baseline(&self, text: &str) -> Result<Period, Failure> {
        self.0.baseline(text).map_err(Failure::usage)
    }
}

fn set(settled: &mut sipas_app::Settings, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
    match name {
        "as_of" => settled.as_of = Some(as_of(&text(name, value)?)?),
        "window" => {
            settled.window =
                choice(name, value, &[("calendar", Window::Calendar), ("reporting", Window::Reporting)])?;
        }
        "clock_end" => {
            settled.policy.clock_end = Some(choice(
                name,
                value,
                &[("finished", ClockEnd::Finished), ("returned", ClockEnd::Returned)],
            )?);
        }
        "deadline" => {
            let known = [("original", DeadlineBasis::Original), ("current", DeadlineBasis::Current)];
            settled.policy.deadline = Some(choice(name, value, &known)?);
        }
        "precision" => {
            settled.policy.precision =
                Some(choice(name, value, &[("day", Precision::Day), ("instant", Precision::Instant)])?);
        }
        "supplement" => {
            let known = [
                ("as_recorded", SupplementRule::AsRecorded),
                ("pause", SupplementRule::Pause),
                ("restart", SupplementRule::Restart),
            ];
            settled.policy.supplement = Some(choice(name, value, &known)?);
        }
        "repeat_threshold" => settled.policy.repeat_threshold = Some(at_least(name, value, 1)?),
        "publication_days" => settled.publication_days = Some(at_least(name, value, 0)?),
        "pakn_days" => settled.pakn_days = Some(at_least(name, value, 0)?),
        "calendar" => {
            settled.calendar = value.cast::<crate::calendar::WorkCalendar>()?.get().core().clone();
        }
        _ => return Err(PyTypeError::new_err(format!("unexpected keyword argument {name:?}"))),
    }
    Ok(())
}

fn as_of(text: &str) -> Result<sipas_core::Moment, Failure> {
    sipas_app::end_of(text).map_err(|_| {
        Failure::Usage(format!(
            "as_of: expected a moment such as 2025-06-20 or 2025-06-20T17:00, found {text:?}"
        ))
    })
}

fn text(name: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    value.extract().map_err(|_| wrong_type(name, "text", value))
}

fn wrong_type(name: &str, wanted: &str, value: &Bound<'_, PyAny>) -> PyErr {
    let found = value.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("{name} must be {wanted}, not {found}"))
}

fn choice<T: Copy>(name: &str, value: &Bound<'_, PyAny>, known: &[(&str, T)]) -> PyResult<T> {
    let text = text(name, value)?;
    let found = known.iter().find(|(name, _)| *name == text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<String> = known.iter().map(|(name, _)| format!("{name:?}")).collect();
        Failure::Usage(format!("{name} must be {}, not {text:?}", names.join(" or "))).into()
    })
}

fn at_least(name: &str, value: &Bound<'_, PyAny>, least: u32) -> PyResult<u32> {
    let n: i64 = value.extract().map_err(|_| wrong_type(name, "a whole number", value))?;
    let fits = u32::try_from(n).ok().filter(|n| *n >= least && *n <= 3660);
    fits.ok_or_else(|| Failure::Usage(format!("{name} must be {least} to 3660, not {n}")).into())
}
