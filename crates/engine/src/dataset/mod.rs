//! Everything that was read, each code once: what reports and lists are made from.

mod catalogue;
mod counting;
mod digits;
mod dossiers;
mod ends;
mod filter;
mod keyed;
mod latest;
mod lines;
mod load;
mod newest;
mod partial;
mod petitions;
mod plain;
mod records;
mod rejects;
mod reports;
mod shapes;
mod sums;
mod surveys;
mod tally;
mod terms;
mod texts;
mod threads;
mod unread;
mod which;

pub use dossiers::DossierTexts;
pub use latest::Place;
pub use lines::{Distance, DossierLine, DossierRecord, PaknLine, PaknRecord, RowLine};
pub use load::{LoadedPart, Loader, Source, find_layout};
pub use newest::Newest;
pub use plain::{PlainColumn, PlainRows};
pub use rejects::{RejectedRow, Rejects};
pub use sums::judge;
pub use texts::Symbol;
pub use which::{DossierCount, PaknCount, Which, WhichError};

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

use sipas_core::{Clock, Day, Dimension, Evidence, InputSummary, IssueCount, Moment, Period, Plan, Share};

use counting::Counting;
use dossiers::CodeDoubt;
use newest::{Rule, Snapshots};
use records::Records;
use sipas_intake::{Column, Field, Issue, IssueCode, IssueLog, Kind, NearHeader, Severity};
use sums::Sums;
use terms::{Terms, TermsByCode};
use threads::Threads;
use unread::UnreadRows;

/// What may be doubtful about the choice between inputs.
const SNAPSHOTS: [IssueCode; 3] =
    [IssueCode::SnapshotOrder, IssueCode::SnapshotReopened, IssueCode::SnapshotLacks];

/// All records of all inputs, of several rows of one code the newest.
///
/// Inputs are read one after another by [`Dataset::load`], the oldest first. Every row read is accepted, rejected,
/// duplicate or skipped, and can be listed.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    inputs: Vec<Input>,
    records: Records,
    /// The day of the run.
    today: Option<Day>,
    /// Of each kind of issue only the first are kept.
    first_issues_only: bool,
}

/// One input, and what became of its rows.
#[derive(Debug, Clone)]
pub struct Input {
    /// The file, as it was named.
    pub path: String,
    /// The kind of its records.
    pub kind: Kind,
    /// Which columns that indicators lean on it has.
    pub evidence: Evidence,
    /// Its columns, from the left.
    pub columns: Vec<Column>,
    /// Issues by kind, with the places of the first.
    pub log: IssueLog,
    /// Rows refused, whole, where they were asked to be kept.
    pub rejects: Rejects,
    /// Lines of rows that are no record.
    pub skipped: Vec<u64>,
    /// Unread columns whose headers are nearly those of fields that the file lacks: what indicators make of these fields is
    /// in doubt.
    pub near: Vec<NearHeader>,
    /// Texts that nobody asked for.
    unasked: Vec<Field>,
    /// What is left to be judged with others, of rows that were dealt out.
    sums: Sums,
    /// Rows that became records, those that later gave way included.
    read: u64,
    /// Of these the ones whose codes are of another share.
    elsewhere: u64,
    rejected: u64,
    /// Records with words that are not understood.
    unread_words: UnreadRows,
    /// In a file of rejects: where its records stood once.
    mends: BTreeMap<String, BTreeSet<u64>>,
}

impl Dataset {
    /// Nothing read yet.
    pub fn new() -> Dataset {
        Dataset::default()
    }

    /// Nothing read yet, of inputs whose codes are vouched to be all different: no duplicate is looked for.
    pub fn assuming_unique() -> Dataset {
        Dataset { records: Records { unique: true, ..Records::default() }, ..Dataset::default() }
    }

    /// Nothing read yet; no more than so many threads will work on it at a time.
    #[must_use]
    pub fn on_threads(self, threads: NonZeroUsize) -> Dataset {
        let records = Records { threads: Threads(Some(threads)), ..self.records };
        Dataset { records: records.alike(), ..self }
    }

