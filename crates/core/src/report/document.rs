//! The JSON document, schema `sipas.report/1`: a contract, key by key.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::Report;
use crate::calendar::WorkCalendar;
use crate::indicator::{Indicator, Measure};
use crate::moment::Day;
use crate::plan::Plan;

/// The version of the document's schema.
const SCHEMA: &str = "sipas.report/1";

pub(super) fn indicators<S: Serializer>(
    all: &[(&'static Indicator, Measure)],
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_map(all.iter().map(|(indicator, measure)| (indicator.id, measure)))
}

#[derive(Serialize)]
struct Covered {
    from: Day,
    to: Day,
    provisional: Vec<Day>,
}

impl Covered {
    fn of(calendar: &WorkCalendar) -> Covered {
        let provisional = calendar.rows().filter(|row| row.provisional).map(|row| row.date).collect();
        Covered { from: calendar.first(), to: calendar.last(), provisional }
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let as_of = self.period.as_of().datetime().format("%Y-%m-%dT%H:%M:%S%.f").to_string();
        let mut document = to.serialize_struct("Report", 12)?;
        document.serialize_field("schema", SCHEMA)?;
        document.serialize_field("generator", concat!("sipas ", env!("CARGO_PKG_VERSION")))?;
        document.serialize_field("period", &self.period)?;
        document.serialize_field("as_of", &as_of)?;
        document.serialize_field("baseline", &self.baseline)?;
        document.serialize_field("plan", &self.plan.as_ref().map(Plan::id))?;
        document.serialize_field("policy", &self.policy)?;
        document.serialize_field("calendar", &Covered::of(&self.calendar))?;
        document.serialize_field("inputs", &self.inputs)?;
        document.serialize_field("groups", &self.groups)?;
        document.serialize_field("scorecard", &self.scorecard)?;
        document.serialize_field("late_budget", &self.late_budget)?;
        document.end()
    }
}
