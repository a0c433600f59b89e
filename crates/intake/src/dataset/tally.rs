//! From records to tallies, and from tallies to a report.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use sipas_core::{
    Channel, Clock, ClockEnd, Dimension, Groups, Key, MonthKey, Period, Plan, Report, ReportSpec, Tally,
    Window,
};

use super::{Dataset, StoredDossier};

/// A key whose texts are symbols: one number a dimension.
type Numbers = [u32; Dimension::ALL.len()];

impl Dataset {
    /// Counts all records at their places, on the whole and by the given dimensions.
    pub fn tally(&self, clock: &Clock, by: &[Dimension]) -> Groups {
        let mut groups = Keyed::new(by);
        let terms = self.terms_evidence();
        for (_, place, dossier) in self.dossiers.iter() {
            let term = self.term_of(self.texts.get(dossier.procedure_code));
            let placed = clock.place(&dossier.facts, term);
            let numbers = groups.numbers(|dimension| self.number(dimension, dossier, placed.month()));
            let evidence = self.evidence_at(terms, place);
            groups.at(numbers).dossiers.observe(clock, &dossier.facts, &placed, evidence);
        }
        for (_, place, pakn) in self.pakn.iter() {
            let placed = clock.place_pakn(&pakn.facts);
            let evidence = self.evidence_at(terms, place);
            groups.whole.pakn.observe(clock, &pakn.facts, &placed, evidence);
            if by.iter().all(|dimension| dimension.of_pakn()) {
                let numbers = groups.numbers(|dimension| match dimension {
                    Dimension::Month => month_number(placed.month()),
                    _ => pakn.unit.number(),
                });
                groups.part(numbers).pakn.observe(clock, &pakn.facts, &placed, evidence);
            }
        }
        let mut groups = groups.named(|dimension, number| self.name(dimension, number));
        self.tally_procedures(clock, by, &mut groups);
        self.tally_survey(clock, by, &mut groups);
        groups
    }

    /// Procedures count in the groups that dossiers and petitions make; they make none themselves.
    fn tally_procedures(&self, clock: &Clock, by: &[Dimension], groups: &mut Groups) {
        for (_, place, procedure) in self.procedures.iter() {
            let evidence = self.inputs[place.input as usize].evidence;
            groups.whole.procedures.observe(clock, procedure, evidence);
            if by.iter().all(|dimension| dimension.of_procedures()) {
                let value = |dimension| match dimension {
                    Dimension::Unit => &procedure.unit,
                    Dimension::Field => &procedure.field,
                    _ => &procedure.code,
                };
                let key = Key::new(by.iter().map(|d| (*d, value(*d).clone().into_owned())));
                if let Some(part) = groups.parts.get_mut(&key) {
                    part.procedures.observe(clock, procedure, evidence);
                }
            }
        }
    }

    fn tally_survey(&self, clock: &Clock, by: &[Dimension], groups: &mut Groups) {
        for answer in &self.answers {
            groups.whole.survey.observe(clock, answer);
            if by.iter().all(|dimension| dimension.of_survey()) {
                let key = Key::new(by.iter().map(|d| (*d, answer.unit.clone().into_owned())));
                if let Some(part) = groups.parts.get_mut(&key) {
                    part.survey.observe(clock, answer);
                }
            }
        }
    }

    /// A report over the clock's period, and over the baseline period to compare with.
    pub fn report(
        &self,
        clock: &Clock,
        by: &[Dimension],
        plan: Option<&Plan>,
        baseline: Option<Period>,
    ) -> Report {
        let groups = self.tally(clock, by);
        let before = baseline.map(|period| (period, self.tally(&clock.over(period), by)));
        let evidence = self.evidence();
        let spec = ReportSpec {
            clock,
            by,
            plan,
            evidence: &evidence,
            baseline: before.as_ref().map(|(period, groups)| (*period, groups)),
        };
        Report::finish(&spec, self.summaries(), &groups)
    }

