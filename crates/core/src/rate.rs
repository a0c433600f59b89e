//! The exact pair that every rate is until it is shown.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// The 97.5 % point of the standard normal distribution, for a 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// A rate as an exact pair of counts. Of no data (0/0) it has no value: not 0%, not 100%.
///
/// ```
/// use sipas_core::Rate;
/// let rate = Rate::new(635_620, 643_272);
/// assert_eq!(rate.percent(2), Some("98.81".to_owned()));
/// assert_eq!(Rate::new(0, 0).value(), None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The number of records that count.
    pub numerator: u64,
    /// The number of records that it is counted of.
    pub denominator: u64,
}

impl Rate {
    /// From two counts.
    pub fn new(numerator: u64, denominator: u64) -> Rate {
        Rate { numerator, denominator }
    }

    /// Counts one more record, and whether it is a hit.
    pub(crate) fn count(&mut self, hit: bool) {
        self.numerator += u64::from(hit);
        self.denominator += 1;
    }

    /// Counts `n` more records, and whether they are hits.
    pub(crate) fn count_many(&mut self, hit: bool, n: u64) {
        self.numerator += if hit { n } else { 0 };
        self.denominator += n;
    }

    /// Counts one more record where it is known whether it is a hit.
    pub(crate) fn count_known(&mut self, hit: Option<bool>) {
        if let Some(hit) = hit {
            self.count(hit);
        }
    }

    pub(crate) fn merge(&mut self, other: Rate) {
        self.numerator += other.numerator;
        self.denominator += other.denominator;
    }

    /// The unrounded quotient; `None` of no data.
    pub fn value(self) -> Option<f64> {
        (self.denominator > 0).then(|| self.numerator as f64 / self.denominator as f64)
    }

    /// The 95 % Wilson score interval without continuity correction, within `[0, 1]`; `None` of no data, and of what is no share.
    ///
    /// Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    pub fn interval(self) -> Option<[f64; 2]> {
        let p = self.value().filter(|_| self.numerator <= self.denominator)?;
        let n = self.denominator as f64;
        let centre = p + Z * Z / (2.0 * n);
        let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        let low = if self.numerator == 0 { 0.0 } else { ((centre - spread) / scale).clamp(0.0, 1.0) };
        let high = if self.numerator == self.denominator {
            1.0
        } else {
            ((centre + spread) / scale).clamp(0.0, 1.0)
        };
        Some([low, high])
    }

    /// The 95 % interval of how far this rate lies above another, from the intervals of both, within `[-1, 1]`; `None`
    /// where either has no data.
    ///
    /// Source: R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in
    /// Medicine 17 (1998), method 10.
    pub fn difference(self, other: Rate) -> Option<[f64; 2]> {
        Some(apart((self.value()?, self.interval()?), (other.value()?, other.interval()?)))
    }

    /// The least denominator that is not small.
    pub(crate) const SMALL: u64 = 30;

    /// Whether the denominator is 1 to 29, so that one record moves the rate by more than 3 points.
    pub fn is_small(self) -> bool {
        (1..Rate::SMALL).contains(&self.denominator)
    }

    /// Compares two rates by cross-multiplication; `None` where either has no data.
    pub fn compare(self, other: Rate) -> Option<Ordering> {
        if self.denominator == 0 || other.denominator == 0 {
            return None;
        }
        let cross = |a: u64, b: u64| u128::from(a) * u128::from(b);
        Some(cross(self.numerator, other.denominator).cmp(&cross(other.numerator, self.denominator)))
    }

    /// The product, in its lowest terms; `None` where it is too large for two counts.
    pub(crate) fn times(self, other: Rate) -> Option<Rate> {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        let (mut n, mut d) =
            (product(self.numerator, other.numerator), product(self.denominator, other.denominator));
        let (mut a, mut b) = (n, d);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        (n, d) = (n.checked_div(a)?, d.checked_div(a)?);
        Some(Rate::new(u64::try_from(n).ok()?, u64::try_from(d).ok()?))
    }

    /// The rate as a plain number with so many decimals, rounded half up from the exact pair; `None` of no data.
    pub fn decimal(self, decimals: u32) -> Option<String> {
        Rate::new(self.numerator, self.denominator.checked_mul(100)?).percent(decimals)
    }

    /// The rate in per cent, rounded half up from the exact pair; `None` of no data.
    pub fn percent(self, decimals: u32) -> Option<String> {
        let (units, scale) = self.scaled_percent(decimals)?;
        let width = decimals as usize;
        Some(match decimals {
            0 => units.to_string(),
            _ => format!("{}.{:0width$}", units / scale, units % scale),
        })
    }

    /// Per cent times `10^decimals`, rounded half up, and that power of ten.
    fn scaled_percent(self, decimals: u32) -> Option<(u128, u128)> {
        let (n, d) = (u128::from(self.numerator), u128::from(self.denominator));
        let scale = 10u128.checked_pow(decimals)?;
        let scaled = n.checked_mul(100)?.checked_mul(scale)?.checked_mul(2)?.checked_add(d)?;
        (d > 0).then(|| (scaled / (2 * d), scale))
    }

    /// The fewest decimals, two or more, at which the rounded rate stands to every threshold as the exact one does:
    /// 98.996 % is not shown as the 99 % that it misses.
    pub fn decimals_apart_from(self, thresholds: &[Rate]) -> u32 {
        let tells = |decimals: &u32| {
            let Some((units, scale)) = self.scaled_percent(*decimals) else { return true };
            let Ok(rounded) = u64::try_from(units) else { return true };
            let Ok(whole) = u64::try_from(100 * scale) else { return true };
            thresholds.iter().all(|&t| Rate::new(rounded, whole).compare(t) == self.compare(t))
        };
        (2..15).find(tells).unwrap_or(15)
    }
}

