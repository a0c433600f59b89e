use std::fmt;

/// What an export holds: its flag says, never its content.
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
    /// All four.
    pub const ALL: [Kind; 4] = [Kind::Dossiers, Kind::Pakn, Kind::Procedures, Kind::Survey];

    /// The Vietnamese words for what it holds.
    pub fn vi(self) -> &'static str {
        match self {
            Kind::Dossiers => "hồ sơ",
            Kind::Pakn => "phản ánh, kiến nghị",
            Kind::Procedures => "danh mục thủ tục",
            Kind::Survey => "khảo sát",
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
