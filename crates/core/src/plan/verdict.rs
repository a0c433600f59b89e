use std::cmp::Ordering;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Comparator, Goal, Target};
use crate::indicator::{Figure, Status};
use crate::rate::Rate;
use crate::report::{Caution, Key};

/// What a figure means for a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Baseline {
    /// The numerator, or the count.
    pub numerator: u64,
    /// The denominator.
    pub denominator: Option<u64>,
}

/// Why a comparison with a baseline period has no verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
}

/// One target, judged in one group.
#[derive(Debug, Clone)]
pub struct ScoreRow<'r> {
    /// The target.
    pub target: &'r Target,
    /// The group; empty for the whole.
    pub key: &'r Key,
    /// What it is judged on.
    pub figure: Figure,
    /// What it is compared with, where it is compared with a baseline period and there is one.
    pub baseline: Option<Baseline>,
    /// What that means.
    pub verdict: Verdict,
    /// Why there is no verdict, where the baseline is the reason.
    pub undecided: Option<Undecided>,
    /// What could turn it.
    pub cautions: Vec<Caution>,
}

impl ScoreRow<'_> {
    /// The first caution that turns the verdict.
    pub fn turning(&self) -> Option<&Caution> {
        self.cautions.iter().find(|caution| caution.turns == Some(true))
    }
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
        let other = match self.goal.threshold() {
            Some(threshold) => Some(threshold),
            None => baseline.and_then(Figure::fraction),
        };
        let Some((order, other)) = other.and_then(|other| Some((value.compare(other)?, other))) else {
            return Verdict::NoData;
        };
        if self.goal.is_met(order, value, other) { Verdict::Met } else { Verdict::Missed }
    }
}

impl Goal {
    fn is_met(self, order: Ordering, value: Rate, other: Rate) -> bool {
        match self {
            Goal::Threshold(Comparator::Less, _) => order.is_lt(),
            Goal::Threshold(Comparator::AtMost, _) => order.is_le(),
            Goal::Threshold(Comparator::Equal, _) => order.is_eq(),
            Goal::Threshold(Comparator::AtLeast, _) => order.is_ge(),
            Goal::Threshold(Comparator::Greater, _) | Goal::AboveBaseline => order.is_gt(),
            // Nothing cannot be less than nothing, and is no failure.
            Goal::BelowBaseline => order.is_lt() || (value.numerator == 0 && other.numerator == 0),
        }
    }
}

impl Serialize for ScoreRow<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let target = self.target;
        let threshold = target.goal.threshold().map(|t| format!("{}/{}", t.numerator, t.denominator));
        let mut row = to.serialize_struct("ScoreRow", 17)?;
        row.serialize_field("id", &target.id)?;
        row.serialize_field("tier", &target.tier)?;
        row.serialize_field("area", &target.area)?;
        row.serialize_field("key", self.key)?;
        row.serialize_field("indicator", target.indicator.id)?;
        row.serialize_field("comparator", target.goal.comparator())?;
        row.serialize_field("threshold", &threshold)?;
        row.serialize_field("numerator", &self.figure.numerator)?;
        row.serialize_field("denominator", &self.figure.denominator)?;
        row.serialize_field("baseline", &self.baseline)?;
        row.serialize_field("verdict", &self.verdict)?;
        row.serialize_field("derived", &target.derived)?;
        row.serialize_field("lead", &target.lead)?;
        row.serialize_field("coordinating", &target.coordinating)?;
        row.serialize_field("timing", &target.timing)?;
        row.serialize_field("reason", &self.undecided)?;
        row.serialize_field("cautions", &self.cautions)?;
        row.end()
    }
}
