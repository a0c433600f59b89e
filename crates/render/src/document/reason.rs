//! Why an indicator has no figure, as far as its group can tell.

use sipas_core::{Group, Indicator, Measure, Unmeasured};

use crate::lang::Lang;

/// Why an indicator is not measurable; `None` where it is.
pub(crate) fn not_measurable(
    group: Group<'_>,
    indicator: &Indicator,
    measure: &Measure,
    lang: Lang,
) -> Option<String> {
    Some(match group.why(indicator, measure)? {
        Unmeasured::NoInput(kind) => lang.no_input(kind.name()),
        Unmeasured::TopicsUnread(n) => lang.topics_unread(n),
        Unmeasured::Undated(n) => lang.all_undated(n),
        Unmeasured::NoColumn => lang.no_column(indicator),
        Unmeasured::NoEnds => lang.no_ends(),
        Unmeasured::Negative => lang.negative(),
    })
}

/// What has no figure, gathered under the reasons, in the order in which they come up.
#[derive(Default)]
pub(crate) struct ByReason(Vec<(String, Vec<String>)>);

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
