use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "satisfaction",
    kind: Kind::Survey,
    figure: FigureKind::Rate,
    areas: &Area::ALL,
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ hài lòng",
        definition: "trả lời hài lòng hoặc rất hài lòng / số câu trả lời",
        columns: "",
    },
    en: Wording { name: "Satisfaction", definition: "satisfied or very satisfied / answered", columns: "" },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let survey = &basis.tally.survey;
    let rates = || (survey.whole(), Area::ALL.map(|area| survey.area(area)));
    Measure::Satisfaction(basis.has(Evidence::SURVEY).then(rates))
}
