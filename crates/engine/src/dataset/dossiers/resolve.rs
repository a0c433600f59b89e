//! Which row of a code is the newest: codes are dealt out by their hash into shares that fit into a core's cache, and
//! each share is gone through in the order of the rows.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hashbrown::DefaultHashBuilder;

use super::doubts::Candidate;
use super::{AT_ONCE, Columns, DossierPart, StoredDossier};
use crate::dataset::newest::{Age, Ages, Rule, Snapshots};
use crate::dataset::texts::Texts;
use crate::dataset::threads::{self, Threads};

/// How many codes of a share fit into a core's cache with their table.
const SHARE: usize = 1 << 14;
const MOST_SHARES: usize = 1 << 12;

/// The pieces of all parts in the order of their rows, and the numbers that the rows have by it.
#[derive(Debug, Clone, Default)]
pub(super) struct Order {
    /// The number of each piece's first row, its part, and its rows there.
    pieces: Vec<(u32, usize, Range<usize>)>,
}

/// Rows of a part that follow one another: the first line of their file, the last, the part and its rows.
type Run = (u64, u64, usize, Range<usize>);

impl Order {
    pub(super) fn of(parts: &[Arc<DossierPart>]) -> Order {
        let mut inputs: BTreeMap<u32, Vec<Run>> = BTreeMap::new();
        for (n, part) in parts.iter().enumerate() {
            let runs = (0..part.pieces.len()).map(|piece| {
                let rows = part.rows(piece);
                (part.place(rows.start).line, part.place(rows.end - 1).line, n, rows)
            });
            inputs.entry(part.input).or_default().extend(runs);
        }
        let (mut pieces, mut first) = (Vec::new(), 0usize);
        for mut runs in inputs.into_values() {
            runs.sort_unstable_by_key(|(line, ..)| *line);
            if runs.windows(2).any(|runs| runs[1].0 < runs[0].1) {
                runs = row_by_row(parts, &runs);
            }
            for (_, _, part, rows) in runs {
                pieces.push((u32::try_from(first).expect("fewer than 2^32 rows"), part, rows.clone()));
                first += rows.len();
            }
        }
        Order { pieces }
    }

    pub(super) fn pieces(&self) -> impl ExactSizeIterator<Item = (u32, usize, Range<usize>)> {
        self.pieces.iter().cloned()
    }

    /// Reads rows by their numbers, which ascend; each is told by its part, its row there, and its place in what was read.
    fn read(
        &self,
        parts: &[Arc<DossierPart>],
        numbers: &[u32],
        mut each: impl FnMut(&DossierPart, usize, &Columns, usize),
    ) {
        let (mut rest, mut rows) = (numbers, Vec::new());
        for (first, part, of_part) in &self.pieces {
            let end = first + u32::try_from(of_part.len()).unwrap_or_default();
            let (here, beyond) = rest.split_at(rest.partition_point(|number| *number < end));
            rest = beyond;
            // Not all parts have all columns: those of another are not to stay.
            let (part, mut columns) = (&parts[*part], Columns::default());
            for some in here.chunks(AT_ONCE) {
                rows.clear();
                rows.extend(some.iter().map(|number| of_part.start + (number - first) as usize));
                part.read(&rows, &mut columns);
                rows.iter().zip(0..).for_each(|(row, at)| each(part, *row, &columns, at));
            }
        }
    }

    /// All of a row.
    fn stored(&self, parts: &[Arc<DossierPart>], number: u32) -> StoredDossier {
        let (part, row) = self.row(number);
        let mut columns = Columns::default();
        parts[part].read(&[row], &mut columns);
        columns.row(0)
    }

    /// Whether a row says something in a column that the file of another lacks.
    fn says_beyond(&self, parts: &[Arc<DossierPart>], number: u32, other: u32) -> bool {
        let ((part, row), (other, _)) = (self.row(number), self.row(other));
        part != other && parts[part].rows.says_beyond(row, &parts[other].rows)
    }

    /// The part of a row, and the row there.
    pub(super) fn row(&self, number: u32) -> (usize, usize) {
        let (first, part, rows) = &self.pieces[self.pieces.partition_point(|piece| piece.0 <= number) - 1];
        (*part, rows.start + (number - first) as usize)
    }
}

/// The rows of several readers who took turns within a few lines, each as a run of its own.
fn row_by_row(parts: &[Arc<DossierPart>], runs: &[Run]) -> Vec<Run> {
    let rows = runs.iter().flat_map(|(_, _, part, rows)| {
        rows.clone().map(|row| {
            let line = parts[*part].place(row).line;
            (line, line, *part, row..row + 1)
        })
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|(line, ..)| *line);
    rows
}

/// The rows that gave way to newer ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Duplicates {
    dropped: Marks,
    /// Each with the row that counts, in order once they are settled; before that the last one counts.
    pairs: Vec<(u32, u32)>,
}

