//! Dossiers and petitions as forms count them.

use std::collections::BTreeMap;
use std::sync::Arc;

use sipas_core::{Bucket, Channel, Dimension, OnlineLevel, PaknBucket, PaknTopic, Placement};
use sipas_engine::{DossierLine, PaknLine};
use sipas_intake::{Field, KeySource};
use sipas_render::Lang;

use super::{Column, Filling, InProgress, Mapping, Resolved};

/// A dossier, where the form puts it, and how much of it is handled online.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dossier {
    placed: Placement<Bucket>,
    channel: Channel,
    pub(super) column: Option<Column>,
    /// As the dossier says, else the catalogue.
    pub(super) level: OnlineLevel,
}

/// Predicates that columns are made of.
impl Dossier {
    pub(super) fn is_handled(&self) -> bool {
        self.placed.bucket.is_handled()
    }

    pub(super) fn is_new(&self) -> bool {
        self.is_handled() && self.placed.received_in_period
    }

    pub(super) fn is_carried_in(&self) -> bool {
        self.is_handled() && !self.placed.received_in_period
    }

    pub(super) fn came(&self, channel: Channel) -> bool {
        self.is_new() && self.channel == channel
    }

    pub(super) fn is_resolved(&self) -> bool {
        self.placed.bucket.is_concluded()
    }

    pub(super) fn is_open(&self) -> bool {
        self.placed.bucket.is_open()
    }

    pub(super) fn is_in(&self, column: Column) -> bool {
        self.column == Some(column)
    }

    /// Received online, and nobody told how much of it is handled so.
    pub(super) fn has_unknown_level(&self) -> bool {
        self.came(Channel::Online) && self.level == OnlineLevel::Unknown
    }
}

/// What a petition is about, as the form has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matter {
    /// Hành vi hành chính.
    Conduct,
    /// Quy định hành chính.
    Regulation,
}

/// A petition.
#[derive(Debug)]
pub(super) struct Petition {
    pub(super) bucket: PaknBucket,
    topic: PaknTopic,
    is_new: bool,
    pub(super) is_published: bool,
}

impl Petition {
    pub(super) fn matter(&self) -> Option<Matter> {
        match self.topic {
            PaknTopic::StaffConduct | PaknTopic::ExtraDocuments | PaknTopic::ExtraFee | PaknTopic::Delay => {
                Some(Matter::Conduct)
            }
            PaknTopic::Regulation => Some(Matter::Regulation),
            PaknTopic::Other | PaknTopic::Unknown => None,
        }
    }

    /// Handled here: neither refused nor passed on.
    pub(super) fn is_handled(&self) -> bool {
        self.is_closed() || self.is_open()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.bucket.is_closed()
    }

    pub(super) fn is_open(&self) -> bool {
        use PaknBucket::{OpenOverdue, OpenWithinDue, UnmeasurableOpen};
        matches!(self.bucket, OpenWithinDue | OpenOverdue | UnmeasurableOpen)
    }

    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }
}

impl<'f> Filling<'f> {
    /// All dossiers of the period.
    pub(super) fn dossiers(&self) -> impl Iterator<Item = (DossierLine<'f>, Dossier)> {
        let (data, clock, mapping) = (self.data, self.clock, self.mapping);
        let levels: BTreeMap<String, OnlineLevel> = data
            .procedures()
            .filter(|procedure| procedure.online_level != OnlineLevel::Unknown)
            .map(|procedure| (procedure.code.clone().into_owned(), procedure.online_level))
            .collect();
        data.dossier_lines(clock).map(move |line| {
            let level = match line.facts.online_level() {
                OnlineLevel::Unknown => levels.get(line.texts.procedure()).copied().unwrap_or_default(),
                level => level,
            };
            let column = mapping.column(line.placed.bucket, line.placed.stopped_late);
            let dossier = Dossier { placed: line.placed, channel: line.facts.channel(), column, level };
            (line, dossier)
        })
    }

