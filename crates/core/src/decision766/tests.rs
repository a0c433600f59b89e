use std::num::NonZeroU32;

use super::*;
use crate::calendar::{Period, WorkCalendar};
use crate::clock::Clock;
use crate::clock::tests::form;
use crate::dossier::{Dossier, DossierBuilder, DossierStatus};
use crate::evidence::Evidence;
use crate::procedure::{Term, TermUnit};
use crate::rate::Rate;
use crate::tally::{PaknCounts, PaknTally};

fn clock() -> Clock {
    let period: Period = "2025-06".parse().unwrap();
    Clock::new(policy(Policy::default()), WorkCalendar::vietnam(), period)
}

fn dossier(due: &str, end: &str, requests: u32, status: DossierStatus) -> Dossier<'static> {
    let at = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
    let builder = DossierBuilder {
        code: "H37.12-250603-0001".into(),
        received_at: at("2025-06-03T08:00:00"),
        due_at: at(due),
        finished_at: at(end),
        supplement_requests: requests,
        status,
        ..DossierBuilder::default()
    };
    builder.build().unwrap()
}

fn timeliness(due: &str, end: &str, requests: u32, status: DossierStatus, terms: &[Term]) -> Timeliness {
    let (clock, dossier) = (clock(), dossier(due, end, requests, status));
    let facts = dossier.facts();
    let placed = Catalogue::new(terms.to_vec()).place(&clock, facts, clock.place(facts, None));
    Timeliness::of(facts, &placed)
}

fn term(amount: u32, unit: TermUnit) -> Term {
    Term { amount: NonZeroU32::new(amount).unwrap(), unit }
}

#[test]
fn every_dossier_stands_somewhere() {
    use DossierStatus::{AwaitingPayment, Processing, Returned, Stopped, Withdrawn};
    let plain = |due, end, requests, status| timeliness(due, end, requests, status, &[]);
    let due = "2025-06-10T10:00:00";
    // Instants are compared, so that an hour late on the day itself is late.
    assert_eq!(plain(due, "2025-06-10T10:00:00", 0, Returned), Timeliness::InTime);
    assert_eq!(plain(due, "2025-06-10T10:00:01", 0, Returned), Timeliness::Late);
    assert_eq!(plain("2025-06-10", "2025-06-10T16:00:00", 1, Returned), Timeliness::InTime);
    assert_eq!(plain("2025-06-10", "2025-06-10T16:00:00", 2, Returned), Timeliness::Supplements);
    assert_eq!(plain("2025-06-10", "2025-06-11", 2, Returned), Timeliness::Late);
    assert_eq!(plain("2025-07-10", "", 0, Processing), Timeliness::InTime);
    assert_eq!(plain("2025-06-30", "", 0, Processing), Timeliness::Late);
    assert_eq!(plain("2025-06-30", "", 0, AwaitingPayment), Timeliness::InTime);
    assert_eq!(plain("", "2025-06-11", 0, Returned), Timeliness::NoDeadline);
    assert_eq!(plain("", "2025-06-11", 2, Returned), Timeliness::Supplements);
    assert_eq!(plain(due, "2025-06-09", 0, Withdrawn), Timeliness::Outside);
    assert_eq!(plain(due, "2025-06-20", 0, Stopped), Timeliness::Outside);
}

#[test]
fn without_an_appointment_the_longest_term_counts() {
    // From Tuesday 3 June: 5 working days end on the 10th, 8 days on the 11th.
    let terms =
        [term(5, TermUnit::WorkingDays), term(8, TermUnit::CalendarDays), term(5, TermUnit::WorkingDays)];
    let ended = |end| timeliness("", end, 0, DossierStatus::Returned, &terms);
    assert_eq!((ended("2025-06-11"), ended("2025-06-12")), (Timeliness::InTime, Timeliness::Late));
    // An appointment goes before it.
    assert_eq!(timeliness("2025-06-05", "2025-06-11", 0, DossierStatus::Returned, &terms), Timeliness::Late);
}

fn points(score: &Score766) -> [Result<String, TooFew>; 4] {
    score.lines.map(|line| line.points.map(|points| points.shown(2)))
}

