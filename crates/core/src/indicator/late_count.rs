use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::clock::Bucket;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "late_count",
    kind: Kind::Dossiers,
    figure: FigureKind::Count,
    areas: &[Area::III],
    leans: &[Leans::Ended, Leans::Deadlines],
    vi: Wording {
        name: "Số hồ sơ trễ hạn", definition: "số hồ sơ trễ hạn", columns: "ngày hẹn trả"
    },
    en: Wording { name: "Late count", definition: "dossiers returned late", columns: "due_at" },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let counts = &basis.tally.dossiers.counts;
    let status = basis.deadline_status(counts.judged());
    Measure::Count { value: counts.get(Bucket::Late), status }
}
