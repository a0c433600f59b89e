use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "pakn_correct_authority_rate",
    kind: Kind::Pakn,
    figure: FigureKind::Rate,
    areas: &[Area::V],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ PAKN xử lý đúng thẩm quyền",
        definition: "xong hoặc đã chuyển, đúng thẩm quyền / xong hoặc đã chuyển, có đánh dấu",
        columns: "đúng thẩm quyền",
    },
    en: Wording {
        name: "PAKN correct authority rate",
        definition: "closed or transferred by the right authority / closed or transferred, with a mark",
        columns: "correct_authority",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.pakn_rate(Evidence::PAKN | Evidence::CORRECT_AUTHORITY, basis.tally.pakn.correct_authority)
}
