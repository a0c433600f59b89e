use super::measure::Reports;
use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "staff_conduct_report_count",
    kind: Kind::Pakn,
    figure: FigureKind::Count,
    areas: &[Area::II, Area::III],
    leans: &[Leans::Topics],
    vi: Wording {
        name: "Số phản ánh về thái độ, hành vi cán bộ",
        definition: "PAKN tiếp nhận trong kỳ về thái độ, hành vi của cán bộ, công chức",
        columns: "phân loại",
    },
    en: Wording {
        name: "Reports of staff conduct",
        definition: "petitions received in the period about staff conduct",
        columns: "topic",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let topics = &basis.tally.pakn.topics;
    let reports = Reports::of(topics, topics.staff_conduct);
    Measure::Reports(basis.has(Evidence::PAKN | Evidence::TOPIC).then_some(reports))
}
