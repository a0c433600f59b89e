//! Plain rows, straight from the bytes of their cells, some hundred at a time and column by column.
//!
//! Most rows of an export are plain: the code has the national shape and the day of the receipt, dates stand in the
//! usual forms, words are known, and nothing is wrong or doubtful. [`PlainReader`] makes records of such rows without making
//! text of any cell. All others it declines, and then the `RowReader` has the say. So there is one place that says what
//! a row is, and this one only knows its plainest answers beforehand: tests hold the two against each other.

mod batch;
mod cells;
mod days;
mod rows;
mod shapes;
mod texts;

pub use rows::{PlainColumn, PlainRows};

use std::cell::RefCell;
use std::ops::{Range, RangeInclusive};

use sipas_core::{Day, FactsBuilder, FactsColumns, Mark, Moment, dossier_fields};
use sipas_scan::Dictionary;

use super::dossiers::{Code, CodeKey, Columns, Dossiers, likeness};
use super::ends::EndsOnce;
use super::records::Records;
use super::texts::{Symbol, Texts};
use batch::{Batch, fill};
use cells::{unquoted, word};
use days::DaysMet;
use sipas_intake::grammar::{
    CellWord, CodesOfDay, DateShapes, NationalCode, Vocabulary, is_ahead, is_odd_deadline,
};
use sipas_intake::{CodeShape, Field, Kind, Layout, Profile, RepeatVisits};
use texts::TextColumns;

/// Reads the plain rows of dossiers. Of each kind of cell it holds the columns that the file has.
#[derive(Debug, Clone)]
pub(super) struct PlainReader<'l> {
    profile: &'l Profile,
    /// How many cells a plain row has.
    cells: RangeInclusive<usize>,
    code: usize,
    /// The columns of [`Field::DATES`], and so on.
    dates: [Option<usize>; FactsColumns::DATES],
    numbers: [Option<usize>; FactsColumns::NUMBERS],
    marks: [Words<Mark>; FactsColumns::MARKS],
    words: WordColumns,
    texts: Vec<TextColumns>,
    /// The symbol of texts without a column.
    blank: Symbol,
    /// The days met last.
    days: DaysMet,
    /// How the dates of each of these columns are written.
    shapes: [DateShapes; Field::DATES.len()],
    /// The day of the run.
    today: Option<Day>,
    /// The rows that were looked at last.
    batch: Batch,
}

