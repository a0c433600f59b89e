use sipas_core::Report;

use super::{Block, Section};
use crate::lang::Lang;

/// How many late dossiers the plan still allows, in words.
pub(super) fn section(report: &Report, lang: Lang) -> Option<Section> {
    let budget = report.late_budget.as_ref()?;
    Some(Section::new(lang.late_budget(), lang.budget(budget).into_iter().map(Block::Text).collect()))
}
