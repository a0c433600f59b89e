use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// More than this many different cells make a column no dictionary, and no more are remembered.
const MOST: usize = 1 << 16;
/// How many cells are found without hashing their bytes.
const NEAR: usize = 1024;

/// What the cells of one column stand for, by their bytes as the file has them.
#[derive(Debug, Clone)]
pub(super) struct Dictionary<T> {
    bytes: Vec<u8>,
    entries: Vec<Entry<T>>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// The entries met last, by a mark that costs next to nothing. Cells chosen to share marks only miss it.
    near: Box<[Entry<T>; NEAR]>,
}

#[derive(Debug, Clone, Copy)]
struct Entry<T> {
    start: u32,
    end: u32,
    /// `None` of a cell that is not plain.
    value: Option<T>,
}

impl<T: Copy> Default for Dictionary<T> {
    fn default() -> Dictionary<T> {
        Dictionary {
            bytes: Vec::new(),
            entries: Vec::new(),
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            near: Box::new([Entry::NONE; NEAR]),
        }
    }
}

impl<T> Entry<T> {
    /// The entry of no cell: no other ends before it starts, not that of the blank cell.
    const NONE: Entry<T> = Entry { start: 1, end: 0, value: None };
}

impl<T: Copy> Dictionary<T> {
    /// What a cell stands for: as `find` says when it is first met.
    #[inline]
    pub(super) fn value(&mut self, cell: &[u8], find: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let mark = mark(cell);
        let near = &self.near[mark];
        if let Some(known) = self.bytes.get(near.start as usize..near.end as usize)
            && same(known, cell)
        {
            return near.value;
        }
        self.look_up(mark, cell, find)
    }

    #[inline(never)]
    fn look_up(&mut self, mark: usize, cell: &[u8], find: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let (bytes, entries, hasher) = (&self.bytes, &self.entries, &self.hasher);
        let of = |n: u32| &bytes[entries[n as usize].start as usize..entries[n as usize].end as usize];
        let hash = hasher.hash_one(cell);
        if let Some(&known) = self.table.find(hash, |&n| of(n) == cell) {
            self.near[mark] = self.entries[known as usize];
            return self.near[mark].value;
        }
        let value = find(cell);
        let ends = (u32::try_from(self.bytes.len()), u32::try_from(self.bytes.len() + cell.len()));
        if let (true, (Ok(start), Ok(end))) = (self.entries.len() < MOST, ends) {
            let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            self.table.insert_unique(hash, number, |&n| hasher.hash_one(of(n)));
            self.bytes.extend_from_slice(cell);
            self.near[mark] = Entry { start, end, value };
            self.entries.push(self.near[mark]);
        }
        value
    }
}

/// A few bits that depend on the first and the last bytes and on the length: the cells of a column mostly differ there, and
/// those that do not are told apart by their bytes.
#[inline]
fn mark(cell: &[u8]) -> usize {
    let mixed = if let (Some(first), Some(last)) = (cell.first_chunk(), cell.last_chunk()) {
        mix(u128::from_le_bytes(*first)) ^ mix(u128::from_le_bytes(*last)).rotate_left(29)
    } else if let (Some(first), Some(last)) = (cell.first_chunk(), cell.last_chunk()) {
        u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29)
    } else {
        cell.iter().fold(0, |mixed, byte| mixed << 8 | u64::from(*byte))
    };
    // All bits of what is multiplied have a say in the topmost.
    ((mixed ^ cell.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize
}

#[inline]
#[allow(clippy::cast_possible_truncation)]
fn mix(bytes: u128) -> u64 {
    bytes as u64 ^ ((bytes >> 64) as u64).rotate_left(13)
}

/// Whether two cells are the same: most are so short that their first and their last bytes are all, too few to call for.
#[inline]
fn same(a: &[u8], b: &[u8]) -> bool {
    #[inline]
    fn ends<const N: usize>(a: &[u8], b: &[u8]) -> bool {
        (a.first_chunk::<N>() == b.first_chunk()) & (a.last_chunk::<N>() == b.last_chunk())
    }
    a.len() == b.len()
        && match a.len() {
            33..=64 => ends::<32>(a, b),
            16..=32 => ends::<16>(a, b),
            8..16 => ends::<8>(a, b),
            _ => a == b,
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
