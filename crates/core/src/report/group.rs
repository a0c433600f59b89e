use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::Key;
use super::caution::{Caution, Doubts};
use crate::evidence::Evidence;
use crate::indicator::{self, Basis, Formula, Indicator, Leans, Measure, Status, Sum};
use crate::kind::Kind;
use crate::moment::Day;
use crate::rate::Rate;
use crate::tally::{DossierCounts, DossiersTold, PaknCounts, PutOff, Tally};

/// Why an indicator has no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmeasured {
    /// There is no input of that kind.
    NoInput(Kind),
    /// A column is missing that it needs.
    NoColumn,
    /// There is no column of ends.
    NoEnds,
    /// Petitions have a topic that nobody can read: how many.
    TopicsUnread(u64),
    /// All that could count, so many records, is concluded at an unknown time.
    Undated(u64),
    /// A difference of counts is less than nothing.
    Negative,
}

/// One group of a report, or the whole: its counts, and the figures that they come to.
#[derive(Debug, Clone, Copy)]
pub struct Group<'r> {
    /// Which group; empty for the whole.
    pub key: &'r Key,
    pub(super) tally: &'r Tally,
    /// The columns of each input, of the kinds of record that the group can have.
    pub(super) evidence: &'r [Evidence],
    /// The doubts about the inputs.
    pub(super) doubts: &'r Doubts,
    /// The plan's own indicators.
    pub(super) own: &'r [&'static Indicator],
}

impl<'r> Group<'r> {
    /// Its dossiers; `None` where there was no export of them, or a dossier has no such key.
    pub fn dossiers(self) -> Option<&'r DossierCounts> {
        self.has(Evidence::DOSSIERS).then_some(&self.tally.dossiers.counts)
    }

    /// Its petitions, likewise.
    pub fn pakn(self) -> Option<&'r PaknCounts> {
        self.has(Evidence::PAKN).then_some(&self.tally.pakn.counts)
    }

    /// Its dossiers that were put off, where columns tell.
    pub fn put_off(self) -> Option<PutOff> {
        let tells = |input: &Evidence| input.has(Evidence::DOSSIERS) && input.has_any(Evidence::PUT_OFF);
        self.evidence.iter().any(tells).then_some(self.tally.dossiers.counts.put_off)
    }

    /// Whether there is a column of ends, where there are dossiers: without one nothing is known of what has ended.
    pub fn tells_ends(self) -> bool {
        self.evidence.iter().any(|input| input.has(Evidence::DOSSIERS) && input.has_any(Evidence::ENDS))
    }

    /// Whether a figure is not measurable because all that it could be of ended at an unknown time.
    pub fn is_undated(self, indicator: &Indicator) -> bool {
        let mut dated = self.tally.clone();
        dated.dossiers.counts.undated_received = 0;
        if dated.pakn.counts.undated_received > 0 {
            dated.pakn.counts.undated_received = 0;
            dated.pakn.counts.undated_transferred = 0;
        }
        let measure = indicator.measure(&Basis { tally: &dated, evidence: self.evidence });
        self.measure(indicator).status() == Status::NotMeasurable && measure.status() == Status::NoData
    }

    /// One of its figures.
    pub fn measure(self, indicator: &Indicator) -> Measure {
        let measure = indicator.measure(&self.basis());
        match measure {
            // Where all that could count is undated, nobody knows that there is nothing.
            Measure::Rate(Some(Rate { denominator: 0, .. })) if self.is_all_undated(indicator) => {
                Measure::Rate(None)
            }
            measure => measure,
        }
    }

    /// Why an indicator is not measurable; `None` where it is.
    pub fn why(self, indicator: &Indicator, measure: &Measure) -> Option<Unmeasured> {
        if measure.status() != Status::NotMeasurable {
            return None;
        }
        let kind = indicator.kind;
        let asked = match kind {
            Kind::Dossiers => Evidence::DOSSIERS,
            Kind::Pakn => Evidence::PAKN,
            Kind::Procedures => Evidence::PROCEDURES,
            Kind::Survey => Evidence::SURVEY,
        };
        Some(match measure {
            _ if !self.has(asked) => Unmeasured::NoInput(kind),
            Measure::Reports(Some(reports)) => Unmeasured::TopicsUnread(reports.unread),
            _ if kind == Kind::Dossiers && !self.tells_ends() && asks_for_ends(indicator) => {
                Unmeasured::NoEnds
            }
            _ if indicator.is_negative(&self.basis()) => Unmeasured::Negative,
            _ if self.is_undated(indicator) => Unmeasured::Undated(self.undated(kind)),
            _ => Unmeasured::NoColumn,
        })
    }

    fn is_all_undated(self, indicator: &Indicator) -> bool {
        let handled = match indicator.kind {
            Kind::Dossiers => self.tally.dossiers.counts.handled(),
            Kind::Pakn => self.tally.pakn.counts.handled(),
            Kind::Procedures | Kind::Survey => return false,
        };
        let undated = match indicator.id {
            "pakn_transfer_in_time_rate" => self.tally.pakn.counts.undated_transferred,
            _ => self.undated(indicator.kind),
        };
        handled == 0 && undated > 0
    }

    /// The first provisional day of the calendar that an indicator leans on.
    pub(super) fn leans_on(self, indicator: &Indicator) -> Option<Day> {
        let Tally { dossiers, pakn, procedures, .. } = self.tally;
        indicator.leans.iter().find_map(|leans| match (leans, indicator.kind) {
            (Leans::Deadlines, Kind::Dossiers) => dossiers.deadlines_lean_on,
            (Leans::Deadlines, Kind::Pakn) => pakn.leans_on,
            (Leans::Deadlines, Kind::Procedures) => procedures.leans_on,
            (Leans::WorkingDays, _) => dossiers.days_lean_on,
            (Leans::Services, _) => dossiers.services.leans_on,
            (Leans::Ended | Leans::Open | Leans::Topics, _) | (Leans::Deadlines, Kind::Survey) => None,
        })
    }

    /// The indicator of that name, and its figure.
    pub fn find(self, id: &str) -> Option<(&'static Indicator, Measure)> {
        let own = || self.own.iter().copied().find(|own| own.id == id);
        Indicator::named(id).or_else(own).map(|indicator| (indicator, self.measure(indicator)))
    }

    /// What a formula comes to.
    pub fn sum(self, formula: &Formula) -> Sum {
        formula.sum(&self.basis())
    }

    fn basis(self) -> Basis<'r> {
        Basis { tally: self.tally, evidence: self.evidence }
    }

    /// The exact pair of the rate of that name; `None` where it cannot be measured, or there is no such rate.
    pub fn rate(self, id: &str) -> Option<Rate> {
        self.find(id).and_then(|(_, measure)| measure.rate())
    }

    /// Its figures, in the order of the register, and behind them those of the plan's own indicators.
    pub fn indicators(self) -> impl Iterator<Item = (&'static Indicator, Measure)> {
        let all = indicator::ALL.iter().chain(self.own.iter().copied());
        all.map(move |indicator| (indicator, self.measure(indicator)))
    }

    fn has(self, kind: Evidence) -> bool {
        self.evidence.iter().any(|input| input.has(kind))
    }
}

