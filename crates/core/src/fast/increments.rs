use super::outcome::Outcome;
use crate::clock::{Bucket, Clock};
use crate::dossier::{Channel, OnlineLevel};
use crate::evidence::Evidence;
use crate::mark::Mark;
use crate::tally::{DENSE_DAYS, DossierTally, Service};

/// What an export with certain columns can tell of its dossiers by a clock.
#[derive(Debug, Clone, Copy)]
pub struct Measurable {
    /// With [`Evidence::DEADLINE`] where it can tell deadlines.
    evidence: Evidence,
    repeat_threshold: u32,
}

/// The counters that one dossier adds 1 to: one in each of four tables, and two of days.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Increments {
    pub(super) counters: [u8; 4],
    /// Calendar and working days from receipt to result, and 1; or 0 where there are none.
    pub(super) days: [u8; 2],
}

/// Table 1: outcomes, each received in the period or not.
#[allow(clippy::cast_possible_truncation)]
const OUTCOMES: u8 = 2 * Outcome::COUNT as u8;
/// Table 2: the channels, and none; online, by the level where it is known.
const CHANNELS: u8 = NO_CHANNEL + 3;
#[allow(clippy::cast_possible_truncation)]
const NO_CHANNEL: u8 = Channel::ALL.len() as u8;
/// Table 3: 0 to 3 visits below and above the threshold, and unknown; by: supplement requests unknown, several, at most one.
const VISITS: u8 = 3 * (2 * 4 + 1);
/// Table 4: late share, apologies and accuracy: each unknown, no, yes.
const MARKS: u8 = 3 * 3 * 3;

const CHANNELS_FROM: u8 = OUTCOMES;
const VISITS_FROM: u8 = CHANNELS_FROM + CHANNELS;
const MARKS_FROM: u8 = VISITS_FROM + VISITS;
/// The counter of what is out of the period.
#[allow(clippy::cast_possible_truncation)]
pub(super) const OUT_OF_PERIOD: u8 = Bucket::OutOfPeriod as u8 * 2;
/// How many counters the four tables have.
pub(super) const COUNTERS: usize = (MARKS_FROM + MARKS) as usize;

impl Measurable {
    /// Says what an input with these columns can tell.
    pub fn of(clock: &Clock, evidence: Evidence) -> Measurable {
        let deadline = if clock.tells_deadlines(evidence) { Evidence::DEADLINE } else { Evidence::NONE };
        let evidence = evidence.without(Evidence::DEADLINE) | deadline;
        Measurable { evidence, repeat_threshold: clock.policy.repeat_threshold }
    }

    /// Whether there is a column of visits, rather than one of supplement requests that stand for them.
    pub(super) fn has_visits(self) -> bool {
        self.evidence.has(Evidence::REPEAT_VISITS)
    }

    /// Whether there are columns that tell whether an appointment was put off.
    pub(super) fn tells_put_off(self) -> bool {
        self.evidence.has_any(Evidence::PUT_OFF)
    }

    pub(super) fn has_requests(self) -> bool {
        self.evidence.has(Evidence::SUPPLEMENT_REQUESTS)
    }

    /// Whether marks of a dossier make a difference.
    pub(super) fn asks_for_marks(self) -> bool {
        self.evidence.has_any(Evidence::APOLOGISED | Evidence::RESULT_CORRECTED)
    }

    /// Whether there are columns that tell how dossiers are served.
    pub(super) fn tells_services(self) -> bool {
        Service::any_told(self.evidence)
    }

    /// The columns.
    pub(super) fn evidence(self) -> Evidence {
        self.evidence
    }

    /// Gives the counter by visits, whatever counts as such.
    #[inline(always)]
    #[allow(clippy::inline_always, clippy::cast_possible_truncation, reason = "once a dossier; below 8")]
    pub(super) fn repeat(self, outcome: Outcome, channel: Channel, visits: u32) -> u8 {
        let is_told = self.evidence.has_any(Evidence::REPEAT_VISITS | Evidence::SUPPLEMENT_REQUESTS);
        let by_requests = self.evidence.has(Evidence::CHANNEL) & !self.has_visits();
        let is_known = is_told & !(by_requests & (channel as u8 == Channel::Online as u8));
        let above = u8::from(visits >= self.repeat_threshold) << 2;
        let known = visits.min(3) as u8 | above;
        VISITS_FROM + 3 * select(is_known & outcome.is_concluded(), known, 8)
    }

