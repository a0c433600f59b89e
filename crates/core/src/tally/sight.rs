// Only what is inlined into a function with target features is compiled with them.
#![allow(clippy::inline_always)]

use std::ops::Range;

use super::Measurable;
use super::observation::Observation;
use crate::clock::{Clock, Hands, MonthKey, Standing, Times};
use crate::dossier::{DossierFacts, FactsColumns};
use crate::mark::Mark;
use crate::moment::Word;
use crate::policy::{DeadlineBasis, SupplementRule};
use crate::procedure::Term;

/// What a clock sees of many dossiers side by side: what [`Clock::place`] and
/// [`DossierTally::observe`](super::DossierTally::observe) come to, without the rest.
///
/// Of each dossier it tells what it adds to a tally, and to which month's. Step by step for all of them, since most steps
/// are then a processor's for several at once.
#[derive(Debug, Clone)]
pub struct Sight {
    rows: Range<usize>,
    ends: [Word; Sight::ROWS],
    deadlines: [Word; Sight::ROWS],
    /// Whether the deadline leans on a provisional day.
    leans: [bool; Sight::ROWS],
    standings: [Standing; Sight::ROWS],
    places: [[u8; Sight::ROWS]; 4],
    days: [[u8; Sight::ROWS]; 2],
    remarks: [bool; Sight::ROWS],
    months: [u32; Sight::ROWS],
}

impl Default for Sight {
    fn default() -> Sight {
        Sight {
            rows: 0..0,
            ends: [Word::default(); Sight::ROWS],
            deadlines: [Word::default(); Sight::ROWS],
            leans: [false; Sight::ROWS],
            standings: [Standing::of_situation(0); Sight::ROWS],
            places: [[0; Sight::ROWS]; 4],
            days: [[0; Sight::ROWS]; 2],
            remarks: [false; Sight::ROWS],
            months: [0; Sight::ROWS],
        }
    }
}

impl Sight {
    /// So many dossiers are seen at once, at the most.
    pub const ROWS: usize = 64;

    /// Looks at some rows of these columns. What is seen of a row that cannot be built means nothing.
    ///
    /// `term` gives the term of a row's procedure, where there are any.
    ///
    /// # Panics
    ///
    /// If they are more than [`Sight::ROWS`], or not all there.
    #[inline(always)]
    pub fn look(
        &mut self,
        clock: &Clock,
        facts: &FactsColumns,
        rows: Range<usize>,
        term: Option<&impl Fn(usize) -> Option<Term>>,
        measurable: Measurable,
    ) {
        assert!(rows.len() <= Sight::ROWS && rows.end <= facts.len(), "rows that are there");
        self.rows = rows;
        self.ends(clock, facts);
        self.deadlines(clock, facts, term);
        self.standings(clock, facts);
        self.places(clock, facts, measurable);
        self.days(clock, facts);
    }

    #[inline(always)]
    fn ends(&mut self, clock: &Clock, facts: &FactsColumns) {
        let ends = facts.ends(clock.policy.clock_end, self.rows.clone());
        for (end, at) in self.ends.iter_mut().zip(ends) {
            *end = Word::of(at);
        }
    }

    #[inline(always)]
    fn deadlines(
        &mut self,
        clock: &Clock,
        facts: &FactsColumns,
        term: Option<&impl Fn(usize) -> Option<Term>>,
    ) {
        let rows = self.rows.clone();
        if term.is_some() || clock.policy.supplement == SupplementRule::Pause {
            for ((deadline, leans), row) in self.deadlines.iter_mut().zip(&mut self.leans).zip(rows) {
                let term = term.and_then(|term| term(row));
                let (due, leans_on) = clock.deadline_of(&DossierFacts::unchecked(facts.row(row)), term);
                (*deadline, *leans) = (Word::of(due), leans_on.is_some());
            }
            return;
        }
        self.leans = [false; Sight::ROWS];
        let due = &facts.due_at[rows.clone()];
        match clock.policy.deadline {
            DeadlineBasis::Original => {
                for (deadline, due) in self.deadlines.iter_mut().zip(due) {
                    *deadline = Word::of(*due);
                }
            }
            DeadlineBasis::Current => {
                let put_off = facts.extended_due_at[rows.clone()].iter().zip(&facts.rescheduled_due_at[rows]);
                for ((deadline, due), (extended, rescheduled)) in
                    self.deadlines.iter_mut().zip(due).zip(put_off)
                {
                    *deadline = Word::of(extended.or(*rescheduled).or(*due));
                }
            }
        }
    }

