use super::codes::Overlap;
use super::input::{PartialInput, Split};
use super::settings::SettingsDiffer;
use super::{Counted, Partial};
use crate::plan::Uncounted;
use crate::report::{InputSummary, IssueCount};

/// The issue of inputs whose codes were not compared with those of others.
const UNCHECKED: &str = "codes.unchecked";

/// Why partial results do not add up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// They were counted differently.
    #[error(transparent)]
    Settings(#[from] SettingsDiffer),
    /// One was dealt out by files, the other by codes or by rows.
    #[error("one has whole files, the other a share of codes or rows")]
    Split,
    /// They are shares of different numbers of shares.
    #[error("one is a share of {theirs}, the other of {ours}")]
    Shares {
        /// How many shares the first one has.
        ours: u32,
        /// How many the other one has.
        theirs: u32,
    },
    /// An older version dealt out codes in another way.
    #[error(
        "one was made by an older version, which dealt out codes in another way: make all shares by one version"
    )]
    Dealt,
    /// A share of the codes is in both.
    #[error("the share {part}/{of} is in both")]
    ShareTwice {
        /// Which share.
        part: u32,
        /// Of how many.
        of: u32,
    },
    /// Codes are in both. Which of their rows count, only one run over all of them can tell.
    #[error(
        "{0} codes are in both, and only one run over all exports can tell which of their rows count: make that run, or \
         make each part of all exports by --part"
    )]
    Codes(u64),
    /// They are of the same files.
    #[error("they were counted of the same files")]
    SameFiles,
    /// A file is in both.
    #[error("{0} is in both")]
    FileTwice(String),
    /// The shares were not counted of the same inputs.
    #[error("the inputs differ, or changed in between: {0}")]
    Inputs(String),
    /// The catalogue or the survey, which every partial result has whole, is not the same.
    #[error("the catalogue or the survey differs, or changed in between: {0}")]
    Shared(String),
    /// A target of the plan is for some groups that they do not tell apart.
    #[error(transparent)]
    Uncounted(#[from] Uncounted),
    /// Not all shares are there.
    #[error("missing of {of} shares: {}", .missing.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))]
    Missing {
        /// How many shares there are.
        of: u32,
        /// The first of those missing, at most eight.
        missing: Vec<u32>,
    },
}

/// Two of several partial results that do not add up: their places among all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("partial result {second} cannot be merged with {first}: {error}")]
pub struct MergeRefusal {
    /// The place of the earlier one.
    pub first: usize,
    /// The place of the later one.
    pub second: usize,
    /// Why.
    pub error: MergeError,
}

impl Partial {
    /// Adds up partial results in their order; `None` of none.
    ///
    /// Whether codes are in several of them cannot be told of one that [lacks its codes](Partial::lacks_codes): its inputs
    /// get the issue `codes.unchecked`, which stands in the report.
    pub fn merge_all(mut parts: Vec<Partial>) -> Result<Option<Partial>, MergeRefusal> {
        for (second, part) in parts.iter().enumerate() {
            if let Some(first) = parts[..second].iter().position(|other| other.is_of_same_files(part)) {
                return Err(MergeRefusal { first, second, error: MergeError::SameFiles });
            }
        }
        let overlap = Overlap::find(&parts);
        if parts.len() > 1 {
            parts.iter_mut().filter(|part| part.lacks_codes()).for_each(Partial::tell_unchecked);
        }
        let mut all = parts.into_iter().enumerate();
        let Some((_, mut merged)) = all.next() else { return Ok(None) };
        for (second, part) in all {
            merged.merge(part).map_err(|error| match (error, overlap) {
                // Of all those before it, one has the codes in common.
                (MergeError::Codes(_), Some(Overlap { first, codes, .. })) => {
                    MergeRefusal { first, second, error: MergeError::Codes(codes) }
                }
                (error, _) => MergeRefusal { first: 0, second, error },
            })?;
        }
        Ok(Some(merged))
    }

    fn tell_unchecked(&mut self) {
        for input in &mut self.records.inputs {
            let issues = &mut input.summary.issues;
            if !issues.iter().any(|issue| issue.code == UNCHECKED) {
                issues.push(IssueCount {
                    code: UNCHECKED.into(),
                    severity: "warning",
                    count: input.summary.accepted,
                });
            }
        }
    }

    /// Whether parts of it may have codes in common, which nobody could tell when they were merged.
    pub fn is_unchecked(&self) -> bool {
        let issues = self.records.inputs.iter().flat_map(|input| &input.summary.issues);
        issues.into_iter().any(|issue| issue.code == UNCHECKED)
    }