    /// The month in which most dossiers were concluded, or, without dossiers, most petitions; of two, the later.
    pub fn busiest_month(&self, clock_end: ClockEnd, window: Window) -> Option<Period> {
        let dossiers = self.dossiers.iter().filter_map(|(.., dossier)| dossier.facts.end(clock_end));
        let pakn =
            self.pakn.iter().filter_map(|(.., pakn)| pakn.facts.closed_at().or(pakn.facts.transferred_at()));
        busiest(dossiers, window).or_else(|| busiest(pakn, window))
    }

    fn number(&self, dimension: Dimension, dossier: &StoredDossier, month: MonthKey) -> u32 {
        let symbol = match dimension {
            Dimension::Unit => dossier.unit,
            Dimension::Officer => dossier.officer,
            Dimension::Field => dossier.field,
            Dimension::Procedure if self.texts.get(dossier.procedure_code).is_empty() => {
                dossier.procedure_name
            }
            Dimension::Procedure => dossier.procedure_code,
            Dimension::Channel => return dossier.facts.channel() as u32,
            Dimension::Month => return month_number(month),
        };
        symbol.number()
    }

    fn name(&self, dimension: Dimension, number: u32) -> String {
        match dimension {
            Dimension::Channel => Channel::ALL[number as usize].name().to_owned(),
            Dimension::Month => number_month(number).to_string(),
            _ => self.texts.get(super::Symbol::at(number)).to_owned(),
        }
    }
}

fn busiest(ends: impl Iterator<Item = sipas_core::Moment>, window: Window) -> Option<Period> {
    let mut months: BTreeMap<_, u64> = BTreeMap::new();
    for end in ends {
        *months.entry(end.day().month_in(window)).or_default() += 1;
    }
    let (month, _) = months.into_iter().max_by_key(|(month, n)| (*n, *month))?;
    Period::month(month, window)
}

/// Tallies by keys of numbers; names are looked up once a group at the end.
struct Keyed<'b> {
    by: &'b [Dimension],
    whole: Tally,
    parts: HashMap<Numbers, Tally>,
}

impl<'b> Keyed<'b> {
    fn new(by: &'b [Dimension]) -> Keyed<'b> {
        Keyed { by, whole: Tally::default(), parts: HashMap::new() }
    }

    fn numbers(&self, number: impl Fn(Dimension) -> u32) -> Numbers {
        let mut numbers = Numbers::default();
        numbers.iter_mut().zip(self.by).for_each(|(to, dimension)| *to = number(*dimension));
        numbers
    }

    /// Where a record that has all keys counts: the whole is the sum of the groups.
    fn at(&mut self, numbers: Numbers) -> &mut Tally {
        if self.by.is_empty() { &mut self.whole } else { self.part(numbers) }
    }

    fn part(&mut self, numbers: Numbers) -> &mut Tally {
        self.parts.entry(numbers).or_default()
    }

    fn named(mut self, name: impl Fn(Dimension, u32) -> String) -> Groups {
        let mut groups = Groups::default();
        if self.by.is_empty() {
            groups.whole = self.whole;
            return groups;
        }
        // The order of the map does not show: merging commutes, and the groups are ordered by their names.
        #[allow(clippy::iter_over_hash_type)]
        for (numbers, tally) in self.parts.drain() {
            self.whole.dossiers.merge(&tally.dossiers);
            let key =
                Key::new(self.by.iter().zip(numbers).map(|(dimension, n)| (*dimension, name(*dimension, n))));
            groups.parts.insert(key, tally);
        }
        groups.whole = self.whole;
        groups
    }
}

const OPEN: u32 = u32::MAX;
const NONE: u32 = u32::MAX - 1;

fn month_number(month: MonthKey) -> u32 {
    match month {
        MonthKey::Ended(month) => u32::from(month.index()),
        MonthKey::Open => OPEN,
        MonthKey::None => NONE,
    }
}

fn number_month(number: u32) -> MonthKey {
    match number {
        OPEN => MonthKey::Open,
        NONE => MonthKey::None,
        n => u16::try_from(n).map_or(MonthKey::None, |n| MonthKey::Ended(sipas_core::Month::from_index(n))),
    }
}
