/// SplitMix64 (Steele, Lea and Flood, 2014): one addition and one mix a number, any seed is a good one, and the same
/// numbers on every machine and for ever, which no library of random numbers promises.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(mix(seed ^ 0x5157_4153))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number below `limit`, as even as nobody can tell for limits far below 2^64.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        let wide = u128::from(self.next()) * u128::from(limit);
        (wide >> 64) as u64
    }

    /// True so many times in a thousand.
    pub(crate) fn in_thousand(&mut self, times: u64) -> bool {
        self.below(1000) < times
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The numbers from 0 to `count` in an order without order, none of them held: a Feistel network over the next even
/// power of two, asked again where it leaves the range.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shuffle {
    count: u64,
    half: u32,
}

impl Shuffle {
    pub(crate) fn new(count: u64) -> Shuffle {
        let bits = u64::BITS - count.saturating_sub(1).leading_zeros();
        Shuffle { count, half: bits.div_ceil(2).max(1) }
    }

    pub(crate) fn at(self, place: u64) -> u64 {
        let mut number = self.once(place);
        while number >= self.count {
            number = self.once(number);
        }
        number
    }

    fn once(self, number: u64) -> u64 {
        let mask = (1 << self.half) - 1;
        let (mut left, mut right) = (number >> self.half, number & mask);
        for round in 1..=4 {
            (left, right) = (right, left ^ (mix(right ^ (round << 56)) & mask));
        }
        left << self.half | right
    }
}

#[cfg(test)]
mod tests {
    use super::Shuffle;

    #[test]
    fn a_shuffle_holds_every_number_once() {
        for count in [1, 2, 3, 4, 5, 16, 17, 1000, 65_537] {
            let mut all: Vec<u64> = (0..count).map(|place| Shuffle::new(count).at(place)).collect();
            all.sort_unstable();
            assert!(all.into_iter().eq(0..count), "{count}");
        }
    }
}
