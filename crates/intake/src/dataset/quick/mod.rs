//! Plain rows, straight from the bytes of their cells.
//!
//! Most rows of an export are plain: the code has the national shape and the day of the receipt, dates stand in the
//! usual forms, words are known, and nothing is wrong or doubtful. [`Quick`] makes a record of such a row without
//! making text of any cell. All others it declines, and then the `RowReader` has the say. So there is one place that
//! says what a row is, and this one only knows its plainest answers beforehand: tests hold the two against each other.

mod cells;
mod dictionary;

use std::ops::RangeInclusive;

use sipas_core::{Channel, DossierBuilder, DossierStatus, Mark, Moment};
use sipas_scan::Record;

use super::records::StoredDossier;
use super::texts::{Symbol, Texts};
use crate::field::Field;
use crate::headers::Layout;
use crate::kind::Kind;
use crate::profile::{CodeShape, Profile, RepeatVisits, Vocabulary};
use crate::record::{could_be_code, embedded_date};
use crate::values::StatusWord;
use cells::{date, number, text, unquoted, word};
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
struct Cells<'q, 'r> {
    row: &'q Record<'r>,
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
    pub(super) fn dossier<'r>(
        &mut self,
        row: &Record<'r>,
        texts: &mut Texts,
    ) -> Option<(&'r str, StoredDossier)> {
        if !self.cells.contains(&row.len()) {
            return None;
        }
        let (cells, profile) = (Cells { row, at: &self.at }, self.profile);
        let parts = DossierBuilder {
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
            ..self.words.read(&cells, &profile.vocabulary)?
        };
        let code = plain_code(unquoted(cells.get(Field::Code)?), profile.code_shape, parts.received_at)?;
        if is_doubtful(&parts) {
            return None;
        }
        let columns = &mut self.texts;
        let mut symbol = |field, dictionary: &mut Dictionary<Symbol>| match cells.get(field) {
            Some(cell) => dictionary.value(cell, |cell| text(cell).map(|text| texts.intern(&text))),
            None => Some(self.blank),
        };
        let dossier = StoredDossier {
            procedure_code: symbol(Field::ProcedureCode, &mut columns.procedure_code)?,
            procedure_name: symbol(Field::ProcedureName, &mut columns.procedure_name)?,
            field: symbol(Field::FieldName, &mut columns.field)?,
            unit: symbol(Field::Unit, &mut columns.unit)?,
            officer: symbol(Field::Officer, &mut columns.officer)?,
            facts: parts.facts().ok()?,
        };
        Some((code, dossier))
    }
}

impl<'r> Cells<'_, 'r> {
    #[inline]
    fn get(&self, field: Field) -> Option<&'r [u8]> {
        self.at[field as usize].map(|at| self.row.field(at))
    }

    #[inline]
    #[allow(clippy::option_option)]
    fn date(&self, field: Field) -> Option<Option<Moment>> {
        self.get(field).map_or(Some(None), date)
    }

    #[inline]
    fn count(&self, field: Field) -> Option<u32> {
        self.get(field).map_or(Some(0), number)
    }
}

impl Words {
    /// The words of a row, where all of them are known.
    #[inline]
    fn read(&mut self, cells: &Cells<'_, '_>, words: &Vocabulary) -> Option<DossierBuilder<'static>> {
        let mut mark = |field| match cells.get(field) {
            Some(cell) => self.mark.value(cell, |cell| word(cell, |word| words.yes_no.get(word))),
            None => Some(Mark::default()),
        };
        let status = |word: &str| match words.status.get(word)? {
            StatusWord::State(status) => Some(status),
            // What it claims is to be compared with the dates.
            StatusWord::ClaimsLate => None,
        };
        Some(DossierBuilder {
            result_corrected: mark(Field::ResultCorrected)?,
            apologised: mark(Field::Apologised)?,
            status: match cells.get(Field::Status) {
                Some(cell) => self.status.value(cell, |cell| word(cell, status))?,
                None => DossierStatus::default(),
            },
            channel: match cells.get(Field::Channel) {
                Some(cell) => self.channel.value(cell, |cell| word(cell, |word| words.channel.get(word)))?,
                None => Channel::default(),
            },
            ..DossierBuilder::default()
        })
    }
}

/// The code, where there is nothing to say about it.
#[inline]
fn plain_code(code: &[u8], shape: CodeShape, received_at: Option<Moment>) -> Option<&str> {
    let code = std::str::from_utf8(code).ok()?;
    let is_plain = match shape {
        CodeShape::National => {
            let date = embedded_date(code)?;
            received_at.is_none_or(|received| received.day().yymmdd() == date)
        }
        CodeShape::Any => {
            could_be_code(code) && code.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"')
        }
    };
    is_plain.then_some(code)
}

/// Whether what these dates and this status say together is doubtful, or reason to reject.
#[inline]
fn is_doubtful(parts: &DossierBuilder<'_>) -> bool {
    let (finished, returned) = (parts.finished_at, parts.returned_at);
    let is_back = |from: Option<Moment>, to: Option<Moment>| {
        let (Some(from), Some(to)) = (from, to) else { return false };
        to.day() < from.day() || to.has_clock() && from.has_clock() && to.is_before(from)
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
