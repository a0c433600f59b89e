//! What holds of any record, under any setting, in any period.

use proptest::prelude::*;

use super::any;
use crate::clock::{Bucket, Clock, PaknBucket};
use crate::dossier::{Dossier, DossierBuilder, DossierFacts, DossierStatus};
use crate::moment::Moment;
use crate::pakn::{Pakn, PaknBuilder, PaknFacts, PaknStatus};
use crate::policy::{ClockEnd, Policy, Precision, SupplementRule};
use crate::procedure::Term;

/// The bucket as the definitions tell it, written a second time: each bucket as a condition of its own.
fn answers(clock: &Clock, dossier: &DossierFacts, term: Option<Term>) -> Vec<Bucket> {
    use DossierStatus::{
        AwaitingPayment, AwaitingSupplement, Closed, Finished, NotAccepted, Refused, Registered, Returned,
        Stopped, Withdrawn,
    };
    let (start, as_of) = (Moment::on(clock.period.first_day()), clock.period.as_of());
    let (first, second) = match clock.policy.clock_end {
        ClockEnd::Finished => (dossier.parts().finished_at, dossier.parts().returned_at),
        ClockEnd::Returned => (dossier.parts().returned_at, dossier.parts().finished_at),
    };
    let both = [first, second];
    let known = both.iter().flatten().find(|end| end.is_before(as_of));
    let (status, end) = (dossier.status(), known.copied().or(first).or(second));
    let without_end = |those: &[DossierStatus]| end.is_none() && those.contains(&status);
    let received = dossier.received_at();
    let not_accepted = received.is_none() || without_end(&[Registered, NotAccepted]);
    let outside =
        received.is_some_and(|at| !at.is_before(as_of)) || end.is_some_and(|end| end.is_before(start));
    let undated = without_end(&[Withdrawn, Finished, Returned, Refused, Closed]);
    let counted = !not_accepted && !outside && !undated;
    let concluded = counted && end.is_some_and(|end| end.is_before(as_of));
    let open = counted && !concluded;

    let recorded =
        dossier.appointment(clock.policy.deadline).or_else(|| clock.calendar.deadline(received?, term?).ok());
    let brought = dossier.supplement_completed_at().filter(|at| at.is_before(as_of));
    let anew = brought.zip(received).filter(|(brought, received)| {
        received.day().to_string().as_str() >= "2025-07-01" && brought.day() >= received.day()
    });
    let due = match (clock.policy.supplement, recorded, anew) {
        (SupplementRule::Pause, Some(due), _) => Some(due.plus_days(dossier.supplement_wait(as_of))),
        (SupplementRule::Restart, Some(due), Some((brought, received))) => match term {
            Some(term) => clock.calendar.deadline(brought, term).ok(),
            None => clock
                .calendar
                .working_days_between(received.day(), due.day())
                .ok()
                .and_then(|days| u32::try_from(days).ok())
                .and_then(|days| clock.calendar.add_working_days(brought.day(), days).ok())
                .map(Moment::on),
        },
        (SupplementRule::Restart, None, Some((brought, _))) => {
            term.and_then(|term| clock.calendar.deadline(brought, term).ok())
        }
        _ => recorded,
    };
    let instant = clock.policy.precision == Precision::Instant;
    let judged = concluded && ![Withdrawn, Stopped, Closed].contains(&status);
    let late = |due: Moment, end: Moment| {
        if instant && due.clock_ms() > 0 && end.has_clock() {
            due.is_before(end)
        } else {
            due.day() < end.day()
        }
    };
    let against =
        |test: &dyn Fn(Moment, Moment) -> bool| due.zip(end).is_some_and(|(due, end)| test(due, end));
    let suspended = open
        && (without_end(&[AwaitingPayment, Stopped])
            || without_end(&[AwaitingSupplement]) && dossier.awaits_supplement(as_of));
    let passed = |due: Moment| {
        if instant && due.clock_ms() > 0 { due.is_before(as_of) } else { due.day() < as_of.day() }
    };
    let waiting = open && !suspended;
    let conditions = [
        (Bucket::NotAccepted, not_accepted),
        (Bucket::OutOfPeriod, !not_accepted && outside),
        (Bucket::Undated, !not_accepted && !outside && undated),
        (Bucket::Withdrawn, concluded && status == Withdrawn),
        (Bucket::Stopped, concluded && status == Stopped),
        (Bucket::ClosedUnanswered, concluded && status == Closed),
        (Bucket::FinishedUnmeasurable, judged && due.is_none()),
        (Bucket::Late, judged && against(&late)),
        (Bucket::Early, judged && against(&|due, end| !late(due, end) && end.day() < due.day())),
        (Bucket::OnTime, judged && against(&|due, end| !late(due, end) && end.day() >= due.day())),
        (Bucket::Suspended, suspended),
        (Bucket::OpenUnmeasurable, waiting && due.is_none()),
        (Bucket::OpenOverdue, waiting && due.is_some_and(passed)),
        (Bucket::OpenWithinDue, waiting && due.is_some_and(|due| !passed(due))),
    ];
    conditions.into_iter().filter(|(_, holds)| *holds).map(|(bucket, _)| bucket).collect()
}

