//! The plan as data: its areas, its targets, who leads each, and what a figure means for a target.

mod budget;
mod condition;
mod error;
mod file;
mod goal;
mod subject;
mod verdict;

pub use budget::LateBudget;
pub use condition::{Condition, Uncounted};
pub use error::PlanError;
pub use goal::{Comparator, Goal};
pub use subject::{DayStatistic, External, Subject};
pub use verdict::{Baseline, Undecided, Verdict};

pub(crate) use condition::Where;

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::dimension::Dimension;
use crate::indicator::Indicator;
use crate::moment::Day;
use crate::rate::Rate;
use crate::survey::Area;

/// An improvement plan: every target names a known indicator, and no two share an id and a tier.
///
/// ```
/// use sipas_core::Plan;
/// let plan = Plan::lang_son_2025();
/// let target = plan.targets().iter().find(|t| t.id == "IV.1").unwrap();
/// assert_eq!((target.subject.id(), target.lead.as_str()), ("on_time_return_rate", "Các phòng chuyên môn"));
/// ```
///
/// A plan can be made in code too. With serde it is read and written as in its TOML file.
///
/// ```
/// use sipas_core::{Comparator, Goal, Indicator, Plan, Rate, Subject, Target, Tier};
/// let late = Subject::Indicator(Indicator::named("late_rate").unwrap());
/// let below = Goal::Threshold(Comparator::Less, Rate::new(1, 100));
/// let target = Target { lead: "Văn phòng".into(), ..Target::new("I.3", Tier::Commitment, late, below)? };
/// let plan = Plan::new("sample-office", "Kế hoạch 2026", "", vec![target])?;
/// # assert_eq!(plan.targets().len(), 1);
/// # Ok::<(), sipas_core::PlanError>(())
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "file::PlanFile", into = "file::PlanFile")]
pub struct Plan {
    id: String,
    title: String,
    source: String,
    areas: Vec<PlanArea>,
    targets: Vec<Target>,
    unmeasured: Vec<Phrase>,
    indicators: Vec<&'static Indicator>,
}

/// What a plan asks for and no record tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Who leads its targets, where a target names nobody.
    pub lead: String,
    /// Who takes part in them, likewise.
    pub coordinating: Vec<String>,
    /// When they are to be done, likewise.
    pub timing: Timing,
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
    /// The figure that it is set on.
    pub subject: Subject,
    /// The groups that it is for, where it is not for all.
    pub conditions: Vec<Condition>,
    /// How it is compared, and with what.
    pub goal: Goal,
    /// The last day by which it has to be met, where the plan names one.
    pub deadline: Option<Day>,
    /// Whether the plan names no number, so that the goal is derived from its words.
    pub derived: bool,
    /// Đơn vị chủ trì.
    pub lead: String,
    /// Đơn vị phối hợp.
    pub coordinating: Vec<String>,
    /// When it is to be done.
    pub timing: Timing,
}

impl Target {
    /// A target for all records, without a task in words, a lead or a deadline: they are fields. Its id begins with the number
    /// of its area, as `IV.1` does.
    pub fn new(id: impl Into<String>, tier: Tier, subject: Subject, goal: Goal) -> Result<Target, PlanError> {
        let id = id.into();
        let number = id.split_once('.').map(|(number, _)| number);
        let area = Area::ALL.into_iter().find(|area| Some(area.to_string().as_str()) == number);
        let Some(area) = area else { return Err(PlanError::Id(id)) };
        Ok(Target {
            id,
            tier,
            area,
            task: String::new(),
            subject,
            conditions: Vec::new(),
            goal,
            deadline: None,
            derived: false,
            lead: String::new(),
            coordinating: Vec::new(),
            timing: Timing::Continuous,
        })
    }
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

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tier::Commitment => "commitment",
            Tier::ExpectedResult => "expected_result",
        })
    }
}

/// The plans that come with the library, by their ids: each is parsed only where it is asked for.
const EMBEDDED: [(&str, &str); 2] = [
    ("lang-son-2025", include_str!("../../plans/lang-son-2025.toml")),
    ("nghi-quyet-01-2026", include_str!("../../plans/nghi-quyet-01-2026.toml")),
];

