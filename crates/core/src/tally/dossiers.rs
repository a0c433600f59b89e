use serde::{Deserialize, Serialize, Serializer, ser::SerializeMap};

use super::days::DayCounts;
use super::first_of;
use super::services::{Service, ServiceTally};
use crate::calendar::Uncovered;
use crate::clock::{Bucket, Clock, Placement};
use crate::dossier::{Channel, DossierFacts, DossierStatus, OnlineLevel};
use crate::evidence::Evidence;
use crate::moment::Day;
use crate::rate::Rate;

/// The counts of dossiers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DossierTally {
    /// The buckets, and what is shown beside them.
    pub counts: DossierCounts,
    /// Received or carried in, where the export can tell deadlines: late, stopped late or overdue, of all.
    pub(crate) late_share: Rate,
    /// Concluded, where the export counts visits: at least the threshold, of all.
    pub(crate) repeat_visits: Rate,
    /// Concluded, where the export counts supplement requests: at most one, of all.
    pub(crate) supplement_once: Rate,
    /// Late, where the export has apologies: apologised, of all.
    pub(crate) apologised: Rate,
    /// With a result, where the export has corrections: not corrected, of all.
    pub(crate) accurate: Rate,
    /// How they are served.
    pub(crate) services: ServiceTally,
    /// Whole days from receipt to result.
    pub(crate) days: DayCounts,
    /// Working days from receipt to result.
    pub(crate) working_days: DayCounts,
    /// The first year for which working days could not be told.
    pub(crate) uncovered: Option<Uncovered>,
    /// The first provisional day of the calendar that a deadline leans on.
    pub(crate) deadlines_lean_on: Option<Day>,
    /// The first provisional day of the calendar that the working days lean on.
    pub(crate) days_lean_on: Option<Day>,
}

/// Dossiers by bucket. Every accepted dossier is in exactly one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DossierCounts {
    /// Handled in the period and received in it (tiếp nhận trong kỳ).
    pub received: u64,
    /// Handled in the period and received before it (kỳ trước chuyển sang).
    pub carried_in: u64,
    /// Stopped after the deadline: a part of `stopped`.
    pub stopped_late: u64,
    /// With a result that is a refusal: a part of `early`, `on_time`, `late` and `finished_unmeasurable`.
    pub refused: u64,
    /// Received in the period and concluded at an unknown time: a part of `undated`.
    pub undated_received: u64,
    /// Received in the period or carried in, and put off.
    pub put_off: PutOff,
    /// The received in the period by channel.
    pub channels: ChannelCounts,
    /// The concluded by extra trips.
    pub repeat_visits: VisitCounts,
    pub(crate) buckets: [u64; Bucket::ALL.len()],
}

/// Dossiers whose appointment was put off, where columns tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutOff {
    /// At least once: by an apology or an extension.
    pub all: u64,
    /// Twice: by both. The law allows one (Decree 118/2025, art. 19(6)).
    pub twice: u64,
}

/// Counts by [`Channel`], and by [`OnlineLevel`] of the online ones whose level is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChannelCounts(pub(crate) [u64; 4], pub(crate) [u64; 2]);

/// Counts of 0, 1, 2, and 3 or more extra trips.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VisitCounts(pub(crate) [u64; 4]);

impl ChannelCounts {
    /// The count of one channel.
    pub fn get(&self, channel: Channel) -> u64 {
        self.0[channel as usize]
    }

    /// The levels of online service that are counted, by the names of their counts.
    pub const LEVELS: [(&str, OnlineLevel); 2] =
        [("online_full", OnlineLevel::Full), ("online_partial", OnlineLevel::Partial)];

    /// The count of the online ones of a known level; 0 of the unknown level.
    pub fn online(&self, level: OnlineLevel) -> u64 {
        self.1.get(level as usize).copied().unwrap_or(0)
    }

    /// Counts one dossier.
    fn count(&mut self, channel: Channel, level: OnlineLevel) {
        self.0[channel as usize] += 1;
        if channel == Channel::Online
            && let Some(of_level) = self.1.get_mut(level as usize)
        {
            *of_level += 1;
        }
    }
}

