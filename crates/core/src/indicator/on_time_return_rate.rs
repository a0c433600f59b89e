use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::clock::Bucket;
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::rate::Rate;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "on_time_return_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::IV],
    leans: &[Leans::Ended, Leans::Deadlines],
    vi: Wording {
        name: "Tỷ lệ trả kết quả đúng hạn",
        definition: "(trước hạn + đúng hạn) / (trước hạn + đúng hạn + trễ hạn)",
        columns: "ngày hẹn trả",
    },
    en: Wording {
        name: "On-time return rate",
        definition: "(early + on time) / (early + on time + late)",
        columns: "due_at",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let counts = &basis.tally.dossiers.counts;
    let in_time = counts.get(Bucket::Early) + counts.get(Bucket::OnTime);
    basis.dossier_rate(Evidence::DEADLINE, Rate::new(in_time, counts.judged()))
}
