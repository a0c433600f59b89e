use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Serialize, Serializer};

use super::spelling::folded_unit;
use crate::evidence::Evidence;
use crate::kind::Kind;

/// What groups can be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Đơn vị xử lý.
    Unit,
    /// Cán bộ xử lý.
    Officer,
    /// Lĩnh vực.
    Field,
    /// Thủ tục: its code, else its name.
    Procedure,
    /// Hình thức tiếp nhận.
    Channel,
    /// The calendar month of the end, `open` or `none`.
    Month,
    /// A column of the user's own, under a name of the user's own: made by [`Dimension::own`].
    Own(OwnDimension),
}

/// The name of a dimension of the user's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnDimension(&'static str);

/// What columns of lists and reports are called that stand beside dimensions.
const TAKEN: [&str; 40] = [
    "area",
    "comparator",
    "denominator",
    "high",
    "id",
    "last",
    "low",
    "name",
    "numerator",
    "part",
    "period",
    "row",
    "small",
    "start",
    "task",
    "threshold",
    "tier",
    "value",
    "verdict",
    "code",
    "procedure_name",
    "bucket",
    "received",
    "deadline",
    "end",
    "received_in_period",
    "stopped_late",
    "repeat_visit",
    "days_late",
    "working_days_late",
    "working_days_left",
    "file",
    "line",
    "kind",
    "status",
    "indicator",
    "dossiers",
    "pakn",
    "indicators",
    "key",
];

/// At most so many dimensions make a key.
pub const MOST_DIMENSIONS: usize = Dimension::ALL.len();

impl Dimension {
    /// All but those of the user's own, in the order of their names in the documentation.
    pub const ALL: [Dimension; 6] = [
        Dimension::Unit,
        Dimension::Officer,
        Dimension::Field,
        Dimension::Procedure,
        Dimension::Channel,
        Dimension::Month,
    ];

    /// The name in keys and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Unit => "unit",
            Dimension::Officer => "officer",
            Dimension::Field => "field",
            Dimension::Procedure => "procedure",
            Dimension::Channel => "channel",
            Dimension::Month => "month",
            Dimension::Own(OwnDimension(name)) => name,
        }
    }

    /// A dimension of the user's own. Its name has lower-case letters, digits and `_`, begins with a letter, and is none
    /// of the others.
    pub fn own(name: &str) -> Result<Dimension, DimensionError> {
        // A dimension is compared and copied as often as any other, so that its name is kept for good: there are few.
        static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let is_name =
            name.starts_with(|first: char| first.is_ascii_lowercase()) && name.bytes().all(is_letter);
        let is_taken = Dimension::ALL.iter().any(|known| known.name() == name) || TAKEN.contains(&name);
        if !is_name || name.len() > 40 || is_taken {
            return Err(DimensionError::Name(name.to_owned()));
        }
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        let known = names.get(name).copied().unwrap_or_else(|| {
            let name: &'static str = String::from(name).leak();
            names.insert(name);
            name
        });
        Ok(Dimension::Own(OwnDimension(known)))
    }

    /// Whether a report can be made by these: none stands twice, and there are not too many for a key.
    pub fn check(by: &[Dimension]) -> Result<(), DimensionError> {
        match (1..by.len()).find(|n| by[..*n].contains(&by[*n])) {
            Some(n) => Err(DimensionError::Twice(by[n])),
            None if by.len() > MOST_DIMENSIONS => Err(DimensionError::Many(by.len())),
            None => Ok(()),
        }
    }

    /// Whether a petition of such an export has such a key: its field only where there is a column of fields.
    pub fn of_pakn(self, evidence: Evidence) -> bool {
        match self {
            Dimension::Unit | Dimension::Month => true,
            Dimension::Field => evidence.has(Evidence::PAKN_FIELD),
            _ => false,
        }
    }

    /// Whether a procedure of the catalogue has such a key.
    pub fn of_procedures(self) -> bool {
        matches!(self, Dimension::Unit | Dimension::Field | Dimension::Procedure)
    }

    /// Whether a survey answer has such a key.
    pub fn of_survey(self) -> bool {
        self == Dimension::Unit
    }

    /// Whether every record of a kind has such a key, whatever columns its export has.
    pub(crate) fn is_of_all(self, kind: Kind) -> bool {
        match kind {
            Kind::Dossiers => true,
            Kind::Pakn => matches!(self, Dimension::Unit | Dimension::Month),
            Kind::Procedures => self.of_procedures(),
            Kind::Survey => self.of_survey(),
        }
    }

    /// The evidence that groups of these dimensions can have: a kind of record without such a key leaves none.
    pub(super) fn evidence_of(by: &[Dimension], evidence: Evidence) -> Evidence {
        let all = |has: &dyn Fn(Dimension) -> bool| by.iter().all(|dimension| has(*dimension));
        let kinds = [
            (Evidence::PAKN, all(&|dimension| dimension.of_pakn(evidence))),
            (Evidence::PROCEDURES, all(&Dimension::of_procedures)),
            (Evidence::SURVEY, all(&Dimension::of_survey)),
        ];
        kinds.into_iter().filter(|(_, keyed)| !keyed).fold(evidence, |left, (kind, _)| left.without(kind))
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why there are no groups of such dimensions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DimensionError {
    /// The text is no dimension.
    #[error("expected unit, officer, field, procedure, channel or month, found {0:?}")]
    Unknown(String),
    /// The text is no name for a dimension of the user's own.
    #[error(
        "a dimension of your own needs a name of lower-case letters, digits and _ that is not taken, such as commune; \
         found {0:?}"
    )]
    Name(String),
    /// One stands twice.
    #[error("the dimension {0} is named twice")]
    Twice(Dimension),
    /// There are too many.
    #[error("at most {MOST_DIMENSIONS} dimensions make a group, found {0}")]
    Many(usize),
}

