//! From a receipt and a time limit to a deadline: Civil Code 2015, articles 147 and 148.

use super::{Uncovered, WorkCalendar};
use crate::moment::{Day, Moment};
use crate::procedure::{Term, TermUnit};

impl WorkCalendar {
    /// When a term that begins at `received` ends.
    ///
    /// The first day is not counted; a term ends at the end of its last day; a last day that is not worked moves to
    /// the next working day. What comes in after the office closed, or on a day off, counts as received the next
    /// working morning. A term in working hours runs through the office hours from the moment of receipt, and only
    /// its end has a time of day.
    pub fn deadline(&self, received: Moment, term: Term) -> Result<Moment, Uncovered> {
        let amount = term.amount.get();
        let day = match term.unit {
            TermUnit::WorkingHours => return self.add_working_hours(received, amount),
            TermUnit::WorkingDays => self.add_working_days(self.counted_from(received)?, amount)?,
            TermUnit::CalendarDays => {
                let days = i32::try_from(amount).unwrap_or(i32::MAX);
                self.first_working_day_from(self.counted_from(received)?.plus(days))?
            }
            TermUnit::Months => {
                self.first_working_day_from(self.counted_from(received)?.plus_months(amount))?
            }
        };
        Ok(Moment::on(day))
    }

    /// The working day as whose receipt it counts.
    fn counted_from(&self, received: Moment) -> Result<Day, Uncovered> {
        let day = received.day();
        if self.is_working_day(day)? && received.clock_ms() <= self.hours.close() {
            Ok(day)
        } else {
            self.add_working_days(day, 1)
        }
    }

    fn first_working_day_from(&self, day: Day) -> Result<Day, Uncovered> {
        if self.is_working_day(day)? { Ok(day) } else { self.add_working_days(day, 1) }
    }

    fn add_working_hours(&self, received: Moment, hours: u32) -> Result<Moment, Uncovered> {
        let mut left = u64::from(hours) * 3_600_000;
        let per_day: u64 = self.hours.sessions().iter().map(|(from, to)| u64::from(to - from)).sum();
        let (mut day, mut now) = (received.day(), received.clock_ms());
        loop {
            if self.is_working_day(day)? {
                for &(from, to) in self.hours.sessions() {
                    let from = from.max(now);
                    let open = u64::from(to.saturating_sub(from));
                    if open > 0 && left <= open {
                        let end = from + u32::try_from(left).unwrap_or_default();
                        return Ok(Moment::at(day, end).unwrap_or(Moment::on(day)));
                    }
                    left -= open;
                }
                // Whole days at once, so that a term of a million hours is no loop of a million steps.
                let whole = (left - 1) / per_day;
                day = self.add_working_days(day, u32::try_from(whole).unwrap_or(u32::MAX))?;
                left -= whole * per_day;
            }
            day = self.add_working_days(day, 1)?;
            now = 0;
        }
    }
}
