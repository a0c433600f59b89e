use super::DossierTally;
use super::days::DENSE;
use crate::clock::{Bucket, Clock, MonthKey, Placement, Standing};
use crate::dossier::{Channel, DossierFacts};
use crate::evidence::Evidence;
use crate::mark::Mark;
use crate::procedure::Term;

/// What an export with certain columns can tell of its dossiers by a clock.
#[derive(Debug, Clone, Copy)]
pub struct Measurable {
    /// With [`Evidence::DEADLINE`] where it can tell deadlines.
    evidence: Evidence,
    repeat_threshold: u32,
}

/// All that one dossier adds to a tally, as numbers: of four tables in each of which it counts at one place, and of its
/// days. They are told without a choice of ways, since which way a dossier goes is what a processor can't foresee.
#[derive(Debug, Clone, Copy, Default)]
pub struct Observation {
    pub(super) places: [u8; 4],
    /// Calendar and working days from receipt to result, and 1; or 0 where there are none.
    pub(super) days: [u8; 2],
    /// Whether [`Accumulator::remark`](super::Accumulator::remark) has something to add.
    pub has_remarks: bool,
}

/// Buckets and the stopped late, each received in the period or not.
const STANDINGS: usize = 2 * Standing::COUNT;
/// The channels, and none.
const CHANNELS: usize = Channel::ALL.len() + 1;
/// 0 to 3 visits below and above the threshold, and unknown; by: supplement requests unknown, several, at most one.
const VISITS: usize = 3 * (2 * 4 + 1);
/// Late share, apologies and accuracy: each unknown, no, yes.
const MARKS: usize = 3 * 3 * 3;

const CHANNELS_FROM: usize = STANDINGS;
const VISITS_FROM: usize = CHANNELS_FROM + CHANNELS;
const MARKS_FROM: usize = VISITS_FROM + VISITS;
/// How many places the four tables have.
pub(super) const PLACES: usize = MARKS_FROM + MARKS;

impl Measurable {
    /// By the evidence of an input.
    pub fn of(clock: &Clock, evidence: Evidence) -> Measurable {
        let deadline = if clock.tells_deadlines(evidence) { Evidence::DEADLINE } else { Evidence::NONE };
        let evidence = evidence.without(Evidence::DEADLINE) | deadline;
        Measurable { evidence, repeat_threshold: clock.policy.repeat_threshold }
    }
}

/// A dossier seen by a clock: what it adds, and the month of it.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// What it adds to a tally.
    pub observation: Observation,
    /// The month that it counts in.
    pub month: MonthKey,
}

impl Clock {
    /// What a dossier adds to a tally, and to which month's: what [`Clock::place`] and [`DossierTally::observe`] come to,
    /// without the rest.
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        reason = "so that what the clock has to say is worked out once for many dossiers"
    )]
    pub fn see(&self, dossier: &DossierFacts, term: Option<Term>, measurable: Measurable) -> Seen {
        let (deadline, leans_on) = self.deadline_of(dossier, term);
        let standing = self.standing(dossier, deadline);
        let month = match dossier.end(self.policy.clock_end) {
            Some(end) if standing.is_concluded() => MonthKey::Ended(end.day().month()),
            _ if standing.is_handled() => MonthKey::Open,
            _ => MonthKey::None,
        };
        Seen { observation: Observation::of(self, dossier, standing, leans_on.is_some(), measurable), month }
    }
}

impl Observation {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "as of what sees it")]
    // Every place is below PLACES, and that below 256.
    #[allow(clippy::cast_possible_truncation)]
    fn of(
        clock: &Clock,
        dossier: &DossierFacts,
        standing: Standing,
        leans: bool,
        measurable: Measurable,
    ) -> Observation {
        let received_in_period = clock.is_received_in_period(dossier, standing);
        let channel = if received_in_period { dossier.channel() as usize } else { Channel::ALL.len() };
        let days = if standing.has_result() { days(clock, dossier, leans) } else { Some([0; 2]) };
        Observation {
            places: [
                (standing.number() * 2 + usize::from(received_in_period)) as u8,
                (CHANNELS_FROM + channel) as u8,
                (VISITS_FROM + measurable.visits(dossier, standing)) as u8,
                (MARKS_FROM + measurable.marks(dossier, standing)) as u8,
            ],
            days: days.unwrap_or_default(),
            has_remarks: days.is_none() | (leans & standing.is_handled()),
        }
    }
}

/// Calendar and working days from receipt to result, and 1; `None` of what is to be remarked.
#[inline]
#[allow(clippy::cast_possible_truncation)]
fn days(clock: &Clock, dossier: &DossierFacts, leans: bool) -> Option<[u8; 2]> {
    let (from, to) = (dossier.received_at()?.day(), dossier.end(clock.policy.clock_end)?.day());
    let (days, working) = (to.since(from).cast_unsigned(), clock.calendar.settled_working_days(from, to)?);
    let is_plain = !leans && days.max(working) < DENSE;
    is_plain.then_some([days as u8 + 1, working as u8 + 1])
}