fn pakn_answers(clock: &Clock, pakn: &PaknFacts) -> Vec<PaknBucket> {
    let (start, as_of) = (Moment::on(clock.period.first_day()), clock.period.as_of());
    let seen = |at: Option<Moment>| at.filter(|at| at.is_before(as_of));
    let (closed, transferred) = (pakn.closed_at(), pakn.transferred_at());
    let received = pakn.received_at();
    let undated = received.is_none()
        || pakn.status() == PaknStatus::Closed && closed.is_none()
        || pakn.status() == PaknStatus::Transferred && closed.is_none() && transferred.is_none();
    let day_of_refusal = closed.or(pakn.answered_at()).or(received);
    let refusal = (pakn.status() == PaknStatus::Refused).then_some(day_of_refusal).flatten();
    let concluded = seen(refusal).or(seen(closed)).or(transferred);
    let outside =
        received.is_some_and(|at| !at.is_before(as_of)) || concluded.is_some_and(|at| at.is_before(start));
    let refused = !undated && !outside && seen(refusal).is_some();
    let counted = !undated && !outside && !refused;
    let (closed, transferred) = (seen(closed), seen(transferred));
    let due =
        pakn.due_at().map(Moment::day).or_else(|| clock.calendar.add_working_days(received?.day(), 15).ok());
    let late = closed.zip(due).is_some_and(|(closed, due)| closed.day() > due);
    let is_closed = counted && closed.is_some();
    let is_open = counted && closed.is_none() && transferred.is_none();
    let overdue = due.is_some_and(|due| due < as_of.day());
    let conditions = [
        (PaknBucket::Undated, undated),
        (PaknBucket::OutOfPeriod, !undated && outside),
        (PaknBucket::Refused, refused),
        (PaknBucket::ClosedInTime, is_closed && due.is_some() && !late),
        (PaknBucket::ClosedLate, is_closed && late),
        (PaknBucket::UnmeasurableClosed, is_closed && due.is_none()),
        (PaknBucket::Transferred, counted && closed.is_none() && transferred.is_some()),
        (PaknBucket::UnmeasurableOpen, is_open && due.is_none()),
        (PaknBucket::OpenOverdue, is_open && overdue),
        (PaknBucket::OpenWithinDue, is_open && due.is_some() && !overdue),
    ];
    conditions.into_iter().filter(|(_, holds)| *holds).map(|(bucket, _)| bucket).collect()
}