/// Makes the columns of words from the table of fields.
macro_rules! word_columns {
    (
        {}
        texts { $($text:tt)* }
        dates { $($date:tt)* }
        numbers { $($number:tt)* }
        words { $($(#[$doc:meta])* $word:ident $field:ident $evidence:ident = $bit:literal: $type:ty;)* }
        marks { $($mark:tt)* }
    ) => {
        /// The columns of words.
        #[derive(Debug, Clone)]
        struct WordColumns {
            $($word: Words<$type>,)*
        }

        impl WordColumns {
            fn of(mut column: impl FnMut(Field) -> Option<usize>) -> WordColumns {
                WordColumns { $($word: Words::of(column(Field::$field)),)* }
            }

            /// Fills in what all of them mean. A row is plain as long as a word says nothing beyond its own field.
            fn read<R: PlainRows>(
                &mut self,
                rows: &R,
                plain: &mut [bool],
                facts: &mut FactsColumns,
                vocabulary: &Vocabulary,
            ) {
                $(self.$word.read(rows, plain, &mut facts.$word, Default::default(), |word| {
                    let meaning = <$type as CellWord>::words(vocabulary).get(word)?;
                    <$type>::is_all(meaning).then(|| <$type>::of(meaning))
                });)*
            }
        }
    };
}

dossier_fields!(word_columns {});

/// A column of words, and those met so far.
#[derive(Debug, Clone)]
struct Words<T> {
    column: Option<usize>,
    known: Dictionary<T>,
}

impl<'l> PlainReader<'l> {
    /// A reader of the plain rows of this layout; `None` where no row is plain. The texts `unread` are left empty.
    pub(super) fn new(
        layout: &Layout,
        profile: Option<&'l Profile>,
        unread: &[Field],
        today: Option<Day>,
        texts: &mut Texts,
    ) -> Option<PlainReader<'l>> {
        let profile = profile.unwrap_or(Profile::plain());
        // Of two columns of a field it depends on the row which is read.
        let one_each = layout.twins().is_empty();
        if layout.kind() != Kind::Dossiers || !profile.has_usual_values() || !one_each {
            return None;
        }
        let claimed = RefCell::new(Vec::new());
        let column = |field: Field| {
            claimed.borrow_mut().push(field);
            layout.column(field)
        };
        let quick = PlainReader {
            profile,
            cells: layout.width()..=layout.columns().len(),
            code: column(Field::Code)?,
            dates: Field::DATES.map(column),
            numbers: Field::NUMBERS.map(column),
            marks: Field::MARKS.map(|field| Words::of(column(field))),
            words: WordColumns::of(column),
            texts: TextColumns::of(|field| column(field).filter(|_| !unread.contains(&field))),
            blank: texts.intern(""),
            days: DaysMet::default(),
            shapes: Default::default(),
            today,
            batch: Batch::default(),
        };
        // A column that nobody here reads may say what makes a row no plain one, or no record at all.
        let claimed = claimed.into_inner();
        let mut mapped = layout.columns().iter().filter_map(|column| column.field);
        mapped.all(|field| claimed.contains(&field)).then_some(quick)
    }

    /// Reads all plain rows among these, column by column, to be asked for one by one.
    pub(super) fn look<R: PlainRows>(&mut self, rows: &R, records: &mut Records) {
        self.batch.begin(rows, &self.cells, self.blank);
        self.dates(rows);
        self.words(rows);
        self.numbers(rows);
        self.texts(rows, &mut records.texts);
        self.records(rows, records);
        for (column, shapes) in self.dates.iter().zip(&mut self.shapes) {
            if let Some(column) = *column {
                shapes::see(rows, column, &self.batch.plain, shapes);
            }
        }
    }

    /// How the dates of plain rows are written, by their columns.
    pub(super) fn date_shapes(&self) -> impl Iterator<Item = (usize, &DateShapes)> {
        self.dates.iter().zip(&self.shapes).filter_map(|(column, shapes)| Some(((*column)?, shapes)))
    }

    /// Takes in when the dossiers of the rows that were looked at last ended.
    pub(super) fn see_ends(&self, ends: &mut EndsOnce) {
        if !ends.is_settled() {
            ends.see_all(&self.batch.columns.facts, &self.batch.plain);
        }
    }

    fn dates<R: PlainRows>(&mut self, rows: &R) {
        let Batch { plain, columns, room, .. } = &mut self.batch;
        for (dates, column) in columns.facts.dates_mut().into_iter().zip(self.dates) {
            let Some(column) = column.map(|column| rows.column(column)) else { continue };
            column.dates(dates, plain, room, |cell| cells::date(cell, R::QUOTED));
        }
    }

    fn numbers<R: PlainRows>(&mut self, rows: &R) {
        let Batch { plain, columns, .. } = &mut self.batch;
        for (numbers, column) in columns.facts.numbers_mut().into_iter().zip(self.numbers) {
            let Some(column) = column.map(|column| rows.column(column)) else { continue };
            if !column.numbers(numbers, plain) {
                fill(&column, plain, numbers, |_, cell| cells::number(cell, R::QUOTED));
            }
        }
        if self.profile.repeat_visits() == RepeatVisits::Total {
            // Where the file has no such column, all are 0.
            columns.facts.repeat_visits.iter_mut().for_each(|visits| *visits = visits.saturating_sub(1));
        }
    }

    fn words<R: PlainRows>(&mut self, rows: &R) {
        let vocabulary = self.profile.vocabulary();
        let Batch { plain, columns, .. } = &mut self.batch;
        self.words.read(rows, plain, &mut columns.facts, vocabulary);
        let all = self.marks.iter_mut().zip(columns.facts.marks_mut()).zip(FactsBuilder::BLANK.marks());
        for ((words, marks), blank) in all {
            words.read(rows, plain, marks, blank, |word| vocabulary.yes_no().get(word));
        }
    }

    fn texts<R: PlainRows>(&mut self, rows: &R, texts: &mut Texts) {
        let Batch { plain, columns, .. } = &mut self.batch;
        for some in &mut self.texts {
            some.read(rows, plain, &mut columns.texts, texts, self.profile.units());
        }
    }

    /// Tells which rows are records, and their codes. A row whose code, dates and status leave something to say is not plain.
    fn records<R: PlainRows>(&mut self, rows: &R, records: &mut Records) {
        let Batch { plain, columns, codes, .. } = &mut self.batch;
        sipas_scan::wide(
            #[inline(always)]
            || {
                columns.facts.check(plain);
                check_plausible(&columns.facts, self.today, plain);
            },
        );
        let (codes_are, days) = (self.profile.code_shape(), &mut self.days);
        let is_national = codes_are == CodeShape::National;
        rows.column(self.code).each_cell(
            plain.iter_mut().zip(&columns.facts.received_at),
            #[inline(always)]
            |(plain, received), cell| {
                let (cell, day) = (cell.unwrap_or_default(), received.map(Moment::day));
                let of_day = day.map(|day| days.codes(day));
                *plain = *plain
                    && (is_national && of_day.is_some_and(|codes| codes.has_usual(cell))
                        || is_plain(unquoted(cell, R::QUOTED), codes_are, of_day));
            },
        );
        columns.taken.copy_from_slice(plain);
        if let Some(share) = records.share {
            rows.column(self.code).each_cell(columns.taken.iter_mut(), |taken, cell| {
                *taken &= share.has(&likeness(unquoted(cell.unwrap_or_default(), R::QUOTED)));
            });
        }
        if records.counting.is_none() {
            codes.clear();
            let told = columns.taken.iter().zip(&columns.facts.received_at);
            rows.column(self.code).each_cell(told, |(taken, received), cell| {
                let cell = cell.filter(|_| *taken).map(|cell| unquoted(cell, R::QUOTED));
                codes.push(match (cell, received.filter(|_| is_national)) {
                    (Some(cell), Some(received)) => records.dossiers.key_of_day(cell, received.day()),
                    (Some(cell), None) => records.dossiers.key(&Code::of(cell)),
                    (None, _) => CodeKey::default(),
                });
            });
        }
    }

    /// Those of the rows that are not plain.
    pub(super) fn odd(&self) -> Vec<usize> {
        /// Mostly there is none among so many.
        const SOME: usize = 32;
        let some = self.batch.plain.chunks(SOME).zip((0..).step_by(SOME));
        let odd = some.filter(|(plain, _)| plain.contains(&false));
        odd.flat_map(|(plain, from)| (from..).zip(plain).filter_map(|(row, plain)| (!plain).then_some(row)))
            .collect()
    }

    /// Has those of some plain rows kept that are of this share; how many they are.
    pub(super) fn keep(
        &mut self,
        rows: Range<usize>,
        line: impl Fn(usize) -> u64,
        dossiers: &mut Dossiers,
    ) -> usize {
        let Batch { columns, codes, .. } = &mut self.batch;
        let taken = columns.taken[rows.clone()].iter().filter(|taken| **taken).count();
        if taken == rows.len() {
            dossiers.push_all(codes, line, columns, rows);
        } else {
            for row in rows.filter(|row| columns.taken[*row]) {
                dossiers.push(codes[row], line(row), &columns.row(row));
            }
        }
        taken
    }

    /// The records of all plain rows of this share.
    pub(super) fn dossiers(&self) -> &Columns {
        &self.batch.columns
    }
}

/// Fills in what texts stand for: asked for once each, where it is known how few there are.
#[inline]
fn interpret<T: Copy>(
    column: &impl PlainColumn,
    known: &mut Dictionary<T>,
    plain: &mut [bool],
    into: &mut [T],
    mut find: impl FnMut(&[u8]) -> Option<T>,
) {
    let mut meaning = |cell: &[u8]| known.value(cell, &mut find);
    if (1..=plain.len()).contains(&column.texts())
        && let Some(blank) = meaning(b"")
    {
        let meanings: Vec<_> = (0..column.texts()).map(|place| meaning(column.text(place))).collect();
        column.interpret(&meanings, blank, into, plain);
    } else {
        column.look_up(known, plain, into, |_, cell| find(cell));
    }
}

impl<T: Copy> Words<T> {
    fn of(column: Option<usize>) -> Words<T> {
        Words { column, known: Dictionary::default() }
    }

    /// Fills in what the words of all rows mean, as `find` says when one is first met; `blank` for a blank cell.
    #[inline]
    fn read<R: PlainRows>(
        &mut self,
        rows: &R,
        plain: &mut [bool],
        into: &mut [T],
        blank: T,
        find: impl Fn(&str) -> Option<T>,
    ) {
        let Some(column) = self.column else { return };
        let meaning = |cell: &[u8]| word(cell, R::QUOTED, blank, &find);
        interpret(&rows.column(column), &mut self.known, plain, into, meaning);
    }
}

/// Clears the marks of rows with dates that are to be doubted.
#[inline(always)]
#[allow(clippy::inline_always, reason = "so that its loops run on whole vectors")]
fn check_plausible(facts: &FactsColumns, today: Option<Day>, marks: &mut [bool]) {
    for deadlines in [&facts.due_at, &facts.rescheduled_due_at, &facts.extended_due_at] {
        for ((mark, received), due) in marks.iter_mut().zip(&facts.received_at).zip(deadlines) {
            *mark &= !is_odd_deadline(*received, *due);
        }
    }
    // An end without a receipt is to be told.
    for ends in [&facts.finished_at, &facts.returned_at] {
        for ((mark, received), end) in marks.iter_mut().zip(&facts.received_at).zip(ends) {
            *mark &= received.is_some() | end.is_none();
        }
    }
    for dates in [&facts.received_at, &facts.finished_at, &facts.returned_at] {
        for (mark, at) in marks.iter_mut().zip(dates) {
            *mark &= !is_ahead(*at, today);
        }
    }
}

/// Whether there is nothing to say about a code of a dossier received on that day.
#[inline(never)]
fn is_plain(code: &[u8], shape: CodeShape, of_day: Option<&CodesOfDay>) -> bool {
    match (shape, of_day) {
        (CodeShape::National, Some(of_day)) => of_day.has(code),
        (CodeShape::National, None) => NationalCode::parse(code).is_some(),
        (CodeShape::Any, _) => {
            let graphic = |byte: &u8| byte.is_ascii_graphic() && *byte != b'"';
            // Guarded by its program, or several.
            let is_guarded = code.starts_with(b"'")
                || code.starts_with(b"=")
                || code.iter().any(|byte| b";,".contains(byte));
            let is_code = code.iter().any(u8::is_ascii_digit) && code.iter().all(graphic);
            is_code && !is_guarded && !may_be_changed(code)
        }
    }
}

/// Whether a spreadsheet may have changed the code or left an error in its place: long numbers, scientific notation, `#N/A`.
fn may_be_changed(code: &[u8]) -> bool {
    let is_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'+' | b'e' | b'E');
    code[0] == b'#' || code.starts_with(b"Err:") || code.len() >= 4 && code.iter().all(is_number)
}

#[cfg(test)]
mod tests;