    /// Takes in what was counted of other records. After an error this one is as it was.
    ///
    /// Inputs are told in the order in which they were merged; in all else the order makes no difference.
    pub fn merge(&mut self, other: Partial) -> Result<(), MergeError> {
        self.settings.compare(&other.settings)?;
        if self.shared != other.shared {
            return Err(MergeError::Shared(first_difference(&self.shared.inputs, &other.shared.inputs)));
        }
        match (&mut self.split, other.split) {
            (Split::Files, Split::Files) => {
                self.records.has_no_file_of(&other.records)?;
                self.codes.merge(&other.codes)?;
                self.records.inputs.extend(other.records.inputs.iter().cloned());
            }
            (Split::Codes { alike, .. }, Split::Codes { alike: theirs, .. }) if *alike != theirs => {
                return Err(MergeError::Dealt);
            }
            (Split::Codes { of, held, .. }, Split::Codes { of: theirs, held: more, .. }) => {
                if *of != theirs {
                    return Err(MergeError::Shares { ours: *of, theirs });
                }
                if let Some(part) = held.intersection(&more).next() {
                    return Err(MergeError::ShareTwice { part: *part, of: *of });
                }
                self.records.add_shares(&other.records)?;
                held.extend(more);
            }
            (Split::Rows, Split::Rows) => {
                self.codes.merge(&other.codes)?;
                self.records.add_rows(&other.records);
            }
            _ => return Err(MergeError::Split),
        }
        self.records.groups.merge(&other.records.groups);
        if let (Some(to), Some(from)) = (&mut self.records.baseline, &other.records.baseline) {
            to.merge(from);
        }
        Ok(())
    }
}

impl Counted {
    fn has_no_file_of(&self, other: &Counted) -> Result<(), MergeError> {
        let twice = |theirs: &&PartialInput| {
            let same = |ours: &PartialInput| {
                (&ours.summary.path, ours.summary.kind) == (&theirs.summary.path, theirs.summary.kind)
            };
            self.inputs.iter().any(same)
        };
        match other.inputs.iter().find(twice) {
            Some(input) => Err(MergeError::FileTwice(input.summary.path.clone())),
            None => Ok(()),
        }
    }

    /// All shares read the same inputs, and say the same of them but for the codes that each has.
    fn add_shares(&mut self, other: &Counted) -> Result<(), MergeError> {
        let read = |counted: &Counted| {
            let mut inputs = counted.inputs.clone();
            for input in &mut inputs {
                (input.summary.accepted, input.summary.duplicates) = (0, 0);
                input.summary.unread_words.clear();
                input.summary.issues.retain(|issue| !is_of_codes(issue));
            }
            inputs
        };
        let (ours, theirs) = (read(self), read(other));
        if ours != theirs {
            return Err(MergeError::Inputs(first_difference(&ours, &theirs)));
        }
        for (to, from) in self.inputs.iter_mut().zip(&other.inputs) {
            to.summary.accepted += from.summary.accepted;
            to.summary.duplicates += from.summary.duplicates;
            to.summary.add_words(&from.summary);
            to.summary.add_issues_of_codes(&from.summary.issues);
        }
        Ok(())
    }

    fn add_rows(&mut self, other: &Counted) {
        for input in &other.inputs {
            match self.inputs.iter_mut().find(|known| known.is_of(input)) {
                None => self.inputs.push(input.clone()),
                Some(known) => known.add(input.clone()),
            }
        }
    }
}

impl InputSummary {
    /// Adds the issues of another share that are counted by codes. All others are the same in both, and tell where these belong:
    /// an input tells its issues in one order, those of codes by their names where they follow one another.
    fn add_issues_of_codes(&mut self, others: &[IssueCount]) {
        let (issues, mut at) = (&mut self.issues, 0);
        for issue in others {
            if let Some(known) = issues.iter().position(|known| known.code == issue.code) {
                if is_of_codes(issue) {
                    issues[known].count += issue.count;
                }
                at = known + 1;
                continue;
            }
            let is_before = |known: &IssueCount| is_of_codes(known) && known.code < issue.code;
            at += issues[at..].iter().take_while(|known| is_before(known)).count();
            issues.insert(at, issue.clone());
            at += 1;
        }
    }
}

/// Whether an issue is counted by codes, so that each share tells of its own.
fn is_of_codes(issue: &IssueCount) -> bool {
    issue.code.starts_with("snapshot.") || ["code.alike", "code.rows_differ"].contains(&&*issue.code)
}

/// The path of the first input that is not the same in both.
fn first_difference(ours: &[PartialInput], theirs: &[PartialInput]) -> String {
    let longest = ours.len().max(theirs.len());
    let at = (0..longest).find(|&n| ours.get(n) != theirs.get(n)).unwrap_or_default();
    let found = ours.get(at).or_else(|| theirs.get(at));
    found.map_or_else(String::new, |input| input.summary.path.clone())
}