    /// Nothing read yet; which of several rows of a code is the newest will be told so, and what lies ahead of `now` has
    /// not happened.
    #[must_use]
    pub fn newest(self, newest: Newest, now: Option<Moment>) -> Dataset {
        let records = Records { rule: Rule { newest, now }, ..self.records };
        Dataset { records: records.alike(), ..self }
    }

    /// Nothing read yet; of what rejects rows, as of doubts, only the first [`IssueLog::KEPT_DOUBTS`] of an input will be kept,
    /// while their number is exact. For who wants no list of them, however many there are.
    #[must_use]
    pub fn with_first_issues_only(self) -> Dataset {
        Dataset { first_issues_only: true, ..self }
    }

    /// Nothing read yet; of dossiers and petitions only the codes of a share will be taken in. What becomes of all other
    /// rows is told as if all were.
    #[must_use]
    pub fn of_share(self, share: Option<Share>) -> Dataset {
        Dataset { records: Records { share, ..self.records }, ..self }
    }

    /// Nothing read yet; receipts and ends after this day, that of the run, will be doubted.
    #[must_use]
    pub fn judged_on(self, today: Day) -> Dataset {
        Dataset { today: Some(today), ..self }
    }

    /// Nothing read yet, for reports by these dimensions, judged by this plan, and no lists: texts beyond them are left out.
    /// `has_terms` tells whether there will be a catalogue. Reports by other dimensions and lists of dossiers are refused with a
    /// panic, since their texts are not there.
    #[must_use]
    pub fn for_reports(self, by: &[Dimension], plan: Option<&Plan>, has_terms: bool) -> Dataset {
        let lists = counted_by(by, plan);
        let unread = counting::texts_beyond(&lists, has_terms);
        let only = Some(lists.into_iter().flatten().collect());
        Dataset { records: Records { only, unread, ..self.records }, ..self }
    }

    /// From here on dossiers and petitions are counted while they are read, over the clock's period and the baseline
    /// period, and not kept: memory no longer grows with the rows. Their codes are vouched to be all different.
    ///
    /// Only reports over these periods, by these dimensions, judged by this plan, can be made of it, and no lists. The catalogue
    /// of procedures is to be read before, since dossiers take their terms from it.
    pub fn count_from_here(
        &mut self,
        clock: &Clock,
        by: &[Dimension],
        plan: Option<&Plan>,
        baseline: Option<Period>,
    ) {
        let clocks = std::iter::once(clock.clone()).chain(baseline.map(|period| clock.over_baseline(period)));
        let counting = Counting::new(clocks.collect(), counted_by(by, plan), self.terms_by_code());
        self.records.counting = Some(counting);
    }

    /// The dimensions of the user's own that its dossiers can be grouped by.
    pub fn own_dimensions(&self) -> &[Dimension] {
        &self.records.own
    }

    /// Whether dossiers can be grouped by these: what was left out cannot be told any more.
    pub fn can_group(&self, by: &[Dimension]) -> bool {
        let kept = |dimension: &Dimension| {
            let is_kept = self.records.only.as_ref().is_none_or(|only| only.contains(dimension));
            // The channel and the month are facts, no texts.
            is_kept || matches!(dimension, Dimension::Channel | Dimension::Month)
        };
        let known = |dimension: &Dimension| {
            !matches!(dimension, Dimension::Own(_)) || self.records.own.contains(dimension)
        };
        Dimension::check(by).is_ok() && by.iter().all(|dimension| kept(dimension) && known(dimension))
    }

    /// Whether dossiers can be grouped by all that the targets of a plan ask for, beside these dimensions.
    pub fn can_judge(&self, plan: &Plan, by: &[Dimension]) -> bool {
        plan.slices(by).iter().all(|list| self.can_group(list))
    }

    /// The inputs, in the order in which they were read.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The columns of each input; those of dossiers with the catalogue's terms, which serve all of them.
    pub fn evidence(&self) -> Vec<Evidence> {
        self.inputs.iter().map(|input| self.evidence_of(input)).collect()
    }

