use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

use crate::values::words_of;

/// More than this many different cells make a column no dictionary, and no more are remembered.
const MOST: usize = 1 << 15;
/// So many cells can be found without hashing their bytes, before there is more room.
const NEAR: usize = 1 << 8;

/// What the cells of one column stand for, by their bytes as the file has them.
#[derive(Debug, Clone)]
pub(super) struct Dictionary<T> {
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
struct Entry<T> {
    ends: Ends,
    start: u32,
    /// `None` of a cell that is not plain.
    value: Option<T>,
}

/// How long a cell is, and its first and its last bytes; of a short one they are all of it.
#[derive(Debug, Clone, Copy)]
struct Ends {
    words: [u64; 4],
    length: u32,
}

impl<T: Copy> Default for Dictionary<T> {
    fn default() -> Dictionary<T> {
        Dictionary {
            bytes: Vec::new(),
            entries: vec![Entry::NONE],
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            near: vec![0; NEAR],
        }
    }
}

impl<T> Entry<T> {
    /// That of no cell: none is so long.
    const NONE: Entry<T> = Entry { ends: Ends { words: [0; 4], length: u32::MAX }, start: 0, value: None };
}

impl<T: Copy> Dictionary<T> {
    /// What a cell stands for: as `find` says when it is first met.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a cell")]
    pub(super) fn value(&mut self, cell: &[u8], find: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let ends = Ends::of(cell);
        let near = self.near(ends.mark(self.near.len()));
        if self.is_of(near, ends, cell) {
            return near.value;
        }
        self.look_up(cell, find)
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a cell")]
    fn near(&self, place: usize) -> &Entry<T> {
        &self.entries[usize::from(self.near[place])]
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a cell")]
    fn is_of(&self, known: &Entry<T>, ends: Ends, cell: &[u8]) -> bool {
        known.ends.are(ends) && (cell.len() <= Ends::ALL || self.is_same(known, cell))
    }

    /// How many cells it knows.
    pub(super) fn len(&self) -> usize {
        self.entries.len() - 1
    }

    /// Whether an entry with the ends of a cell is its own: most cells are too short to call for.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a cell")]
    fn is_same(&self, known: &Entry<T>, cell: &[u8]) -> bool {
        const HALF: usize = Ends::ALL / 2;
        let known = self.bytes_of(known);
        if cell.len() > 2 * Ends::ALL || known.len() != cell.len() {
            return known == cell;
        }
        let middle = |all: &[u8]| {
            let after_first = all.get(HALF..).and_then(<[u8]>::first_chunk::<HALF>).copied();
            let before_last = all.get(..all.len() - HALF).and_then(<[u8]>::last_chunk::<HALF>).copied();
            after_first.zip(before_last)
        };
        middle(known) == middle(cell)
    }

    #[inline]
    fn bytes_of(&self, entry: &Entry<T>) -> &[u8] {
        let start = entry.start as usize;
        self.bytes.get(start..start + entry.ends.length as usize).unwrap_or_default()
    }

    /// Of a cell that does not stand at its mark.
    #[inline(never)]
    fn look_up(&mut self, cell: &[u8], find: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let ends = Ends::of(cell);
        let beside = self.near(ends.mark(self.near.len()) ^ 1);
        if self.is_of(beside, ends, cell) {
            return beside.value;
        }
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
        let mark = |entry: &Entry<T>| entry.ends.mark(self.near.len());
        let is_free = |place: usize| mark(self.near(place)) != place;
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
    const ALL: usize = 32;

    #[inline(always)]
    #[allow(
        clippy::inline_always,
        clippy::cast_possible_truncation,
        reason = "once a cell; cut, it is told apart by its bytes"
    )]
    fn of(cell: &[u8]) -> Ends {
        let words = if let (Some(first), Some(last)) = (cell.first_chunk::<16>(), cell.last_chunk::<16>()) {
            let ([first, second], [third, last]) = (words_of(first), words_of(last));
            [first, second, third, last]
        } else if let (Some(first), Some(last)) = (cell.first_chunk::<8>(), cell.last_chunk::<8>()) {
            [u64::from_le_bytes(*first), 0, 0, u64::from_le_bytes(*last)]
        } else {
            [cell.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0, 0, 0]
        };
        Ends { words, length: cell.len() as u32 }
    }

    /// Whether these are the same, without a look at memory for what is in registers.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a cell")]
    fn are(&self, other: Ends) -> bool {
        let differ = self.words.iter().zip(other.words).fold(0, |differ, (a, b)| differ | (a ^ b));
        (self.length == other.length) & (differ == 0)
    }

    /// A few bits that depend on all of them, for a place among so many: the cells of a column mostly differ there, and those
    /// that do not are told apart by their bytes.
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        clippy::cast_possible_truncation,
        reason = "once a cell; half of the bits are plenty"
    )]
    fn mark(&self, places: usize) -> usize {
        let [first, second, third, last] = self.words;
        // All bits of what is multiplied have a say in the topmost.
        let [outer, inner] = [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f];
        // One of them is turned, since the ends of a short cell are the same bytes.
        let (ends, middle) = (first ^ last.rotate_left(29) ^ u64::from(self.length), second ^ third);
        let mark = (ends.wrapping_mul(outer) ^ middle.wrapping_mul(inner)) >> 40;
        mark as usize & (places - 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cell_is_asked_for_once(cells in prop::collection::vec("[ab ế]{0,12}|[ab]{30,70}", 0..200)) {
            let mut dictionary = Dictionary::default();
            let mut asked = Vec::new();
            for cell in &cells {
                let known = asked.iter().position(|one| one == cell);
                let value = dictionary.value(cell.as_bytes(), |bytes| {
                    assert_eq!(bytes, cell.as_bytes());
                    assert_eq!(known, None);
                    Some(asked.len())
                });
                prop_assert_eq!(value, Some(known.unwrap_or(asked.len())));
                if known.is_none() {
                    asked.push(cell.clone());
                }
            }
        }
    }
}
