//! The plan as data: its areas, its targets, who leads each, and what a figure means for a target.

mod budget;
mod file;
mod verdict;

pub use budget::LateBudget;
pub use file::PlanError;
pub use verdict::{Baseline, ScoreRow, Undecided, Verdict};

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::indicator::Indicator;
use crate::rate::Rate;
use crate::survey::Area;

/// An improvement plan: every target names a known indicator, and no two share an id and a tier.
///
/// ```
/// use sipas_core::Plan;
/// let plan = Plan::lang_son_2025();
/// let target = plan.targets().iter().find(|t| t.id == "IV.1").unwrap();
/// assert_eq!((target.indicator.id, target.lead.as_str()), ("on_time_return_rate", "Các phòng chuyên môn"));
/// ```
#[derive(Debug, Clone)]
pub struct Plan {
    id: String,
    title: String,
    source: String,
    areas: Vec<PlanArea>,
    targets: Vec<Target>,
    unmeasured: Vec<Phrase>,
}

/// What a plan asks for and no record tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// The areas under which it stands.
    pub areas: Vec<Area>,
    /// The plan's own words.
    pub text: String,
}

/// One of a plan's areas (lĩnh vực).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanArea {
    /// Which of the five.
    pub area: Area,
    /// Its title in the plan.
    pub title: String,
}

/// A target: what an indicator has to reach, and who answers for it.
#[derive(Debug, Clone)]
pub struct Target {
    /// The plan's own number, such as `IV.1`.
    pub id: String,
    /// A commitment, or a result hoped for.
    pub tier: Tier,
    /// The area, as its id begins.
    pub area: Area,
    /// The task in the plan's words.
    pub task: String,
    /// What is measured.
    pub indicator: &'static Indicator,
    /// How it is compared, and with what.
    pub goal: Goal,
    /// Whether the plan names no number, so that the goal is derived from its words.
    pub derived: bool,
    /// Đơn vị chủ trì.
    pub lead: String,
    /// Đơn vị phối hợp.
    pub coordinating: Vec<String>,
    /// When it is to be done.
    pub timing: Timing,
}

/// How much a target binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Nhiệm vụ, cam kết: a miss trips a check.
    Commitment,
    /// Kết quả phấn đấu.
    ExpectedResult,
}

/// When a task is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// Thường xuyên.
    Continuous,
    /// Khi phát sinh.
    EventDriven,
}

/// What a figure is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// A threshold, as an exact fraction.
    Threshold(Comparator, Rate),
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
}

impl Goal {
    /// The comparator in reports.
    pub fn comparator(self) -> &'static str {
        match self {
            Goal::Threshold(comparator, _) => comparator.sign(),
            Goal::BelowBaseline => "below_baseline",
            Goal::AboveBaseline => "above_baseline",
        }
    }

    /// The threshold, where there is one.
    pub fn threshold(self) -> Option<Rate> {
        match self {
            Goal::Threshold(_, threshold) => Some(threshold),
            Goal::BelowBaseline | Goal::AboveBaseline => None,
        }
    }

    /// Whether it needs a baseline period.
    pub fn needs_baseline(self) -> bool {
        self.threshold().is_none()
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tier::Commitment => "commitment",
            Tier::ExpectedResult => "expected_result",
        })
    }
}

impl Plan {
    /// The plan of the Đồng Đăng – Lạng Sơn border-gate economic zone board, Appendix II, June 2025.
    pub fn lang_son_2025() -> Plan {
        Plan::parse(include_str!("../../plans/lang-son-2025.toml")).expect("the embedded plan is tested")
    }

    /// The plan of that id among those that come with the library.
    pub fn named(id: &str) -> Option<Plan> {
        Some(Plan::lang_son_2025()).filter(|plan| plan.id == id)
    }

    /// Reads a plan in TOML.
    pub fn parse(toml: &str) -> Result<Plan, PlanError> {
        file::parse(toml)
    }

    /// The plan's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The document that it is from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its areas, in order.
    pub fn areas(&self) -> &[PlanArea] {
        &self.areas
    }

    /// Its targets, in order.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// What it asks for without a figure that could tell, in order.
    pub fn unmeasured(&self) -> &[Phrase] {
        &self.unmeasured
    }

    /// The thresholds set on an indicator: what its shown figure must not seem to reach or to miss.
    pub fn thresholds_of(&self, indicator: &str) -> Vec<Rate> {
        let of = self.targets.iter().filter(|target| target.indicator.id == indicator);
        of.filter_map(|target| target.goal.threshold()).collect()
    }

    /// The bound of the first target that keeps the late rate below one.
    pub fn late_threshold(&self) -> Option<Rate> {
        self.targets.iter().find_map(|target| match target.goal {
            Goal::Threshold(Comparator::Less, threshold) if target.indicator.id == "late_rate" => {
                Some(threshold)
            }
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests;