    fn evidence_of(&self, input: &Input) -> Evidence {
        // A column of terms without a term tells no deadline.
        let any = self.records.procedures.iter().any(|(_, procedure)| procedure.term.is_some());
        input.evidence.without(Evidence::TERM) | if any { Evidence::TERM } else { Evidence::NONE }
    }

    fn terms(&self) -> Terms {
        self.terms_by_code().by_symbol(&self.records.texts)
    }

    fn terms_by_code(&self) -> TermsByCode {
        TermsByCode::of(self.records.procedures.iter().map(|(_, procedure)| procedure))
    }

    /// The accounts of every input: dossiers first, then petitions, procedures and surveys.
    pub fn summaries(&self) -> Vec<InputSummary> {
        self.accounts(&[]).into_iter().map(|(_, _, summary)| summary).collect()
    }

    /// The accounts of every input for a report by these dimensions, judged by this plan: without doubts about texts that it does
    /// not ask for.
    pub fn summaries_of_report(&self, by: &[Dimension], plan: Option<&Plan>) -> Vec<InputSummary> {
        let unasked = self.texts_beyond(by, plan);
        self.accounts(&unasked).into_iter().map(|(_, _, summary)| summary).collect()
    }

    /// The texts that a report by these dimensions, judged by this plan, does not ask for.
    fn texts_beyond(&self, by: &[Dimension], plan: Option<&Plan>) -> Vec<Field> {
        let has_terms = self.inputs.iter().any(|input| input.kind == Kind::Procedures);
        counting::texts_beyond(&counted_by(by, plan), has_terms)
    }

    /// The inputs in the order of a report, and what became of their rows; nothing is said of the texts that are not asked for.
    fn accounts(&self, unasked: &[Field]) -> Vec<(u32, &Input, InputSummary)> {
        let Records { dossiers, pakn, procedures, texts, .. } = &self.records;
        let mut duplicates: BTreeMap<u32, u64> = BTreeMap::new();
        let mut dropped: BTreeSet<Place> = BTreeSet::new();
        let others = pakn.superseded().chain(procedures.superseded()).map(|row| row.dropped);
        for place in dossiers.places_of_superseded(texts).chain(others) {
            *duplicates.entry(place.input).or_default() += 1;
            if !self.inputs[place.input as usize].unread_words.is_empty() {
                dropped.insert(place);
            }
        }
        let mut inputs: Vec<(u32, &Input)> = (0..).zip(&self.inputs).collect();
        inputs.sort_by_key(|(_, input)| input.kind);
        let (of_dossiers, of_pakn) = (dossiers.snapshots(texts), pakn.snapshots());
        let snapshots = |kind| if kind == Kind::Pakn { &of_pakn } else { of_dossiers };
        for kind in inputs.chunk_by_mut(|a, b| a.1.kind == b.1.kind) {
            snapshots(kind[0].1.kind).sort(kind, |(number, _)| *number);
        }
        let account = inputs.into_iter().map(|(n, input)| {
            let duplicates = duplicates.get(&n).copied().unwrap_or(0);
            let skipped = input.skipped.len() as u64;
            let summary = InputSummary {
                path: input.path.clone(),
                kind: input.kind.name(),
                rows: input.read + input.rejected + skipped,
                accepted: input.read - input.elsewhere - duplicates,
                rejected: input.rejected,
                duplicates,
                skipped,
                issues: self.issues(input, n, snapshots(input.kind), unasked).map(issue_count).collect(),
                mended: self.mended(input),
                unread_words: input.unread_words.counts(|line| dropped.contains(&Place { input: n, line })),
            };
            (n, input, summary)
        });
        account.collect()
    }

    /// How many of the rejected rows of an input stand mended in a file of rejects. Of files of one name it cannot be told which is
    /// meant, unless the whole path is.
    fn mended(&self, input: &Input) -> u64 {
        let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let is_alone =
            || self.inputs.iter().filter(|other| name(&other.path) == name(&input.path)).count() == 1;
        let of = |path: &String| *path == input.path || name(path) == name(&input.path) && is_alone();
        let is_of_kind = |other: &&Input| other.kind == input.kind;
        let mends = self.inputs.iter().filter(is_of_kind).flat_map(|other| &other.mends);
        let lines: BTreeSet<u64> =
            mends.filter(|(path, _)| of(path)).flat_map(|(_, lines)| lines).copied().collect();
        if lines.is_empty() {
            return 0;
        }
        let rejects = input.log.issues().iter().filter(|issue| issue.code.severity() == Severity::Reject);
        rejects.map(|issue| issue.line).filter(|line| lines.contains(line)).collect::<BTreeSet<_>>().len()
            as u64
    }

