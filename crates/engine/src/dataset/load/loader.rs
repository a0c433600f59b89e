use std::ops::Range;

use super::super::ends::EndsOnce;
use super::super::newest::{Dated, Instant};
use super::super::plain::{PlainReader, PlainRows};
use super::super::records::Records;
use super::super::sums::Sums;
use super::super::surveys::SurveyColumns;
use super::super::{Input, Place, RejectedRow};
use super::aside::Aside;
use super::{LoadedPart, Source, quotes, whole_row};
use sipas_core::{Day, DossierStatus, Evidence, Moment, UnreadWords};
use sipas_intake::grammar::Known;
use sipas_intake::{
    BadRow, BadRowReason, CodeShape, Field, Issue, IssueCode, Kind, Layout, Profile, Read, Refusal,
    RefusalCode, Row, RowReader, Severity,
};

/// A cell with so many digits is no header.
const DIGITS: usize = 4;

/// Reads rows of one input into records of its own, so that a refusal half-way leaves no trace.
#[derive(Debug)]
pub struct Loader<'s> {
    source: &'s Source<'s>,
    layout: &'s Layout,
    reader: RowReader<'s>,
    plain_reader: Option<PlainReader<'s>>,
    input: Input,
    records: Records,
    sums: Sums,
    survey: Option<SurveyColumns>,
    refusal: Option<Refusal>,
    /// The headers that a later row may have; made when one is first looked for.
    known: Option<Known<'s>>,
    needs_order: bool,
}

/// What became of a record.
#[derive(Debug, Clone, Copy)]
struct Taken {
    /// Whether its code is one of those that are taken in.
    is_here: bool,
    /// The days of its receipt and its end.
    days: [Option<Day>; 2],
    /// Of a dossier without a state: the day of its deadline.
    due: Option<Day>,
}