/// Whether an indicator has no figure where no column of ends is.
fn asks_for_ends(indicator: &Indicator) -> bool {
    let evidence = [Evidence::ALL.without(Evidence::ENDS)];
    let basis = Basis { tally: &Tally::default(), evidence: &evidence };
    indicator.measure(&basis).status() == Status::NotMeasurable
}

impl Serialize for Group<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let put_off = self.put_off();
        let mut group = to.serialize_struct("Group", 4)?;
        group.serialize_field("key", self.key)?;
        group.serialize_field("dossiers", &self.dossiers().map(|counts| DossiersTold { counts, put_off }))?;
        group.serialize_field("pakn", &self.pakn())?;
        group.serialize_field("indicators", &Figures(*self))?;
        group.end()
    }
}

struct Figures<'r>(Group<'r>);

impl Serialize for Figures<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut figures = to.serialize_struct("Figures", indicator::ALL.len() + self.0.own.len())?;
        for (indicator, measure) in self.0.indicators() {
            let cautions = &self.0.cautions(indicator, &measure);
            figures.serialize_field(indicator.id, &FigureWithCautions { measure: &measure, cautions })?;
        }
        figures.end()
    }
}

struct FigureWithCautions<'f> {
    measure: &'f Measure,
    cautions: &'f [Caution],
}

impl Serialize for FigureWithCautions<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Figure", Measure::FIELDS + 1)?;
        self.measure.fields(&mut fields)?;
        fields.serialize_field("cautions", self.cautions)?;
        fields.end()
    }
}
