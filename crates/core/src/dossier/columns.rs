use std::ops::Range;

use super::{DossierFacts, DossierStatus, FactsBuilder};
use crate::dossier_fields;
use crate::mark::Mark;
use crate::moment::{Moment, PackedMoment};
use crate::policy::ClockEnd;

/// Makes the columns of dossiers from the table of fields.
macro_rules! columns {
    (
        {$($doc:tt)*}
        texts { $($text:tt)* }
        dates { $($(#[$date_doc:meta])* $date:ident $date_field:ident $date_evidence:ident = $date_bit:literal;)* }
        numbers { $($(#[$number_doc:meta])* $number:ident $number_field:ident $number_evidence:ident = $number_bit:literal;)* }
        words { $($(#[$word_doc:meta])* $word:ident $word_field:ident $word_evidence:ident = $word_bit:literal: $word_type:ty;)* }
        marks { $($(#[$mark_doc:meta])* $mark:ident $mark_field:ident $mark_evidence:ident = $mark_bit:literal: $blank:ident;)* }
    ) => {
        $($doc)*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct FactsColumns {
            $($(#[$date_doc])* pub $date: Vec<Option<Moment>>,)*
            $($(#[$number_doc])* pub $number: Vec<u32>,)*
            $($(#[$word_doc])* pub $word: Vec<$word_type>,)*
            $($(#[$mark_doc])* pub $mark: Vec<Mark>,)*
        }

        impl FactsColumns {
            /// How many columns hold dates.
            pub const DATES: usize = [$(stringify!($date)),*].len();
            /// How many columns hold numbers.
            pub const NUMBERS: usize = [$(stringify!($number)),*].len();
            /// How many columns hold marks.
            pub const MARKS: usize = [$(stringify!($mark)),*].len();

            /// Makes it so many rows, new ones blank.
            pub fn resize(&mut self, rows: usize) {
                const BLANK: FactsBuilder = FactsBuilder::BLANK;
                $(self.$date.resize(rows, BLANK.$date);)*
                $(self.$number.resize(rows, BLANK.$number);)*
                $(self.$word.resize(rows, BLANK.$word);)*
                $(self.$mark.resize(rows, BLANK.$mark);)*
            }

            /// Adds a row.
            pub fn push(&mut self, facts: &DossierFacts) {
                let parts = facts.parts();
                $(self.$date.push(parts.$date);)*
                $(self.$number.push(parts.$number);)*
                $(self.$word.push(parts.$word);)*
                $(self.$mark.push(parts.$mark);)*
            }

            /// Puts other facts in a row.
            ///
            /// # Panics
            ///
            /// If there is no such row.
            pub fn set(&mut self, row: usize, facts: &DossierFacts) {
                let parts = facts.parts();
                $(self.$date[row] = parts.$date;)*
                $(self.$number[row] = parts.$number;)*
                $(self.$word[row] = parts.$word;)*
                $(self.$mark[row] = parts.$mark;)*
            }

            /// One row.
            ///
            /// # Panics
            ///
            /// If there is no such row.
            #[inline]
            pub fn row(&self, row: usize) -> FactsBuilder {
                FactsBuilder {
                    $($date: self.$date[row],)*
                    $($number: self.$number[row],)*
                    $($word: self.$word[row],)*
                    $($mark: self.$mark[row],)*
                }
            }

            /// The columns of dates, in the order of the table.
            pub fn dates(&self) -> [&Vec<Option<Moment>>; FactsColumns::DATES] {
                [$(&self.$date),*]
            }

            /// The columns of dates, to be filled in.
            pub fn dates_mut(&mut self) -> [&mut Vec<Option<Moment>>; FactsColumns::DATES] {
                [$(&mut self.$date),*]
            }

            /// The columns of numbers, in the order of the table.
            pub fn numbers(&self) -> [&Vec<u32>; FactsColumns::NUMBERS] {
                [$(&self.$number),*]
            }

            /// The columns of numbers, to be filled in.
            pub fn numbers_mut(&mut self) -> [&mut Vec<u32>; FactsColumns::NUMBERS] {
                [$(&mut self.$number),*]
            }

            /// The columns of marks, in the order of the table.
            pub fn marks(&self) -> [&Vec<Mark>; FactsColumns::MARKS] {
                [$(&self.$mark),*]
            }

            /// The columns of marks, to be filled in.
            pub fn marks_mut(&mut self) -> [&mut Vec<Mark>; FactsColumns::MARKS] {
                [$(&mut self.$mark),*]
            }
        }

        impl FactsBuilder {
            /// Its dates, in the order of the table.
            #[inline]
            pub fn dates(&self) -> [Option<Moment>; FactsColumns::DATES] {
                [$(self.$date),*]
            }

            /// Its numbers, in the order of the table.
            #[inline]
            pub fn numbers(&self) -> [u32; FactsColumns::NUMBERS] {
                [$(self.$number),*]
            }

            /// Its marks, in the order of the table.
            #[inline]
            pub fn marks(&self) -> [Mark; FactsColumns::MARKS] {
                [$(self.$mark),*]
            }
        }
    };
}

dossier_fields!(columns {
    /// The facts of many dossiers column by column, all of one length: the rows are [`FactsBuilder`]s, not checked yet.
    ///
    /// This is the form in which many are counted fastest: [`DossierBatch`](crate::fast::DossierBatch).
});

impl FactsColumns {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.received_at.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The end of each row, whenever it is.
    pub fn ends(&self, by: ClockEnd, rows: Range<usize>) -> impl Iterator<Item = Option<Moment>> + '_ {
        let (first, second) = match by {
            ClockEnd::Finished => (&self.finished_at, &self.returned_at),
            ClockEnd::Returned => (&self.returned_at, &self.finished_at),
        };
        first[rows.clone()].iter().zip(&second[rows]).map(|(first, second)| first.or(*second))
    }

    /// The end of each row, as [`DossierFacts::end`] has it, without a branch.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "as of the check")]
    pub(crate) fn ends_as_of(
        &self,
        by: ClockEnd,
        as_of: Moment,
        rows: Range<usize>,
    ) -> impl Iterator<Item = PackedMoment> + '_ {
        let as_of = PackedMoment::of(Some(as_of)).earliest();
        let (own, other) = match by {
            ClockEnd::Finished => (&self.finished_at, &self.returned_at),
            ClockEnd::Returned => (&self.returned_at, &self.finished_at),
        };
        own[rows.clone()].iter().zip(&other[rows]).map(move |(own, other)| {
            let (own, other) = (PackedMoment::of(*own), PackedMoment::of(*other));
            // The other one where only it has happened, or only it is known.
            let is_other = other.is_some() & (!own.is_some() | ((other < as_of) & (own >= as_of)));
            if is_other { other } else { own }
        })
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
