use sipas_intake::{Layout, OwnError, Profile, ProfileError};

use super::ReadError;
use crate::unit_names::{UnitNames, UnitNamesError};

/// The profiles that inputs may be read by, in the order of preference.
#[derive(Debug, Clone, Default)]
pub struct Profiles {
    /// Where the caller names columns, each has them, and the last one has nothing else.
    all: Vec<Profile>,
    /// Those columns: each field with the headers that may hold it.
    columns: Vec<(String, Vec<String>)>,
    /// Whether the last one says nothing of headers, and so fits every input.
    covers_all: bool,
}

impl From<Vec<Profile>> for Profiles {
    fn from(all: Vec<Profile>) -> Profiles {
        Profiles { all, ..Profiles::default() }
    }
}

impl Profiles {
    /// Puts columns that a caller names, field by field, over what profiles of files say of columns; all else that these
    /// say holds.
    pub fn with_columns(
        columns: Vec<(String, Vec<String>)>,
        files: Vec<Profile>,
    ) -> Result<Profiles, ProfileError> {
        if columns.is_empty() {
            return Ok(Profiles::from(files));
        }
        // JSON quotes texts as TOML does.
        let line = |(field, headers): &(String, Vec<String>)| {
            format!("{field} = {}\n", serde_json::Value::from(headers.as_slice()))
        };
        let lines: String = columns.iter().map(line).collect();
        let named = Profile::parse("columns", &format!("[columns]\n{lines}"))?;
        let over = files.into_iter().map(|file| file.with_columns_of(&named));
        let mut all: Vec<Profile> = over.collect();
        all.push(named);
        Ok(Profiles { all, columns, covers_all: true })
    }

    /// Gives all of them the same dimensions of the user's own: those with these names and headers, and those of each.
    pub fn with_dimensions(mut self, more: &[(String, String)]) -> Result<Profiles, OwnError> {
        Profile::share_dimensions(&mut self.all, more)?;
        Ok(self)
    }

    /// What is said behind a time about its zone is not meant, whichever profile an input is read by.
    #[must_use]
    pub fn with_wall_offsets(mut self) -> Profiles {
        self.cover_all();
        self.all = self.all.into_iter().map(Profile::with_wall_offsets).collect();
        self
    }

    /// Calls units by the names of a table, whichever profile an input is read by.
    pub fn with_unit_names(mut self, names: &UnitNames) -> Result<Profiles, UnitNamesError> {
        self.cover_all();
        names.give(&mut self.all)?;
        Ok(self)
    }

    /// Adds a profile for the inputs that none fits, so that what is said of all inputs holds for them too.
    fn cover_all(&mut self) {
        if !self.covers_all {
            self.all.push(Profile::default());
            self.covers_all = true;
        }
    }

    /// All of them.
    pub fn all(&self) -> &[Profile] {
        &self.all
    }

    /// The one of a number that [`Profiles::choose`] gave.
    pub fn get(&self, number: Option<usize>) -> Option<&Profile> {
        number.and_then(|number| self.all.get(number))
    }

    /// The first profile that fits, else the columns that the caller names: these are meant for every input.
    pub fn choose(&self, fits: impl Fn(&Profile) -> bool) -> Option<usize> {
        let last = self.all.len().checked_sub(1).filter(|_| !self.columns.is_empty());
        self.all.iter().position(fits).or(last)
    }

    /// The first profile, whether it fits or not.
    pub fn first(&self) -> Option<usize> {
        (!self.all.is_empty()).then_some(0)
    }

    /// Refuses an input that lacks a column that the caller names: a misspelt one would lose its field in silence.
    pub(super) fn check(
        &self,
        shown: &str,
        profile: Option<usize>,
        layout: &Layout,
    ) -> Result<(), ReadError> {
        let columns = if profile.is_some() { self.columns.as_slice() } else { &[] };
        let has =
            |field: &str| layout.columns().iter().filter_map(|of| of.field).any(|of| of.name() == field);
        let Some((field, headers)) = columns.iter().find(|(field, _)| !has(field)) else { return Ok(()) };
        let found = layout.columns().iter().map(|of| of.header.clone()).filter(|header| !header.is_empty());
        Err(ReadError::Column {
            shown: shown.to_owned(),
            field: field.clone(),
            named: headers.clone(),
            found: found.collect(),
        })
    }
}
