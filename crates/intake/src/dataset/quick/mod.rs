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

use super::dossiers::{Code, DATES, StoredDossier, TEXTS};
use super::texts::{Symbol, Texts};
use crate::field::Field;
use crate::headers::Layout;
use crate::kind::Kind;
use crate::profile::{CodeShape, Profile, RepeatVisits};
use crate::values::StatusWord;
use cells::{text, unquoted, word};
use dictionary::Dictionary;

/// Reads the plain rows of dossiers. Of each kind of cell it holds the columns that the file has.
#[derive(Debug, Clone)]
pub(super) struct Quick<'l> {
    profile: &'l Profile,
    /// How many cells a plain row has.
    cells: RangeInclusive<usize>,
    code: usize,
    /// The columns of [`DATES`].
    dates: [Option<usize>; DATES.len()],
    supplement_requests: Option<usize>,
    repeat_visits: Option<usize>,
    status: Words<DossierStatus>,
    channel: Words<Channel>,
    result_corrected: Words<Mark>,
    apologised: Words<Mark>,
    texts: Vec<TextColumn>,
    /// The symbol of texts without a column.
    blank: Symbol,
}

/// A column of words, and those met so far.
#[derive(Debug, Clone)]
struct Words<T> {
    column: Option<usize>,
    known: Dictionary<T>,
}

/// A column of texts, and those met so far.
#[derive(Debug, Clone)]
struct TextColumn {
    /// Its place among [`TEXTS`].
    place: usize,
    column: usize,
    known: Dictionary<Symbol>,
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
        let read = TEXTS.iter().enumerate().filter(|(_, field)| !unread.contains(field));
        let text = |(place, field): (usize, &Field)| {
            Some(TextColumn { place, column: layout.column(*field)?, known: Dictionary::default() })
        };
        Some(Quick {
            profile,
            cells: layout.width()..=layout.columns().len(),
            code: layout.column(Field::Code)?,
            dates: DATES.map(|field| layout.column(field)),
            supplement_requests: layout.column(Field::SupplementRequests),
            repeat_visits: layout.column(Field::RepeatVisits),
            status: Words::of(layout.column(Field::Status)),
            channel: Words::of(layout.column(Field::Channel)),
            result_corrected: Words::of(layout.column(Field::ResultCorrected)),
            apologised: Words::of(layout.column(Field::Apologised)),
            texts: read.filter_map(text).collect(),
            blank: texts.intern(""),
        })
    }

    /// The code and the record of a plain row; `None` of any other.
    #[inline]
    pub(super) fn dossier<'r, R: PlainRow<'r>>(
        &mut self,
        row: &R,
        texts: &mut Texts,
    ) -> Option<(Code<'r>, StoredDossier)> {
        if !self.cells.contains(&row.width()) {
            return None;
        }
        let vocabulary = &self.profile.vocabulary;
        let [received, due, rescheduled, extended, finished, returned, asked, brought] = self.dates;
        let status = self.status.of_row(row, |word| match vocabulary.status.get(word)? {
            StatusWord::State(status) => Some(status),
            // What it claims is to be compared with the dates.
            StatusWord::ClaimsLate => None,
        })?;
        let repeat_visits = number(row, self.repeat_visits)?;
        let parts = FactsBuilder {
            received_at: date(row, received)?,
            due_at: date(row, due)?,
            rescheduled_due_at: date(row, rescheduled)?,
            extended_due_at: date(row, extended)?,
            finished_at: date(row, finished)?,
            returned_at: date(row, returned)?,
            supplement_requested_at: date(row, asked)?,
            supplement_completed_at: date(row, brought)?,
            status,
            channel: self.channel.of_row(row, |word| vocabulary.channel.get(word))?,
            supplement_requests: number(row, self.supplement_requests)?,
            repeat_visits: match self.profile.repeat_visits {
                RepeatVisits::Extra => repeat_visits,
                RepeatVisits::Total => repeat_visits.saturating_sub(1),
            },
            result_corrected: self.result_corrected.of_row(row, |word| vocabulary.yes_no.get(word))?,
            apologised: self.apologised.of_row(row, |word| vocabulary.yes_no.get(word))?,
        };
        let facts = parts.build_consistent()?;
        let code = Code::of(unquoted(row.cell(self.code)?, R::QUOTED));
        if !is_plain(&code, self.profile.code_shape, facts.received_at()) {
            return None;
        }
        let mut symbols = [self.blank; TEXTS.len()];
        for TextColumn { place, column, known } in &mut self.texts {
            let find = |cell: &[u8]| text(cell, R::QUOTED).map(|text| texts.intern(&text));
            symbols[*place] = known.value(row.cell(*column)?, find)?;
        }
        Some((code, StoredDossier::of(symbols, facts)))
    }
}

impl<T: Copy + Default> Words<T> {
    fn of(column: Option<usize>) -> Words<T> {
        Words { column, known: Dictionary::default() }
    }

    /// What the word of a row means, as `find` says when it is first met; the default where there is no column.
    #[inline]
    fn of_row<'r, R: PlainRow<'r>>(&mut self, row: &R, find: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        match self.column {
            Some(column) => self.known.value(row.cell(column)?, |cell| word(cell, R::QUOTED, find)),
            None => Some(T::default()),
        }
    }
}

#[inline]
#[allow(clippy::option_option)]
fn date<'r>(row: &impl PlainRow<'r>, column: Option<usize>) -> Option<Option<Moment>> {
    match column {
        Some(column) => row.date(column),
        None => Some(None),
    }
}

#[inline]
fn number<'r>(row: &impl PlainRow<'r>, column: Option<usize>) -> Option<u32> {
    match column {
        Some(column) => row.number(column),
        None => Some(0),
    }
}

/// Whether there is nothing to say about a code.
#[inline(always)]
#[allow(clippy::inline_always, reason = "once a row, and with its parts at hand")]
fn is_plain(code: &Code<'_>, shape: CodeShape, received: Option<Moment>) -> bool {
    match (shape, &code.national) {
        (CodeShape::National, None) => false,
        (CodeShape::National, Some(code)) => received.is_none_or(|received| {
            let (received, [year, month, date]) = (received.day(), code.date());
            // Of the years that are read nearly all begin with 20.
            Day::from_ymd(2000 + year.cast_signed(), month, date).is_ok_and(|day| day == received)
                || received.yymmdd() == code.yymmdd()
        }),
        (CodeShape::Any, _) => {
            let graphic = |byte: &u8| byte.is_ascii_graphic() && *byte != b'"';
            code.written.iter().any(u8::is_ascii_digit) && code.written.iter().all(graphic)
        }
    }
}
