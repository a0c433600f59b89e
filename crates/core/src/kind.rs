use serde::{Serialize, Serializer};

/// A kind of record.
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

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}
