use serde::{Deserialize, Serialize};

use super::{Subject, Target};
use crate::indicator::{Figure, Measure, Status};

/// What a figure means for a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Đạt.
    Met,
    /// Không đạt.
    Missed,
    /// Không có dữ liệu: nothing to judge, or no baseline.
    NoData,
    /// Không đo được.
    NotMeasurable,
}

/// The pair that a figure is compared with; a count has no denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// The numerator, or the count.
    pub numerator: u64,
    /// The denominator.
    pub denominator: Option<u64>,
}

/// Why there is no verdict, where the baseline, the plan or its groups are the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undecided {
    /// No baseline period was named.
    NoBaseline,
    /// There is nothing in it to compare with.
    EmptyBaseline,
    /// Its figure is not measurable.
    BlindBaseline,
    /// A count does not compare with a count over a period of another kind.
    UnlikeBaseline,
    /// The inputs do not cover it.
    UncoveredBaseline,
    /// The figure is measured elsewhere, and the plan does not have it for this group.
    NotGiven,
    /// No record is of the groups that the target is for.
    NoSuchGroup,
}

impl Target {
    /// Judges a figure, in whole numbers; `baseline` is the same figure of the baseline period.
    pub fn judge(&self, figure: Figure, baseline: Option<Figure>) -> Verdict {
        let value = match (figure.status, figure.fraction()) {
            (Status::NotMeasurable, _) => return Verdict::NotMeasurable,
            (Status::NoData, _) | (_, None) => return Verdict::NoData,
            (Status::Measured, Some(value)) => value,
        };
        if self.goal.needs_baseline() && baseline.is_some_and(|b| b.status == Status::NotMeasurable) {
            return Verdict::NotMeasurable;
        }
        let bound = self.goal.bound(baseline.and_then(Figure::fraction));
        let Some((order, bound)) = bound.and_then(|bound| Some((value.compare(bound)?, bound))) else {
            return Verdict::NoData;
        };
        if self.goal.is_met(order, value, bound) { Verdict::Met } else { Verdict::Missed }
    }

    /// The figure that is compared, of a measure.
    pub(crate) fn figure(&self, measure: &Measure) -> Figure {
        match (&self.subject, measure) {
            (Subject::Days(_, statistic), Measure::Days(days)) => statistic.figure(days),
            (Subject::External(external), _) => external.figure(),
            _ => measure.figure(self.area),
        }
    }
}
