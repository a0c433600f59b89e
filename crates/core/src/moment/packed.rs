use super::instant::CLOCK_BITS;
use super::{Moment, civil};

/// An optional moment as one integer, so that loops over many compile to SIMD code. `None` is 0 and comes before all others.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
pub(crate) struct PackedMoment(i64);

impl PackedMoment {
    #[inline]
    pub(crate) fn of(at: Option<Moment>) -> PackedMoment {
        // Far fewer bits than 63.
        PackedMoment(at.map_or(0, |at| at.0.get().cast_signed()))
    }

    #[inline]
    pub(crate) fn is_some(self) -> bool {
        self.0 != 0
    }

    #[inline]
    pub(crate) fn has_clock(self) -> bool {
        self.0 & ((1 << CLOCK_BITS) - 1) != 0
    }

    /// Whether it has a time of day after midnight: a deadline at 00:00 sharp is a date.
    #[inline]
    pub(crate) fn has_time(self) -> bool {
        self.0 & ((1 << CLOCK_BITS) - 1) > 1
    }

    /// The number of its day, from 1; 0 of none.
    #[inline]
    pub(crate) fn day(self) -> i64 {
        self.0 >> CLOCK_BITS
    }

    /// Days since an earlier moment; very many since a later one.
    #[inline]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub(crate) fn days_since(self, earlier: PackedMoment) -> u32 {
        (self.day() - earlier.day()) as u32
    }

    /// The number of months before that of its day; of none that of any month.
    #[inline]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub(crate) fn month(self) -> u32 {
        civil::month_of(self.day() as u32)
    }

    /// Gives the smaller of the two numbers of one instant: a day without a time begins with its first millisecond. So a
    /// moment [comes before](Moment::is_before) another if its number is less than this of the other.
    #[inline]
    pub(crate) fn earliest(self) -> PackedMoment {
        PackedMoment(self.0 - i64::from(self.0 & ((1 << CLOCK_BITS) - 1) == 1))
    }

    /// Whether both are moments, and this one [surely comes first](Moment::surely_before).
    #[inline]
    pub(crate) fn surely_before(self, other: PackedMoment) -> bool {
        let by_clock = self.has_clock() & other.has_clock() & (self < other);
        self.is_some() & other.is_some() & ((self.day() < other.day()) | by_clock)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::moment::Day;

    fn moments() -> impl Strategy<Value = Option<Moment>> {
        let clock = prop::option::of(prop_oneof![Just(0), Just(1), 0..86_400_000u32]);
        let moment = (100u32..103, clock).prop_map(|(day, ms)| {
            let day = Day::from_number(day).unwrap();
            ms.map_or(Moment::on(day), |ms| Moment::at(day, ms).unwrap())
        });
        prop::option::of(moment)
    }

    proptest! {
        #[test]
        fn packed_moments_compare_as_moments(a in moments(), b in moments()) {
            let (one, other) = (PackedMoment::of(a), PackedMoment::of(b));
            prop_assert_eq!(one.is_some(), a.is_some());
            prop_assert_eq!(one.has_clock(), a.is_some_and(Moment::has_clock));
            prop_assert_eq!(one.day(), a.map_or(0, |a| i64::from(a.day().number())));
            let Some((a, b)) = a.zip(b) else {
                prop_assert!(!one.surely_before(other));
                return Ok(());
            };
            prop_assert_eq!(one < other.earliest(), a.is_before(b));
            prop_assert_eq!(one.surely_before(other), a.surely_before(b));
        }
    }
}
