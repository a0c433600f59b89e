use serde::{Serialize, Serializer};

use super::dossiers::add;
use super::first_of;
use crate::calendar::Uncovered;
use crate::clock::{Clock, PaknBucket, Placement};
use crate::evidence::Evidence;
use crate::moment::{Day, Moment};
use crate::pakn::{PaknFacts, PaknStatus, PaknTopic};
use crate::rate::Rate;

/// The counts of petitions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaknTally {
    /// The buckets.
    pub counts: PaknCounts,
    /// Of those received in the period: taken up before `as_of`.
    pub(crate) accepted: Rate,
    /// Of those received in the period, where the export has topics.
    pub(crate) topics: TopicCounts,
    /// Of the transferred: passed on in time.
    pub(crate) transferred_in_time: Rate,
    /// Of the closed and transferred that bear a mark: by the right authority.
    pub(crate) correct_authority: Rate,
    /// Of the closed: answered.
    pub(crate) answered: Rate,
    /// Of the closed: published.
    pub(crate) published: Rate,
    /// Of the closed with a known authority and the overdue: all of it as the rules say.
    pub(crate) compliant: Rate,
    /// The first year for which it could not be told whether a transfer was in time.
    pub(crate) uncovered: Option<Uncovered>,
    /// The first provisional day of the calendar that a figure leans on.
    pub(crate) leans_on: Option<Day>,
}

/// Petitions by bucket. Every accepted petition is in exactly one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PaknCounts {
    /// Handled in the period and received in it.
    pub received: u64,
    /// Handled in the period and received before it.
    pub carried_in: u64,
    /// Undated, and received in the period or nobody knows when: a part of `undated`.
    pub undated_received: u64,
    /// Undated, and nobody knows when it was received: a part of `undated_received`.
    pub undated_anywhere: u64,
    /// Undated, and passed on if anything: a part of `undated_received`.
    pub undated_transferred: u64,
    pub(crate) buckets: [u64; PaknBucket::ALL.len()],
}

/// What the petitions received are about, where their export tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TopicCounts {
    /// Received with a column of topics.
    pub received: u64,
    /// Of them with a topic that is not understood, or none.
    pub unread: u64,
    /// Extra documents or fees: all of them, and those found to be so.
    pub extra_requirement: Reported,
    /// Staff conduct: all of them, and those found to be so.
    pub staff_conduct: Reported,
}

/// Reports of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reported {
    /// All of them.
    pub all: u64,
    /// Those found to be so (có cơ sở).
    pub substantiated: u64,
}

impl PaknCounts {
    /// The count of one bucket.
    pub fn get(&self, bucket: PaknBucket) -> u64 {
        self.buckets[bucket as usize]
    }

    /// Closed within the period, in time or not, or without a deadline.
    pub fn closed(&self) -> u64 {
        PaknBucket::ALL.into_iter().filter(|b| b.is_closed()).map(|b| self.get(b)).sum()
    }

    /// Received in the period or carried in.
    pub fn handled(&self) -> u64 {
        self.received + self.carried_in
    }

    /// All accepted petitions.
    pub fn accepted(&self) -> u64 {
        self.buckets.iter().sum()
    }

