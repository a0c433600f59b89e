//! Dates that no dossier has, though they can be read.

use sipas_core::{Day, Moment};

use super::reader::RowReader;
use crate::field::Field;
use crate::issue::IssueCode;

/// No term of the law is longer than so many days: ten years.
const LONGEST_TERM: u32 = 3653;

/// Whether a deadline cannot be that of what was received then: it lies before the day of receipt, or more than ten years
/// after it.
#[inline]
pub fn is_odd_deadline(received: Option<Moment>, due: Option<Moment>) -> bool {
    let [received, due] = [received, due].map(Moment::day_number);
    (received != 0) & (due != 0) & (due.wrapping_sub(received) > LONGEST_TERM)
}

/// Whether something that is said to have happened lies after the day of the run.
#[inline]
pub fn is_ahead(at: Option<Moment>, today: Option<Day>) -> bool {
    let last = today.map_or(u32::MAX, |today| Moment::day_number(Some(Moment::on(today))));
    Moment::day_number(at) > last
}

impl RowReader<'_> {
    /// Tells dates of what happened that lie ahead.
    pub(super) fn doubt_ahead<const N: usize>(&mut self, dates: [(Field, Option<Moment>); N]) {
        for (field, at) in dates {
            if is_ahead(at, self.today) {
                self.push_at(
                    IssueCode::DateAhead,
                    field,
                    self.today.map_or_else(String::new, |day| format!("≤ {day}")),
                );
            }
        }
    }

    /// Tells deadlines that cannot be those of what was received.
    pub(super) fn doubt_deadlines<const N: usize>(
        &mut self,
        receipt: Field,
        received: Option<Moment>,
        deadlines: [(Field, Option<Moment>); N],
    ) {
        for (field, due) in deadlines {
            if let Some(received) = received.filter(|_| is_odd_deadline(received, due)) {
                self.push_at(IssueCode::DueImplausible, field, self.other(receipt, received.day()));
            }
        }
    }
}
