//! How the dates of a column are written, seen as a whole: that a program has swapped day and month shows only there.

use super::scan::Ymd;

/// How a date is written. A real date of a spreadsheet is handed over with its year first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateShape {
    /// dd/MM/yyyy.
    DayFirst,
    /// yyyy-MM-dd.
    YearFirst,
    /// The month is a word, so that nothing takes it for the day.
    Named,
}

/// Why the dates of a column cannot be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateDoubt {
    /// Dates of one shape have days up to 12 only, those of another days after 12 only: a program has read what it could
    /// with the month first.
    Swapped,
    /// The dates stand with the month first.
    MonthFirst,
}

/// How many dates of a column are written in which way. Counts of parts add up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DateShapes {
    /// Days up to 12, and after 12, of each shape.
    days: [[u32; 2]; 2],
    /// Dates that can only be read with the month first.
    month_first: u32,
    /// The line of the first date that can only be read with the month first, or, without one, of the first with the year first.
    first: [u64; 2],
}

/// Fewer dates of a shape may be so by chance.
const SOME: u32 = 2;
const SOME_MONTH_FIRST: u32 = 3;

impl DateShapes {
    /// Takes in a date as it is written, on the line of its row.
    pub(super) fn see(&mut self, date: Ymd, shape: DateShape, line: u64) {
        match (date.month, shape) {
            (_, DateShape::Named) => {}
            (1..=12, _) => {
                if shape == DateShape::YearFirst {
                    self.first[1] = first_of(self.first[1], line);
                }
                self.add(shape, date.day.into());
            }
            (13..=31, DateShape::DayFirst) if date.day <= 12 => {
                self.first[0] = first_of(self.first[0], line);
                self.month_first = self.month_first.saturating_add(1);
            }
            _ => {}
        }
    }

    /// Takes in the day of the month of a date.
    #[inline]
    pub fn add(&mut self, shape: DateShape, day: u32) {
        let count = &mut self.days[shape as usize][usize::from(day > 12)];
        *count = count.saturating_add(1);
    }

    /// Whether no further date makes a doubt.
    #[inline]
    pub fn are_settled(&self) -> bool {
        let [early, late] = self.days[DateShape::DayFirst as usize];
        early > 0 && late > 0
    }

    /// Adds those of another part of the column.
    pub fn join(&mut self, other: &DateShapes) {
        for (mine, others) in self.days.iter_mut().flatten().zip(other.days.iter().flatten()) {
            *mine = mine.saturating_add(*others);
        }
        self.month_first = self.month_first.saturating_add(other.month_first);
        for (mine, other) in self.first.iter_mut().zip(other.first) {
            *mine = first_of(*mine, other);
        }
    }

    /// Gives the counts as a list of numbers, without lines: those of parts add up.
    pub fn numbers(&self) -> Vec<u64> {
        let counts = self.days.iter().flatten().chain([&self.month_first]);
        counts.map(|count| u64::from(*count)).collect()
    }

    /// From such numbers.
    pub fn of_numbers(numbers: &[u64]) -> DateShapes {
        let number = |at: usize| numbers.get(at).map_or(0, |n| u32::try_from(*n).unwrap_or(u32::MAX));
        let days = [[number(0), number(1)], [number(2), number(3)]];
        DateShapes { days, month_first: number(4), first: [0; 2] }
    }

    /// Nothing about which day is of which shape, where that is known.
    pub fn forget_days(&mut self) {
        self.days = [[0; 2]; 2];
    }

    /// What is doubtful about the column, and the line that shows it.
    pub fn doubt(&self) -> Option<(DateDoubt, u64)> {
        let [day_first, year_first] = self.days;
        let split = |[early, late]: [u32; 2], [other_early, other_late]: [u32; 2]| {
            early >= SOME && late == 0 && other_early == 0 && other_late >= SOME
        };
        if self.month_first >= SOME_MONTH_FIRST && day_first[1] == 0 {
            Some((DateDoubt::MonthFirst, self.first[0]))
        } else if split(day_first, year_first) || split(year_first, day_first) {
            Some((DateDoubt::Swapped, self.first[1]))
        } else {
            None
        }
    }
}

/// The first of two lines; 0 is none.
fn first_of(one: u64, other: u64) -> u64 {
    if one == 0 || other == 0 { one.max(other) } else { one.min(other) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(dates: &[(u16, u8, u8)], shapes: impl Fn(usize) -> DateShape) -> DateShapes {
        let mut all = DateShapes::default();
        for (n, &(year, month, day)) in dates.iter().enumerate() {
            all.see(Ymd { year, month, day }, shapes(n), n as u64 + 1);
        }
        all
    }

    #[test]
    fn two_shapes_with_days_of_their_own_are_swapped() {
        let doubt = |dates: &[(bool, u8)]| {
            let all: Vec<_> = dates.iter().map(|(_, day)| (2025, 6, *day)).collect();
            let shape = |n: usize| if dates[n].0 { DateShape::YearFirst } else { DateShape::DayFirst };
            seen(&all, shape).doubt()
        };
        let swapped = Some((DateDoubt::Swapped, 1));
        assert_eq!(doubt(&[(true, 3), (true, 12), (false, 13), (false, 30)]), swapped);
        assert_eq!(doubt(&[(true, 13), (true, 14), (false, 3), (false, 3)]), swapped);
        for quiet in [
            &[(true, 3), (false, 13), (false, 30)][..],
            &[(true, 3), (true, 12), (false, 13)],
            &[(true, 3), (true, 13), (false, 13), (false, 30)],
            &[(true, 3), (true, 12), (false, 12), (false, 30)],
            &[(true, 3), (true, 12), (true, 7)],
            &[(false, 13), (false, 30), (false, 14)],
        ] {
            assert_eq!(doubt(quiet), None, "{quiet:?}");
        }
    }

    #[test]
    fn three_dates_that_only_fit_the_month_first_are_enough_where_none_fits_the_day_first() {
        let doubt = |dates: &[(u16, u8, u8)]| seen(dates, |_| DateShape::DayFirst).doubt();
        assert_eq!(
            doubt(&[(2025, 2, 6), (2025, 13, 6), (2025, 14, 6), (2025, 30, 6)]),
            Some((DateDoubt::MonthFirst, 2))
        );
        assert_eq!(doubt(&[(2025, 2, 6), (2025, 13, 6), (2025, 14, 6)]), None);
        assert_eq!(doubt(&[(2025, 6, 25), (2025, 13, 6), (2025, 14, 6), (2025, 30, 6)]), None);
        assert_eq!(doubt(&[(2025, 13, 13), (2025, 14, 14), (2025, 32, 1), (2025, 45, 1)]), None);
    }

    proptest! {
        #[test]
        fn parts_add_up(dates in prop::collection::vec((any::<bool>(), 1u8..32, 1u8..32), 0..20), cut in 0usize..20) {
            let shape = |n: usize| if dates[n].0 { DateShape::YearFirst } else { DateShape::DayFirst };
            let all: Vec<_> = dates.iter().map(|(_, month, day)| (2025, *month, *day)).collect();
            let whole = seen(&all, shape);
            let cut = cut.min(all.len());
            let mut parts = seen(&all[..cut], shape);
            let mut rest = DateShapes::default();
            for (n, &(year, month, day)) in all.iter().enumerate().skip(cut) {
                rest.see(Ymd { year, month, day }, shape(n), n as u64 + 1);
            }
            parts.join(&rest);
            prop_assert_eq!(parts, whole);
            // No further date makes a doubt of what is settled.
            prop_assert!(!parts.are_settled() || whole.doubt().is_none());
        }
    }
}
