//! Why an indicator has no figure, as far as the report can tell.

use sipas_core::{Indicator, Kind, Measure, Report, Status};

use crate::lang::Lang;

/// Why an indicator is not measurable; `None` where it is.
pub(crate) fn not_measurable(
    report: &Report,
    indicator: &Indicator,
    measure: &Measure,
    lang: Lang,
) -> Option<String> {
    if measure.status() != Status::NotMeasurable {
        return None;
    }
    let there = match indicator.kind {
        Kind::Dossiers => report.whole().dossiers().is_some(),
        Kind::Pakn => report.whole().pakn().is_some(),
        kind => report.inputs.iter().any(|input| input.kind == kind.name()),
    };
    Some(match measure {
        _ if !there => lang.no_input(indicator.kind.name()),
        Measure::Reports(Some(reports)) => lang.topics_unread(reports.unread),
        _ => lang.no_column(indicator.id),
    })
}

/// What has no figure, gathered under the reasons, in the order in which they come up.
#[derive(Default)]
pub(super) struct ByReason(Vec<(String, Vec<String>)>);

impl ByReason {
    /// Adds a name, once for each reason.
    pub(crate) fn add(&mut self, why: String, name: String) {
        match self.0.iter_mut().find(|(reason, _)| *reason == why) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => self.0.push((why, vec![name])),
        }
    }

    pub(crate) fn into_iter(self) -> impl Iterator<Item = (String, Vec<String>)> {
        self.0.into_iter()
    }
}
