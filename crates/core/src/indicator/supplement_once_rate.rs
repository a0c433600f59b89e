use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "supplement_once_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::II, Area::III],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ yêu cầu bổ sung không quá một lần",
        definition: "hồ sơ đã kết thúc bị yêu cầu bổ sung nhiều nhất một lần / hồ sơ đã kết thúc",
        columns: "số lần bổ sung",
    },
    en: Wording {
        name: "At most one supplement request",
        definition: "concluded with at most one supplement request / concluded",
        columns: "supplement_requests",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let columns = Evidence::DOSSIERS | Evidence::SUPPLEMENT_REQUESTS;
    basis.dossier_rate(columns, basis.tally.dossiers.supplement_once)
}
