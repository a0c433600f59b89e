//! Why an indicator has no figure, as far as the report can tell.

use sipas_core::{Dimension, GroupReport, Indicator, Measure, Report, Status};

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

fn has_key(kind: &str, dimension: Dimension) -> bool {
    match kind {
        "pakn" => dimension.of_pakn(),
        "procedures" => dimension.of_procedures(),
        "survey" => dimension.of_survey(),
        _ => true,
    }
}

/// Why an indicator is not measurable in a group; `None` where it is.
pub(super) fn not_measurable(
    report: &Report,
    group: &GroupReport,
    indicator: &Indicator,
    measure: &Measure,
    lang: Lang,
) -> Option<String> {
    if measure.status() != Status::NotMeasurable {
        return None;
    }
    let kind = kind_of(indicator);
    let there = match kind {
        "dossiers" => report.whole().dossiers.is_some(),
        "pakn" => report.whole().pakn.is_some(),
        _ => report.inputs.iter().any(|input| input.kind == kind),
    };
    Some(match measure {
        _ if !there => lang.no_input(kind),
        _ if !group.key.is_empty() && !report.by.iter().all(|d| has_key(kind, *d)) => {
            lang.not_by_group().to_owned()
        }
        Measure::Reports(Some(reports)) => lang.topics_unread(reports.unread),
        _ => lang.no_column(indicator.id),
    })
}
