//! Names for machines, as the JSON has them.

use sipas_core::{Status, Verdict};

pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Missed => "missed",
        Verdict::NoData => Status::NoData.name(),
        Verdict::NotMeasurable => Status::NotMeasurable.name(),
    }
}
