use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::kind::Kind;
use crate::survey::Area;
use crate::tally::Service;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "supplement_notice_in_time_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::II],
    leans: &[Leans::Services],
    vi: Wording {
        name: "Tỷ lệ yêu cầu bổ sung đúng hạn",
        definition: "yêu cầu bổ sung chậm nhất vào ngày làm việc thứ 3 sau ngày tiếp nhận / có yêu cầu bổ sung, biết ngày tiếp nhận và ngày yêu cầu (khoản 5 Điều 19 Nghị định 118/2025/NĐ-CP)",
        columns: "ngày yêu cầu bổ sung, hoặc lịch làm việc chưa đủ năm",
    },
    en: Wording {
        name: "Supplement notice in time rate",
        definition: "asked for a supplement by the 3rd working day after the receipt / asked for a supplement, with both dates (Decree 118/2025, art. 19(5))",
        columns: "supplement_requested_at, or the calendar does not cover the years",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.service_rate(Service::NoticeInTime)
}
