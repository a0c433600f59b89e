use std::collections::BTreeSet;

use serde::{Serialize, Serializer};

use super::Target;
use crate::dimension::{Dimension, Key, folded_unit};
use crate::kind::Kind;

/// A dimension, and the values of it that a target is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    dimension: Dimension,
    /// As the plan writes them.
    values: Vec<String>,
    /// As they are compared.
    folded: BTreeSet<String>,
}

/// A target for some groups, of which partial results cannot tell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "target {target} is for some groups of {needed} only, which these partial results do not tell apart: make them with \
     --by {needed}"
)]
pub struct Uncounted {
    /// The target's id.
    pub target: String,
    /// The dimensions that it asks for.
    pub needed: String,
}

impl Condition {
    /// From a dimension and its values; `None` of no value, and of channels, months and officers, for whom a plan sets no
    /// targets of their own.
    pub fn new(dimension: Dimension, values: Vec<String>) -> Option<Condition> {
        let is_text = !matches!(dimension, Dimension::Channel | Dimension::Month | Dimension::Officer);
        let folded: BTreeSet<_> = values.iter().map(|value| folded(value)).collect();
        (is_text && !folded.is_empty()).then_some(Condition { dimension, values, folded })
    }

    /// The dimension.
    pub fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// The values, as the plan writes them.
    pub fn values(&self) -> &[String] {
        &self.values
    }

    /// Whether it holds of records of that value. Case, the place of tone marks, dashes and blanks make no difference, as with
    /// the names of units.
    pub fn holds(&self, value: &str) -> bool {
        self.folded.contains(&folded(value))
    }
}

fn folded(value: &str) -> String {
    folded_unit(&value.split_whitespace().collect::<Vec<_>>().join(" "))
}

impl Target {
    /// `by`, and the dimensions of its conditions that are not among them.
    pub(crate) fn dimensions_within(&self, by: &[Dimension]) -> Vec<Dimension> {
        let own = self.conditions.iter().map(Condition::dimension);
        by.iter().copied().chain(own.filter(|dimension| !by.contains(dimension))).collect()
    }

    /// Whether it is for the records of a group of that key.
    pub(crate) fn is_for(&self, key: &Key) -> bool {
        self.conditions
            .iter()
            .all(|condition| key.get(condition.dimension).is_some_and(|value| condition.holds(value)))
    }

    /// Whether what was counted by `by` tells the records that it is for from all others.
    pub(crate) fn is_told_by(&self, by: &[Dimension]) -> Result<(), Uncounted> {
        let asked = self.dimensions_within(&[]);
        let is_told = asked.iter().all(|dimension| by.contains(dimension));
        // Of another kind of record a further dimension leaves some or all without a group.
        let more = by.iter().filter(|dimension| !asked.contains(dimension));
        let is_whole = match self.subject.kind() {
            None | Some(Kind::Dossiers) => true,
            Some(kind) => more.into_iter().all(|dimension| dimension.is_of_all(kind)),
        };
        if asked.is_empty() || (is_told && is_whole) {
            return Ok(());
        }
        let needed = asked.iter().map(|dimension| dimension.name()).collect::<Vec<_>>().join(",");
        Err(Uncounted { target: self.id.clone(), needed })
    }
}

/// As a plan writes it.
pub(crate) struct Where<'t>(pub(crate) &'t [Condition]);

impl Serialize for Where<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|condition| (condition.dimension.name(), &condition.values)))
    }
}
