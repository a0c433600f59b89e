use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::kind::Kind;
use crate::survey::Area;
use crate::tally::Service;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "electronic_result_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::I, Area::IV],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ kết quả điện tử",
        definition: "có kết quả điện tử / đã có kết quả, có ghi kết quả điện tử hay không",
        columns: "kết quả điện tử",
    },
    en: Wording {
        name: "Electronic result rate",
        definition: "with an electronic result / with a result, and a mark",
        columns: "electronic_result",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.service_rate(Service::ElectronicResult)
}
