//! Partial results: what was counted of some of the records, as bytes, to be merged with what others counted.
//!
//! # The format, version 5
//!
//! ```text
//! "SIPAS" 5 settings split [codes] shared records checksum
//!
//! settings  version; clock_end, deadline, precision, supplement, repeat_threshold, publication_days, pakn_days; period; calendar; by; baseline
//! split     0 files | 1 codes: of how many, which, 1 where codes that look alike are in one share | 2 rows
//! codes     of files and of rows: 0 some | 1 all; hashes of the codes of dossiers and petitions, in order, 8 bytes each
//! shared    inputs groups [groups over the baseline]     of the catalogue and the survey
//! records   inputs groups [groups over the baseline]     of dossiers and petitions
//! input     path, kind, evidence; rows, accepted, rejected, duplicates, skipped; issues; words; sums, each a name and numbers;
//!           how many rejected rows are mended; words not understood, each by columns, days of receipt and end, how many records
//! groups    the whole; how many; of each its key and its tally, in the order of keys; on which days something happened
//! checksum  FNV-1a over all before it, 64 bits, the least byte first
//! ```
//!
//! A number has seven bits a byte, the least first, and the top bit set in all bytes but its last; a text is the number
//! of its bytes and they; a list is how many there are and each; a choice is a number. A day is counted from 1 January
//! 1900, which is 1. A rate is what counts and what does not. Durations are a list of distances and counts.
//!
//! A code is hashed by SipHash-1-3 under a key of the format, one for dossiers and one for petitions, so that codes in
//! common are told without a code being written.
//!
//! Version 1 knew of 32 columns, and had no hashes of codes and no first and last day of the calendar: a row made its
//! year complete. Version 2 had no sums, and kept no points of survey answers. Version 3 counted words that are not
//! understood and not their records, and had no days of petitions. Version 4 did not say how many questions are asked
//! of dossiers: there were seven. All are still read. Bytes that were not written so are refused, whatever they are.

mod check;
mod codes;
mod input;
mod io;
mod merge;
mod settings;
mod tallies;
#[cfg(test)]
mod tests;

pub use codes::Codes;
pub use input::{PartialInput, Share, ShareError, Split};
pub use merge::{MergeError, MergeRefusal};
pub use settings::{PartialSettings, SettingsDiffer};

pub use io::fnv;

use io::{Io, Reader, Writer};

use crate::calendar::{Period, WorkCalendar};
use crate::clock::Clock;
use crate::dimension::Dimension;
use crate::moment::Day;
use crate::moment::Window;
use crate::plan::{Plan, Uncounted};
use crate::policy::Policy;
use crate::report::{Groups, InputSummary, Report, ReportSpec, Slice};
use crate::tally::Tally;

const MAGIC: &[u8; 5] = b"SIPAS";
const VERSION: u8 = 6;

/// What was counted of some of the records, and by what.
///
/// ```text
/// machine 1   rows -> Partial -> bytes ─┐
/// machine 2   rows -> Partial -> bytes ─┼─> merge -> Report
/// machine 3   rows -> Partial -> bytes ─┘
/// ```
///
/// Merged in any order, partial results make the report that one run over all records makes, provided that all rows of
/// one code were counted in one of them: of several rows of a code the newest counts, and only who sees all knows which.
/// [`Split::Codes`] sees to that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    pub(crate) settings: PartialSettings,
    pub(crate) split: Split,
    /// Which codes were counted; of shares, which have none in common, none.
    pub(crate) codes: Codes,
    /// Of the catalogue and the survey, which every partial result has whole.
    pub(crate) shared: Counted,
    /// Of dossiers and petitions.
    pub(crate) records: Counted,
}

/// Inputs, and what was counted of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// The inputs, in the order in which they were read.
    pub inputs: Vec<PartialInput>,
    /// Over the period.
    pub groups: Groups,
    /// Over the baseline period, where there is one.
    pub baseline: Option<Groups>,
}

