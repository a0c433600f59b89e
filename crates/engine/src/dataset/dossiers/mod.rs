//! Many dossiers in little room, of several rows of one code the newest.

mod code;
mod columns;
mod dealt;
mod doubts;
mod packed;
mod resolve;
mod stored;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use sipas_core::{Day, DossierFacts};

use super::latest::{Place, Superseded};
use super::newest::{Rule, Snapshots};
use super::texts::{Symbol, Texts};
use super::threads::Threads;
pub(super) use code::{Code, CodeKey};
pub(super) use columns::Columns;
pub(super) use dealt::Dealt;
pub(super) use doubts::{COMPARED, CodeDoubt, folded, likeness};
use packed::Packed;
use resolve::{Duplicates, Order, Settled};
use sipas_intake::Field;
pub use stored::DossierTexts;
pub(super) use stored::{
    FIELD, OFFICER, OWN, PROCEDURE_CODE, PROCEDURE_NAME, StoredDossier, TEXTS, UNIT, place,
};

/// How many rows are read at once.
const AT_ONCE: usize = 256;

/// The dossiers read, in as many parts as there were readers.
///
/// A part is read from the top to the bottom of its pieces of a file, and the order of the pieces is the order of the
/// rows: which row of a code is the newest is found out once, when it is first asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Dossiers {
    /// Those that were read to their end, which copies of a dataset share.
    parts: Vec<Arc<DossierPart>>,
    /// The one that is being read.
    open: Option<Box<DossierPart>>,
    /// The rows of a part that were left out afterwards, by its number.
    left_out: BTreeMap<usize, Arc<[bool]>>,
    /// Codes that have no number of their own.
    others: Texts,
    /// Codes are vouched to be all different.
    unique: bool,
    threads: Threads,
    rule: Rule,
    order: OnceLock<Resolved>,
    doubts: OnceLock<Vec<CodeDoubt>>,
}

/// Which rows count.
#[derive(Debug, Clone)]
struct Resolved {
    order: Order,
    duplicates: Duplicates,
    settled: Settled,
}

#[derive(Debug, Clone)]
struct DossierPart {
    input: u32,
    /// The rows have no order: they are of a frame.
    unordered: bool,
    codes: Vec<u64>,
    /// Lines below the first of each piece.
    lines: Vec<u32>,
    rows: Packed,
    pieces: Vec<Piece>,
    /// What the rows' symbols are among the texts of the dataset; nothing yet where they are the same.
    symbols: Option<Vec<Symbol>>,
}

/// Rows that follow one another in a file.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Its first row in the part.
    start: usize,
    /// The line of that row.
    line: u64,
}

impl Dossiers {
    /// None, until others are taken in.
    pub(super) fn none(unique: bool, threads: Threads, rule: Rule) -> Dossiers {
        Dossiers { unique, threads, rule, ..Dossiers::default() }
    }

    /// None yet, of a file that has such columns.
    pub(super) fn new(
        unique: bool,
        threads: Threads,
        rule: Rule,
        has: impl Fn(Field) -> bool,
        blank: Symbol,
    ) -> Dossiers {
        let part = DossierPart {
            input: 0,
            unordered: false,
            codes: Vec::new(),
            lines: Vec::new(),
            rows: Packed::new(has, blank),
            pieces: Vec::new(),
            symbols: None,
        };
        Dossiers { open: Some(Box::new(part)), unique, threads, rule, ..Dossiers::default() }
    }

    /// The rows of the file that is read have no order.
    pub(super) fn unordered(&mut self) {
        self.open.iter_mut().for_each(|part| part.unordered = true);
    }

    /// Takes in a row of the file that is being read, below all others of its piece.
    #[inline]
    pub(super) fn push(&mut self, code: CodeKey, line: u64, dossier: &StoredDossier) {
        let part = self.open.as_mut().expect("made for a file that is read");
        part.begin(code, line);
        part.rows.push(dossier);
    }

    /// Adds some rows at once, all of them dossiers.
    pub(super) fn push_all(
        &mut self,
        codes: &[CodeKey],
        line: impl Fn(usize) -> u64,
        all: &mut Columns,
        rows: Range<usize>,
    ) {
        let part = self.open.as_mut().expect("made for a file that is read");
        for row in rows.clone() {
            part.begin(codes[row], line(row));
        }
        part.rows.push_all(all, rows);
    }

    /// The number of a code.
    #[inline]
    pub(super) fn key(&mut self, code: &Code<'_>) -> CodeKey {
        CodeKey::of(code, &mut self.others)
    }

    /// The number of a code that is known to be national and of that day.
    #[inline]
    pub(super) fn key_of_day(&mut self, code: &[u8], day: Day) -> CodeKey {
        CodeKey::of_day(code, day, &mut self.others)
    }

