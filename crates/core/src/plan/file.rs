//! The plan's TOML file: read as written, then checked.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Comparator, Goal, Phrase, Plan, PlanArea, Target, Tier, Timing};
use crate::indicator::{ALL, Indicator};
use crate::rate::Rate;
use crate::survey::Area;

/// Why a file is no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// Not TOML, or a key that a plan does not have; the text names line and column.
    #[error("{0}")]
    Toml(String),
    /// The indicator is not known.
    #[error("target {target}: unknown indicator {indicator:?}; known are {known}")]
    Indicator {
        /// The target's id.
        target: String,
        /// What stands there.
        indicator: String,
        /// The names that there are.
        known: String,
    },
    /// The id does not begin with the number of an area.
    #[error("target {0}: expected an id such as IV.1, which begins with an area from I to V")]
    Id(String),
    /// No area of the plan has the number that the id begins with, and the target names no lead of its own.
    #[error("target {target}: the plan has no [areas.{area}] and the target no lead")]
    Area {
        /// The target's id.
        target: String,
        /// The area.
        area: Area,
    },
    /// The threshold is no fraction, or missing, or one too many.
    #[error("target {target}: expected {expected}, found {found:?}")]
    Threshold {
        /// The target's id.
        target: String,
        /// What it should be.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// Durations have no target.
    #[error("target {0}: processing_days is a set of durations, which no threshold is compared with")]
    Durations(String),
    /// Two targets share id and tier.
    #[error("target {0} ({1}) is there twice")]
    Twice(String, Tier),
    /// There is no target.
    #[error("the plan has no [[targets]]")]
    Empty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanFile {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    areas: BTreeMap<Area, AreaFile>,
    #[serde(default)]
    targets: Vec<TargetFile>,
    #[serde(default)]
    unmeasured: Vec<PhraseFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseFile {
    areas: Vec<Area>,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AreaFile {
    title: String,
    lead: String,
    #[serde(default)]
    coordinating: Vec<String>,
    timing: Timing,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetFile {
    id: String,
    tier: Tier,
    task: String,
    indicator: String,
    comparator: ComparatorFile,
    threshold: Option<String>,
    #[serde(default)]
    derived: bool,
    lead: Option<String>,
    coordinating: Option<Vec<String>>,
    timing: Option<Timing>,
}

#[derive(Deserialize)]
enum ComparatorFile {
    #[serde(rename = "below_baseline")]
    BelowBaseline,
    #[serde(rename = "above_baseline")]
    AboveBaseline,
    #[serde(untagged)]
    Threshold(Comparator),
}

pub(super) fn parse(toml: &str) -> Result<Plan, PlanError> {
    let file: PlanFile = toml::from_str(toml).map_err(|error| PlanError::Toml(error.to_string()))?;
    if file.targets.is_empty() {
        return Err(PlanError::Empty);
    }
    let targets: Vec<_> =
        file.targets.into_iter().map(|t| target(t, &file.areas)).collect::<Result<_, _>>()?;
    let mut seen = BTreeSet::new();
    for target in &targets {
        if !seen.insert((&target.id, target.tier)) {
            return Err(PlanError::Twice(target.id.clone(), target.tier));
        }
    }
    let areas = file.areas.into_iter().map(|(area, of)| PlanArea { area, title: of.title }).collect();
    let phrase = |of: PhraseFile| Phrase { areas: of.areas, text: of.text };
    let unmeasured = file.unmeasured.into_iter().map(phrase).collect();
    Ok(Plan { id: file.id, title: file.title, source: file.source, areas, targets, unmeasured })
}

fn target(file: TargetFile, areas: &BTreeMap<Area, AreaFile>) -> Result<Target, PlanError> {
    let number = file.id.split_once('.').map(|(number, _)| number);
    let area = Area::ALL.into_iter().find(|area| Some(area.to_string().as_str()) == number);
    let area = area.ok_or_else(|| PlanError::Id(file.id.clone()))?;
    let indicator = Indicator::named(&file.indicator).ok_or_else(|| PlanError::Indicator {
        target: file.id.clone(),
        indicator: file.indicator.clone(),
        known: ALL.iter().map(|i| i.id).collect::<Vec<_>>().join(", "),
    })?;
    if indicator.id == "processing_days" {
        return Err(PlanError::Durations(file.id));
    }
    let goal = goal(&file)?;
    let defaults = areas.get(&area);
    let missing = || PlanError::Area { target: file.id.clone(), area };
    Ok(Target {
        area,
        indicator,
        goal,
        lead: file.lead.or_else(|| defaults.map(|d| d.lead.clone())).ok_or_else(missing)?,
        coordinating: file
            .coordinating
            .or_else(|| defaults.map(|d| d.coordinating.clone()))
            .unwrap_or_default(),
        timing: file.timing.or_else(|| defaults.map(|d| d.timing)).unwrap_or(Timing::Continuous),
        tier: file.tier,
        task: file.task,
        derived: file.derived,
        id: file.id,
    })
}

fn goal(file: &TargetFile) -> Result<Goal, PlanError> {
    let wrong = |expected, found: &str| PlanError::Threshold {
        target: file.id.clone(),
        expected,
        found: found.to_owned(),
    };
    match (&file.comparator, file.threshold.as_deref()) {
        (ComparatorFile::BelowBaseline, None) => Ok(Goal::BelowBaseline),
        (ComparatorFile::AboveBaseline, None) => Ok(Goal::AboveBaseline),
        (ComparatorFile::Threshold(comparator), Some(text)) => {
            let threshold = fraction(text).ok_or_else(|| wrong("a fraction such as 99/100 or 1", text))?;
            Ok(Goal::Threshold(*comparator, threshold))
        }
        (ComparatorFile::Threshold(_), None) => Err(wrong("a threshold such as 99/100", "")),
        (_, Some(text)) => Err(wrong("no threshold beside a comparison with the baseline", text)),
    }
}

fn fraction(text: &str) -> Option<Rate> {
    let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let rate = Rate::new(number(numerator.trim())?, number(denominator.trim())?);
    (rate.denominator > 0).then_some(rate)
}