/// What is doubtful about the choice between rows of a code.
#[derive(Debug, Clone, Default)]
pub(super) struct Settled {
    pub(super) snapshots: Snapshots,
    /// The rows that gave way to one that says otherwise whose dossier it is, in their order.
    pub(super) contradicted: Vec<u32>,
}

/// A code and the number of its row, in no more room than they need.
#[derive(Debug, Clone, Copy)]
struct Entry {
    code: [u32; 2],
    row: u32,
}

impl Duplicates {
    pub(super) fn find(parts: &[Arc<DossierPart>], order: &Order, most: Threads) -> Duplicates {
        let rows: usize = parts.iter().map(|part| part.codes.len()).sum();
        let threads = most.of(rows);
        let shares = Shares::new(rows);
        let dealt = shares.deal(parts, &order.pieces, threads);
        let next = AtomicUsize::new(0);
        let found = threads::each(threads, || {
            let (mut pairs, mut table) = (Vec::new(), Vec::new());
            loop {
                let share = next.fetch_add(1, Ordering::Relaxed);
                if share >= shares.count() {
                    return pairs;
                }
                newest(dealt.iter().map(|dealt| &dealt[share][..]), &shares, &mut table, &mut pairs);
            }
        });
        drop(dealt);
        let pairs = found.concat();
        Duplicates { dropped: Marks::none(if pairs.is_empty() { 0 } else { rows }), pairs }
    }

    /// Tells anew of each code which row counts: not the last, but the newest by what is in the rows and their inputs.
    pub(super) fn settle(
        &mut self,
        parts: &[Arc<DossierPart>],
        order: &Order,
        rule: Rule,
        texts: &Texts,
    ) -> Settled {
        let mut settled = Settled::default();
        let ages = self.ages(parts, order, rule);
        // All rows of these codes, in their order.
        for row in self.pairs.iter().flat_map(|(dropped, last)| [*dropped, *last]) {
            self.dropped.mark(row);
        }
        let rows: Vec<u32> = self.dropped.rows().collect();
        let mut candidates = Vec::with_capacity(rows.len());
        order.read(parts, &rows, |part, row, columns, at| {
            candidates.push(Candidate::of(part.place(row), columns, at, &ages));
        });
        let told = |row: u32| order.stored(parts, row).told(texts);
        let candidate = |row: u32| &candidates[rows.binary_search(&row).unwrap_or_default()];
        // The rows of a code together, the one that was read last at the end.
        self.pairs.sort_unstable_by_key(|(dropped, last)| (*last, *dropped));
        let mut of_code = Vec::new();
        for pairs in self.pairs.chunk_by_mut(|a, b| a.1 == b.1) {
            of_code.clear();
            of_code.extend(
                pairs
                    .iter()
                    .map(|(dropped, _)| *dropped)
                    .chain([pairs[0].1])
                    .map(|row| (row, candidate(row))),
            );
            let of = |n: usize| (of_code[n].1.age, of_code[n].1.place, of_code[n].0);
            let newest = (0..of_code.len()).max_by(|n, m| Age::compare(of(*n), of(*m), told));
            let newest = newest.unwrap_or_default();
            let (kept, newest) = of_code.remove(newest);
            for (pair, (dropped, older)) in pairs.iter_mut().zip(&of_code) {
                *pair = (*dropped, kept);
                let seen = |one: &Candidate| (one.place, one.has_ended);
                // Which of two copies counts makes no difference.
                let is_copy = || order.stored(parts, *dropped) == order.stored(parts, kept);
                if newest.place.input >= older.place.input || !is_copy() {
                    settled.snapshots.gave_way(&ages, seen(older), seen(newest));
                }
                if order.says_beyond(parts, *dropped, kept) {
                    settled.snapshots.lacks(newest.place);
                }
                if older.contradicts(newest) {
                    settled.contradicted.push(*dropped);
                }
            }
        }
        settled.contradicted.sort_unstable();
        self.pairs.sort_unstable();
        self.dropped.clear();
        self.pairs.iter().for_each(|(row, _)| self.dropped.mark(*row));
        settled
    }

    /// The ages of the inputs. Whoever has no code in common with another need not be asked what happened in it.
    fn ages(&self, parts: &[Arc<DossierPart>], order: &Order, rule: Rule) -> Ages {
        let mut ages = Ages::by(rule);
        parts.iter().filter(|part| part.unordered).for_each(|part| ages.unordered(part.input));
        let input = |row: u32| parts[order.row(row).0].input;
        let apart = self.pairs.iter().map(|(a, b)| [input(*a), input(*b)]).filter(|[a, b]| a != b);
        let shared: BTreeSet<u32> = apart.flatten().collect();
        for part in parts.iter().filter(|part| shared.contains(&part.input)) {
            (0..part.pieces.len())
                .for_each(|piece| part.facts(part.rows(piece), |facts| ages.see(part.input, facts)));
        }
        ages
    }

