use std::borrow::Cow;
use std::ops::BitOr;

use sipas_core::{Day, Evidence, Kind, Mark, Moment};

use super::memo::{Memo, Seen};
use super::problem::Problem;
use crate::field::Field;
use crate::headers::{Column, Layout, RefusalCode};
use crate::issue::{IssueCode, IssueLog, Severity};
use crate::profile::Profile;
use crate::row::{CellKind, Row};
use crate::values::{
    DateRules, DateShapes, Words, count, identity, is_blank, is_error_value, procedure_code, trim,
};

/// Reads the rows of one file, or of one part of it: a reader holds only memory, so that parts read by several
/// readers give the same records.
///
/// Records borrow from the cells. A row of an ordinary file, NFC and without odd blanks, is read without allocation.
#[derive(Debug, Clone)]
pub struct RowReader<'l> {
    pub(super) layout: &'l Layout,
    pub(super) profile: &'l Profile,
    pub(super) dates: DateRules,
    pub(super) date_columns: Vec<usize>,
    memos: Vec<Memo>,
    problems: Vec<Problem>,
    /// Texts that nobody asks for.
    unread: Vec<Field>,
    /// The unit that a row above names for all rows without one.
    band: Option<String>,
    /// Whether the row read last has its unit from there.
    pub(super) used_band: bool,
    /// Which columns had a value in any row, where a field has more than one.
    pub(super) filled: Vec<bool>,
    /// The columns whose words in the row read last are not understood.
    unread_words: Vec<usize>,
    /// What does not refuse the file.
    pub(super) accept: &'l [RefusalCode],
    /// The day of the run: no receipt and no end lies after it.
    pub(super) today: Option<Day>,
    /// What rows are numbered by, where they have no code: records of two inputs are not to be one.
    numbered: String,
}

/// What a cell of words says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellMeaning<T> {
    Blank,
    Is(T),
    Unknown,
}

impl<T> CellMeaning<T> {
    pub(super) fn known(self) -> Option<T> {
        match self {
            CellMeaning::Is(value) => Some(value),
            CellMeaning::Blank | CellMeaning::Unknown => None,
        }
    }
}

