use serde::Deserialize;

/// One thing that is to be made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputTable {
    /// Where it goes.
    pub path: String,
    /// Its format, if its name does not tell.
    pub format: Option<String>,
    /// Its language, if it is not that of all.
    pub lang: Option<String>,
    /// The list that it is.
    pub which: Option<Vec<String>>,
    pub(super) within: Option<String>,
    /// The form that it is.
    pub form: Option<String>,
    pub(super) window: Option<String>,
    #[serde(default)]
    pub(super) by: Vec<String>,
    #[serde(default)]
    pub(super) put: Vec<String>,
    #[serde(default)]
    pub(super) accept: Vec<String>,
    #[serde(default)]
    pub(super) own: Vec<String>,
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
    /// Whether it has a row for each unit, or who is of which level.
    #[serde(default)]
    pub units: UnitsKey,
}

/// `units = true` asks for one row a unit; `units = "FILE.csv"` tells a form the level of each.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum UnitsKey {
    /// Whether there is one row a unit.
    Rows(bool),
    /// The file with the levels.
    Levels(String),
}

impl Default for UnitsKey {
    fn default() -> UnitsKey {
        UnitsKey::Rows(false)
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
    pub fn is_units(&self) -> bool {
        matches!(self.units, UnitsKey::Rows(true))
    }

    /// The files that a form is filled with.
    pub fn read(&self) -> impl Iterator<Item = &String> + Clone {
        self.levels().into_iter().chain(&self.previous)
    }

    /// The texts that only forms have, by their keys, which are the names of flags too.
    pub(super) fn form_texts(&self) -> [(&'static str, Option<&String>); 8] {
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

    /// The keys that only some outputs have, where another is asked for.
    pub fn stray_key(&self) -> Option<&'static str> {
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
