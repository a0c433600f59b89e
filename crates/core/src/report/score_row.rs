//! A target, judged in a group.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Caution, Group};
use crate::dimension::Key;
use crate::indicator::Figure;
use crate::plan::{Baseline, Target, Undecided, Verdict, Where};
use crate::rate::Rate;

/// One target, judged in one group.
#[derive(Debug, Clone)]
pub struct ScoreRow<'r> {
    /// The target.
    pub target: &'r Target,
    /// The group; empty for the whole.
    pub key: &'r Key,
    /// What the figure is of: the group, or those of its records that the target is for.
    pub of: Group<'r>,
    /// The figure that it is judged on.
    pub figure: Figure,
    /// The figure of the baseline period, where it is compared with one and there is one.
    pub baseline: Option<Baseline>,
    /// What that means.
    pub verdict: Verdict,
    /// Why there is no verdict, where the figure itself is not the reason.
    pub undecided: Option<Undecided>,
    /// Whether the day has passed by which the target has to be met; `None` where the plan names none.
    pub is_due: Option<bool>,
    /// What could turn it.
    pub cautions: Vec<Caution>,
}

impl ScoreRow<'_> {
    /// Whether the target is missed, and the day has passed by which it had to be met.
    pub fn is_broken(&self) -> bool {
        self.verdict == Verdict::Missed && self.is_due != Some(false)
    }

    /// The first caution that turns the verdict.
    pub fn turning(&self) -> Option<&Caution> {
        self.cautions.iter().find(|caution| caution.turns == Some(true))
    }
}

impl Serialize for ScoreRow<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let target = self.target;
        let fraction = |of: Rate| format!("{}/{}", of.numerator, of.denominator);
        let mut row = to.serialize_struct("ScoreRow", 23)?;
        row.serialize_field("id", &target.id)?;
        row.serialize_field("tier", &target.tier)?;
        row.serialize_field("area", &target.area)?;
        row.serialize_field("key", self.key)?;
        row.serialize_field("indicator", target.subject.id())?;
        row.serialize_field("comparator", target.goal.comparator())?;
        row.serialize_field("threshold", &target.goal.threshold().map(fraction))?;
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
        optional(&mut row, "where", (!target.conditions.is_empty()).then_some(Where(&target.conditions)))?;
        optional(&mut row, "statistic", target.subject.statistic())?;
        optional(&mut row, "factor", target.goal.factor().map(fraction))?;
        optional(&mut row, "external", target.subject.external())?;
        optional(&mut row, "deadline", target.deadline)?;
        optional(&mut row, "due", self.is_due)?;
        row.end()
    }
}

/// Writes a field that only some targets have.
fn optional<S: SerializeStruct>(
    to: &mut S,
    name: &'static str,
    value: Option<impl Serialize>,
) -> Result<(), S::Error> {
    match value {
        Some(value) => to.serialize_field(name, &value),
        None => to.skip_field(name),
    }
}
