//! Petitions as they are kept, and what is doubtful about their codes.

use hashbrown::HashMap;
use sipas_core::{Moment, PaknFacts};
use sipas_intake::IssueCode;

use super::dossiers::{CodeDoubt, folded};
use super::latest::{Latest, Place};
use super::newest::{Dated, Instant};
use super::texts::{Symbol, Texts};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StoredPakn {
    pub(super) unit: Symbol,
    pub(super) field: Symbol,
    pub(super) facts: PaknFacts,
}

impl StoredPakn {
    /// All that it says, as bytes.
    pub(super) fn told(&self, texts: &Texts) -> Vec<u8> {
        format!("{:?}", (self.facts, texts.get(self.unit), texts.get(self.field))).into_bytes()
    }
}

impl Dated for StoredPakn {
    fn latest_end(&self) -> Option<Instant> {
        self.facts.latest_end()
    }

    fn events(&self) -> impl Iterator<Item = Moment> {
        self.facts.events()
    }

    fn filled(&self) -> usize {
        self.facts.filled()
    }
}

impl StoredPakn {
    /// Whether two rows of a code can hardly be of one petition: the day on which it came in differs, or in one export its
    /// unit.
    fn contradicts(&self, other: &StoredPakn, is_one_input: bool) -> bool {
        let day = |one: &StoredPakn| one.facts.received_at().map(Moment::day);
        let days = day(self).zip(day(other));
        days.is_some_and(|(one, other)| one != other) || is_one_input && self.unit != other.unit
    }
}

/// All that is doubtful about codes of petitions, in the order of their rows.
pub(super) fn code_doubts(pakn: &Latest<StoredPakn>) -> Vec<CodeDoubt> {
    let mut doubts = alike(pakn);
    let contradicted = pakn.dropped().filter(|(_, (place, dropped), (kept, counts))| {
        dropped.contradicts(counts, place.input == kept.input)
    });
    doubts.extend(contradicted.map(|(code, (at, _), _)| CodeDoubt {
        kind: IssueCode::CodeRowsDiffer,
        at,
        code: code.to_owned(),
        other: String::new(),
    }));
    doubts.sort_by_key(|doubt| doubt.at);
    doubts
}

/// Codes that equal an earlier one after folding.
fn alike(pakn: &Latest<StoredPakn>) -> Vec<CodeDoubt> {
    let mut groups: HashMap<String, Vec<(Place, &str)>> = HashMap::new();
    for (code, at, _) in pakn.in_order() {
        groups.entry(folded(code).trim_start_matches('0').to_owned()).or_default().push((at, code));
    }
    let later = groups.values().flat_map(|group| group[1..].iter().map(|one| (group[0].1, one)));
    let doubt = |(first, (at, code)): (&str, &(Place, &str))| CodeDoubt {
        kind: IssueCode::CodeAlike,
        at: *at,
        code: (*code).to_owned(),
        other: first.to_owned(),
    };
    later.map(doubt).collect()
}
