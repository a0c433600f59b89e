//! Which groups differ from the whole by more than chance explains: the limits of a p-chart.

use sipas_core::Rate;

/// A weight so small beside that of the likeliest count that all beyond it come to nothing.
const NEGLIGIBLE: f64 = 1e-18;

/// How many hits a group of that size may have without a reason of its own, if its true rate is that of the whole.
///
/// The limits are those of a p-chart or funnel plot, taken from the binomial distribution itself rather than from
/// `p ± 3·√(p(1−p)/n)`: with rates near 100 % and small groups that approximation calls one unlucky dossier a signal.
/// Outside of each limit of a chart lies a chance of at most 0.135%, as beyond three standard deviations; a funnel has
/// limits of its own. The whole, of which the
/// group is a part, stands for what is expected.
///
/// ```
/// use sipas_core::Rate;
/// use sipas_render::{ControlLimits, Signal};
///
/// let whole = Rate::new(821, 829);
/// // 93.55 % of 31 is low, and yet no reason to ask what is wrong there.
/// let limits = ControlLimits::of(whole, 31, ControlLimits::TAIL).expect("the whole has data");
/// assert_eq!((limits.low, limits.judge(29)), (28, Signal::Within));
/// // 92.19 % of 64 is.
/// let limits = ControlLimits::of(whole, 64, ControlLimits::TAIL).expect("the whole has data");
/// assert_eq!((limits.low, limits.judge(59)), (60, Signal::Low));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlLimits {
    /// The fewest hits that chance explains.
    pub low: u64,
    /// The most hits that chance explains.
    pub high: u64,
    /// Of how many.
    pub of: u64,
}

/// How a group stands to its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Between them: no sign that it differs.
    Within,
    /// Below the lower limit.
    Low,
    /// Above the upper limit.
    High,
}

impl ControlLimits {
    /// The chance that a control chart leaves outside of each limit: what three standard deviations leave of a normal
    /// distribution.
    pub const TAIL: f64 = 0.001_349_898_031_630_094_5;

    /// The limits of a group of `n` that leave at most that chance outside of each; `None` where the whole has no data,
    /// or the group none.
    pub fn of(whole: Rate, n: u64, tail: f64) -> Option<ControlLimits> {
        if n == 0 || whole.denominator == 0 {
            return None;
        }
        if whole.numerator == 0 || whole.numerator >= whole.denominator {
            let all = if whole.numerator == 0 { 0 } else { n };
            return Some(ControlLimits { low: all, high: all, of: n });
        }
        let (first, weights) = weights(n, whole);
        let bound = tail * weights.iter().sum::<f64>();
        let outside = |weights: &mut dyn Iterator<Item = &f64>| {
            let mut tail = 0.0;
            weights
                .take_while(|&weight| {
                    tail += weight;
                    tail < bound
                })
                .count() as u64
        };
        let last = first + weights.len() as u64 - 1;
        let (below, above) = (outside(&mut weights.iter()), outside(&mut weights.iter().rev()));
        Some(ControlLimits { low: first + below, high: last - above, of: n })
    }

    /// How a group with so many hits stands to them.
    pub fn judge(self, hits: u64) -> Signal {
        match hits {
            hits if hits < self.low => Signal::Low,
            hits if hits > self.high => Signal::High,
            _ => Signal::Within,
        }
    }

    /// The limits as rates within 0 and 1.
    pub fn bounds(self) -> [f64; 2] {
        [self.low, self.high].map(|hits| hits as f64 / self.of as f64)
    }
}

