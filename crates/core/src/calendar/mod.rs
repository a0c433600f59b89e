//! The working calendar (lịch làm việc): which days an office works, and what follows from it.

mod hours;
mod period;
mod settled;
mod table;
mod term;
mod written;

pub use hours::OfficeHours;
pub use period::{Period, PeriodError};
pub(crate) use settled::Settled;
pub use table::{CalendarRow, DayKind, TableError};

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::moment::Day;

/// The days on which offices work, over whole years without a gap.
///
/// Weekends are off, except swapped working days; the rows of the table say the rest. A year is covered only where the
/// table says that it is complete: one row makes no year. A question that leaves the covered years is answered by [`Uncovered`], never by a guess.
///
/// Working days from `a` to `b` are those in `(a, b]`; adding `n` working days gives the n-th working day after.
///
/// ```
/// use sipas_core::WorkCalendar;
/// let calendar = WorkCalendar::vietnam();
/// let friday = "2025-04-25".parse()?;
/// // Saturday 26 April 2025 was worked, in exchange for Friday 2 May.
/// assert_eq!(calendar.add_working_days(friday, 1)?.to_string(), "2025-04-26");
/// assert_eq!(calendar.working_days_between(friday, "2025-05-05".parse()?)?, 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkCalendar {
    rows: BTreeMap<Day, CalendarRow>,
    first: Day,
    last: Day,
    /// Working days from `first` to each day, that day included; more than there can be behind the last.
    worked: Vec<u32>,
    /// The days of provisional rows, in order.
    provisional: Vec<Day>,
    hours: OfficeHours,
}

/// A question about a year that the calendar does not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("calendar incomplete for {0}")]
pub struct Uncovered(pub i32);

impl WorkCalendar {
    /// Vietnam's public offices, 2023 to 2027.
    ///
    /// Source: the yearly notices of the Government Office, and articles 111(3) and 112 of the Labour Code 2019, with
    /// Resolution 28/2026/QH16 for 24 November, row by row in `data/vietnam.csv`. Of 2027, 16 April and 3 May follow
    /// from the law and the lunar date alone: they are provisional until a notice names them.
    pub fn vietnam() -> WorkCalendar {
        WorkCalendar::from_table(include_str!("../../data/vietnam.csv"))
            .expect("the embedded table is tested")
    }

    /// The calendar that these rows make, of which the rows of these years are complete; of two rows for one day the
    /// later one counts.
    pub fn from_rows(
        rows: impl IntoIterator<Item = CalendarRow>,
        complete: impl IntoIterator<Item = i32>,
    ) -> Result<WorkCalendar, TableError> {
        let rows = rows.into_iter().map(|row| (row.date, row)).collect();
        WorkCalendar::build(rows, &complete.into_iter().collect(), OfficeHours::default())
    }

    /// The calendar of a table in CSV form: `date,kind,name,source,provisional`, and a line `complete = 2028` for each
    /// year of which no row is missing.
    pub fn from_table(csv: &str) -> Result<WorkCalendar, TableError> {
        let days = table::parse(csv)?;
        WorkCalendar::from_rows(days.rows, days.complete)
    }

    /// This calendar with the rows of such a table added, or replaced where they name the same day, and the years that
    /// it says to be complete. Rows of other years cover nothing: [`WorkCalendar::uncovered_years`].
    pub fn with_table(&self, csv: &str) -> Result<WorkCalendar, TableError> {
        let days = table::parse(csv)?;
        let mut rows = self.rows.clone();
        rows.extend(days.rows.into_iter().map(|row| (row.date, row)));
        let complete = self.years().chain(days.complete).collect();
        WorkCalendar::build(rows, &complete, self.hours.clone())
    }

    /// This calendar with other office hours.
    #[must_use]
    pub fn with_hours(self, hours: OfficeHours) -> WorkCalendar {
        WorkCalendar { hours, ..self }
    }

