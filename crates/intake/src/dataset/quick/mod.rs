//! Plain rows, straight from the bytes of their cells.
//!
//! Most rows of an export are plain: the code has the national shape and the day of the receipt, dates stand in the
//! usual forms, words are known, and nothing is wrong or doubtful. [`Quick`] makes a record of such a row without
//! making text of any cell. All others it declines, and then the `RowReader` has the say. So there is one place that
//! says what a row is, and this one only knows its plainest answers beforehand: tests hold the two against each other.

mod cells;
mod dictionary;
mod row;

pub use row::PlainRow;

use std::ops::RangeInclusive;

use sipas_core::{Channel, Day, DossierStatus, FactsBuilder, Mark, Moment};

use super::dossiers::StoredDossier;
use super::texts::{Symbol, Texts};
use crate::field::Field;
use crate::headers::Layout;
use crate::kind::Kind;
use crate::profile::{CodeShape, Profile, RepeatVisits};
use crate::record::embedded_date;
use crate::values::StatusWord;
use cells::{text, unquoted, word};
use dictionary::Dictionary;

/// Reads the plain rows of dossiers.
#[derive(Debug, Clone)]
pub(super) struct Quick<'l> {
    profile: &'l Profile,
    at: [Option<usize>; Field::COUNT],
    /// How many cells a plain row has.
    cells: RangeInclusive<usize>,
    /// The symbol of texts without a column.
    blank: Symbol,
    words: Words,
    texts: TextColumns,
}

/// The words met so far.
#[derive(Debug, Clone, Default)]
struct Words {
    status: Dictionary<DossierStatus>,
    channel: Dictionary<Channel>,
    mark: Dictionary<Mark>,
}

/// The texts met so far.
#[derive(Debug, Clone, Default)]
struct TextColumns {
    procedure_code: Dictionary<Symbol>,
    procedure_name: Dictionary<Symbol>,
    field: Dictionary<Symbol>,
    unit: Dictionary<Symbol>,
    officer: Dictionary<Symbol>,
}

/// The cells of one row by their fields.
struct Cells<'q, R> {
    row: &'q R,
    at: &'q [Option<usize>; Field::COUNT],
}

impl<'l> Quick<'l> {
    /// A reader of the plain rows of this layout; `None` where no row is plain. The texts `unread` are left empty.
    pub(super) fn new(
        layout: &Layout,
        profile: Option<&'l Profile>,
        unread: &[Field],
        texts: &mut Texts,
    ) -> Option<Quick<'l>> {
        let profile = profile.unwrap_or(Profile::plain());
        // These two have a say in whether the row is a record at all.
        let alone = layout.column(Field::DossierCount).or(layout.column(Field::Surplus)).is_none();
        if layout.kind() != Kind::Dossiers || !alone || !profile.dates.are_usual() {
            return None;
        }
        let mut at = [None; Field::COUNT];
        for field in Kind::Dossiers.fields().filter(|field| !unread.contains(field)) {
            at[field as usize] = layout.column(field);
        }
        Some(Quick {
            profile,
            at,
            cells: layout.width()..=layout.columns().len(),
            blank: texts.intern(""),
            words: Words::default(),
            texts: TextColumns::default(),
        })
    }

    /// The code and the record of a plain row; `None` of any other.
    #[inline]
    pub(super) fn dossier<'r, R: PlainRow<'r>>(
        &mut self,
        row: &R,
        texts: &mut Texts,
    ) -> Option<(&'r [u8], StoredDossier)> {
        if !self.cells.contains(&row.width()) {
            return None;
        }
        let (cells, profile) = (Cells { row, at: &self.at }, self.profile);
        let words = &profile.vocabulary;
        let Words { status, channel, mark } = &mut self.words;
        let state = |word: &str| match words.status.get(word)? {
            StatusWord::State(status) => Some(status),
            // What it claims is to be compared with the dates.
            StatusWord::ClaimsLate => None,
        };
        let parts = FactsBuilder {
            received_at: cells.date(Field::ReceivedAt)?,
            due_at: cells.date(Field::DueAt)?,
            rescheduled_due_at: cells.date(Field::RescheduledDueAt)?,
            extended_due_at: cells.date(Field::ExtendedDueAt)?,
            finished_at: cells.date(Field::FinishedAt)?,
            returned_at: cells.date(Field::ReturnedAt)?,
            supplement_requested_at: cells.date(Field::SupplementRequestedAt)?,
            supplement_completed_at: cells.date(Field::SupplementCompletedAt)?,
            supplement_requests: cells.count(Field::SupplementRequests)?,
            repeat_visits: match profile.repeat_visits {
                RepeatVisits::Extra => cells.count(Field::RepeatVisits)?,
                RepeatVisits::Total => cells.count(Field::RepeatVisits)?.saturating_sub(1),
            },
            status: cells.word(Field::Status, status, state)?,
            channel: cells.word(Field::Channel, channel, |word| words.channel.get(word))?,
            result_corrected: cells.word(Field::ResultCorrected, mark, |word| words.yes_no.get(word))?,
            apologised: cells.word(Field::Apologised, mark, |word| words.yes_no.get(word))?,
        };
        let code = unquoted(row.cell(self.at[Field::Code as usize]?)?, R::QUOTED);
        if !is_plain_code(code, profile.code_shape, parts.received_at) || is_doubtful(&parts) {
            return None;
        }
        let columns = &mut self.texts;
        let mut symbol = |field: Field, dictionary: &mut Dictionary<Symbol>| match self.at[field as usize] {
            Some(at) => {
                dictionary.value(row.cell(at)?, |cell| text(cell, R::QUOTED).map(|text| texts.intern(&text)))
            }
            None => Some(self.blank),
        };
        let dossier = StoredDossier {
            procedure_code: symbol(Field::ProcedureCode, &mut columns.procedure_code)?,
            procedure_name: symbol(Field::ProcedureName, &mut columns.procedure_name)?,
            field: symbol(Field::FieldName, &mut columns.field)?,
            unit: symbol(Field::Unit, &mut columns.unit)?,
            officer: symbol(Field::Officer, &mut columns.officer)?,
            facts: parts.build().ok()?,
        };
        Some((code, dossier))
    }
}

