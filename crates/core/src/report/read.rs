//! A report's document read back, for programs that have no more than what another one wrote.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de::Error};

use super::document::SCHEMA;
use super::{Caution, Coverage, NameDoubtCode};
use crate::calendar::{Period, PeriodError};
use crate::indicator::Status;
use crate::kind::Kind;
use crate::moment::{Day, Moment};
use crate::plan::{Baseline, External, LateBudget, Phrase, Tier, Timing, Undecided, Verdict};
use crate::policy::Policy;
use crate::rate::Rate;
use crate::survey::Area;
use crate::tally::PutOff;

/// A report's document, read back. It holds the figures and verdicts; what they were counted from, so that reports can be
/// merged, is in partial results ([`Partial`](crate::Partial)).
///
/// A document of another schema is refused. Of a later version of this schema what is not known here is passed over.
///
/// ```
/// use sipas_core::{Clock, Counter, Document};
///
/// let report = Counter::new(&Clock::over("2025-06".parse()?), &[])?.finish(None);
/// let document: Document = serde_json::from_str(&serde_json::to_string(&report)?)?;
/// assert_eq!(document.period()?, report.period);
/// assert_eq!(document.whole().and_then(|whole| whole.rate("late_rate")), report.whole().rate("late_rate"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Document {
    #[serde(rename = "schema", deserialize_with = "schema")]
    _schema: (),
    /// Which program wrote it, and its version.
    pub generator: String,
    period: Period,
    as_of: Moment,
    /// The period compared with.
    pub baseline: Option<Period>,
    /// The id of the plan judged by.
    pub plan: Option<String>,
    /// The settings.
    pub policy: Policy,
    /// The days that the working calendar covers.
    pub calendar: DocumentCalendar,
    /// What was read, and what became of it.
    pub inputs: Vec<DocumentInput>,
    /// The whole, and behind it the groups.
    pub groups: Vec<DocumentGroup>,
    /// The targets of the plan, each judged in the whole and in the groups.
    pub scorecard: Vec<DocumentScore>,
    /// How many late dossiers the plan still allows.
    pub late_budget: Option<LateBudget>,
    /// What the inputs cover.
    pub coverage: Vec<Coverage>,
    /// What the plan asks for and no record tells.
    pub unmeasured: Vec<Phrase>,
    /// What is doubtful about the names of groups.
    pub names: Vec<DocumentName>,
}

/// The days that a working calendar covers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DocumentCalendar {
    /// The first.
    pub from: Day,
    /// The last.
    pub to: Day,
    /// Those of its days that no notice has settled.
    pub provisional: Vec<Day>,
}

/// One export: every row of it is accepted, rejected, duplicate or skipped.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DocumentInput {
    /// The file, as it was named.
    pub path: String,
    /// What kind of record it holds.
    pub kind: Kind,
    /// All rows, the header aside.
    pub rows: u64,
    /// Rows that became records.
    pub accepted: u64,
    /// Rows refused.
    pub rejected: u64,
    /// Older rows of a code that another row has too.
    pub duplicates: u64,
    /// Rows that are no record.
    pub skipped: u64,
    /// What was found wrong or doubtful.
    pub issues: Vec<DocumentIssue>,
}

/// How often one kind of issue was found.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DocumentIssue {
    /// Its name, such as `date.invalid`.
    pub code: String,
    /// `note`, `warning` or `reject`.
    pub severity: String,
    /// How often.
    pub count: u64,
}

/// One group, or the whole.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct DocumentGroup {
    /// Its values by the names of their dimensions; empty for the whole.
    pub key: BTreeMap<String, String>,
    /// Its dossiers; `None` where there was no export of them.
    pub dossiers: Option<DocumentDossiers>,
    /// Its petitions by their names in documents, likewise.
    pub pakn: Option<BTreeMap<String, u64>>,
    /// Its figures by the ids of their indicators.
    pub indicators: BTreeMap<String, DocumentFigure>,
}

/// Counts of dossiers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DocumentDossiers {
    /// Those that were put off; `None` where no column tells.
    pub put_off: Option<PutOff>,
    /// The received in the period, by channel.
    pub channels: BTreeMap<String, u64>,
    /// The concluded, by extra trips.
    pub repeat_visits: BTreeMap<String, u64>,
    /// All other counts by their names.
    #[serde(flatten)]
    pub counts: BTreeMap<String, u64>,
}

