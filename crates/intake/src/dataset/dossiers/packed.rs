//! Dossiers as rows of bytes, without room for columns that a file does not have.

use std::ops::Range;

use hashbrown::HashMap;
use sipas_core::{Channel, DossierStatus, FactsBuilder, Mark, Moment};

use super::{Columns, DATES, StoredDossier, TEXTS};
use crate::dataset::texts::Symbol;
use crate::field::Field;

/// Bytes of a moment to the second.
const MOMENT: usize = 5;
/// Bytes of a symbol while there are few, and of any.
const NARROW: usize = 2;
const ANY: usize = 4;
/// Bytes of both numbers, and of the status, the channel and both marks.
const REST: usize = 4;
const MOST: usize = DATES.len() * MOMENT + TEXTS.len() * ANY + REST;
/// So many bytes are made ready at a time.
const AHEAD: usize = 1 << 14;
/// A moment is written and read as a word, of which what follows in the row takes or keeps the upper bytes.
const WORD: usize = 8;
const _: () = assert!(MOMENT + REST >= WORD, "a word of the last moment ends within its row");
const _: () = assert!(NARROW + REST >= ANY, "any symbol written as the last ends within its row");

const STATUSES: [DossierStatus; DossierStatus::ALL.len()] = DossierStatus::ALL;
const MARKS: [Mark; 3] = [Mark::No, Mark::Yes, Mark::Unknown];

/// Rows of one file, or of a part of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Packed {
    dates: [bool; DATES.len()],
    texts: [bool; TEXTS.len()],
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

impl Packed {
    /// No rows yet, of files that have such columns.
    pub(super) fn new(has: impl Fn(Field) -> bool, blank: Symbol) -> Packed {
        Packed::of(DATES.map(&has), TEXTS.map(&has), blank, NARROW)
    }

    fn of(dates: [bool; DATES.len()], texts: [bool; TEXTS.len()], blank: Symbol, symbol: usize) -> Packed {
        let count = |columns: &[bool]| columns.iter().filter(|column| **column).count();
        let stride = count(&dates) * MOMENT + count(&texts) * symbol + REST;
        Packed { dates, texts, blank, symbol, stride, ..Packed::default() }
    }

    /// Packs all rows anew, with room for any symbol.
    #[cold]
    fn widen(&mut self) {
        let wide = Packed::of(self.dates, self.texts, self.blank, ANY);
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
        if dossier.texts().into_iter().any(|symbol| self.has_no_room_for(symbol)) {
            self.widen();
        }
        let parts = dossier.facts.parts();
        let (start, mut at, mut is_odd) = (self.filled, 0, false);
        if self.bytes.len() < start + MOST + WORD {
            self.bytes.resize(start + AHEAD, 0);
        }
        // Written where it stays: a processor waits where it copies what it has just written in pieces.
        let row = &mut self.bytes[start..start + MOST + WORD];
        for (has, date) in self.dates.iter().zip(dates(parts)) {
            if *has {
                let seconds = date.map_or(Some(0), Moment::to_seconds);
                is_odd |= seconds.is_none();
                row[at..at + WORD].copy_from_slice(&seconds.unwrap_or_default().to_le_bytes());
                at += MOMENT;
            } else {
                is_odd |= date.is_some();
            }
        }
        for (has, symbol) in self.texts.iter().zip(dossier.texts()) {
            if *has {
                row[at..at + ANY].copy_from_slice(&symbol.number().to_le_bytes());
                at += self.symbol;
            } else {
                is_odd |= symbol != self.blank;
            }
        }
        for number in [parts.supplement_requests, parts.repeat_visits] {
            row[at] = u8::try_from(number).unwrap_or(u8::MAX);
            is_odd |= number > u32::from(u8::MAX);
            at += 1;
        }
        row[at] = parts.status as u8 | (parts.channel as u8) << 4;
        row[at + 1] = parts.result_corrected as u8 | (parts.apologised as u8) << 4;
        if is_odd {
            self.odd.insert(self.len(), *dossier);
        }
        self.filled += self.stride;
    }

