use std::collections::{BTreeMap, BTreeSet};

use crate::clock::Clock;
use crate::dimension::{Dimension, DimensionError, Key};
use crate::dossier::Dossier;
use crate::evidence::Evidence;
use crate::pakn::Pakn;
use crate::partial::{PartialSettings, SettingsDiffer};
use crate::plan::Plan;
use crate::procedure::{Procedure, Term};
use crate::report::{Groups, Report, ReportSpec, Slice};
use crate::survey::SurveyAnswer;
use crate::tally::Tally;

/// Counts records over one period into the groups of some dimensions, and finishes them into a [`Report`].
///
/// A counter owns its clock, its dimensions and the columns of its records, so that what is counted by one of them is never
/// told by another. Counters of equal clocks and dimensions merge in any order.
///
/// ```
/// use sipas_core::{Clock, Counter, Dimension, DossierBuilder, Plan};
///
/// let clock = Clock::over("2025-Q2".parse()?);
/// let mut counter = Counter::new(&clock, &[Dimension::Unit])?;
/// let dossier = DossierBuilder {
///     code: "H37.12-250603-0001".into(),
///     unit: "Văn phòng".into(),
///     received_at: Some("2025-06-03T08:15:00".parse()?),
///     due_at: Some("2025-06-10".parse()?),
///     finished_at: Some("2025-06-10T17:20:00".parse()?),
///     ..DossierBuilder::default()
/// };
/// counter.dossier(&dossier.build()?);
/// let report = counter.finish(Some(&Plan::lang_son_2025()));
/// for group in report.groups() {
///     assert_eq!(group.rate("late_rate").unwrap().percent(2).unwrap(), "0.00");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counter {
    clock: Clock,
    by: Vec<Dimension>,
    /// The columns of the records to come.
    columns: Evidence,
    /// The columns of the records that were counted.
    evidence: BTreeSet<Evidence>,
    /// The terms of the catalogue, by the code of the procedure.
    terms: BTreeMap<String, Term>,
    groups: Groups,
}