#[test]
fn nothing_to_handle_is_full_marks_and_an_empty_reception_none() {
    let score = Score766::new(Some(&ProgressTally::default()), Some(&PaknCounts::default()));
    let full = || Ok("6.00".to_owned());
    assert_eq!(points(&score), [Err(TooFew::Nothing), full(), full(), Ok("0.00".to_owned())]);
    // No evidence earns nothing.
    let score = Score766::new(None, None);
    assert_eq!(points(&score), [const { Err(TooFew::NoExport) }; 4]);
    assert_eq!(score.total(), (Points::ZERO, 0));
}

fn progress(counts: &[(Timeliness, u32)]) -> ProgressTally {
    let mut tally = ProgressTally::default();
    for (timeliness, times) in counts {
        (0..*times).for_each(|_| tally.observe(*timeliness));
    }
    tally
}

#[test]
fn nine_tenths_are_enough_for_the_reception() {
    let reception = |yes: u32, no: u32| {
        let tally =
            progress(&[(Timeliness::NoDeadline, yes), (Timeliness::Late, no), (Timeliness::Outside, 9)]);
        points(&Score766::new(Some(&tally), None))[3].clone().unwrap()
    };
    assert_eq!(
        (reception(9, 1), reception(10, 0), reception(0, 4)),
        ("6.00".into(), "6.00".into(), "0.00".into())
    );
    // 6 × (8/10) / (9/10) = 16/3.
    assert_eq!(reception(8, 2), "5.33");
    // More than one request is late for progress, and no overdue dossier.
    let tally = progress(&[(Timeliness::Supplements, 4)]);
    assert_eq!(points(&Score766::new(Some(&tally), None))[3], Ok("6.00".to_owned()));
}

/// Source: the scores that Hồ Chí Minh City published for the third quarter of 2025.
#[test]
fn the_scores_of_a_city() {
    let full = Points::new(6, 1);
    let satisfaction = Element::PaknSatisfaction.points(Rate::new(9900, 10_000));
    let reception = Element::Reception.points(Rate::new(9172, 10_000));
    assert_eq!((full + satisfaction + reception).shown(2), "17.94");
}

#[test]
fn an_overdue_petition_costs_satisfaction_and_a_refused_one_nothing() {
    let clock = clock();
    let mut tally = PaknTally::default();
    for (text, times) in [
        ("sent=06-02 due=06-10 closed=06-09", 7),
        ("sent=06-02 due=06-10 closed=06-11", 1),
        ("sent=05-02 due=06-10", 1),
        ("sent=06-02 due=07-10", 1),
        ("sent=06-02 status=refused", 5),
    ] {
        let pakn = form::pakn(text);
        let placed = clock.place_pakn(pakn.facts());
        (0..times).for_each(|_| tally.observe(&clock, pakn.facts(), &placed, Evidence::ALL));
    }
    let score = Score766::new(None, Some(&tally.counts));
    assert_eq!(score.lines[2].rate, Rate::new(8, 10));
    assert_eq!(points(&score)[2], Ok("4.80".to_owned()));
}

#[test]
fn what_each_dossier_costs_adds_up_to_what_is_lost() {
    let progress = progress(&[
        (Timeliness::InTime, 821),
        (Timeliness::Late, 8),
        (Timeliness::Supplements, 3),
        (Timeliness::NoDeadline, 5),
        (Timeliness::Outside, 9),
    ]);
    assert_eq!((progress.rate(), progress.no_deadline()), (Rate::new(821, 832), 5));
    let line = Score766::new(Some(&progress), None).lines[0];
    assert_eq!(line.points.unwrap(), Points::new(20 * 821, 832));
    let one = line.cost_of_one().unwrap();
    assert_eq!((0..11).map(|_| one).sum::<Points>(), line.lost().unwrap());
    assert_eq!(line.lost().unwrap() + line.points.unwrap(), Points::new(20, 1));
}

#[test]
fn tallies_of_parts_merge_into_that_of_the_whole() {
    let all = [
        Timeliness::InTime,
        Timeliness::Late,
        Timeliness::Supplements,
        Timeliness::NoDeadline,
        Timeliness::Outside,
    ];
    let tally = |all: &[Timeliness]| {
        let mut tally = ProgressTally::default();
        for timeliness in all {
            tally.observe(*timeliness);
        }
        tally
    };
    for cut in 0..=all.len() {
        let mut parts = tally(&all[..cut]);
        parts.merge(&tally(&all[cut..]));
        assert_eq!(parts, tally(&all));
    }
}