/// The record as an export of that moment had it: what came later is not there. Appointments were there from the
/// beginning.
fn as_it_was(dossier: Dossier<'static>, as_of: Moment) -> Dossier<'static> {
    let all = DossierBuilder::from(dossier);
    let known = |at: Option<Moment>| at.filter(|at| at.is_before(as_of));
    DossierBuilder {
        finished_at: known(all.finished_at),
        returned_at: known(all.returned_at),
        supplement_requested_at: known(all.supplement_requested_at),
        supplement_completed_at: known(all.supplement_completed_at),
        ..all
    }
    .build()
    .unwrap()
}

fn pakn_as_it_was(pakn: Pakn<'static>, as_of: Moment) -> Pakn<'static> {
    let all = PaknBuilder::from(pakn);
    let known = |at: Option<Moment>| at.filter(|at| at.is_before(as_of));
    PaknBuilder {
        accepted_at: known(all.accepted_at),
        closed_at: known(all.closed_at),
        answered_at: known(all.answered_at),
        published_at: known(all.published_at),
        transferred_at: known(all.transferred_at),
        ..all
    }
    .build()
    .unwrap()
}

fn without_clocks(dossier: Dossier<'static>) -> Dossier<'static> {
    let day = |at: Option<Moment>| at.map(|at| Moment::on(at.day()));
    let all = DossierBuilder::from(dossier);
    DossierBuilder {
        received_at: day(all.received_at),
        due_at: day(all.due_at),
        rescheduled_due_at: day(all.rescheduled_due_at),
        extended_due_at: day(all.extended_due_at),
        finished_at: day(all.finished_at),
        returned_at: day(all.returned_at),
        ..all
    }
    .build()
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn each_dossier_has_exactly_one_answer(clock in any::clock(), dossier in any::dossier(), term in any::term()) {
        let placed = clock.place(dossier.facts(), term);
        prop_assert_eq!(answers(&clock, dossier.facts(), term), [placed.bucket]);
        prop_assert!(!placed.stopped_late || placed.bucket == Bucket::Stopped);
        prop_assert_eq!(placed.end.is_some(), placed.bucket.is_concluded());
    }

    #[test]
    fn each_petition_has_exactly_one_answer(clock in any::clock(), pakn in any::pakn()) {
        let placed = clock.place_pakn(pakn.facts());
        prop_assert_eq!(pakn_answers(&clock, pakn.facts()), [placed.bucket]);
    }

    #[test]
    fn without_a_time_of_day_both_precisions_agree(clock in any::clock(), dossier in any::dossier()) {
        let dossier = without_clocks(dossier);
        let of = |precision| {
            let policy = Policy { precision, ..clock.policy };
            Clock { policy, ..clock.clone() }.place(dossier.facts(), None)
        };
        prop_assert_eq!(of(Precision::Day), of(Precision::Instant));
    }

    #[test]
    fn what_came_later_does_not_change_an_old_report(
        clock in any::clock(), dossier in any::dossier(), term in any::term(),
        status in prop::sample::select(vec![DossierStatus::Unknown, DossierStatus::Accepted, DossierStatus::Processing]),
    ) {
        // These statuses are asked for nothing. Received later is another question: it is out of the period, and
        // to an export of that moment it was not there.
        let as_of = clock.period.as_of();
        let outside = dossier.facts().received_at().is_some_and(|at| !at.is_before(as_of));
        let dossier = DossierBuilder { status, ..dossier.into() }.build().unwrap();
        if outside {
            return Ok(());
        }
        let then = as_it_was(dossier.clone(), as_of);
        prop_assert_eq!(clock.place(then.facts(), term), clock.place(dossier.facts(), term));
    }

    #[test]
    fn what_came_later_does_not_change_an_old_petition(clock in any::clock(), pakn in any::pakn()) {
        let as_of = clock.period.as_of();
        if pakn.facts().received_at().is_some_and(|at| !at.is_before(as_of)) {
            return Ok(());
        }
        let pakn = PaknBuilder { status: PaknStatus::Open, ..pakn.into() }.build().unwrap();
        let then = pakn_as_it_was(pakn.clone(), as_of);
        prop_assert_eq!(clock.place_pakn(then.facts()), clock.place_pakn(pakn.facts()));
    }

    #[test]
    fn a_later_end_is_never_more_punctual(
        clock in any::clock(), dossier in any::dossier(), term in any::term(), days in 1i32..30,
    ) {
        // Of one end only: where there are two, a delay may leave the earlier one as what is known.
        let all = DossierBuilder::from(dossier);
        let end = all.finished_at.or(all.returned_at);
        let all = DossierBuilder { finished_at: end, returned_at: None, ..all };
        let delayed = DossierBuilder { finished_at: end.map(|at| at.plus_days(days)), ..all.clone() };
        let rank = |builder: DossierBuilder<'static>| {
            match clock.place(builder.build().unwrap().facts(), term).bucket {
                Bucket::Early => Some(0),
                Bucket::OnTime => Some(1),
                Bucket::Late => Some(2),
                _ => None,
            }
        };
        if let (Some(before), Some(after)) = (rank(all), rank(delayed)) {
            prop_assert!(before <= after);
        }
    }
}