impl Plan {
    /// The plan of the Đồng Đăng – Lạng Sơn border-gate economic zone board, Appendix II, June 2025.
    pub fn lang_son_2025() -> Plan {
        Plan::named("lang-son-2025").expect("it is among them")
    }

    /// The national targets for provinces, annex IV of Resolution 01/NQ-CP of 2026.
    pub fn nghi_quyet_01_2026() -> Plan {
        Plan::named("nghi-quyet-01-2026").expect("it is among them")
    }

    /// The plans that come with the library.
    pub fn embedded() -> [Plan; 2] {
        [Plan::lang_son_2025(), Plan::nghi_quyet_01_2026()]
    }

    /// The plan of that id among those that come with the library.
    pub fn named(id: &str) -> Option<Plan> {
        Plan::text_of(id).map(|toml| Plan::parse(toml).expect("the embedded plans are tested"))
    }

    /// The TOML of the plan of that id among those that come with the library.
    pub fn text_of(id: &str) -> Option<&'static str> {
        EMBEDDED.iter().find(|(known, _)| *known == id).map(|(_, toml)| *toml)
    }

    /// A plan of these targets; refused without any, and where two share id and tier.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        source: impl Into<String>,
        targets: Vec<Target>,
    ) -> Result<Plan, PlanError> {
        if targets.is_empty() {
            return Err(PlanError::Empty);
        }
        Plan::checked(id.into(), title.into(), source.into(), targets)
    }

    fn checked(id: String, title: String, source: String, targets: Vec<Target>) -> Result<Plan, PlanError> {
        let mut seen = BTreeSet::new();
        if let Some(twice) = targets.iter().find(|target| !seen.insert((&target.id, target.tier))) {
            return Err(PlanError::Twice(twice.id.clone(), twice.tier));
        }
        Ok(Plan {
            id,
            title,
            source,
            areas: Vec::new(),
            targets,
            unmeasured: Vec::new(),
            indicators: Vec::new(),
        })
    }

    /// Gives it indicators of its own, behind those of the register: every report that it judges has their figures.
    #[must_use]
    pub fn with_indicators(self, indicators: Vec<&'static Indicator>) -> Plan {
        Plan { indicators, ..self }
    }

    /// Whether a plan of that id comes with the library.
    pub fn is_embedded(id: &str) -> bool {
        EMBEDDED.iter().any(|(known, _)| *known == id)
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

    /// Its own indicators, in order: every report that it judges has their figures.
    pub fn indicators(&self) -> &[&'static Indicator] {
        &self.indicators
    }

    /// Its targets, in order.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// Demands that no figure could tell of, in order.
    pub fn unmeasured(&self) -> &[Phrase] {
        &self.unmeasured
    }

    /// The lists of dimensions by which records have to be counted, beside the whole and the groups of `by`, so that targets
    /// for some groups only can be judged.
    ///
    /// [`Dimension::check`] tells whether one is too long for a key.
    pub fn slices(&self, by: &[Dimension]) -> Vec<Vec<Dimension>> {
        let mut lists: Vec<Vec<Dimension>> = Vec::new();
        for target in self.targets.iter().filter(|target| !target.conditions.is_empty()) {
            let of_groups = Some(target.dimensions_within(by)).filter(|_| !by.is_empty());
            for list in std::iter::once(target.dimensions_within(&[])).chain(of_groups) {
                if !lists.contains(&list) {
                    lists.push(list);
                }
            }
        }
        lists
    }

    /// The thresholds set on an indicator: what its shown figure must not seem to reach or to miss.
    pub fn thresholds_of(&self, indicator: &str) -> Vec<Rate> {
        self.thresholds(|subject| matches!(subject, Subject::Indicator(own) if own.id == indicator))
    }

    /// The thresholds set on some subjects.
    pub(crate) fn thresholds(&self, is_asked: impl Fn(&Subject) -> bool) -> Vec<Rate> {
        let of = self.targets.iter().filter(|target| is_asked(&target.subject));
        of.filter_map(|target| target.goal.threshold()).collect()
    }

    /// The bound of the first target that keeps the late rate of all dossiers below one.
    pub fn late_threshold(&self) -> Option<Rate> {
        self.targets.iter().find_map(|target| match target.goal {
            Goal::Threshold(Comparator::Less, threshold)
                if target.subject.id() == "late_rate" && target.conditions.is_empty() =>
            {
                Some(threshold)
            }
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests;