/// How likely each count of hits is, against the likeliest, and the first count that is not negligible.
///
/// From the likeliest count outwards each weight follows from the last by a product, so that no factorial, logarithm or
/// power is needed and the limits are the same on every machine.
fn weights(n: u64, whole: Rate) -> (u64, Vec<f64>) {
    let odds = whole.numerator as f64 / (whole.denominator - whole.numerator) as f64;
    let likeliest = (u128::from(n) + 1) * u128::from(whole.numerator) / u128::from(whole.denominator);
    let likeliest = u64::try_from(likeliest).map_or(n, |likeliest| likeliest.min(n));
    let down = std::iter::successors(Some((likeliest, 1.0)), |&(k, weight): &(u64, f64)| {
        let next = (k.checked_sub(1)?, weight * k as f64 / ((n - k + 1) as f64 * odds));
        (next.1 > NEGLIGIBLE).then_some(next)
    });
    let up = std::iter::successors(Some((likeliest, 1.0)), |&(k, weight): &(u64, f64)| {
        let next = (k + 1, weight * (n - k) as f64 * odds / (k + 1) as f64);
        (k < n && next.1 > NEGLIGIBLE).then_some(next)
    });
    let mut weights: Vec<f64> = down.map(|(_, weight)| weight).collect();
    let first = likeliest + 1 - weights.len() as u64;
    weights.reverse();
    weights.extend(up.skip(1).map(|(_, weight)| weight));
    (first, weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_limits_are_those_of_the_binomial_distribution() {
        // Computed with exact fractions in another language: the least k with P(X <= k) >= TAIL, the greatest with
        // P(X >= k) >= TAIL.
        for ((k, n), of, low, high) in LIMITS {
            let limits = ControlLimits::of(Rate::new(k, n), of, ControlLimits::TAIL).unwrap();
            assert_eq!((limits.low, limits.high), (low, high), "{k}/{n} of {of}");
        }
    }

    const LIMITS: [((u64, u64), u64, u64, u64); 12] = [
        ((821, 829), 31, 28, 31),
        ((821, 829), 64, 60, 64),
        ((821, 829), 1, 0, 1),
        ((821, 829), 287, 278, 287),
        ((99, 100), 100, 95, 100),
        ((99, 100), 500, 487, 500),
        ((1, 2), 10, 1, 9),
        ((1, 2), 11, 1, 10),
        ((1, 2), 100, 35, 65),
        ((8, 829), 96, 0, 5),
        ((2, 3), 250, 144, 189),
        ((1, 1000), 40, 0, 1),
    ];

    #[test]
    fn a_funnel_has_its_own_tails() {
        // 1 late of 8 beside a whole of 0.8 % is no signal: P(X >= 1) is 6.2%. Of 100, 3 or more have a chance of 4.7%, 5 or more of 0.14%.
        let high = |n, tail| ControlLimits::of(Rate::new(8, 1000), n, tail).unwrap().high;
        assert_eq!((high(8, 0.025), high(8, 0.001)), (1, 2));
        assert_eq!((high(100, 0.025), high(100, 0.001)), (3, 5));
    }

    #[test]
    fn without_chance_there_is_one_count() {
        let of = |k, n, size| {
            ControlLimits::of(Rate::new(k, n), size, ControlLimits::TAIL).map(|l| (l.low, l.high))
        };
        assert_eq!(of(9, 9, 4), Some((4, 4)));
        assert_eq!(of(0, 9, 4), Some((0, 0)));
        assert_eq!((of(0, 0, 4), of(1, 2, 0)), (None, None));
    }

    #[test]
    fn a_great_group_costs_little() {
        let limits = ControlLimits::of(Rate::new(99, 100), 100_000_000, ControlLimits::TAIL).unwrap();
        // So close to the normal distribution that three standard deviations (9,949.87…) are the limits.
        assert!(limits.low.abs_diff(98_997_015) < 20 && limits.high.abs_diff(99_002_985) < 20, "{limits:?}");
    }

    proptest! {
        #[test]
        fn the_expected_count_is_within((n, k) in (1u64..5000).prop_flat_map(|n| (Just(n), 0..=n)), of in 1u64..2000) {
            let limits = ControlLimits::of(Rate::new(k, n), of, ControlLimits::TAIL).unwrap();
            let expected = u128::from(of) * u128::from(k) / u128::from(n);
            prop_assert!(limits.low <= limits.high && limits.high <= of);
            prop_assert!(u128::from(limits.low) <= expected + 1 && expected <= u128::from(limits.high));
        }

        #[test]
        fn what_is_missed_mirrors_what_is_hit(k in 1u64..99, of in 1u64..500) {
            let hit = ControlLimits::of(Rate::new(k, 99), of, ControlLimits::TAIL).unwrap();
            let missed = ControlLimits::of(Rate::new(99 - k, 99), of, ControlLimits::TAIL).unwrap();
            prop_assert_eq!((hit.low, hit.high), (of - missed.high, of - missed.low));
        }
    }
}
