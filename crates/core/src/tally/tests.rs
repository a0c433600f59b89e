//! A tally is a commutative monoid that counts every record once.

use proptest::prelude::*;

use super::*;
use crate::clock::tests::any;
use crate::clock::tests::count::{Kind, Record, groups, record, records, tally};
use crate::clock::tests::form::clock;
use crate::clock::{Bucket, PaknBucket};
use crate::dimension::Dimension;
use crate::evidence::Evidence;
use crate::report::Groups;

fn merged(a: &Tally, b: &Tally) -> Tally {
    let mut sum = a.clone();
    sum.merge(b);
    sum
}

/// The identities of the definitions: every record is counted once, and the handled ones by receipt and by bucket.
fn identities_hold(tally: &Tally) {
    use Bucket::{
        ClosedUnanswered, Early, FinishedUnmeasurable, Late, NotAccepted, OnTime, OpenOverdue,
        OpenUnmeasurable, OpenWithinDue, OutOfPeriod, Stopped, Suspended, Undated, Withdrawn,
    };
    let counts = &tally.dossiers.counts;
    let sum = |buckets: &[Bucket]| buckets.iter().map(|bucket| counts.get(*bucket)).sum::<u64>();
    let results = sum(&[Early, OnTime, Late, FinishedUnmeasurable]);
    let concluded = results + sum(&[Withdrawn, Stopped, ClosedUnanswered]);
    let open = sum(&[OpenWithinDue, OpenOverdue, Suspended, OpenUnmeasurable]);
    assert_eq!(counts.received + counts.carried_in, concluded + open);
    assert_eq!(counts.accepted(), concluded + open + sum(&[NotAccepted, Undated, OutOfPeriod]));
    assert_eq!((counts.handled(), counts.concluded()), (concluded + open, concluded));
    assert!(counts.stopped_late <= counts.get(Stopped) && counts.refused <= results);
    assert!(counts.undated_received <= counts.get(Undated) && counts.put_off.twice <= counts.put_off.all);
    let channels = crate::dossier::Channel::ALL.map(|channel| counts.channels.get(channel));
    assert_eq!(channels.iter().sum::<u64>(), counts.received);
    assert!(counts.repeat_visits.all().iter().sum::<u64>() <= concluded);
    assert_eq!(tally.dossiers.days.count(), results);

    let counts = &tally.pakn.counts;
    let sum = |buckets: &[PaknBucket]| buckets.iter().map(|bucket| counts.get(*bucket)).sum::<u64>();
    let closed = sum(&[PaknBucket::ClosedInTime, PaknBucket::ClosedLate, PaknBucket::UnmeasurableClosed]);
    let open = sum(&[PaknBucket::OpenWithinDue, PaknBucket::OpenOverdue, PaknBucket::UnmeasurableOpen]);
    let handled = closed + counts.get(PaknBucket::Transferred) + open + counts.get(PaknBucket::Refused);
    assert_eq!(counts.received + counts.carried_in, handled);
    assert_eq!(counts.accepted(), handled + sum(&[PaknBucket::Undated, PaknBucket::OutOfPeriod]));
    assert_eq!(counts.closed(), closed);
    let shown: std::collections::BTreeMap<_, _> = counts.named().into_iter().collect();
    let six = [
        "closed_in_time",
        "closed_late",
        "transferred",
        "open_within_due",
        "open_overdue",
        "unmeasurable",
        "refused",
    ];
    assert_eq!(shown["received"] + shown["carried_in"], six.map(|name| shown[name]).iter().sum::<u64>());
    assert!(shown["unmeasurable_closed"] <= shown["unmeasurable"]);
}