    fn build(
        rows: BTreeMap<Day, CalendarRow>,
        complete: &BTreeSet<i32>,
        hours: OfficeHours,
    ) -> Result<WorkCalendar, TableError> {
        let (Some(first), Some(last)) = (complete.first().copied(), complete.last().copied()) else {
            return Err(TableError::Empty);
        };
        if let Some(year) = (first..=last).find(|year| !complete.contains(year)) {
            return Err(TableError::Gap(year));
        }
        let bound = |year, month, day| Day::from_ymd(year, month, day).map_err(|_| TableError::Gap(year));
        let (first, last) = (bound(first, 1, 1)?, bound(last, 12, 31)?);
        let place = |day: Day| day.since(first).unsigned_abs();
        let mut off: Vec<bool> = (0..=place(last)).map(|n| (first.weekday() + n) % 7 >= 5).collect();
        for (day, row) in rows.range(first..=last) {
            off[place(*day) as usize] = row.kind != DayKind::SwappedWorking;
        }
        let mut worked = 0;
        let count = off.into_iter().map(|off| {
            worked += u32::from(!off);
            worked
        });
        let worked = count.chain([u32::MAX]).collect();
        let covered = rows.range(first..=last).map(|(_, row)| row);
        let provisional = covered.filter(|row| row.provisional).map(|row| row.date).collect();
        Ok(WorkCalendar { rows, first, last, worked, provisional, hours })
    }

    /// The years covered.
    pub fn years(&self) -> RangeInclusive<i32> {
        self.first.year()..=self.last.year()
    }

    /// The years that some rows lie in, but that no table is complete for: nothing is told of them.
    pub fn uncovered_years(&self) -> BTreeSet<i32> {
        let years = self.rows.keys().map(|day| day.year());
        years.filter(|year| !self.years().contains(year)).collect()
    }

    /// The first day covered.
    pub fn first(&self) -> Day {
        self.first
    }

    /// The last day covered.
    pub fn last(&self) -> Day {
        self.last
    }

    /// The rows, in the order of their days.
    pub fn rows(&self) -> impl Iterator<Item = &CalendarRow> {
        self.rows.values()
    }

    /// The office hours that terms in working hours run through.
    pub fn hours(&self) -> &OfficeHours {
        &self.hours
    }

    fn index(&self, day: Day) -> Result<usize, Uncovered> {
        if day < self.first || day > self.last {
            return Err(Uncovered(day.year()));
        }
        Ok(usize::try_from(day.since(self.first)).unwrap_or_default())
    }

    /// Whether offices work on that day.
    pub fn is_working_day(&self, day: Day) -> Result<bool, Uncovered> {
        let at = self.index(day)?;
        Ok(self.worked[at] > at.checked_sub(1).map_or(0, |before| self.worked[before]))
    }

    /// Working days in `(from, to]`: negative where `to` comes first. Both days must lie in covered years.
    #[inline]
    pub fn working_days_between(&self, from: Day, to: Day) -> Result<i32, Uncovered> {
        let (a, b) = (self.index(from.min(to))?, self.index(from.max(to))?);
        let days = (self.worked[b] - self.worked[a]).cast_signed();
        Ok(if from <= to { days } else { -days })
    }

    /// What can be said of many days at once.
    #[inline]
    pub(crate) fn settled(&self) -> Settled<'_> {
        let number = |day: Day| i64::from(day.number());
        Settled {
            worked: &self.worked,
            first: number(self.first),
            provisional: self.provisional.first().map_or(i64::MAX, |first| number(*first)),
        }
    }

    /// The n-th working day after `day`; for 0 the day itself, worked or not.
    pub fn add_working_days(&self, day: Day, n: u32) -> Result<Day, Uncovered> {
        let at = self.index(day)?;
        if n == 0 {
            return Ok(day);
        }
        let wanted = self.worked[at].saturating_add(n);
        let found = self.worked.partition_point(|&worked| worked < wanted);
        if found + 1 == self.worked.len() {
            return Err(Uncovered(self.last.year() + 1));
        }
        Ok(self.first.plus(i32::try_from(found).unwrap_or(i32::MAX)))
    }

    /// The first provisional day in `(from, to]`: what is computed over it may change with the official notice.
    #[inline]
    pub fn first_provisional(&self, from: Day, to: Day) -> Option<Day> {
        if self.provisional.first().is_none_or(|first| *first > to) {
            return None;
        }
        let after = self.provisional.partition_point(|day| *day <= from);
        self.provisional.get(after).copied().filter(|day| *day <= to)
    }
}

impl Default for WorkCalendar {
    fn default() -> WorkCalendar {
        WorkCalendar::vietnam()
    }
}

#[cfg(test)]
mod tests;
