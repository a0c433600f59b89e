use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "procedure_publication_rate",
    kind: Kind::Procedures,
    figure: FigureKind::Rate,
    areas: &[Area::I],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ TTHC công khai trên cổng",
        definition: "TTHC có hiệu lực, niêm yết và công khai trên cổng / TTHC có hiệu lực",
        columns: "niêm yết tại trụ sở, công khai trên cổng",
    },
    en: Wording {
        name: "Procedure publication rate",
        definition: "in force, listed and published on the portal / in force",
        columns: "listed_at_office, published_on_portal",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let needed = Evidence::PROCEDURES | Evidence::LISTED_AT_OFFICE | Evidence::PUBLISHED_ON_PORTAL;
    Measure::of_rate(basis.has(needed), basis.tally.procedures.published)
}
