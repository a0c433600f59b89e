//! Counts for targets that are for some groups only.

use std::collections::BTreeMap;

use super::{Dimension, Groups, Key};
use crate::clock::Clock;
use crate::evidence::Evidence;
use crate::plan::Target;
use crate::tally::Tally;

/// Records counted by further dimensions, so that those of some groups can be told from all others.
///
/// Unlike the groups of a report, its parts have every procedure and every answer, whether a dossier is of their key or not.
#[derive(Debug, Clone)]
pub struct Slice {
    /// The dimensions: one of the lists of [`Plan::slices`](crate::Plan::slices).
    pub by: Vec<Dimension>,
    /// Over the period.
    pub groups: Groups,
    /// Over the baseline period, where there is one.
    pub baseline: Option<Groups>,
}

/// The records that a target is for: of the whole, and of each group of the report.
#[derive(Debug, Clone, Default)]
pub(super) struct Selection {
    pub(super) whole: Option<Selected>,
    pub(super) parts: Option<Selected>,
}

/// Tallies of the records that a target is for, by the key of the group; none where there is no such record.
#[derive(Debug, Clone)]
pub(super) struct Selected {
    now: BTreeMap<Key, Tally>,
    before: BTreeMap<Key, Tally>,
    pub(super) evidence: Vec<Evidence>,
}

impl Selection {
    /// What a target is for, out of slices that tell it.
    pub(super) fn of(
        target: &Target,
        by: &[Dimension],
        slices: &[Slice],
        groups: &Groups,
        clock: &Clock,
        evidence: &[Evidence],
    ) -> Selection {
        let select = |by: &[Dimension]| {
            let asked = target.dimensions_within(by);
            let tells = |slice: &&Slice| asked.iter().all(|dimension| slice.by.contains(dimension));
            let slice = slices.iter().filter(tells).min_by_key(|slice| slice.by.len())?;
            let names = Names::of(groups, by);
            let of = |groups: &Groups| selected(target, by, groups, &names);
            Some(Selected {
                now: of(&slice.groups),
                before: slice.baseline.as_ref().map(of).unwrap_or_default(),
                evidence: evidence
                    .iter()
                    .map(|input| Dimension::evidence_of(&slice.by, clock.weigh(*input)))
                    .collect(),
            })
        };
        Selection { whole: select(&[]), parts: if by.is_empty() { None } else { select(by) } }
    }
}

impl Selected {
    pub(super) fn now(&self, key: &Key) -> Option<&Tally> {
        self.now.get(key)
    }

    pub(super) fn before(&self, key: &Key) -> Option<&Tally> {
        self.before.get(key)
    }
}

fn selected(target: &Target, by: &[Dimension], groups: &Groups, names: &Names) -> BTreeMap<Key, Tally> {
    let mut selected: BTreeMap<Key, Tally> = BTreeMap::new();
    for (key, tally) in groups.parts.iter().filter(|(key, _)| target.is_for(key)) {
        if let Some(group) = key.within(by).and_then(|key| names.group(key)) {
            selected.entry(group).or_default().merge(tally);
        }
    }
    selected
}

/// The groups of the report by their names as they are compared: a unit is written in several ways.
struct Names(BTreeMap<Key, Key>);

impl Names {
    fn of(groups: &Groups, by: &[Dimension]) -> Names {
        let is_by_unit = by.contains(&Dimension::Unit);
        let keys = groups.parts.keys().filter(|_| is_by_unit);
        Names(keys.map(|key| (key.folded(), key.clone())).collect())
    }

    fn group(&self, key: Key) -> Option<Key> {
        if self.0.is_empty() { Some(key) } else { self.0.get(&key.folded()).cloned() }
    }
}
