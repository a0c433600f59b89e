use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// More than this many different cells make a column no dictionary, and no more are remembered.
const MOST: usize = 1 << 15;
/// How many cells can be found without hashing their bytes, before there is more room.
const NEAR: usize = 1 << 8;

/// What the cells of one column stand for, by their bytes as the file has them.
///
/// Each different cell is asked for once, as long as they are not too many.
///
/// ```
/// use sipas_scan::{Cut, Dialect, Dictionary, Scanner};
///
/// let mut scanner = Scanner::new(Dialect::new(b',').expect("no quote, no line end"));
/// let found = scanner.scan(b"1,ok\n2,late\n3,ok\n", Cut::End);
/// let (mut words, mut asked) = (Dictionary::default(), Vec::new());
/// let (mut known, mut into) = ([true; 3], [0; 3]);
/// found.column(1).look_up(&mut words, &mut known, &mut into, |_, cell| {
///     asked.push(cell);
///     (cell == b"ok").then_some(7)
/// });
/// assert_eq!((asked, known, into), (vec![&b"ok"[..], b"late"], [true, false, true], [7, 0, 7]));
/// ```
#[derive(Debug, Clone)]
pub struct Dictionary<T> {
    bytes: Vec<u8>,
    /// Those of all cells met, behind one of none.
    entries: Vec<Entry<T>>,
    table: HashTable<u16>,
    hasher: DefaultHashBuilder,
    /// Numbers of the entries met last, each at its mark, which costs next to nothing, or beside it; a power of two of places,
    /// and as a rule more than a dozen for each entry. Cells chosen to share marks only miss it.
    near: Vec<u16>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<T> {
    pub(crate) ends: Ends,
    start: u32,
    /// `None` of a cell that means nothing.
    pub(crate) value: Option<T>,
}

/// All bytes of a short cell, zeros behind them, or the first and the last ones of a longer; and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ends {
    pub(crate) bytes: [u8; Ends::ALL],
    pub(crate) length: u32,
}

impl<T: Copy> Default for Dictionary<T> {
    fn default() -> Dictionary<T> {
        Dictionary {
            bytes: Vec::new(),
            // That of no cell: none is so long.
            entries: vec![Entry {
                ends: Ends { bytes: [0; Ends::ALL], length: u32::MAX },
                start: 0,
                value: None,
            }],
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            near: vec![0; NEAR],
        }
    }
}

impl<T: Copy> Dictionary<T> {
    /// How many cells it knows.
    pub fn len(&self) -> usize {
        self.entries.len() - 1
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a cell stands for: as `find` says when it is first met.
    pub fn value(&mut self, cell: &[u8], find: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let ends = Ends::of(cell);
        let own = self.place(ends.mark());
        for place in [own, own ^ 1] {
            let near = self.entry(place);
            if near.ends == ends && (cell.len() <= Ends::ALL || self.is_same(near, cell)) {
                return near.value;
            }
        }
        self.look_up(ends, cell, find)
    }

    /// The entry at a place, which may be that of a cell whose mark has it.
    #[inline]
    pub(crate) fn entry(&self, place: usize) -> &Entry<T> {
        &self.entries[usize::from(self.near[place])]
    }

    /// Where the number of a cell with this mark is, if it is near.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "less than there are")]
    pub(crate) fn place(&self, mark: u32) -> usize {
        // All others have a say in the topmost bits.
        ((u64::from(mark) * self.near.len() as u64) >> 32) as usize
    }

    /// Whether an entry with the ends of a cell that is longer is its own.
    pub(crate) fn is_same(&self, entry: &Entry<T>, cell: &[u8]) -> bool {
        self.bytes_of(entry) == cell
    }

    fn bytes_of(&self, entry: &Entry<T>) -> &[u8] {
        let start = entry.start as usize;
        self.bytes.get(start..start + entry.ends.length as usize).unwrap_or_default()
    }

    /// Of a cell that is not near.
    #[inline(never)]
    fn look_up(&mut self, ends: Ends, cell: &[u8], find: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let hash = self.hasher.hash_one(cell);
        let known = self.table.find(hash, |&n| self.bytes_of(&self.entries[usize::from(n)]) == cell);
        let number = if let Some(&known) = known {
            known
        } else {
            let value = find(cell);
            let starts = (u32::try_from(self.bytes.len()), u32::try_from(self.bytes.len() + cell.len()));
            let number = u16::try_from(self.entries.len()).ok().filter(|number| usize::from(*number) <= MOST);
            let (Some(number), (Ok(start), Ok(_))) = (number, starts) else { return value };
            self.make_room();
            self.bytes.extend_from_slice(cell);
            self.entries.push(Entry { ends, start, value });
            let (bytes, entries, hasher) = (&self.bytes, &self.entries, &self.hasher);
            self.table.insert_unique(hash, number, |&n| {
                let Entry { start, ends, .. } = entries[usize::from(n)];
                hasher.hash_one(&bytes[start as usize..][..ends.length as usize])
            });
            number
        };
        self.bring_near(number);
        self.entries[usize::from(number)].value
    }

    /// To its mark, or beside it where another one has it and nobody that place.
    fn bring_near(&mut self, number: u16) {
        let mark = |entry: &Entry<T>| self.place(entry.ends.mark());
        let is_free = |place: usize| mark(self.entry(place)) != place;
        let own = mark(&self.entries[usize::from(number)]);
        let place = if !is_free(own) && is_free(own ^ 1) { own ^ 1 } else { own };
        self.near[place] = number;
    }

    /// For one entry more.
    fn make_room(&mut self) {
        let near = self.near.len() * 2;
        if self.entries.len() * 16 >= near {
            self.near = vec![0; near];
            for n in 1..self.entries.len() {
                self.bring_near(u16::try_from(n).unwrap_or_default());
            }
        }
    }
}

impl Ends {
    /// They are all of a cell that is no longer.
    pub(crate) const ALL: usize = 64;

