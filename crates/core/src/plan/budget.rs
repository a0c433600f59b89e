use serde::{Deserialize, Serialize};

use crate::rate::Rate;

/// How many late dossiers a bound on the late rate still allows (ngân sách trễ hạn).
///
/// ```
/// use sipas_core::{LateBudget, Rate};
/// // One late of exactly 100 misses "below 1%": of 100, none is allowed.
/// let budget = LateBudget::new(Rate::new(1, 100), 100, 1, None);
/// assert_eq!((budget.allowed, budget.remaining, budget.to_win_one), (0, -1, Some(1)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateBudget {
    /// The bound that the late rate stays below.
    #[serde(serialize_with = "fraction", deserialize_with = "of_fraction")]
    pub threshold: Rate,
    /// Judged by a deadline so far.
    pub resolved: u64,
    /// Late so far.
    pub late: u64,
    /// The most that may be late of `resolved`.
    pub allowed: u64,
    /// The late dossiers that are left; negative where it is overspent.
    pub remaining: i64,
    /// How many more dossiers in time allow one more late; `None` where the bound is 0.
    pub to_win_one: Option<u64>,
    /// What `resolved` comes to over the year at this pace, for a report over a whole year.
    pub projected_resolved: Option<u64>,
    /// The most that may be late of that.
    pub projected_allowed: Option<u64>,
}

impl LateBudget {
    /// The budget of so many judged and so many late; `year` is the days passed and the days in all of a year.
    pub fn new(threshold: Rate, resolved: u64, late: u64, year: Option<(u64, u64)>) -> LateBudget {
        let allowed = allowed(threshold, resolved);
        let projected_resolved = year.filter(|(passed, _)| *passed > 0).map(|(passed, whole)| {
            u64::try_from(u128::from(resolved) * u128::from(whole) / u128::from(passed)).unwrap_or(u64::MAX)
        });
        LateBudget {
            threshold,
            resolved,
            late,
            allowed,
            remaining: allowed.cast_signed().saturating_sub(late.cast_signed()),
            to_win_one: to_win_one(threshold, resolved, allowed),
            projected_resolved,
            projected_allowed: projected_resolved.map(|n| self::allowed(threshold, n)),
        }
    }
}

/// The greatest whole number below `threshold × n`, or 0: `max(0, ⌈t·n⌉ − 1)`.
fn allowed(threshold: Rate, n: u64) -> u64 {
    let share = u128::from(threshold.numerator) * u128::from(n);
    let ceiling = share.div_ceil(u128::from(threshold.denominator));
    u64::try_from(ceiling.saturating_sub(1)).unwrap_or(u64::MAX)
}

/// The least `k` with `allowed(n + k) > allowed(n)`: `t·(n + k) > allowed(n) + 1`.
fn to_win_one(threshold: Rate, n: u64, allowed: u64) -> Option<u64> {
    let (num, den) = (u128::from(threshold.numerator), u128::from(threshold.denominator));
    let least = ((u128::from(allowed) + 1) * den).checked_div(num)? + 1;
    u64::try_from(least.saturating_sub(u128::from(n))).ok()
}

fn fraction<S: serde::Serializer>(threshold: &Rate, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&format_args!("{}/{}", threshold.numerator, threshold.denominator))
}

fn of_fraction<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Rate, D::Error> {
    let text = String::deserialize(from)?;
    let parts =
        text.split_once('/').and_then(|(of, all)| Some(Rate::new(of.parse().ok()?, all.parse().ok()?)));
    parts.ok_or_else(|| {
        serde::de::Error::custom(format_args!("{text:?} is no fraction, expected one such as 1/100"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_period_wins_its_first_late_with_101() {
        let budget = LateBudget::new(Rate::new(1, 100), 0, 0, None);
        assert_eq!((budget.allowed, budget.remaining, budget.to_win_one), (0, 0, Some(101)));
    }

    #[test]
    fn a_year_is_projected_by_its_days() {
        let budget = LateBudget::new(Rate::new(1, 100), 1000, 3, Some((73, 365)));
        assert_eq!((budget.projected_resolved, budget.projected_allowed), (Some(5000), Some(49)));
    }

    proptest! {
        #[test]
        fn allowed_is_the_most_that_stays_below(num in 1u64..50, den in 1u64..1000, n in 0u64..100_000) {
            let t = Rate::new(num, den);
            let budget = LateBudget::new(t, n, 0, None);
            let below = |late: u64, n: u64| late * den < num * n;
            prop_assert!(budget.allowed == 0 || below(budget.allowed, n));
            prop_assert!(!below(budget.allowed + 1, n));
            let k = budget.to_win_one.unwrap();
            prop_assert!(k > 0 && allowed(t, n + k) > budget.allowed && allowed(t, n + k - 1) == budget.allowed);
        }
    }
}
