//! The command lines that a batch file comes to, word by word. Each word with a value of the file begins with the flag that it
//! belongs to, or stands behind `--`: no value can pass for a flag.

use super::{BatchFile, CheckKey, OutputTable};

impl BatchFile {
    /// The report that all outputs are made with, as it would be typed.
    pub fn report_line(&self) -> Vec<String> {
        let mut line = vec!["report".to_owned()];
        line.extend(self.clock_line());
        line.extend(flag("window", self.window.as_ref()));
        line.extend(flag("baseline", self.baseline.as_ref()));
        line.extend(flag("plan", self.plan.as_ref()));
        let external = self.external.iter().map(|(id, value)| format!("{id}={value}"));
        line.extend(each("external", &external.collect::<Vec<_>>()));
        line.extend(list("by", &self.by));
        line.extend(flag("units", self.units.as_ref()));
        line.extend(self.check.flag());
        line.extend(self.input_line());
        line
    }

    /// The month's work that it stands for: its exports and its period are those that are named then.
    pub fn month_line(&self) -> Vec<String> {
        let mut line = self.settings_of_clock();
        line.extend(flag("window", self.window.as_ref()));
        line.extend(flag("baseline", self.baseline.as_ref()));
        line.extend(flag("plan", self.plan.as_ref()));
        line.extend(flag("units", self.units.as_ref()));
        line.extend(self.settings_of_inputs());
        for (name, text) in self.head_texts() {
            if !matches!(name, "receiving_unit" | "place") {
                line.extend(flag(&name.replace('_', "-"), text));
            }
        }
        line
    }

    fn texts_of_forms(&self) -> impl Iterator<Item = (&'static str, Option<&String>)> {
        self.head_texts().into_iter().chain([("units", self.units.as_ref())])
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
    pub fn form_line(&self, output: &OutputTable) -> Vec<String> {
        let mut line = vec!["form".to_owned()];
        line.extend(flag("form", output.form.as_ref()));
        line.extend(self.clock_line());
        line.extend(flag("window", output.window.as_ref()));
        line.extend(list("by", &output.by));
        line.extend(each("put", &output.put));
        line.extend(each("accept", &output.accept));
        for (name, value) in output.form_texts() {
            let usual = || self.texts_of_forms().find(|(of, _)| *of == name).and_then(|(_, text)| text);
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
    /// A list, as it would be typed.
    pub fn list_line(&self) -> Vec<String> {
        let mut line = vec!["list".to_owned()];
        line.extend(list("which", self.which.as_deref().unwrap_or_default()));
        line.extend(flag("within", self.within.as_ref()));
        line
    }
}

impl CheckKey {
    fn flag(&self) -> Option<String> {
        match self {
            CheckKey::Flag(check) => check.then(|| "--check".to_owned()),
            CheckKey::Name(name) => Some(format!("--check={name}")),
        }
    }
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
