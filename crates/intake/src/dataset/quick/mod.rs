//! Plain rows, straight from the bytes of their cells, some hundred at a time and column by column.
//!
//! Most rows of an export are plain: the code has the national shape and the day of the receipt, dates stand in the
//! usual forms, words are known, and nothing is wrong or doubtful. [`Quick`] makes records of such rows without making
//! text of any cell. All others it declines, and then the `RowReader` has the say. So there is one place that says what
//! a row is, and this one only knows its plainest answers beforehand: tests hold the two against each other.

mod batch;
mod cells;
mod dictionary;
mod rows;

pub use rows::{PlainColumn, PlainRows};

use std::ops::RangeInclusive;

use sipas_core::{Channel, Day, DossierStatus, Mark, Moment};

use super::dossiers::{Code, CodeKey, DATES, StoredDossier, TEXTS};
use super::records::Records;
use super::texts::{Symbol, Texts};
use crate::field::Field;
use crate::headers::Layout;
use crate::kind::Kind;
use crate::profile::{CodeShape, Profile, RepeatVisits};
use crate::values::StatusWord;
use batch::{Batch, Cells, NOWHERE};
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
    /// The rows that were looked at last.
    batch: Batch,
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
            batch: Batch::default(),
        })
    }

    /// Reads all plain rows among these, column by column, to be asked for one by one.
    pub(super) fn look<R: PlainRows>(&mut self, rows: &R, records: &mut Records) {
        let plain = (0..rows.rows()).map(|row| self.cells.contains(&rows.width(row)));
        self.batch.begin(plain, self.blank);
        self.dates(rows);
        self.words(rows);
        self.numbers(rows);
        self.texts(rows, &mut records.texts);
        self.records(rows, records);
    }

    fn dates<R: PlainRows>(&mut self, rows: &R) {
        for (place, column) in self.dates.iter().enumerate() {
            let Some(column) = column else { continue };
            let column = rows.column(*column);
            let date = |row| match column.cell(row) {
                Some(cell) => cells::date(cell, R::QUOTED),
                None => column.date(row),
            };
            self.batch.fill(date, |cells| &mut cells.dates[place]);
        }
    }

    fn numbers<R: PlainRows>(&mut self, rows: &R) {
        let number = |column: &R::Column<'_>, row| match column.cell(row) {
            Some(cell) => cells::number(unquoted(cell, R::QUOTED)),
            None => column.number(row),
        };
        if let Some(column) = self.supplement_requests.map(|column| rows.column(column)) {
            self.batch.fill(|row| number(&column, row), |cells| &mut cells.supplement_requests);
        }
        if let Some(column) = self.repeat_visits.map(|column| rows.column(column)) {
            let first = u32::from(self.profile.repeat_visits == RepeatVisits::Total);
            let extra = |row| Some(number(&column, row)?.saturating_sub(first));
            self.batch.fill(extra, |cells| &mut cells.repeat_visits);
        }
    }

    fn words<R: PlainRows>(&mut self, rows: &R) {
        let (vocabulary, batch) = (&self.profile.vocabulary, &mut self.batch);
        let state = |word: &str| match vocabulary.status.get(word)? {
            StatusWord::State(status) => Some(status),
            // What it claims is to be compared with the dates.
            StatusWord::ClaimsLate => None,
        };
        self.status.read(rows, batch, state, |cells| &mut cells.status);
        self.channel.read(rows, batch, |word| vocabulary.channel.get(word), |cells| &mut cells.channel);
        let mark = |word: &str| vocabulary.yes_no.get(word);
        self.result_corrected.read(rows, batch, mark, |cells| &mut cells.result_corrected);
        self.apologised.read(rows, batch, mark, |cells| &mut cells.apologised);
    }

    fn texts<R: PlainRows>(&mut self, rows: &R, texts: &mut Texts) {
        for TextColumn { place, column, known } in &mut self.texts {
            let mut symbol = |cell: &[u8]| text(cell, R::QUOTED).map(|text| texts.intern(&text));
            let symbol = |cell: &[u8]| known.value(cell, &mut symbol);
            interpret(&rows.column(*column), &mut self.batch, symbol, |cells| &mut cells.texts[*place]);
        }
    }

    /// Puts the records together. A row whose code, dates and status leave something to say is not plain.
    fn records<R: PlainRows>(&mut self, rows: &R, records: &mut Records) {
        let (column, profile) = (rows.column(self.code), self.profile);
        let (is_kept, share) = (records.counting.is_none(), records.share);
        let Batch { plain, cells, dossiers, places, codes } = &mut self.batch;
        for (row, (plain, cells)) in plain.iter_mut().zip(cells).enumerate() {
            places.push(NOWHERE);
            if !*plain {
                continue;
            }
            let code = column.cell(row).map(|cell| Code::of(unquoted(cell, R::QUOTED)));
            let told = code.zip(cells.parts().build_consistent());
            let told = told.filter(|(code, facts)| is_plain(code, profile.code_shape, facts.received_at()));
            let Some((code, facts)) = told else {
                *plain = false;
                continue;
            };
            if share.is_some_and(|share| !share.has(code.written)) {
                continue;
            }
            places[row] = u32::try_from(dossiers.len()).unwrap_or(NOWHERE);
            dossiers.push(StoredDossier::of(cells.texts, facts));
            if is_kept {
                codes.push(records.dossiers.key(&code));
            }
        }
    }

    /// Whether a row that was looked at is plain.
    #[inline]
    pub(super) fn is_plain(&self, row: usize) -> bool {
        self.batch.plain.get(row).copied().unwrap_or_default()
    }

    /// The record of a plain row, and its code, where records are kept; `None` if it is of another share.
    #[inline]
    pub(super) fn record(&self, row: usize) -> Option<(&StoredDossier, CodeKey)> {
        let place = self.batch.places[row] as usize;
        Some((self.batch.dossiers.get(place)?, *self.batch.codes.get(place)?))
    }

    /// The records of all plain rows of this share.
    pub(super) fn dossiers(&self) -> &[StoredDossier] {
        &self.batch.dossiers
    }
}

/// Fills in what texts stand for: asked for once each, where it is known how few there are.
#[inline]
fn interpret<T: Copy>(
    column: &impl PlainColumn,
    batch: &mut Batch,
    mut meaning: impl FnMut(&[u8]) -> Option<T>,
    cell: impl Fn(&mut Cells) -> &mut T,
) {
    if (1..=batch.plain.len()).contains(&column.texts()) {
        let blank = meaning(b"");
        let known: Vec<_> = (0..column.texts()).map(|place| meaning(column.text(place))).collect();
        let known = |place: usize| known.get(place).copied().flatten();
        batch.fill(|row| column.place(row).map_or(blank, known), cell);
    } else {
        batch.fill(|row| column.cell(row).and_then(&mut meaning), cell);
    }
}

impl<T: Copy + Default> Words<T> {
    fn of(column: Option<usize>) -> Words<T> {
        Words { column, known: Dictionary::default() }
    }

    /// Fills in what the words of all rows mean, as `find` says when one is first met.
    #[inline]
    fn read<R: PlainRows>(
        &mut self,
        rows: &R,
        batch: &mut Batch,
        find: impl Fn(&str) -> Option<T>,
        cell: impl Fn(&mut Cells) -> &mut T,
    ) {
        let Some(column) = self.column else { return };
        let meaning = |cell: &[u8]| self.known.value(cell, |cell| word(cell, R::QUOTED, &find));
        interpret(&rows.column(column), batch, meaning, cell);
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
