//! One unit that is written in several ways is one group.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Dimension, Groups, Key};
use crate::clock::{Bucket, PaknBucket};
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

/// A unit's name as it is compared: case, the place of tone marks, the kind of dashes, blanks around them and dots at the end
/// aside. The name is NFC and has single blanks only.
pub fn folded_unit(unit: &str) -> String {
    let mut text = String::with_capacity(unit.len());
    for letter in unit.chars().flat_map(char::to_lowercase) {
        match letter {
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => {
                text.truncate(text.trim_end_matches(' ').len());
                text.push('-');
            }
            ' ' if text.ends_with('-') => {}
            // The Icelandic letter, which looks the same as a capital.
            '\u{f0}' => text.push('đ'),
            letter => text.push(letter),
        }
    }
    text.truncate(text.trim_end_matches([' ', '.']).len());
    reform_tones(&text).into_owned()
}

/// Moves the tone mark of small letters to where the reformed spelling has it. In oa, oe and uy the old spelling of open
/// syllables puts it on the first letter (hòa, khỏe, thủy), the reformed one on the second, where closed syllables (hoàn,
/// thuyết) and quy- have it in both.
///
/// ```
/// assert_eq!(sipas_core::reform_tones("hòa, hoàn, thủy, quý"), "hoà, hoàn, thuỷ, quý");
/// ```
pub fn reform_tones(text: &str) -> Cow<'_, str> {
    const FIRST: [&str; 2] = ["òóỏõọ", "ùúủũụ"];
    // A letter with a mark before one of the second letters: few texts have that.
    let may_move = |pair: &[u8]| !pair[0].is_ascii() && matches!(pair[1], b'a' | b'e' | b'y');
    if !text.as_bytes().windows(2).any(may_move) {
        return Cow::Borrowed(text);
    }
    let mut moved = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let tone = |row: &str| row.chars().position(|letter| letter == c);
        let second = match chars.peek() {
            Some('a') => tone(FIRST[0]).map(|tone| ('o', "àáảãạ", tone)),
            Some('e') => tone(FIRST[0]).map(|tone| ('o', "èéẻẽẹ", tone)),
            Some('y') => tone(FIRST[1]).map(|tone| ('u', "ỳýỷỹỵ", tone)),
            _ => None,
        };
        match second {
            Some((bare, row, tone)) => {
                chars.next();
                moved.push(bare);
                moved.extend(row.chars().nth(tone));
            }
            _ => moved.push(c),
        }
    }
    Cow::Owned(moved)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_unit_meet() {
        for (one, other) in [
            ("Văn phòng", "VĂN PHÒNG"),
            ("Phòng Văn hóa", "Phòng Văn hoá"),
            ("UBND xã Bình Gia", "UBND xã Bình Gia."),
            ("Chi nhánh Lạng Sơn - Cao Bằng", "Chi nhánh Lạng Sơn–Cao Bằng"),
        ] {
            assert_eq!(folded_unit(one), folded_unit(other));
        }
        for (one, other) in [
            ("Phòng 1", "Phòng 1.1"),
            ("Tổ 1-2", "Tổ 12"),
            ("Phòng 1", "Phòng 11"),
            ("Văn phòng", "Văn phong"),
            ("UBND xã Hòa An", "UBND xã Hoàn An"),
        ] {
            assert_ne!(folded_unit(one), folded_unit(other));
        }
    }

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
