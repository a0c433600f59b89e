use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::kind::Kind;
use crate::survey::Area;
use crate::tally::Service;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "correction_in_time_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::IV],
    leans: &[Leans::Services],
    vi: Wording {
        name: "Tỷ lệ đính chính đúng hạn",
        definition: "đính chính trong 3 ngày làm việc kể từ ngày phát hiện sai sót / đã đính chính, biết cả hai ngày (khoản 1 Điều 23 Nghị định 118/2025/NĐ-CP)",
        columns: "ngày phát hiện sai sót, ngày đính chính, hoặc lịch làm việc chưa đủ năm",
    },
    en: Wording {
        name: "Correction in time rate",
        definition: "corrected within 3 working days of the report of the error / corrected, with both dates (Decree 118/2025, art. 23(1))",
        columns: "error_reported_at, corrected_at, or the calendar does not cover the years",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.service_rate(Service::CorrectionInTime)
}
