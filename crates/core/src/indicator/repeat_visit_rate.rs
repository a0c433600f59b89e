use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "repeat_visit_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::III],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ phải đi lại",
        definition: "hồ sơ đã kết thúc có số lần đi lại từ ngưỡng trở lên / hồ sơ đã kết thúc",
        columns: "số lần đi lại, số lần bổ sung",
    },
    en: Wording {
        name: "Repeat-visit rate",
        definition: "concluded with at least the threshold of extra trips / concluded",
        columns: "repeat_visits, supplement_requests",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let column = |column| Evidence::DOSSIERS | column;
    let has_visits = basis.has_ends(column(Evidence::REPEAT_VISITS));
    let visits = if has_visits { Evidence::REPEAT_VISITS } else { Evidence::SUPPLEMENT_REQUESTS };
    basis.dossier_rate(column(visits), basis.tally.dossiers.repeat_visits)
}
