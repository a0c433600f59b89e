use super::{Basis, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "apology_coverage_rate",
    areas: &[Area::IV],
    vi: Wording {
        name: "Tỷ lệ có phiếu xin lỗi khi trễ hạn",
        definition: "trễ hạn đã có phiếu xin lỗi / trễ hạn",
    },
    en: Wording { name: "Apology coverage rate", definition: "late and apologised / late" },
    measure,
};

fn measure(basis: &Basis<'_>) -> Measure {
    let measurable = basis.has(Evidence::DEADLINE | Evidence::APOLOGISED);
    Measure::rate(measurable, basis.tally.dossiers.apologised)
}