    /// The same of some rows that are dossiers, column by column. Those that the file does not have are as they began.
    pub(super) fn push_all(&mut self, all: &mut Columns, rows: Range<usize>) {
        let highest = |texts: &Vec<Symbol>| texts[rows.clone()].iter().max().copied();
        let columns = self.texts.iter().zip(&all.texts).filter(|(has, _)| **has);
        let highest = columns.filter_map(|(_, texts)| highest(texts)).max();
        if highest.is_some_and(|highest| self.has_no_room_for(highest)) {
            self.widen();
        }
        let (stride, start, end) = (self.stride, self.filled, self.filled + rows.len() * self.stride);
        if self.bytes.len() < end + MOST + WORD {
            self.bytes.resize(end + AHEAD, 0);
        }
        let (mut at, mut is_odd) = (start, false);
        for (date, has) in all.dates().into_iter().zip(self.dates) {
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
        for (texts, has) in all.texts.iter().zip(self.texts) {
            if has {
                let symbols = texts[rows.clone()].iter().map(|symbol| symbol.number().to_le_bytes());
                write(&mut self.bytes[at..], stride, symbols);
                at += self.symbol;
            }
        }
        let facts = &all.facts;
        let rest = rows.clone().map(|row| {
            let numbers = [facts.supplement_requests[row], facts.repeat_visits[row]];
            is_odd |= numbers.iter().any(|number| *number > u32::from(u8::MAX));
            let [requests, visits] = numbers.map(|number| u8::try_from(number).unwrap_or(u8::MAX));
            let (status, channel) = (facts.status[row] as u8, facts.channel[row] as u8);
            let (corrected, apologised) = (facts.result_corrected[row] as u8, facts.apologised[row] as u8);
            [requests, visits, status | channel << 4, corrected | apologised << 4]
        });
        write(&mut self.bytes[at..], stride, rest);
        if is_odd {
            rows.for_each(|row| self.push(&all.row(row)));
        } else {
            self.filled = end;
        }
    }

    /// Reads the dossiers of some rows, their texts as what the symbols that they were pushed with are now.
    pub(super) fn read(&self, rows: &[usize], into: &mut Columns, now: impl Fn(Symbol) -> Symbol) {
        if !self.odd.is_empty() {
            // What one said in columns that the file does not have is not to stay.
            into.resize(0, now(self.blank));
        }
        into.resize(rows.len(), now(self.blank));
        into.taken.fill(true);
        let mut at = 0;
        for (date, has) in into.dates().into_iter().zip(self.dates) {
            if has {
                let moment =
                    |word| Moment::from_seconds(u64::from_le_bytes(word) & ((1 << (8 * MOMENT)) - 1));
                self.column(rows, at, date, moment);
                at += MOMENT;
            }
        }
        for (text, has) in into.texts.iter_mut().zip(self.texts) {
            if has {
                if self.symbol == NARROW {
                    self.column(rows, at, text, |symbol| now(Symbol::at(u16::from_le_bytes(symbol).into())));
                } else {
                    self.column(rows, at, text, |symbol| now(Symbol::at(u32::from_le_bytes(symbol))));
                }
                at += self.symbol;
            }
        }
        let facts = &mut into.facts;
        let place = |byte: u8, shift: u32| usize::from(byte >> shift & 15);
        self.column(rows, at, &mut facts.supplement_requests, |[number]| number.into());
        self.column(rows, at + 1, &mut facts.repeat_visits, |[number]| number.into());
        self.column(rows, at + 2, &mut facts.status, |[byte]| STATUSES[place(byte, 0)]);
        self.column(rows, at + 2, &mut facts.channel, |[byte]| Channel::ALL[place(byte, 4)]);
        self.column(rows, at + 3, &mut facts.result_corrected, |[byte]| MARKS[place(byte, 0)]);
        self.column(rows, at + 3, &mut facts.apologised, |[byte]| MARKS[place(byte, 4)]);
        if self.odd.is_empty() {
            return;
        }
        for (row, index) in rows.iter().enumerate() {
            if let Some(odd) = self.odd.get(index) {
                into.facts.set(row, &odd.facts);
                for (text, symbol) in into.texts.iter_mut().zip(odd.texts()) {
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

fn dates(parts: &FactsBuilder) -> [Option<Moment>; DATES.len()] {
    [
        parts.received_at,
        parts.due_at,
        parts.rescheduled_due_at,
        parts.extended_due_at,
        parts.finished_at,
        parts.returned_at,
        parts.supplement_requested_at,
        parts.supplement_completed_at,
    ]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moment() -> impl Strategy<Value = Option<Moment>> {
        let day = (2000i32..2100, 1u32..=12, 1u32..=28)
            .prop_map(|(y, m, d)| sipas_core::Day::from_ymd(y, m, d).unwrap());
        prop::option::of(
            (day, prop::option::of(0u32..86_400_000))
                .prop_map(|(day, ms)| ms.map_or(Moment::on(day), |ms| Moment::at(day, ms).unwrap())),
        )
    }

    fn dossier() -> impl Strategy<Value = StoredDossier> {
        let dates = prop::collection::vec(moment(), 8);
        let rest = (0u32..300, 0u32..300, 0usize..11, 0usize..4, 0usize..3, 0usize..3);
        let symbol = prop_oneof![9 => 0u32..9, 1 => 65_530u32..65_540];
        (dates, rest, prop::array::uniform5(symbol)).prop_filter_map(
            "an end before its receipt",
            |(d, r, texts)| {
                let parts = FactsBuilder {
                    received_at: d[0],
                    due_at: d[1],
                    rescheduled_due_at: d[2],
                    extended_due_at: d[3],
                    finished_at: d[4],
                    returned_at: d[5],
                    supplement_requested_at: d[6],
                    supplement_completed_at: d[7],
                    supplement_requests: r.0,
                    repeat_visits: r.1,
                    status: STATUSES[r.2],
                    channel: Channel::ALL[r.3],
                    result_corrected: MARKS[r.4],
                    apologised: MARKS[r.5],
                };
                Some(StoredDossier::of(texts.map(Symbol::at), parts.build().ok()?))
            },
        )
    }

    impl Packed {
        /// A dossier as a file with these columns can have it.
        fn without_others(&self, dossier: StoredDossier) -> StoredDossier {
            let mut columns = Columns::default();
            columns.only(&dossier);
            for (date, has) in columns.dates().into_iter().zip(self.dates) {
                date[0] = date[0].filter(|_| has);
            }
            for (text, has) in columns.texts.iter_mut().zip(self.texts) {
                text[0] = if has { text[0] } else { self.blank };
            }
            columns.row(0)
        }
    }

    proptest! {
        /// Whatever columns a file was said to have.
        #[test]
        fn what_is_packed_comes_out(
            dossiers in prop::collection::vec(dossier(), 0..20),
            columns in prop::collection::btree_set(0..Field::COUNT, 0..Field::COUNT),
            together in 0usize..20,
        ) {
            let mut packed = Packed::new(|field| columns.contains(&(field as usize)), Symbol::at(0));
            let first = together.min(dossiers.len());
            for dossier in &dossiers[..first] {
                packed.push(dossier);
            }
            // Columns that the file does not have hold nothing.
            let known = dossiers[first..].iter().map(|dossier| packed.without_others(*dossier));
            let known: Vec<_> = known.collect();
            let mut all = Columns::default();
            for dossier in &known {
                all.push(dossier);
            }
            packed.push_all(&mut all, 0..known.len());
            let dossiers = [&dossiers[..first], &known].concat();
            prop_assert_eq!(packed.len(), dossiers.len());
            let (rows, mut read) = ((0..dossiers.len()).rev().collect::<Vec<_>>(), Columns::default());
            packed.read(&rows, &mut read, |symbol| symbol);
            for (n, dossier) in dossiers.iter().rev().enumerate() {
                prop_assert_eq!(read.row(n), *dossier);
            }
        }
    }
}
