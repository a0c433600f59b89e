//! Profiles: what makes a foreign export readable. One file, TOML, everything in it optional.

mod check;
mod error;
mod own;
mod personal;
mod raw;
mod settings;
mod units;

pub use error::{ProfileError, ProfileProblem};
pub use own::OwnError;
pub use personal::is_personal;
pub use settings::{CodeShape, PolicySettings, RepeatVisits};
pub use units::UnitNames;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sipas_core::{
    Area, Dimension, Kind, Mark, OnlineLevel, PaknKind, PaknStatus, PaknTopic, Policy, Satisfaction, TermUnit,
};

use crate::field::Field;
use crate::headers::{Grid, Known};
use crate::values::{ChannelWord, DateRules, OffsetRule, StatusWord, Words, fold, tables};

/// How to read the exports of one system: checked when it is parsed, so that reading rows cannot fail by it.
///
/// What a profile does not say stays as it is without one.
///
/// ```
/// use sipas_intake::Profile;
/// let profile = Profile::parse("permits.toml", r#"
///     [columns]
///     code = "case"
///     received_at = ["startdate", "start"]
///     [words.channel]
///     online = ["Internet", "e-mail"]
/// "#)?;
/// assert_eq!(profile.name(), "permits.toml");
/// # Ok::<(), sipas_intake::ProfileError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Profile {
    pub(crate) name: String,
    pub(crate) columns: BTreeMap<Field, Vec<String>>,
    /// The user's own dimensions, each with the headers that may hold it, in the order of [`Field::OWN`].
    pub(crate) dimensions: Vec<(Dimension, Vec<String>)>,
    pub(crate) units: UnitNames,
    pub(crate) ignore: Vec<String>,
    pub(crate) delimiter: Option<char>,
    pub(crate) encoding: Option<String>,
    pub(crate) dates: DateRules,
    /// Folded words for cells without a value, beside the usual ones.
    pub(crate) blank: Vec<String>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) repeat_visits: RepeatVisits,
    pub(crate) thousands: Option<char>,
    pub(crate) code_shape: CodeShape,
    /// The fields that make a record's code together, where numbers run by unit; else none.
    pub(crate) code: Vec<Field>,
    pub(crate) one_row_one_dossier: bool,
    /// Where an export has no column of codes, each of its rows is a record of its own.
    pub(crate) row_number_as_code: bool,
    pub(crate) policy: PolicySettings,
}

/// All words that cells are matched with.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    pub(crate) channel: Words<ChannelWord>,
    pub(crate) online_level: Words<OnlineLevel>,
    pub(crate) status: Words<StatusWord>,
    pub(crate) kind: Words<PaknKind>,
    pub(crate) topic: Words<PaknTopic>,
    pub(crate) pakn_status: Words<PaknStatus>,
    pub(crate) yes_no: Words<Mark>,
    pub(crate) term_unit: Words<TermUnit>,
    pub(crate) area: Words<Area>,
    pub(crate) answer: Words<Satisfaction>,
}

impl Vocabulary {
    /// Yes and no.
    pub fn yes_no(&self) -> &Words<Mark> {
        &self.yes_no
    }

    /// The answers of a survey.
    pub fn answer(&self) -> &Words<Satisfaction> {
        &self.answer
    }
}

impl Default for Vocabulary {
    fn default() -> Vocabulary {
        Vocabulary {
            channel: Words::new(tables::CHANNELS),
            online_level: Words::new(tables::ONLINE_LEVELS),
            status: Words::new(tables::STATUSES).about(&["hồ sơ"]),
            kind: Words::new(tables::PAKN_KINDS),
            topic: Words::new(tables::TOPICS),
            pakn_status: Words::new(tables::PAKN_STATUSES).about(&[
                "PAKN",
                "phản ánh, kiến nghị",
                "phản ánh",
                "kiến nghị",
            ]),
            yes_no: Words::new(tables::MARKS),
            term_unit: Words::new(tables::TERM_UNITS),
            area: Words::new(tables::AREAS),
            answer: Words::new(tables::ANSWERS),
        }
    }
}

impl Default for Profile {
    /// The profile that says nothing.
    fn default() -> Profile {
        Profile {
            name: String::new(),
            columns: BTreeMap::new(),
            dimensions: Vec::new(),
            units: UnitNames::default(),
            ignore: Vec::new(),
            delimiter: None,
            encoding: None,
            dates: DateRules::default(),
            blank: Vec::new(),
            vocabulary: Vocabulary::default(),
            repeat_visits: RepeatVisits::default(),
            thousands: None,
            code_shape: CodeShape::default(),
            code: Vec::new(),
            one_row_one_dossier: false,
            row_number_as_code: false,
            policy: PolicySettings::default(),
        }
    }
}

impl Profile {
    /// Gives fields the headers that another profile names.
    #[must_use]
    pub fn with_columns_of(mut self, other: &Profile) -> Profile {
        // A header holds one field.
        let taken: Vec<&String> = other.columns.values().flatten().collect();
        self.columns.values_mut().for_each(|headers| headers.retain(|header| !taken.contains(&header)));
        self.columns.retain(|_, headers| !headers.is_empty());
        self.columns.extend(other.columns.clone());
        self
    }

