//! What a page and a workbook show beside a report, from the same records and by the same clock.

use std::collections::BTreeMap;
use std::io::{self, Write};

use sipas_core::{Clock, Dimension, Period, Plan, Report};
use sipas_excel::Parts;
use sipas_intake::Dataset;
use sipas_render::{Extras, Format, View};

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
        let months = clock.over(clock.period.trend());
        Beside {
            trend: data.report(&months, &[Dimension::Month], plan, None),
            by_unit: by(Dimension::Unit),
            by_procedure: by(Dimension::Procedure),
            procedure_names: data.procedure_names(),
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
