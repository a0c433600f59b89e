use super::DossierTally;
use super::days::DENSE;
use crate::clock::{Bucket, Clock, Hands, Placement, Standing};
use crate::dossier::{Channel, DossierFacts};
use crate::evidence::Evidence;
use crate::mark::Mark;
use crate::moment::Word;

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
pub(crate) struct Observation {
    pub(super) places: [u8; 4],
    /// Calendar and working days from receipt to result, and 1; or 0 where there are none.
    pub(super) days: [u8; 2],
    /// Whether [`Accumulator::remark`](super::Accumulator::remark) has something to add.
    pub(super) has_remarks: bool,
}

/// Buckets and the stopped late, each received in the period or not.
#[allow(clippy::cast_possible_truncation)]
const STANDINGS: u8 = 2 * Standing::COUNT as u8;
/// The channels, and none.
#[allow(clippy::cast_possible_truncation)]
const CHANNELS: u8 = Channel::ALL.len() as u8 + 1;
/// 0 to 3 visits below and above the threshold, and unknown; by: supplement requests unknown, several, at most one.
const VISITS: u8 = 3 * (2 * 4 + 1);
/// Late share, apologies and accuracy: each unknown, no, yes.
const MARKS: u8 = 3 * 3 * 3;

const CHANNELS_FROM: u8 = STANDINGS;
const VISITS_FROM: u8 = CHANNELS_FROM + CHANNELS;
const MARKS_FROM: u8 = VISITS_FROM + VISITS;
/// How many places the four tables have.
pub(super) const PLACES: usize = (MARKS_FROM + MARKS) as usize;

impl Measurable {
    /// By the evidence of an input.
    pub fn of(clock: &Clock, evidence: Evidence) -> Measurable {
        let deadline = if clock.tells_deadlines(evidence) { Evidence::DEADLINE } else { Evidence::NONE };
        let evidence = evidence.without(Evidence::DEADLINE) | deadline;
        Measurable { evidence, repeat_threshold: clock.policy.repeat_threshold }
    }
}

impl Observation {
    pub(super) fn of(
        clock: &Clock,
        dossier: &DossierFacts,
        standing: Standing,
        leans: bool,
        measurable: Measurable,
    ) -> Observation {
        let parts = dossier.parts();
        let (received, end) = (Word::of(parts.received_at), Word::of(dossier.end(clock.policy.clock_end)));
        let settled = clock.calendar.settled();
        let working = settled.between([received, end].map(|at| settled.up_to(at.day())), end.day());
        let (days, has_remarks) = Observation::days(standing, leans, [end.days_since(received), working]);
        let received_in_period = standing.is_handled() & Hands::of(clock).has_begun_at(received);
        Observation {
            places: [
                Observation::standing(standing, received_in_period),
                Observation::channel(parts.channel, received_in_period),
                measurable.visits(standing, [parts.supplement_requests, parts.repeat_visits]),
                measurable.marks(standing, parts.apologised, parts.result_corrected),
            ],
            days,
            has_remarks,
        }
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn standing(standing: Standing, received_in_period: bool) -> u8 {
        standing.number() as u8 * 2 + u8::from(received_in_period)
    }

    #[inline]
    pub(super) fn channel(channel: Channel, received_in_period: bool) -> u8 {
        CHANNELS_FROM + either(received_in_period, channel as u8, CHANNELS - 1)
    }

    /// Of calendar and working days from receipt to result what is counted, and 1; and whether there is something to remark.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn days(standing: Standing, leans: bool, [days, working]: [u32; 2]) -> ([u8; 2], bool) {
        let is_plain = !leans & (days < DENSE) & (working < DENSE);
        let is_counted = standing.has_result() & is_plain;
        let counted = [days, working].map(|days| if is_counted { days as u8 + 1 } else { 0 });
        (counted, (standing.has_result() & !is_plain) | (leans & standing.is_handled()))
    }
}

impl Measurable {
    fn visits(self, standing: Standing, [requests, repeat_visits]: [u32; 2]) -> u8 {
        let visits = if self.has_visits() { repeat_visits } else { requests };
        let by_requests = if self.has_requests() { Measurable::requests(standing, requests) } else { 0 };
        self.repeat(standing, visits) + by_requests
    }

    /// Whether there is a column of visits, rather than one of supplement requests that stand for them.
    pub(super) fn has_visits(self) -> bool {
        self.evidence.has(Evidence::REPEAT_VISITS)
    }

