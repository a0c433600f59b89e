//! Dossiers as rows of bytes, without room for columns that a file does not have.

use std::ops::Range;

use hashbrown::HashMap;
use sipas_core::{
    Channel, DossierStatus, FactsBuilder, FactsColumns, Mark, Moment, OnlineLevel, dossier_fields,
};

use super::{Columns, StoredDossier, TEXTS};
use crate::dataset::texts::Symbol;
use sipas_intake::Field;

/// Bytes of a moment to the second.
const MOMENT: usize = 5;
/// Bytes of a symbol while there are few, and of any.
const NARROW: usize = 2;
const ANY: usize = 4;
/// How many fields have a byte each: numbers, words and marks.
const SINGLES: usize = FactsColumns::NUMBERS + WORDS.len() + FactsColumns::MARKS;
const MOST: usize = FactsColumns::DATES * MOMENT + TEXTS.len() * ANY + SINGLES + WORD;
/// How many bytes are made ready at a time.
const AHEAD: usize = 1 << 14;
/// A moment is written and read as a word, of which what follows in the row takes or keeps the upper bytes.
const WORD: usize = 8;

/// Lists the fields of words, by the table of fields.
macro_rules! words {
    (
        {}
        texts { $($text:tt)* }
        dates { $($date:tt)* }
        numbers { $($number:tt)* }
        words { $($(#[$doc:meta])* $word:ident $field:ident $evidence:ident = $bit:literal: $type:ty;)* }
        marks { $($mark:tt)* }
    ) => {
        /// The columns of words.
        const WORDS: [Field; [$(stringify!($word)),*].len()] = [$(Field::$field),*];

        fn words(parts: &FactsBuilder) -> [u8; WORDS.len()] {
            [$(parts.$word.byte()),*]
        }
    };
}

/// Does the same with each column of words, the number of which is given beside.
macro_rules! each_word {
    (
        { $facts:expr, |$column:ident, $n:ident| $do:expr }
        texts { $($text:tt)* }
        dates { $($date:tt)* }
        numbers { $($number:tt)* }
        words { $($(#[$doc:meta])* $word:ident $field:ident $evidence:ident = $bit:literal: $type:ty;)* }
        marks { $($mark:tt)* }
    ) => {{
        let mut numbers = 0..;
        $({
            let ($column, $n) = (&mut $facts.$word, numbers.next().unwrap_or(WORDS.len()));
            $do
        })*
    }};
}

dossier_fields!(words {});

/// A value of a closed set as a byte.
trait Byte: Copy + 'static {
    /// All of them, by their bytes.
    const ALL: &'static [Self];

    fn byte(self) -> u8;

    fn of([byte]: [u8; 1]) -> Self {
        Self::ALL[usize::from(byte)]
    }
}

macro_rules! bytes {
    ($($type:ty)*) => {
        $(impl Byte for $type {
            const ALL: &'static [$type] = &<$type>::ALL;

            fn byte(self) -> u8 {
                self as u8
            }
        })*
    };
}

bytes!(DossierStatus Channel OnlineLevel Mark);

/// Which columns a file has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Has {
    dates: [bool; FactsColumns::DATES],
    texts: [bool; TEXTS.len()],
    numbers: [bool; FactsColumns::NUMBERS],
    words: [bool; WORDS.len()],
    marks: [bool; FactsColumns::MARKS],
}

/// Rows of one file, or of a part of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Packed {
    has: Has,
    /// The symbol of a text without a column.
    blank: Symbol,
    /// Bytes of a symbol.
    symbol: usize,
    stride: usize,
    bytes: Vec<u8>,
    /// How many of the bytes hold rows.
    filled: usize,
    /// Rows that say more than their bytes hold.
    odd: HashMap<usize, StoredDossier>,
}

impl Has {
    fn of(has: impl Fn(Field) -> bool) -> Has {
        Has {
            dates: Field::DATES.map(&has),
            texts: TEXTS.map(&has),
            numbers: Field::NUMBERS.map(&has),
            words: WORDS.map(&has),
            marks: Field::MARKS.map(&has),
        }
    }

    /// The columns that others lack.
    fn beyond(&self, others: &Has) -> Has {
        fn of<const N: usize>(own: [bool; N], others: [bool; N]) -> [bool; N] {
            std::array::from_fn(|n| own[n] && !others[n])
        }
        Has {
            dates: of(self.dates, others.dates),
            texts: of(self.texts, others.texts),
            numbers: of(self.numbers, others.numbers),
            words: of(self.words, others.words),
            marks: of(self.marks, others.marks),
        }
    }

    /// All of them in their order.
    fn all(&self) -> impl Iterator<Item = bool> {
        let Has { dates, texts, numbers, words, marks } = *self;
        dates.into_iter().chain(texts).chain(numbers).chain(words).chain(marks)
    }

    /// The bytes of a row, with symbols of so many.
    fn stride(&self, symbol: usize) -> usize {
        let count = |columns: &[bool]| columns.iter().filter(|column| **column).count();
        let singles = count(&self.numbers) + count(&self.words) + count(&self.marks);
        // What is written beyond the last symbol, or the last moment, is to end within the row.
        let behind = count(&self.texts) * symbol + singles.max(ANY - NARROW);
        count(&self.dates) * MOMENT + behind.max(WORD - MOMENT)
    }
}

impl Packed {
    /// No rows yet, of files that have such columns.
    pub(super) fn new(has: impl Fn(Field) -> bool, blank: Symbol) -> Packed {
        Packed::of(Has::of(has), blank, NARROW)
    }

    fn of(has: Has, blank: Symbol, symbol: usize) -> Packed {
        Packed { has, blank, symbol, stride: has.stride(symbol), ..Packed::default() }
    }

    /// Packs all rows anew, with room for any symbol.
    #[cold]
    fn widen(&mut self) {
        let wide = Packed::of(self.has, self.blank, ANY);
        let (narrow, mut columns) = (std::mem::replace(self, wide), Columns::default());
        for row in 0..narrow.len() {
            narrow.read(&[row], &mut columns, |symbol| symbol);
            self.push(&columns.row(0));
        }
    }

    fn has_no_room_for(&self, symbol: Symbol) -> bool {
        self.symbol == NARROW && symbol.number() > u32::from(u16::MAX)
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.filled.checked_div(self.stride).unwrap_or_default()
    }

    #[inline]
    pub(super) fn push(&mut self, dossier: &StoredDossier) {
        if dossier.texts.into_iter().any(|symbol| self.has_no_room_for(symbol)) {
            self.widen();
        }
        let parts = dossier.facts.parts();
        let (start, mut at, mut is_odd) = (self.filled, 0, false);
        if self.bytes.len() < start + MOST {
            self.bytes.resize(start + AHEAD, 0);
        }
        // Written where it stays: a processor waits where it copies what it has just written in pieces.
        let row = &mut self.bytes[start..start + MOST];
        for (has, date) in self.has.dates.iter().zip(parts.dates()) {
            if *has {
                let seconds = date.map_or(Some(0), Moment::to_seconds);
                is_odd |= seconds.is_none();
                row[at..at + WORD].copy_from_slice(&seconds.unwrap_or_default().to_le_bytes());
                at += MOMENT;
            } else {
                is_odd |= date.is_some();
            }
        }
        for (has, symbol) in self.has.texts.iter().zip(dossier.texts) {
            if *has {
                row[at..at + ANY].copy_from_slice(&symbol.number().to_le_bytes());
                at += self.symbol;
            } else {
                is_odd |= symbol != self.blank;
            }
        }
        let mut single = |has: bool, byte: u8, blank: u8| {
            if has {
                row[at] = byte;
                at += 1;
            } else {
                is_odd |= byte != blank;
            }
        };
        let numbers = parts.numbers();
        for (has, number) in self.has.numbers.iter().zip(numbers) {
            single(*has, u8::try_from(number).unwrap_or(u8::MAX), 0);
        }
        for ((has, word), blank) in self.has.words.iter().zip(words(parts)).zip(words(&FactsBuilder::BLANK)) {
            single(*has, word, blank);
        }
        for ((has, mark), blank) in self.has.marks.iter().zip(parts.marks()).zip(FactsBuilder::BLANK.marks())
        {
            single(*has, mark.byte(), blank.byte());
        }
        is_odd |= numbers.iter().any(|number| *number > u32::from(u8::MAX));
        if is_odd {
            self.odd.insert(self.len(), *dossier);
        }
        self.filled += self.stride;
    }

    /// Adds rows that are dossiers, column by column. Columns that the file lacks stay as they began.
    pub(super) fn push_all(&mut self, all: &mut Columns, rows: Range<usize>) {
        let highest = |texts: &Vec<Symbol>| texts[rows.clone()].iter().max().copied();
        let columns = self.has.texts.iter().zip(&all.texts).filter(|(has, _)| **has);
        let highest = columns.filter_map(|(_, texts)| highest(texts)).max();
        if highest.is_some_and(|highest| self.has_no_room_for(highest)) {
            self.widen();
        }
        let (stride, start, end) = (self.stride, self.filled, self.filled + rows.len() * self.stride);
        if self.bytes.len() < end + MOST {
            self.bytes.resize(end + AHEAD, 0);
        }
        let (mut at, mut is_odd) = (start, false);
        for (date, has) in all.facts.dates().into_iter().zip(self.has.dates) {
            if has {
                let seconds = date[rows.clone()].iter().map(|date| {
                    let seconds = date.map_or(Some(0), Moment::to_seconds);
                    is_odd |= seconds.is_none();
                    seconds.unwrap_or_default().to_le_bytes()
                });
                write(&mut self.bytes[at..], stride, seconds);
                at += MOMENT;
            }
        }
        for (texts, has) in all.texts.iter().zip(self.has.texts) {
            if has {
                let symbols = texts[rows.clone()].iter().map(|symbol| symbol.number().to_le_bytes());
                write(&mut self.bytes[at..], stride, symbols);
                at += self.symbol;
            }
        }
        for (numbers, has) in all.facts.numbers().into_iter().zip(self.has.numbers) {
            if has {
                let bytes = numbers[rows.clone()].iter().map(|number| {
                    is_odd |= *number > u32::from(u8::MAX);
                    [u8::try_from(*number).unwrap_or(u8::MAX)]
                });
                write(&mut self.bytes[at..], stride, bytes);
                at += 1;
            }
        }
        dossier_fields!(each_word { all.facts, |words, n| if self.has.words[n] {
            write(&mut self.bytes[at..], stride, words[rows.clone()].iter().map(|word| [word.byte()]));
            at += 1;
        } });
        for (marks, has) in all.facts.marks().into_iter().zip(self.has.marks) {
            if has {
                write(&mut self.bytes[at..], stride, marks[rows.clone()].iter().map(|mark| [mark.byte()]));
                at += 1;
            }
        }
        if is_odd {
            rows.for_each(|row| self.push(&all.row(row)));
        } else {
            self.filled = end;
        }
    }

    /// Whether a row says something in a column that the file of others lacks.
    pub(super) fn says_beyond(&self, row: usize, others: &Packed) -> bool {
        let beyond = self.has.beyond(&others.has);
        if beyond == Has::default() {
            return false;
        }
        let mut columns = Columns::default();
        self.read(&[row], &mut columns, |symbol| symbol);
        let StoredDossier { texts, facts } = columns.row(0);
        let (parts, blank) = (facts.parts(), FactsBuilder::BLANK);
        let words = words(parts).into_iter().zip(words(&blank)).map(|(word, blank)| word != blank);
        let marks = parts.marks().into_iter().zip(blank.marks()).map(|(mark, blank)| mark != blank);
        let says = parts.dates().into_iter().map(|date| date.is_some());
        let says = says.chain(texts.into_iter().map(|text| text != self.blank));
        let says = says.chain(parts.numbers().into_iter().map(|number| number > 0)).chain(words).chain(marks);
        beyond.all().zip(says).any(|(is_beyond, says)| is_beyond && says)
    }

    /// Reads the dossiers of some rows, their texts as what the symbols that they were pushed with are now.
    pub(super) fn read(&self, rows: &[usize], into: &mut Columns, now: impl Fn(Symbol) -> Symbol) {
        self.read_of(rows, into, now, true);
    }

    /// Reads only their dates and words: what stands in the other columns means nothing.
    pub(super) fn read_dates(&self, rows: &[usize], into: &mut Columns) {
        self.read_of(rows, into, |symbol| symbol, false);
    }

    #[inline]
    fn read_of(&self, rows: &[usize], into: &mut Columns, now: impl Fn(Symbol) -> Symbol, all: bool) {
        if !self.odd.is_empty() {
            // What one said in columns that the file does not have is not to stay.
            into.resize(0, now(self.blank));
        }
        into.resize(rows.len(), now(self.blank));
        into.taken.fill(true);
        let (facts, mut at) = (&mut into.facts, 0);
        for (date, has) in facts.dates_mut().into_iter().zip(self.has.dates) {
            if has {
                let moment =
                    |word| Moment::from_seconds(u64::from_le_bytes(word) & ((1 << (8 * MOMENT)) - 1));
                self.column(rows, at, date, moment);
                at += MOMENT;
            }
        }
        for (text, has) in into.texts.iter_mut().zip(self.has.texts) {
            if has {
                match self.symbol {
                    _ if !all => {}
                    NARROW => self.column(rows, at, text, |n| now(Symbol::at(u16::from_le_bytes(n).into()))),
                    _ => self.column(rows, at, text, |n| now(Symbol::at(u32::from_le_bytes(n)))),
                }
                at += self.symbol;
            }
        }
        for (numbers, has) in facts.numbers_mut().into_iter().zip(self.has.numbers) {
            if has {
                if all {
                    self.column(rows, at, numbers, |[number]| number.into());
                }
                at += 1;
            }
        }
        dossier_fields!(each_word { facts, |words, n| if self.has.words[n] {
            self.column(rows, at, words, Byte::of);
            at += 1;
        } });
        for (marks, has) in facts.marks_mut().into_iter().zip(self.has.marks) {
            if has && all {
                self.column(rows, at, marks, Byte::of);
                at += 1;
            }
        }
        if self.odd.is_empty() {
            return;
        }
        for (row, index) in rows.iter().enumerate() {
            if let Some(odd) = self.odd.get(index) {
                into.facts.set(row, &odd.facts);
                for (text, symbol) in into.texts.iter_mut().zip(odd.texts) {
                    text[row] = now(symbol);
                }
            }
        }
    }

    /// Reads what stands in a place of each row.
    #[inline]
    fn column<const N: usize, T>(
        &self,
        rows: &[usize],
        at: usize,
        into: &mut [T],
        value: impl Fn([u8; N]) -> T,
    ) {
        for (value_of, row) in into.iter_mut().zip(rows) {
            let bytes =
                self.bytes[row * self.stride + at..].first_chunk().expect("a row ends behind its parts");
            *value_of = value(*bytes);
        }
    }
}

/// Writes a value at the beginning of each row.
#[inline]
fn write<const N: usize>(bytes: &mut [u8], stride: usize, values: impl Iterator<Item = [u8; N]>) {
    for (row, value) in bytes.chunks_mut(stride).zip(values) {
        *row.first_chunk_mut().expect("a row and what is ready behind it are longer") = value;
    }
}

#[cfg(test)]
mod tests;
