use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use super::PartialError;
use super::io::{Io, fnv};
use super::merge::MergeError;
use super::settings::day_of;
use crate::evidence::Evidence;
use crate::moment::Day;
use crate::report::{InputSummary, IssueCount};

/// An input, or some of its rows: what became of them, and what it takes to add them up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartialInput {
    /// What became of its rows; of rows that are to be added to others, with the issues that none of them has.
    pub summary: InputSummary,
    /// Which columns that indicators lean on it has.
    pub evidence: Evidence,
    /// Hashes of the words that were not understood: each is told once an input, however many parts of it hold it. Empty
    /// where inputs are whole.
    pub words: BTreeSet<u64>,
    /// What only all rows of an input together can be judged by: numbers that add up, under names that whoever counted them
    /// understands. Empty where inputs are whole.
    pub sums: BTreeMap<String, Vec<u64>>,
}

/// How records were dealt out to partial results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Split {
    /// Each has inputs of its own. No code may be in two of them.
    Files,
    /// Each read all inputs, and counted the codes of its share: exact, whatever the inputs hold.
    Codes {
        /// How many shares there are.
        of: u32,
        /// Those that are in, from 1.
        held: BTreeSet<u32>,
        /// Whether codes that look alike are in one share; before format 4 they were dealt out as they are written.
        alike: bool,
    },
    /// Each has some rows of inputs that others have rows of too; that every row is in one of them, and all rows of a
    /// code are in the same, is left to whoever dealt them out, unless codes were kept.
    Rows,
}

/// One share of the codes out of several: `3/16` is the third.
///
/// A code belongs to the share that its hash falls into, so that all its rows are in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    part: u32,
    of: u32,
}

/// The text is no share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a share such as 3/16, from 1/16 to 16/16, found {0:?}")]
pub struct ShareError(pub String);

impl Share {
    /// Which of them, from 1.
    pub fn part(self) -> u32 {
        self.part
    }

    /// How many there are.
    pub fn of(self) -> u32 {
        self.of
    }

    /// Whether it has that code.
    pub fn has(self, code: &[u8]) -> bool {
        // The last bytes, in which the codes of a day differ, move few bits of the hash; multiplied, they move all of the
        // upper half.
        let hash = fnv(code);
        let mixed = (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        mixed % u64::from(self.of) + 1 == u64::from(self.part)
    }
}

impl FromStr for Share {
    type Err = ShareError;
    fn from_str(text: &str) -> Result<Share, ShareError> {
        let numbers =
            text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
        let shares = numbers.filter(|(part, of)| (1..=*of).contains(part) && *of <= Share::MOST);
        shares.map(|(part, of)| Share { part, of }).ok_or_else(|| ShareError(text.to_owned()))
    }
}

impl Share {
    /// The highest number of shares.
    const MOST: u32 = 65_536;
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.of)
    }
}

impl Split {
    /// Of one share, or of all where there is none.
    pub fn of(share: Option<Share>) -> Split {
        match share {
            None => Split::Files,
            Some(Share { part, of }) => Split::Codes { of, held: BTreeSet::from([part]), alike: true },
        }
    }

    pub(super) fn is_whole(&self) -> Result<(), MergeError> {
        let Split::Codes { of, held, .. } = self else { return Ok(()) };
        let missing: Vec<_> = (1..=*of).filter(|part| !held.contains(part)).take(8).collect();
        if missing.is_empty() { Ok(()) } else { Err(MergeError::Missing { of: *of, missing }) }
    }
}

pub(super) const KINDS: [&str; 4] = ["dossiers", "pakn", "procedures", "survey"];
const SEVERITIES: [&str; 3] = ["note", "warning", "reject"];

impl PartialInput {
    /// Where its kind stands among the inputs of a report.
    pub(super) fn place(&self) -> usize {
        KINDS.iter().position(|kind| *kind == self.summary.kind).unwrap_or(KINDS.len())
    }

    /// Whether the rows of both are rows of one input.
    pub(super) fn is_of(&self, other: &PartialInput) -> bool {
        let name = |input: &PartialInput| (input.summary.kind, input.evidence, input.summary.path.clone());
        name(self) == name(other)
    }

    /// Takes in other rows of the same input.
    pub(super) fn add(&mut self, other: PartialInput) {
        let (rows, more) = (self.summary.rows, other.summary.rows);
        // A header without a row says so only where nobody has one.
        if rows == 0 || more == 0 {
            if rows == 0 {
                *self = other;
            }
            return;
        }
        let (to, from) = (&mut self.summary, other.summary);
        to.rows += from.rows;
        to.accepted += from.accepted;
        to.rejected += from.rejected;
        to.duplicates += from.duplicates;
        to.skipped += from.skipped;
        to.mended += from.mended;
        to.add_words(&from);
        self.words.extend(other.words);
        for (name, numbers) in other.sums {
            let sum = self.sums.entry(name).or_default();
            sum.resize(sum.len().max(numbers.len()), 0);
            sum.iter_mut().zip(numbers).for_each(|(sum, more)| *sum += more);
        }
        for issue in from.issues {
            match to.issues.iter_mut().find(|known| known.code == issue.code) {
                None => to.issues.push(issue),
                // What is said of a header is said once; that two columns differ is said of each row.
                Some(known) if known.code.starts_with("header.") && known.code != "header.differ" => {
                    known.count = known.count.max(issue.count);
                }
                Some(known) => known.count += issue.count,
            }
        }
        if let Some(words) = to.issues.iter_mut().find(|known| known.code == "word.unknown") {
            words.count = self.words.len() as u64;
        }
    }
}

