use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::clock::Bucket;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "late_exposure_count",
    kind: Kind::Dossiers,
    figure: FigureKind::Count,
    areas: &[Area::III],
    leans: &[Leans::Ended, Leans::Open, Leans::Deadlines],
    vi: Wording {
        name: "Số hồ sơ trễ hạn, kể cả chưa xong",
        definition: "trễ hạn + dừng sau hạn + đang giải quyết quá hạn: đã trễ hoặc chắc chắn sẽ trễ",
        columns: "ngày hẹn trả",
    },
    en: Wording {
        name: "Late exposure count",
        definition: "late + stopped late + open overdue: late, or certain to be",
        columns: "due_at",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let counts = &basis.tally.dossiers.counts;
    let value = counts.get(Bucket::Late) + counts.stopped_late + counts.get(Bucket::OpenOverdue);
    let of =
        value + counts.get(Bucket::Early) + counts.get(Bucket::OnTime) + counts.get(Bucket::OpenWithinDue);
    Measure::Count { value, status: basis.deadline_status(of) }
}
