//! From a source of rows into a dataset.

use std::ops::Range;

use super::digits::Digits;
use super::dossiers::Dossiers;
use super::quick::{PlainRows, Quick};
use super::records::Records;
use super::{Dataset, Input, Place, RejectedRow};
use crate::field::Field;
use crate::headers::{HEADER_ROWS, Layout, Refusal};
use crate::issue::{Issue, IssueCode, IssueLog, Severity};
use crate::kind::Kind;
use crate::profile::Profile;
use crate::record::{Read, RowReader};
use crate::row::{BadRow, BadRowReason, CellKind, Row, Rows};

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

/// What one input holds, or some of its rows: to be taken into a dataset, or dropped without a trace.
#[derive(Debug)]
pub struct Part {
    input: Input,
    records: Records,
    /// What its codes of digits have in common.
    digits: Digits,
    /// How many rows stand above the header, and what there is to say if none stands below it.
    above: usize,
    if_alone: Issue,
}

/// A row that outlives the next.
enum Kept {
    Row { cells: Vec<String>, kinds: Vec<CellKind>, line: u64, cut: bool },
    Bad(BadRow),
}

impl Dataset {
    /// Reads one input to its end. What it holds is newer than all that was read before.
    ///
    /// A refused input leaves the dataset as it was.
    pub fn load(&mut self, source: &Source<'_>, rows: &mut dyn Rows) -> Result<(), Refusal> {
        let part = self.read(source, rows)?;
        self.take(part);
        Ok(())
    }

    /// Reads one input to its end, without taking it in yet: whether the file was whole may show only there.
    pub fn read(&self, source: &Source<'_>, rows: &mut dyn Rows) -> Result<Part, Refusal> {
        let first = first_rows(rows);
        let layout = layout(source, &first)?;
        let mut loader = self.loader(source, &layout);
        for row in first.iter().skip(layout.consumed()) {
            match row {
                Kept::Row { cells, kinds, line, cut } => {
                    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                    loader.row(&Row { cells: &cells, kinds, line: *line, cut: *cut });
                }
                Kept::Bad(bad) => loader.bad_row(bad),
            }
        }
        while let Some(row) = rows.next_row() {
            match row {
                Ok(row) => loader.row(&row),
                Err(bad) => loader.bad_row(&bad),
            }
        }
        let mut part = loader.finish()?;
        part.above(&layout);
        rows.notes().into_iter().for_each(|note| part.input.log.push(note));
        Ok(part)
    }

    /// A reader of rows below a header that was found already, so that several may read parts of one input:
    /// [`Part::join`].
    pub fn loader<'s>(&self, source: &'s Source<'s>, layout: &'s Layout) -> Loader<'s> {
        let mut reader = RowReader::new(layout, source.profile);
        if source.serial_dates {
            reader = reader.serial_dates();
        }
        let input = Input {
            path: source.path.to_owned(),
            kind: source.kind,
            evidence: layout.evidence(),
            columns: layout.columns().to_vec(),
            log: IssueLog::default(),
            rejects: Vec::new(),
            skipped: Vec::new(),
            read: 0,
            elsewhere: 0,
            rejected: 0,
        };
        let mut records = self.records.alike();
        let mut unread = records.unread.clone();
        let own: Vec<_> = source.profile.map_or_else(Vec::new, Profile::own_dimensions);
        records.share_own(&own);
        if let Some(counting) = &mut records.counting {
            counting.begin(self.evidence_of(&input), &own);
            unread = counting.unread();
        }
        reader = reader.without(&unread);
        let blank = records.texts.intern("");
        let has = |field: Field| {
            let column = layout.column(field).or_else(|| match field {
                // A word of the channel may tell the level too.
                Field::OnlineLevel => layout.column(Field::Channel),
                _ => None,
            });
            column.is_some() && !unread.contains(&field)
        };
        records.dossiers = Dossiers::new(records.unique, has, blank);
        let quick = Quick::new(layout, source.profile, &unread, &mut records.texts);
        Loader { source, layout, reader, quick, input, records, digits: Digits::default(), refusal: None }
    }

    /// Takes in what is newer than all of this.
    pub fn take(&mut self, part: Part) {
        let number = u32::try_from(self.inputs.len()).expect("fewer than 2^32 inputs");
        let at = |place: Place| Place { input: number, ..place };
        let mut input = part.input;
        if input.read + input.rejected == 0 && input.skipped.len() == part.above {
            input.log.push(part.if_alone);
        }
        part.digits.doubts().for_each(|(doubt, count)| input.log.push_often(doubt, count));
        self.inputs.push(input);
        if number == 0 && self.records.counting.is_none() {
            // The first has its place already.
            self.records = part.records;
            return;
        }
        self.records.absorb(part.records, at);
    }
}

