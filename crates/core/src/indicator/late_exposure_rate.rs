use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::clock::Bucket;
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::rate::Rate;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "late_exposure_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::I],
    leans: &[Leans::Ended, Leans::Open, Leans::Deadlines],
    vi: Wording {
        name: "Tỷ lệ trễ hạn, kể cả chưa xong",
        definition: "(trễ hạn + dừng sau hạn + đang giải quyết quá hạn) / (trước hạn + đúng hạn + trễ hạn + dừng sau hạn + đang giải quyết quá hạn)",
        columns: "ngày hẹn trả",
    },
    en: Wording {
        name: "Late exposure rate",
        definition: "(late + stopped late + open overdue) / (early + on time + late + stopped late + open overdue): neither not finishing nor refusing hides lateness",
        columns: "due_at",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let counts = &basis.tally.dossiers.counts;
    let beside = counts.stopped_late + counts.get(Bucket::OpenOverdue);
    let rate = Rate::new(counts.get(Bucket::Late) + beside, counts.judged() + beside);
    basis.dossier_rate(Evidence::DEADLINE, rate)
}
