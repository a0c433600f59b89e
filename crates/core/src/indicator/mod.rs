//! Indicators: what each divides, and what makes it measurable. One file each; the list below is their register.

mod apology_coverage_rate;
mod apology_in_time_rate;
mod correction_in_time_rate;
mod digitised_rate;
mod electronic_result_rate;
mod extra_requirement_report_count;
mod full_online_rate;
mod late_count;
mod late_exposure_count;
mod late_exposure_rate;
mod late_rate;
mod late_share_rate;
mod measure;
mod on_time_return_rate;
mod online_dossier_rate;
mod online_payment_rate;
mod online_receipt_in_time_rate;
mod own;
mod pakn_accepted_rate;
mod pakn_answered_rate;
mod pakn_clearance_rate;
mod pakn_closure_rate;
mod pakn_compliant_rate;
mod pakn_correct_authority_rate;
mod pakn_published_rate;
mod pakn_timely_rate;
mod pakn_transfer_in_time_rate;
mod procedure_content_complete_rate;
mod procedure_listing_rate;
mod procedure_publication_rate;
mod procedure_published_in_time_rate;
mod processing_days;
mod repeat_visit_rate;
mod result_accuracy_rate;
mod satisfaction;
mod satisfaction_index;
mod staff_conduct_report_count;
mod supplement_notice_in_time_rate;
mod supplement_once_rate;

pub use measure::{DayFigures, DaysReason, Figure, Measure, Status};
pub use own::{Formula, FormulaError, OwnIndicatorError, Sum};

use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::rate::Rate;
use crate::survey::Area;
use crate::tally::{Service, Tally};

/// All indicators, in the order in which they are shown. A new one is a file and its line here.
pub const ALL: &[Indicator] = &[
    on_time_return_rate::INDICATOR,
    late_rate::INDICATOR,
    late_exposure_rate::INDICATOR,
    late_share_rate::INDICATOR,
    late_count::INDICATOR,
    late_exposure_count::INDICATOR,
    repeat_visit_rate::INDICATOR,
    supplement_once_rate::INDICATOR,
    apology_coverage_rate::INDICATOR,
    result_accuracy_rate::INDICATOR,
    processing_days::INDICATOR,
    online_dossier_rate::INDICATOR,
    full_online_rate::INDICATOR,
    digitised_rate::INDICATOR,
    electronic_result_rate::INDICATOR,
    online_payment_rate::INDICATOR,
    supplement_notice_in_time_rate::INDICATOR,
    online_receipt_in_time_rate::INDICATOR,
    apology_in_time_rate::INDICATOR,
    correction_in_time_rate::INDICATOR,
    procedure_listing_rate::INDICATOR,
    procedure_publication_rate::INDICATOR,
    procedure_content_complete_rate::INDICATOR,
    procedure_published_in_time_rate::INDICATOR,
    extra_requirement_report_count::INDICATOR,
    staff_conduct_report_count::INDICATOR,
    pakn_accepted_rate::INDICATOR,
    pakn_closure_rate::INDICATOR,
    pakn_clearance_rate::INDICATOR,
    pakn_timely_rate::INDICATOR,
    pakn_transfer_in_time_rate::INDICATOR,
    pakn_correct_authority_rate::INDICATOR,
    pakn_answered_rate::INDICATOR,
    pakn_published_rate::INDICATOR,
    pakn_compliant_rate::INDICATOR,
    satisfaction::INDICATOR,
    satisfaction_index::INDICATOR,
];

