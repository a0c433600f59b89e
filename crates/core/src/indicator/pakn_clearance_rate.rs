use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::clock::PaknBucket;
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::rate::Rate;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "pakn_clearance_rate",
    kind: Kind::Pakn,
    figure: FigureKind::Rate,
    areas: &[Area::V],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ PAKN giải quyết trên tổng nhận",
        definition: "(đã xử lý xong + đã chuyển) / (nhận trong kỳ + kỳ trước chuyển sang, trừ từ chối tiếp nhận)",
        columns: "",
    },
    en: Wording {
        name: "PAKN clearance rate",
        definition: "(closed + transferred) / (received + carried in, less refused)",
        columns: "",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let counts = &basis.tally.pakn.counts;
    let cleared = counts.closed() + counts.get(PaknBucket::Transferred);
    basis.pakn_rate(Evidence::PAKN, Rate::new(cleared, counts.handled() - counts.get(PaknBucket::Refused)))
}