    /// The kinds of export of which there are rows, and every one was rejected.
    pub fn all_rejected(&self) -> Vec<Kind> {
        let rows = |kind: Kind, count: fn(&Input) -> u64| -> u64 {
            self.inputs.iter().filter(|input| input.kind == kind).map(count).sum()
        };
        let is_rejected =
            |kind: &Kind| rows(*kind, |input| input.rejected) > 0 && rows(*kind, |input| input.read) == 0;
        Kind::ALL.into_iter().filter(is_rejected).collect()
    }

    /// The issues of an input: those of its rows, and what is doubtful about it beside other inputs.
    fn issues(
        &self,
        input: &Input,
        number: u32,
        snapshots: &Snapshots,
        unasked: &[Field],
    ) -> impl Iterator<Item = (IssueCode, u64)> {
        let path = |number: u32| self.inputs[number as usize].path.clone();
        let [order, reopened, lacks] = SNAPSHOTS;
        let beside = [
            (order, snapshots.against_order(number, path)),
            (reopened, snapshots.reopened(number)),
            (lacks, snapshots.lacking(number)),
        ];
        let mut all: BTreeMap<IssueCode, u64> = input.log.counts().collect();
        input.forget_doubts_about(unasked, &mut all);
        all.extend(beside.into_iter().filter(|(_, n)| *n > 0));
        let here = self.records.code_doubts().filter(|doubt| doubt.at.input == number);
        here.for_each(|doubt| *all.entry(doubt.kind).or_default() += 1);
        all.into_iter()
    }

    /// What is doubtful about codes of dossiers and petitions, seen in all inputs together: the number of the input, and the place.
    pub fn code_doubts(&self) -> impl Iterator<Item = (usize, Issue)> + '_ {
        self.records.code_doubts().map(|doubt| {
            let CodeDoubt { kind, at, code, other } = doubt;
            let columns = self.inputs.get(at.input as usize).map_or(&[][..], |input| &input.columns);
            let header = columns.iter().find(|column| column.field == Some(Field::Code));
            let issue = Issue {
                code: *kind,
                line: at.line,
                column: header.map_or_else(String::new, |column| column.header.clone()),
                value: code.clone(),
                expected: other.clone(),
            };
            (at.input as usize, issue)
        })
    }

    /// What is doubtful about inputs beside others: the number of the input, what, and in how many rows.
    pub fn snapshot_doubts(&self) -> Vec<(usize, IssueCode, u64)> {
        let doubts = |(number, _, summary): (u32, &Input, InputSummary)| {
            let count = |code: &IssueCode| summary.issues.iter().find(|issue| issue.code == code.name());
            let found =
                SNAPSHOTS.iter().filter_map(|code| Some((number as usize, *code, count(code)?.count)));
            found.collect::<Vec<_>>()
        };
        self.accounts(&[]).into_iter().flat_map(doubts).collect()
    }

    /// Whether any row of any input was rejected, and no other input holds it mended.
    pub fn has_rejects(&self) -> bool {
        self.inputs.iter().any(|input| input.rejected > self.mended(input))
    }
}

/// The lists of dimensions that a report by some dimensions and its plan ask for; its own is the first.
fn counted_by(by: &[Dimension], plan: Option<&Plan>) -> Vec<Vec<Dimension>> {
    let mut lists = vec![by.to_vec()];
    let of_plan = plan.map_or_else(Vec::new, |plan| plan.slices(by));
    lists.extend(of_plan.into_iter().filter(|list| list != by));
    lists
}

fn issue_count((code, count): (IssueCode, u64)) -> IssueCount {
    IssueCount { code: code.name().into(), severity: code.severity().name(), count }
}
