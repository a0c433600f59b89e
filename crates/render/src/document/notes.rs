use sipas_core::{Group, Measure, Rate, Report};

use super::{Block, Section};
use crate::lang::Lang;

/// What has to be known of the figures as a whole.
pub(crate) fn section(report: &Report, lang: Lang) -> Section {
    let small = report.groups().flat_map(Group::indicators).any(|(_, measure)| is_small(&measure));
    let notes = [
        Some(lang.not_sipas().to_owned()),
        report.leans_on.map(|day| lang.leans_on(day)),
        small.then(|| lang.small_note().to_owned()),
    ];
    Section::new(lang.notes(), notes.into_iter().flatten().map(Block::Text).collect())
}

fn is_small(measure: &Measure) -> bool {
    match measure {
        Measure::Rate(rate) => rate.is_some_and(Rate::is_small),
        Measure::Satisfaction(rates) | Measure::Index(rates) => {
            rates.is_some_and(|(whole, areas)| whole.is_small() || areas.into_iter().any(Rate::is_small))
        }
        _ => false,
    }
}
