//! Everything that was read, each code once: what reports and lists are made from.

mod latest;
mod lines;
mod load;
mod tally;
mod texts;
mod which;

pub use latest::Place;
pub use lines::{Distance, DossierLine, PaknLine, RowLine};
pub use load::Source;
pub use texts::Symbol;
pub use which::{DossierCount, PaknCount, Which, WhichError};

use std::collections::BTreeMap;

use sipas_core::{
    DossierFacts, Evidence, InputSummary, IssueCount, PaknFacts, Procedure, SurveyAnswer, Term,
};

use crate::headers::Column;
use crate::issue::{Issue, IssueCode, IssueLog};
use crate::kind::Kind;
use latest::Latest;
use texts::Texts;

/// All records of all inputs, of several rows of one code the last.
///
/// Inputs are read one after another by [`Dataset::load`], the oldest first. Every row read is accepted, rejected, duplicate
/// or skipped, and can be listed.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    inputs: Vec<Input>,
    /// What units, officers, fields and procedures are called.
    texts: Texts,
    dossiers: Latest<StoredDossier>,
    pakn: Latest<StoredPakn>,
    procedures: Latest<Procedure<'static>>,
    answers: Vec<SurveyAnswer<'static>>,
    assume_unique: bool,
}

/// One input, and what became of its rows.
#[derive(Debug, Clone)]
pub struct Input {
    /// The file, as it was named.
    pub path: String,
    /// What it holds.
    pub kind: Kind,
    /// Which columns that indicators lean on it has.
    pub evidence: Evidence,
    /// Its columns, from the left.
    pub columns: Vec<Column>,
    /// Issues by kind, with the places of the first.
    pub log: IssueLog,
    /// Rows refused, whole, where they were asked to be kept.
    pub rejects: Vec<RejectedRow>,
    /// Lines of rows that are no record.
    pub skipped: Vec<u64>,
    /// Rows that became records, those that later gave way included.
    read: u64,
    rejected: u64,
}

/// A refused row, as its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// The line on which it begins.
    pub line: u64,
    /// Its cells, personal data and all: only for the rejects file.
    pub cells: Vec<String>,
    /// Why it was refused.
    pub issues: Vec<Issue>,
}

#[derive(Debug, Clone, Copy)]
struct StoredDossier {
    procedure_code: Symbol,
    procedure_name: Symbol,
    field: Symbol,
    unit: Symbol,
    officer: Symbol,
    facts: DossierFacts,
}

#[derive(Debug, Clone, Copy)]
struct StoredPakn {
    unit: Symbol,
    facts: PaknFacts,
}

impl Dataset {
    /// Nothing read yet.
    pub fn new() -> Dataset {
        Dataset::default()
    }

    /// Nothing read yet, of inputs whose codes are vouched to be all different: no duplicate is looked for.
    pub fn assuming_unique() -> Dataset {
        Dataset { assume_unique: true, ..Dataset::default() }
    }

    /// The inputs, in the order in which they were read.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The columns of each input.
    pub fn evidence(&self) -> Vec<Evidence> {
        let terms = self.terms_evidence();
        self.inputs.iter().map(|input| input.evidence.without(Evidence::TERM) | terms).collect()
    }

    /// A column of terms without a term tells no deadline.
    fn terms_evidence(&self) -> Evidence {
        let any = self.procedures.iter().any(|(.., procedure)| procedure.term.is_some());
        if any { Evidence::TERM } else { Evidence::NONE }
    }

    /// The evidence of a record: its own file's columns, and the catalogue's terms, which serve all dossiers.
    fn evidence_at(&self, terms: Evidence, place: Place) -> Evidence {
        self.inputs[place.input as usize].evidence.without(Evidence::TERM) | terms
    }

    /// The term of the procedure of that code, where the catalogue has one.
    fn term_of(&self, procedure_code: &str) -> Option<Term> {
        self.procedures.get(procedure_code).and_then(|procedure| procedure.term)
    }

    /// The accounts of every input, for a report.
    pub fn summaries(&self) -> Vec<InputSummary> {
        let mut duplicates: BTreeMap<u32, u64> = BTreeMap::new();
        let superseded =
            self.dossiers.superseded().chain(self.pakn.superseded()).chain(self.procedures.superseded());
        superseded.for_each(|row| *duplicates.entry(row.dropped.input).or_default() += 1);
        let summary = |(n, input): (u32, &Input)| {
            let duplicates = duplicates.get(&n).copied().unwrap_or(0);
            let skipped = input.skipped.len() as u64;
            InputSummary {
                path: input.path.clone(),
                kind: input.kind.name(),
                rows: input.read + input.rejected + skipped,
                accepted: input.read - duplicates,
                rejected: input.rejected,
                duplicates,
                skipped,
                issues: input.log.counts().map(issue_count).collect(),
            }
        };
        (0..).zip(&self.inputs).map(summary).collect()
    }

    /// Under which headers an input's refused rows are written, so that one file of rejects can be read again: a field
    /// has the header that the first input of the kind has for it.
    pub fn reject_headers(&self, input: &Input) -> Vec<String> {
        let alike = self.inputs.iter().filter(|other| other.kind == input.kind);
        let first = |column: &Column| {
            let same = |other: &&Column| column.field.is_some() && other.field == column.field;
            alike.clone().flat_map(|other| &other.columns).find(same).map(|other| other.header.clone())
        };
        input.columns.iter().map(|column| first(column).unwrap_or_else(|| column.header.clone())).collect()
    }

    /// Whether any row of any input was rejected.
    pub fn has_rejects(&self) -> bool {
        self.inputs.iter().any(|input| input.rejected > 0)
    }
}

fn issue_count((code, count): (IssueCode, u64)) -> IssueCount {
    IssueCount { code: code.name(), severity: code.severity().name(), count }
}
