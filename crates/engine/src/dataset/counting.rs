//! Counting records as they come, for reports over more rows than are to be kept.

use std::sync::Arc;

use sipas_core::{Clock, Dimension, Evidence, Groups};

use super::dossiers::{Columns, StoredDossier};
use super::keyed::Keyed;
use super::petitions::StoredPakn;
use super::terms::TermsByCode;
use super::texts::{Symbol, Texts};
use super::threads::Threads;
use sipas_intake::{Field, KeySource};

/// Tallies over one or two periods, by one or more lists of dimensions, counted while rows are read. No code is looked up: they
/// are vouched to be all different.
#[derive(Debug, Clone)]
pub(super) struct Counting {
    plan: Arc<CountingPlan>,
    /// The columns of the input that is being read.
    evidence: Evidence,
    /// One for each list of dimensions and each clock.
    tallies: Vec<Keyed>,
    /// Room for one dossier.
    one: Columns,
}

#[derive(Debug)]
struct CountingPlan {
    /// The groups of a report, and what targets for some groups ask for.
    by: Vec<Vec<Dimension>>,
    /// The period asked about, and the one to compare with.
    clocks: Vec<Clock>,
    terms: TermsByCode,
}

/// The texts that groups of these dimensions do not need, nor the catalogue's terms, where there are any.
pub(super) fn texts_beyond(all: &[Vec<Dimension>], has_terms: bool) -> Vec<Field> {
    let by = |source| all.iter().flatten().any(|by| KeySource::from(*by) == source);
    let needed = |field: &Field| {
        match field {
            Field::ProcedureName => by(KeySource::Procedure),
            Field::ProcedureCode => by(KeySource::Procedure) || has_terms,
            // Which of them is which column, profiles tell that are not known yet.
            own if Field::OWN.contains(own) => by(KeySource::Own),
            text if Field::KEPT.contains(text) => by(KeySource::Text(*text)),
            _ => true,
        }
    };
    Field::ALL.iter().copied().filter(|field| !needed(field)).collect()
}

impl CountingPlan {
    fn tallies(&self) -> Vec<Keyed> {
        self.each().map(|(by, _)| Keyed::new(by, &[])).collect()
    }

    /// What each tally counts by: its dimensions and its clock.
    fn each(&self) -> impl Iterator<Item = (&[Dimension], &Clock)> {
        self.by.iter().flat_map(|by| self.clocks.iter().map(|clock| (by.as_slice(), clock)))
    }
}

impl Counting {
    pub(super) fn new(clocks: Vec<Clock>, by: Vec<Vec<Dimension>>, terms: TermsByCode) -> Counting {
        let plan = CountingPlan { by, clocks, terms };
        let tallies = plan.tallies();
        Counting { plan: Arc::new(plan), evidence: Evidence::NONE, tallies, one: Columns::default() }
    }

    /// Gives a counting by the same plan, with nothing counted yet.
    pub(super) fn afresh(&self) -> Counting {
        let tallies = self.plan.tallies();
        Counting { plan: Arc::clone(&self.plan), evidence: Evidence::NONE, tallies, one: Columns::default() }
    }

    /// Texts that make no difference to what is counted.
    pub(super) fn unread(&self) -> Vec<Field> {
        texts_beyond(&self.plan.by, !self.plan.terms.is_empty())
    }

    /// From here on an input with these columns is read, and these dimensions of the user's own.
    ///
    /// # Panics
    ///
    /// If it has some of the user's own, and not all that are counted by.
    pub(super) fn begin(&mut self, evidence: Evidence, own: &[Dimension]) {
        let is_there = |by: &Dimension| !matches!(by, Dimension::Own(_)) || own.contains(by);
        assert!(
            own.is_empty() || self.plan.by.iter().flatten().all(is_there),
            "counted by what no profile names"
        );
        self.evidence = evidence;
        self.tallies.iter_mut().for_each(|keyed| keyed.set_own(own));
    }

    /// Counts one dossier.
    pub(super) fn dossier(&mut self, dossier: &StoredDossier, texts: &Texts) {
        let mut one = std::mem::take(&mut self.one);
        one.only(dossier);
        self.dossiers(&one, texts);
        self.one = one;
    }

    pub(super) fn dossiers(&mut self, all: &Columns, texts: &Texts) {
        let terms = &self.plan.terms;
        let term = |procedure: Symbol| terms.find(texts.get(procedure));
        let term = (!terms.is_empty()).then_some(term);
        for ((_, clock), keyed) in self.plan.each().zip(&mut self.tallies) {
            keyed.dossiers(clock, all, term, self.evidence, texts);
        }
    }

    pub(super) fn pakn(&mut self, pakn: &StoredPakn) {
        for ((_, clock), keyed) in self.plan.each().zip(&mut self.tallies) {
            keyed.pakn(clock, pakn, self.evidence);
        }
    }

    pub(super) fn absorb(&mut self, other: Counting, symbols: &[Symbol]) {
        for (to, from) in self.tallies.iter_mut().zip(other.tallies) {
            to.absorb(from, symbols);
        }
    }

    /// What was counted over the period of that clock, if it was asked for with these dimensions.
    pub(super) fn groups(
        &self,
        clock: &Clock,
        by: &[Dimension],
        texts: &Texts,
        most: Threads,
    ) -> Option<Groups> {
        let is_asked = |(own, known): (&[Dimension], &Clock)| own == by && known.period == clock.period;
        let asked = self.plan.each().position(is_asked)?;
        Some(self.tallies[asked].named(texts, most))
    }
}
