use super::first_of;
use crate::calendar::Uncovered;
use crate::clock::Clock;
use crate::evidence::Evidence;
use crate::moment::{Day, Moment};
use crate::procedure::Procedure;
use crate::rate::Rate;

/// The counts of the catalogue of procedures. A mark that is not understood keeps its procedure out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProcedureTally {
    /// In force at `as_of`: listed at the office.
    pub(crate) listed: Rate,
    /// In force at `as_of`: listed at the office and published on the portal.
    pub(crate) published: Rate,
    /// In force and published: with complete content.
    pub(crate) complete: Rate,
    /// Decided in the period: published within the days allowed.
    pub(crate) published_in_time: Rate,
    /// The first year for which it could not be told whether a publication was in time.
    pub(crate) uncovered: Option<Uncovered>,
    /// The first provisional day of the calendar that a figure leans on.
    pub(crate) leans_on: Option<Day>,
}

impl ProcedureTally {
    /// Counts one procedure; `evidence` tells which columns its catalogue has.
    pub fn observe(&mut self, clock: &Clock, procedure: &Procedure<'_>, evidence: Evidence) {
        let known = |mark: crate::mark::Mark, column| mark.known().filter(|_| evidence.has(column));
        let listed = known(procedure.listed_at_office, Evidence::LISTED_AT_OFFICE);
        let published = known(procedure.published_on_portal, Evidence::PUBLISHED_ON_PORTAL);
        let complete = known(procedure.content_complete, Evidence::CONTENT_COMPLETE);
        if procedure.in_force(clock.period.as_of()) {
            self.listed.count_known(listed);
            if let (Some(listed), Some(published)) = (listed, published) {
                self.published.count(listed && published);
            }
            if published == Some(true) {
                self.complete.count_known(complete);
            }
        }
        if evidence.has(Evidence::DECISION_DATE | Evidence::PROCEDURE_PUBLISHED_AT) {
            self.observe_decision(clock, procedure);
        }
    }

    fn observe_decision(&mut self, clock: &Clock, procedure: &Procedure<'_>) {
        let decided = clock.seen(procedure.decision_date).filter(|at| clock.period.has_begun_at(*at));
        let Some(decided) = decided else { return };
        match clock.calendar.add_working_days(decided.day(), clock.publication_days) {
            Ok(last) => {
                let published = clock.seen(procedure.published_at).map(Moment::day);
                let leans_on = published.and_then(|at| clock.calendar.first_provisional(decided.day(), at));
                self.published_in_time.count(published.is_some_and(|at| at <= last));
                self.leans_on = first_of(self.leans_on, leans_on);
            }
            Err(uncovered) => self.uncovered = first_of(self.uncovered, Some(uncovered)),
        }
    }

    /// Takes in the counts of other records.
    pub fn merge(&mut self, other: &ProcedureTally) {
        self.listed.merge(other.listed);
        self.published.merge(other.published);
        self.complete.merge(other.complete);
        self.published_in_time.merge(other.published_in_time);
        self.uncovered = first_of(self.uncovered, other.uncovered);
        self.leans_on = first_of(self.leans_on, other.leans_on);
    }
}
