use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::clock::PaknBucket;
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::rate::Rate;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "pakn_timely_rate",
    kind: Kind::Pakn,
    figure: FigureKind::Rate,
    areas: &[Area::V],
    leans: &[Leans::Ended, Leans::Open, Leans::Deadlines],
    vi: Wording {
        name: "Tỷ lệ PAKN xử lý đúng hạn",
        definition: "(xong trong hạn + đang xử lý trong hạn + đã chuyển) / (các số đó + xong quá hạn + đang xử lý quá hạn)",
        columns: "",
    },
    en: Wording {
        name: "PAKN timely rate",
        definition: "(closed in time + open within due + transferred) / (the same + closed late + open overdue)",
        columns: "",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let count = |bucket| basis.tally.pakn.counts.get(bucket);
    let timely =
        count(PaknBucket::ClosedInTime) + count(PaknBucket::OpenWithinDue) + count(PaknBucket::Transferred);
    let late = count(PaknBucket::ClosedLate) + count(PaknBucket::OpenOverdue);
    basis.pakn_rate(Evidence::PAKN, Rate::new(timely, timely + late))
}
