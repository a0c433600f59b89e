//! Years, months and days of the Gregorian calendar from a count of days, and back, without a table.
//!
//! Years are counted from 1 March, so that the leap day is the last of its year, as calendars are mostly computed.

/// 1 January 1900 is day 1; so many days lie between 1 March of the year 0 and the day before it.
const SHIFT: u32 = 693_901;
const DAYS_400: u32 = 146_097;

/// The number of a day, 1 for 1 January 1900; `None` where there is no such day after the year 0.
#[inline]
pub(super) fn number(year: i32, month: u32, day: u32) -> Option<u32> {
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day.wrapping_sub(1) >= last(year, month) {
        return None;
    }
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let year = year.cast_unsigned();
    let before = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5;
    (before + day).checked_sub(SHIFT)
}

/// Year, month and day of the month of a day.
#[inline]
pub(super) fn ymd(number: u32) -> (i32, u32, u32) {
    let n = number + SHIFT - 1;
    let century = (4 * n + 3) / DAYS_400;
    let of_century = n - century * DAYS_400 / 4;
    let of_years = (4 * of_century + 3) / 1461;
    let of_year = of_century - of_years * 1461 / 4;
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let year = (century * 100 + of_years).cast_signed();
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

/// How many days a month has.
#[inline]
fn last(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate};

    use super::*;
    use crate::moment::Day;
    use crate::moment::day::LAST;

    #[test]
    fn every_day_is_as_chrono_has_it() {
        for n in 1..=LAST {
            let (year, month, day) = ymd(n);
            let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            assert_eq!(date, Day(n).date());
            assert_eq!(number(year, month, day), Some(n));
            assert_eq!(last(year, month), u32::from(date.num_days_in_month()));
        }
        for (year, month, day) in [(2025, 2, 29), (2024, 2, 30), (2025, 4, 31), (2025, 13, 1), (2025, 0, 1), (2025, 1, 0)] {
            assert_eq!(number(year, month, day), None);
        }
    }
}
