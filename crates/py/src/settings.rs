//! What the keywords of a report come to, checked before anything is counted.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::DateTime;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use sipas_core::{
    Clock, ClockEnd, DeadlineBasis, Moment, PUBLICATION_DAYS, Period, Plan, Policy, Precision,
    SupplementRule, Window, WorkCalendar,
};
use sipas_intake::{Dataset, PolicySettings, Profile, parse_date};

use crate::error::Failure;

/// The clock as far as the caller settles it; profiles and the data may have a say in the rest.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    period: Option<String>,
    window: Window,
    as_of: Option<Moment>,
    policy: PolicySettings,
    publication_days: Option<u32>,
    calendar: Option<WorkCalendar>,
}

impl Settings {
    /// From the keywords; `None` is the same as a keyword that is not there.
    pub(crate) fn of(keywords: Option<&Bound<'_, PyDict>>) -> PyResult<Settings> {
        let mut settings = Settings::default();
        let Some(keywords) = keywords else { return Ok(settings) };
        for (name, value) in keywords {
            let name: String = name.extract()?;
            if !value.is_none() {
                settings.set(&name, &value)?;
            }
        }
        Ok(settings)
    }

    fn set(&mut self, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
        match name {
            "period" => self.period = Some(value.extract()?),
            "as_of" => self.as_of = Some(as_of(value.extract()?)?),
            "window" => {
                self.window =
                    choice(name, value, &[("calendar", Window::Calendar), ("reporting", Window::Reporting)])?;
            }
            "clock_end" => {
                self.policy.clock_end = Some(choice(
                    name,
                    value,
                    &[("finished", ClockEnd::Finished), ("returned", ClockEnd::Returned)],
                )?);
            }
            "deadline" => {
                let known = [("original", DeadlineBasis::Original), ("current", DeadlineBasis::Current)];
                self.policy.deadline = Some(choice(name, value, &known)?);
            }
            "precision" => {
                self.policy.precision =
                    Some(choice(name, value, &[("day", Precision::Day), ("instant", Precision::Instant)])?);
            }
            "supplement" => {
                let known = [("as_recorded", SupplementRule::AsRecorded), ("pause", SupplementRule::Pause)];
                self.policy.supplement = Some(choice(name, value, &known)?);
            }
            "repeat_threshold" => self.policy.repeat_threshold = Some(at_least(name, value, 1)?),
            "publication_days" => self.publication_days = Some(at_least(name, value, 0)?),
            "calendar" => {
                self.calendar = Some(value.cast::<crate::calendar::WorkCalendar>()?.get().core().clone());
            }
            _ => return Err(PyTypeError::new_err(format!("unexpected keyword argument {name:?}"))),
        }
        Ok(())
    }

    /// The clock, and whether its period was chosen by what was read.
    ///
    /// Of profiles that set the same thing the first one named has its way, and keywords before all of them.
    pub(crate) fn clock(&self, data: &Dataset, profiles: &[Profile]) -> Result<(Clock, bool), Failure> {
        let policy = profiles.iter().rev().fold(Policy::default(), |policy, profile| profile.policy(policy));
        let policy = self.policy.over(policy);
        let period = match &self.period {
            Some(text) => self.period(text)?,
            None => data.busiest_month(policy.clock_end, self.window).ok_or_else(|| {
                Failure::usage("nothing was concluded yet, so that no period can be chosen; name the period")
            })?,
        };
        let calendar = self.calendar.clone().unwrap_or_default();
        let mut clock = Clock::new(policy, calendar, seen(period, self.as_of)?);
        clock.publication_days = self.publication_days.unwrap_or(PUBLICATION_DAYS);
        Ok((clock, self.period.is_none()))
    }

    /// Refuses a period that would be another one elsewhere, or later.
    pub(crate) fn same_everywhere(&self) -> Result<(), Failure> {
        let Some(text) = &self.period else {
            return Err(Failure::usage(
                "a partial result needs its period named: parts that choose one each would not add up",
            ));
        };
        if self.as_of.is_none() && now()?.is_before(self.period(text)?.as_of()) {
            return Err(Failure::usage(
                "the period has not ended: a partial result needs as_of, so that all parts look from the same moment",
            ));
        }
        Ok(())
    }

    /// A period to compare with: at its end, or now where that comes first.
    pub(crate) fn baseline(&self, text: &str) -> Result<Period, Failure> {
        seen(self.period(text)?, None)
    }

    fn period(&self, text: &str) -> Result<Period, Failure> {
        Period::parse(text, self.window).map_err(Failure::usage)
    }
}

fn seen(period: Period, as_of: Option<Moment>) -> Result<Period, Failure> {
    let now = now()?;
    match as_of {
        Some(as_of) => period.seen_as_of(as_of).map_err(Failure::usage),
        None if !now.is_before(period.as_of()) => Ok(period),
        None => period.seen_as_of(now).map_err(|_| {
            let first = period.first_day();
            Failure::Usage(format!("the period that begins on {first} has not begun; it is {now} now"))
        }),
    }
}

/// A date alone is the end of its day.
fn as_of(text: &str) -> Result<Moment, Failure> {
    let at = parse_date(text).map_err(|_| {
        Failure::Usage(format!(
            "as_of: expected a moment such as 2025-06-20 or 2025-06-20T17:00, found {text:?}"
        ))
    })?;
    Ok(if at.has_clock() { at } else { Moment::on(at.day().plus(1)) })
}

/// The present moment in Vietnam, to the second.
fn now() -> Result<Moment, Failure> {
    const VIETNAM: i64 = 7 * 60 * 60;
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).map_err(Failure::usage)?;
    let seconds = i64::try_from(elapsed.as_secs()).map_err(Failure::usage)?;
    let local = DateTime::from_timestamp(seconds + VIETNAM, 0)
        .ok_or_else(|| Failure::usage("the clock is out of range"))?;
    Moment::try_from(local.naive_utc()).map_err(Failure::usage)
}

fn choice<T: Copy>(name: &str, value: &Bound<'_, PyAny>, known: &[(&str, T)]) -> PyResult<T> {
    let text: &str = value.extract()?;
    let found = known.iter().find(|(name, _)| *name == text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<String> = known.iter().map(|(name, _)| format!("{name:?}")).collect();
        Failure::Usage(format!("{name} must be {}, not {text:?}", names.join(" or "))).into()
    })
}

fn at_least(name: &str, value: &Bound<'_, PyAny>, least: u32) -> PyResult<u32> {
    let n: i64 = value.extract()?;
    let fits = u32::try_from(n).ok().filter(|n| *n >= least && *n <= 3660);
    fits.ok_or_else(|| Failure::Usage(format!("{name} must be {least} to 3660, not {n}")).into())
}

/// The plan of that name or file; `none` is none.
pub(crate) fn plan(name: Option<PathBuf>) -> Result<Option<Plan>, Failure> {
    let Some(name) = name.filter(|name| name.as_os_str() != "none") else { return Ok(None) };
    if let Some(plan) = name.to_str().and_then(Plan::named) {
        return Ok(Some(plan));
    }
    let plan = Plan::parse(&text_of(&name)?);
    plan.map(Some).map_err(|error| Failure::Plan(format!("{}: {error}", name.display())))
}

pub(crate) fn text_of(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::Io { path: path.to_owned(), error })
}
