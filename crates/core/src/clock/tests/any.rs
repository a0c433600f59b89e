//! Arbitrary records, settings and periods, crowded around the edges of the summer of 2025.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use crate::calendar::{Period, WorkCalendar};
use crate::clock::Clock;
use crate::dossier::{Channel, Dossier, DossierBuilder, DossierStatus, OnlineLevel};
use crate::evidence::Evidence;
use crate::mark::Mark;
use crate::moment::Window;
use crate::moment::{Day, Moment};
use crate::pakn::{Pakn, PaknBuilder, PaknStatus, PaknTopic};
use crate::policy::{ClockEnd, DeadlineBasis, Policy, Precision, SupplementRule};
use crate::procedure::{Procedure, ProcedureBuilder, Term, TermUnit};
use crate::survey::{Area, Satisfaction, SurveyAnswer};

/// An office, so that groups are few and each has several records.
const UNITS: [&str; 3] = ["Phòng A", "Phòng B", ""];

fn day() -> impl Strategy<Value = Day> {
    let first = Day::from_ymd(2025, 4, 20).unwrap();
    prop_oneof![
        60 => (0..110).prop_map(move |n| first.plus(n)),
        // The edges of the period, and days that the calendar does not cover.
        8 => select(vec!["2025-05-31", "2025-06-01", "2025-06-30", "2025-07-01", "2025-06-15"])
            .prop_map(|day| day.parse().unwrap()),
        1 => select(vec!["2022-12-30", "2027-12-20", "2028-01-03"]).prop_map(|day| day.parse().unwrap()),
    ]
}

fn clock_time() -> impl Strategy<Value = Option<u32>> {
    let hours = select(vec![0, 7 * 60, 11 * 60 + 45, 16 * 60 + 59, 17 * 60, 17 * 60 + 30, 24 * 60 - 1]);
    weighted(0.6, prop_oneof![hours.prop_map(|minutes| minutes * 60_000), 0..86_400_000_u32])
}

fn at(day: Day, ms: Option<u32>) -> Moment {
    ms.and_then(|ms| Moment::at(day, ms)).unwrap_or(Moment::on(day))
}

fn moment() -> impl Strategy<Value = Moment> {
    (day(), clock_time()).prop_map(|(day, ms)| at(day, ms))
}

/// A moment some days after a receipt, not on an earlier day, so that builders take it.
fn later(present: f64) -> impl Strategy<Value = Option<(i32, Option<u32>)>> {
    weighted(present, (prop_oneof![4 => 0..50, 1 => 0..3], clock_time()))
}

fn after(received: Option<Moment>, later: Option<(i32, Option<u32>)>) -> Option<Moment> {
    let from = received.map_or_else(|| Day::from_ymd(2025, 5, 20).unwrap(), Moment::day);
    later.map(|(days, ms)| at(from.plus(days), ms))
}

fn mark() -> impl Strategy<Value = Mark> {
    select(vec![Mark::No, Mark::Yes, Mark::Unknown])
}

fn unit() -> impl Strategy<Value = &'static str> {
    select(UNITS.to_vec())
}

pub(crate) fn status() -> impl Strategy<Value = DossierStatus> {
    select(DossierStatus::ALL.to_vec())
}

pub(crate) fn term() -> impl Strategy<Value = Option<Term>> {
    use TermUnit::{CalendarDays, Months, WorkingDays, WorkingHours};
    let unit = select(vec![WorkingDays, CalendarDays, WorkingHours, Months]);
    weighted(0.5, (1u32..40, unit).prop_map(|(n, unit)| Term { amount: n.try_into().unwrap(), unit }))
}

/// How a dossier is served.
#[derive(Debug, Clone)]
struct Served {
    marks: [Mark; 3],
    level: OnlineLevel,
    submitted: Option<(i32, Option<u32>)>,
    steps: [Option<(i32, Option<u32>)>; 3],
}

fn served() -> BoxedStrategy<Served> {
    let marks = [mark(), mark(), mark()];
    let submitted = weighted(0.5, (-3..3, clock_time()));
    let steps = [later(0.3), later(0.3), later(0.3)];
    (marks, select(OnlineLevel::ALL.to_vec()), submitted, steps)
        .prop_map(|(marks, level, submitted, steps)| Served { marks, level, submitted, steps })
        .boxed()
}

prop_compose! {
    pub(crate) fn dossier()(
        received in weighted(0.95, moment()),
        (due, rescheduled, extended) in (later(0.8), later(0.3), later(0.2)),
        (finished, returned) in (later(0.6), later(0.5)),
        (asked, brought) in (later(0.3), later(0.3)),
        (status, channel) in (status(), select(Channel::ALL.to_vec())),
        (requests, visits) in (0u32..5, 0u32..5),
        (corrected, apologised) in (mark(), mark()),
        served in served(),
        (unit, field) in (unit(), select(vec!["Đất đai", "Đầu tư"])),
    ) -> Dossier<'static> {
        DossierBuilder {
            code: "H37-1".into(),
            procedure_code: "".into(),
            procedure_name: "".into(),
            unit: unit.into(),
            officer: "".into(),
            field: field.into(),
            own: BTreeMap::new(),
            channel,
            status,
            received_at: received,
            due_at: after(received, due),
            rescheduled_due_at: after(received, rescheduled),
            extended_due_at: after(received, extended),
            finished_at: after(received, finished),
            returned_at: after(received, returned),
            supplement_requests: requests,
            supplement_requested_at: after(received, asked),
            supplement_completed_at: after(received, brought),
            repeat_visits: visits,
            result_corrected: corrected,
            apologised,
            digitised: served.marks[0],
            paid_online: served.marks[1],
            electronic_result: served.marks[2],
            online_level: served.level,
            submitted_at: received.zip(served.submitted).map(|(received, (days, ms))| at(received.day().plus(days), ms)),
            apologised_at: after(received, served.steps[0]),
            error_reported_at: after(received, served.steps[1]),
            corrected_at: after(received, served.steps[2]),
        }
        .build()
        .unwrap()
    }
}

