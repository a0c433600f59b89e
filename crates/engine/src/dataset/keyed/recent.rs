use super::numbers::Numbers;

/// The groups met last, by a few bits of the hash of their numbers: so that most are found by one look at one line of a
/// processor's cache.
#[derive(Debug, Clone, Default)]
pub(super) struct RecentGroups {
    /// A power of two of them.
    pairs: Vec<Pair>,
}

/// Two groups that want the same place, the one met last first.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Pair([(Numbers, u32); 2]);

/// The least number of pairs.
const AT_LEAST: usize = 1 << 11;

impl RecentGroups {
    /// Where a group is, if it is near.
    #[inline]
    pub(super) fn get(&self, numbers: Numbers, hash: u64) -> Option<u32> {
        let Pair([(first, place), (second, other)]) = self.pairs.get(self.pair(hash))?;
        if *first == numbers {
            Some(*place)
        } else if *second == numbers {
            Some(*other)
        } else {
            None
        }
    }

    /// Reads something of where a group would be, which brings it near to the processor. What it is means nothing.
    #[inline]
    pub(super) fn touch(&self, hash: u64) -> u32 {
        self.pairs.get(self.pair(hash)).map_or(0, |Pair([(_, place), _])| *place)
    }

    /// Brings a group near.
    #[inline]
    pub(super) fn bring(&mut self, numbers: Numbers, hash: u64, place: u32) {
        let at = self.pair(hash);
        let Pair(pair) = &mut self.pairs[at];
        *pair = [(numbers, place), pair[0]];
    }

    /// Whether there is a pair for each of so many groups, so that it is seldom that three want the same.
    pub(super) fn has_room(&self, groups: usize) -> bool {
        self.pairs.len() >= groups.max(1)
    }

    /// Makes room for twice as many groups as these, and brings them near.
    pub(super) fn fill(&mut self, groups: &[Numbers]) {
        let pairs = (groups.len() * 2).next_power_of_two().max(AT_LEAST);
        // Where no other is yet, the first group is: found there by chance, it is found rightly.
        let first = (groups.first().copied().unwrap_or_default(), 0);
        self.pairs.clear();
        self.pairs.resize(pairs, Pair([first; 2]));
        for (place, numbers) in (0..).zip(groups) {
            self.bring(*numbers, numbers.hash(), place);
        }
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    fn pair(&self, hash: u64) -> usize {
        hash as usize & self.pairs.len().wrapping_sub(1)
    }
}
