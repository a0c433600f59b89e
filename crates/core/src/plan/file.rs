//! The plan's TOML file: read as written, then checked; and written as it is read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Comparator, Condition, DayStatistic, External, Goal, Phrase, Plan, PlanArea, PlanError, Subject, Target,
    Tier, Timing,
};
use crate::dimension::Dimension;
use crate::indicator::{ALL, FigureKind, Indicator};
use crate::moment::Day;
use crate::rate::Rate;
use crate::survey::Area;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanFile {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    source: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    areas: BTreeMap<Area, AreaFile>,
    #[serde(default)]
    targets: Vec<TargetFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unmeasured: Vec<PhraseFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    indicators: Vec<IndicatorFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorFile {
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    title: String,
    num: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    den: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseFile {
    areas: Vec<Area>,
    text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AreaFile {
    title: String,
    lead: String,
    #[serde(default)]
    coordinating: Vec<String>,
    timing: Timing,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetFile {
    id: String,
    tier: Tier,
    task: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    indicator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistic: Option<DayStatistic>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external: Option<ExternalFile>,
    #[serde(default, rename = "where", skip_serializing_if = "BTreeMap::is_empty")]
    conditions: BTreeMap<String, Names>,
    comparator: ComparatorFile,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    factor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<String>,
    #[serde(default)]
    derived: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coordinating: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timing: Option<Timing>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExternalFile {
    name: String,
    #[serde(default)]
    unit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(default)]
    source: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Several(Vec<String>),
}

#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a comparator: <, <=, =, >=, >, below_baseline or above_baseline")]
enum ComparatorFile {
    Baseline(AgainstBaseline),
    Threshold(Comparator),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AgainstBaseline {
    BelowBaseline,
    AboveBaseline,
}

pub(super) fn parse(toml: &str) -> Result<Plan, PlanError> {
    let file: PlanFile = toml::from_str(toml).map_err(|error| PlanError::Toml(error.to_string()))?;
    file.try_into()
}

impl TryFrom<PlanFile> for Plan {
    type Error = PlanError;

    fn try_from(file: PlanFile) -> Result<Plan, PlanError> {
        let indicators = own(file.indicators)?;
        if file.targets.is_empty() && indicators.is_empty() {
            return Err(PlanError::Empty);
        }
        let target = |of| target(of, &file.areas, &indicators);
        let targets = file.targets.into_iter().map(target).collect::<Result<Vec<_>, _>>()?;
        let areas = file.areas.into_iter().map(|(area, of)| PlanArea {
            area,
            title: of.title,
            lead: of.lead,
            coordinating: of.coordinating,
            timing: of.timing,
        });
        let phrase = |of: PhraseFile| Phrase { areas: of.areas, text: of.text };
        let unmeasured = file.unmeasured.into_iter().map(phrase).collect();
        Ok(Plan {
            areas: areas.collect(),
            unmeasured,
            indicators,
            ..Plan::checked(file.id, file.title, file.source, targets)?
        })
    }
}

impl From<Plan> for PlanFile {
    fn from(plan: Plan) -> PlanFile {
        let area = |of: PlanArea| {
            let PlanArea { area, title, lead, coordinating, timing } = of;
            (area, AreaFile { title, lead, coordinating, timing })
        };
        PlanFile {
            id: plan.id,
            title: plan.title,
            source: plan.source,
            areas: plan.areas.into_iter().map(area).collect(),
            targets: plan.targets.into_iter().map(TargetFile::from).collect(),
            unmeasured: plan
                .unmeasured
                .into_iter()
                .map(|Phrase { areas, text }| PhraseFile { areas, text })
                .collect(),
            indicators: plan.indicators.into_iter().filter_map(IndicatorFile::of).collect(),
        }
    }
}

impl IndicatorFile {
    /// `None` of one that was made in code.
    fn of(indicator: &'static Indicator) -> Option<IndicatorFile> {
        let (num, den) = indicator.formulas()?;
        Some(IndicatorFile {
            name: indicator.id.to_owned(),
            title: indicator.vi.name.to_owned(),
            num: num.to_string(),
            den: den.map(ToString::to_string),
        })
    }
}

impl From<Target> for TargetFile {
    fn from(target: Target) -> TargetFile {
        let fraction = |of: Rate| format!("{}/{}", of.numerator, of.denominator);
        let condition =
            |of: &Condition| (of.dimension().name().to_owned(), Names::Several(of.values().to_vec()));
        TargetFile {
            tier: target.tier,
            task: target.task,
            indicator: target.subject.indicator().map(|indicator| indicator.id.to_owned()),
            statistic: target.subject.statistic(),
            external: target.subject.external().map(|external| ExternalFile {
                name: external.name.clone(),
                unit: external.unit.clone(),
                value: external.value.map(fraction),
                source: external.source.clone(),
            }),
            conditions: target.conditions.iter().map(condition).collect(),
            comparator: match target.goal {
                Goal::Threshold(comparator, _) | Goal::Factor(comparator, _) => {
                    ComparatorFile::Threshold(comparator)
                }
                Goal::BelowBaseline => ComparatorFile::Baseline(AgainstBaseline::BelowBaseline),
                Goal::AboveBaseline => ComparatorFile::Baseline(AgainstBaseline::AboveBaseline),
            },
            threshold: target.goal.threshold().map(fraction),
            factor: target.goal.factor().map(fraction),
            deadline: target.deadline.map(|day| day.to_string()),
            derived: target.derived,
            lead: Some(target.lead),
            coordinating: Some(target.coordinating),
            timing: Some(target.timing),
            id: target.id,
        }
    }
}

fn own(files: Vec<IndicatorFile>) -> Result<Vec<&'static Indicator>, PlanError> {
    let mut all: Vec<&'static Indicator> = Vec::new();
    for IndicatorFile { name, title, num, den } in files {
        match Indicator::own(&name, &title, &num, den.as_deref()) {
            Err(error) => return Err(PlanError::Own { name, error }),
            Ok(own) if all.iter().any(|known| known.id == own.id) => return Err(PlanError::OwnTwice(name)),
            Ok(own) => all.push(own),
        }
    }
    Ok(all)
}

fn target(
    file: TargetFile,
    areas: &BTreeMap<Area, AreaFile>,
    own: &[&'static Indicator],
) -> Result<Target, PlanError> {
    let subject = subject(&file, own)?;
    let conditions = conditions(&file)?;
    let day = |text: &String| {
        text.parse::<Day>().map_err(|_| PlanError::Deadline { target: file.id.clone(), found: text.clone() })
    };
    let deadline = file.deadline.as_ref().map(day).transpose()?;
    let goal = goal(&file)?;
    let target = Target::new(file.id, file.tier, subject, goal)?;
    let defaults = areas.get(&target.area);
    let missing = || PlanError::Area { target: target.id.clone(), area: target.area };
    Ok(Target {
        conditions,
        deadline,
        lead: file.lead.or_else(|| defaults.map(|d| d.lead.clone())).ok_or_else(missing)?,
        coordinating: file
            .coordinating
            .or_else(|| defaults.map(|d| d.coordinating.clone()))
            .unwrap_or_default(),
        timing: file.timing.or_else(|| defaults.map(|d| d.timing)).unwrap_or(target.timing),
        task: file.task,
        derived: file.derived,
        ..target
    })
}

fn subject(file: &TargetFile, own: &[&'static Indicator]) -> Result<Subject, PlanError> {
    let statistic = || PlanError::Statistic { target: file.id.clone() };
    match (&file.indicator, &file.external) {
        (Some(name), None) => {
            let of_own = || own.iter().copied().find(|own| own.id == name);
            let indicator = Indicator::named(name).or_else(of_own).ok_or_else(|| {
                let known: Vec<_> = ALL.iter().chain(own.iter().copied()).map(|i| i.id).collect();
                let (target, indicator) = (file.id.clone(), name.clone());
                PlanError::Indicator { target, indicator, known: known.join(", ") }
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
        let values = match names {
            Names::One(name) => vec![name.clone()],
            Names::Several(names) => names.clone(),
        };
        let condition = Condition::new(dimension, values).filter(|_| file.external.is_none());
        condition.ok_or_else(|| wrong(name))
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
