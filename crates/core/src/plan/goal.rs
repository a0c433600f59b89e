use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::rate::Rate;

/// What a figure is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// A threshold, as an exact fraction.
    Threshold(Comparator, Rate),
    /// A multiple of the baseline period's figure, such as half of it.
    Factor(Comparator, Rate),
    /// Less than in the baseline period, or nothing in both.
    BelowBaseline,
    /// More than in the baseline period.
    AboveBaseline,
}

/// How a figure stands to a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparator {
    /// Below.
    #[serde(rename = "<")]
    Less,
    /// At most.
    #[serde(rename = "<=", alias = "≤")]
    AtMost,
    /// Exactly.
    #[serde(rename = "=")]
    Equal,
    /// At least.
    #[serde(rename = ">=", alias = "≥")]
    AtLeast,
    /// Above.
    #[serde(rename = ">")]
    Greater,
}

impl Comparator {
    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Comparator::Less => "<",
            Comparator::AtMost => "<=",
            Comparator::Equal => "=",
            Comparator::AtLeast => ">=",
            Comparator::Greater => ">",
        }
    }

    /// Whether it holds of a figure that stands so to a bound.
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Comparator::Less => order.is_lt(),
            Comparator::AtMost => order.is_le(),
            Comparator::Equal => order.is_eq(),
            Comparator::AtLeast => order.is_ge(),
            Comparator::Greater => order.is_gt(),
        }
    }
}

impl Goal {
    /// The comparator in reports.
    pub fn comparator(self) -> &'static str {
        match self {
            Goal::Threshold(comparator, _) | Goal::Factor(comparator, _) => comparator.sign(),
            Goal::BelowBaseline => "below_baseline",
            Goal::AboveBaseline => "above_baseline",
        }
    }

    /// The threshold, where there is one.
    pub fn threshold(self) -> Option<Rate> {
        match self {
            Goal::Threshold(_, threshold) => Some(threshold),
            Goal::Factor(..) | Goal::BelowBaseline | Goal::AboveBaseline => None,
        }
    }

    /// The factor on the figure of the baseline period, where there is one.
    pub fn factor(self) -> Option<Rate> {
        match self {
            Goal::Factor(_, factor) => Some(factor),
            Goal::Threshold(..) | Goal::BelowBaseline | Goal::AboveBaseline => None,
        }
    }

    /// Whether it needs a baseline period.
    pub fn needs_baseline(self) -> bool {
        self.threshold().is_none()
    }

    /// What a figure is compared with; `baseline` is the figure of the baseline period.
    pub(super) fn bound(self, baseline: Option<Rate>) -> Option<Rate> {
        match self {
            Goal::Threshold(_, threshold) => Some(threshold),
            Goal::Factor(_, factor) => baseline?.times(factor),
            Goal::BelowBaseline | Goal::AboveBaseline => baseline,
        }
    }

    pub(super) fn is_met(self, order: Ordering, value: Rate, bound: Rate) -> bool {
        // Nothing cannot be less than nothing, and is no failure.
        let are_nothing = value.numerator == 0 && bound.numerator == 0;
        match self {
            Goal::BelowBaseline | Goal::Factor(Comparator::Less, _) => order.is_lt() || are_nothing,
            Goal::AboveBaseline => order.is_gt(),
            Goal::Threshold(comparator, _) | Goal::Factor(comparator, _) => comparator.holds(order),
        }
    }

    /// Whether a greater figure serves the target.
    pub(crate) fn wants_more(self) -> bool {
        match self {
            Goal::AboveBaseline => true,
            Goal::BelowBaseline => false,
            Goal::Threshold(comparator, bound) | Goal::Factor(comparator, bound) => match comparator {
                Comparator::Greater | Comparator::AtLeast => true,
                Comparator::Less | Comparator::AtMost => false,
                Comparator::Equal => bound.numerator > 0,
            },
        }
    }
}
