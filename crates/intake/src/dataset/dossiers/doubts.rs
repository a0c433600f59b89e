//! Codes that may be another's, and rows of one code that contradict each other: seen only in all inputs together.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use unicode_normalization::UnicodeNormalization;

use super::code::CodeKey;
use super::{Code, Columns, Dossiers, PROCEDURE_CODE, PROCEDURE_NAME, UNIT};
use crate::dataset::latest::Place;
use crate::dataset::texts::Symbol;
use crate::issue::IssueCode;
use crate::values::is_invisible;

/// A code that may be another's, or one whose rows contradict each other, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::dataset) struct CodeDoubt {
    pub(in crate::dataset) kind: IssueCode,
    pub(in crate::dataset) at: Place,
    pub(in crate::dataset) code: String,
    /// The code that it is like; else empty.
    pub(in crate::dataset) other: String,
}

/// Letters that look like Latin ones, Cyrillic and Greek, and what they look like.
const LOOKALIKES: (&str, &str) = ("АВЕКМНОРСТХУІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXYISJABEZHIKMNOPTYX");

/// A code as it is compared: without case, blanks, kinds of dashes, a final `.0`, letters of other alphabets and O for 0.
fn folded(code: &str) -> String {
    let visible = code.chars().filter(|c| !is_invisible(*c) && !c.is_whitespace());
    let plain = visible.nfc().flat_map(char::to_uppercase).map(|c| match c {
        'O' => '0',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{ff0d}' => '-',
        c if c.is_ascii() => c,
        c => {
            let at = LOOKALIKES.0.chars().position(|like| like == c);
            at.and_then(|at| LOOKALIKES.1.chars().nth(at))
                .map_or(c, |like| if like == 'O' { '0' } else { like })
        }
    });
    let mut folded: String = plain.collect();
    if folded.ends_with(".0") {
        folded.truncate(folded.len() - 2);
    }
    folded
}

impl Dossiers {
    /// All that is doubtful about codes; found once.
    pub(in crate::dataset) fn code_doubts(&self) -> &[CodeDoubt] {
        self.doubts.get_or_init(|| [self.alike(), self.contradicted()].concat())
    }

    /// Codes that are equal to another after folding, in the order of their rows. Codes of the national shape are equal to
    /// no other of that shape, so that without others there is nothing to look for.
    fn alike(&self) -> Vec<CodeDoubt> {
        let mut groups: HashMap<String, Vec<Symbol>> = HashMap::new();
        let mut nationals: HashMap<u64, Symbol> = HashMap::new();
        for symbol in (0..).take(self.others.len()).map(Symbol::at) {
            let folded = folded(self.others.get(symbol));
            if let Some(number) = CodeKey::number_of(&Code::of(folded.as_bytes())) {
                nationals.entry(number).or_insert(symbol);
            }
            groups.entry(folded.trim_start_matches('0').to_owned()).or_default().push(symbol);
        }
        // What each is like, by the number of its key.
        let mut twins: HashMap<u64, u64> = HashMap::new();
        for group in groups.values().filter(|group| group.len() > 1) {
            let first = CodeKey::text(group[0]).number();
            twins.extend(group[1..].iter().map(|symbol| (CodeKey::text(*symbol).number(), first)));
        }
        if twins.is_empty() && nationals.is_empty() {
            return Vec::new();
        }
        let mut places: HashMap<u64, Place> = HashMap::new();
        let mut see = |number: u64, place: Place| {
            let known = places.entry(number).or_insert(place);
            *known = (*known).min(place);
        };
        for part in &self.parts {
            for (row, number) in part.codes.iter().enumerate() {
                if let Some(symbol) = nationals.get(number) {
                    twins.insert(CodeKey::text(*symbol).number(), *number);
                }
                let is_text = CodeKey::from_number(*number).symbol().is_some();
                if is_text {
                    see(*number, part.place(row));
                }
            }
        }
        let written = |number: u64| CodeKey::from_number(number).written(&self.others);
        let mut alike: Vec<CodeDoubt> = twins
            .into_iter()
            .filter_map(|(number, other)| {
                let at = *places.get(&number)?;
                let (code, other) = (written(number), written(other));
                Some(CodeDoubt { kind: IssueCode::CodeAlike, at, code, other })
            })
            .collect();
        alike.sort_by_key(|alike| alike.at);
        alike
    }

    /// The rows that gave way to one that was received on another day, or in the same input has another unit or procedure.
    fn contradicted(&self) -> Vec<CodeDoubt> {
        let super::Resolved { order, duplicates, .. } = self.order();
        let (mut older, mut newer) = (Columns::default(), Columns::default());
        let mut found: BTreeMap<Place, String> = BTreeMap::new();
        for (dropped, kept) in duplicates.pairs() {
            let [(part, row), (other, other_row)] = [dropped, kept].map(|id| order.row(id));
            let (part, other) = (&self.parts[part], &self.parts[other]);
            // Not all rows have all columns: texts of the pair before are not to stay, and of the facts only the receipt,
            // which every dossier has, is of this pair for certain.
            for texts in older.texts.iter_mut().chain(&mut newer.texts) {
                texts.clear();
            }
            part.read(&[row], &mut older);
            other.read(&[other_row], &mut newer);
            let day = |columns: &Columns| columns.facts.row(0).received_at.map(sipas_core::Moment::day);
            let is_other_day = day(&older).zip(day(&newer)).is_some_and(|(one, other)| one != other);
            let names = [UNIT, PROCEDURE_CODE, PROCEDURE_NAME];
            let is_other_name = part.input == other.input
                && names.iter().any(|at| older.texts[*at][0] != newer.texts[*at][0]);
            if is_other_day || is_other_name {
                found.insert(part.place(row), self.code(part, row));
            }
        }
        let doubt =
            |(at, code)| CodeDoubt { kind: IssueCode::CodeRowsDiffer, at, code, other: String::new() };
        found.into_iter().map(doubt).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_code_meet() {
        for (one, other) in [
            ("h37.12-250613-0001", "H37.12-250613-0001"),
            ("Н37.12-250613-0001", "H37.12-250613-0001"),
            ("H37.12–250613 – 0001", "H37.12-250613-0001"),
            ("H37.12-25O613-0OO1", "H37.12-250613-0001"),
            ("12501.0", "12501"),
            ("BN\u{200b}-1", "bn-1"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
        assert_ne!(folded("BN-1"), folded("BN-10"));
        assert_ne!(folded("BN-1"), folded("BN1"));
    }
}
