//! What a report says of counted records: its figures, its document, and what holds of any report.

mod cautions;
mod columns;
mod document;
mod figures;
mod laws;
mod petitions;
mod read;
mod services;

use crate::clock::Clock;
use crate::clock::tests::count::{Record, record};
use crate::evidence::Evidence;
use crate::indicator::{Basis, Indicator, Measure};
use crate::tally::Tally;

/// Every column of every kind of record.
fn every_column() -> Evidence {
    // A deadline is no column: the clock weighs the others for it.
    Evidence::ALL.without(Evidence::DEADLINE)
}

fn records(lines: &[&str]) -> Vec<Record> {
    lines.iter().map(|text| record(text, every_column())).collect()
}

fn measure(clock: &Clock, tally: &Tally, evidence: Evidence, id: &str) -> Measure {
    let basis = Basis { tally, evidence: &[clock.weigh(evidence)] };
    Indicator::named(id).unwrap_or_else(|| panic!("no indicator {id}")).measure(&basis)
}

/// A figure in short: `2/3`, `4`, `no_data`, `not_measurable`.
fn shown(measure: &Measure) -> String {
    let status = serde_json::to_value(measure.status()).unwrap().as_str().unwrap().to_owned();
    match measure {
        _ if status != "measured" => status,
        Measure::Rate(Some(rate))
        | Measure::Satisfaction(Some((rate, _)))
        | Measure::Index(Some((rate, _))) => {
            format!("{}/{}", rate.numerator, rate.denominator)
        }
        Measure::Count { value, .. } => value.to_string(),
        Measure::Reports(Some(reports)) => {
            format!("{} ({} substantiated, {} unread)", reports.value, reports.substantiated, reports.unread)
        }
        other => format!("{other:?}"),
    }
}
