//! Names for machines, as the JSON has them.

use sipas_core::{Caution, Status, Verdict};

pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Missed => "missed",
        Verdict::NoData => Status::NoData.name(),
        Verdict::NotMeasurable => Status::NotMeasurable.name(),
    }
}

/// Cautions in one cell: `open_overdue=10 turns; small=12`.
pub(crate) fn cautions(all: &[Caution]) -> Option<String> {
    (!all.is_empty()).then(|| all.iter().map(Caution::to_string).collect::<Vec<_>>().join("; "))
}
