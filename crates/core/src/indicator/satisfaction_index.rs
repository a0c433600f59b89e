use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "satisfaction_index",
    kind: Kind::Survey,
    figure: FigureKind::Index,
    areas: &Area::ALL,
    leans: &[],
    vi: Wording {
        name: "Chỉ số hài lòng (0–100)",
        definition: "trung bình các câu trả lời, từ 0 (rất không hài lòng) đến 100 (rất hài lòng)",
        columns: "",
    },
    en: Wording {
        name: "Satisfaction index (0–100)",
        definition: "the mean of the answers, from 0 (very dissatisfied) to 100 (very satisfied)",
        columns: "",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let indices = basis.tally.survey.indices();
    Measure::Index(indices.filter(|_| basis.has(Evidence::SURVEY)))
}