/// An indicator: its name, where it belongs, and how it is read off a tally.
///
/// One of your own is a value, as those of the register are. Groups tell its figure, and plans may set targets on it:
///
/// ```
/// use sipas_core::{Bucket, Evidence, Indicator, Kind, Rate};
///
/// static EARLY: Indicator = Indicator::rate("early_rate", Kind::Dossiers, |basis| {
///     let counts = &basis.tally.dossiers.counts;
///     // Without a deadline in the exports it is not measurable; of no concluded dossier it has no data.
///     basis.dossier_rate(Evidence::DEADLINE, Rate::new(counts.get(Bucket::Early), counts.judged()))
/// });
/// # let clock = sipas_core::Clock::over("2025-06".parse()?);
/// # let report = sipas_core::Counter::new(&clock, &[])?.finish(None);
/// println!("{:?}", report.whole().measure(&EARLY).rate());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Indicator {
    /// The name in reports and plans.
    pub id: &'static str,
    /// The kind of record that it is told from.
    pub kind: Kind,
    /// What its figure is.
    pub figure: FigureKind,
    /// The areas of a plan that it speaks to.
    pub areas: &'static [Area],
    /// The things that it leans on beside the counts: doubts about them are doubts about it.
    pub leans: &'static [Leans],
    /// Name and definition in Vietnamese.
    pub vi: Wording,
    /// Name and definition in English.
    pub en: Wording,
    measure: By,
}

/// What an indicator is measured by.
#[derive(Debug, Clone, Copy)]
enum By {
    /// A rule in code.
    Rule(fn(&Basis<'_>) -> Measure),
    /// Sums of counts.
    Formulas(&'static own::Formulas),
}

/// What an indicator leans on, beside the counts themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Leans {
    /// The deadlines of what has ended: it is judged by them.
    Ended,
    /// The deadlines of what is open: it is judged by them.
    Open,
    /// The working calendar, for deadlines.
    Deadlines,
    /// The working calendar, for the days from receipt to result.
    WorkingDays,
    /// The working calendar, for the times of Decree 118/2025.
    Services,
    /// The words of topics: one that nobody can read may be a report of this kind.
    Topics,
}

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FigureKind {
    /// An exact pair.
    Rate,
    /// A number of records.
    Count,
    /// Durations.
    Days,
    /// A mean on a scale of its own.
    Index,
}

/// How an indicator is told to people.
#[derive(Debug, Clone, Copy)]
pub struct Wording {
    /// A short name.
    pub name: &'static str,
    /// What is divided by what.
    pub definition: &'static str,
    /// The columns without which it is not measurable, as people call them; empty where no export goes without.
    pub columns: &'static str,
}

/// What an indicator is measured on: the counts of a group, and which columns the inputs have.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'t> {
    /// The counts.
    pub tally: &'t Tally,
    /// The columns of each input, of the kinds of record that the group can have.
    pub evidence: &'t [Evidence],
}

impl Basis<'_> {
    /// Whether at least one input has all these columns.
    fn has(&self, columns: Evidence) -> bool {
        self.evidence.iter().any(|input| input.has(columns))
    }

    /// Whether at least one input has all these columns, and one of ends.
    fn has_ends(&self, columns: Evidence) -> bool {
        self.evidence.iter().any(|input| input.has(columns) && input.has_any(Evidence::ENDS))
    }

    /// A rate of dossiers that have ended, told from these columns. Where all that it could be of has ended at an unknown time,
    /// nobody knows it.
    pub fn dossier_rate(&self, columns: Evidence, rate: Rate) -> Measure {
        let undated = rate.denominator == 0 && self.tally.dossiers.counts.undated_received > 0;
        Measure::of_rate(self.has_ends(columns) && !undated, rate)
    }

    /// A rate of dossiers that were received, whether they have ended or not, told from these columns.
    pub fn received_rate(&self, columns: Evidence, rate: Rate) -> Measure {
        let undated = rate.denominator == 0 && self.tally.dossiers.counts.undated_received > 0;
        Measure::of_rate(self.has(columns) && !undated, rate)
    }

    /// How dossiers are served. A rate without those that the calendar cannot judge would be a guess about them.
    fn service_rate(&self, service: Service) -> Measure {
        let services = &self.tally.dossiers.services;
        let (columns, rate) = (service.columns(), services.rates[service as usize]);
        if services.uncovered[service as usize] > 0 {
            return Measure::Rate(None);
        }
        if service.asks_for_ends() {
            self.dossier_rate(columns, rate)
        } else {
            self.received_rate(columns, rate)
        }
    }