prop_compose! {
    pub(crate) fn pakn()(
        sent in weighted(0.9, moment()),
        accepted in later(0.5),
        due in later(0.5),
        (closed, answered, published, transferred) in (later(0.4), later(0.4), later(0.4), later(0.3)),
        status in select(vec![PaknStatus::Open, PaknStatus::Closed, PaknStatus::Transferred, PaknStatus::Refused]),
        topic in select(vec![
            PaknTopic::ExtraDocuments, PaknTopic::ExtraFee, PaknTopic::StaffConduct, PaknTopic::Other, PaknTopic::Unknown,
        ]),
        (authority, substantiated, unit) in (mark(), mark(), unit()),
    ) -> Pakn<'static> {
        // Where it was not sent, the acceptance is the receipt.
        let accepted = after(sent, accepted);
        let received = sent.or(accepted);
        PaknBuilder {
            code: "PA-1".into(),
            unit: unit.into(),
            topic,
            status,
            sent_at: sent,
            accepted_at: accepted,
            due_at: after(received, due),
            closed_at: after(received, closed),
            answered_at: after(received, answered),
            published_at: after(received, published),
            transferred_at: after(received, transferred),
            correct_authority: authority,
            substantiated,
            ..PaknBuilder::default()
        }
        .build()
        .unwrap()
    }
}

prop_compose! {
    pub(crate) fn procedure()(
        (from, to) in (weighted(0.5, moment()), weighted(0.3, moment())),
        (decided, published) in (weighted(0.7, moment()), weighted(0.7, moment())),
        (listed, shown, complete, unit) in (mark(), mark(), mark(), unit()),
    ) -> Procedure<'static> {
        ProcedureBuilder {
            code: "1.000001".into(),
            unit: unit.into(),
            in_force_from: from,
            in_force_to: to,
            listed_at_office: listed,
            published_on_portal: shown,
            content_complete: complete,
            decision_date: decided,
            published_at: published,
            ..ProcedureBuilder::default()
        }
        .build()
        .unwrap()
    }
}

prop_compose! {
    pub(crate) fn answer()(
        area in weighted(0.9, select(Area::ALL.to_vec())),
        answer in weighted(0.9, select(vec![
            Satisfaction::VeryDissatisfied, Satisfaction::Neutral, Satisfaction::Satisfied, Satisfaction::VerySatisfied,
        ])),
        answered_on in weighted(0.7, moment()),
        unit in unit(),
    ) -> SurveyAnswer<'static> {
        SurveyAnswer { area, answer, unit: unit.into(), answered_on }
    }
}

pub(crate) fn policy() -> impl Strategy<Value = Policy> {
    (
        select(vec![ClockEnd::Finished, ClockEnd::Returned]),
        select(vec![DeadlineBasis::Original, DeadlineBasis::Current]),
        select(vec![Precision::Day, Precision::Instant]),
        select(vec![SupplementRule::AsRecorded, SupplementRule::Pause, SupplementRule::Restart]),
        0u32..4,
    )
        .prop_map(|(clock_end, deadline, precision, supplement, repeat_threshold)| Policy {
            clock_end,
            deadline,
            precision,
            supplement,
            repeat_threshold,
        })
}

pub(crate) fn period() -> impl Strategy<Value = Period> {
    let texts = vec!["2025-06", "2025-05", "2025-Q2", "2025-H1", "2025", "2025-06-10..2025-06-10"];
    let as_of = prop_oneof![3 => Just(None), 2 => moment().prop_map(Some)];
    (select(texts), select(vec![Window::Calendar, Window::Reporting]), as_of).prop_map(
        |(text, window, as_of)| {
            let period = Period::parse(text, window).unwrap();
            // A moment that is not of the period leaves it seen at its end.
            as_of.and_then(|as_of| period.seen_as_of(as_of).ok()).unwrap_or(period)
        },
    )
}

pub(crate) fn clock() -> impl Strategy<Value = Clock> {
    // Read once, since a property asks for it a thousand times.
    static CALENDAR: LazyLock<WorkCalendar> = LazyLock::new(WorkCalendar::vietnam);
    (policy(), period()).prop_map(|(policy, period)| Clock::new(policy, CALENDAR.clone(), period))
}

/// The columns of a file that has all four kinds of record, each column there or not.
pub(crate) fn evidence() -> impl Strategy<Value = Evidence> {
    let kinds = Evidence::DOSSIERS | Evidence::PAKN | Evidence::PROCEDURES | Evidence::SURVEY;
    prop_oneof![any::<u64>(), Just(u64::MAX)].prop_map(move |bits| Evidence::from_bits(bits) | kinds)
}
