use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "result_accuracy_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::IV],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ kết quả chính xác",
        definition: "có kết quả và không phải đính chính / có kết quả",
        columns: "đính chính",
    },
    en: Wording {
        name: "Result accuracy rate",
        definition: "with a result that was not corrected / with a result",
        columns: "result_corrected",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.dossier_rate(Evidence::DOSSIERS | Evidence::RESULT_CORRECTED, basis.tally.dossiers.accurate)
}
