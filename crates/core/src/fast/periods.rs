use std::ops::Range;

use super::activity::events;
use crate::calendar::Period;
use crate::clock::Clock;
use crate::dossier::{DossierStatus, FactsColumns};
use crate::moment::{Day, PackedMoment};
use crate::tally::Activity;

/// Several periods as a set of bits, so that one look at a dossier tells which of them it can be in.
///
/// If you change what is not accepted or out of period in [`Clock::place`], also change [`Periods::sets`].
#[derive(Debug, Clone)]
pub struct Periods {
    days: Days,
    /// By the day of receipt: the periods that end on a later day.
    received: Vec<u64>,
    /// By the day of the end: the periods that begin on that day or before.
    ended: Vec<u64>,
}

/// The days of several periods, with one place for all days before them and one for all days after.
#[derive(Debug, Clone, Copy)]
struct Days {
    before: i64,
    last: i64,
}

impl Days {
    /// `None` where there is no period.
    fn of(clocks: &[Clock]) -> Option<Days> {
        let start = clocks.iter().map(|clock| clock.period.first_day().number()).min()?;
        let as_of = clocks.iter().map(|clock| clock.period.as_of().day().number()).max()?;
        Some(Days { before: i64::from(start) - 1, last: i64::from(as_of.max(start)) - i64::from(start) + 1 })
    }

    fn count(self) -> usize {
        usize::try_from(self.last + 1).unwrap_or_default()
    }

    #[inline]
    fn place(self, day: i64) -> usize {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to `last`")]
        let place = (day - self.before).clamp(0, self.last) as usize;
        place
    }

    /// The days, each at its place; of the first and the last place the nearest of all that stand there.
    fn numbers(self) -> impl Iterator<Item = i64> {
        (0..=self.last).map(move |place| self.before + place)
    }
}

impl Periods {
    /// At most this many periods at a time.
    pub const MOST: usize = 63;
    /// The set of what is not accepted, whatever the period.
    pub const NOT_ACCEPTED: u64 = 1 << Periods::MOST;

    /// Makes the set of the clocks' periods, a bit for each in their order; `None` where there are none or too many, or one
    /// is seen as of a moment within a day: such a set would have to tell times of day.
    pub fn of(clocks: &[Clock]) -> Option<Periods> {
        let within_a_day = |clock: &Clock| PackedMoment::of(Some(clock.period.as_of())).has_time();
        if clocks.len() > Periods::MOST || clocks.iter().any(within_a_day) {
            return None;
        }
        let days = Days::of(clocks)?;
        let set = |holds: &dyn Fn(&Period) -> bool| {
            clocks.iter().enumerate().fold(0, |set, (n, clock)| set | u64::from(holds(&clock.period)) << n)
        };
        let received = |day: i64| set(&|period| day < i64::from(period.as_of().day().number()));
        let ended = |day: i64| set(&|period| i64::from(period.first_day().number()) <= day);
        Some(Periods {
            days,
            received: days.numbers().map(received).collect(),
            ended: days.numbers().map(ended).collect(),
        })
    }

    /// Tells of each row which periods it can be in: it is out of all others. Or that it is
    /// [not accepted](Periods::NOT_ACCEPTED).
    pub fn sets(&self, facts: &FactsColumns, rows: Range<usize>, sets: &mut Vec<u64>) {
        use DossierStatus::{NotAccepted, Registered};
        let ends = facts.finished_at[rows.clone()].iter().zip(&facts.returned_at[rows.clone()]);
        let told = facts.received_at[rows.clone()].iter().zip(ends).zip(&facts.status[rows]);
        sets.clear();
        sets.extend(told.map(|((received, (finished, returned)), status)| {
            let received = PackedMoment::of(*received);
            // Which of both is the end is a setting, and depends on the moment asked about. The later one tells no less.
            let end = PackedMoment::of(*finished).day().max(PackedMoment::of(*returned).day());
            let is_open = end == 0;
            if !received.is_some() || (is_open & matches!(status, Registered | NotAccepted)) {
                return Periods::NOT_ACCEPTED;
            }
            let end = if is_open { i64::MAX / 2 } else { end };
            self.received[self.days.place(received.day())] & self.ended[self.days.place(end)]
        }));
    }
}

/// The days on which something happened to many dossiers, for what [`Activity`] tells over any of some periods.
#[derive(Debug, Clone)]
pub struct EventDays {
    days: Days,
    records: u64,
    /// The numbers of the first receipt, and of the last event before all periods.
    first: i64,
    earlier: i64,
    receipts: Vec<u64>,
    events: Vec<bool>,
}

impl EventDays {
    /// Makes one that has seen no dossier.
    pub fn of(periods: &Periods) -> EventDays {
        let days = periods.days;
        let (receipts, events) = (vec![0; days.count()], vec![false; days.count()]);
        EventDays { days, records: 0, first: i64::MAX, earlier: 0, receipts, events }
    }