impl Part {
    /// Adds the rows above the header, of which the parts know nothing.
    pub fn above(&mut self, layout: &Layout) {
        let mut log = IssueLog::default();
        for note in layout.notes() {
            log.push(note.clone());
        }
        for &line in layout.rows_above() {
            log.push(whole_row(IssueCode::Skipped, line));
        }
        self.input.skipped.splice(0..0, layout.rows_above().iter().copied());
        self.input.log = IssueLog::join(vec![log, std::mem::take(&mut self.input.log)], |line| line);
    }

    /// The parts of one input as one, in whatever order they come; `line` tells the line of the file from what the
    /// rows were said to stand on. `None` of no part.
    pub fn join(parts: Vec<Part>, line: impl Fn(u64) -> u64) -> Option<Part> {
        let mut parts = parts.into_iter();
        let mut whole = parts.next()?;
        let mut logs = vec![std::mem::take(&mut whole.input.log)];
        let first = std::mem::take(&mut whole.records);
        whole.records = first.alike();
        let at = |place: Place| Place { line: line(place.line), ..place };
        whole.records.absorb(first, at);
        for part in parts {
            whole.records.absorb(part.records, at);
            whole.input.rejects.extend(part.input.rejects);
            whole.input.skipped.extend(part.input.skipped);
            whole.input.read += part.input.read;
            whole.input.elsewhere += part.input.elsewhere;
            whole.input.rejected += part.input.rejected;
            whole.digits.join(part.digits);
            logs.push(part.input.log);
        }
        whole.input.log = IssueLog::join(logs, &line);
        whole.digits.tell_lines(&line);
        whole.input.skipped.iter_mut().for_each(|at| *at = line(*at));
        whole.input.skipped.sort_unstable();
        for row in &mut whole.input.rejects {
            row.line = line(row.line);
            row.issues.iter_mut().for_each(|issue| issue.line = line(issue.line));
        }
        whole.input.rejects.sort_by_key(|row| row.line);
        Some(whole)
    }
}

impl Input {
    /// So many records were read, and so many of them taken in.
    fn records(&mut self, read: usize, taken: usize) {
        self.read += read as u64;
        self.elsewhere += (read - taken) as u64;
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
                kinds: row.kinds.to_vec(),
                line: row.line,
                cut: row.cut,
            },
        });
    }
    first
}