pub(super) fn split<I: Io>(io: &mut I, split: &mut Split) -> Result<(), PartialError> {
    let (mut of, mut held, mut alike) = match split {
        Split::Codes { of, held, alike } => (*of, held.iter().copied().collect(), *alike),
        _ => (0, Vec::new(), false),
    };
    let mut way = match split {
        Split::Files => 0u8,
        Split::Codes { .. } => 1,
        Split::Rows => 2,
    };
    io.choice(&mut way, &[0, 1, 2])?;
    if way == 1 {
        io.small(&mut of)?;
        io.list(&mut held, || 0, I::small)?;
        if io.version() > 3 {
            io.choice(&mut alike, &[false, true])?;
        }
        if of > Share::MOST
            || !held.is_sorted_by(|a, b| a < b)
            || held.iter().any(|part| !(1..=of).contains(part))
        {
            return Err(PartialError::Malformed("the shares"));
        }
    }
    *split = match way {
        0 => Split::Files,
        1 => Split::Codes { of, held: held.into_iter().collect(), alike },
        _ => Split::Rows,
    };
    Ok(())
}

fn evidence<I: Io>(io: &mut I, of: &mut Evidence) -> Result<(), PartialError> {
    // Numbers have fewer bits than there may be columns.
    let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default();
    let [mut low, mut high] = [half(of.bits()), half(of.bits() >> 32)];
    io.small(&mut low)?;
    // The first version knew of 32 columns.
    if io.version() > 1 {
        io.small(&mut high)?;
    }
    *of = Evidence::from_bits(u64::from(high) << 32 | u64::from(low));
    Ok(())
}

/// A day by its number, or 0.
fn day_or_none<I: Io>(io: &mut I, day: &mut Option<Day>) -> Result<(), PartialError> {
    let mut number = day.map_or(0, Day::number);
    io.small(&mut number)?;
    *day = if number == 0 { None } else { Some(day_of(number)?) };
    Ok(())
}

pub(super) fn input<I: Io>(io: &mut I, input: &mut PartialInput) -> Result<(), PartialError> {
    let summary = &mut input.summary;
    io.text(&mut summary.path)?;
    io.choice(&mut summary.kind, &KINDS)?;
    evidence(io, &mut input.evidence)?;
    if io.version() == 1 && input.evidence.has(Evidence::DOSSIERS) {
        // The first version did not ask whether there is a column of ends.
        input.evidence |= Evidence::FINISHED_AT;
    }
    let InputSummary { rows, accepted, rejected, duplicates, skipped, .. } = summary;
    [rows, accepted, rejected, duplicates, skipped].into_iter().try_for_each(|n| io.number(n))?;
    let blank = || IssueCount { code: "".into(), severity: SEVERITIES[0], count: 0 };
    io.list(&mut summary.issues, blank, |io, issue| {
        let mut code = issue.code.to_string();
        io.text(&mut code)?;
        issue.code = code.into();
        io.choice(&mut issue.severity, &SEVERITIES)?;
        io.number(&mut issue.count)
    })?;
    let mut words: Vec<u64> = std::mem::take(&mut input.words).into_iter().collect();
    io.list(&mut words, || 0, I::hash)?;
    if !words.is_sorted_by(|a, b| a < b) {
        return Err(PartialError::Malformed("the words"));
    }
    input.words = words.into_iter().collect();
    // The first versions judged the rows of each part alone.
    if io.version() > 2 {
        let mut sums: Vec<_> = std::mem::take(&mut input.sums).into_iter().collect();
        io.list(&mut sums, Default::default, |io, (name, numbers)| {
            io.text(name)?;
            io.list(numbers, Default::default, I::number)
        })?;
        if !sums.is_sorted_by(|(a, _), (b, _)| a < b) {
            return Err(PartialError::Malformed("the sums"));
        }
        input.sums = sums.into_iter().collect();
    }
    // The first versions counted words, and rows that were mended as rejected.
    if io.version() > 3 {
        io.number(&mut input.summary.mended)?;
        let mut unread: Vec<_> = std::mem::take(&mut input.summary.unread_words).into_iter().collect();
        io.list(&mut unread, Default::default, |io, (words, n)| {
            evidence(io, &mut words.columns)?;
            day_or_none(io, &mut words.received)?;
            day_or_none(io, &mut words.ended)?;
            io.number(n)
        })?;
        if !unread.is_sorted_by(|(a, _), (b, _)| a < b) {
            return Err(PartialError::Malformed("the words"));
        }
        input.summary.unread_words = unread.into_iter().collect();
    }
    Ok(())
}
