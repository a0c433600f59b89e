use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "pakn_accepted_rate",
    kind: Kind::Pakn,
    figure: FigureKind::Rate,
    areas: &[Area::V],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ PAKN được tiếp nhận",
        definition: "PAKN nhận trong kỳ đã được tiếp nhận hoặc xử lý / PAKN nhận trong kỳ, trừ từ chối tiếp nhận",
        columns: "",
    },
    en: Wording {
        name: "PAKN accepted rate",
        definition: "received in the period and taken up, closed, answered, published or transferred / received in the period, less refused",
        columns: "",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.pakn_rate(Evidence::PAKN, basis.tally.pakn.accepted)
}
