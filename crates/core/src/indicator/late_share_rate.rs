use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "late_share_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::I],
    leans: &[Leans::Ended, Leans::Open, Leans::Deadlines],
    vi: Wording {
        name: "Tỷ lệ trễ hạn trên tổng số phải giải quyết",
        definition: "(trễ hạn + dừng sau hạn + đang giải quyết quá hạn) / (tiếp nhận trong kỳ + kỳ trước chuyển sang)",
        columns: "ngày hẹn trả",
    },
    en: Wording {
        name: "Late share rate",
        definition: "(late + stopped late + open overdue) / (received + carried in)",
        columns: "due_at",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.dossier_rate(Evidence::DEADLINE, basis.tally.dossiers.late_share)
}
