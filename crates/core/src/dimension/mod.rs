//! What groups can be made of. The table is the one place to add a dimension; the compiler names what follows.

mod key;
mod unit;

pub use key::Key;
pub use unit::{folded_unit, reform_tones};

pub(crate) use key::WHOLE;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use serde::{Serialize, Serializer};

use crate::evidence::Evidence;
use crate::kind::Kind;

/// Makes the dimensions from their table.
///
/// A line has the variant, its name in keys and on the command line, the Vietnamese word that the command line takes too, and
/// the number by which partial results store it. A number that was given stays, and is never given again; 6 stands before
/// those of the user's own.
macro_rules! dimensions {
    ($($(#[$doc:meta])* $variant:ident $name:literal $word:literal = $number:literal;)*) => {
        /// What groups can be made of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Dimension {
            $($(#[$doc])* $variant,)*
            /// A column of the user's own, under a name of the user's own: made by [`Dimension::own`].
            Own(OwnDimension),
        }

        impl Dimension {
            /// All but those of the user's own, in the order of their names in the documentation.
            pub const ALL: [Dimension; [$($number),*].len()] = [$(Dimension::$variant),*];

            /// The name in keys and on the command line.
            pub fn name(self) -> &'static str {
                match self {
                    $(Dimension::$variant => $name,)*
                    Dimension::Own(OwnDimension(name)) => name,
                }
            }

            /// The Vietnamese word that the command line takes for it; for those of the user's own their name.
            pub fn word(self) -> &'static str {
                match self {
                    $(Dimension::$variant => $word,)*
                    Dimension::Own(OwnDimension(name)) => name,
                }
            }

            /// The number by which partial results store it; none for those of the user's own, which have a name.
            pub(crate) fn number(self) -> Option<u64> {
                match self {
                    $(Dimension::$variant => Some($number),)*
                    Dimension::Own(_) => None,
                }
            }
        }
    };
}

dimensions! {
    /// Đơn vị xử lý.
    Unit "unit" "don-vi" = 0;
    /// Cán bộ xử lý.
    Officer "officer" "can-bo" = 1;
    /// Lĩnh vực.
    Field "field" "linh-vuc" = 2;
    /// Thủ tục: its code, else its name.
    Procedure "procedure" "thu-tuc" = 3;
    /// Hình thức tiếp nhận.
    Channel "channel" "kenh" = 4;
    /// The calendar month of the end, `open` or `none`.
    Month "month" "thang" = 5;
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

/// A key is made of at most this many dimensions.
pub const MOST_DIMENSIONS: usize = 6;

impl Dimension {
    /// A dimension of the user's own. Its name has lower-case letters, digits and `_`, begins with a letter, and is none
    /// of the others.
    pub fn own(name: &str) -> Result<Dimension, DimensionError> {
        // A dimension is compared and copied as often as any other, so that its name is kept for good: there are few.
        static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let is_name =
            name.starts_with(|first: char| first.is_ascii_lowercase()) && name.bytes().all(is_letter);
        let is_taken = name.parse::<Dimension>().is_ok() || TAKEN.contains(&name);
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

/// `unit, officer or month`: all that come with the program.
fn names() -> String {
    let [first @ .., last] = Dimension::ALL.map(Dimension::name);
    format!("{} or {last}", first.join(", "))
}

/// Why there are no groups of such dimensions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DimensionError {
    /// The text is no dimension.
    #[error("expected {known}, found {0:?}", known = names())]
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
        let is_named = |of: &Dimension| of.name() == text || of.word() == text;
        let found = Dimension::ALL.into_iter().find(is_named);
        found.ok_or_else(|| DimensionError::Unknown(text.to_owned()))
    }
}
