//! Reports over dossiers made up at random.

use proptest::prelude::*;
use sipas_core::{
    Channel, Clock, Dimension, Dossier, DossierBuilder, DossierStatus, Evidence, Groups, Key, Moment, Period,
    Policy, Report, ReportSpec, Window, WorkCalendar,
};

/// A dossier of some unit and field, with days around June 2025.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    unit: usize,
    field: usize,
    received: i32,
    due: Option<i32>,
    end: Option<i32>,
    status: DossierStatus,
    channel: usize,
}

pub(crate) fn made() -> impl Strategy<Value = Made> {
    use DossierStatus::{AwaitingSupplement, Processing, Returned, Stopped, Unknown, Withdrawn};
    let status =
        prop::sample::select(&[AwaitingSupplement, Processing, Returned, Stopped, Unknown, Withdrawn]);
    (0..3usize, 0..2usize, -30..35, prop::option::of(0..30), prop::option::of(0..40), status, 0..4usize)
        .prop_map(|(unit, field, received, due, end, status, channel)| Made {
            unit,
            field,
            received,
            due: due.map(|days| received + days),
            end: end.map(|days| received + days),
            status,
            channel,
        })
}

const UNITS: [&str; 3] = ["Văn phòng", "=1+1", ""];
const FIELDS: [&str; 2] = ["Đất đai", "@Xây dựng"];

fn dossier(made: &Made) -> Dossier<'static> {
    let day = |days: i32| {
        let first: Moment = "2025-06-01".parse().unwrap();
        first.plus_days(days)
    };
    let builder = DossierBuilder {
        code: "H37.12-250613-0001".into(),
        unit: UNITS[made.unit].into(),
        field: FIELDS[made.field].into(),
        received_at: Some(day(made.received)),
        due_at: made.due.map(day),
        finished_at: made.end.map(day),
        status: made.status,
        channel: Channel::ALL[made.channel],
        ..DossierBuilder::default()
    };
    builder.build().unwrap()
}

pub(crate) fn report(made: &[Made], by: &[Dimension]) -> Report {
    let period = Period::parse("2025-06", Window::Calendar).unwrap();
    let clock = Clock::new(Policy::default(), WorkCalendar::vietnam(), period);
    let evidence = Evidence::DOSSIERS | Evidence::DUE_AT | Evidence::FINISHED_AT;
    let mut groups = Groups::default();
    for made in made {
        let dossier = dossier(made);
        let placed = clock.place(dossier.facts(), None);
        let key = Key::new(by.iter().map(|by| {
            let value = if *by == Dimension::Unit { UNITS[made.unit] } else { FIELDS[made.field] };
            (*by, value.to_owned())
        }));
        groups.whole.dossiers.observe(&clock, dossier.facts(), &placed, evidence);
        groups.parts.entry(key).or_default().dossiers.observe(&clock, dossier.facts(), &placed, evidence);
    }
    let spec = ReportSpec { clock: &clock, by, plan: None, evidence: &[evidence], baseline: None };
    Report::finish(spec, Vec::new(), groups)
}
