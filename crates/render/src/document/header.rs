use sipas_core::{Plan, Report};

use super::{Block, Section};
use crate::format::View;

/// What the report is over, and how it was computed.
pub(crate) fn section(report: &Report, view: &View) -> Section {
    let lang = view.lang;
    let period = &report.period;
    let plan = report.plan.as_ref().map_or_else(|| lang.none().to_owned(), named);
    let baseline = report.baseline.as_ref().map_or_else(|| lang.none().to_owned(), |b| lang.period(b));
    let facts = [
        (lang.period_label(), lang.period(period)),
        (lang.window_label(), lang.window(period.window()).to_owned()),
        (lang.as_of_label(), lang.as_of(period.as_of())),
        (lang.baseline_label(), baseline),
        (lang.plan_label(), plan),
        (lang.policy_label(), lang.policy(report.policy)),
    ];
    let mut blocks = vec![Block::Facts(facts.map(|(label, said)| (label.to_owned(), said)).into())];
    if view.period_chosen {
        blocks.push(Block::Text(lang.period_chosen().to_owned()));
    }
    Section::new("", blocks)
}

fn named(plan: &Plan) -> String {
    match plan.title() {
        "" => plan.id().to_owned(),
        title => format!("{title} ({})", plan.id()),
    }
}
