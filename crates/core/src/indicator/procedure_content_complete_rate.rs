use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "procedure_content_complete_rate",
    kind: Kind::Procedures,
    figure: FigureKind::Rate,
    areas: &[Area::I],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ TTHC công khai đầy đủ nội dung",
        definition: "TTHC có hiệu lực, công khai đầy đủ nội dung / TTHC có hiệu lực và công khai",
        columns: "công khai trên cổng, đầy đủ nội dung",
    },
    en: Wording {
        name: "Procedure content complete rate",
        definition: "in force and published with complete content / in force and published",
        columns: "published_on_portal, content_complete",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let needed = Evidence::PROCEDURES | Evidence::PUBLISHED_ON_PORTAL | Evidence::CONTENT_COMPLETE;
    Measure::of_rate(basis.has(needed), basis.tally.procedures.complete)
}
