use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::evidence::Evidence;

/// A kind of record, and of the exports that hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Hồ sơ TTHC.
    Dossiers,
    /// Phản ánh, kiến nghị.
    Pakn,
    /// Danh mục thủ tục hành chính.
    Procedures,
    /// Phiếu khảo sát mức độ hài lòng.
    Survey,
}

impl Kind {
    /// All, in the order of a report.
    pub const ALL: [Kind; 4] = [Kind::Dossiers, Kind::Pakn, Kind::Procedures, Kind::Survey];

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The Vietnamese words for what an export of it holds.
    pub fn vi(self) -> &'static str {
        match self {
            Kind::Dossiers => "hồ sơ",
            Kind::Pakn => "phản ánh, kiến nghị",
            Kind::Procedures => "danh mục thủ tục",
            Kind::Survey => "khảo sát",
        }
    }

    /// What it is evidence of that there is such an export at all.
    pub fn evidence(self) -> Evidence {
        match self {
            Kind::Dossiers => Evidence::DOSSIERS,
            Kind::Pakn => Evidence::PAKN,
            Kind::Procedures => Evidence::PROCEDURES,
            Kind::Survey => Evidence::SURVEY,
        }
    }

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Dossiers => "dossiers",
            Kind::Pakn => "pakn",
            Kind::Procedures => "procedures",
            Kind::Survey => "survey",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Kind, D::Error> {
        let name = String::deserialize(from)?;
        let expected = || D::Error::unknown_variant(&name, &["dossiers", "pakn", "procedures", "survey"]);
        Kind::named(&name).ok_or_else(expected)
    }
}