impl Measurable {
    #[inline]
    fn visits(self, dossier: &DossierFacts, standing: Standing) -> usize {
        let (requests, is_concluded) = (dossier.supplement_requests(), standing.is_concluded());
        let by_requests = self.evidence.has(Evidence::SUPPLEMENT_REQUESTS);
        let by_visits = self.evidence.has(Evidence::REPEAT_VISITS);
        let visits = if by_visits { dossier.repeat_visits() } else { requests };
        let is_known = (by_visits | by_requests) & is_concluded;
        let above = usize::from(visits >= self.repeat_threshold) << 2;
        let visits = if is_known { visits.min(3) as usize | above } else { 8 };
        let once = 1 + usize::from(requests <= 1);
        visits * 3 + if by_requests & is_concluded { once } else { 0 }
    }

    #[inline]
    fn marks(self, dossier: &DossierFacts, standing: Standing) -> usize {
        let is_late = standing.number() == Bucket::Late as usize;
        let told = |evidence| self.evidence.has(evidence);
        let is_judged = told(Evidence::DEADLINE) & standing.is_handled();
        let late = answer(is_judged, Mark::from(standing.is_late()));
        let apologised = answer(told(Evidence::APOLOGISED) & is_late, dossier.apologised());
        let has_result = told(Evidence::RESULT_CORRECTED) & standing.has_result();
        let corrected = answer(has_result, dossier.result_corrected());
        (late * 3 + apologised) * 3 + corrected
    }
}

/// A mark as 0 of no answer, 1 of no and 2 of yes.
#[inline]
fn answer(is_asked: bool, mark: Mark) -> usize {
    let answer = (mark as usize + 1) % 3;
    if is_asked { answer } else { 0 }
}

impl DossierTally {
    /// Counts one dossier at its place; `evidence` tells which columns its export has.
    pub fn observe(
        &mut self,
        clock: &Clock,
        dossier: &DossierFacts,
        placed: &Placement<Bucket>,
        evidence: Evidence,
    ) {
        let standing = Standing::of(placed.bucket, placed.stopped_late);
        let measurable = Measurable::of(clock, evidence);
        let seen = Observation::of(clock, dossier, standing, placed.leans_on.is_some(), measurable);
        for place in seen.places {
            self.count(place.into(), 1);
        }
        let [calendar, working] = seen.days.map(usize::from);
        self.count_days(calendar, [1, 0]);
        self.count_days(working, [0, 1]);
        if seen.has_remarks {
            self.remark(clock, dossier, placed);
        }
    }

    /// Counts so many dossiers that took as many calendar and working days as the slot is after the first, which is that of
    /// those without.
    pub(super) fn count_days(&mut self, slot: usize, [calendar, working]: [u64; 2]) {
        if let Some(days) = u32::try_from(slot).ok().and_then(|slot| slot.checked_sub(1)) {
            self.days.add_many(days, calendar);
            self.working_days.add_many(days, working);
        }
    }

    /// Counts `n` dossiers at a place of a table.
    pub(super) fn count(&mut self, place: usize, n: u64) {
        match place {
            MARKS_FROM.. => self.count_marks(place - MARKS_FROM, n),
            VISITS_FROM.. => self.count_visits(place - VISITS_FROM, n),
            CHANNELS_FROM.. => {
                if let Some(channel) = self.counts.channels.0.get_mut(place - CHANNELS_FROM) {
                    *channel += n;
                }
            }
            _ => self.count_standing(place / 2, place % 2 == 1, n),
        }
    }

    fn count_standing(&mut self, standing: usize, received: bool, n: u64) {
        let (bucket, stopped_late) = Standing::numbered(standing);
        self.counts.buckets[bucket as usize] += n;
        self.counts.stopped_late += if stopped_late { n } else { 0 };
        if bucket.is_handled() {
            let handled = if received { &mut self.counts.received } else { &mut self.counts.carried_in };
            *handled += n;
        }
    }

    fn count_visits(&mut self, place: usize, n: u64) {
        let (visits, once) = (place / 3, place % 3);
        if visits < 8 {
            self.counts.repeat_visits.0[visits % 4] += n;
            self.repeat_visits.count_many(visits >= 4, n);
        }
        if once > 0 {
            self.supplement_once.count_many(once == 2, n);
        }
    }

    fn count_marks(&mut self, place: usize, n: u64) {
        let (late, apologised, corrected) = (place / 9, place / 3 % 3, place % 3);
        if late > 0 {
            self.late_share.count_many(late == 2, n);
        }
        if apologised > 0 {
            self.apologised.count_many(apologised == 2, n);
        }
        if corrected > 0 {
            self.accurate.count_many(corrected == 1, n);
        }
    }
}