impl VisitCounts {
    /// The labels of the four counts.
    pub const LABELS: [&'static str; 4] = ["0", "1", "2", "3+"];

    /// The four counts.
    pub fn all(&self) -> [u64; 4] {
        self.0
    }
}

impl DossierCounts {
    /// The count of one bucket.
    pub fn get(&self, bucket: Bucket) -> u64 {
        self.buckets[bucket as usize]
    }

    /// Judged by a deadline: early, on time or late.
    pub fn judged(&self) -> u64 {
        self.get(Bucket::Early) + self.get(Bucket::OnTime) + self.get(Bucket::Late)
    }

    /// Ended within the period.
    pub fn concluded(&self) -> u64 {
        self.sum(Bucket::is_concluded)
    }

    /// Received in the period or carried in.
    pub fn handled(&self) -> u64 {
        self.received + self.carried_in
    }

    /// All accepted dossiers.
    pub fn accepted(&self) -> u64 {
        self.buckets.iter().sum()
    }

    /// Counts so many that are out of the period.
    pub(crate) fn count_out_of_period(&mut self, n: u64) {
        self.buckets[Bucket::OutOfPeriod as usize] += n;
    }

    fn sum(&self, which: impl Fn(Bucket) -> bool) -> u64 {
        Bucket::ALL.into_iter().filter(|b| which(*b)).map(|b| self.get(b)).sum()
    }

    /// Every count by its name in reports, in their order; those of channels and visits aside.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        let handled = [("received", self.received), ("carried_in", self.carried_in)];
        handled.into_iter().chain(Bucket::ALL.into_iter().flat_map(|bucket| {
            let part = match bucket {
                Bucket::Stopped => Some(("stopped_late", self.stopped_late)),
                // Behind the last bucket, so that whoever reads columns by their places finds all others where they were.
                Bucket::ClosedUnanswered => Some(("refused", self.refused)),
                _ => None,
            };
            std::iter::once((bucket.name(), self.get(bucket))).chain(part)
        }))
    }
}

impl DossierTally {
    /// Counts one dossier at its place; `evidence` tells which columns its export has. What a column would tell that is not
    /// there is not counted.
    pub fn observe(
        &mut self,
        clock: &Clock,
        dossier: &DossierFacts,
        placed: &Placement<Bucket>,
        evidence: Evidence,
    ) {
        let bucket = placed.bucket;
        self.counts.buckets[bucket as usize] += 1;
        if !bucket.is_handled() {
            self.counts.undated_received += u64::from(placed.received_in_period);
            return;
        }
        if placed.received_in_period {
            self.counts.received += 1;
            self.counts.channels.count(dossier.channel(), dossier.online_level());
        } else {
            self.counts.carried_in += 1;
        }
        if placed.stopped_late {
            self.counts.stopped_late += 1;
        }
        if evidence.has_any(Evidence::PUT_OFF) {
            self.counts.put_off.all += u64::from(dossier.times_put_off() > 0);
            self.counts.put_off.twice += u64::from(dossier.times_put_off() > 1);
        }
        if clock.tells_deadlines(evidence) {
            let is_late = matches!(bucket, Bucket::Late | Bucket::OpenOverdue) || placed.stopped_late;
            self.late_share.count(is_late);
        }
        self.deadlines_lean_on = first_of(self.deadlines_lean_on, placed.leans_on);
        let (answers, leans_on) = Service::ask(clock, dossier, bucket, placed.received_in_period, evidence);
        self.services.count(answers);
        self.services.leans_on = first_of(self.services.leans_on, leans_on);
        if bucket.is_concluded() {
            if let Some(visits) = dossier.visits(evidence) {
                self.counts.repeat_visits.0[visits.min(3) as usize] += 1;
                self.repeat_visits.count(visits >= clock.policy.repeat_threshold);
            }
            if evidence.has(Evidence::SUPPLEMENT_REQUESTS) {
                self.supplement_once.count(dossier.supplement_requests() <= 1);
            }
        }
        if bucket == Bucket::Late && evidence.has(Evidence::APOLOGISED) {
            self.apologised.count_known(dossier.apologised().known());
        }
        if bucket.has_result() {
            self.counts.refused += u64::from(dossier.status() == DossierStatus::Refused);
            if evidence.has(Evidence::RESULT_CORRECTED) {
                self.accurate.count_known(dossier.result_corrected().known().map(|corrected| !corrected));
            }
            self.observe_days(clock, dossier, placed);
        }
    }

