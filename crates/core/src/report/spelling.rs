//! One unit that is written in several ways is one group.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Groups;
use crate::clock::{Bucket, PaknBucket};
use crate::dimension::{Dimension, Key, folded_unit};
use crate::tally::Tally;

/// Spellings of one unit, which are one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinedUnit {
    /// The spelling of most records, of equals the first by bytes: the group's name.
    pub shown: Arc<str>,
    /// The others, by bytes.
    pub others: Vec<Arc<str>>,
}

/// Which spelling each unit is shown by.
#[derive(Debug, Clone, Default)]
pub(super) struct Spellings(BTreeMap<Arc<str>, Arc<str>>);

impl Spellings {
    /// Those of the units of some groups that are written in several ways.
    pub(super) fn of(groups: &Groups) -> Spellings {
        let units =
            || groups.parts.iter().filter_map(|(key, tally)| Some((key.shared(Dimension::Unit)?, tally)));
        let mut alike: BTreeMap<String, BTreeMap<Arc<str>, u64>> = BTreeMap::new();
        let mut last: Option<&Arc<str>> = None;
        for (unit, _) in units() {
            // Groups of one unit mostly follow one another.
            if last != Some(unit) {
                alike.entry(folded_unit(unit)).or_default().insert(Arc::clone(unit), 0);
                last = Some(unit);
            }
        }
        alike.retain(|_, spellings| spellings.len() > 1);
        if alike.is_empty() {
            return Spellings::default();
        }
        for (unit, tally) in units() {
            let count = alike.get_mut(&folded_unit(unit)).and_then(|spellings| spellings.get_mut(unit));
            if let Some(count) = count {
                *count += records(tally);
            }
        }
        let mut shown = BTreeMap::new();
        for spellings in alike.into_values() {
            // Of equals the last of the reversed order is the first by bytes.
            let most = spellings.iter().rev().max_by_key(|(_, count)| **count);
            let Some(most) = most.map(|(unit, _)| Arc::clone(unit)) else { continue };
            shown.extend(spellings.into_keys().map(|unit| (unit, Arc::clone(&most))));
        }
        Spellings(shown)
    }

    /// Puts the groups together that these spellings join.
    pub(super) fn join(&self, groups: &mut Groups) {
        if self.0.is_empty() {
            return;
        }
        let shown = |key: &Key| {
            let unit = key.shared(Dimension::Unit)?;
            self.0.get(unit).filter(|shown| *shown != unit)
        };
        let keys: Vec<(Key, Key)> = groups
            .parts
            .keys()
            .filter_map(|key| Some((key.clone(), key.with(Dimension::Unit, shown(key)?))))
            .collect();
        for (key, joined) in keys {
            if let Some(tally) = groups.parts.remove(&key) {
                groups.parts.entry(joined).or_default().merge(&tally);
            }
        }
    }

    /// What was joined, by the names of the groups.
    pub(super) fn joined(self) -> Vec<JoinedUnit> {
        let mut joined: BTreeMap<Arc<str>, Vec<Arc<str>>> = BTreeMap::new();
        for (unit, shown) in self.0 {
            if unit != shown {
                joined.entry(shown).or_default().push(unit);
            }
        }
        joined.into_iter().map(|(shown, others)| JoinedUnit { shown, others }).collect()
    }
}

/// How many records a group has, whatever their period.
fn records(tally: &Tally) -> u64 {
    let dossiers: u64 = Bucket::ALL.iter().map(|bucket| tally.dossiers.counts.get(*bucket)).sum();
    let pakn: u64 = PaknBucket::ALL.iter().map(|bucket| tally.pakn.counts.get(*bucket)).sum();
    dossiers + pakn
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn groups(units: &[(&str, &str, u64)]) -> Groups {
        let mut groups = Groups::default();
        for (unit, month, records) in units {
            let key = Key::new([(Dimension::Unit, *unit), (Dimension::Month, *month)]);
            let mut tally = Tally::default();
            tally.dossiers.counts.buckets[0] = *records;
            groups.whole.merge(&tally);
            groups.parts.entry(key).or_default().merge(&tally);
        }
        groups
    }

    #[test]
    fn the_spelling_of_most_records_is_shown() {
        let mut all = groups(&[("A", "1", 2), ("a", "1", 1), ("a", "2", 4), ("a.", "1", 1), ("b", "1", 9)]);
        let spellings = Spellings::of(&all);
        spellings.join(&mut all);
        let told: Vec<_> = all
            .parts
            .iter()
            .map(|(key, tally)| {
                (key.get(Dimension::Unit).unwrap(), key.get(Dimension::Month).unwrap(), records(tally))
            })
            .collect();
        assert_eq!(told, [("a", "1", 4), ("a", "2", 4), ("b", "1", 9)]);
        assert_eq!(
            spellings.joined(),
            [JoinedUnit { shown: "a".into(), others: vec!["A".into(), "a.".into()] }]
        );
        let equal = Spellings::of(&groups(&[("a", "1", 2), ("A", "1", 2)])).joined();
        assert_eq!(&*equal[0].shown, "A");
        assert!(Spellings::of(&groups(&[("a", "1", 2), ("b", "1", 2)])).joined().is_empty());
    }

    proptest! {
        #[test]
        fn no_record_is_lost_and_the_order_of_parts_makes_no_difference(
            units in prop::collection::vec((prop::sample::select(&["a", "A", "a.", "b", "B - c", "b–C"][..]), "[12]", 1u64..5), 0..12),
        ) {
            let units: Vec<_> = units.iter().map(|(unit, month, n)| (*unit, month.as_str(), *n)).collect();
            let mut one = groups(&units);
            let mut other = groups(&units.iter().rev().copied().collect::<Vec<_>>());
            for all in [&mut one, &mut other] {
                let spellings = Spellings::of(all);
                spellings.join(all);
                prop_assert!(Spellings::of(all).joined().is_empty());
            }
            prop_assert_eq!(&one, &other);
            let sum: u64 = one.parts.values().map(|tally| records(tally)).sum();
            prop_assert_eq!(sum, records(&one.whole));
        }
    }
}
