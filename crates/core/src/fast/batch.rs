// Only what is inlined into a function with target features is compiled with them.
#![allow(clippy::inline_always)]

use std::ops::Range;

use super::compare::{Bounds, Times};
use super::increments::{Increments, Measurable};
use super::outcome::Outcome;
use crate::clock::{Bucket, Clock};
use crate::dossier::{DossierFacts, FactsColumns, OnlineLevel};
use crate::mark::Mark;
use crate::moment::MonthKey;
use crate::moment::PackedMoment;
use crate::policy::{DeadlineBasis, SupplementRule};
use crate::procedure::Term;
use crate::tally::{Answers, Service};

/// Up to [`DossierBatch::ROWS`] dossiers, placed and counted column by column: what each adds to a tally, and to which
/// month's.
///
/// Each step runs over all rows before the next one begins, so that most steps compile to SIMD code.
#[derive(Debug, Clone)]
pub struct DossierBatch {
    rows: Range<usize>,
    ends: [PackedMoment; DossierBatch::ROWS],
    deadlines: [PackedMoment; DossierBatch::ROWS],
    /// Whether the deadline leans on a provisional day, or the dossier was put off.
    are_rare: [bool; DossierBatch::ROWS],
    outcomes: [Outcome; DossierBatch::ROWS],
    counters: [[u8; DossierBatch::ROWS]; 4],
    days: [[u8; DossierBatch::ROWS]; 2],
    declined: [bool; DossierBatch::ROWS],
    /// How each dossier is served; `None` where no column tells.
    services: Option<Box<[Answers; DossierBatch::ROWS]>>,
    months: [u32; DossierBatch::ROWS],
}

impl Default for DossierBatch {
    fn default() -> DossierBatch {
        DossierBatch {
            rows: 0..0,
            ends: [PackedMoment::default(); DossierBatch::ROWS],
            deadlines: [PackedMoment::default(); DossierBatch::ROWS],
            are_rare: [false; DossierBatch::ROWS],
            outcomes: [Outcome::at(0); DossierBatch::ROWS],
            counters: [[0; DossierBatch::ROWS]; 4],
            days: [[0; DossierBatch::ROWS]; 2],
            declined: [false; DossierBatch::ROWS],
            services: None,
            months: [0; DossierBatch::ROWS],
        }
    }
}

impl DossierBatch {
    /// At most this many dossiers at a time.
    pub const ROWS: usize = 64;

    /// Evaluates some rows of these columns. Results of a row that cannot be built mean nothing.
    ///
    /// `term` gives the term of a row's procedure, where there are any.
    ///
    /// # Panics
    ///
    /// If they are more than [`DossierBatch::ROWS`], or not all there.
    #[inline(always)]
    pub fn evaluate(
        &mut self,
        clock: &Clock,
        facts: &FactsColumns,
        rows: Range<usize>,
        term: Option<&impl Fn(usize) -> Option<Term>>,
        measurable: Measurable,
    ) {
        assert!(rows.len() <= DossierBatch::ROWS && rows.end <= facts.len(), "rows that are there");
        self.rows = rows;
        self.ends(clock, facts);
        self.deadlines(clock, facts, term);
        if measurable.tells_put_off() {
            self.put_off(facts);
        }
        self.outcomes(clock, facts);
        self.counters(clock, facts, measurable);
        if measurable.tells_services() {
            self.serve(clock, facts, measurable);
        } else {
            self.services = None;
        }
        self.days(clock, facts);
    }

    /// Asks each dossier by the plain rule: few exports have columns of this. What leans on a provisional day is rare.
    fn serve(&mut self, clock: &Clock, facts: &FactsColumns, measurable: Measurable) {
        let services =
            self.services.get_or_insert_with(|| Box::new([Answers::default(); DossierBatch::ROWS]));
        for (at, row) in self.rows.clone().enumerate() {
            let (dossier, outcome) = (DossierFacts::unchecked(facts.row(row)), self.outcomes[at]);
            let (bucket, ..) = Outcome::named(outcome.number());
            let is_new = dossier.received_at().is_some_and(|at| clock.period.has_begun_at(at));
            let (answers, leans_on) = if outcome.is_handled() {
                Service::ask(clock, &dossier, bucket, is_new, measurable.evidence())
            } else {
                (Answers::default(), None)
            };
            services[at] = answers;
            self.are_rare[at] |= leans_on.is_some();
        }
    }

