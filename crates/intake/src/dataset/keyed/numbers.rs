use sipas_core::{Dimension, Month, MonthKey};

/// A key whose texts are symbols: one number a dimension, the last of them lowest. Words, since a processor waits where
/// it reads more at once than it has just written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Numbers(u64, u64, u64);

const _: () = assert!(Dimension::ALL.len() <= 6, "a key has room for six numbers");

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

const OPEN: u32 = u32::MAX;
const NONE: u32 = u32::MAX - 1;

pub(super) fn month_number(month: MonthKey) -> u32 {
    match month {
        MonthKey::Ended(month) => u32::from(month.index()),
        MonthKey::Open => OPEN,
        MonthKey::None => NONE,
    }
}

pub(super) fn number_month(number: u32) -> MonthKey {
    match number {
        OPEN => MonthKey::Open,
        NONE => MonthKey::None,
        n => u16::try_from(n).map_or(MonthKey::None, |n| MonthKey::Ended(Month::from_index(n))),
    }
}
