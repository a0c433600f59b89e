use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "pakn_transfer_in_time_rate",
    kind: Kind::Pakn,
    figure: FigureKind::Rate,
    areas: &[Area::V],
    leans: &[Leans::Deadlines],
    vi: Wording {
        name: "Tỷ lệ PAKN chuyển đúng hạn",
        definition: "chuyển trong 05 ngày làm việc từ ngày nhận / đã chuyển",
        columns: "ngày chuyển, hoặc lịch làm việc chưa đủ năm",
    },
    en: Wording {
        name: "PAKN transferred in time rate",
        definition: "transferred within 5 working days of the receipt / transferred (Decree 20/2008)",
        columns: "transferred_at, or the calendar does not cover the years",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let pakn = &basis.tally.pakn;
    // A rate over the others only would be a guess about the one that the calendar cannot judge.
    if pakn.uncovered.is_some() {
        return Measure::Rate(None);
    }
    let rate = pakn.transferred_in_time;
    // One that is closed at an unknown time was not passed on.
    let undated = rate.denominator == 0 && pakn.counts.undated_transferred > 0;
    Measure::of_rate(basis.has(Evidence::PAKN | Evidence::TRANSFERRED_AT) && !undated, rate)
}
