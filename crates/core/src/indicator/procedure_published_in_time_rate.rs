use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "procedure_published_in_time_rate",
    kind: Kind::Procedures,
    figure: FigureKind::Rate,
    areas: &[Area::I],
    leans: &[Leans::Deadlines],
    vi: Wording {
        name: "Tỷ lệ TTHC công khai kịp thời",
        definition: "công khai trong 05 ngày làm việc từ ngày quyết định / quyết định công bố trong kỳ",
        columns: "ngày quyết định, ngày công khai, hoặc lịch làm việc chưa đủ năm",
    },
    en: Wording {
        name: "Procedure published in time rate",
        definition: "published within 5 working days of the decision / decided in the period (Decree 63/2010, art. 24(2))",
        columns: "decision_date, published_at, or the calendar does not cover the years",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let needed = Evidence::PROCEDURES | Evidence::DECISION_DATE | Evidence::PROCEDURE_PUBLISHED_AT;
    let procedures = &basis.tally.procedures;
    Measure::of_rate(basis.has(needed) && procedures.uncovered.is_none(), procedures.published_in_time)
}
