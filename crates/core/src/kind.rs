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