/// Why bytes are no partial result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartialError {
    /// They begin otherwise.
    #[error("this is no partial result: it does not begin with SIPAS")]
    Foreign,
    /// They are of a version that this one cannot read.
    #[error(
        "a partial result of format {0}, which this version cannot read; it reads formats 1 to {VERSION}"
    )]
    Version(u8),
    /// They are not what was written.
    #[error("the partial result is damaged: its checksum does not fit")]
    Damaged,
    /// They fit their checksum, and yet say what no run has counted.
    #[error("the partial result contradicts itself: {0} do not add up")]
    Contradictory(&'static str),
    /// They fit their checksum, and yet were never written by this library.
    #[error("no partial result says so: {0}")]
    Malformed(&'static str),
}

impl Partial {
    /// From what was counted, and by what.
    pub fn new(
        clock: &Clock,
        by: &[Dimension],
        baseline: Option<Period>,
        split: Split,
        codes: Codes,
        mut shared: Counted,
        records: Counted,
    ) -> Partial {
        for groups in [Some(&mut shared.groups), shared.baseline.as_mut()].into_iter().flatten() {
            groups.parts.retain(|_, tally| **tally != Tally::default());
        }
        Partial { settings: PartialSettings::new(clock, by, baseline), split, codes, shared, records }
    }

    /// The bytes: the same for the same counts.
    pub fn into_bytes(mut self) -> Vec<u8> {
        let mut to = Writer([MAGIC.as_slice(), &[VERSION]].concat());
        // What writes takes no offence at anything.
        let _ = self.through(&mut to);
        let checksum = fnv(&to.0);
        to.0.extend(checksum.to_le_bytes());
        to.0
    }

    /// Reads bytes that may be anything.
    pub fn from_bytes(bytes: &[u8]) -> Result<Partial, PartialError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(PartialError::Foreign)?;
        let (version, rest) = rest.split_first().ok_or(PartialError::Damaged)?;
        if !(1..=VERSION).contains(version) {
            return Err(PartialError::Version(*version));
        }
        let (body, checksum) = rest.split_last_chunk::<8>().ok_or(PartialError::Damaged)?;
        if fnv(&bytes[..bytes.len() - checksum.len()]) != u64::from_le_bytes(*checksum) {
            return Err(PartialError::Damaged);
        }
        let mut from = Reader(body, *version);
        let mut read = Partial::blank();
        read.through(&mut from)?;
        if !from.0.is_empty() {
            return Err(PartialError::Malformed("an end"));
        }
        check::check(&read)?;
        Ok(read)
    }

    /// Whether both were counted of the same files, however their paths are spelt: the names, what became of the rows and
    /// all counts are the same. Of shares and of rows this is not asked.
    pub fn is_of_same_files(&self, other: &Partial) -> bool {
        let name = |path: &str| path.rsplit(['/', '\\']).next().map(str::to_owned).unwrap_or_default();
        let inputs = |partial: &Partial| -> Vec<PartialInput> {
            let mut inputs = partial.records.inputs.clone();
            for input in &mut inputs {
                input.summary.path = name(&input.summary.path);
            }
            inputs
        };
        (&self.split, &other.split) == (&Split::Files, &Split::Files)
            && self.records.inputs.iter().any(|input| input.summary.rows > 0)
            && inputs(self) == inputs(other)
            && self.records.groups == other.records.groups
    }

    /// The inputs of rows that were dealt out, whose issues somebody may add to.
    pub fn inputs_of_rows(&mut self) -> &mut [PartialInput] {
        if self.split == Split::Rows { &mut self.records.inputs } else { &mut [] }
    }

    /// What its dossiers and petitions are grouped by in one dimension, where they are.
    pub fn values(&self, of: Dimension) -> impl Iterator<Item = &str> {
        self.records.groups.parts.keys().filter_map(move |key| key.get(of))
    }

    /// What these records come to, judged by a plan; an error where a share of the codes is missing, or a target of the plan is
    /// for some groups that were not told apart.
    pub fn report(&self, plan: Option<&Plan>) -> Result<Report, MergeError> {
        self.split.is_whole()?;
        let settings = &self.settings;
        let together = |records: &Groups, shared: &Groups| {
            let mut groups = records.clone();
            groups.join_shared(shared);
            groups
        };
        let slices = self.slices(plan)?;
        let groups = together(&self.records.groups, &self.shared.groups);
        let before = self.records.baseline.as_ref().zip(self.shared.baseline.as_ref());
        let before = before.map(|(records, shared)| together(records, shared));
        let mut inputs: Vec<&PartialInput> = self.records.inputs.iter().chain(&self.shared.inputs).collect();
        inputs.sort_by_key(|input| input.place());
        let evidence: Vec<_> = inputs.iter().map(|input| input.evidence).collect();
        let spec = ReportSpec {
            clock: &settings.clock,
            by: &settings.by,
            plan,
            evidence: &evidence,
            baseline: settings.baseline.zip(before),
            slices,
        };
        let told = |input: &PartialInput| {
            let issues = input.summary.issues.iter().filter(|issue| issue.count > 0).cloned().collect();
            InputSummary { issues, ..input.summary.clone() }
        };
        Ok(Report::finish(spec, inputs.into_iter().map(told).collect(), groups))
    }

    /// What was counted, for targets of a plan that are for some groups only.
    fn slices(&self, plan: Option<&Plan>) -> Result<Vec<Slice>, Uncounted> {
        let by = &self.settings.by;
        let targets = plan.map_or(&[][..], Plan::targets).iter();
        let conditioned: Vec<_> = targets.filter(|target| !target.conditions.is_empty()).collect();
        conditioned.iter().try_for_each(|target| target.is_told_by(by))?;
        if conditioned.is_empty() {
            return Ok(Vec::new());
        }
        let all = |records: &Groups, shared: &Groups| {
            let mut groups = records.clone();
            groups.merge(shared);
            groups
        };
        let before = self.records.baseline.as_ref().zip(self.shared.baseline.as_ref());
        Ok(vec![Slice {
            by: by.clone(),
            groups: all(&self.records.groups, &self.shared.groups),
            baseline: before.map(|(records, shared)| all(records, shared)),
        }])
    }

    fn blank() -> Partial {
        let period = Period::days(Day::MIN, Day::MIN, Window::Calendar).expect("a day is a period");
        let clock = Clock::new(Policy::default(), WorkCalendar::vietnam(), period);
        let (codes, none) = (Codes::default(), Counted::default());
        Partial::new(&clock, &[], None, Split::Files, codes, none.clone(), none)
    }

    fn through<I: Io>(&mut self, io: &mut I) -> Result<(), PartialError> {
        settings::settings(io, &mut self.settings)?;
        input::split(io, &mut self.split)?;
        codes::codes(io, &mut self.codes, &self.split)?;
        let (by, has_baseline) = (&self.settings.by, self.settings.baseline.is_some());
        for counted in [&mut self.shared, &mut self.records] {
            io.list(&mut counted.inputs, PartialInput::default, input::input)?;
            tallies::groups(io, &mut counted.groups, by)?;
            if has_baseline {
                tallies::groups(io, counted.baseline.get_or_insert_default(), by)?;
            }
        }
        Ok(())
    }
}
