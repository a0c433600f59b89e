use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "procedure_listing_rate",
    kind: Kind::Procedures,
    figure: FigureKind::Rate,
    areas: &[Area::I],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ TTHC niêm yết tại trụ sở",
        definition: "TTHC có hiệu lực được niêm yết / TTHC có hiệu lực",
        columns: "niêm yết tại trụ sở",
    },
    en: Wording {
        name: "Procedure listing rate",
        definition: "in force and listed at the office / in force",
        columns: "listed_at_office",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    Measure::of_rate(
        basis.has(Evidence::PROCEDURES | Evidence::LISTED_AT_OFFICE),
        basis.tally.procedures.listed,
    )
}