    /// There are no more rows to push.
    pub(super) fn close(&mut self) {
        let read = self.open.take().filter(|part| !part.codes.is_empty());
        self.parts.extend(read.map(|part| Arc::new(*part)));
    }

    /// Takes in others that are closed, whose places and texts are told anew.
    pub(super) fn absorb(&mut self, other: Dossiers, place: impl Fn(Place) -> Place, symbols: &[Symbol]) {
        debug_assert!(other.open.is_none(), "closed");
        if other.parts.is_empty() {
            return;
        }
        self.order = OnceLock::new();
        self.doubts = OnceLock::new();
        let before = self.parts.len();
        self.left_out.extend(other.left_out.into_iter().map(|(part, rows)| (before + part, rows)));
        let codes = self.others.absorb(&other.others);
        for part in other.parts {
            let mut part = Arc::unwrap_or_clone(part);
            for piece in &mut part.pieces {
                let told = place(Place { input: part.input, line: piece.line });
                piece.line = told.line;
            }
            part.input = place(Place { input: part.input, line: 0 }).input;
            if !codes.is_empty() {
                part.codes
                    .iter_mut()
                    .for_each(|code| *code = CodeKey::from_number(*code).moved(&codes).number());
            }
            part.symbols = Some(match part.symbols {
                Some(own) => own.iter().map(|symbol| symbols[symbol.index()]).collect(),
                None => symbols.to_vec(),
            });
            self.parts.push(Arc::new(part));
        }
    }

    fn order(&self, texts: &Texts) -> &Resolved {
        self.order.get_or_init(|| {
            let order = Order::of(&self.parts);
            let (mut duplicates, mut settled) = Default::default();
            if !self.unique {
                duplicates = Duplicates::find(&self.parts, &order, self.threads);
                settled = duplicates.settle(&self.parts, &order, self.rule, texts);
            }
            Resolved { order, duplicates, settled }
        })
    }

    /// What is doubtful about the choice between inputs.
    pub(super) fn snapshots(&self, texts: &Texts) -> &Snapshots {
        &self.order(texts).settled.snapshots
    }

    /// The pieces of all files in their order. What is counted of each adds up in any order.
    pub(super) fn pieces(&self, texts: &Texts) -> impl ExactSizeIterator<Item = PieceOf<'_>> {
        let Resolved { order, duplicates, .. } = self.order(texts);
        order.pieces().map(move |(first, part, rows)| PieceOf {
            part: &self.parts[part],
            first,
            rows,
            duplicates,
            left_out: self.left_out.get(&part).map(AsRef::as_ref),
        })
    }

    /// Leaves out the rows that count and that `keep` says no to; tells where they stand.
    pub(super) fn leave_out(&mut self, texts: &Texts, mut keep: impl FnMut(Place) -> bool) -> Vec<Place> {
        let (mut left, mut left_out) = (Vec::new(), self.left_out.clone());
        let numbers: Vec<usize> = self.order(texts).order.pieces().map(|(_, part, _)| part).collect();
        for (piece, number) in self.pieces(texts).zip(numbers) {
            for row in piece.kept() {
                let place = piece.part.place(row);
                if !keep(place) {
                    left.push(place);
                    let none = || vec![false; piece.part.codes.len()].into();
                    Arc::make_mut(left_out.entry(number).or_insert_with(none))[row] = true;
                }
            }
        }
        self.left_out = left_out;
        left
    }

    /// How many rows there are, those that gave way included.
    pub(super) fn len(&self) -> usize {
        self.parts.iter().map(|part| part.codes.len()).sum()
    }

    /// The code of every row, in no order.
    pub(super) fn codes(&self) -> impl Iterator<Item = String> {
        let is_there = |number: usize, row: usize| self.left_out.get(&number).is_none_or(|rows| !rows[row]);
        self.parts.iter().enumerate().flat_map(move |(number, part)| {
            let rows = (0..part.codes.len()).filter(move |row| is_there(number, *row));
            rows.map(move |row| self.code(part, row))
        })
    }

    /// Code, place and dossier of each code, in the order of the rows.
    pub(super) fn in_order(&self, texts: &Texts) -> impl Iterator<Item = (String, Place, StoredDossier)> {
        self.pieces(texts).flat_map(move |piece| {
            let (part, mut columns, mut rows) = (piece.part, Columns::default(), piece.kept());
            let some = move || {
                let rows: Vec<usize> = rows.by_ref().take(AT_ONCE).collect();
                part.read(&rows, &mut columns);
                let told =
                    |(row, at): (&usize, usize)| (self.code(part, *row), part.place(*row), columns.row(at));
                let told: Vec<_> = rows.iter().zip(0..).map(told).collect();
                (!told.is_empty()).then_some(told)
            };
            std::iter::from_fn(some).flatten()
        })
    }

    /// Where each row stood that gave way.
    pub(super) fn places_of_superseded(&self, texts: &Texts) -> impl Iterator<Item = Place> {
        let Resolved { order, duplicates, .. } = self.order(texts);
        duplicates.pairs().map(|(dropped, _)| {
            let (part, row) = order.row(dropped);
            self.parts[part].place(row)
        })
    }

    /// The rows that gave way, in their order.
    pub(super) fn superseded(&self, texts: &Texts) -> impl Iterator<Item = Superseded> {
        let Resolved { order, duplicates, .. } = self.order(texts);
        let row = |id: u32| {
            let (part, row) = order.row(id);
            (&self.parts[part], row)
        };
        duplicates.pairs().map(move |(dropped, kept)| {
            let ((part, at), (newer, newest)) = (row(dropped), row(kept));
            Superseded { code: self.code(part, at), dropped: part.place(at), kept: newer.place(newest) }
        })
    }

    fn code(&self, part: &DossierPart, row: usize) -> String {
        CodeKey::from_number(part.codes[row]).written(&self.others)
    }
}

