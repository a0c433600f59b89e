//! Tallies: counts and exact histograms, nothing else. Division happens once, at the end, in an indicator.
//!
//! A tally is a commutative monoid: [`Tally::default`] is its identity, [`Tally::merge`] is associative and
//! commutative, and observing records one by one gives the same as merging the tallies of any split of them. So
//! threads, files and machines may each count their share.

mod activity;
mod days;
mod dossiers;
mod lazy_box;
mod pakn;
mod procedures;
mod services;
mod survey;

pub(crate) use activity::count_day;
pub use activity::{Activities, Activity};
pub(crate) use days::DENSE_DAYS;
pub use days::{DayCounts, Exact};
pub(crate) use dossiers::DossiersTold;
pub use dossiers::{ChannelCounts, DossierCounts, DossierTally, PutOff, VisitCounts};
pub use lazy_box::LazyBox;
pub use pakn::{PaknCounts, PaknTally, Reported, TopicCounts};
pub use procedures::ProcedureTally;
pub(crate) use services::{Answers, Service, ServiceTally};
pub use survey::SurveyTally;

use std::sync::LazyLock;

use crate::moment::Day;

/// The counts of one group: of its dossiers, its petitions, its procedures and its survey answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Hồ sơ TTHC.
    pub dossiers: DossierTally,
    /// Phản ánh, kiến nghị.
    pub pakn: LazyBox<PaknTally>,
    /// Danh mục TTHC.
    pub procedures: LazyBox<ProcedureTally>,
    /// Khảo sát.
    pub survey: LazyBox<SurveyTally>,
}

macro_rules! blank {
    ($($tally:ty)*) => { $(
        impl lazy_box::Blank for $tally {
            fn blank() -> &'static $tally {
                static BLANK: LazyLock<$tally> = LazyLock::new(Default::default);
                &BLANK
            }
        }
    )* };
}

blank!(PaknTally ProcedureTally SurveyTally);

impl Tally {
    /// Takes in the counts of other records.
    pub fn merge(&mut self, other: &Tally) {
        self.dossiers.merge(&other.dossiers);
        if let Some(other) = other.pakn.get() {
            self.pakn.merge(other);
        }
        if let Some(other) = other.procedures.get() {
            self.procedures.merge(other);
        }
        if let Some(other) = other.survey.get() {
            self.survey.merge(other);
        }
    }

    /// The first provisional day of the calendar that a figure leans on.
    pub fn leans_on(&self) -> Option<Day> {
        let dossiers = first_of(self.dossiers.deadlines_lean_on, self.dossiers.days_lean_on);
        let dossiers = first_of(dossiers, self.dossiers.services.leans_on);
        first_of(first_of(dossiers, self.pakn.leans_on), self.procedures.leans_on)
    }
}

/// The least of two, where there is any: how merged tallies keep the first day or year that they could not answer.
fn first_of<T: Ord>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests;
