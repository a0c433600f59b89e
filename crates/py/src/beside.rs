//! What a page and a workbook show beside a report, from the same records and by the same clock.

use std::collections::BTreeMap;
use std::io::{self, Write};

use sipas_core::{Clock, Day, Dimension, Period, Plan, Report};
use sipas_excel::Parts;
use sipas_intake::Dataset;
use sipas_render::{Extras, Format, View};

/// So many months, the last one in, make a trend.
const TREND_MONTHS: u32 = 12;

/// The trend, the units and the procedures.
pub(crate) struct Beside {
    trend: Report,
    by_unit: Report,
    by_procedure: Report,
    procedure_names: BTreeMap<String, String>,
}

impl Beside {
    /// Whether a report of this format has anything beside it.
    pub(crate) fn is_in(format: &Format) -> bool {
        matches!(format.name, "xlsx" | "html")
    }

    /// Counts the records of a report anew.
    pub(crate) fn of(data: &Dataset, clock: &Clock, plan: Option<&Plan>, baseline: Option<Period>) -> Beside {
        let by = |dimension| data.report(clock, &[dimension], plan, baseline);
        // A longer period has no baseline.
        let months = clock.over(trend_of(&clock.period));
        Beside {
            trend: data.report(&months, &[Dimension::Month], plan, None),
            by_unit: by(Dimension::Unit),
            by_procedure: by(Dimension::Procedure),
            procedure_names: procedure_names(data, clock),
        }
    }

    /// Writes a report with all of it.
    pub(crate) fn write(
        &self,
        report: &Report,
        format: &Format,
        view: &View,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if format.name == "xlsx" {
            let parts = Parts {
                by: &[&self.by_unit, &self.trend, &self.by_procedure],
                procedure_names: Some(&self.procedure_names),
                lists: &[],
            };
            return sipas_excel::write_report(report, &parts, view, out);
        }
        let extras = Extras {
            trend: Some(&self.trend),
            by_unit: Some(&self.by_unit),
            by_procedure: Some(&self.by_procedure),
            procedure_names: Some(&self.procedure_names),
            lists: &[],
        };
        sipas_render::page(report, &extras, view, out)
    }
}

/// The year of months that ends with a period; a longer period is its own trend.
fn trend_of(period: &Period) -> Period {
    let last = period.last_day();
    let first = (1..TREND_MONTHS).fold(first_of_month(last), |day, _| first_of_month(day.plus(-1)));
    let longer = Period::days(first.min(period.first_day()), last, period.window()).unwrap_or(*period);
    longer.seen_as_of(period.as_of()).unwrap_or(*period)
}

fn first_of_month(day: Day) -> Day {
    let month = day.month();
    Day::from_ymd(month.year(), month.number(), 1).unwrap_or(day)
}

/// By the catalogue, and where it is silent by the exports.
fn procedure_names(data: &Dataset, clock: &Clock) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let listed = data.procedures().map(|procedure| (procedure.code.as_ref(), procedure.name.as_ref()));
    let used = data.dossier_lines(clock).map(|line| (line.procedure, line.procedure_name));
    for (code, name) in listed.chain(used).filter(|(_, name)| !name.is_empty()) {
        if !names.contains_key(code) {
            names.insert(code.to_owned(), name.to_owned());
        }
    }
    names
}