    /// Gives what supplement requests add to the number of that counter.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a dossier")]
    pub(super) fn requests(outcome: Outcome, requests: u32) -> u8 {
        select(outcome.is_concluded(), 1 + u8::from(requests <= 1), 0)
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a dossier")]
    pub(super) fn marks(self, outcome: Outcome, apologised: Mark, corrected: Mark) -> u8 {
        let told = |evidence| self.evidence.has(evidence);
        let is_judged = told(Evidence::DEADLINE) & outcome.is_handled();
        let late = answer(is_judged, u8::from(outcome.is_late()));
        let apologised = answer(told(Evidence::APOLOGISED) & outcome.is_late_result(), apologised as u8);
        let has_result = told(Evidence::RESULT_CORRECTED) & outcome.has_result();
        let corrected = answer(has_result, corrected as u8);
        MARKS_FROM + (late * 3 + apologised) * 3 + corrected
    }
}

impl Increments {
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn outcome(outcome: Outcome, received_in_period: bool) -> u8 {
        outcome.number() as u8 * 2 + u8::from(received_in_period)
    }

    #[inline]
    pub(super) fn channel(channel: Channel, received_in_period: bool) -> u8 {
        CHANNELS_FROM + select(received_in_period, channel as u8, NO_CHANNEL)
    }

    /// Gives the counter of a channel by the level of what is online.
    #[inline]
    pub(super) fn level(counter: u8, level: OnlineLevel) -> u8 {
        let is_told =
            (counter == CHANNELS_FROM + Channel::Online as u8) & (level as u8 != OnlineLevel::Unknown as u8);
        select(is_told, CHANNELS_FROM + NO_CHANNEL + 1 + level as u8, counter)
    }

    /// Gives what is counted of the calendar and working days from receipt to result, and whether the dossier is declined: its
    /// days are too many for a counter, or a year is not covered, or it leans on a provisional day.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn days(outcome: Outcome, leans: bool, [days, working]: [u32; 2]) -> ([u8; 2], bool) {
        let are_dense = (days < DENSE_DAYS) & (working < DENSE_DAYS);
        let is_counted = outcome.has_result() & are_dense;
        let counted = [days, working].map(|days| if is_counted { days as u8 + 1 } else { 0 });
        (counted, (outcome.has_result() & !are_dense) | (leans & outcome.is_handled()))
    }
}

/// Gives 0 for no answer, 1 for no and 2 for yes.
#[inline]
fn answer(is_asked: bool, mark: u8) -> u8 {
    let is_known = mark != Mark::Unknown as u8;
    select(is_asked & is_known, mark.wrapping_add(1), 0)
}

/// Selects one of two bytes without a branch.
#[inline(always)]
#[allow(clippy::inline_always, reason = "once a dossier")]
fn select(is_one: bool, one: u8, other: u8) -> u8 {
    let bits = u8::from(is_one).wrapping_neg();
    (one & bits) | (other & !bits)
}

/// Adds `n` dossiers of one counter to a tally.
pub(super) fn add_counter(tally: &mut DossierTally, counter: u8, n: u64) {
    match counter {
        MARKS_FROM.. => add_marks(tally, counter - MARKS_FROM, n),
        VISITS_FROM.. => add_visits(tally, counter - VISITS_FROM, n),
        CHANNELS_FROM.. => {
            let (channels, counter) = (&mut tally.counts.channels, usize::from(counter - CHANNELS_FROM));
            if let Some(channel) = channels.0.get_mut(counter) {
                *channel += n;
            } else if let Some(level) = counter.checked_sub(usize::from(NO_CHANNEL) + 1) {
                channels.0[Channel::Online as usize] += n;
                channels.1[level] += n;
            }
        }
        _ => add_outcome(tally, u16::from(counter / 2), counter % 2 == 1, n),
    }
}

fn add_outcome(tally: &mut DossierTally, outcome: u16, received: bool, n: u64) {
    let (bucket, stopped_late, refused) = Outcome::named(outcome);
    tally.counts.buckets[bucket as usize] += n;
    tally.counts.stopped_late += if stopped_late { n } else { 0 };
    tally.counts.refused += if refused { n } else { 0 };
    tally.counts.undated_received += if bucket == Bucket::Undated && received { n } else { 0 };
    if bucket.is_handled() {
        let handled = if received { &mut tally.counts.received } else { &mut tally.counts.carried_in };
        *handled += n;
    }
}

fn add_visits(tally: &mut DossierTally, counter: u8, n: u64) {
    let (visits, once) = (counter / 3, counter % 3);
    if visits < 8 {
        tally.counts.repeat_visits.0[usize::from(visits % 4)] += n;
        tally.repeat_visits.count_many(visits >= 4, n);
    }
    if once > 0 {
        tally.supplement_once.count_many(once == 2, n);
    }
}

fn add_marks(tally: &mut DossierTally, counter: u8, n: u64) {
    let (late, apologised, corrected) = (counter / 9, counter / 3 % 3, counter % 3);
    if late > 0 {
        tally.late_share.count_many(late == 2, n);
    }
    if apologised > 0 {
        tally.apologised.count_many(apologised == 2, n);
    }
    if corrected > 0 {
        tally.accurate.count_many(corrected == 1, n);
    }
}
