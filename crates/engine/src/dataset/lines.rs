//! The records behind a number, one line each.

use std::collections::BTreeMap;

use sipas_core::{
    Bucket, Clock, DossierFacts, Evidence, Moment, PaknBucket, PaknFacts, Placement, Procedure,
};

use super::dossiers::{DossierTexts, PROCEDURE_CODE, PROCEDURE_NAME, StoredDossier};
use super::records::Records;
use super::{Dataset, Place};

/// A dossier and its place in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierLine<'d> {
    /// Which row it is from.
    pub place: Place,
    /// Mã hồ sơ.
    pub code: String,
    /// Unit, officer, field, procedure and what else groups.
    pub texts: DossierTexts<'d>,
    /// Bucket, deadline and end.
    pub placed: Placement<Bucket>,
    /// Ngày tiếp nhận.
    pub received_at: Option<Moment>,
    /// Concluded, with as many extra trips as count as a repeat visit.
    pub repeat_visit: bool,
    /// How late, or how long until it is.
    pub distance: Distance,
    /// All that is counted of it, for counts that a report does not have.
    pub facts: DossierFacts,
    /// Which columns its input has.
    pub evidence: Evidence,
}

/// A petition and its place in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaknLine<'d> {
    /// Which row it is from.
    pub place: Place,
    /// Mã phản ánh, kiến nghị.
    pub code: &'d str,
    /// Đơn vị xử lý.
    pub unit: &'d str,
    /// Ngành, lĩnh vực.
    pub field: &'d str,
    /// Bucket, deadline and end.
    pub placed: Placement<PaknBucket>,
    /// Ngày gửi, else ngày tiếp nhận.
    pub received_at: Option<Moment>,
    /// How late, or how long until it is.
    pub distance: Distance,
    /// All that is counted of it, for counts that a report does not have.
    pub facts: PaknFacts,
}

/// A dossier as it was read, before any period is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierRecord<'d> {
    /// Which row it is from.
    pub place: Place,
    /// Mã hồ sơ.
    pub code: String,
    /// Unit, officer, field, procedure and what else groups.
    pub texts: DossierTexts<'d>,
    /// Which columns its input has.
    pub evidence: Evidence,
    /// Dates, words and numbers.
    pub facts: DossierFacts,
}

/// A petition as it was read, before any period is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaknRecord<'d> {
    /// Which row it is from.
    pub place: Place,
    /// Mã phản ánh, kiến nghị.
    pub code: &'d str,
    /// Đơn vị xử lý.
    pub unit: &'d str,
    /// Ngành, lĩnh vực.
    pub field: &'d str,
    /// Dates and words.
    pub facts: PaknFacts,
}

/// A row that is no record of a report: rejected, duplicate or skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowLine {
    /// Which row.
    pub place: Place,
    /// The code, where the row has one that was read.
    pub code: String,
    /// The row that counts instead, for a duplicate.
    pub kept: Option<Place>,
}

/// Whole days between a deadline and the end, or for what is open the moment of the report.
///
/// Only one direction is told: days late of what is late, days left of what is open and within its time. Working
/// days are `None` too where the calendar does not cover the span.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Distance {
    /// Calendar days late; 0 for an hour late on the day itself.
    pub days_late: Option<i32>,
    /// Working days late.
    pub working_days_late: Option<i32>,
    /// Working days left: 0 for what is due today.
    pub working_days_left: Option<i32>,
}

impl Distance {
    fn late(clock: &Clock, due: Moment, at: Moment) -> Distance {
        Distance {
            days_late: Some(at.day().since(due.day())),
            working_days_late: clock.calendar.working_days_between(due.day(), at.day()).ok(),
            working_days_left: None,
        }
    }

    fn left(clock: &Clock, due: Moment) -> Distance {
        // At the midnight that ends a day, that day is the one that has just been worked.
        let as_of = clock.period.as_of();
        let today = if as_of.clock_ms() == 0 { as_of.day().plus(-1) } else { as_of.day() };
        let left = clock.calendar.working_days_between(today, due.day()).ok();
        Distance { working_days_left: left, ..Distance::default() }
    }
}

impl Dataset {
    /// Every accepted dossier at its place.
    pub fn dossier_lines<'d>(&'d self, clock: &'d Clock) -> impl Iterator<Item = DossierLine<'d>> {
        let (terms, evidence, texts) = (self.terms(), self.evidence(), &self.records.texts);
        let own = self.records.own.len();
        assert!(self.records.only.is_none(), "kept for reports, and not for lists");
        self.records.dossiers.in_order(texts).map(move |(code, place, dossier)| {
            let placed = clock.place(&dossier.facts, terms.of(dossier.texts[PROCEDURE_CODE]));
            let evidence = evidence[place.input as usize];
            DossierLine {
                place,
                code,
                texts: DossierTexts::of(&dossier.texts, own, texts),
                placed,
                received_at: dossier.facts.received_at(),
                repeat_visit: placed.bucket.is_concluded() && is_repeat_visit(clock, &dossier, evidence),
                distance: dossier_distance(clock, &placed),
                facts: dossier.facts,
                evidence,
            }
        })
    }