    #[inline]
    pub(super) fn is_dropped(&self, row: u32) -> bool {
        self.dropped.has(row)
    }

    pub(super) fn pairs(&self) -> impl ExactSizeIterator<Item = (u32, u32)> {
        self.pairs.iter().copied()
    }
}

/// Some of all rows, with a bit for each.
#[derive(Debug, Clone, Default)]
struct Marks(Vec<u64>);

impl Marks {
    /// None of so many.
    fn none(rows: usize) -> Marks {
        Marks(vec![0; rows.div_ceil(64)])
    }

    fn clear(&mut self) {
        self.0.fill(0);
    }

    fn mark(&mut self, row: u32) {
        self.0[row as usize / 64] |= 1 << (row % 64);
    }

    #[inline]
    fn has(&self, row: u32) -> bool {
        self.0.get(row as usize / 64).is_some_and(|bits| bits >> (row % 64) & 1 == 1)
    }

    /// Those that are marked, in their order.
    fn rows(&self) -> impl Iterator<Item = u32> {
        (0..).step_by(64).zip(&self.0).filter(|(_, bits)| **bits > 0).flat_map(|(first, bits)| {
            (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| first + bit)
        })
    }
}

/// How codes are dealt out.
struct Shares {
    bits: u32,
    /// Unknown to whoever writes the codes, so that they cannot be chosen to fall into one share.
    seed: u64,
}

impl Shares {
    fn new(rows: usize) -> Shares {
        let shares = (rows / SHARE).next_power_of_two().min(MOST_SHARES);
        Shares { bits: shares.ilog2(), seed: DefaultHashBuilder::default().hash_one(rows) }
    }

    fn count(&self) -> usize {
        1 << self.bits
    }

    #[inline]
    fn hash(&self, code: u64) -> u64 {
        let product = u128::from(code ^ self.seed) * 0x9e37_79b9_7f4a_7c15;
        #[allow(clippy::cast_possible_truncation)]
        let mixed = (product >> 64) as u64 ^ product as u64;
        mixed.wrapping_mul(0xd6e8_feb8_6659_fd93)
    }

    #[inline]
    fn share(&self, hash: u64) -> usize {
        // Of no bits at all the shift would be by all of them.
        (hash >> 1 >> (63 - self.bits)) as usize
    }

    /// The codes of each share, by threads that take the pieces in their order: the first thread's come first.
    fn deal(
        &self,
        parts: &[Arc<DossierPart>],
        pieces: &[(u32, usize, Range<usize>)],
        threads: usize,
    ) -> Vec<Vec<Vec<Entry>>> {
        let runs: Vec<_> = pieces.chunks(pieces.len().div_ceil(threads).max(1)).collect();
        threads::map(&runs, |run| {
            let codes = || {
                run.iter().flat_map(|(first, part, rows)| (*first..).zip(&parts[*part].codes[rows.clone()]))
            };
            let mut counts = vec![0; self.count()];
            codes().for_each(|(_, code)| counts[self.share(self.hash(*code))] += 1);
            let mut dealt: Vec<Vec<Entry>> = counts.into_iter().map(Vec::with_capacity).collect();
            for (row, code) in codes() {
                #[allow(clippy::cast_possible_truncation)]
                let halves = [*code as u32, (*code >> 32) as u32];
                dealt[self.share(self.hash(*code))].push(Entry { code: halves, row });
            }
            dealt
        })
    }
}

impl Entry {
    #[inline]
    fn code(self) -> u64 {
        u64::from(self.code[1]) << 32 | u64::from(self.code[0])
    }
}

/// Goes through the codes of a share and adds each row that gives way, with the newest of its code.
fn newest<'e>(
    entries: impl Iterator<Item = &'e [Entry]> + Clone,
    shares: &Shares,
    table: &mut Vec<Entry>,
    pairs: &mut Vec<(u32, u32)>,
) {
    const FREE: Entry = Entry { code: [0; 2], row: u32::MAX };
    let rows: usize = entries.clone().map(<[Entry]>::len).sum();
    let mask = (rows * 2).next_power_of_two().max(2) - 1;
    table.clear();
    table.resize(mask + 1, FREE);
    let before = pairs.len();
    for entry in entries.flatten() {
        // The upper bits have chosen the share.
        #[allow(clippy::cast_possible_truncation)]
        let mut slot = shares.hash(entry.code()) as usize & mask;
        loop {
            let known = &mut table[slot];
            if known.row == FREE.row {
                *known = *entry;
                break;
            }
            if known.code == entry.code {
                // Which row is the newest shows at the end: until then its place in the table stands for it.
                pairs.push((known.row, u32::try_from(slot).unwrap_or_default()));
                known.row = entry.row;
                break;
            }
            slot = (slot + 1) & mask;
        }
    }
    for (_, slot) in &mut pairs[before..] {
        *slot = table[*slot as usize].row;
    }
}