impl<'l> RowReader<'l> {
    /// A reader for files of this layout, by the profile that the layout was found with.
    pub fn new(layout: &'l Layout, profile: Option<&'l Profile>) -> RowReader<'l> {
        let profile = profile.unwrap_or(Profile::plain());
        let is_date = |column: &Column| column.field.is_some_and(Field::is_date);
        let dates = (0..).zip(layout.columns()).filter(|(_, column)| is_date(column));
        let memo = |column: &Column| {
            let mut memo = Memo::default();
            memo.dates.holds_deadlines = column.field.is_some_and(|field| Field::DEADLINES.contains(&field));
            memo
        };
        RowReader {
            layout,
            profile,
            dates: profile.dates.clone(),
            date_columns: dates.map(|(at, _)| at).collect(),
            memos: layout.columns().iter().map(memo).collect(),
            problems: Vec::new(),
            unread: Vec::new(),
            band: None,
            used_band: false,
            unread_words: Vec::new(),
            filled: vec![false; if layout.twins().is_empty() { 0 } else { layout.columns().len() }],
            accept: &[],
            today: None,
            numbered: String::new(),
        }
    }

    /// Leaves these texts empty: nothing is ever wrong with them.
    #[must_use]
    pub fn without(mut self, texts: &[Field]) -> RowReader<'l> {
        self.unread = texts.iter().filter(|text| !self.profile.code.contains(text)).copied().collect();
        self
    }

    /// Numbers rows without codes by the name of their input.
    #[must_use]
    pub fn of_input(mut self, path: &str) -> RowReader<'l> {
        if self.layout.numbers_rows() {
            path.clone_into(&mut self.numbered);
        }
        self
    }

    /// Takes plain numbers in date columns as days: for cells of a spreadsheet, whose dates may have been
    /// left unformatted.
    #[must_use]
    pub fn serial_dates(mut self) -> RowReader<'l> {
        self.dates.serial = true;
        self
    }

    /// All that is wrong or doubtful about the row read last.
    ///
    /// A word that is not understood is told when the reader first meets it; [`IssueLog`] counts it once a file.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What the columns are evidence of whose words in the row read last are not understood; of a status, which every figure
    /// leans on, the kind of export.
    pub fn unread_words(&self) -> Evidence {
        let kind = self.layout.kind();
        let fields = self.unread_words.iter().filter_map(|column| self.layout.columns()[*column].field);
        let of = |field: Field| if field == Field::Status { kind.evidence() } else { field.evidence(kind) };
        fields.map(of).fold(Evidence::NONE, BitOr::bitor)
    }

    /// In a file of rejects: in which input the row stood, and on which line.
    pub fn rejected_at<'r>(&self, row: &Row<'r>) -> Option<(&'r str, u64)> {
        let (_, path) = self.cell(row, Field::RejectedPath)?;
        let (_, line) = self.cell(row, Field::RejectedLine)?;
        Some((path, line.parse().ok()?))
    }

    /// Whether the row read last has its unit from a band above it.
    pub fn used_band(&self) -> bool {
        self.used_band
    }

    /// How the dates of each column of dates are written.
    pub fn date_shapes(&self) -> impl Iterator<Item = (usize, DateShapes)> + '_ {
        self.date_columns.iter().map(|column| (*column, self.memos[*column].dates.shapes))
    }

    /// Doubts dates that lie after this day.
    #[must_use]
    pub fn judging_on(mut self, today: Option<Day>) -> RowReader<'l> {
        self.today = today;
        self
    }

    /// Tells these as doubts, where they would be refusals.
    #[must_use]
    pub fn accepting(mut self, codes: &'l [RefusalCode]) -> RowReader<'l> {
        self.accept = codes;
        self
    }

    /// Adds the problems of the row read last to a log.
    pub fn log(&self, row: &Row<'_>, log: &mut IssueLog) {
        for problem in &self.problems {
            if log.keeps(problem.code) {
                log.push(problem.issue(self.layout, row));
            } else {
                log.count_one(problem.code);
            }
        }
    }

    /// From here on this is the unit of all rows that name none.
    pub fn set_band(&mut self, unit: Option<String>) {
        self.band = unit;
    }

    /// Which columns had a value in any row; nothing where no field has more than one.
    pub fn filled(&self) -> &[bool] {
        &self.filled
    }

    pub(super) fn begin(&mut self) {
        self.problems.clear();
        self.unread_words.clear();
        self.used_band = false;
    }

    pub(super) fn is_rejected(&self) -> bool {
        self.problems.iter().any(|problem| problem.code.severity() == Severity::Reject)
    }

    /// The row is told to be wrong by one problem alone.
    pub fn reject_whole(&mut self, code: IssueCode) {
        self.problems.clear();
        self.push(code, None, "");
    }

    pub(super) fn push(
        &mut self,
        code: IssueCode,
        column: Option<usize>,
        expected: impl Into<Cow<'static, str>>,
    ) {
        self.problems.push(Problem { code, column, expected: expected.into() });
    }

    /// A problem of a field's cell.
    pub(super) fn push_at(&mut self, code: IssueCode, field: Field, expected: impl Into<Cow<'static, str>>) {
        self.push(code, self.layout.column(field), expected);
    }

    /// Where a field's cell is and what it says, trimmed; `None` where the column is missing, or the cell is blank or a
    /// formula without a value.
    pub(super) fn cell<'r>(&self, row: &Row<'r>, field: Field) -> Option<(usize, &'r str)> {
        let first = self.layout.column(field)?;
        let others = self.layout.others(field);
        // The zero dates of a single column of dates are told when they are read as dates.
        let is_zero_date = |cell| !(field.is_date() && others.is_empty()) && DateRules::is_no_date(cell);
        let value = |column: usize| self.value(row, column).filter(|(_, cell)| !is_zero_date(cell));
        value(first).or_else(|| others.iter().find_map(|column| value(*column)))
    }

    /// What the cell of a column says, unless it is blank or a formula without a value.
    fn value<'r>(&self, row: &Row<'r>, column: usize) -> Option<(usize, &'r str)> {
        let cell = trim(row.cells.get(column)?);
        let is_none = || is_blank(cell) || self.profile.says_blank(cell);
        (row.kind(column) != CellKind::Formula && !is_none()).then_some((column, cell))
    }

    /// What a record is known by.
    pub(super) fn identity<'r>(&mut self, row: &Row<'r>) -> Cow<'r, str> {
        if self.layout.numbers_rows() {
            return Cow::Owned(format!("{}:{}", self.numbered, row.line));
        }
        let code = self.cell(row, Field::Code).map_or(Cow::Borrowed(""), |(_, cell)| identity(cell));
        let kind = self.layout.kind();
        let of_kind = |part: &Field| Field::of(kind).any(|field| field == *part);
        let parts: Vec<Field> = self.profile.code.iter().copied().filter(of_kind).collect();
        if parts.len() < 2 {
            return code;
        }
        let mut whole = Vec::with_capacity(parts.len());
        for part in parts {
            let text = if part == Field::Code { code.clone() } else { self.text(row, part) };
            if text.is_empty() && part != Field::Code {
                // Without it, records of two units may be one.
                self.push_at(IssueCode::CodeMissing, part, part.usual_header(kind));
            }
            whole.push(text);
        }
        Cow::Owned(whole.join("/"))
    }

    /// Text that groups; a unit may be named by a row above.
    pub(super) fn text<'r>(&mut self, row: &Row<'r>, field: Field) -> Cow<'r, str> {
        if self.unread.contains(&field) {
            return Cow::Borrowed("");
        }
        let text = match (self.cell(row, field), &self.band) {
            (Some((column, cell)), _) if self.is_procedure_code(field) => {
                procedure_code(self.memos[column].text(cell), row.kind(column))
            }
            (Some((column, cell)), _) => self.memos[column].text(cell),
            (None, Some(band)) if field == Field::Unit => {
                self.used_band = true;
                Cow::Owned(band.clone())
            }
            (None, _) => Cow::Borrowed(""),
        };
        if field == Field::Unit { self.profile.units.name_of(text) } else { text }
    }

    fn is_procedure_code(&self, field: Field) -> bool {
        field == Field::ProcedureCode || field == Field::Code && self.layout.kind() == Kind::Procedures
    }

    pub(super) fn date(&mut self, row: &Row<'_>, field: Field) -> Option<Moment> {
        let (column, cell) = self.cell(row, field)?;
        let known = &mut self.memos[column].dates;
        known.line = row.line;
        let read = self.dates.read(cell, known);
        let error = match read {
            Ok(date) => return Some(date),
            Err(_) if DateRules::is_no_date(cell) => return None,
            Err(error) => error,
        };
        let code = if is_error_value(cell) { IssueCode::CellError } else { IssueCode::DateInvalid };
        self.push(code, Some(column), self.dates.expected(error));
        None
    }

    pub(super) fn count(&mut self, row: &Row<'_>, field: Field) -> u32 {
        let Some((column, cell)) = self.cell(row, field) else { return 0 };
        count(cell, self.profile.thousands).unwrap_or_else(|| {
            let code = if is_error_value(cell) { IssueCode::CellError } else { IssueCode::NumberInvalid };
            self.push(code, Some(column), "0, 1, 2, …");
            0
        })
    }

    pub(super) fn word<T: Copy>(&mut self, row: &Row<'_>, field: Field, words: &Words<T>) -> CellMeaning<T> {
        self.word_in(self.cell(row, field), words)
    }

    /// The word in a column, whatever its field is.
    pub(super) fn word_at<T: Copy>(
        &mut self,
        row: &Row<'_>,
        column: usize,
        words: &Words<T>,
    ) -> CellMeaning<T> {
        let value = self.value(row, column).filter(|(_, cell)| !DateRules::is_no_date(cell));
        self.word_in(value, words)
    }

    fn word_in<T: Copy>(&mut self, value: Option<(usize, &str)>, words: &Words<T>) -> CellMeaning<T> {
        let Some((column, cell)) = value else { return CellMeaning::Blank };
        match self.memos[column].word(cell, |cell| words.find(cell)) {
            Seen::Known(place) => return words.at(place).map_or(CellMeaning::Unknown, CellMeaning::Is),
            Seen::New => self.push(IssueCode::WordUnknown, Some(column), ""),
            Seen::Again => {}
        }
        self.unread_words.push(column);
        CellMeaning::Unknown
    }

    /// A yes or no; `blank` where the cell is blank.
    pub(super) fn mark(&mut self, row: &Row<'_>, field: Field, blank: Mark) -> Mark {
        match self.word(row, field, &self.profile.vocabulary.yes_no) {
            CellMeaning::Blank => blank,
            CellMeaning::Is(mark) => mark,
            CellMeaning::Unknown => Mark::Unknown,
        }
    }

    /// The other side of a disagreement between two cells.
    pub(super) fn other(&self, field: Field, value: impl std::fmt::Display) -> String {
        let header = self.layout.column(field).map_or(field.name(), |column| self.layout.header(column));
        format!("{header}: {value}")
    }
}
