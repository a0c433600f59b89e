//! Why an indicator has no figure, as far as the report can tell.

use sipas_core::{Indicator, Measure, Report, Status};

use crate::lang::Lang;

/// The kind of export that an indicator is read off, by the register's naming of them.
fn kind_of(indicator: &Indicator) -> &'static str {
    match indicator.id {
        id if id.starts_with("pakn_") || id.ends_with("_report_count") => "pakn",
        id if id.starts_with("procedure_") => "procedures",
        "satisfaction" => "survey",
        _ => "dossiers",
    }
}

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
    let kind = kind_of(indicator);
    let there = match kind {
        "dossiers" => report.whole().dossiers().is_some(),
        "pakn" => report.whole().pakn().is_some(),
        _ => report.inputs.iter().any(|input| input.kind == kind),
    };
    Some(match measure {
        _ if !there => lang.no_input(kind),
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
