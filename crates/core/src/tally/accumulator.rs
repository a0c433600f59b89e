use super::observation::{Observation, PLACES};
use super::{DossierTally, Sight};
use crate::clock::{Bucket, Clock, Placement};
use crate::dossier::DossierFacts;

/// A [`DossierTally`] that is being counted: the same, in little room and as what is fast to add to.
///
/// [`Accumulator::observe`], [`Accumulator::merge`], and in the end [`Accumulator::add_to`]: however dossiers are dealt
/// out to accumulators, the tally is the one that [`DossierTally::observe`] makes of all of them.
#[derive(Debug, Clone)]
pub struct Accumulator {
    /// In 8 bits each: there are many groups, and a core's cache is small. As many as are found without asking whether a
    /// place is one.
    counts: [u8; ROOM],
    /// So many more dossiers can be counted in them.
    room: u8,
    /// How many took how many calendar and working days, and 1; at 0 those without.
    days: [[u8; 2]; SHORT],
    /// The same of longer ones.
    long: Vec<[u8; 2]>,
    /// What goes beyond this room.
    beyond: Option<Box<Beyond>>,
}

/// What was counted before, as what is fast to add to.
#[derive(Debug, Clone)]
struct Beyond {
    counts: [u64; ROOM],
    days: [[u64; 2]; SHORT],
    /// Longer days, and what few dossiers have.
    rest: DossierTally,
}

/// Places for the counts: a power of two.
const ROOM: usize = PLACES.next_power_of_two();

/// So many days stand beside the counts, where a processor finds them without asking where.
const SHORT: usize = 40;

impl Default for Accumulator {
    fn default() -> Accumulator {
        Accumulator {
            counts: [0; ROOM],
            room: u8::MAX,
            days: [[0; 2]; SHORT],
            long: Vec::new(),
            beyond: None,
        }
    }
}

impl Default for Beyond {
    fn default() -> Beyond {
        Beyond { counts: [0; ROOM], days: [[0; 2]; SHORT], rest: DossierTally::default() }
    }
}

impl Accumulator {
    /// Counts the dossier at that place of those that were looked at; `true` where [`Accumulator::remark`] has something to
    /// add.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a dossier")]
    pub fn observe(&mut self, sight: &Sight, place: usize) -> bool {
        self.make_room(1);
        // Only now, so that nothing of it is to be kept while room is made.
        let seen: Observation = sight.observation(place);
        for place in seen.places {
            self.counts[usize::from(place) % ROOM] += 1;
        }
        for (slots, which) in seen.days.map(usize::from).into_iter().zip(0..) {
            self.slot(slots)[which] += 1;
        }
        seen.has_remarks
    }

    /// Reads something of every part of it, which brings it near to the processor. What it is means nothing.
    #[inline]
    pub fn touch(&self) -> u8 {
        const LINE: usize = 64;
        let counts = self.counts.iter().step_by(LINE).fold(self.room, |all, n| all ^ n);
        self.days.iter().step_by(LINE / 2).fold(counts, |all, [days, _]| all ^ days)
    }

    /// Adds what few dossiers have.
    pub fn remark(&mut self, clock: &Clock, dossier: &DossierFacts, placed: &Placement<Bucket>) {
        self.beyond.get_or_insert_default().rest.remark(clock, dossier, placed);
    }

    /// Takes in what another counted.
    pub fn merge(&mut self, other: &Accumulator) {
        self.make_room(u8::MAX - other.room);
        self.counts.iter_mut().zip(other.counts).for_each(|(to, from)| *to += from);
        if self.long.len() < other.long.len() {
            self.long.resize(other.long.len(), [0; 2]);
        }
        let slots = self.days.as_flattened_mut().iter_mut().chain(self.long.as_flattened_mut());
        let others = other.days.as_flattened().iter().chain(other.long.as_flattened());
        slots.zip(others).for_each(|(to, from)| *to += from);
        if let Some(beyond) = &other.beyond {
            self.beyond.get_or_insert_default().merge(beyond);
        }
    }

    /// Adds what was counted to a tally.
    pub fn add_to(&self, tally: &mut DossierTally) {
        // Those that are 0 too: which are is what a processor can't foresee.
        for (place, n) in (0..).zip(&self.counts[..PLACES]) {
            tally.count(place, (*n).into());
        }
        for (days, which) in [&mut tally.days, &mut tally.working_days].into_iter().zip(0..) {
            // The first is of those without days.
            let last = self.last_slot(which).checked_sub(1);
            let counts = self.days[1..].iter().chain(&self.long);
            days.add_dense(last, counts.map(|counts: &[u8; 2]| u32::from(counts[which])));
        }
        if let Some(beyond) = &self.beyond {
            beyond.add_to(tally);
        }
    }

    #[inline]
    fn make_room(&mut self, dossiers: u8) {
        match self.room.checked_sub(dossiers) {
            Some(room) => self.room = room,
            None => self.spill(dossiers),
        }
    }

    #[cold]
    fn spill(&mut self, dossiers: u8) {
        let mut beyond = self.beyond.take().unwrap_or_default();
        beyond.take(self);
        let room = u8::MAX - dossiers;
        *self = Accumulator { room, beyond: Some(beyond), ..Accumulator::default() };
    }

    /// How many took so many days, and 1.
    #[inline]
    fn slot(&mut self, slot: usize) -> &mut [u8; 2] {
        if slot < SHORT { &mut self.days[slot] } else { self.long_slot(slot - SHORT) }
    }

    #[cold]
    fn long_slot(&mut self, slot: usize) -> &mut [u8; 2] {
        if self.long.len() <= slot {
            self.long.resize(slot + 1, [0; 2]);
        }
        &mut self.long[slot]
    }

    /// The last in which anything was counted, of calendar or of working days; the first, if in none.
    fn last_slot(&self, which: usize) -> usize {
        let last = |slots: &[[u8; 2]]| slots.iter().rposition(|counts| counts[which] > 0);
        last(&self.long).map_or_else(|| last(&self.days).unwrap_or(0), |last| SHORT + last)
    }
}

impl Beyond {
    /// Adds what an accumulator has in its room.
    fn take(&mut self, from: &Accumulator) {
        self.counts.iter_mut().zip(from.counts).for_each(|(to, n)| *to += u64::from(n));
        let days = self.days.as_flattened_mut().iter_mut().zip(from.days.as_flattened());
        days.for_each(|(to, n)| *to += u64::from(*n));
        add_days(&mut self.rest, (SHORT..).zip(from.long.iter().map(|counts| counts.map(u64::from))));
    }

    fn merge(&mut self, other: &Beyond) {
        self.counts.iter_mut().zip(other.counts).for_each(|(to, n)| *to += n);
        let days = self.days.as_flattened_mut().iter_mut().zip(other.days.as_flattened());
        days.for_each(|(to, n)| *to += n);
        self.rest.merge(&other.rest);
    }

    fn add_to(&self, tally: &mut DossierTally) {
        for (place, n) in (0..).zip(&self.counts[..PLACES]) {
            tally.count(place, *n);
        }
        add_days(tally, (0..).zip(self.days));
        tally.merge(&self.rest);
    }
}

/// Adds how many took how many calendar and working days, and 1.
fn add_days(tally: &mut DossierTally, counts: impl Iterator<Item = (usize, [u64; 2])>) {
    for (days, [calendar, working]) in counts {
        // The first is of those without days.
        if let Some(days) = days.checked_sub(1).and_then(|days| u32::try_from(days).ok()) {
            tally.days.add_many(days, calendar);
            tally.working_days.add_many(days, working);
        }
    }
}
