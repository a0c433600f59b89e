use std::ops::AddAssign;

use super::DossierBatch;
use super::increments::{COUNTERS, OUT_OF_PERIOD, add_counter};
use crate::clock::{Bucket, Clock, Placement};
use crate::dossier::DossierFacts;
use crate::evidence::Evidence;
use crate::tally::{Answers, DossierTally};

/// A [`DossierTally`] that is being counted, small and fast to add to.
///
/// [`Accumulator::count`], [`Accumulator::merge`], and in the end [`Accumulator::add_to`]: however dossiers are dealt
/// out to accumulators, the tally is the one that [`DossierTally::observe`] makes of all of them.
#[derive(Debug, Clone, Default)]
// What is touched most stands together at the beginning.
#[repr(C)]
pub struct Accumulator {
    /// In 8 bits each: there are many groups, and a core's cache is small.
    counts: Counts<u8>,
    /// What goes beyond them.
    beyond: Option<Box<Beyond>>,
}

/// What was counted before.
#[derive(Debug, Clone, Default)]
struct Beyond {
    counts: Counts<u32>,
    /// What goes beyond them too, and dossiers that the batch declined.
    rest: DossierTally,
}

/// Counts in numbers of one kind, as what is fast to add to.
#[derive(Debug, Clone)]
#[repr(C)]
struct Counts<N> {
    /// The counters of increments; at [`ALL`] the number of dossiers; from [`DAYS`] on pairs of calendar and working days, the
    /// first pair of dossiers without any.
    near: [N; ROOM],
    /// Pairs of days that are too many for `near`.
    long: Vec<[N; 2]>,
}

/// With what else stands beside them they fill four lines of a processor's cache.
const ROOM: usize = 208;
/// A power of two, so that an index taken modulo it needs no bounds check.
const COUNTERS_MASKED: usize = COUNTERS.next_power_of_two();
const _: () = assert!(COUNTERS_MASKED <= ROOM, "every counter has room");
/// Where all dossiers are counted.
const ALL: usize = COUNTERS;
/// Where the days begin.
const DAYS: usize = (ALL + 1).next_multiple_of(2);
/// How many days have a counter in `near`.
const SHORT: usize = (ROOM - DAYS) / 2;

impl<N: Copy + Default> Default for Counts<N> {
    fn default() -> Counts<N> {
        Counts { near: [N::default(); ROOM], long: Vec::new() }
    }
}

impl Accumulator {
    /// Counts a row of a batch; `false` where the batch declined it, and it is to be counted by
    /// [`Accumulator::observe`].
    #[inline(always)]
    #[must_use]
    #[allow(clippy::inline_always, reason = "once a dossier")]
    pub fn count(&mut self, batch: &DossierBatch, row: usize) -> bool {
        if self.counts.near[ALL] == u8::MAX {
            self.spill();
        }
        // Only now, so that no register is saved around the call above.
        let Some(increments) = batch.increments(row) else { return false };
        self.counts.near[ALL] += 1;
        for counter in increments.counters {
            self.counts.near[usize::from(counter) % COUNTERS_MASKED] += 1;
        }
        for (days, which) in increments.days.map(usize::from).into_iter().zip(0..) {
            if days < SHORT {
                self.counts.near[DAYS + 2 * days + which] += 1;
            } else {
                self.counts.count_long(days - SHORT, which);
            }
        }
        if let Some(answers) = batch.answers(row) {
            self.serve(answers);
        }
        true
    }

    /// Prefetches the cache lines that most dossiers count in. The number keeps the reads alive and says nothing.
    #[inline]
    pub fn prefetch(&self) -> u8 {
        const LINE: usize = 64;
        self.counts.near.iter().step_by(LINE).take(DAYS / LINE + 2).fold(0, |all, n| all ^ n)
    }

    /// Counts a dossier that the batch declined, by the plain rule.
    #[cold]
    pub fn observe(
        &mut self,
        clock: &Clock,
        dossier: &DossierFacts,
        placed: &Placement<Bucket>,
        evidence: Evidence,
    ) {
        self.beyond.get_or_insert_default().rest.observe(clock, dossier, placed, evidence);
    }

