//! From a source of rows into a dataset.

use sipas_core::{Dossier, Pakn, Procedure, SurveyAnswer};

use super::{Dataset, Input, Place, RejectedRow};
use crate::headers::{HEADER_ROWS, Layout, Refusal};
use crate::issue::{Issue, IssueCode, IssueLog};
use crate::kind::Kind;
use crate::profile::Profile;
use crate::record::{Read, RowReader};
use crate::row::{BadRow, BadRowReason, Row, Rows};

/// One input that is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Source<'s> {
    /// The file, as it was named; NFC.
    pub path: &'s str,
    /// What it holds.
    pub kind: Kind,
    /// The profile that it is read by.
    pub profile: Option<&'s Profile>,
    /// Whether plain numbers in date columns are days of a spreadsheet.
    pub serial_dates: bool,
    /// Whether refused rows are kept whole, for the rejects file.
    pub keep_rejects: bool,
}

/// A row that outlives the next.
enum Kept {
    Row { cells: Vec<String>, line: u64, cut: bool },
    Bad(BadRow),
}

impl Dataset {
    /// Reads one input to its end. What it holds is newer than all that was read before.
    ///
    /// A refused input leaves the dataset as it was.
    pub fn load(&mut self, source: &Source<'_>, rows: &mut dyn Rows) -> Result<(), Refusal> {
        let first = first_rows(rows);
        let layout = layout(source, &first)?;
        let mut loader = Loader::new(source, &layout, self.assume_unique);
        for (n, row) in first.iter().enumerate() {
            let below = n >= layout.consumed();
            match row {
                Kept::Row { cells, line, cut } if below => {
                    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                    loader.row(&Row { cells: &cells, line: *line, cut: *cut })?;
                }
                Kept::Bad(bad) if below => loader.bad_row(bad),
                Kept::Row { .. } | Kept::Bad(_) => {}
            }
        }
        while let Some(row) = rows.next_row() {
            match row {
                Ok(row) => loader.row(&row)?,
                Err(bad) => loader.bad_row(&bad),
            }
        }
        self.append(loader.finish());
        Ok(())
    }
}

fn first_rows(rows: &mut dyn Rows) -> Vec<Kept> {
    // Two more than the rows in which a header may begin, for its second level and for what follows.
    let mut first = Vec::new();
    while first.len() < HEADER_ROWS + 2 {
        first.push(match rows.next_row() {
            None => break,
            Some(Err(bad)) => Kept::Bad(bad),
            Some(Ok(row)) => Kept::Row {
                cells: row.cells.iter().map(|cell| (*cell).to_owned()).collect(),
                line: row.line,
                cut: row.cut,
            },
        });
    }
    first
}

fn layout(source: &Source<'_>, first: &[Kept]) -> Result<Layout, Refusal> {
    let rows: Vec<_> = first
        .iter()
        .map(|row| match row {
            Kept::Row { cells, line, .. } => (*line, cells.clone()),
            Kept::Bad(bad) => (bad.line, bad.cells.clone()),
        })
        .collect();
    Layout::detect(source.kind, &rows, source.profile).map_err(|refusal| {
        // Where a byte near the header is no text, that is why no header was found.
        let bad = first.iter().find_map(|row| match row {
            Kept::Bad(BadRow { line, reason: BadRowReason::InvalidBytes { byte, .. }, .. }) => {
                Some((*line, *byte))
            }
            _ => None,
        });
        match bad {
            Some((line, byte)) if !matches!(refusal, Refusal::Legacy(_)) => {
                Refusal::HeaderBytes { line, byte }
            }
            _ => refusal,
        }
    })
}

/// Reads the rows of one input into a dataset of its own, so that a refusal half-way leaves no trace.
struct Loader<'s> {
    source: &'s Source<'s>,
    layout: &'s Layout,
    reader: RowReader<'s>,
    own: Dataset,
}

