use sipas_intake::{Layout, Profile};

use crate::error::Failure;

/// How headers are to be understood that are none of the usual.
#[derive(Debug, Default)]
pub(crate) struct Guide {
    /// In the order of preference; of columns that the caller names, the first.
    profiles: Vec<Profile>,
    /// Those columns: each field with the headers that may hold it.
    columns: Vec<(String, Vec<String>)>,
}

impl Guide {
    pub(crate) fn of(columns: Vec<(String, Vec<String>)>, files: Vec<Profile>) -> Result<Guide, Failure> {
        let mut profiles = Vec::new();
        if !columns.is_empty() {
            let list = |headers: &[String]| serde_json::to_string(headers).map_err(Failure::usage);
            let lines = columns.iter().map(|(field, headers)| Ok(format!("{field} = {}\n", list(headers)?)));
            let text = format!("[columns]\n{}", lines.collect::<Result<String, Failure>>()?);
            let profile = Profile::parse("columns", &text);
            profiles.push(profile.map_err(|error| Failure::Profile(error.to_string()))?);
        }
        profiles.extend(files);
        Ok(Guide { profiles, columns })
    }

    pub(crate) fn profile(&self, n: usize) -> &Profile {
        &self.profiles[n]
    }

    /// The first profile that fits, else the columns that the caller names: these are meant for every input.
    pub(crate) fn choose(&self, fits: impl Fn(&Profile) -> bool) -> Option<usize> {
        self.profiles.iter().position(fits).or((!self.columns.is_empty()).then_some(0))
    }

    pub(crate) fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// The first profile, whether it fits or not.
    pub(crate) fn first(&self) -> Option<usize> {
        (!self.profiles.is_empty()).then_some(0)
    }

    /// Columns that the caller names have to be there: a misspelt one would lose its field in silence.
    pub(crate) fn check(&self, shown: &str, profile: Option<usize>, layout: &Layout) -> Result<(), Failure> {
        let columns = if profile == Some(0) { self.columns.as_slice() } else { &[] };
        let has =
            |field: &str| layout.columns().iter().filter_map(|of| of.field).any(|of| of.name() == field);
        let Some((field, headers)) = columns.iter().find(|(field, _)| !has(field)) else { return Ok(()) };
        let quoted = |texts: &mut dyn Iterator<Item = &String>| {
            texts.map(|text| format!("{text:?}")).collect::<Vec<_>>().join(", ")
        };
        let named = quoted(&mut headers.iter());
        let found = quoted(&mut layout.columns().iter().map(|of| &of.header).filter(|of| !of.is_empty()));
        let reason = format!("no column {named}, which columns= names as {field}; headers found: {found}");
        Err(Failure::Refused { path: shown.to_owned(), reason })
    }
}
