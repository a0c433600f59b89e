use super::{Basis, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "pakn_transfer_in_time_rate",
    areas: &[Area::V],
    vi: Wording {
        name: "Tỷ lệ PAKN chuyển đúng hạn",
        definition: "chuyển trong 05 ngày làm việc từ ngày nhận / đã chuyển",
    },
    en: Wording {
        name: "PAKN transferred in time rate",
        definition: "transferred within 5 working days of the receipt / transferred (Decree 20/2008)",
    },
    measure,
};

fn measure(basis: &Basis<'_>) -> Measure {
    let measurable = basis.has(Evidence::PAKN | Evidence::TRANSFERRED_AT);
    Measure::rate(measurable, basis.tally.pakn.transferred_in_time)
}
