use super::measure::Reports;
use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "extra_requirement_report_count",
    kind: Kind::Pakn,
    figure: FigureKind::Count,
    areas: &[Area::I, Area::II],
    leans: &[Leans::Topics],
    vi: Wording {
        name: "Số phản ánh về yêu cầu thêm hồ sơ, phí",
        definition: "PAKN tiếp nhận trong kỳ về việc yêu cầu thêm hồ sơ, giấy tờ hoặc thu thêm phí, lệ phí",
        columns: "phân loại",
    },
    en: Wording {
        name: "Reports of extra documents or fees",
        definition: "petitions received in the period about extra documents or extra fees",
        columns: "topic",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let topics = &basis.tally.pakn.topics;
    let reports = Reports::of(topics, topics.extra_requirement);
    Measure::Reports(basis.has(Evidence::PAKN | Evidence::TOPIC).then_some(reports))
}
