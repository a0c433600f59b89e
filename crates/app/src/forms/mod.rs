//! The official forms: filled from the records of a dataset, every row checked.
//!
//! A form is a file here and its line in [`FORMS`]. Which form a bare name stands for depends on when the period ends,
//! since forms are repealed and replaced; a full name stands for its form at any time. A form is refused where it would
//! certify what nobody can tell: [`Untold`].

mod column;
mod dossiers;
mod error;
mod explained;
mod late_list;
mod levels;
mod mapping;
mod name;
mod notes;
mod outline_01dc;
mod pakn_06a;
mod period;
mod previous;
mod record;
mod rows;
mod untold;
mod vpcp_06a;
mod within_07a;
mod within_07b;

pub use error::FormError;
pub use levels::{Level, LevelError, Levels};
use mapping::Column;
pub use mapping::{InProgress, Mapping, MappingError, Resolved};
pub use name::{FORMS, FormKind, FormName};
pub use previous::{Previous, PreviousError};
pub use untold::{Acceptable, Untold};

use sipas_core::{Clock, ClockEnd, Dimension, Kind, Period, Report, Window};
use sipas_engine::Dataset;
use sipas_render::Form;

/// What a form is asked for with.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r> {
    /// What its rows are; empty for what is usual for the form.
    pub by: &'r [Dimension],
    /// Kinds of dossier that are put elsewhere than usual, such as `stopped_late=late`.
    pub put: &'r [String],
    /// Doubts that a person has accepted: see [`Untold`].
    pub accept: &'r [Acceptable],
    /// Which units are of the province and which of communes.
    pub levels: &'r Levels,
    /// The form of the period before, to compare what was carried over.
    pub previous: Option<&'r Previous>,
}

/// A form while it is filled.
struct Filling<'f> {
    kind: &'static FormKind,
    data: &'f Dataset,
    clock: &'f Clock,
    report: &'f Report,
    mapping: Mapping,
    levels: &'f Levels,
}

/// Fills a form. It counts by the end of handling, whatever the clock's own setting.
pub fn fill(name: FormName, data: &Dataset, clock: &Clock, request: &Request<'_>) -> Result<Form, FormError> {
    let kind = name.at(clock.period.last_day())?;
    let mut clock = clock.clone();
    clock.policy.clock_end = ClockEnd::Finished;
    let by = if request.by.is_empty() { kind.usual_rows } else { request.by };
    let report = data.report(&clock, by, None, None);
    let mut mapping = (kind.mapping)();
    request.put.iter().try_for_each(|text| mapping.set(text))?;
    let filling = Filling { kind, data, clock: &clock, report: &report, mapping, levels: request.levels };
    filling.needs()?;
    let mut form = (kind.fill)(&filling)?;
    let untold = untold::of(&filling);
    let refused: Vec<_> = untold.iter().filter(|one| !request.accept.contains(&one.code)).cloned().collect();
    if !refused.is_empty() {
        return Err(FormError::Untold { form: kind.full, untold: refused });
    }
    form.notes.extend(notes::of(&filling));
    form.notes.extend(untold.iter().map(|one| format!("Biểu được lập dù biết: {}.", one.vi)));
    if let Some(previous) = request.previous {
        form.notes.extend(previous.compare(&form, &filling)?);
    }
    Ok(form)
}

/// Fills a form over the months that the law reports on, from the 15th to the 14th; where the exports do not cover those,
/// over the months of the calendar.
pub fn fill_as_reported(
    name: FormName,
    data: &Dataset,
    clock: &Clock,
    request: &Request<'_>,
) -> Result<Form, FormError> {
    let reported = Period::parse(&clock.period.name(), Window::Reporting).ok();
    // What is accepted is accepted of the period that was asked for, not of the one that the law would take.
    let strictly = Request { accept: &[], ..*request };
    match reported.map(|period| fill(name, data, &clock.with_period(period), &strictly)) {
        Some(Ok(form)) => Ok(form),
        _ => fill(name, data, clock, request),
    }
}

impl Filling<'_> {
    /// Refuses a form without its records.
    fn needs(&self) -> Result<(), FormError> {
        let whole = self.report.whole();
        let has = |kind: &Kind| match kind {
            Kind::Pakn => whole.pakn().is_some(),
            _ => whole.dossiers().is_some(),
        };
        if self.kind.records.iter().any(has) {
            return Ok(());
        }
        Err(FormError::NoRecords { form: self.kind.full, kind: self.kind.records[0] })
    }

    /// An empty form with its titles.
    fn form(&self, title: &str, unit_of_count: &str) -> Form {
        Form {
            code: self.kind.bare,
            number: self.kind.number.to_owned(),
            issued: self.kind.issued.to_owned(),
            title: title.to_owned(),
            unit_of_count: unit_of_count.to_owned(),
            period: self.clock.period,
            period_name: period::name(&self.clock.period).unwrap_or_default(),
            parts: Vec::new(),
            notes: Vec::new(),
        }
    }
}
