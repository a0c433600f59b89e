use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::kind::Kind;
use crate::survey::Area;
use crate::tally::Service;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "online_receipt_in_time_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::I],
    leans: &[Leans::Services],
    vi: Wording {
        name: "Tỷ lệ tiếp nhận hồ sơ trực tuyến đúng hạn",
        definition: "tiếp nhận trong 8 giờ làm việc kể từ khi nộp / tiếp nhận trực tuyến trong kỳ, biết giờ nộp và giờ tiếp nhận (khoản 2 Điều 17 Nghị định 118/2025/NĐ-CP)",
        columns: "ngày nộp, hình thức tiếp nhận, hoặc lịch làm việc chưa đủ năm",
    },
    en: Wording {
        name: "Online receipt in time rate",
        definition: "received within 8 working hours of the submission / received online in the period, with both times of day (Decree 118/2025, art. 17(2))",
        columns: "submitted_at, channel, or the calendar does not cover the years",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.service_rate(Service::ReceiptInTime)
}
