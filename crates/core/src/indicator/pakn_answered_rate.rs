use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "pakn_answered_rate",
    kind: Kind::Pakn,
    figure: FigureKind::Rate,
    areas: &[Area::V],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ PAKN được trả lời",
        definition: "đã xử lý xong và có ngày trả lời / đã xử lý xong",
        columns: "ngày trả lời",
    },
    en: Wording {
        name: "PAKN answered rate",
        definition: "closed and answered / closed",
        columns: "answered_at",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.pakn_rate(Evidence::PAKN | Evidence::ANSWERED_AT, basis.tally.pakn.answered)
}
