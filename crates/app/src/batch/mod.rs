//! Batch files: the work of a month as a text, and the command lines that it comes to. So its values are checked, and
//! refused, as typed ones are.

mod lines;
mod output;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use sipas_core::{Day, Month, Plan, Window};
use sipas_intake::toml_vi;
use sipas_render::{FormHead, Lang};

pub use self::output::{OutputTable, UnitsKey};
use crate::InLang;

/// A batch file as it is written. It has one key for each thing that can be set; a key that is none of them is refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchFile {
    /// Exports of dossiers.
    #[serde(default)]
    pub exports: Vec<String>,
    /// Exports of petitions.
    #[serde(default)]
    pub pakn: Vec<String>,
    /// Catalogues of procedures.
    #[serde(default)]
    pub procedures: Vec<String>,
    /// Results of surveys.
    #[serde(default)]
    pub survey: Vec<String>,
    /// Profiles of the exports.
    #[serde(default)]
    pub profiles: Vec<String>,
    #[serde(default)]
    accept: Vec<String>,
    #[serde(default)]
    dimensions: BTreeMap<String, String>,
    /// Tables added to the working calendar.
    #[serde(default)]
    pub calendar: Vec<String>,
    office_hours: Option<String>,
    /// The table of units' names.
    pub units: Option<String>,
    sheet: Option<String>,
    delimiter: Option<String>,
    encoding: Option<String>,
    /// The plan by its name or file.
    pub plan: Option<String>,
    #[serde(default)]
    external: BTreeMap<String, String>,
    /// The period that is reported on; `last-month` until [`BatchFile::settle_period`].
    pub period: String,
    /// How months are cut.
    pub window: Option<String>,
    as_of: Option<String>,
    /// The period to compare with; `month-before` or `year-before` until [`BatchFile::settle_period`].
    pub baseline: Option<String>,
    #[serde(default)]
    by: Vec<String>,
    #[serde(default)]
    check: CheckKey,
    #[serde(default)]
    strict: bool,
    /// Whether paths may lead out of the folder of the file.
    #[serde(default)]
    pub allow_outside: bool,
    /// The language of the outputs.
    pub lang: Option<String>,
    /// Where the log goes, if not beside the file.
    pub log: Option<String>,
    /// Where the summary goes, if not beside the file.
    pub summary: Option<String>,
    office: Option<String>,
    receiving_unit: Option<String>,
    place: Option<String>,
    prepared_by: Option<String>,
    signed_by: Option<String>,
    signer_title: Option<String>,
    #[serde(default)]
    clock: ClockTable,
    /// What is to be made.
    pub outputs: Vec<OutputTable>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockTable {
    clock_end: Option<String>,
    deadline: Option<String>,
    precision: Option<String>,
    supplement: Option<String>,
    repeat_threshold: Option<u32>,
    publication_days: Option<u32>,
    pakn_days: Option<u32>,
}

/// `check = true`, `false`, or the name of how strict.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum CheckKey {
    Flag(bool),
    Name(String),
}

impl Default for CheckKey {
    fn default() -> CheckKey {
        CheckKey::Flag(false)
    }
}

/// Why a text is no batch file, or none that can be run.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// It is no TOML, or has a key that there is not, or a value of another type.
    #[error("{message}")]
    Toml {
        /// What is wrong, with a picture of the place.
        message: String,
        /// What is wrong, in Vietnamese, with the number of the line.
        vi: String,
    },
    /// A month before is asked for beside a period that is no month.
    #[error("baseline = \"month-before\" or \"year-before\" needs a period of one month")]
    Baseline,
}

impl InLang for BatchError {
    fn in_lang(&self, lang: Lang) -> String {
        match self {
            BatchError::Toml { vi, .. } if lang == Lang::Vi => vi.clone(),
            BatchError::Baseline if lang == Lang::Vi => {
                "baseline = \"month-before\" hoặc \"year-before\" chỉ đi cùng kỳ là một tháng".to_owned()
            }
            other => other.to_string(),
        }
    }
}

impl BatchFile {
    /// The batch file that a text is.
    pub fn parse(text: &str) -> Result<BatchFile, BatchError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        toml::from_str(text).map_err(|error| BatchError::Toml {
            vi: toml_vi(text, error.span().unwrap_or_default(), error.message()),
            message: error.to_string(),
        })
    }

    /// Makes months of the words that stand for them, as they are meant on that day.
    pub fn settle_period(&mut self, today: Day) -> Result<(), BatchError> {
        if self.period == "last-month" {
            let window = match self.window.as_deref() {
                Some("reporting") => Window::Reporting,
                _ => Window::Calendar,
            };
            self.period = month_before(today.month_in(window)).to_string();
        }
        let before = match self.baseline.as_deref() {
            Some("month-before") => 1,
            Some("year-before") => 12,
            _ => return Ok(()),
        };
        let first = format!("{}-01", self.period).parse::<Day>().map_err(|_| BatchError::Baseline)?;
        let month = (0..before).fold(first.month(), |month, _| month_before(month));
        self.baseline = Some(month.to_string());
        Ok(())
    }

    /// Its paths, as they lead there from that folder.
    #[must_use]
    pub fn seen_from(mut self, folder: &Path) -> BatchFile {
        let absolute = |path: &mut String| *path = folder.join(&*path).display().to_string();
        self.profiles.iter_mut().chain(&mut self.calendar).chain(&mut self.units).for_each(absolute);
        let is_file = |plan: &&mut String| *plan != "none" && Plan::named(plan).is_none();
        self.plan.as_mut().filter(is_file).into_iter().for_each(absolute);
        self
    }

    /// Whose work it is, unless an output says otherwise.
    pub fn head(&self) -> FormHead {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        FormHead {
            office: text(&self.office),
            receiving_unit: text(&self.receiving_unit),
            place: text(&self.place),
            prepared_by: text(&self.prepared_by),
            signed_by: text(&self.signed_by),
            signer_title: text(&self.signer_title),
        }
    }
}

/// The month before.
pub fn month_before(month: Month) -> Month {
    let first = Day::from_ymd(month.year(), month.number(), 1);
    first.map_or(month, |first| first.plus(-1).month())
}
