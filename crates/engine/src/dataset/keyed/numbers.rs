use sipas_core::MOST_DIMENSIONS;
use sipas_core::fast::DossierBatch;

/// A key whose texts are symbols: one number a dimension, the last of them lowest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Numbers(u64, u64, u64);

const _: () = assert!(MOST_DIMENSIONS <= 6, "a key has room for six numbers");

impl Numbers {
    /// With one more at the end.
    #[inline]
    pub(super) fn and(self, number: u32) -> Numbers {
        let Numbers(low, middle, high) = self;
        let carried = |word: u64, below: u64| word << 32 | below >> 32;
        Numbers(low << 32 | u64::from(number), carried(middle, low), carried(high, middle))
    }

    /// The numbers of so many dimensions, in their order.
    pub(super) fn all(self, dimensions: usize) -> impl Iterator<Item = u32> {
        let words = [self.0, self.1, self.2];
        let half = move |place: usize| words[place / 2] >> (place % 2 * 32) & u64::from(u32::MAX);
        (0..dimensions).rev().map(move |place| u32::try_from(half(place)).unwrap_or_default())
    }

    /// Symbols and months are numbers of our own making, in which no file has a choice: any mixing will do.
    #[inline]
    pub(super) fn hash(self) -> u64 {
        const ODD: [u64; 3] = [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9];
        let Numbers(low, middle, high) = self;
        let mixed = low.wrapping_mul(ODD[0]) ^ middle.wrapping_mul(ODD[1]) ^ high.wrapping_mul(ODD[2]);
        let mixed = (mixed ^ mixed >> 32).wrapping_mul(ODD[0]);
        mixed ^ mixed >> 32
    }
}

/// The keys of some rows.
#[derive(Debug, Clone)]
pub(super) struct Keys {
    /// By words, so that a processor works on several rows at once.
    words: [[u64; DossierBatch::ROWS]; 3],
    hashes: [u64; DossierBatch::ROWS],
    /// How many numbers each has: two stand in the first word.
    dimensions: usize,
}

impl Default for Keys {
    /// Of no dimension.
    fn default() -> Keys {
        Keys { words: [[0; DossierBatch::ROWS]; 3], hashes: [0; DossierBatch::ROWS], dimensions: 0 }
    }
}

impl Keys {
    /// Begins again: keys of as many dimensions as before.
    pub(super) fn begin(&mut self) {
        self.dimensions = 0;
    }

    /// Adds a number at the end of each.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "so that it runs on whole vectors where the caller does")]
    pub(super) fn add(&mut self, numbers: impl Iterator<Item = u32>) {
        let [low, middle, high] = &mut self.words;
        self.dimensions += 1;
        match self.dimensions {
            1 => low.iter_mut().zip(numbers).for_each(|(low, number)| *low = u64::from(number)),
            2 => {
                for (low, number) in low.iter_mut().zip(numbers) {
                    Numbers(*low, ..) = Numbers(*low, 0, 0).and(number);
                }
            }
            dimensions => {
                for (((low, middle), high), number) in low.iter_mut().zip(middle).zip(high).zip(numbers) {
                    // What stands there is of the keys before.
                    let above = if dimensions == 3 { (0, 0) } else { (*middle, *high) };
                    Numbers(*low, *middle, *high) = Numbers(*low, above.0, above.1).and(number);
                }
            }
        }
    }

    /// Works out the hashes.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "as of add")]
    pub(super) fn hash(&mut self) {
        let [low, middle, high] = &self.words;
        if self.dimensions <= 2 {
            for (hash, low) in self.hashes.iter_mut().zip(low) {
                *hash = Numbers(*low, 0, 0).hash();
            }
            return;
        }
        for (((hash, low), middle), high) in self.hashes.iter_mut().zip(low).zip(middle).zip(high) {
            *hash = Numbers(*low, *middle, *high).hash();
        }
    }

    /// The hashes of all.
    #[inline]
    pub(super) fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    /// The key of a row, and its hash.
    #[inline]
    pub(super) fn get(&self, row: usize) -> (Numbers, u64) {
        let row = row % DossierBatch::ROWS;
        let [low, middle, high] = &self.words;
        (Numbers(low[row], middle[row], high[row]), self.hashes[row])
    }
}
