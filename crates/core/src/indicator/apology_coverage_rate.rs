use super::{Basis, By, FigureKind, Indicator, Leans, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "apology_coverage_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::IV],
    leans: &[Leans::Deadlines],
    vi: Wording {
        name: "Tỷ lệ có phiếu xin lỗi khi trễ hạn",
        definition: "trễ hạn đã có phiếu xin lỗi / trễ hạn",
        columns: "phiếu xin lỗi hoặc ngày hẹn trả",
    },
    en: Wording {
        name: "Apology coverage rate",
        definition: "late and apologised / late",
        columns: "apologised or due_at",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    basis.dossier_rate(Evidence::DEADLINE | Evidence::APOLOGISED, basis.tally.dossiers.apologised)
}