    /// Counts the days from receipt to result.
    fn observe_days(&mut self, clock: &Clock, dossier: &DossierFacts, placed: &Placement<Bucket>) {
        if let (Some(received), Some(end)) = (dossier.received_at(), placed.end) {
            let (from, to) = (received.day(), end.day());
            self.days.add(to.since(from).max(0).cast_unsigned());
            match clock.calendar.working_days_between(from, to) {
                Ok(days) => self.working_days.add(days.max(0).cast_unsigned()),
                Err(uncovered) => self.uncovered = first_of(self.uncovered, Some(uncovered)),
            }
            self.days_lean_on = first_of(self.days_lean_on, clock.calendar.first_provisional(from, to));
        }
    }

    /// Takes in the counts of other records.
    pub fn merge(&mut self, other: &DossierTally) {
        self.counts.received += other.counts.received;
        self.counts.carried_in += other.counts.carried_in;
        self.counts.stopped_late += other.counts.stopped_late;
        self.counts.refused += other.counts.refused;
        self.counts.undated_received += other.counts.undated_received;
        self.counts.put_off.all += other.counts.put_off.all;
        self.counts.put_off.twice += other.counts.put_off.twice;
        add(&mut self.counts.channels.0, &other.counts.channels.0);
        add(&mut self.counts.channels.1, &other.counts.channels.1);
        add(&mut self.counts.repeat_visits.0, &other.counts.repeat_visits.0);
        add(&mut self.counts.buckets, &other.counts.buckets);
        self.late_share.merge(other.late_share);
        self.repeat_visits.merge(other.repeat_visits);
        self.supplement_once.merge(other.supplement_once);
        self.apologised.merge(other.apologised);
        self.accurate.merge(other.accurate);
        self.services.merge(&other.services);
        self.days.merge(&other.days);
        self.working_days.merge(&other.working_days);
        self.uncovered = first_of(self.uncovered, other.uncovered);
        self.deadlines_lean_on = first_of(self.deadlines_lean_on, other.deadlines_lean_on);
        self.days_lean_on = first_of(self.days_lean_on, other.days_lean_on);
    }

    /// Whole days from receipt to result.
    pub fn days(&self) -> &DayCounts {
        &self.days
    }
}

pub(super) fn add<const N: usize>(to: &mut [u64; N], from: &[u64; N]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

/// The counts of a group as its document has them: those that were put off are null where no column tells.
pub(crate) struct DossiersTold<'c> {
    pub(crate) counts: &'c DossierCounts,
    pub(crate) put_off: Option<PutOff>,
}

impl Serialize for DossiersTold<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let DossiersTold { counts, put_off } = self;
        let mut map = to.serialize_map(None)?;
        for (name, count) in counts.named() {
            map.serialize_entry(name, &count)?;
        }
        map.serialize_entry("put_off", put_off)?;
        map.serialize_entry("channels", &counts.channels)?;
        map.serialize_entry("repeat_visits", &counts.repeat_visits)?;
        map.end()
    }
}

impl Serialize for ChannelCounts {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let channels = Channel::ALL.map(|channel| (channel.name(), self.get(channel)));
        let levels = ChannelCounts::LEVELS;
        to.collect_map(channels.into_iter().chain(levels.map(|(name, level)| (name, self.online(level)))))
    }
}

impl Serialize for VisitCounts {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(VisitCounts::LABELS.into_iter().zip(self.0))
    }
}