impl<'s> Loader<'s> {
    pub(super) fn new(
        source: &'s Source<'s>,
        layout: &'s Layout,
        reader: RowReader<'s>,
        plain_reader: Option<PlainReader<'s>>,
        input: Input,
        records: Records,
    ) -> Loader<'s> {
        Loader {
            source,
            layout,
            reader,
            plain_reader,
            input,
            records,
            sums: Sums { ends: ends_of(layout), ..Sums::default() },
            survey: SurveyColumns::of(layout, source.profile),
            refusal: None,
            known: None,
            needs_order: false,
        }
    }

    /// Whether a row was met that says something about the rows below it, such as another header: then the input is to be
    /// read by [`super::super::Dataset::read`], and what was read here is to be dropped.
    pub fn needs_order(&self) -> bool {
        self.needs_order
    }

    /// Whether the lines of plain rows matter: not where they are counted and forgotten.
    pub fn needs_lines(&self) -> bool {
        self.records.counting.is_none()
    }

    /// The rows have no order, as those of a frame: which of two of one code is the newer, only what is in them tells.
    pub fn unordered(&mut self) {
        self.records.dossiers.unordered();
        self.records.pakn.unordered();
    }

    /// Looks at some rows, and says which of them are not plain: these are to be handed over as text to [`Loader::row`], and
    /// all others between them to [`Loader::plain_rows`], in the order of the file.
    pub fn look(&mut self, rows: &impl PlainRows) -> Vec<usize> {
        let Some(plain_reader) = &mut self.plain_reader else { return (0..rows.rows()).collect() };
        plain_reader.look(rows, &mut self.records);
        plain_reader.see_ends(&mut self.sums.ends);
        let odd = plain_reader.odd();
        if let Some(counting) = &mut self.records.counting {
            // In which order they are counted makes no difference.
            counting.dossiers(plain_reader.dossiers(), &self.records.texts);
            let taken = plain_reader.dossiers().taken.iter().filter(|taken| **taken).count();
            self.input.records(rows.rows() - odd.len(), taken);
        }
        odd
    }

    /// Takes in plain rows that were looked at and follow one another; `line` tells on which each begins.
    pub fn plain_rows(&mut self, rows: Range<usize>, line: impl Fn(usize) -> u64) {
        let kept = self.plain_reader.as_mut().filter(|_| self.records.counting.is_none() && !rows.is_empty());
        if let Some(plain_reader) = kept {
            let taken = plain_reader.keep(rows.clone(), line, &mut self.records.dossiers);
            self.input.records(rows.len(), taken);
        }
    }

    /// A row below the header, among others of which only some are handed over here. `delimiter` stands between the cells of
    /// its file, where that is text.
    pub fn row(&mut self, row: &Row<'_>, delimiter: Option<char>) {
        let aside = self.take(row, delimiter);
        if aside == Aside::Header && self.is_same_header(row) {
            return self.skip(row.line);
        }
        if self.source.dealt_out && matches!(aside, Aside::Band(_)) {
            self.sums.bands += 1;
        }
        let says_nothing = match aside {
            // Nothing but a unit named above ends there, which asks for the order itself.
            Aside::None | Aside::Signature => true,
            Aside::Band(_) | Aside::Total(_) => self.source.dealt_out,
            Aside::Header => false,
        };
        self.needs_order |= !says_nothing || self.has_blank_cell_too_many(row);
    }

    /// Whether a row alone is a header that reads all columns as before.
    fn is_same_header(&mut self, row: &Row<'_>) -> bool {
        let cells = row.cells.iter().map(|cell| (*cell).to_owned()).collect();
        let layout = self.layout;
        let later = Layout::of_later(self.known(), &[(row.line, cells)]);
        later.and_then(Result::ok).is_some_and(|later| later.reads_as(layout))
    }

    /// Whether a row has one cell more than its header, and that blank.
    pub(super) fn has_blank_cell_too_many(&self, row: &Row<'_>) -> bool {
        let columns = self.layout.columns().len();
        row.cells.len() == columns + 1 && row.cells[columns].trim().is_empty()
    }

    /// Whether a cell of a row in quotes goes on over rows of the file.
    pub fn swallows_rows(&self, cells: &[&str], delimiter: Option<char>) -> bool {
        quotes::swallow_rows(cells, delimiter, self.layout)
    }

    /// Looks whether rows stand in a cell of a plain row that no file is known of, as of a frame.
    pub fn plain_row_of_several_lines(&mut self, cells: &[&str], line: u64) {
        if self.swallows_rows(cells, None) {
            self.swallowed(line);
        }
    }

    /// Takes in a row, or tells what it says about the rows below it. A row that may be a header is not taken in.
    pub(super) fn take(&mut self, row: &Row<'_>, delimiter: Option<char>) -> Aside {
        if self.swallows_rows(row.cells, delimiter) {
            self.swallowed(row.line);
        }
        let read = self.read(row);
        if matches!(read, Read::Skipped | Read::Rejected) && self.may_be_header(row) {
            return Aside::Header;
        }
        let is_skipped = matches!(read, Read::Skipped);
        if is_skipped {
            self.doubt_header(row);
        }
        self.account(row, read);
        if is_skipped { Aside::of(row, self.layout) } else { Aside::None }
    }

    /// Takes in a row that is no header, whatever it looks like.
    pub(super) fn take_as_row(&mut self, row: &Row<'_>) {
        let read = self.read(row);
        self.account(row, read);
    }

    /// Rejects a row as slid.
    pub(super) fn reject_slid(&mut self, row: &Row<'_>) {
        self.reader.reject_whole(IssueCode::RowSlid);
        self.account(row, Read::Rejected);
    }

    /// A row that was looked at, and is no record.
    pub(super) fn skip(&mut self, line: u64) {
        self.input.log.push(whole_row(IssueCode::Skipped, line));
        self.input.skipped.push(line);
    }

    fn swallowed(&mut self, line: u64) {
        if self.source.accept.contains(&RefusalCode::SwallowedRows) {
            self.input.log.push(whole_row(IssueCode::RowSwallows, line));
        } else {
            self.refuse(Refusal::SwallowedRows { line });
        }
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.refusal = self.refusal.take().or(Some(refusal));
    }

    pub(super) fn push(&mut self, issue: Issue) {
        self.input.log.push(issue);
    }

    pub(super) fn reader(&mut self) -> &mut RowReader<'s> {
        &mut self.reader
    }

    /// Whether anybody asks for a text.
    pub(super) fn asks_for(&self, text: Field) -> bool {
        !self.input.unasked.contains(&text)
    }

    /// How many rows were records, or meant as such.
    pub(super) fn records_so_far(&self) -> u64 {
        self.input.read + self.input.rejected
    }

    pub(super) fn known(&mut self) -> &Known<'s> {
        let source = self.source;
        self.known.get_or_insert_with(|| Known::new(source.kind, source.profile.unwrap_or(Profile::plain())))
    }

    fn may_be_header(&mut self, row: &Row<'_>) -> bool {
        has_few_digits(row) && self.known().may_begin_header(row.cells)
    }

    /// Tells a row that is no record and looks like another header.
    pub(super) fn doubt_header(&mut self, row: &Row<'_>) {
        if has_few_digits(row) && self.known().looks_like_header(row.cells) {
            self.push(whole_row(IssueCode::HeaderUnsure, row.line));
        }
    }

    fn read(&mut self, row: &Row<'_>) -> Read<Taken> {
        let place = Place { input: 0, line: row.line };
        let records = &mut self.records;
        let days = |received: Option<Moment>, ended: Option<Instant>| {
            [received.map(Moment::day), ended.map(|(day, _)| day)]
        };
        match self.source.kind {
            Kind::Dossiers => self.reader.dossier(row).map(|dossier| {
                let facts = dossier.facts();
                let days = days(facts.parts().received_at, facts.latest_end());
                let due = facts.parts().due_at.filter(|_| facts.parts().status == DossierStatus::Unknown);
                let due = due.map(Moment::day);
                Taken { is_here: records.push_dossier(place, &dossier), days, due }
            }),
            Kind::Pakn => self.reader.pakn(row).map(|pakn| {
                let facts = pakn.facts();
                let days = days(facts.received_at(), facts.latest_end());
                Taken { is_here: records.push_pakn(place, &pakn), days, due: None }
            }),
            Kind::Procedures => self.reader.procedure(row).map(|one| {
                let is_here = records.push_procedure(place, one);
                Taken { is_here, days: [None; 2], due: None }
            }),
            Kind::Survey => self.reader.survey(row).map(|answers| {
                let form = self.survey.as_ref().and_then(|columns| columns.form(row));
                let is_here = records.push_answers(place, answers, form);
                Taken { is_here, days: [None; 2], due: None }
            }),
        }
    }

    /// Remembers a record with words that are not understood.
    fn see_words(&mut self, line: u64, taken: Taken) {
        let columns = self.reader.unread_words();
        if taken.is_here && columns != Evidence::NONE {
            let [received, ended] = taken.days;
            let line = Some(line).filter(|_| self.needs_lines());
            self.input.unread_words.push(line, UnreadWords { columns, received, ended });
        }
    }

    fn account(&mut self, row: &Row<'_>, read: Read<Taken>) {
        if !self.reader.problems().is_empty() {
            self.reader.log(row, &mut self.input.log);
        }
        match read {
            Read::Record(taken) => {
                self.input.records(1, usize::from(taken.is_here));
                self.see_words(row.line, taken);
                if !self.sums.ends.is_settled() {
                    self.sums.ends.see(taken.days[1], taken.due);
                }
                if let Some((path, line)) = self.reader.rejected_at(row) {
                    self.input.mends.entry(path.to_owned()).or_default().insert(line);
                }
                if let Some(columns) = &self.survey {
                    columns.see(self.layout, row, &mut self.sums.scales);
                }
                self.sums.digits.see(self.layout, row);
                if self.source.profile.is_none_or(|profile| profile.code_shape() == CodeShape::National) {
                    self.sums.codes.see(self.layout, row);
                }
            }
            Read::Skipped => self.input.skipped.push(row.line),
            Read::Refused(refusal) => self.refuse(refusal),
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
        let cells: Vec<&str> = bad.cells.iter().map(String::as_str).collect();
        if self.swallows_rows(&cells, None) {
            self.swallowed(bad.line);
        }
        let cut = |end: &str| Issue { expected: end.to_owned(), ..whole_row(IssueCode::RowCut, bad.line) };
        let issue = match &bad.reason {
            BadRowReason::UnclosedQuote => cut("\""),
            BadRowReason::UnclosedTable => cut("</table>"),
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
    pub fn finish(mut self) -> Result<LoadedPart, Refusal> {
        self.records.dossiers.close();
        let (above, if_alone) = (self.layout.rows_above().len(), self.layout.without_rows());
        if let Some(refusal) = self.refusal {
            return Err(refusal);
        }
        let mut sums = self.sums;
        let plain = self
            .plain_reader
            .iter()
            .flat_map(PlainReader::date_shapes)
            .map(|(column, shapes)| (column, *shapes));
        for (column, shapes) in self.reader.date_shapes().chain(plain) {
            sums.dates.entry(self.layout.header(column).to_owned()).or_default().join(&shapes);
        }
        let filled = self.reader.filled().to_vec();
        let (input, records, header) = (self.input, self.records, self.layout.header_lines().len());
        let (needs_order, dealt_out) = (self.needs_order, self.source.dealt_out);
        Ok(LoadedPart {
            input,
            records,
            sums,
            above,
            if_alone,
            header,
            needs_order,
            stated: None,
            filled,
            dealt_out,
        })
    }
}

/// Nothing is seen where there is no column of ends.
fn ends_of(layout: &Layout) -> EndsOnce {
    let has = |field: &Field| layout.column(*field).is_some();
    let is_there = layout.kind() == Kind::Dossiers && [Field::FinishedAt, Field::ReturnedAt].iter().any(has);
    if is_there { EndsOnce::default() } else { EndsOnce::settled() }
}

/// Records hold dates and numbers; a header has nothing of the kind.
fn has_few_digits(row: &Row<'_>) -> bool {
    let digits = |cell: &&str| cell.bytes().filter(u8::is_ascii_digit).count();
    row.cells.iter().all(|cell| digits(cell) < DIGITS)
}
