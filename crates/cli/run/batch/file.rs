//! The file as it is written, and the command lines that it comes to: so its values are checked, and refused, as typed
//! ones are.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use anyhow::{Result, anyhow};
use serde::Deserialize;
use sipas_core::{Day, Plan, Window};
use sipas_render::{FormHead, Lang};

use crate::args::{self, Args, CheckKey, Command};
use crate::job;

/// One key for each thing that can be set; a key that is none of them is refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BatchFile {
    #[serde(default)]
    pub(super) exports: Vec<String>,
    #[serde(default)]
    pub(super) pakn: Vec<String>,
    #[serde(default)]
    pub(super) procedures: Vec<String>,
    #[serde(default)]
    pub(super) survey: Vec<String>,
    #[serde(default)]
    pub(super) profiles: Vec<String>,
    #[serde(default)]
    accept: Vec<String>,
    #[serde(default)]
    dimensions: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) calendar: Vec<String>,
    office_hours: Option<String>,
    sheet: Option<String>,
    delimiter: Option<String>,
    encoding: Option<String>,
    pub(super) plan: Option<String>,
    #[serde(default)]
    external: BTreeMap<String, String>,
    pub(super) period: String,
    pub(super) window: Option<String>,
    as_of: Option<String>,
    pub(super) baseline: Option<String>,
    #[serde(default)]
    by: Vec<String>,
    #[serde(default)]
    check: CheckKey,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    pub(super) allow_outside: bool,
    pub(super) lang: Option<String>,
    pub(super) log: Option<String>,
    pub(super) summary: Option<String>,
    office: Option<String>,
    receiving_unit: Option<String>,
    place: Option<String>,
    prepared_by: Option<String>,
    signed_by: Option<String>,
    signer_title: Option<String>,
    #[serde(default)]
    clock: ClockTable,
    pub(super) outputs: Vec<OutputTable>,
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

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutputTable {
    pub(super) path: String,
    pub(super) format: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) which: Option<Vec<String>>,
    within: Option<String>,
    pub(super) form: Option<String>,
    window: Option<String>,
    #[serde(default)]
    by: Vec<String>,
    #[serde(default)]
    put: Vec<String>,
    #[serde(default)]
    accept: Vec<String>,
    #[serde(default)]
    own: Vec<String>,
    previous: Option<String>,
    #[serde(alias = "reporting_unit")]
    office: Option<String>,
    receiving_unit: Option<String>,
    place: Option<String>,
    #[serde(alias = "preparer")]
    prepared_by: Option<String>,
    #[serde(alias = "signer")]
    signed_by: Option<String>,
    signer_title: Option<String>,
    #[serde(default)]
    pub(super) units: UnitsKey,
}

/// `units = true` asks for one row a unit; `units = "FILE.csv"` tells a form the level of each.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum UnitsKey {
    Rows(bool),
    Levels(String),
}

impl Default for UnitsKey {
    fn default() -> UnitsKey {
        UnitsKey::Rows(false)
    }
}

impl BatchFile {
    /// Makes months of the words that stand for them.
    pub(super) fn settle_period(&mut self, lang: Lang) -> Result<()> {
        let reporting = self.window.as_deref() == Some("reporting");
        if self.period == "last-month" {
            self.period = job::last_month(if reporting { Window::Reporting } else { Window::Calendar })?;
        }
        let before = match self.baseline.as_deref() {
            Some("month-before") => 1,
            Some("year-before") => 12,
            _ => return Ok(()),
        };
        let first = format!("{}-01", self.period).parse::<Day>();
        let first = first.map_err(|_| {
            anyhow!(lang.pick(
                "baseline = \"month-before\" hoặc \"year-before\" chỉ đi cùng kỳ là một tháng",
                "baseline = \"month-before\" or \"year-before\" needs a period of one month",
            ))
        })?;
        let month = (0..before).fold(first.month(), |month, _| job::month_before(month));
        self.baseline = Some(month.to_string());
        Ok(())
    }

