//! The page: a report as one file of HTML, for a screen, a telephone and paper.
//!
//! It has no script, and nothing of it is loaded from elsewhere: its policy forbids that even to a browser that errs.

mod areas;
mod budget;
mod closing;
mod form;
mod markup;
mod overview;
mod pareto;
mod push;
mod series;
mod shell;
mod spread;
mod trend;
mod year;

pub(crate) use overview::{Tile, tiles};

use std::collections::BTreeMap;
use std::io::{self, Write};

use sipas_core::{Dimension, Kind, Report};

use crate::form::{Form, FormHead};
use crate::format::View;
use crate::push::PushList;
use crate::table::Table;

/// What a page and a workbook show beside a report. All of it comes from the same records; without it they are whole as
/// well.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extras<'e> {
    /// A report by month, over as long as the trend is to be: wanted unless the report itself is by month.
    pub trend: Option<&'e Report>,
    /// A report by month from the beginning of the year to the end of the period, where that is longer.
    pub year: Option<&'e Report>,
    /// A report by unit over the same period: wanted unless the report itself is by unit.
    pub by_unit: Option<&'e Report>,
    /// A report by procedure over the same period: wanted unless the report itself is by procedure.
    pub by_procedure: Option<&'e Report>,
    /// What procedures are called, by their codes.
    pub procedure_names: Option<&'e BTreeMap<String, String>>,
    /// The records behind the figures, each list under its title: folded in a page, on a sheet of its own in a workbook.
    pub lists: &'e [Table],
    /// What somebody has to see to.
    pub push: Option<&'e PushList>,
    /// Whose report it is, and who signs it.
    pub head: Option<&'e FormHead>,
}

impl<'e> Extras<'e> {
    /// The report of the year so far, if its inputs have all records of a kind.
    pub fn year_of(&self, kind: Kind) -> Option<&'e Report> {
        year::Year::of(self.year).of_kind(kind)
    }
}

/// Writes a report as a page.
///
/// ```
/// use sipas_core::{Clock, Groups, Period, Policy, Report, ReportSpec, WorkCalendar};
/// use sipas_render::{Extras, View, page};
///
/// let clock = Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-06".parse::<Period>()?);
/// let spec = ReportSpec { clock: &clock, by: &[], plan: None, evidence: &[], baseline: None, slices: Vec::new() };
/// let report = Report::finish(spec, Vec::new(), Groups::default());
/// let mut out = Vec::new();
/// page(&report, &Extras::default(), &View::default(), &mut out)?;
/// assert!(out.starts_with(b"<!DOCTYPE html><html lang=\"vi\">"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn page(report: &Report, extras: &Extras<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let lang = view.lang;
    let office = extras.head.map_or("", |head| head.office.trim());
    let sections = [
        extras.push.map(|push| push::section(push, lang)),
        areas::section(report, lang),
        spread::section(of(Dimension::Unit, extras.by_unit, report), Dimension::Unit, lang),
        // A trend that was made as one is longer than the period.
        trend::section(extras.trend.or(of(Dimension::Month, None, report)), lang),
        spread::section(of(Dimension::Officer, None, report), Dimension::Officer, lang),
        spread::section(of(Dimension::Field, None, report), Dimension::Field, lang),
        spread::section(of(Dimension::Channel, None, report), Dimension::Channel, lang),
        pareto::section(of(Dimension::Procedure, extras.by_procedure, report), extras.procedure_names, lang),
        extras.push.and_then(|push| push::all(push, lang)),
        closing::lists(extras.lists, lang),
        closing::quality(report, view),
        budget::section(report, lang),
        Some(closing::details(report, lang)),
        Some(closing::definitions(report, view)),
    ];
    let sections: Vec<_> = sections.into_iter().flatten().collect();
    let page = shell::page(
        lang,
        &overview::head(report, office, view),
        &overview::section(report, extras, lang),
        &sections,
    );
    out.write_all(page.into_string().as_bytes())
}

/// Writes a list as a page.
pub(crate) fn list(table: &Table, view: &View, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(shell::list(table, view.lang).into_string().as_bytes())
}

/// Writes a form as a page: the whole paper.
pub(crate) fn form(form: &Form, head: &FormHead, view: &View, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(form::page(form, head, view.lang).into_string().as_bytes())
}

/// The report that tells the groups of a dimension: the page's own where it is by nothing else, since it may know a
/// baseline, then the one made for it, then the page's own where it can.
fn of<'r>(dimension: Dimension, extra: Option<&'r Report>, report: &'r Report) -> Option<&'r Report> {
    let own = Some(report);
    own.filter(|own| own.by == [dimension]).or(extra).or(own.filter(|own| own.by.contains(&dimension)))
}