/// The layout of an input whose first rows these are; those that are no text are given as errors.
pub fn find_layout(
    source: &Source<'_>,
    first: &[Result<(u64, Vec<String>), BadRow>],
) -> Result<Layout, Refusal> {
    let rows: Vec<_> = first
        .iter()
        .map(|row| match row {
            Ok(row) => row.clone(),
            Err(bad) => (bad.line, bad.cells.clone()),
        })
        .collect();
    Layout::detect(source.kind, &rows, source.profile).map_err(|refusal| {
        // Where a byte near the header is no text, that is why no header was found.
        let bad = first.iter().find_map(|row| match row {
            Err(BadRow { line, reason: BadRowReason::InvalidBytes { byte, .. }, .. }) => Some((*line, *byte)),
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

fn layout(source: &Source<'_>, first: &[Kept]) -> Result<Layout, Refusal> {
    let rows = first.iter().map(|row| match row {
        // What only spans down from above is no header of its own.
        Kept::Row { cells, kinds, line, .. } => {
            let spanned = |at: usize| kinds.get(at) == Some(&CellKind::Spanned);
            let own = |(at, cell): (usize, &String)| if spanned(at) { String::new() } else { cell.clone() };
            Ok((*line, cells.iter().enumerate().map(own).collect()))
        }
        Kept::Bad(bad) => Err(bad.clone()),
    });
    find_layout(source, &rows.collect::<Vec<_>>())
}

/// Reads rows of one input into records of its own, so that a refusal half-way leaves no trace.
#[derive(Debug)]
pub struct Loader<'s> {
    source: &'s Source<'s>,
    layout: &'s Layout,
    reader: RowReader<'s>,
    quick: Option<Quick<'s>>,
    input: Input,
    records: Records,
    digits: Digits,
    refusal: Option<Refusal>,
}

impl Loader<'_> {
    /// Whether the lines of plain rows matter: not where they are counted and forgotten.
    pub fn needs_lines(&self) -> bool {
        self.records.counting.is_none()
    }

    /// Looks at some rows, and says which of them are not plain: these are to be handed over as text to [`Loader::row`], and
    /// all others between them to [`Loader::plain_rows`], in the order of the file.
    pub fn look(&mut self, rows: &impl PlainRows) -> Vec<usize> {
        let Some(quick) = &mut self.quick else { return (0..rows.rows()).collect() };
        quick.look(rows, &mut self.records);
        let odd = quick.odd();
        if let Some(counting) = &mut self.records.counting {
            // In which order they are counted makes no difference.
            counting.dossiers(quick.dossiers(), &self.records.texts);
            let taken = quick.dossiers().taken.iter().filter(|taken| **taken).count();
            self.input.records(rows.rows() - odd.len(), taken);
        }
        odd
    }

    /// Takes in plain rows that were looked at and follow one another; `line` tells on which each begins.
    pub fn plain_rows(&mut self, rows: Range<usize>, line: impl Fn(usize) -> u64) {
        let kept = self.quick.as_mut().filter(|_| self.records.counting.is_none() && !rows.is_empty());
        if let Some(quick) = kept {
            let taken = quick.keep(rows.clone(), line, &mut self.records.dossiers);
            self.input.records(rows.len(), taken);
        }
    }

    /// A row below the header.
    pub fn row(&mut self, row: &Row<'_>) {
        let place = Place { input: 0, line: row.line };
        let records = &mut self.records;
        let read = match self.source.kind {
            Kind::Dossiers => self.reader.dossier(row).map(|dossier| records.push_dossier(place, &dossier)),
            Kind::Pakn => self.reader.pakn(row).map(|pakn| records.push_pakn(place, &pakn)),
            Kind::Procedures => self.reader.procedure(row).map(|one| records.push_procedure(place, one)),
            Kind::Survey => self.reader.survey(row).map(|answer| records.push_answer(answer)),
        };
        if !self.reader.problems().is_empty() {
            self.reader.log(row, &mut self.input.log);
        }
        match read {
            Read::Record(taken) => {
                self.input.records(1, usize::from(taken));
                self.digits.see(self.layout, row);
            }
            Read::Skipped => self.input.skipped.push(row.line),
            Read::Refused(refusal) => self.refusal = self.refusal.take().or(Some(refusal)),
            Read::Rejected => {
                self.input.rejected += 1;
                if self.source.keep_rejects {
                    let all = self.reader.problems().iter().map(|problem| problem.issue(self.layout, row));
                    // An unknown word is told once by each thread: no reason, and in another row with other threads.
                    let issues = all.filter(|issue| issue.code.severity() == Severity::Reject);
                    self.input.rejects.push(RejectedRow {
                        line: row.line,
                        cells: row.cells.iter().map(|cell| (*cell).to_owned()).collect(),
                        issues: issues.collect(),
                    });
                }
            }
        }
    }

    /// A row that is no text.
    pub fn bad_row(&mut self, bad: &BadRow) {
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
        self.input.rejected += 1;
        self.input.log.push(issue.clone());
        if self.source.keep_rejects {
            self.input.rejects.push(RejectedRow {
                line: bad.line,
                cells: bad.cells.clone(),
                issues: vec![issue],
            });
        }
    }

    /// What was read, or why the whole input is refused.
    pub fn finish(mut self) -> Result<Part, Refusal> {
        self.records.dossiers.close();
        let (above, if_alone) = (self.layout.rows_above().len(), self.layout.without_rows());
        match self.refusal {
            Some(refusal) => Err(refusal),
            None => {
                let (input, records, digits) = (self.input, self.records, self.digits);
                Ok(Part { input, records, digits, above, if_alone })
            }
        }
    }
}

fn whole_row(code: IssueCode, line: u64) -> Issue {
    Issue { code, line, column: String::new(), value: String::new(), expected: String::new() }
}