    /// All petitions of the period.
    pub(super) fn petitions(&self) -> impl Iterator<Item = (PaknLine<'f>, Petition)> {
        let (data, clock) = (self.data, self.clock);
        let as_of = clock.period.as_of();
        data.pakn_lines(clock).map(move |line| {
            let petition = Petition {
                bucket: line.placed.bucket,
                topic: line.facts.topic(),
                is_new: line.placed.received_in_period,
                is_published: line.facts.published_at().is_some_and(|at| at.is_before(as_of)),
            };
            (line, petition)
        })
    }

    /// What rows are called by what records say of a dimension.
    pub(super) fn names(&self) -> Names {
        let joined = self.report.joined_units().iter();
        let units = joined
            .flat_map(|unit| unit.others.iter().map(|other| (Arc::clone(other), Arc::clone(&unit.shown))));
        let by_procedure = self.report.by.contains(&Dimension::Procedure);
        Names {
            by: self.report.by.clone(),
            units: units.collect(),
            procedures: if by_procedure { self.data.procedure_names() } else { BTreeMap::new() },
            own: self.data.own_dimensions().to_vec(),
        }
    }
}

/// Makes the key of a row from a record.
pub(super) struct Names {
    by: Vec<Dimension>,
    units: BTreeMap<Arc<str>, Arc<str>>,
    procedures: BTreeMap<String, String>,
    own: Vec<Dimension>,
}

impl Names {
    pub(super) fn unit<'n>(&'n self, unit: &'n str) -> &'n str {
        self.units.get(unit).map_or(unit, AsRef::as_ref)
    }

    pub(super) fn of_dossier(&self, line: &DossierLine<'_>) -> Vec<String> {
        let of = |by: &Dimension| match KeySource::from(*by) {
            KeySource::Text(Field::Unit) => self.unit(line.texts.unit),
            KeySource::Text(field) => line.texts.get(field),
            KeySource::Procedure => line.texts.procedure(),
            KeySource::Channel => line.facts.channel().name(),
            KeySource::Month => "",
            KeySource::Own => {
                let at = self.own.iter().position(|own| own == by);
                at.and_then(|at| line.texts.own.get(at)).copied().unwrap_or_default()
            }
        };
        self.by.iter().map(|by| of(by).to_owned()).collect()
    }

    pub(super) fn of_petition(&self, line: &PaknLine<'_>) -> Vec<String> {
        let of = |by: &Dimension| if *by == Dimension::Unit { self.unit(line.unit) } else { line.field };
        self.by.iter().map(|by| of(by).to_owned()).collect()
    }

    /// What people call it.
    pub(super) fn shown(&self, by: Dimension, value: &str) -> String {
        match self.procedures.get(value).filter(|name| by == Dimension::Procedure && *name != value) {
            Some(name) => format!("{name} ({value})"),
            None => Lang::Vi.key(by, value).into_owned(),
        }
    }
}

impl Mapping {
    /// Where a dossier in a bucket stands, if on the form at all.
    pub(super) fn column(self, bucket: Bucket, stopped_late: bool) -> Option<Column> {
        let resolved = |resolved: Resolved| Some(Column::Resolved(resolved));
        let open = |open: InProgress| Some(Column::InProgress(open));
        match bucket {
            Bucket::Early => resolved(Resolved::Early),
            Bucket::OnTime => resolved(Resolved::OnTime),
            Bucket::Late => resolved(Resolved::Late),
            Bucket::FinishedUnmeasurable => resolved(self.finished_unmeasurable),
            Bucket::Withdrawn => resolved(self.withdrawn),
            Bucket::Stopped => resolved(if stopped_late { self.stopped_late } else { self.stopped }),
            Bucket::ClosedUnanswered => resolved(self.closed_unanswered),
            Bucket::OpenWithinDue => open(InProgress::WithinDue),
            Bucket::OpenOverdue => open(InProgress::Overdue),
            Bucket::Suspended => open(self.suspended),
            Bucket::OpenUnmeasurable => open(self.open_unmeasurable),
            Bucket::NotAccepted | Bucket::Undated | Bucket::OutOfPeriod => None,
        }
    }
}
