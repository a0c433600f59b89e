use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::kind::Kind;
use crate::survey::Area;
use crate::tally::Service;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "online_payment_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::I, Area::IV],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ thanh toán trực tuyến",
        definition: "đã thanh toán trực tuyến / đã kết thúc, có ghi thanh toán trực tuyến hay không",
        columns: "thanh toán trực tuyến",
    },
    en: Wording {
        name: "Online payment rate",
        definition: "paid online / concluded, with a mark of payment",
        columns: "paid_online",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.service_rate(Service::PaidOnline)
}