    /// The report that all outputs are made with, as it would be typed.
    pub(super) fn report_line(&self) -> Vec<String> {
        let mut line = vec!["report".to_owned()];
        line.extend(self.clock_line());
        line.extend(flag("window", self.window.as_ref()));
        line.extend(flag("baseline", self.baseline.as_ref()));
        line.extend(flag("plan", self.plan.as_ref()));
        let external = self.external.iter().map(|(id, value)| format!("{id}={value}"));
        line.extend(each("external", &external.collect::<Vec<_>>()));
        line.extend(list("by", &self.by));
        line.extend(self.check.flag());
        line.extend(self.input_line());
        line
    }

    /// The month's work that it stands for: its exports and its period are those that are named then.
    pub(super) fn month_line(&self) -> Vec<String> {
        let mut line = self.settings_of_clock();
        line.extend(flag("window", self.window.as_ref()));
        line.extend(flag("baseline", self.baseline.as_ref()));
        line.extend(flag("plan", self.plan.as_ref()));
        line.extend(self.settings_of_inputs());
        for (name, text) in self.head_texts() {
            if !matches!(name, "receiving_unit" | "place") {
                line.extend(flag(&name.replace('_', "-"), text));
            }
        }
        line
    }

    /// Its paths, as they lead there from that folder.
    pub(super) fn seen_from(mut self, folder: &Path) -> BatchFile {
        let absolute = |path: &mut String| *path = folder.join(&*path).display().to_string();
        self.profiles.iter_mut().chain(&mut self.calendar).for_each(absolute);
        let is_file = |plan: &&mut String| *plan != "none" && Plan::named(plan).is_none();
        self.plan.as_mut().filter(is_file).into_iter().for_each(absolute);
        self
    }

