use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::kind::Kind;
use crate::survey::Area;
use crate::tally::Service;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "apology_in_time_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::IV],
    leans: &[Leans::Deadlines],
    vi: Wording {
        name: "Tỷ lệ xin lỗi trước ngày hẹn trả",
        definition: "xin lỗi trước ngày hẹn trả / trễ hạn, hoặc được hẹn lại hay gia hạn, biết ngày xin lỗi và ngày hẹn trả (khoản 6 Điều 19 Nghị định 118/2025/NĐ-CP)",
        columns: "ngày xin lỗi, ngày hẹn trả",
    },
    en: Wording {
        name: "Apology in time rate",
        definition: "apologised for before the due day / late or put off, with both dates (Decree 118/2025, art. 19(6))",
        columns: "apologised_at, due_at",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.service_rate(Service::ApologyInTime)
}
