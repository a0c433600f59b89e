//! Names of groups that are doubtful as a whole: no record has one, or they stand for others.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Dimension, Groups, InputSummary, Key};
use crate::damage::is_damaged;
use crate::kind::Kind;
use crate::tally::Tally;

/// What is doubtful about the names of the groups by one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NameDoubt {
    /// By which dimension.
    pub by: Dimension,
    /// What it is.
    pub code: NameDoubtCode,
    /// Of how many records.
    pub count: u64,
}

/// Why names of groups are doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameDoubtCode {
    /// No record has a name: the inputs lack the column, or it is blank.
    Missing,
    /// Records are named by a sign that means "as above".
    Ditto,
    /// Nearly all records have no name, and each name stands once: as where cells were merged downwards before the file was saved as
    /// text.
    WrittenOnce,
    /// Letters of names were lost or misread, so that they stand apart from their group.
    Damaged,
}

/// From this many records without a name for each record with one, a name is taken to stand for the rows below it.
const BELOW_ONE: u64 = 3;

impl NameDoubt {
    /// All doubts about the groups by some dimensions.
    pub(super) fn of(by: &[Dimension], groups: &Groups, inputs: &[InputSummary]) -> Vec<NameDoubt> {
        let is_text = |by: &&Dimension| !matches!(by, Dimension::Channel | Dimension::Month);
        let files = inputs.iter().filter(|input| input.kind == Kind::Dossiers.name()).count() as u64;
        by.iter().filter(is_text).flat_map(|by| NameDoubt::of_one(*by, groups, files)).collect()
    }

    fn of_one(by: Dimension, groups: &Groups, files: u64) -> Vec<NameDoubt> {
        let mut names: BTreeMap<&str, u64> = BTreeMap::new();
        for (key, tally) in &groups.parts {
            *names.entry(key.get(by).unwrap_or_default()).or_default() += tally.dossiers.counts.accepted();
        }
        names.retain(|_, count| *count > 0);
        let blank = names.remove("").unwrap_or_default();
        let with_name: u64 = names.values().sum();
        let ditto = names.iter().filter(|(name, _)| is_ditto(name)).map(|(_, count)| count).sum();
        let stand_once = names.len() > 1 && names.values().all(|count| *count <= files);
        let once = if stand_once && blank >= BELOW_ONE * with_name { blank } else { 0 };
        let missing = if with_name == 0 { blank } else { 0 };
        // Petitions have units and fields too.
        let records = |tally: &Tally| tally.dossiers.counts.accepted() + tally.pakn.counts.accepted();
        let is_damaged = |key: &Key| key.get(by).is_some_and(is_damaged);
        let damaged =
            groups.parts.iter().filter(|(key, _)| is_damaged(key)).map(|(_, tally)| records(tally)).sum();
        let all = [
            (NameDoubtCode::Missing, missing),
            (NameDoubtCode::Ditto, ditto),
            (NameDoubtCode::WrittenOnce, once),
            (NameDoubtCode::Damaged, damaged),
        ];
        let found = all.into_iter().filter(|(_, count)| *count > 0);
        found.map(|(code, count)| NameDoubt { by, code, count }).collect()
    }
}

/// Whether a name is a sign for the one above it: `"`, `-nt-`, như trên.
fn is_ditto(name: &str) -> bool {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match letters.as_str() {
        "" => name.contains(['"', '“', '”', '„', '〃', '/']),
        letters => ["nt", "như trên", "nhu tren"].iter().any(|word| word.replace(' ', "") == letters),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_for_the_name_above_are_told_from_names() {
        for sign in ["\"", "-nt-", "nt", "n.t.", "Như trên", "(nhu tren)", "//", "-\"-", "〃", "”"] {
            assert!(is_ditto(sign), "{sign}");
        }
        for name in ["", "-", "NT Ba Vì", "Phòng \"Một cửa\"", "Tổ 1/2", "?", "Đội NTM"] {
            assert!(!is_ditto(name), "{name}");
        }
    }
}