    /// What each four bytes of them are multiplied by for a mark, the lowest byte first: odd, so that none of their bits is lost.
    pub(crate) const FACTORS: [u8; Ends::ALL] = factors();

    #[allow(clippy::cast_possible_truncation, reason = "cut, it is told apart by its bytes")]
    fn of(cell: &[u8]) -> Ends {
        let mut bytes = [0; Ends::ALL];
        if cell.len() <= Ends::ALL {
            bytes[..cell.len()].copy_from_slice(cell);
        } else {
            let (first, last) = bytes.split_at_mut(Ends::ALL / 2);
            first.copy_from_slice(&cell[..first.len()]);
            last.copy_from_slice(&cell[cell.len() - last.len()..]);
        }
        Ends { bytes, length: cell.len() as u32 }
    }

    /// A few bits that depend on all of them: the cells of a column mostly differ there, and those that do not are told apart
    /// by their bytes.
    pub(crate) fn mark(&self) -> u32 {
        let [words, factors] = [&self.bytes, &Ends::FACTORS].map(|bytes| bytes.as_chunks().0.iter());
        let products = words.zip(factors).map(|pair: (&[u8; 4], &[u8; 4])| {
            u32::from_le_bytes(*pair.0).wrapping_mul(u32::from_le_bytes(*pair.1))
        });
        products.fold(0, u32::wrapping_add)
    }
}

/// Numbers as good as drawn by chance: the multiples of one with their bits mixed.
const fn factors() -> [u8; Ends::ALL] {
    let (mut all, mut n, mut multiple) = ([0; Ends::ALL], 0, 0_u32);
    while n < all.len() {
        multiple = if n.is_multiple_of(4) { multiple.wrapping_add(0x9e37_79b9) } else { multiple };
        let mixed = (multiple ^ multiple >> 16).wrapping_mul(0x85eb_ca6b);
        let mixed = (mixed ^ mixed >> 13).wrapping_mul(0xc2b2_ae35);
        all[n] = (mixed | 1).to_le_bytes()[n % 4];
        n += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Cut, Dialect, Scanner};

    proptest! {
        #[test]
        fn a_cell_is_asked_for_once(
            cells in prop::collection::vec("[ab ế]{0,12}|[ab]{60,70}|[ab]{120,140}", 0..200), at_once in 1usize..40,
        ) {
            let mut scanner = Scanner::new(Dialect::new(b',').unwrap());
            let (mut by_cell, mut by_column) = (Dictionary::default(), Dictionary::default());
            let (mut asked, mut first) = (Vec::new(), Vec::new());
            for cells in cells.chunks(at_once) {
                let lines: String = cells.iter().map(|cell| cell.clone() + ",1,\n").collect();
                let found = scanner.scan(lines.as_bytes(), Cut::End);
                let (mut marks, mut numbers) = (vec![true; cells.len()], vec![0; cells.len()]);
                found.column(0).look_up(&mut by_column, &mut marks, &mut numbers, |row, cell| {
                    assert_eq!(cell, cells[row].as_bytes());
                    first.push(cell.to_vec());
                    Some(first.len())
                });
                prop_assert!(marks.iter().all(|mark| *mark));
                for (cell, by_column) in cells.iter().zip(numbers) {
                    let known = asked.iter().position(|one| one == cell);
                    let number = by_cell.value(cell.as_bytes(), |bytes| {
                        assert_eq!((bytes, known), (cell.as_bytes(), None));
                        asked.push(cell.clone());
                        Some(asked.len())
                    });
                    prop_assert_eq!(number, Some(known.map_or(asked.len(), |place| place + 1)));
                    prop_assert_eq!(number, Some(by_column));
                }
            }
        }

        #[test]
        fn all_paths_know_the_same_cells(cells in prop::collection::vec("\\PC{0,80}", 1..60)) {
            let lines: String = cells.iter().map(|cell| cell.replace(['"', ','], "") + ",1,\n").collect();
            let mut scanner = Scanner::new(Dialect::new(b',').unwrap());
            let found = scanner.scan(lines.as_bytes(), Cut::End);
            let mut known = Dictionary::default();
            for record in found.records() {
                known.value(record.field(0), |cell| Some(cell.len()));
            }
            // Found by a vector's marks and bytes where they were put by those of the portable path.
            let (mut marks, mut lengths) = (vec![true; found.len()], vec![0; found.len()]);
            found.column(0).look_up(&mut known, &mut marks, &mut lengths, |_, _| None);
            prop_assert!(found.records().map(|record| record.field(0).len()).eq(lengths));
        }
    }
}
