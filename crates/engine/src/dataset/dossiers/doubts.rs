//! Codes that may be another's, and rows of one code that contradict each other: seen only in all inputs together.

use std::borrow::Cow;

use hashbrown::HashMap;
use sipas_core::{Day, Moment};
use unicode_normalization::UnicodeNormalization;

use super::code::CodeKey;
use super::{Code, Columns, Dossiers, Resolved};
use crate::dataset::latest::Place;
use crate::dataset::newest::{Age, Ages, Dated, Instant, instant};
use crate::dataset::texts::{Symbol, Texts};
use sipas_intake::grammar::{NationalCode, is_invisible};
use sipas_intake::{Field, IssueCode};

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
pub(in crate::dataset) fn folded(code: &str) -> String {
    let visible = code.chars().filter(|c| !is_invisible(*c) && !c.is_whitespace());
    let plain = visible.nfkc().flat_map(char::to_uppercase).map(|c| match c {
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

/// What codes that are alike have in common, so that they are dealt out together.
pub(in crate::dataset) fn likeness(code: &[u8]) -> Cow<'_, [u8]> {
    let zeros = |code: &[u8]| code.iter().take_while(|byte| **byte == b'0').count();
    let short = |code: &[u8]| NationalCode::parse(code).and_then(|national| national.in_short(code));
    // A national code is folded already.
    if NationalCode::parse(code).is_some() {
        return short(code).map_or_else(|| Cow::Borrowed(&code[zeros(code)..]), Cow::Owned);
    }
    let folded = folded(&String::from_utf8_lossy(code)).into_bytes();
    Cow::Owned(short(&folded).unwrap_or_else(|| folded[zeros(&folded)..].to_vec()))
}

impl Dossiers {
    /// All that is doubtful about codes; found once.
    pub(in crate::dataset) fn code_doubts(&self, texts: &Texts) -> &[CodeDoubt] {
        self.doubts.get_or_init(|| [self.alike(), self.contradicted(texts)].concat())
    }

    /// Codes that are equal to another after folding, in the order of their rows.
    fn alike(&self) -> Vec<CodeDoubt> {
        let mut groups: HashMap<String, Vec<Symbol>> = HashMap::new();
        let mut nationals: HashMap<u64, Symbol> = HashMap::new();
        for symbol in (0..).take(self.others.len()).map(Symbol::at) {
            let folded = folded(self.others.get(symbol));
            let code = Code::of(folded.as_bytes());
            let short = code.national.as_ref().and_then(|national| national.in_short(code.written));
            for code in [Some(code), short.as_deref().map(Code::of)].into_iter().flatten() {
                if let Some(number) = CodeKey::number_of(&code) {
                    nationals.entry(number).or_insert(symbol);
                }
            }
            groups.entry(folded.trim_start_matches('0').to_owned()).or_default().push(symbol);
        }
        // What each is like, by the number of its key.
        let mut twins: HashMap<u64, u64> = HashMap::new();
        for group in groups.values().filter(|group| group.len() > 1) {
            let first = CodeKey::text(group[0]).number();
            twins.extend(group[1..].iter().map(|symbol| (CodeKey::text(*symbol).number(), first)));
        }
        twins.extend(self.longer());
        let codes =
            || self.parts.iter().flat_map(|part| part.codes.iter().enumerate().map(move |of| (part, of)));
        if !nationals.is_empty() {
            let seen = codes().filter_map(|(_, (_, number))| Some((nationals.get(number)?, *number)));
            twins.extend(seen.map(|(symbol, number)| (CodeKey::text(*symbol).number(), number)));
        }
        if twins.is_empty() {
            return Vec::new();
        }
        let mut places: HashMap<u64, Place> = HashMap::new();
        for (part, (row, number)) in codes().filter(|(_, (_, number))| twins.contains_key(*number)) {
            let place = part.place(row);
            let known = places.entry(*number).or_insert(place);
            *known = (*known).min(place);
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

    /// National codes that another system writes in a shorter way, where both are there, each with the shorter.
    fn longer(&self) -> HashMap<u64, u64> {
        let codes = || self.parts.iter().flat_map(|part| part.codes.iter().copied());
        // Where all are written in one way, as is usual, there is nothing to look for.
        let ways: u32 = codes().fold(0, |ways, number| ways | 1 << CodeKey::from_number(number).way());
        if ways & CodeKey::LONGER == 0 || ways.count_ones() < 2 {
            return HashMap::new();
        }
        let (mut by_short, mut twins) = (HashMap::new(), HashMap::new());
        for number in codes().filter(|number| 1 << CodeKey::from_number(*number).way() & CodeKey::LONGER != 0)
        {
            let written = CodeKey::from_number(number).written(&self.others).into_bytes();
            let short = NationalCode::parse(&written).and_then(|code| code.in_short(&written));
            let Some(short) = short.and_then(|short| CodeKey::number_of(&Code::of(&short))) else { continue };
            let first = *by_short.entry(short).or_insert(number);
            if first != number {
                twins.insert(number, first);
            }
        }
        twins.extend(codes().filter_map(|number| Some((*by_short.get(&number)?, number))));
        twins
    }

    /// The rows that gave way to one that was received on another day, or in the same input has another unit or procedure.
    fn contradicted(&self, texts: &Texts) -> Vec<CodeDoubt> {
        let Resolved { order, settled, .. } = self.order(texts);
        let doubt = |number: &u32| {
            let (part, row) = order.row(*number);
            let (part, kind) = (&self.parts[part], IssueCode::CodeRowsDiffer);
            CodeDoubt { kind, at: part.place(row), code: self.code(part, row), other: String::new() }
        };
        settled.contradicted.iter().map(doubt).collect()
    }
}

/// The texts by which rows of one code are told to be of one dossier.
pub(in crate::dataset) const COMPARED: [Field; 3] = [Field::Unit, Field::ProcedureCode, Field::ProcedureName];

/// One of several rows of a code, as far as the choice between them asks.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) age: Age,
    pub(super) place: Place,
    pub(super) has_ended: bool,
    received_on: Option<Day>,
    /// The days of its deadline and its end.
    judged_on: [Option<Day>; 2],
    /// Those of [`COMPARED`].
    names: [Symbol; 3],
}

/// One of the rows that were read, of which only what is asked for is looked at.
struct RowOf<'c> {
    columns: &'c Columns,
    at: usize,
}

impl Dated for RowOf<'_> {
    fn latest_end(&self) -> Option<Instant> {
        let facts = &self.columns.facts;
        [facts.finished_at[self.at], facts.returned_at[self.at]].into_iter().flatten().map(instant).max()
    }

    fn events(&self) -> impl Iterator<Item = Moment> {
        self.columns.row(self.at).facts.events().collect::<Vec<_>>().into_iter()
    }

    fn filled(&self) -> usize {
        self.columns.row(self.at).facts.filled()
    }
}

impl Candidate {
    /// The row that is at this place of what was read.
    pub(super) fn of(place: Place, columns: &Columns, at: usize, ages: &Ages) -> Candidate {
        let row = RowOf { columns, at };
        let (facts, end) = (&columns.facts, row.latest_end());
        Candidate {
            age: ages.age(place, &row),
            place,
            has_ended: end.is_some(),
            received_on: facts.received_at[at].map(Moment::day),
            judged_on: [facts.due_at[at].map(Moment::day), end.map(|(day, _)| day)],
            names: COMPARED.map(|field| columns.texts[super::place(field)][at]),
        }
    }

    /// Whether two rows of a code can hardly be of one dossier. Names and dates are compared within an input alone: another export
    /// may spell a name in another way, and know of a later end. Steps of one dossier have ends of their own, and one deadline.
    pub(super) fn contradicts(&self, other: &Candidate) -> bool {
        let differ =
            |one: Option<Day>, other: Option<Day>| one.zip(other).is_some_and(|(one, other)| one != other);
        let is_one_input = self.place.input == other.place.input;
        let dates = || self.judged_on.iter().zip(&other.judged_on);
        let is_other_record =
            || self.names != other.names || dates().all(|(one, other)| differ(*one, *other));
        differ(self.received_on, other.received_on) || is_one_input && is_other_record()
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
        for (one, other) in [
            ("h37.12-250613-0001", "H37.12-250613-0001"),
            ("000.00.12.H37-250613-0001", "000.00.12.h37-250613-0001"),
            ("0012501", "12501"),
            ("000.00.12.H37-250613-0001", "H37.12-250613-00001"),
            ("H37.12-250613-001234", "H37.12-250613-1234"),
        ] {
            assert_eq!(likeness(one.as_bytes()), likeness(other.as_bytes()), "{one}");
        }
        assert_ne!(folded("BN-1"), folded("BN1"));
    }
}