    /// Every accepted dossier as it was read, in the order of the rows.
    pub fn dossier_records(&self) -> impl Iterator<Item = DossierRecord<'_>> {
        let (evidence, texts) = (self.evidence(), &self.records.texts);
        let own = self.records.own.len();
        assert!(self.records.only.is_none(), "kept for reports, and not for lists");
        self.records.dossiers.in_order(texts).map(move |(code, place, dossier)| DossierRecord {
            place,
            code,
            texts: DossierTexts::of(&dossier.texts, own, texts),
            evidence: evidence[place.input as usize],
            facts: dossier.facts,
        })
    }

    /// Every accepted petition as it was read, in the order of the rows.
    pub fn pakn_records(&self) -> impl Iterator<Item = PaknRecord<'_>> {
        self.records.pakn.in_order().map(|(code, place, pakn)| PaknRecord {
            place,
            code,
            unit: self.records.texts.get(pakn.unit),
            field: self.records.texts.get(pakn.field),
            facts: pakn.facts,
        })
    }

    /// Every accepted petition at its place.
    pub fn pakn_lines<'d>(&'d self, clock: &'d Clock) -> impl Iterator<Item = PaknLine<'d>> {
        self.records.pakn.in_order().map(move |(code, place, pakn)| {
            let placed = clock.place_pakn(&pakn.facts);
            let distance = match (placed.bucket, placed.deadline, placed.end) {
                (PaknBucket::ClosedLate, Some(due), Some(end)) => Distance::late(clock, due, end),
                (PaknBucket::OpenOverdue, Some(due), _) => Distance::late(clock, due, clock.period.as_of()),
                (PaknBucket::OpenWithinDue, Some(due), _) => Distance::left(clock, due),
                _ => Distance::default(),
            };
            PaknLine {
                place,
                code,
                unit: self.records.texts.get(pakn.unit),
                field: self.records.texts.get(pakn.field),
                placed,
                received_at: pakn.facts.received_at(),
                distance,
                facts: pakn.facts,
            }
        })
    }

    /// The procedures of the catalogue, in the order in which they were read.
    pub fn procedures(&self) -> impl Iterator<Item = &Procedure<'static>> {
        self.records.procedures.in_order().map(|(_, _, procedure)| procedure)
    }

    /// What procedures are called, by their codes: by the catalogue, and where it is silent by the exports. A procedure
    /// without a code has its name for both.
    pub fn procedure_names(&self) -> BTreeMap<String, String> {
        let Records { procedures, dossiers, texts, .. } = &self.records;
        let listed = procedures.in_order().map(|(_, _, one)| (one.code.as_ref(), one.name.as_ref()));
        let used = dossiers.in_order(texts).map(|(_, _, dossier)| {
            let name = texts.get(dossier.texts[PROCEDURE_NAME]);
            (
                Some(texts.get(dossier.texts[PROCEDURE_CODE]))
                    .filter(|code| !code.is_empty())
                    .unwrap_or(name),
                name,
            )
        });
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for (code, name) in listed.chain(used).filter(|(_, name)| !name.is_empty()) {
            if !names.contains_key(code) {
                names.insert(code.to_owned(), name.to_owned());
            }
        }
        names
    }

    /// The rows that gave way to a newer one of the same code: dossiers, petitions, procedures.
    pub fn duplicates(&self) -> impl Iterator<Item = RowLine> {
        let Records { dossiers, pakn, procedures, texts, .. } = &self.records;
        let all = dossiers.superseded(texts).chain(pakn.superseded()).chain(procedures.superseded());
        all.map(|row| RowLine { place: row.dropped, code: row.code, kept: Some(row.kept) })
    }

    /// The rows that are no record.
    pub fn skipped(&self) -> impl Iterator<Item = RowLine> {
        let inputs = (0u32..).zip(&self.inputs);
        inputs.flat_map(|(input, of)| {
            of.skipped.iter().map(move |&line| RowLine {
                place: Place { input, line },
                code: String::new(),
                kept: None,
            })
        })
    }
}

fn is_repeat_visit(clock: &Clock, dossier: &StoredDossier, evidence: Evidence) -> bool {
    dossier.facts.visits(evidence).is_some_and(|visits| visits >= clock.policy.repeat_threshold)
}

fn dossier_distance(clock: &Clock, placed: &Placement<Bucket>) -> Distance {
    match (placed.bucket, placed.deadline, placed.end) {
        (Bucket::Late, Some(due), Some(end)) => Distance::late(clock, due, end),
        (Bucket::Stopped, Some(due), Some(end)) if placed.stopped_late => Distance::late(clock, due, end),
        (Bucket::OpenOverdue, Some(due), _) => Distance::late(clock, due, clock.period.as_of()),
        (Bucket::OpenWithinDue, Some(due), _) => Distance::left(clock, due),
        _ => Distance::default(),
    }
}