/// The 95 % interval of how far one count lies above another, each taken as one of a Poisson distribution, from the score
/// intervals of both.
///
/// Source: the same way as [`Rate::difference`], called MOVER: G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008).
pub fn difference_of_counts(now: u64, then: u64) -> [f64; 2] {
    let score = |n: u64| {
        let (n, half) = (n as f64, Z * Z / 2.0);
        let spread = Z * (n + Z * Z / 4.0).sqrt();
        (n, [(n + half - spread).max(0.0), n + half + spread])
    };
    apart(score(now), score(then))
}

/// How far one figure lies above another: each with its own interval.
fn apart((a, [a_low, a_high]): (f64, [f64; 2]), (b, [b_low, b_high]): (f64, [f64; 2])) -> [f64; 2] {
    let (down, up) = ((a - a_low).hypot(b_high - b), (a_high - a).hypot(b - b_low));
    [a - b - down, a - b + up]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_miss_never_rounds_to_a_hit() {
        let target = [Rate::new(99, 100)];
        let shown = |rate: Rate| rate.percent(rate.decimals_apart_from(&target)).unwrap();
        assert_eq!(shown(Rate::new(98_996, 100_000)), "98.996");
        assert_eq!(shown(Rate::new(99, 100)), "99.00");
        assert_eq!(shown(Rate::new(9_900_001, 10_000_000)), "99.00001");
        assert_eq!(shown(Rate::new(1, 3)), "33.33");
    }

    #[test]
    fn half_is_rounded_up_from_the_exact_pair() {
        assert_eq!(Rate::new(1, 8).percent(1).unwrap(), "12.5");
        assert_eq!(Rate::new(1, 16).percent(2).unwrap(), "6.25");
        assert_eq!(Rate::new(1, 32).percent(2).unwrap(), "3.13");
        assert_eq!(Rate::new(0, 0).percent(2), None);
    }

    #[test]
    fn the_interval_is_wilsons() {
        // Computed from the formula in another language, in double precision.
        for (k, n, low, high) in [
            (10, 20, 0.299_298_008_198_212_34, 0.700_701_991_801_787_7),
            (0, 20, 0.0, 0.161_125_158_052_819_38),
            (99, 100, 0.945_513_803_821_294_7, 0.998_232_567_935_859_3),
        ] {
            let [a, b] = Rate::new(k, n).interval().unwrap();
            assert!((a - low).abs() < 1e-12 && (b - high).abs() < 1e-12, "{k}/{n}: {a} {b}");
        }
    }

    #[test]
    fn the_interval_of_a_difference_is_newcombes() {
        // The first two examples of his table II, method 10.
        for (a, b, low, high) in [
            (Rate::new(56, 70), Rate::new(48, 80), 0.0524, 0.3339),
            (Rate::new(9, 10), Rate::new(3, 10), 0.1705, 0.8090),
        ] {
            let [l, h] = a.difference(b).unwrap();
            assert!((l - low).abs() < 1e-4 && (h - high).abs() < 1e-4, "{a:?} {b:?}: {l} {h}");
        }
        assert_eq!(Rate::new(1, 2).difference(Rate::new(0, 0)), None);
        let [low, high] = difference_of_counts(8, 8);
        assert!((low + high).abs() < 1e-12 && low < -7.0);
    }

    proptest! {
        #[test]
        fn a_rate_lies_in_its_interval((n, k) in (1u64..1_000_000).prop_flat_map(|n| (Just(n), 0..=n))) {
            let rate = Rate::new(k, n);
            let [low, high] = rate.interval().unwrap();
            let value = rate.value().unwrap();
            prop_assert!((0.0..=1.0).contains(&value) && low <= value && value <= high);
        }

        #[test]
        fn shown_and_exact_agree_on_every_target(k in 0u64..100_000, n in 1u64..100_000, t in 0u64..=100) {
            let rate = Rate::new(k.min(n), n);
            let target = Rate::new(t, 100);
            let decimals = rate.decimals_apart_from(&[target]);
            let shown: f64 = rate.percent(decimals).unwrap().parse().unwrap();
            prop_assert_eq!(shown.partial_cmp(&(t as f64)), rate.compare(target));
        }
    }
}