impl DossierPart {
    /// Begins a row, with its code and its line.
    #[inline]
    fn begin(&mut self, code: CodeKey, line: u64) {
        let below = self.pieces.last().and_then(|piece| line.checked_sub(piece.line));
        let below = below
            .and_then(|below| u32::try_from(below).ok())
            .filter(|below| self.lines.last() <= Some(below));
        let below = below.unwrap_or_else(|| {
            self.pieces.push(Piece { start: self.codes.len(), line });
            0
        });
        self.lines.push(below);
        self.codes.push(code.number());
    }

    fn place(&self, row: usize) -> Place {
        let piece = self.pieces[self.pieces.partition_point(|piece| piece.start <= row) - 1];
        Place { input: self.input, line: piece.line + u64::from(self.lines[row]) }
    }

    /// The facts of some rows, in their order.
    fn facts(&self, rows: Range<usize>, mut each: impl FnMut(&DossierFacts)) {
        let (rows, mut columns): (Vec<usize>, _) = (rows.collect(), Columns::default());
        for rows in rows.chunks(AT_ONCE) {
            self.read(rows, &mut columns);
            (0..rows.len()).for_each(|row| each(&columns.row(row).facts));
        }
    }

    /// Reads some of its rows.
    fn read(&self, rows: &[usize], into: &mut Columns) {
        match &self.symbols {
            Some(symbols) => self.rows.read(rows, into, |symbol| symbols[symbol.index()]),
            None => self.rows.read(rows, into, |symbol| symbol),
        }
    }

    /// Reads of some of its rows when things happened, and nothing else.
    fn read_dates(&self, rows: &[usize], into: &mut Columns) {
        self.rows.read_dates(rows, into);
    }

    /// The rows of a piece.
    fn rows(&self, piece: usize) -> Range<usize> {
        let end = self.pieces.get(piece + 1).map_or(self.codes.len(), |next| next.start);
        self.pieces[piece].start..end
    }
}

/// Rows that follow one another in a file, those that gave way left out.
#[derive(Debug, Clone)]
pub(super) struct PieceOf<'d> {
    part: &'d DossierPart,
    /// The number of the first among all rows of all files.
    first: u32,
    rows: Range<usize>,
    duplicates: &'d Duplicates,
    left_out: Option<&'d [bool]>,
}

impl<'d> PieceOf<'d> {
    /// The input that they are of.
    pub(super) fn input(&self) -> u32 {
        self.part.input
    }

    /// Its rows.
    fn kept(&self) -> impl Iterator<Item = usize> + use<'d> {
        let (first, start, duplicates) = (self.first, self.rows.start, self.duplicates);
        let left_out = self.left_out;
        self.rows.clone().filter(move |row| {
            let id = first + u32::try_from(row - start).unwrap_or_default();
            !duplicates.is_dropped(id) && left_out.is_none_or(|rows| !rows[*row])
        })
    }

    /// Reads all of them, some at a time.
    pub(super) fn read(&self, mut each: impl FnMut(&Columns)) {
        let (mut columns, mut rows, mut some) = (Columns::default(), self.kept(), Vec::new());
        loop {
            some.clear();
            some.extend(rows.by_ref().take(AT_ONCE));
            if some.is_empty() {
                return;
            }
            self.part.read(&some, &mut columns);
            each(&columns);
        }
    }
}

#[cfg(test)]
mod tests;