impl<'r, R: PlainRow<'r>> Cells<'_, R> {
    /// What the word of a column means; the default where there is no column.
    #[inline]
    fn word<T: Copy + Default>(
        &self,
        field: Field,
        known: &mut Dictionary<T>,
        find: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        match self.at[field as usize] {
            Some(at) => known.value(self.row.cell(at)?, |cell| word(cell, R::QUOTED, find)),
            None => Some(T::default()),
        }
    }

    #[inline]
    #[allow(clippy::option_option)]
    fn date(&self, field: Field) -> Option<Option<Moment>> {
        self.at[field as usize].map_or(Some(None), |at| self.row.date(at))
    }

    #[inline]
    fn count(&self, field: Field) -> Option<u32> {
        self.at[field as usize].map_or(Some(0), |at| self.row.number(at))
    }
}

/// Whether there is nothing to say about a code.
#[inline]
fn is_plain_code(code: &[u8], shape: CodeShape, received_at: Option<Moment>) -> bool {
    match shape {
        CodeShape::National => embedded_date(code)
            .is_some_and(|date| received_at.is_none_or(|received| is_day(received.day(), date))),
        CodeShape::Any => {
            code.iter().any(u8::is_ascii_digit)
                && code.iter().all(|byte| byte.is_ascii_graphic() && *byte != b'"')
        }
    }
}

/// Whether a day is the one of `yyMMdd`. Of the years that are read nearly all begin with 20.
#[inline]
fn is_day(day: Day, yymmdd: u32) -> bool {
    let (year, month, date) = (yymmdd / 10_000, yymmdd / 100 % 100, yymmdd % 100);
    Day::from_ymd(2000 + year.cast_signed(), month, date).is_ok_and(|named| named == day)
        || day.yymmdd() == yymmdd
}

/// Whether what these dates and this status say together is doubtful, or reason to reject.
#[inline]
fn is_doubtful(parts: &FactsBuilder) -> bool {
    let (finished, returned) = (parts.finished_at, parts.returned_at);
    let is_back = |from: Option<Moment>, to: Option<Moment>| {
        from.zip(to).is_some_and(|(from, to)| to.surely_before(from))
    };
    let denied = match finished.or(returned) {
        Some(_) => parts.status.says_open(),
        None => parts.status.says_concluded(),
    };
    denied
        || is_back(parts.received_at, finished)
        || is_back(parts.received_at, returned)
        || is_back(finished, returned)
}