    #[inline(always)]
    fn ends(&mut self, clock: &Clock, facts: &FactsColumns) {
        let ends = facts.ends_as_of(clock.policy.clock_end, clock.period.as_of(), self.rows.clone());
        self.ends.iter_mut().zip(ends).for_each(|(end, at)| *end = at);
    }

    #[inline(always)]
    fn deadlines(
        &mut self,
        clock: &Clock,
        facts: &FactsColumns,
        term: Option<&impl Fn(usize) -> Option<Term>>,
    ) {
        let rows = self.rows.clone();
        if term.is_some() || clock.policy.supplement != SupplementRule::AsRecorded {
            for ((deadline, leans), row) in self.deadlines.iter_mut().zip(&mut self.are_rare).zip(rows) {
                let term = term.and_then(|term| term(row));
                let (due, leans_on) = clock.deadline_of(&DossierFacts::unchecked(facts.row(row)), term);
                (*deadline, *leans) = (PackedMoment::of(due), leans_on.is_some());
            }
            return;
        }
        self.are_rare = [false; DossierBatch::ROWS];
        let due = &facts.due_at[rows.clone()];
        match clock.policy.deadline {
            DeadlineBasis::Original => {
                for (deadline, due) in self.deadlines.iter_mut().zip(due) {
                    *deadline = PackedMoment::of(*due);
                }
            }
            DeadlineBasis::Current => {
                let put_off = facts.extended_due_at[rows.clone()].iter().zip(&facts.rescheduled_due_at[rows]);
                for ((deadline, due), (extended, rescheduled)) in
                    self.deadlines.iter_mut().zip(due).zip(put_off)
                {
                    *deadline = PackedMoment::of(extended.or(*rescheduled).or(*due));
                }
            }
        }
    }

    /// A dossier that was put off is rare, and counted by the plain rule.
    #[inline(always)]
    fn put_off(&mut self, facts: &FactsColumns) {
        let rows = self.rows.clone();
        let put_off = facts.extended_due_at[rows.clone()].iter().zip(&facts.rescheduled_due_at[rows]);
        for (is_rare, (extended, rescheduled)) in self.are_rare.iter_mut().zip(put_off) {
            *is_rare |= extended.is_some() | rescheduled.is_some();
        }
    }

    #[inline(always)]
    fn outcomes(&mut self, clock: &Clock, facts: &FactsColumns) {
        let (bounds, rows) = (Bounds::of(clock), self.rows.clone());
        let mut indices = [0; DossierBatch::ROWS];
        let (asked, brought) = (&facts.supplement_requested_at, &facts.supplement_completed_at);
        let supplements = asked[rows.clone()].iter().zip(&brought[rows.clone()]);
        let records = facts.status[rows.clone()].iter().zip(&facts.received_at[rows]).zip(supplements);
        let told = self.ends.iter().zip(&self.deadlines);
        for ((index, (end, deadline)), ((status, received), (asked, brought))) in
            indices.iter_mut().zip(told).zip(records)
        {
            let times = Times {
                received: PackedMoment::of(*received),
                end: *end,
                deadline: *deadline,
                supplement_requested: PackedMoment::of(*asked),
                supplement_completed: PackedMoment::of(*brought),
            };
            *index = bounds.compare(*status, times).index();
        }
        for (outcome, index) in self.outcomes[..self.rows.len()].iter_mut().zip(indices) {
            *outcome = Outcome::at(index);
        }
    }

