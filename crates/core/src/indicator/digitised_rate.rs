use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::kind::Kind;
use crate::survey::Area;
use crate::tally::Service;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "digitised_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::I, Area::IV],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ hồ sơ được số hóa",
        definition: "đã số hóa / tiếp nhận trong kỳ, có ghi đã số hóa hay chưa",
        columns: "đã số hóa",
    },
    en: Wording {
        name: "Digitised rate",
        definition: "marked as digitised / received in the period, with a mark",
        columns: "digitised",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.service_rate(Service::Digitised)
}
