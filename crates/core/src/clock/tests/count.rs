//! Counts records into tallies and groups, as whoever reads exports does.

use proptest::prelude::*;

use super::{any, form};
use crate::clock::Clock;
use crate::dimension::{Dimension, Key};
use crate::dossier::Dossier;
use crate::evidence::Evidence;
use crate::pakn::Pakn;
use crate::procedure::{Procedure, Term};
use crate::report::Groups;
use crate::survey::SurveyAnswer;
use crate::tally::{Activities, Tally};

/// One record of any kind, and the columns of its file.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) kind: Kind,
    pub(crate) evidence: Evidence,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Dossier(Dossier<'static>, Option<Term>),
    Pakn(Pakn<'static>),
    Procedure(Procedure<'static>),
    Answer(SurveyAnswer<'static>),
}

/// A record from its text form: a dossier, or after `pakn`, `procedure` or `survey` one of those.
pub(crate) fn record(text: &str, evidence: Evidence) -> Record {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let kind = match first {
        "pakn" => Kind::Pakn(form::pakn(rest)),
        "procedure" => Kind::Procedure(form::procedure(rest)),
        "survey" => Kind::Answer(form::answer(rest)),
        _ => Kind::Dossier(form::dossier(text), form::term(text)),
    };
    Record { kind, evidence }
}

/// Up to forty records, more than half of them dossiers.
pub(crate) fn records() -> impl Strategy<Value = Vec<Record>> {
    let kind = prop_oneof![
        5 => (any::dossier(), any::term()).prop_map(|(dossier, term)| Kind::Dossier(dossier, term)),
        2 => any::pakn().prop_map(Kind::Pakn),
        1 => any::procedure().prop_map(Kind::Procedure),
        1 => any::answer().prop_map(Kind::Answer),
    ];
    let record = (kind, any::evidence()).prop_map(|(kind, evidence)| Record { kind, evidence });
    prop::collection::vec(record, 0..40)
}

pub(crate) fn observe(tally: &mut Tally, clock: &Clock, record: &Record) {
    let evidence = record.evidence;
    match &record.kind {
        Kind::Dossier(dossier, term) => {
            let placed = clock.place(dossier.facts(), *term);
            tally.dossiers.observe(clock, dossier.facts(), &placed, evidence);
        }
        Kind::Pakn(pakn) => {
            tally.pakn.observe(clock, pakn.facts(), &clock.place_pakn(pakn.facts()), evidence);
        }
        Kind::Procedure(procedure) => tally.procedures.observe(clock, procedure, evidence),
        Kind::Answer(answer) => tally.survey.observe(clock, answer),
    }
}

fn see(activities: &mut Activities, clock: &Clock, record: &Record) {
    match &record.kind {
        Kind::Dossier(dossier, term) => {
            let placed = clock.place(dossier.facts(), *term);
            activities.dossiers.see_dossier(clock, dossier.facts(), &placed);
        }
        Kind::Pakn(pakn) => {
            activities.pakn.see_pakn(clock, pakn.facts(), &clock.place_pakn(pakn.facts()));
        }
        Kind::Procedure(_) | Kind::Answer(_) => {}
    }
}

pub(crate) fn tally<'r>(clock: &Clock, records: impl IntoIterator<Item = &'r Record>) -> Tally {
    let mut tally = Tally::default();
    for record in records {
        observe(&mut tally, clock, record);
    }
    tally
}

/// The group of a record; `None` where its kind has no such key.
pub(crate) fn key(clock: &Clock, by: &[Dimension], record: &Record) -> Option<Key> {
    let value = |dimension: &Dimension| -> Option<String> {
        Some(match (&record.kind, dimension) {
            (Kind::Dossier(dossier, _), Dimension::Unit) => dossier.unit().to_owned(),
            (Kind::Dossier(dossier, _), Dimension::Officer) => dossier.officer().to_owned(),
            (Kind::Dossier(dossier, _), Dimension::Field) => dossier.field().to_owned(),
            (Kind::Dossier(dossier, _), Dimension::Procedure) => dossier.procedure_key().to_owned(),
            (Kind::Dossier(dossier, _), Dimension::Channel) => dossier.facts().channel().name().to_owned(),
            (Kind::Dossier(dossier, term), Dimension::Month) => {
                clock.place(dossier.facts(), *term).month().to_string()
            }
            (Kind::Pakn(pakn), Dimension::Unit) => pakn.unit().to_owned(),
            (Kind::Pakn(pakn), Dimension::Field) if record.evidence.has(Evidence::PAKN_FIELD) => {
                pakn.field().to_owned()
            }
            (Kind::Pakn(pakn), Dimension::Month) => clock.place_pakn(pakn.facts()).month().to_string(),
            (Kind::Procedure(procedure), Dimension::Unit) => procedure.unit.clone().into_owned(),
            (Kind::Procedure(procedure), Dimension::Field) => procedure.field.clone().into_owned(),
            (Kind::Procedure(procedure), Dimension::Procedure) => procedure.code.clone().into_owned(),
            (Kind::Answer(answer), Dimension::Unit) => answer.unit.clone().into_owned(),
            _ => return None,
        })
    };
    by.iter()
        .map(|dimension| value(dimension).map(|value| (*dimension, value)))
        .collect::<Option<Vec<_>>>()
        .map(Key::new)
}

pub(crate) fn groups<'r>(
    clock: &Clock,
    by: &[Dimension],
    records: impl IntoIterator<Item = &'r Record>,
) -> Groups {
    let mut groups = Groups::default();
    for record in records {
        observe(&mut groups.whole, clock, record);
        see(&mut groups.activities, clock, record);
        if let Some(key) = key(clock, by, record).filter(|key| !key.is_empty()) {
            observe(groups.parts.entry(key).or_default(), clock, record);
        }
    }
    groups
}
