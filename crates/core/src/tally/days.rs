use std::collections::BTreeMap;

/// Durations below this are counted in a dense list, all others in a map.
pub(crate) const DENSE_DAYS: u32 = 128;

/// How many records took how many days: an exact histogram.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayCounts {
    /// Counts of 0, 1, 2, … days, as long as the longest dense duration seen: in 32 bits each, since there are many
    /// groups, and a core's cache is small.
    dense: Vec<u32>,
    /// Counts of longer durations, and of the dense ones what goes beyond 32 bits.
    beyond: BTreeMap<u32, u64>,
}

/// An exact fraction, shown as the nearest double.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact {
    /// The numerator.
    pub numerator: u64,
    /// The denominator, never 0.
    pub denominator: u64,
}

impl Exact {
    /// The nearest double.
    pub fn value(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl DayCounts {
    /// Counts one record that took so many days.
    pub fn add(&mut self, days: u32) {
        self.add_many(days, 1);
    }

    pub(crate) fn add_many(&mut self, days: u32, n: u64) {
        if n == 0 {
            return;
        }
        if days >= DENSE_DAYS {
            *self.beyond.entry(days).or_default() += n;
            return;
        }
        let at = days as usize;
        if self.dense.len() <= at {
            self.dense.resize(at + 1, 0);
        }
        let beyond = add(&mut self.dense[at], n);
        if beyond > 0 {
            *self.beyond.entry(days).or_default() += beyond;
        }
    }

    /// Counts so many records of 0, 1, 2, … days, all of them dense.
    pub(crate) fn add_dense(&mut self, counts: impl DoubleEndedIterator<Item = u64> + Clone) {
        let length = counts.clone().rev().skip_while(|n| *n == 0).count();
        if self.dense.len() < length {
            self.dense.resize(length, 0);
        }
        for ((days, to), n) in (0..).zip(&mut self.dense[..length]).zip(counts) {
            let beyond = add(to, n);
            if beyond > 0 {
                *self.beyond.entry(days).or_default() += beyond;
            }
        }
    }

    /// Takes in other counts.
    pub fn merge(&mut self, other: &DayCounts) {
        self.add_dense(other.dense.iter().map(|n| u64::from(*n)));
        for (days, n) in &other.beyond {
            *self.beyond.entry(*days).or_default() += n;
        }
    }

    /// Durations and how many records took each, from the shortest.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        let more = |days: u32| self.beyond.get(&days).copied().unwrap_or_default();
        let dense = (0..).zip(&self.dense).map(move |(days, n)| (days, u64::from(*n) + more(days)));
        let long = self.beyond.range(DENSE_DAYS..).map(|(days, n)| (*days, *n));
        dense.filter(|(_, n)| *n > 0).chain(long)
    }

    /// How many records.
    pub fn count(&self) -> u64 {
        self.iter().map(|(_, n)| n).sum()
    }

    /// The mean; `None` of no record.
    pub fn mean(&self) -> Option<Exact> {
        let add = |(sum, count), (days, n)| (sum + u64::from(days) * n, count + n);
        let (numerator, denominator) = self.iter().fold((0, 0), add);
        (denominator > 0).then_some(Exact { numerator, denominator })
    }

    /// The quantile of a fraction such as 9/10, linear between closest ranks; `None` of no record.
    ///
    /// It lies at rank `(count - 1) × fraction`, counted from 0.
    pub fn quantile(&self, numerator: u64, denominator: u64) -> Option<Exact> {
        self.quantile_of(self.count(), numerator, denominator)
    }

    /// Gives a quantile of a known number of records.
    pub(crate) fn quantile_of(&self, count: u64, numerator: u64, denominator: u64) -> Option<Exact> {
        let position = count.checked_sub(1)? * numerator;
        let (rank, part) = (position / denominator, position % denominator);
        let (mut all, mut upto) = (self.iter(), 0);
        let mut at_rank = |rank: u64, least: u32| {
            if upto > rank {
                return Some(least);
            }
            all.find_map(|(days, n)| {
                upto += n;
                (upto > rank).then_some(days)
            })
        };
        let low = at_rank(rank, 0)?;
        let high = if part == 0 { low } else { at_rank(rank + 1, low)? };
        let numerator = u64::from(low) * denominator + u64::from(high - low) * part;
        Some(Exact { numerator, denominator })
    }
}

/// Adds to a count, and gives back what is more than it holds.
#[inline]
fn add(to: &mut u32, n: u64) -> u64 {
    let sum = u64::from(*to) + n;
    #[allow(clippy::cast_possible_truncation)]
    let low = sum as u32;
    *to = low;
    sum - u64::from(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_go_beyond_32_bits() {
        let (mut at_once, mut by_two) = (DayCounts::default(), DayCounts::default());
        for (days, n) in [(3, 1 << 32), (0, 7), (3, u64::from(u32::MAX)), (400, 1 << 40), (5, 0)] {
            at_once.add_many(days, n);
            by_two.add_many(days, n / 2);
            by_two.add_many(days, n - n / 2);
        }
        let expected = [(0, 7), (3, (1 << 33) - 1), (400, 1 << 40)];
        assert_eq!(at_once.iter().collect::<Vec<_>>(), expected);
        assert_eq!(at_once, by_two);
        let mut merged = DayCounts::default();
        merged.merge(&by_two);
        merged.merge(&DayCounts::default());
        assert_eq!(merged.iter().collect::<Vec<_>>(), expected);
        merged.merge(&by_two);
        assert_eq!(merged.iter().collect::<Vec<_>>(), expected.map(|(days, n)| (days, 2 * n)));
    }

    proptest! {
        #[test]
        fn quantiles_are_those_of_the_sorted_list(mut days in prop::collection::vec(0u32..400, 1..200), tenth in 0u64..=10) {
            let mut counts = DayCounts::default();
            for d in &days {
                counts.add(*d);
            }
            days.sort_unstable();
            let position = (days.len() - 1) as u64 * tenth;
            let (rank, part) = ((position / 10) as usize, position % 10);
            let high = days[(rank + usize::from(part > 0)).min(days.len() - 1)];
            let expected = u64::from(days[rank]) * 10 + u64::from(high - days[rank]) * part;
            let found = counts.quantile(tenth, 10).unwrap();
            prop_assert_eq!(found.numerator, expected);
            prop_assert_eq!(counts.mean().unwrap().numerator, days.iter().map(|d| u64::from(*d)).sum::<u64>());
        }
    }
}