#[test]
fn what_leans_on_a_day_that_no_notice_confirms_says_so() {
    // 24 November 2026, a Tuesday, is off only if the law is changed.
    for (line, leans) in [
        ("received=2026-11-23 due=2026-11-30 finished=2026-11-25", true),
        ("received=2026-11-23 due=2026-11-30 finished=2026-11-23", false),
        ("received=2026-11-24 due=2026-11-30 finished=2026-11-25", false),
        ("received=2026-11-23 term=1wd", true),
        ("received=2026-11-25 term=1wd", false),
        // Received on that day, it counts as received on the next; were it a working day, it would not.
        ("received=2026-11-24 term=1wd", true),
        ("pakn sent=2026-11-20", true),
        ("pakn sent=2026-11-20 due=2026-11-30", false),
        ("pakn sent=2026-11-20 due=2026-11-30 transferred=2026-11-23", false),
        ("pakn sent=2026-11-20 due=2026-11-30 transferred=2026-11-27", true),
        ("procedure decision_date=2026-11-20 published=2026-11-23", false),
        ("procedure decision_date=2026-11-20 published=2026-11-27", true),
        ("procedure decision_date=2026-11-20", false),
    ] {
        let tally = tally(&clock("period=2026-11"), &[record(line, Evidence::ALL)]);
        assert_eq!(tally.leans_on().is_some(), leans, "{line}");
    }
}

proptest! {
    #[test]
    fn nothing_is_the_identity(clock in any::clock(), all in records()) {
        let tally = tally(&clock, &all);
        prop_assert_eq!(merged(&tally, &Tally::default()), tally.clone());
        prop_assert_eq!(merged(&Tally::default(), &tally), tally);
    }

    #[test]
    fn any_split_in_any_order_is_the_whole(
        clock in any::clock(), all in records(), share in prop::collection::vec(0..3usize, 40), backwards in any::<bool>(),
    ) {
        let part = |n: usize| -> Vec<&Record> {
            all.iter().zip(&share).filter(|(_, share)| **share == n).map(|(record, _)| record).collect()
        };
        let [a, b, c] = [0, 1, 2].map(|n| tally(&clock, part(n)));
        let whole = if backwards { tally(&clock, all.iter().rev()) } else { tally(&clock, &all) };
        prop_assert_eq!(merged(&merged(&a, &b), &c), whole.clone());
        prop_assert_eq!(merged(&a, &merged(&b, &c)), whole.clone());
        prop_assert_eq!(merged(&merged(&c, &b), &a), whole);
    }

    #[test]
    fn groups_merge_and_each_record_is_in_one(
        clock in any::clock(), all in records(), cut in 0..40usize,
        by in prop::sample::subsequence(vec![Dimension::Unit, Dimension::Field, Dimension::Channel, Dimension::Month], 0..=3).prop_shuffle(),
    ) {
        let (left, right) = all.split_at(cut.min(all.len()));
        let whole = groups(&clock, &by, &all);
        let (mut a, b) = (groups(&clock, &by, left), groups(&clock, &by, right));
        let mut reversed = b.clone();
        reversed.merge(&a);
        a.merge(&b);
        prop_assert_eq!(&a, &whole);
        prop_assert_eq!(&reversed, &whole);
        let mut nothing = Groups::default();
        nothing.merge(&whole);
        prop_assert_eq!(&nothing, &whole);

        let mut sum = Tally::default();
        identities_hold(&whole.whole);
        for part in whole.parts.values() {
            identities_hold(part);
            sum.merge(part);
        }
        if !by.is_empty() {
            prop_assert_eq!(&sum.dossiers, &whole.whole.dossiers);
        }
        let count = |which: fn(&Kind) -> bool| all.iter().filter(|record| which(&record.kind)).count() as u64;
        prop_assert_eq!(whole.whole.dossiers.counts.accepted(), count(|kind| matches!(kind, Kind::Dossier(..))));
        prop_assert_eq!(whole.whole.pakn.counts.accepted(), count(|kind| matches!(kind, Kind::Pakn(_))));
    }

    #[test]
    fn with_a_column_of_visits_every_concluded_dossier_is_in_the_distribution(clock in any::clock(), mut all in records()) {
        for record in &mut all {
            record.evidence |= Evidence::REPEAT_VISITS;
        }
        let counts = tally(&clock, &all).dossiers.counts;
        prop_assert_eq!(counts.repeat_visits.all().iter().sum::<u64>(), counts.concluded());
    }
}