/// A figure. Which parts it has depends on what its indicator tells: a rate, a count, durations.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct DocumentFigure {
    /// Whether there is a figure.
    pub status: Status,
    /// The numerator of a rate or a mean.
    pub numerator: Option<u64>,
    /// Its denominator.
    pub denominator: Option<u64>,
    /// The quotient, not rounded, or the count.
    pub value: Option<f64>,
    /// The 95 % interval of a rate.
    pub interval: Option<[f64; 2]>,
    /// How many dossiers durations are of.
    pub count: Option<u64>,
    /// The mean of durations in calendar days.
    pub mean: Option<f64>,
    /// Their median.
    pub median: Option<f64>,
    /// Their ninth decile.
    pub p90: Option<f64>,
    /// Their mean in working days.
    pub working_mean: Option<f64>,
    /// Their median in working days.
    pub working_median: Option<f64>,
    /// Their ninth decile in working days.
    pub working_p90: Option<f64>,
    /// How many reports were found to be so.
    pub substantiated: Option<u64>,
    /// How many petitions have a topic that was not understood.
    pub unread: Option<u64>,
    /// The figure of each area, of a survey.
    #[serde(default)]
    pub areas: BTreeMap<Area, DocumentFigure>,
    /// What could turn a verdict on it.
    #[serde(default)]
    pub cautions: Vec<Caution>,
}

/// One target, judged in one group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct DocumentScore {
    /// The plan's own number.
    pub id: String,
    /// How much it binds.
    pub tier: Tier,
    /// The area of the plan.
    pub area: Area,
    /// The group; empty for the whole.
    pub key: BTreeMap<String, String>,
    /// The id of the indicator, or the name of a figure from elsewhere.
    pub indicator: String,
    /// How the figure is compared.
    pub comparator: String,
    /// With what, as a fraction such as `99/100`; `None` where with the baseline.
    pub threshold: Option<String>,
    /// The numerator, or the count.
    pub numerator: Option<u64>,
    /// The denominator; `None` of a count.
    pub denominator: Option<u64>,
    /// The figure of the baseline period.
    pub baseline: Option<Baseline>,
    /// What that means.
    pub verdict: Verdict,
    /// Whether the target was made from the plan's words, which name no number.
    pub derived: bool,
    /// Who leads it.
    pub lead: String,
    /// Who takes part.
    pub coordinating: Vec<String>,
    /// When it is to be done.
    pub timing: Timing,
    /// Why there is no verdict, where the figure itself is not the reason.
    pub reason: Option<Undecided>,
    /// What could turn the verdict.
    pub cautions: Vec<Caution>,
    /// The groups that it is for, by dimension; empty where for all.
    #[serde(default, rename = "where")]
    pub conditions: BTreeMap<String, Vec<String>>,
    /// Which figure of durations is compared.
    pub statistic: Option<String>,
    /// How many times the baseline is compared with, as a fraction.
    pub factor: Option<String>,
    /// A figure that is measured elsewhere.
    pub external: Option<External>,
    /// The day by which it has to be met.
    pub deadline: Option<Day>,
    /// Whether that day has passed.
    pub due: Option<bool>,
}

/// What is doubtful about the names of groups by one dimension.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DocumentName {
    /// By which dimension.
    pub by: String,
    /// What it is.
    pub code: NameDoubtCode,
    /// Of how many records.
    pub count: u64,
}

impl Document {
    /// The period, seen as of when it was counted; an error where that moment is outside the period.
    pub fn period(&self) -> Result<Period, PeriodError> {
        // At 00:00 sharp it is a date.
        let at = if self.as_of.clock_ms() == 0 { Moment::on(self.as_of.day()) } else { self.as_of };
        self.period.seen_as_of(at)
    }

    /// The group of all records.
    pub fn whole(&self) -> Option<&DocumentGroup> {
        self.groups.iter().find(|group| group.key.is_empty())
    }
}

impl DocumentGroup {
    /// The exact pair of the rate of that id; `None` where it is not measurable, or no rate.
    pub fn rate(&self, id: &str) -> Option<Rate> {
        let figure = self.indicators.get(id)?;
        Some(Rate::new(figure.numerator?, figure.denominator?))
    }
}

fn schema<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
    let found = String::deserialize(from)?;
    if found == SCHEMA {
        return Ok(());
    }
    Err(D::Error::custom(format_args!("the schema is {found:?}, expected {SCHEMA:?}")))
}
