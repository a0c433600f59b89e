//! Names for machines, as the JSON has them.

use sipas_core::{Status, Verdict};

pub(crate) fn status(status: Status) -> &'static str {
    match status {
        Status::Measured => "measured",
        Status::NoData => "no_data",
        Status::NotMeasurable => "not_measurable",
    }
}

pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Missed => "missed",
        Verdict::NoData => status(Status::NoData),
        Verdict::NotMeasurable => status(Status::NotMeasurable),
    }
}