    /// Whose work it is, unless an output says otherwise.
    pub(super) fn head(&self) -> FormHead {
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

    fn head_texts(&self) -> [(&'static str, Option<&String>); 6] {
        [
            ("office", self.office.as_ref()),
            ("receiving_unit", self.receiving_unit.as_ref()),
            ("place", self.place.as_ref()),
            ("prepared_by", self.prepared_by.as_ref()),
            ("signed_by", self.signed_by.as_ref()),
            ("signer_title", self.signer_title.as_ref()),
        ]
    }

    /// A form: its months are those that forms report on, unless it says otherwise itself.
    pub(super) fn form_line(&self, output: &OutputTable) -> Vec<String> {
        let mut line = vec!["form".to_owned()];
        line.extend(flag("form", output.form.as_ref()));
        line.extend(self.clock_line());
        line.extend(flag("window", output.window.as_ref()));
        line.extend(list("by", &output.by));
        line.extend(each("put", &output.put));
        line.extend(each("accept", &output.accept));
        let usual = self.head_texts();
        for (name, value) in output.form_texts() {
            let usual = || usual.iter().find(|(of, _)| *of == name).and_then(|(_, text)| *text);
            line.extend(flag(&name.replace('_', "-"), value.or_else(usual)));
        }
        line.extend(each("own", &output.own));
        line
    }

    fn input_line(&self) -> Vec<String> {
        let mut line = Vec::new();
        line.extend(each("pakn", &self.pakn));
        line.extend(each("procedures", &self.procedures));
        line.extend(each("survey", &self.survey));
        line.extend(self.settings_of_inputs());
        // Last, so that no file can pass for a flag.
        line.push("--".to_owned());
        line.extend(self.exports.iter().cloned());
        line
    }

    fn settings_of_inputs(&self) -> Vec<String> {
        let mut line = each("profile", &self.profiles);
        line.extend(each("accept", &self.accept));
        let own = self.dimensions.iter().map(|(name, header)| format!("{name}={header}"));
        line.extend(each("dimension", &own.collect::<Vec<_>>()));
        line.extend(flag("sheet", self.sheet.as_ref()));
        line.extend(flag("delimiter", self.delimiter.as_ref()));
        line.extend(flag("encoding", self.encoding.as_ref()));
        line.extend(self.strict.then(|| "--strict".to_owned()));
        line
    }

    fn clock_line(&self) -> Vec<String> {
        let mut line = flag("period", Some(&self.period));
        line.extend(flag("as-of", self.as_of.as_ref()));
        line.extend(self.settings_of_clock());
        line
    }

    fn settings_of_clock(&self) -> Vec<String> {
        let clock = &self.clock;
        let number = |n: Option<u32>| n.map(|n| n.to_string());
        let mut line = Vec::new();
        line.extend(flag("clock-end", clock.clock_end.as_ref()));
        line.extend(flag("deadline", clock.deadline.as_ref()));
        line.extend(flag("precision", clock.precision.as_ref()));
        line.extend(flag("supplement", clock.supplement.as_ref()));
        line.extend(flag("repeat-threshold", number(clock.repeat_threshold).as_ref()));
        line.extend(flag("publication-days", number(clock.publication_days).as_ref()));
        line.extend(flag("pakn-days", number(clock.pakn_days).as_ref()));
        line.extend(each("calendar", &self.calendar));
        line.extend(flag("office-hours", self.office_hours.as_ref()));
        line
    }
}

impl OutputTable {
    /// The file that tells the level of each unit.
    fn levels(&self) -> Option<&String> {
        match &self.units {
            UnitsKey::Levels(file) => Some(file),
            UnitsKey::Rows(_) => None,
        }
    }

    /// Whether it has one row a unit.
    pub(super) fn is_units(&self) -> bool {
        matches!(self.units, UnitsKey::Rows(true))
    }

    /// The files that a form is filled with.
    pub(super) fn read(&self) -> impl Iterator<Item = &String> + Clone {
        self.levels().into_iter().chain(&self.previous)
    }

    /// The texts that only forms have, by their keys, which are the names of flags too.
    fn form_texts(&self) -> [(&'static str, Option<&String>); 8] {
        [
            ("units", self.levels()),
            ("previous", self.previous.as_ref()),
            ("office", self.office.as_ref()),
            ("receiving_unit", self.receiving_unit.as_ref()),
            ("place", self.place.as_ref()),
            ("prepared_by", self.prepared_by.as_ref()),
            ("signed_by", self.signed_by.as_ref()),
            ("signer_title", self.signer_title.as_ref()),
        ]
    }

    /// A list, as it would be typed.
    pub(super) fn list_line(&self) -> Vec<String> {
        let mut line = vec!["list".to_owned()];
        line.extend(list("which", self.which.as_deref().unwrap_or_default()));
        line.extend(flag("within", self.within.as_ref()));
        line
    }

    /// The keys that only some outputs have, where another is asked for.
    pub(super) fn stray_key(&self) -> Option<&'static str> {
        let list = [("within", self.within.is_some())];
        let form = [
            ("window", self.window.is_some()),
            ("by", !self.by.is_empty()),
            ("put", !self.put.is_empty()),
            ("accept", !self.accept.is_empty()),
            ("own", !self.own.is_empty()),
        ];
        let form = form.into_iter().chain(self.form_texts().map(|(key, value)| (key, value.is_some())));
        let of_list = list.into_iter().filter(|_| self.which.is_none());
        let of_form = form.filter(|_| self.form.is_none());
        of_list.chain(of_form).find(|(_, set)| *set).map(|(key, _)| key)
    }
}

/// A command line read as if it had been typed.
pub(super) fn typed(line: Vec<String>, lang: Lang) -> Result<Command> {
    let line: Vec<OsString> = ["sipas".to_owned()].into_iter().chain(line).map(OsString::from).collect();
    let args = Args::read(&line, lang).map_err(|error| anyhow!(args::said(&error, lang)))?;
    Ok(args.command)
}

fn flag(name: &str, value: Option<&String>) -> Vec<String> {
    value.map(|value| format!("--{name}={value}")).into_iter().collect()
}

fn each(name: &str, values: &[String]) -> Vec<String> {
    values.iter().map(|value| format!("--{name}={value}")).collect()
}

fn list(name: &str, values: &[String]) -> Vec<String> {
    if values.is_empty() { Vec::new() } else { vec![format!("--{name}={}", values.join(","))] }
}