    #[inline(always)]
    fn counters(&mut self, clock: &Clock, facts: &FactsColumns, measurable: Measurable) {
        let (bounds, rows) = (Bounds::of(clock), self.rows.clone());
        let [outcomes, channels, visits, marks] = &mut self.counters;
        // Slices of one length, so that the loops have no bounds to check.
        let all = &self.outcomes[..rows.len()];
        let mut received_in_period = [false; DossierBatch::ROWS];
        let received = &mut received_in_period[..rows.len()];
        let begun = facts.received_at[rows.clone()].iter().zip(all);
        for (told, (at, outcome)) in received.iter_mut().zip(begun) {
            *told = outcome.is_handled() & bounds.has_begun_at(PackedMoment::of(*at));
        }
        let begun = facts.received_at[rows.clone()].iter().zip(&*received);
        for ((counter, outcome), (at, received)) in outcomes.iter_mut().zip(all).zip(begun) {
            let undated = outcome.is_undated() & bounds.has_begun_at(PackedMoment::of(*at));
            *counter = Increments::outcome(*outcome, received | undated);
        }
        let channel_of = &facts.channel[rows.clone()];
        for (counter, (channel, received)) in channels.iter_mut().zip(channel_of.iter().zip(&*received)) {
            *counter = Increments::channel(*channel, *received);
        }
        let levels = &facts.online_level[rows.clone()];
        if levels.iter().fold(false, |any, level| any | (*level as u8 != OnlineLevel::Unknown as u8)) {
            for (counter, level) in channels.iter_mut().zip(levels) {
                *counter = Increments::level(*counter, *level);
            }
        }
        let requests = &facts.supplement_requests[rows.clone()];
        let counted = if measurable.has_visits() { &facts.repeat_visits[rows.clone()] } else { requests };
        for ((counter, outcome), (channel, counted)) in
            visits.iter_mut().zip(all).zip(channel_of.iter().zip(counted))
        {
            *counter = measurable.repeat(*outcome, *channel, *counted);
        }
        if measurable.has_requests() {
            for ((counter, outcome), requests) in visits.iter_mut().zip(all).zip(requests) {
                *counter += Measurable::requests(*outcome, *requests);
            }
        }
        if !measurable.asks_for_marks() {
            for (counter, outcome) in marks.iter_mut().zip(all) {
                *counter = measurable.marks(*outcome, Mark::No, Mark::No);
            }
            return;
        }
        let told = facts.apologised[rows.clone()].iter().zip(&facts.result_corrected[rows]);
        for ((counter, outcome), (apologised, corrected)) in marks.iter_mut().zip(all).zip(told) {
            *counter = measurable.marks(*outcome, *apologised, *corrected);
        }
    }

    #[inline(always)]
    fn days(&mut self, clock: &Clock, facts: &FactsColumns) {
        let (settled, received) = (clock.calendar.settled(), &facts.received_at[self.rows.clone()]);
        let (mut before, mut upto) = ([0; DossierBatch::ROWS], [0; DossierBatch::ROWS]);
        for (before, received) in before.iter_mut().zip(received) {
            *before = settled.up_to(PackedMoment::of(*received).day());
        }
        for (upto, end) in upto[..self.rows.len()].iter_mut().zip(&self.ends) {
            *upto = settled.up_to(end.day());
        }
        let working = before.iter().zip(&upto);
        let [calendar, working_days] = &mut self.days;
        let told = (calendar.iter_mut().zip(working_days)).zip(&mut self.declined);
        let seen = self.outcomes.iter().zip(self.are_rare).zip(&self.ends).zip(working);
        for ((((calendar, in_office), declined), (((outcome, leans), end), working)), received) in
            told.zip(seen).zip(received)
        {
            let worked = [*working.0, *working.1];
            let days = [end.days_since(PackedMoment::of(*received)), settled.between(worked, end.day())];
            ([*calendar, *in_office], *declined) = Increments::days(*outcome, leans, days);
        }
        let rows = self.rows.len();
        for (month, end) in self.months[..rows].iter_mut().zip(&self.ends) {
            *month = end.month();
        }
        for (month, outcome) in self.months[..rows].iter_mut().zip(&self.outcomes) {
            let other = if outcome.is_handled() { MonthKey::Open } else { MonthKey::None };
            *month = if outcome.is_concluded() { *month } else { other.number() };
        }
    }

    /// Gives what a row of the batch adds to a tally; `None` of one that is declined.
    #[inline]
    pub(super) fn increments(&self, row: usize) -> Option<Increments> {
        let row = row % DossierBatch::ROWS;
        let [outcomes, channels, visits, marks] = &self.counters;
        let increments = Increments {
            counters: [outcomes[row], channels[row], visits[row], marks[row]],
            days: [self.days[0][row], self.days[1][row]],
        };
        (!self.declined[row]).then_some(increments)
    }

    /// Gives how a row of the batch is served; `None` where no column tells.
    #[inline]
    pub(super) fn answers(&self, row: usize) -> Option<Answers> {
        self.services.as_ref().map(|answers| answers[row % DossierBatch::ROWS])
    }

    /// Gives the rows that are open and overdue, and their deadlines.
    pub(super) fn overdue(&self) -> impl Iterator<Item = (usize, PackedMoment)> + '_ {
        let rows = self.outcomes[..self.rows.len()].iter().zip(&self.deadlines).enumerate();
        rows.filter(|(_, (outcome, _))| outcome.is(Bucket::OpenOverdue)).map(|(at, (_, due))| (at, *due))
    }

    /// Gives the months that the rows count in, by [`MonthKey::number`].
    #[inline]
    pub fn months(&self) -> &[u32] {
        &self.months[..self.rows.len()]
    }
}
