use std::ops::Range;

use super::{Channel, DossierFacts, DossierStatus, FactsBuilder};
use crate::mark::Mark;
use crate::moment::{Moment, PackedMoment};
use crate::policy::ClockEnd;

/// The facts of many dossiers column by column, all of one length: the rows are [`FactsBuilder`]s, not checked yet.
///
/// This is the form in which many are counted fastest: [`DossierBatch`](crate::fast::DossierBatch).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "as of FactsBuilder")]
pub struct FactsColumns {
    pub received_at: Vec<Option<Moment>>,
    pub due_at: Vec<Option<Moment>>,
    pub rescheduled_due_at: Vec<Option<Moment>>,
    pub extended_due_at: Vec<Option<Moment>>,
    pub finished_at: Vec<Option<Moment>>,
    pub returned_at: Vec<Option<Moment>>,
    pub supplement_requested_at: Vec<Option<Moment>>,
    pub supplement_completed_at: Vec<Option<Moment>>,
    pub supplement_requests: Vec<u32>,
    pub repeat_visits: Vec<u32>,
    pub status: Vec<DossierStatus>,
    pub channel: Vec<Channel>,
    pub result_corrected: Vec<Mark>,
    pub apologised: Vec<Mark>,
}

/// Does the same with each column.
macro_rules! each_column {
    ($columns:expr, |$column:ident, $name:ident| $do:expr) => {
        each_column!($columns, |$column, $name| $do; received_at due_at rescheduled_due_at extended_due_at finished_at
            returned_at supplement_requested_at supplement_completed_at supplement_requests repeat_visits status channel
            result_corrected apologised)
    };
    ($columns:expr, |$column:ident, $name:ident| $do:expr; $($field:ident)*) => {
        $({ let ($column, $name) = (&mut $columns.$field, |parts: &FactsBuilder| parts.$field); $do })*
    };
}

impl FactsColumns {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.received_at.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes it so many rows, new ones blank.
    pub fn resize(&mut self, rows: usize) {
        each_column!(self, |column, _of| column.resize_with(rows, Default::default));
    }

    /// Adds a row.
    pub fn push(&mut self, facts: &DossierFacts) {
        each_column!(self, |column, of| column.push(of(facts.parts())));
    }

    /// Puts other facts in a row.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    pub fn set(&mut self, row: usize, facts: &DossierFacts) {
        each_column!(self, |column, of| column[row] = of(facts.parts()));
    }

    /// One row.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    #[inline]
    pub fn row(&self, row: usize) -> FactsBuilder {
        FactsBuilder {
            received_at: self.received_at[row],
            due_at: self.due_at[row],
            rescheduled_due_at: self.rescheduled_due_at[row],
            extended_due_at: self.extended_due_at[row],
            finished_at: self.finished_at[row],
            returned_at: self.returned_at[row],
            supplement_requested_at: self.supplement_requested_at[row],
            supplement_completed_at: self.supplement_completed_at[row],
            supplement_requests: self.supplement_requests[row],
            repeat_visits: self.repeat_visits[row],
            status: self.status[row],
            channel: self.channel[row],
            result_corrected: self.result_corrected[row],
            apologised: self.apologised[row],
        }
    }

    /// The end of each row, as [`DossierFacts::end`] has it.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "as of the check")]
    pub fn ends(&self, by: ClockEnd, rows: Range<usize>) -> impl Iterator<Item = Option<Moment>> + '_ {
        let (first, second) = match by {
            ClockEnd::Finished => (&self.finished_at, &self.returned_at),
            ClockEnd::Returned => (&self.returned_at, &self.finished_at),
        };
        first[rows.clone()].iter().zip(&second[rows]).map(|(first, second)| first.or(*second))
    }

    /// Clears the marks of rows that [`FactsBuilder::build_consistent`] would refuse; for as many rows as there are marks.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "so that the loop runs on whole vectors where the caller's do")]
    pub fn check(&self, marks: &mut [bool]) {
        let ends = self.finished_at.iter().zip(&self.returned_at);
        let dates = self.received_at.iter().zip(ends);
        for ((mark, status), (received, (finished, returned))) in
            marks.iter_mut().zip(&self.status).zip(dates)
        {
            *mark &=
                is_consistent(*status, [received, finished, returned].map(|date| PackedMoment::of(*date)));
        }
    }
}

/// Whether nothing surely comes before what it follows, and the status says neither open beside an end nor concluded
/// without one.
#[inline]
pub(super) fn is_consistent(
    status: DossierStatus,
    [received, finished, returned]: [PackedMoment; 3],
) -> bool {
    let has_end = finished.is_some() | returned.is_some();
    let denied = (has_end & status.says_open()) | (!has_end & status.says_concluded());
    let is_back = finished.surely_before(received)
        | returned.surely_before(received)
        | returned.surely_before(finished);
    !(denied | is_back)
}