    /// Looks at some dossiers.
    pub fn see(&mut self, facts: &FactsColumns, rows: Range<usize>) {
        self.records += rows.len() as u64;
        for received in &facts.received_at[rows.clone()] {
            let received = PackedMoment::of(*received);
            if received.is_some() {
                self.first = self.first.min(received.day());
                self.receipts[self.days.place(received.day())] += 1;
            }
        }
        for event in events(facts) {
            for at in &event[rows.clone()] {
                let day = PackedMoment::of(*at).day();
                self.events[self.days.place(day)] = true;
                self.earlier = self.earlier.max(if day <= self.days.before { day } else { 0 });
            }
        }
    }

    /// Adds to an activity over one of the periods what was seen.
    pub fn add_to(&self, activity: &mut Activity, period: &Period) {
        if self.records == 0 {
            return;
        }
        activity.begin(period);
        let day = |number: i64| u32::try_from(number).ok().and_then(Day::from_number);
        let end = self.days.place(i64::from(period.as_of().day().number()));
        let last = (1..end).rev().find(|place| self.events[*place]);
        let last = last.map_or(self.earlier, |place| self.days.before + place.cast_signed() as i64);
        let from = self.days.place(i64::from(period.first_day().number()));
        let mut seen = Activity { records: self.records, first: day(self.first), ..Activity::default() };
        seen.last = day(last).filter(|_| last > 0);
        seen.before = self.receipts[..from].iter().sum();
        seen.receipts = self.receipts[from..end].to_vec();
        activity.merge(&seen);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::Bucket;
    use crate::clock::tests::any;
    use crate::dossier::Dossier;
    use crate::moment::Moment;

    /// Clocks of several periods, as of midnights.
    fn clocks() -> impl Strategy<Value = Vec<Clock>> {
        prop::collection::vec(any::clock(), 1..5).prop_map(|clocks| {
            let whole = |clock: Clock| {
                let day = clock.period.as_of().day().plus(1);
                clock.period.seen_as_of(Moment::on(day)).map_or_else(
                    |_| {
                        clock.with_period(
                            Period::days(
                                clock.period.first_day(),
                                clock.period.last_day(),
                                clock.period.window(),
                            )
                            .unwrap(),
                        )
                    },
                    |period| clock.with_period(period),
                )
            };
            clocks.into_iter().map(whole).collect()
        })
    }

    fn columns(dossiers: &[Dossier<'_>]) -> FactsColumns {
        let mut columns = FactsColumns::default();
        for dossier in dossiers {
            columns.push(dossier.facts());
        }
        columns
    }

    proptest! {
        #[test]
        fn a_dossier_is_out_of_every_period_that_is_not_in_its_set(
            clocks in clocks(), dossiers in prop::collection::vec(any::dossier(), 1..20),
        ) {
            let (periods, mut sets) = (Periods::of(&clocks).unwrap(), Vec::new());
            periods.sets(&columns(&dossiers), 0..dossiers.len(), &mut sets);
            for (dossier, set) in dossiers.iter().zip(sets) {
                for (n, clock) in clocks.iter().enumerate() {
                    let bucket = clock.place(dossier.facts(), None).bucket;
                    if set == Periods::NOT_ACCEPTED {
                        prop_assert_eq!(bucket, Bucket::NotAccepted);
                    } else if set >> n & 1 == 0 {
                        prop_assert_eq!(bucket, Bucket::OutOfPeriod);
                    } else {
                        prop_assert!(bucket != Bucket::NotAccepted);
                    }
                }
            }
        }

        #[test]
        fn the_activity_over_each_period_is_that_of_the_dossiers_one_by_one(
            clocks in clocks(), dossiers in prop::collection::vec(any::dossier(), 0..20), cut in 0usize..20,
        ) {
            let (columns, mut seen) = (columns(&dossiers), EventDays::of(&Periods::of(&clocks).unwrap()));
            let cut = cut.min(dossiers.len());
            seen.see(&columns, 0..cut);
            seen.see(&columns, cut..dossiers.len());
            for clock in &clocks {
                let mut plain = Activity::default();
                for dossier in &dossiers {
                    plain.see_dossier(clock, dossier.facts(), &clock.place(dossier.facts(), None));
                }
                plain.overdue.fill(0);
                let mut activity = Activity::default();
                seen.add_to(&mut activity, &clock.period);
                prop_assert_eq!(activity, plain);
            }
        }
    }

    #[test]
    fn a_period_seen_within_a_day_is_in_no_set() {
        let clock = Clock::over("2025-06".parse().unwrap());
        let at = |text: &str| clock.with_period(clock.period.seen_as_of(text.parse().unwrap()).unwrap());
        assert!(Periods::of(&[at("2025-06-20T10:00")]).is_none());
        assert!(Periods::of(&[at("2025-06-20")]).is_some());
        assert!(Periods::of(&vec![clock.clone(); Periods::MOST + 1]).is_none());
        assert!(Periods::of(&[]).is_none());
    }
}
