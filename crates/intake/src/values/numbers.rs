//! Counts and amounts: digits only, or with a fraction of nothing.

use std::num::NonZeroU32;

use sipas_core::{Term, TermUnit};

use super::text::fold;
use super::words::Words;

/// A count, which may be written as a fraction of nothing: `2.0`, `2,0`. `thousands` is the sign that groups digits by three, where a profile names one; otherwise 1.234 could be
/// a fraction, and is no count.
pub(crate) fn count(cell: &str, thousands: Option<char>) -> Option<u32> {
    if !cell.is_ascii() {
        return in_words(&fold(cell), thousands);
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let whole = cell.strip_suffix(".0").or_else(|| cell.strip_suffix(",0")).unwrap_or(cell);
    if digits(whole) {
        return whole.parse().ok();
    }
    let mut groups = cell.split(thousands?);
    let first = groups.next().filter(|first| digits(first) && first.len() <= 3)?;
    groups
        .try_fold(first.to_owned(), |all, group| (digits(group) && group.len() == 3).then(|| all + group))?
        .parse()
        .ok()
}

/// `2 lần`, and `không` for none.
fn in_words(cell: &str, thousands: Option<char>) -> Option<u32> {
    if matches!(cell, "không" | "không có" | "chưa") {
        return Some(0);
    }
    let number = cell.strip_suffix("lần")?.trim_end();
    number.is_ascii().then(|| count(number, thousands))?
}

/// Why a time limit was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TermError {
    /// The amount is no number of at least one, or the units of the cell and of its own column disagree.
    Amount,
    /// The unit within the cell is no known word.
    Unit,
}

/// A time limit such as `15`, `15 ngày làm việc` or `2 tháng`.
///
/// `unit` is that of the unit's own column. Without any unit an amount counts working days, as the decrees on
/// one-stop service count.
pub(crate) fn term(
    cell: &str,
    unit: Option<TermUnit>,
    thousands: Option<char>,
    units: &Words<TermUnit>,
) -> Result<Term, TermError> {
    let split = cell.find(char::is_alphabetic).unwrap_or(cell.len());
    let (amount, word) = cell.split_at(split);
    let amount = count(amount.trim(), thousands).and_then(NonZeroU32::new).ok_or(TermError::Amount)?;
    let own = if word.is_empty() { None } else { Some(units.get(word).ok_or(TermError::Unit)?) };
    match (own, unit) {
        (Some(own), Some(unit)) if own != unit => Err(TermError::Amount),
        (own, unit) => Ok(Term { amount, unit: own.or(unit).unwrap_or(TermUnit::WorkingDays) }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::tables;
    use super::*;

    #[test]
    fn counts_are_digits() {
        assert_eq!(count("007", None), Some(7));
        assert_eq!(
            [count("1.0", None), count("12,0", Some('.')), count("1.000", Some('.'))],
            [Some(1), Some(12), Some(1000)]
        );
        for no in ["-1", "+1", "1.00", ".0", "1.5", "1,5", "1.234", "1 234", "٣", "4294967296", ""] {
            assert_eq!(count(no, None), None, "{no}");
        }
    }

    #[test]
    fn counts_may_say_what_they_count() {
        for (cell, number) in [("2 lần", 2), ("2lần", 2), ("01 LẦN", 1), ("Không", 0), ("không có", 0)]
        {
            assert_eq!(count(cell, None), Some(number), "{cell}");
        }
        for no in ["lần", "hai lần", "2 lần 1", "2 hồ sơ", "có", "nhiều lần", "2 lần lần"] {
            assert_eq!(count(no, None), None, "{no}");
        }
    }

    #[test]
    fn thousands_group_only_by_three() {
        assert_eq!(count("1.234.567", Some('.')), Some(1_234_567));
        for no in ["1.23", "1234.567", "1.2345", ".123", "1.", "1,234"] {
            assert_eq!(count(no, Some('.')), None, "{no}");
        }
    }

    #[test]
    fn a_term_may_hold_its_unit() {
        let units = Words::new(tables::TERM_UNITS);
        let read = |cell, unit| term(cell, unit, None, &units).map(|t| (t.amount.get(), t.unit));
        assert_eq!(read("15 ngày làm việc", None), Ok((15, TermUnit::WorkingDays)));
        assert_eq!(read("05 Ngày", None), Ok((5, TermUnit::CalendarDays)));
        assert_eq!(read("8 giờ làm việc", None), Ok((8, TermUnit::WorkingHours)));
        assert_eq!(read("2 tháng", Some(TermUnit::Months)), Ok((2, TermUnit::Months)));
        assert_eq!(read("15", None), Ok((15, TermUnit::WorkingDays)));
        assert_eq!(read("2", Some(TermUnit::Months)), Ok((2, TermUnit::Months)));
        assert_eq!(read("0 ngày", None), Err(TermError::Amount));
        assert_eq!(read("1.5 ngày", None), Err(TermError::Amount));
        assert_eq!(read("3 tuần", None), Err(TermError::Unit));
        assert_eq!(read("Trong ngày", None), Err(TermError::Amount));
        assert_eq!(read("2 tháng", Some(TermUnit::WorkingDays)), Err(TermError::Amount));
    }
}
