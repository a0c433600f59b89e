use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::clock::Bucket;
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::rate::Rate;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "late_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::I, Area::III],
    leans: &[Leans::Ended, Leans::Deadlines],
    vi: Wording {
        name: "Tỷ lệ hồ sơ trễ hạn",
        definition: "trễ hạn / (trước hạn + đúng hạn + trễ hạn)",
        columns: "ngày hẹn trả",
    },
    en: Wording { name: "Late rate", definition: "late / (early + on time + late)", columns: "due_at" },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let counts = &basis.tally.dossiers.counts;
    basis.dossier_rate(Evidence::DEADLINE, Rate::new(counts.get(Bucket::Late), counts.judged()))
}
