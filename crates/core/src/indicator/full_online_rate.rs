use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::dossier::OnlineLevel;
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::rate::Rate;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "full_online_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::I],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ hồ sơ trực tuyến toàn trình",
        definition: "toàn trình / tiếp nhận trực tuyến trong kỳ, biết mức độ",
        columns: "hình thức tiếp nhận, mức độ dịch vụ công",
    },
    en: Wording {
        name: "Full online rate",
        definition: "handled online in full / received online in the period, with a known level",
        columns: "channel, online_level",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let channels = &basis.tally.dossiers.counts.channels;
    let [full, partial] = [OnlineLevel::Full, OnlineLevel::Partial].map(|level| channels.online(level));
    // The word of a channel may tell the level too.
    let level = if full + partial > 0 { Evidence::NONE } else { Evidence::ONLINE_LEVEL };
    basis.received_rate(Evidence::CHANNEL | level, Rate::new(full, full + partial))
}
