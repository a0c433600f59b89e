//! Years, months and days of the Gregorian calendar from a count of days, and back.

/// The first year, and how many there are.
const FIRST: i32 = 1900;
const YEARS: u32 = 300;
/// Days between 1 March of the year 0 and 1 January 1900, which is day 1.
const SHIFT: u32 = 693_901;
const DAYS_400: u32 = 146_097;

/// The number of a day, 1 for 1 January 1900, and whether there is such a day in the years 1900 to 2199; where not, the
/// number means nothing.
///
/// Told without a table and a choice of ways, so that a processor does several at once. Years are counted from 1 March here
/// too.
#[inline]
pub(super) fn number(year: i32, month: u32, day: u32) -> (u32, bool) {
    /// Years of these that four divides have no leap day.
    const WITHOUT: [u32; 2] = [1900, 2100];
    let year = year.cast_unsigned();
    let is_leap = year.is_multiple_of(4) & (year != WITHOUT[0]) & (year != WITHOUT[1]);
    let february = 28 + u32::from(is_leap);
    // Odd months are the long ones up to July, and even ones from August on.
    let length = if month == 2 { february } else { 0b11110 | (month ^ month >> 3) };
    let fits = (year.wrapping_sub(FIRST.cast_unsigned()) < YEARS)
        & (month.wrapping_sub(1) < 12)
        & (day.wrapping_sub(1) < length);
    let is_early = u32::from(month < 3);
    let (year, month) = (year.wrapping_sub(is_early), (month + 12 * is_early).wrapping_sub(3));
    // A quarter more than 365, and of the years before 1900 there were fourteen without a leap day too.
    let before = year.wrapping_mul(4 * 365 + 1) / 4;
    let leap_days = 14 + u32::from(year >= WITHOUT[0]) + u32::from(year >= WITHOUT[1]);
    // Five months have 153 days, the first the longer ones.
    let of_year = (month.wrapping_mul(979).wrapping_add(16) >> 5).wrapping_add(day);
    (before.wrapping_sub(leap_days).wrapping_add(of_year).wrapping_sub(SHIFT), fits)
}

/// Year, month and day of the month of a day.
#[inline]
pub(super) fn ymd(number: u32) -> (i32, u32, u32) {
    let (year, of_year) = since_march(number);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let year = year.cast_signed();
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

/// The number of months from January 1900 to that of a day; of 0, which is none, some number. Told without a table, so that
/// a processor does several at once.
#[inline]
pub(super) fn month_of(number: u32) -> u32 {
    let (year, of_year) = since_march(number);
    // As (5 × of_year + 2) / 153 has it, in fewer steps.
    let month = (2141 * of_year + 1305) >> 16;
    (year * 12 + month + 2).wrapping_sub(FIRST.cast_unsigned() * 12)
}

/// The year of a day, and how many days of it come before. Years are counted from 1 March here, so that the leap day is the
/// last.
#[inline]
fn since_march(number: u32) -> (u32, u32) {
    let n = number.wrapping_add(SHIFT - 1);
    let century = (4 * n + 3) / DAYS_400;
    let of_century = n - century * DAYS_400 / 4;
    let of_years = (4 * of_century + 3) / 1461;
    (century * 100 + of_years, of_century - of_years * 1461 / 4)
}

/// The digits `yyMMdd` of a day in one word, the first byte lowest.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "two digits")]
pub(super) fn yymmdd(number: u32) -> u64 {
    let (year, month, day) = ymd(number);
    let digits = |n: u32| [b'0' + (n / 10) as u8, b'0' + (n % 10) as u8];
    let [[y, year], [m, month], [d, day]] = [year.cast_unsigned() % 100, month, day].map(digits);
    u64::from_le_bytes([y, year, m, month, d, day, 0, 0])
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
            assert_eq!(number(year, month, day), (n, true));
            assert_eq!(yymmdd(n).to_le_bytes(), date.format("%y%m%d\0\0").to_string().as_bytes());
            assert_eq!(month_of(n), (year - FIRST).cast_unsigned() * 12 + month - 1);
            assert!(!number(year, month, u32::from(date.num_days_in_month()) + 1).1);
        }
        let none = [
            (2025, 13, 1),
            (2025, 0, 1),
            (2025, 1, 0),
            (1899, 12, 31),
            (2200, 1, 1),
            (i32::MIN, 1, 1),
            (2025, u32::MAX, 1),
            (2025, 1, u32::MAX),
        ];
        for (year, month, day) in none {
            assert!(!number(year, month, day).1);
        }
    }
}
