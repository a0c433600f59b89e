use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "pakn_compliant_rate",
    kind: Kind::Pakn,
    figure: FigureKind::Rate,
    areas: &[Area::V],
    leans: &[Leans::Deadlines],
    vi: Wording {
        name: "Tỷ lệ PAKN xử lý theo quy định",
        definition: "xong trong hạn, đúng thẩm quyền, đã trả lời và công khai / (đã xử lý xong + đang xử lý quá hạn)",
        columns: "đúng thẩm quyền, ngày trả lời, ngày công khai",
    },
    en: Wording {
        name: "PAKN compliant rate",
        definition: "closed in time by the right authority, answered and published / (closed + open overdue)",
        columns: "correct_authority, answered_at, published_at",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let columns = Evidence::CORRECT_AUTHORITY | Evidence::ANSWERED_AT | Evidence::PAKN_PUBLISHED_AT;
    basis.pakn_rate(Evidence::PAKN | columns, basis.tally.pakn.compliant)
}