    /// A rate of petitions, told from these columns.
    pub fn pakn_rate(&self, columns: Evidence, rate: Rate) -> Measure {
        let undated = rate.denominator == 0 && self.tally.pakn.counts.undated_received > 0;
        Measure::of_rate(self.has(columns | Evidence::PAKN) && !undated, rate)
    }

    /// Whether a number of dossiers means anything, which is told from the deadlines of `of` dossiers.
    fn deadline_status(&self, of: u64) -> Status {
        match (self.has_ends(Evidence::DEADLINE), of) {
            (false, _) => Status::NotMeasurable,
            (true, 0) if self.tally.dossiers.counts.undated_received > 0 => Status::NotMeasurable,
            (true, 0) => Status::NoData,
            (true, _) => Status::Measured,
        }
    }
}

impl Indicator {
    /// A rate of your own, measured as the function says. Its name stands for its wording too, until
    /// [`worded`](Indicator::worded) gives it one.
    pub const fn rate(id: &'static str, kind: Kind, measure: fn(&Basis<'_>) -> Measure) -> Indicator {
        let wording = Wording { name: id, definition: "", columns: "" };
        Indicator {
            id,
            kind,
            figure: FigureKind::Rate,
            areas: &[],
            leans: &[],
            vi: wording,
            en: wording,
            measure: By::Rule(measure),
        }
    }

    /// Gives it a name and a definition in Vietnamese and in English.
    #[must_use]
    pub const fn worded(self, vi: Wording, en: Wording) -> Indicator {
        Indicator { vi, en, ..self }
    }

    /// Says what it leans on, so that doubts about that are told beside its figure.
    #[must_use]
    pub const fn leaning(self, leans: &'static [Leans]) -> Indicator {
        Indicator { leans, ..self }
    }

    /// The indicator of that name in the register.
    pub fn named(id: &str) -> Option<&'static Indicator> {
        ALL.iter().find(|indicator| indicator.id == id)
    }

    /// Whether it is not measurable without these columns; without its kind of export nothing is.
    pub(crate) fn needs(&self, columns: Evidence) -> bool {
        let (nothing, others) = (Tally::default(), [Evidence::ALL.without(columns)]);
        let is_blind =
            || self.measure(&Basis { tally: &nothing, evidence: &others }).status() == Status::NotMeasurable;
        columns.has(self.kind.evidence()) || is_blind()
    }

    /// Its figure in a group.
    pub fn measure(&self, basis: &Basis<'_>) -> Measure {
        match self.measure {
            By::Rule(measure) => measure(basis),
            By::Formulas(formulas) => formulas.measure(basis),
        }
    }

    /// The texts of numerator and denominator, where it was made by [`own`](Indicator::own).
    pub fn formulas(&self) -> Option<(&'static Formula, Option<&'static Formula>)> {
        match self.measure {
            By::Rule(_) => None,
            By::Formulas(formulas) => Some((&formulas.num, formulas.den.as_ref())),
        }
    }

    /// Whether a difference of counts is less than nothing in a group, so that there is no figure.
    pub(crate) fn is_negative(&self, basis: &Basis<'_>) -> bool {
        matches!(self.measure, By::Formulas(formulas) if formulas.is_negative(basis))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is not measurable for want of a column says of which; what is measured without any says of none.
    #[test]
    fn the_columns_that_can_be_missing_are_named() {
        let nothing = Tally::default();
        for indicator in ALL.iter().filter(|one| one.kind != Kind::Survey) {
            let bare = [indicator.kind.evidence() | Evidence::FINISHED_AT];
            let status = indicator.measure(&Basis { tally: &nothing, evidence: &bare }).status();
            for wording in [indicator.vi, indicator.en] {
                assert_eq!(status == Status::NotMeasurable, !wording.columns.is_empty(), "{}", indicator.id);
            }
        }
    }
}