/// Why a counter was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CounterError {
    /// A dimension stands twice, or there are too many.
    #[error(transparent)]
    Dimensions(#[from] DimensionError),
    /// Two counters differ in what they count by.
    #[error("counted otherwise: {0}")]
    Differs(#[from] SettingsDiffer),
}

impl Counter {
    /// Makes a counter that has counted nothing. The whole is always counted; groups are made of `by`.
    pub fn new(clock: &Clock, by: &[Dimension]) -> Result<Counter, CounterError> {
        Dimension::check(by)?;
        Ok(Counter {
            clock: clock.clone(),
            by: by.to_vec(),
            columns: Evidence::DUE_AT | Evidence::FINISHED_AT,
            evidence: BTreeSet::new(),
            terms: BTreeMap::new(),
            groups: Groups::default(),
        })
    }

    /// Says which columns the records to come have; without it, deadlines and ends.
    ///
    /// A blank cell is a fact and a missing column is none: what would be told from a missing column is not measurable.
    pub fn set_columns(&mut self, columns: Evidence) {
        self.columns = columns;
    }

    /// Counts a dossier. One without a deadline takes the term of its procedure, if that was counted before.
    pub fn dossier(&mut self, dossier: &Dossier<'_>) {
        let term = self.terms.get(dossier.procedure_code()).copied();
        let columns = self.see(Evidence::DOSSIERS);
        let placed = self.clock.place(dossier.facts(), term);
        let key = self.key(|dimension| Some(dossier.key(dimension, placed.month()).into_owned()));
        let clock = &self.clock;
        self.groups.activities.dossiers.see_dossier(clock, dossier.facts(), &placed);
        self.groups.count(key, |tally| tally.dossiers.observe(clock, dossier.facts(), &placed, columns));
    }

    /// Counts a petition.
    pub fn pakn(&mut self, pakn: &Pakn<'_>) {
        let columns = self.see(Evidence::PAKN);
        let placed = self.clock.place_pakn(pakn.facts());
        let key = self.key(|dimension| match dimension {
            Dimension::Unit => Some(pakn.unit().to_owned()),
            Dimension::Field if columns.has(Evidence::PAKN_FIELD) => Some(pakn.field().to_owned()),
            Dimension::Month => Some(placed.month().to_string()),
            _ => None,
        });
        let clock = &self.clock;
        self.groups.activities.pakn.see_pakn(clock, pakn.facts(), &placed);
        self.groups.count(key, |tally| tally.pakn.observe(clock, pakn.facts(), &placed, columns));
    }

    /// Counts a procedure of the catalogue, and keeps its term for the dossiers to come.
    pub fn procedure(&mut self, procedure: &Procedure<'_>) {
        if let Some(term) = procedure.term {
            self.terms.insert(procedure.code.clone().into_owned(), term);
        }
        let columns = self.see(Evidence::PROCEDURES);
        let key = self.key(|dimension| match dimension {
            Dimension::Unit => Some(procedure.unit.clone().into_owned()),
            Dimension::Field => Some(procedure.field.clone().into_owned()),
            Dimension::Procedure => Some(procedure.code.clone().into_owned()),
            _ => None,
        });
        let clock = &self.clock;
        self.groups.count(key, |tally| tally.procedures.observe(clock, procedure, columns));
    }

    /// Counts an answer of a survey.
    pub fn answer(&mut self, answer: &SurveyAnswer<'_>) {
        self.see(Evidence::SURVEY);
        let unit = |dimension| (dimension == Dimension::Unit).then(|| answer.unit.clone().into_owned());
        let key = self.key(unit);
        let clock = &self.clock;
        self.groups.count(key, |tally| tally.survey.observe(clock, answer));
    }

    /// Takes in what another counter counted; refused where its clock or its dimensions are others.
    pub fn merge(&mut self, other: Counter) -> Result<(), CounterError> {
        let settings = |of: &Counter| PartialSettings::new(&of.clock, &of.by, None);
        settings(self).compare(&settings(&other))?;
        self.groups.merge(&other.groups);
        self.evidence.extend(other.evidence);
        self.terms.extend(other.terms);
        Ok(())
    }

    /// Finishes the counts into a report, judged by a plan if there is one. A target for some groups only is not measurable
    /// unless its dimensions are among those counted by.
    pub fn finish(self, plan: Option<&Plan>) -> Report {
        let evidence: Vec<Evidence> = self.evidence.into_iter().collect();
        let own = plan.filter(|plan| !plan.slices(&[]).is_empty());
        let slice = own.map(|_| Slice { by: self.by.clone(), groups: self.groups.clone(), baseline: None });
        let spec = ReportSpec {
            clock: &self.clock,
            by: &self.by,
            plan,
            evidence: &evidence,
            baseline: None,
            slices: slice.into_iter().collect(),
        };
        Report::finish(spec, Vec::new(), self.groups)
    }

    /// Gives the columns of a record of that kind, and remembers them.
    fn see(&mut self, kind: Evidence) -> Evidence {
        let term = if self.terms.is_empty() { Evidence::NONE } else { Evidence::TERM };
        let columns = self.columns | term | kind;
        self.evidence.insert(columns);
        columns
    }

    /// Gives the group of a record: `None` where there are none, or its kind has no such key.
    fn key(&self, value: impl Fn(Dimension) -> Option<String>) -> Option<Key> {
        let parts: Option<Vec<_>> =
            self.by.iter().map(|dimension| Some((*dimension, value(*dimension)?))).collect();
        parts.filter(|parts| !parts.is_empty()).map(Key::new)
    }
}

impl Groups {
    /// Counts a record on the whole, and in its group if it has one.
    fn count(&mut self, key: Option<Key>, observe: impl Fn(&mut Tally)) {
        observe(&mut self.whole);
        if let Some(key) = key {
            observe(self.parts.entry(key).or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::tests::any;
    use crate::clock::tests::count::{self, Kind, Record, records};
    use crate::clock::tests::form::clock;

    fn counted(clock: &Clock, by: &[Dimension], records: &[Record]) -> Counter {
        let mut counter = Counter::new(clock, by).unwrap();
        for record in records {
            counter.set_columns(record.evidence);
            match &record.kind {
                Kind::Dossier(dossier, _) => counter.dossier(dossier),
                Kind::Pakn(pakn) => counter.pakn(pakn),
                Kind::Procedure(procedure) => counter.procedure(procedure),
                Kind::Answer(answer) => counter.answer(answer),
            }
        }
        counter
    }

    proptest! {
        #[test]
        fn counters_count_what_tallies_do_and_merge(
            clock in any::clock(), all in records(), cut in 0..40usize,
            by in prop::sample::subsequence(Dimension::ALL.to_vec(), 0..=3),
        ) {
            // A dossier of the tallies has its term beside it, not from the catalogue.
            let plain = all.into_iter().map(|record| match record.kind {
                Kind::Dossier(dossier, _) => Record { kind: Kind::Dossier(dossier, None), ..record },
                _ => record,
            });
            let all: Vec<Record> = plain.collect();
            let (left, right) = all.split_at(cut.min(all.len()));
            let mut counter = counted(&clock, &by, left);
            counter.merge(counted(&clock, &by, right)).unwrap();
            prop_assert_eq!(&counter.groups, &count::groups(&clock, &by, &all));
            prop_assert_eq!(counter.evidence, counted(&clock, &by, &all).evidence);
        }
    }

    #[test]
    fn other_settings_do_not_merge() {
        let june = clock("");
        let mut counter = Counter::new(&june, &[Dimension::Unit]).unwrap();
        for other in [clock("period=2025-05"), clock("precision=instant"), clock("as_of=2025-06-15")] {
            let other = Counter::new(&other, &[Dimension::Unit]).unwrap();
            assert!(matches!(counter.merge(other), Err(CounterError::Differs(_))));
        }
        let by_field = Counter::new(&june, &[Dimension::Field]).unwrap();
        let refused = counter.merge(by_field).unwrap_err();
        assert_eq!(refused.to_string(), "counted otherwise: --by: field, not unit");
        assert!(counter.merge(Counter::new(&june, &[Dimension::Unit]).unwrap()).is_ok());
        let twice = Counter::new(&june, &[Dimension::Unit, Dimension::Unit]).unwrap_err();
        assert_eq!(twice.to_string(), "the dimension unit is named twice");
    }

    #[test]
    fn a_missing_column_is_not_measurable_and_a_term_is_a_deadline() {
        let late = |prepare: &dyn Fn(&mut Counter)| {
            let mut counter = Counter::new(&clock(""), &[]).unwrap();
            prepare(&mut counter);
            counter.dossier(&crate::clock::tests::form::dossier(
                "procedure_code=1.000001 received=2025-06-02 finished=2025-06-20",
            ));
            counter.finish(None).whole().rate("late_rate")
        };
        assert_eq!(late(&|counter| counter.set_columns(Evidence::NONE)), None);
        let procedure =
            serde_json::json!({"code": "1.000001", "term": {"amount": 5, "unit": "working_days"}});
        let procedure: Procedure<'_> = serde_json::from_value(procedure).unwrap();
        let rate = late(&|counter| {
            counter.set_columns(Evidence::FINISHED_AT);
            counter.procedure(&procedure);
        });
        assert_eq!(rate, Some(crate::rate::Rate::new(1, 1)));
    }
}