    /// How many dossiers were counted.
    pub fn counted(&self) -> u64 {
        let beyond = |of: &Beyond| u64::from(of.counts.near[ALL]) + of.rest.counts.accepted();
        u64::from(self.counts.near[ALL]) + self.beyond.as_deref().map_or(0, beyond)
    }

    /// Counts so many dossiers that are out of the period: nothing else is told of them.
    pub fn count_out_of_period(&mut self, n: u64) {
        let Some(few) = u8::try_from(n).ok().filter(|few| self.counts.near[ALL].checked_add(*few).is_some())
        else {
            let beyond = self.beyond.get_or_insert_default();
            beyond.rest.counts.count_out_of_period(n);
            return;
        };
        self.counts.near[ALL] += few;
        self.counts.near[usize::from(OUT_OF_PERIOD)] += few;
    }

    /// Takes in what another counted.
    pub fn merge(&mut self, other: &Accumulator) {
        if !self.counts.has_room(&other.counts) {
            self.spill();
        }
        self.counts.add(&other.counts);
        if let Some(other) = &other.beyond {
            let beyond = self.beyond.get_or_insert_default();
            beyond.take(&other.counts);
            beyond.rest.merge(&other.rest);
        }
    }

    /// Adds what was counted to a tally.
    pub fn add_to(&self, tally: &mut DossierTally) {
        self.counts.add_to(tally);
        if let Some(beyond) = &self.beyond {
            beyond.counts.add_to(tally);
            tally.merge(&beyond.rest);
        }
    }

    #[cold]
    fn serve(&mut self, answers: Answers) {
        self.beyond.get_or_insert_default().rest.services.count(answers);
    }

    #[cold]
    fn spill(&mut self) {
        self.beyond.get_or_insert_default().take(&self.counts);
        self.counts.near.fill(0);
        self.counts.long.fill([0; 2]);
    }
}

impl Beyond {
    fn take<N: Count>(&mut self, counts: &Counts<N>)
    where
        u32: From<N>,
    {
        if !self.counts.has_room(counts) {
            std::mem::take(&mut self.counts).add_to(&mut self.rest);
        }
        self.counts.add(counts);
    }
}

/// A number that counts are held in.
trait Count: Copy + Default + AddAssign + Into<u64> {
    /// At most this many dossiers can be counted.
    const MOST: u64;
}

impl Count for u8 {
    const MOST: u64 = u8::MAX as u64;
}

impl Count for u32 {
    /// In tests few, so that it comes to that.
    const MOST: u64 = if cfg!(test) { 1000 } else { u32::MAX as u64 };
}

impl Counts<u8> {
    #[cold]
    fn count_long(&mut self, days: usize, which: usize) {
        if self.long.len() <= days {
            self.long.resize(days + 1, [0; 2]);
        }
        self.long[days][which] += 1;
    }
}

impl<N: Count> Counts<N> {
    fn has_room<M: Count>(&self, other: &Counts<M>) -> bool {
        self.near[ALL].into() + other.near[ALL].into() <= N::MOST
    }

    fn add<M: Count>(&mut self, other: &Counts<M>)
    where
        N: From<M>,
    {
        if self.long.len() < other.long.len() {
            self.long.resize(other.long.len(), [N::default(); 2]);
        }
        self.near.iter_mut().zip(&other.near).for_each(|(to, from)| *to += N::from(*from));
        let long = self.long.as_flattened_mut().iter_mut().zip(other.long.as_flattened());
        long.for_each(|(to, from)| *to += N::from(*from));
    }

    fn add_to(&self, tally: &mut DossierTally) {
        // Those that are 0 too: which are is what a processor can't foresee.
        for (place, n) in (0..).zip(&self.near[..COUNTERS]) {
            add_counter(tally, place, (*n).into());
        }
        let (near, _) = self.near[DAYS..].as_chunks();
        for (days, which) in [&mut tally.days, &mut tally.working_days].into_iter().zip(0..) {
            // The first is of those without days.
            let counts = near[1..].iter().chain(&self.long);
            days.add_dense(counts.map(|counts: &[N; 2]| counts[which].into()));
        }
    }
}