impl<'s> Loader<'s> {
    fn new(source: &'s Source<'s>, layout: &'s Layout, assume_unique: bool) -> Loader<'s> {
        let mut reader = RowReader::new(layout, source.profile);
        if source.serial_dates {
            reader = reader.serial_dates();
        }
        let mut log = IssueLog::default();
        layout.notes().iter().for_each(|note| log.push(note.clone()));
        layout.rows_above().iter().for_each(|&line| log.push(whole_row(IssueCode::Skipped, line)));
        let input = Input {
            path: source.path.to_owned(),
            kind: source.kind,
            evidence: layout.evidence(),
            columns: layout.columns().to_vec(),
            log,
            rejects: Vec::new(),
            skipped: layout.rows_above().to_vec(),
            read: 0,
            rejected: 0,
        };
        let own = Dataset { inputs: vec![input], assume_unique, ..Dataset::default() };
        Loader { source, layout, reader, own }
    }

    fn row(&mut self, row: &Row<'_>) -> Result<(), Refusal> {
        let place = Place { input: 0, line: row.line };
        let read = match self.source.kind {
            Kind::Dossiers => self.reader.dossier(row).map(|dossier| self.own.push_dossier(place, &dossier)),
            Kind::Pakn => self.reader.pakn(row).map(|pakn| self.own.push_pakn(place, &pakn)),
            Kind::Procedures => {
                self.reader.procedure(row).map(|procedure| self.own.push_procedure(place, procedure))
            }
            Kind::Survey => self.reader.survey(row).map(|answer| self.own.push_answer(answer)),
        };
        let input = &mut self.own.inputs[0];
        self.reader.log(row, &mut input.log);
        match read {
            Read::Record(()) => input.read += 1,
            Read::Skipped => input.skipped.push(row.line),
            Read::Refused(refusal) => return Err(refusal),
            Read::Rejected => {
                input.rejected += 1;
                if self.source.keep_rejects {
                    let issues = self.reader.problems().iter().map(|problem| problem.issue(self.layout, row));
                    input.rejects.push(RejectedRow {
                        line: row.line,
                        cells: row.cells.iter().map(|cell| (*cell).to_owned()).collect(),
                        issues: issues.collect(),
                    });
                }
            }
        }
        Ok(())
    }

    fn bad_row(&mut self, bad: &BadRow) {
        let issue = match &bad.reason {
            BadRowReason::UnclosedQuote => {
                Issue { expected: "\"".to_owned(), ..whole_row(IssueCode::RowCut, bad.line) }
            }
            // The cell may be one of a person's, so the byte's place is told and not the cell.
            BadRowReason::InvalidBytes { byte, column } => Issue {
                column: self.layout.header(*column).to_owned(),
                value: format!("byte {byte}"),
                ..whole_row(IssueCode::BytesInvalid, bad.line)
            },
        };
        let input = &mut self.own.inputs[0];
        input.rejected += 1;
        input.log.push(issue.clone());
        if self.source.keep_rejects {
            input.rejects.push(RejectedRow { line: bad.line, cells: bad.cells.clone(), issues: vec![issue] });
        }
    }

    fn finish(mut self) -> Dataset {
        let input = &mut self.own.inputs[0];
        if input.read + input.rejected == 0 && input.skipped.len() == self.layout.rows_above().len() {
            input.log.push(self.layout.without_rows());
        }
        self.own
    }
}

fn whole_row(code: IssueCode, line: u64) -> Issue {
    Issue { code, line, column: String::new(), value: String::new(), expected: String::new() }
}

impl Dataset {
    fn push_dossier(&mut self, place: Place, dossier: &Dossier<'_>) {
        let stored = super::StoredDossier {
            procedure_code: self.texts.intern(dossier.procedure_code()),
            procedure_name: self.texts.intern(dossier.procedure_name()),
            field: self.texts.intern(dossier.field()),
            unit: self.texts.intern(dossier.unit()),
            officer: self.texts.intern(dossier.officer()),
            facts: *dossier.facts(),
        };
        self.dossiers.push(dossier.code(), place, stored, self.assume_unique);
    }

    fn push_pakn(&mut self, place: Place, pakn: &Pakn<'_>) {
        let stored = super::StoredPakn { unit: self.texts.intern(pakn.unit()), facts: *pakn.facts() };
        self.pakn.push(pakn.code(), place, stored, self.assume_unique);
    }

    fn push_procedure(&mut self, place: Place, procedure: Procedure<'_>) {
        let procedure = procedure.into_owned();
        let code = procedure.code.clone();
        self.procedures.push(&code, place, procedure, false);
    }

    fn push_answer(&mut self, answer: SurveyAnswer<'_>) {
        self.answers.push(SurveyAnswer { unit: answer.unit.into_owned().into(), ..answer });
    }

    /// Takes in what is newer than all of this.
    fn append(&mut self, newer: Dataset) {
        let offset = u32::try_from(self.inputs.len()).expect("fewer than 2^32 inputs");
        let symbols = self.texts.absorb(&newer.texts);
        self.inputs.extend(newer.inputs);
        self.dossiers.append(newer.dossiers, offset, self.assume_unique, |dossier| super::StoredDossier {
            procedure_code: symbols[dossier.procedure_code.index()],
            procedure_name: symbols[dossier.procedure_name.index()],
            field: symbols[dossier.field.index()],
            unit: symbols[dossier.unit.index()],
            officer: symbols[dossier.officer.index()],
            facts: dossier.facts,
        });
        self.pakn.append(newer.pakn, offset, self.assume_unique, |pakn| super::StoredPakn {
            unit: symbols[pakn.unit.index()],
            facts: pakn.facts,
        });
        self.procedures.append(newer.procedures, offset, false, |procedure| procedure);
        self.answers.extend(newer.answers);
    }
}