    pub(super) fn has_requests(self) -> bool {
        self.evidence.has(Evidence::SUPPLEMENT_REQUESTS)
    }

    /// The place by visits, whatever counts as such.
    #[inline(always)]
    #[allow(clippy::inline_always, clippy::cast_possible_truncation, reason = "once a dossier; below 8")]
    pub(super) fn repeat(self, standing: Standing, visits: u32) -> u8 {
        let is_known = self.evidence.has_any(Evidence::REPEAT_VISITS | Evidence::SUPPLEMENT_REQUESTS);
        let above = u8::from(visits >= self.repeat_threshold) << 2;
        let known = visits.min(3) as u8 | above;
        VISITS_FROM + 3 * either(is_known & standing.is_concluded(), known, 8)
    }

    /// How much further it lies by supplement requests.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a dossier")]
    pub(super) fn requests(standing: Standing, requests: u32) -> u8 {
        either(standing.is_concluded(), 1 + u8::from(requests <= 1), 0)
    }

    /// Whether marks of a dossier make a difference.
    pub(super) fn asks_for_marks(self) -> bool {
        self.evidence.has_any(Evidence::APOLOGISED | Evidence::RESULT_CORRECTED)
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a dossier")]
    pub(super) fn marks(self, standing: Standing, apologised: Mark, corrected: Mark) -> u8 {
        let told = |evidence| self.evidence.has(evidence);
        let is_judged = told(Evidence::DEADLINE) & standing.is_handled();
        let late = answer(is_judged, u8::from(standing.is_late()));
        let apologised = answer(told(Evidence::APOLOGISED) & standing.is(Bucket::Late), apologised as u8);
        let has_result = told(Evidence::RESULT_CORRECTED) & standing.has_result();
        let corrected = answer(has_result, corrected as u8);
        MARKS_FROM + (late * 3 + apologised) * 3 + corrected
    }
}

/// A mark as 0 of no answer, 1 of no and 2 of yes.
#[inline]
fn answer(is_asked: bool, mark: u8) -> u8 {
    let is_known = mark != Mark::Unknown as u8;
    either(is_asked & is_known, mark.wrapping_add(1), 0)
}

/// One of both, by their bits: a choice of ways is what a processor can't foresee.
#[inline(always)]
#[allow(clippy::inline_always, reason = "once a dossier")]
fn either(is_one: bool, one: u8, other: u8) -> u8 {
    let bits = u8::from(is_one).wrapping_neg();
    (one & bits) | (other & !bits)
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
            self.count(place, 1);
        }
        for (days, slot) in [&mut self.days, &mut self.working_days].into_iter().zip(seen.days) {
            // The first slot is that of those without.
            slot.checked_sub(1).into_iter().for_each(|taken| days.add(taken.into()));
        }
        if seen.has_remarks {
            self.remark(clock, dossier, placed);
        }
    }

    /// Counts `n` dossiers at a place of a table.
    pub(super) fn count(&mut self, place: u8, n: u64) {
        match place {
            MARKS_FROM.. => self.count_marks(place - MARKS_FROM, n),
            VISITS_FROM.. => self.count_visits(place - VISITS_FROM, n),
            CHANNELS_FROM.. => {
                if let Some(channel) = self.counts.channels.0.get_mut(usize::from(place - CHANNELS_FROM)) {
                    *channel += n;
                }
            }
            _ => self.count_standing(u16::from(place / 2), place % 2 == 1, n),
        }
    }

    fn count_standing(&mut self, standing: u16, received: bool, n: u64) {
        let (bucket, stopped_late) = Standing::numbered(standing);
        self.counts.buckets[bucket as usize] += n;
        self.counts.stopped_late += if stopped_late { n } else { 0 };
        if bucket.is_handled() {
            let handled = if received { &mut self.counts.received } else { &mut self.counts.carried_in };
            *handled += n;
        }
    }

    fn count_visits(&mut self, place: u8, n: u64) {
        let (visits, once) = (place / 3, place % 3);
        if visits < 8 {
            self.counts.repeat_visits.0[usize::from(visits % 4)] += n;
            self.repeat_visits.count_many(visits >= 4, n);
        }
        if once > 0 {
            self.supplement_once.count_many(once == 2, n);
        }
    }

    fn count_marks(&mut self, place: u8, n: u64) {
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