/// By its name.
impl Serialize for Dimension {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl FromStr for Dimension {
    type Err = DimensionError;
    fn from_str(text: &str) -> Result<Dimension, DimensionError> {
        let found = Dimension::ALL.into_iter().find(|dimension| dimension.name() == text);
        found.ok_or_else(|| DimensionError::Unknown(text.to_owned()))
    }
}

/// Which group: a value for each dimension, in the order asked for. Empty for the whole.
///
/// Keys are ordered by the bytes of their values.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(Vec<(Dimension, Arc<str>)>);

/// The key of the whole.
pub(super) static WHOLE: Key = Key(Vec::new());

impl Key {
    /// From dimensions and values. Many keys may share a text.
    pub fn new(parts: impl IntoIterator<Item = (Dimension, impl Into<Arc<str>>)>) -> Key {
        Key(parts.into_iter().map(|(dimension, value)| (dimension, value.into())).collect())
    }

    /// Whether this is the whole.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a dimension.
    pub fn get(&self, dimension: Dimension) -> Option<&str> {
        self.0.iter().find(|(d, _)| *d == dimension).map(|(_, value)| &**value)
    }

    /// The value of a dimension, which keys share.
    pub(super) fn shared(&self, dimension: Dimension) -> Option<&Arc<str>> {
        self.0.iter().find(|(d, _)| *d == dimension).map(|(_, value)| value)
    }

    /// Replaces the value of a dimension.
    pub(super) fn with(&self, dimension: Dimension, value: &Arc<str>) -> Key {
        let part =
            |(d, own): &(Dimension, Arc<str>)| (*d, Arc::clone(if *d == dimension { value } else { own }));
        Key(self.0.iter().map(part).collect())
    }

    /// The key of the group of these dimensions that it lies in; `None` where it has not all of them.
    pub(super) fn within(&self, by: &[Dimension]) -> Option<Key> {
        let part = |dimension: &Dimension| Some((*dimension, Arc::clone(self.shared(*dimension)?)));
        by.iter().map(part).collect::<Option<Vec<_>>>().map(Key)
    }

    /// Replaces the unit by the form in which units are compared.
    pub(super) fn folded(&self) -> Key {
        match self.shared(Dimension::Unit) {
            Some(unit) => self.with(Dimension::Unit, &folded_unit(unit).into()),
            None => self.clone(),
        }
    }

    /// Dimensions and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Dimension, &str)> {
        self.0.iter().map(|(dimension, value)| (*dimension, &**value))
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter().map(|(dimension, value)| (dimension.name(), value)))
    }
}
