use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::clock::PaknBucket;
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::rate::Rate;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "pakn_closure_rate",
    kind: Kind::Pakn,
    figure: FigureKind::Rate,
    areas: &[Area::V],
    leans: &[Leans::Open, Leans::Deadlines],
    vi: Wording {
        name: "Tỷ lệ PAKN xử lý xong",
        definition: "đã xử lý xong / (đã xử lý xong + đang xử lý quá hạn)",
        columns: "",
    },
    en: Wording { name: "PAKN closure rate", definition: "closed / (closed + open overdue)", columns: "" },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let counts = &basis.tally.pakn.counts;
    let rate = Rate::new(counts.closed(), counts.closed() + counts.get(PaknBucket::OpenOverdue));
    basis.pakn_rate(Evidence::PAKN, rate)
}