    /// Every count by its name in reports, in their order. `unmeasurable_closed` is a part of `unmeasurable`.
    pub fn named(&self) -> [(&'static str, u64); 12] {
        use PaknBucket::{
            ClosedInTime, ClosedLate, OpenOverdue, OpenWithinDue, OutOfPeriod, Refused, Transferred, Undated,
            UnmeasurableClosed, UnmeasurableOpen,
        };
        let unmeasurable = self.get(UnmeasurableClosed) + self.get(UnmeasurableOpen);
        let named = |bucket: PaknBucket| (bucket.name(), self.get(bucket));
        [
            ("received", self.received),
            ("carried_in", self.carried_in),
            named(ClosedInTime),
            named(ClosedLate),
            named(Transferred),
            named(OpenWithinDue),
            named(OpenOverdue),
            ("unmeasurable", unmeasurable),
            named(UnmeasurableClosed),
            named(Undated),
            named(OutOfPeriod),
            named(Refused),
        ]
    }
}

impl PaknTally {
    /// Counts one petition at its place; `evidence` tells which columns its export has.
    pub fn observe(
        &mut self,
        clock: &Clock,
        pakn: &PaknFacts,
        placed: &Placement<PaknBucket>,
        evidence: Evidence,
    ) {
        let bucket = placed.bucket;
        self.counts.buckets[bucket as usize] += 1;
        if bucket == PaknBucket::Undated {
            let lies_before = |at: Moment| !clock.period.has_begun_at(at) || clock.seen(Some(at)).is_none();
            let may_count = !pakn.received_at().is_some_and(lies_before);
            let is_passed_on = match pakn.status() {
                PaknStatus::Transferred => true,
                PaknStatus::Open => clock.seen(pakn.transferred_at()).is_some(),
                PaknStatus::Closed | PaknStatus::Refused => false,
            };
            let is_closed = clock.seen(pakn.closed_at()).is_some();
            self.counts.undated_received += u64::from(may_count);
            self.counts.undated_anywhere += u64::from(pakn.received_at().is_none());
            self.counts.undated_transferred += u64::from(may_count && is_passed_on && !is_closed);
        }
        if placed.received_in_period && evidence.has(Evidence::TOPIC) {
            // A report is one whatever became of it.
            self.topics.observe(pakn);
        }
        if !bucket.is_handled() {
            if placed.received_in_period {
                self.accepted.count(true);
            }
            return;
        }
        if placed.received_in_period {
            self.counts.received += 1;
        } else {
            self.counts.carried_in += 1;
        }
        if bucket == PaknBucket::Refused {
            return;
        }
        self.leans_on = first_of(self.leans_on, placed.leans_on);
        if placed.received_in_period {
            self.observe_accepted(clock, pakn, bucket);
        }
        if bucket == PaknBucket::Transferred && evidence.has(Evidence::TRANSFERRED_AT) {
            self.observe_transfer(clock, pakn, placed);
        }
        let authority =
            pakn.correct_authority().known().filter(|_| evidence.has(Evidence::CORRECT_AUTHORITY));
        if bucket.is_closed() || bucket == PaknBucket::Transferred {
            self.correct_authority.count_known(authority);
        }
        let tells_compliance =
            Evidence::ANSWERED_AT | Evidence::PAKN_PUBLISHED_AT | Evidence::CORRECT_AUTHORITY;
        if bucket == PaknBucket::OpenOverdue && evidence.has(tells_compliance) {
            self.compliant.count(false);
        }
        if bucket.is_closed() {
            let answered = clock.seen(pakn.answered_at()).is_some();
            let published = clock.seen(pakn.published_at()).is_some();
            if evidence.has(Evidence::ANSWERED_AT) {
                self.answered.count(answered);
            }
            if evidence.has(Evidence::PAKN_PUBLISHED_AT) {
                self.published.count(published);
            }
            if evidence.has(tells_compliance) {
                let in_time = bucket == PaknBucket::ClosedInTime;
                self.compliant.count_known(authority.map(|right| right && in_time && answered && published));
            }
        }
    }

    fn observe_transfer(&mut self, clock: &Clock, pakn: &PaknFacts, placed: &Placement<PaknBucket>) {
        let (Some(received), Some(transferred)) = (pakn.received_at(), placed.end) else { return };
        match clock.transferred_in_time(received, transferred) {
            Ok(yes) => {
                let leans_on = clock.calendar.first_provisional(received.day(), transferred.day());
                self.transferred_in_time.count(yes);
                self.leans_on = first_of(self.leans_on, leans_on);
            }
            Err(uncovered) => self.uncovered = first_of(self.uncovered, Some(uncovered)),
        }
    }

    fn observe_accepted(&mut self, clock: &Clock, pakn: &PaknFacts, bucket: PaknBucket) {
        let taken_up = [pakn.accepted_at(), pakn.answered_at(), pakn.published_at(), pakn.transferred_at()];
        self.accepted.count(bucket.is_closed() || taken_up.into_iter().any(|at| clock.seen(at).is_some()));
    }

    /// Takes in the counts of other records.
    pub fn merge(&mut self, other: &PaknTally) {
        self.counts.received += other.counts.received;
        self.counts.carried_in += other.counts.carried_in;
        self.counts.undated_received += other.counts.undated_received;
        self.counts.undated_anywhere += other.counts.undated_anywhere;
        self.counts.undated_transferred += other.counts.undated_transferred;
        add(&mut self.counts.buckets, &other.counts.buckets);
        self.accepted.merge(other.accepted);
        self.topics.merge(other.topics);
        self.transferred_in_time.merge(other.transferred_in_time);
        self.correct_authority.merge(other.correct_authority);
        self.answered.merge(other.answered);
        self.published.merge(other.published);
        self.compliant.merge(other.compliant);
        self.uncovered = first_of(self.uncovered, other.uncovered);
        self.leans_on = first_of(self.leans_on, other.leans_on);
    }
}

impl TopicCounts {
    fn observe(&mut self, pakn: &PaknFacts) {
        self.received += 1;
        let reported = match pakn.topic() {
            PaknTopic::ExtraDocuments | PaknTopic::ExtraFee => &mut self.extra_requirement,
            PaknTopic::StaffConduct => &mut self.staff_conduct,
            PaknTopic::Unknown => {
                self.unread += 1;
                return;
            }
            PaknTopic::Delay | PaknTopic::Regulation | PaknTopic::Other => return,
        };
        reported.all += 1;
        reported.substantiated += u64::from(pakn.substantiated().is_yes());
    }

    fn merge(&mut self, other: TopicCounts) {
        self.received += other.received;
        self.unread += other.unread;
        self.extra_requirement.merge(other.extra_requirement);
        self.staff_conduct.merge(other.staff_conduct);
    }
}

impl Reported {
    fn merge(&mut self, other: Reported) {
        self.all += other.all;
        self.substantiated += other.substantiated;
    }
}

impl Serialize for PaknCounts {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.named())
    }
}