    #[inline(always)]
    fn standings(&mut self, clock: &Clock, facts: &FactsColumns) {
        let (hands, rows) = (Hands::of(clock), self.rows.clone());
        let mut situations = [0; Sight::ROWS];
        let (asked, brought) = (&facts.supplement_requested_at, &facts.supplement_completed_at);
        let supplements = asked[rows.clone()].iter().zip(&brought[rows.clone()]);
        let records = facts.status[rows.clone()].iter().zip(&facts.received_at[rows]).zip(supplements);
        let told = self.ends.iter().zip(&self.deadlines);
        for ((situation, (end, deadline)), ((status, received), (asked, brought))) in
            situations.iter_mut().zip(told).zip(records)
        {
            let times = Times {
                received: Word::of(*received),
                end: *end,
                deadline: *deadline,
                supplement_requested: Word::of(*asked),
                supplement_completed: Word::of(*brought),
            };
            *situation = hands.signs(*status, times).situation();
        }
        for (standing, situation) in self.standings[..self.rows.len()].iter_mut().zip(situations) {
            *standing = Standing::of_situation(situation);
        }
    }

    #[inline(always)]
    fn places(&mut self, clock: &Clock, facts: &FactsColumns, measurable: Measurable) {
        let (hands, rows) = (Hands::of(clock), self.rows.clone());
        let [standings, channels, visits, marks] = &mut self.places;
        // Slices of as many as there are, since these are what loops run over on whole vectors.
        let all = &self.standings[..rows.len()];
        let mut received_in_period = [false; Sight::ROWS];
        let received = &mut received_in_period[..rows.len()];
        let begun = facts.received_at[rows.clone()].iter().zip(all);
        for (told, (at, standing)) in received.iter_mut().zip(begun) {
            *told = standing.is_handled() & hands.has_begun_at(Word::of(*at));
        }
        for ((place, standing), received) in standings.iter_mut().zip(all).zip(&*received) {
            *place = Observation::standing(*standing, *received);
        }
        let told = facts.channel[rows.clone()].iter().zip(&*received);
        for (place, (channel, received)) in channels.iter_mut().zip(told) {
            *place = Observation::channel(*channel, *received);
        }
        let requests = &facts.supplement_requests[rows.clone()];
        let counted = if measurable.has_visits() { &facts.repeat_visits[rows.clone()] } else { requests };
        for ((place, standing), counted) in visits.iter_mut().zip(all).zip(counted) {
            *place = measurable.repeat(*standing, *counted);
        }
        if measurable.has_requests() {
            for ((place, standing), requests) in visits.iter_mut().zip(all).zip(requests) {
                *place += Measurable::requests(*standing, *requests);
            }
        }
        if !measurable.asks_for_marks() {
            for (place, standing) in marks.iter_mut().zip(all) {
                *place = measurable.marks(*standing, Mark::No, Mark::No);
            }
            return;
        }
        let told = facts.apologised[rows.clone()].iter().zip(&facts.result_corrected[rows]);
        for ((place, standing), (apologised, corrected)) in marks.iter_mut().zip(all).zip(told) {
            *place = measurable.marks(*standing, *apologised, *corrected);
        }
    }

    #[inline(always)]
    fn days(&mut self, clock: &Clock, facts: &FactsColumns) {
        let (settled, received) = (clock.calendar.settled(), &facts.received_at[self.rows.clone()]);
        let (mut before, mut upto) = ([0; Sight::ROWS], [0; Sight::ROWS]);
        for (before, received) in before.iter_mut().zip(received) {
            *before = settled.up_to(Word::of(*received).day());
        }
        for (upto, end) in upto[..self.rows.len()].iter_mut().zip(&self.ends) {
            *upto = settled.up_to(end.day());
        }
        let working = before.iter().zip(&upto);
        let [calendar, working_days] = &mut self.days;
        let told = (calendar.iter_mut().zip(working_days)).zip(&mut self.remarks);
        let seen = self.standings.iter().zip(self.leans).zip(&self.ends).zip(working);
        for ((((calendar, in_office), remarks), (((standing, leans), end), working)), received) in
            told.zip(seen).zip(received)
        {
            let worked = [*working.0, *working.1];
            let days = [end.days_since(Word::of(*received)), settled.between(worked, end.day())];
            ([*calendar, *in_office], *remarks) = Observation::days(*standing, leans, days);
        }
        let rows = self.rows.len();
        for (month, end) in self.months[..rows].iter_mut().zip(&self.ends) {
            *month = end.month();
        }
        for (month, standing) in self.months[..rows].iter_mut().zip(&self.standings) {
            let other = if standing.is_handled() { MonthKey::Open } else { MonthKey::None };
            *month = if standing.is_concluded() { *month } else { other.number() };
        }
    }

    /// What a row adds to a tally, by its place among those that were looked at.
    #[inline]
    pub(super) fn observation(&self, place: usize) -> Observation {
        let place = place % Sight::ROWS;
        let [standings, channels, visits, marks] = &self.places;
        Observation {
            places: [standings[place], channels[place], visits[place], marks[place]],
            days: [self.days[0][place], self.days[1][place]],
            has_remarks: self.remarks[place],
        }
    }

    /// The months that the rows count in, by [`MonthKey::number`].
    #[inline]
    pub fn months(&self) -> &[u32] {
        &self.months[..self.rows.len()]
    }
}
