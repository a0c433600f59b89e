//! The plan's TOML file: read as written, then checked.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{
    Comparator, Condition, DayStatistic, External, Goal, Phrase, Plan, PlanArea, Subject, Target, Tier,
    Timing,
};
use crate::indicator::{ALL, FigureKind, Indicator};
use crate::moment::Day;
use crate::rate::Rate;
use crate::report::Dimension;
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
    /// Which of the durations is compared is not said, or said of what has none.
    #[error(
        "target {target}: expected statistic = mean, median, p90, working_mean, working_median or working_p90 beside \
         processing_days, and none beside another indicator"
    )]
    Statistic {
        /// The target's id.
        target: String,
    },
    /// It names no figure, or two.
    #[error("target {0}: expected either indicator or external")]
    Subject(String),
    /// The groups that it is for are none.
    #[error(
        "target {target}: where is for field, unit, procedure or a dimension of your own, each with a name or a list of names; \
         found {found:?}"
    )]
    Where {
        /// The target's id.
        target: String,
        /// What stands there.
        found: String,
    },
    /// The day by which it has to be met is none.
    #[error("target {target}: expected a deadline such as 2026-12-31, found {found:?}")]
    Deadline {
        /// The target's id.
        target: String,
        /// What stands there.
        found: String,
    },
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
    indicator: Option<String>,
    statistic: Option<DayStatistic>,
    external: Option<ExternalFile>,
    #[serde(default, rename = "where")]
    conditions: BTreeMap<String, Names>,
    comparator: ComparatorFile,
    threshold: Option<String>,
    factor: Option<String>,
    deadline: Option<String>,
    #[serde(default)]
    derived: bool,
    lead: Option<String>,
    coordinating: Option<Vec<String>>,
    timing: Option<Timing>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExternalFile {
    name: String,
    #[serde(default)]
    unit: String,
    value: Option<String>,
    #[serde(default)]
    source: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a comparator: <, <=, =, >=, >, below_baseline or above_baseline")]
enum ComparatorFile {
    Baseline(AgainstBaseline),
    Threshold(Comparator),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum AgainstBaseline {
    BelowBaseline,
    AboveBaseline,
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
    let subject = subject(&file)?;
    let conditions = conditions(&file)?;
    let day = |text: &String| {
        text.parse::<Day>().map_err(|_| PlanError::Deadline { target: file.id.clone(), found: text.clone() })
    };
    let deadline = file.deadline.as_ref().map(day).transpose()?;
    let goal = goal(&file)?;
    let defaults = areas.get(&area);
    let missing = || PlanError::Area { target: file.id.clone(), area };
    Ok(Target {
        area,
        subject,
        conditions,
        goal,
        deadline,
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

fn subject(file: &TargetFile) -> Result<Subject, PlanError> {
    let statistic = || PlanError::Statistic { target: file.id.clone() };
    match (&file.indicator, &file.external) {
        (Some(name), None) => {
            let indicator = Indicator::named(name).ok_or_else(|| PlanError::Indicator {
                target: file.id.clone(),
                indicator: name.clone(),
                known: ALL.iter().map(|i| i.id).collect::<Vec<_>>().join(", "),
            })?;
            match (indicator.figure, file.statistic) {
                (FigureKind::Days, Some(statistic)) => Ok(Subject::Days(indicator, statistic)),
                (FigureKind::Days, None) | (_, Some(_)) => Err(statistic()),
                (_, None) => Ok(Subject::Indicator(indicator)),
            }
        }
        (None, Some(_)) if file.statistic.is_some() => Err(statistic()),
        (None, Some(external)) => {
            let wrong = |text: &str| PlanError::Threshold {
                target: file.id.clone(),
                expected: "a value of external such as 86.5",
                found: text.to_owned(),
            };
            let value = external.value.as_deref().map(|text| number(text).ok_or_else(|| wrong(text)));
            Ok(Subject::External(External {
                name: external.name.clone(),
                unit: external.unit.clone(),
                value: value.transpose()?,
                source: external.source.clone(),
            }))
        }
        _ => Err(PlanError::Subject(file.id.clone())),
    }
}

fn conditions(file: &TargetFile) -> Result<Vec<Condition>, PlanError> {
    let wrong = |found: &str| PlanError::Where { target: file.id.clone(), found: found.to_owned() };
    let condition = |(name, names): (&String, &Names)| {
        let dimension = name.parse().or_else(|_| Dimension::own(name)).map_err(|_| wrong(name))?;
        let is_text = !matches!(dimension, Dimension::Channel | Dimension::Month | Dimension::Officer);
        let values = match names {
            Names::One(name) => vec![name.clone()],
            Names::Several(names) => names.clone(),
        };
        if !is_text || values.is_empty() || file.external.is_some() {
            return Err(wrong(name));
        }
        Ok(Condition::new(dimension, values))
    };
    file.conditions.iter().map(condition).collect()
}

fn goal(file: &TargetFile) -> Result<Goal, PlanError> {
    let wrong = |expected, found: &str| PlanError::Threshold {
        target: file.id.clone(),
        expected,
        found: found.to_owned(),
    };
    let needs_no_baseline = "a threshold beside external, which has no baseline";
    let read = |text: &str| number(text).ok_or_else(|| wrong("a fraction such as 99/100 or 1", text));
    match (&file.comparator, file.threshold.as_deref(), file.factor.as_deref()) {
        (ComparatorFile::Threshold(comparator), Some(text), None) => {
            Ok(Goal::Threshold(*comparator, read(text)?))
        }
        (_, None, Some(text)) if file.external.is_some() => Err(wrong(needs_no_baseline, text)),
        (_, None, None) if file.external.is_some() => Err(wrong(needs_no_baseline, "")),
        (ComparatorFile::Baseline(AgainstBaseline::BelowBaseline), None, None) => Ok(Goal::BelowBaseline),
        (ComparatorFile::Baseline(AgainstBaseline::AboveBaseline), None, None) => Ok(Goal::AboveBaseline),
        (ComparatorFile::Threshold(comparator), None, Some(text)) => {
            Ok(Goal::Factor(*comparator, read(text)?))
        }
        (ComparatorFile::Threshold(_), None, None) => Err(wrong("a threshold such as 99/100", "")),
        (ComparatorFile::Threshold(_), Some(_), Some(text)) => {
            Err(wrong("either a threshold or a factor on the baseline", text))
        }
        (_, Some(text), _) | (_, None, Some(text)) => {
            Err(wrong("no threshold and no factor beside below_baseline and above_baseline", text))
        }
    }
}

/// An exact number: a fraction such as `99/100`, or digits with a point or a comma for decimals.
fn number(text: &str) -> Option<Rate> {
    let digits = |text: &str| -> Option<u64> {
        (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
    };
    if let Some((numerator, denominator)) = text.split_once('/') {
        let rate = Rate::new(digits(numerator.trim())?, digits(denominator.trim())?);
        return (rate.denominator > 0).then_some(rate);
    }
    match text.trim().split_once(['.', ',']) {
        None => Some(Rate::new(digits(text.trim())?, 1)),
        Some((whole, decimals)) => {
            let scale = 10u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
            let whole = digits(whole)?.checked_mul(scale)?;
            Some(Rate::new(whole.checked_add(digits(decimals)?)?, scale))
        }
    }
}
