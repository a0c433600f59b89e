use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "pakn_published_rate",
    kind: Kind::Pakn,
    figure: FigureKind::Rate,
    areas: &[Area::V],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ kết quả PAKN được công khai",
        definition: "đã xử lý xong và có ngày công khai / đã xử lý xong",
        columns: "ngày công khai",
    },
    en: Wording {
        name: "PAKN published rate",
        definition: "closed and published / closed",
        columns: "published_at",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.pakn_rate(Evidence::PAKN | Evidence::PAKN_PUBLISHED_AT, basis.tally.pakn.published)
}