    /// Reads a profile from the text of its file. `file` is only named: in errors, and as the profile's name where
    /// the text gives none.
    ///
    /// Refused are texts that are no TOML, keys, fields and words' names that do not exist (the nearest is named),
    /// headers given to two fields, and date forms that do not name a day.
    pub fn parse(file: &str, text: &str) -> Result<Profile, ProfileError> {
        check::profile(file, text)
    }

    /// The profile of files that need none.
    pub fn plain() -> &'static Profile {
        static PLAIN: LazyLock<Profile> = LazyLock::new(Profile::default);
        &PLAIN
    }

    /// Whether a cell has no value by one of its own words.
    pub(crate) fn says_blank(&self, cell: &str) -> bool {
        !self.blank.is_empty() && self.blank.contains(&fold(cell))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How dates are read.
    pub fn date_rules(&self) -> &DateRules {
        &self.dates
    }

    /// The words that cells are matched with.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What a column of visits counts.
    pub fn repeat_visits(&self) -> RepeatVisits {
        self.repeat_visits
    }

    /// How codes look.
    pub fn code_shape(&self) -> CodeShape {
        self.code_shape
    }

    /// Whether codes, dates and blanks are read as in files that need no profile.
    pub fn has_usual_values(&self) -> bool {
        self.dates.are_usual() && self.blank.is_empty() && !self.composes_code()
    }

    /// Whether a record's code is made of more than one field.
    pub(crate) fn composes_code(&self) -> bool {
        !self.code.is_empty()
    }

    /// Calls a unit by this name that exports call by another; false where that one is another unit's already.
    pub fn name_unit(&mut self, other: &str, name: &str) -> bool {
        self.units.insert(other, name)
    }

    /// What units are called, whatever an export calls them.
    pub fn units(&self) -> &UnitNames {
        &self.units
    }

    /// What separates the cells of a CSV file.
    pub fn delimiter(&self) -> Option<char> {
        self.delimiter
    }

    /// The encoding of a CSV file, as written; whoever decodes knows which there are.
    pub fn encoding(&self) -> Option<&str> {
        self.encoding.as_deref()
    }

    /// The settings of the clock that it changes.
    pub fn policy(&self, base: Policy) -> Policy {
        self.policy.over(base)
    }

    /// Ignores zones behind times: the clock time as written is Vietnam's.
    #[must_use]
    pub fn with_wall_offsets(mut self) -> Profile {
        self.dates.offset = OffsetRule::Wall;
        self
    }

    /// The dimensions of the user's own that it names.
    pub fn own_dimensions(&self) -> Vec<Dimension> {
        self.dimensions.iter().map(|(dimension, _)| *dimension).collect()
    }

    /// Has every row of an export without a column of codes be a record of its own, by each of a set of profiles; where there
    /// is none, one is added that says nothing else.
    pub fn number_rows(profiles: &mut Vec<Profile>) {
        if profiles.is_empty() {
            profiles.push(Profile::default());
        }
        for profile in profiles {
            profile.row_number_as_code = true;
        }
    }

    /// Gives a set of profiles the same dimensions of the user's own, each under one name: those that `more` names with
    /// their headers, and those of each of them. What comes out is all of them, in the order of their columns.
    ///
    /// The names of units, too, are those of each of them: an office has one set of units, however many systems its exports
    /// come from. Where two give one name to different units, the first holds.
    ///
    /// Where no profile was given but `more`, one is added that names nothing else. Refused are names that are no
    /// dimension's, headers that mean personal data of an applicant, and more dimensions than can be kept.
    pub fn share_dimensions(
        profiles: &mut Vec<Profile>,
        more: &[(String, String)],
    ) -> Result<Vec<Dimension>, OwnError> {
        if profiles.is_empty() && !more.is_empty() {
            profiles.push(Profile::default());
        }
        let more = more.iter().map(|(name, header)| own::checked(name, vec![header.clone()]));
        let more = more.collect::<Result<Vec<_>, _>>()?;
        let mut all: Vec<Dimension> = Vec::new();
        let given = more.iter().chain(profiles.iter().flat_map(|profile| &profile.dimensions));
        for (dimension, _) in given {
            if !all.contains(dimension) {
                all.push(*dimension);
            }
        }
        if all.len() > Field::OWN.len() {
            return Err(OwnError::Many(all.len()));
        }
        let mut units = UnitNames::default();
        for profile in &*profiles {
            units.share(&profile.units);
        }
        for profile in profiles {
            profile.units.share(&units);
            let own = |dimension: &Dimension| {
                let named = more.iter().chain(&profile.dimensions).filter(|(known, _)| known == dimension);
                (*dimension, named.flat_map(|(_, headers)| headers.clone()).collect())
            };
            profile.dimensions = all.iter().map(own).collect();
        }
        Ok(all)
    }

    /// Whether a file that begins with these rows has a header for each column that the profile names.
    ///
    /// Of several profiles a file gets the first that fits. One that names no column fits every file.
    pub fn fits(&self, kind: Kind, first_rows: &[(u64, Vec<String>)]) -> bool {
        Grid::new(&Known::new(kind, self), first_rows).has_all_named()
    }
}

#[cfg(test)]
mod tests;
