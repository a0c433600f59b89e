use super::{Basis, By, FigureKind, Indicator, Measure, Wording};
use crate::dossier::Channel;
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::rate::Rate;
use crate::survey::Area;

pub(super) const INDICATOR: Indicator = Indicator {
    id: "online_dossier_rate",
    kind: Kind::Dossiers,
    figure: FigureKind::Rate,
    areas: &[Area::I],
    leans: &[],
    vi: Wording {
        name: "Tỷ lệ hồ sơ nộp trực tuyến",
        definition: "tiếp nhận trực tuyến, toàn trình hay một phần / tiếp nhận trong kỳ, biết hình thức tiếp nhận",
        columns: "hình thức tiếp nhận",
    },
    en: Wording {
        name: "Online dossier rate",
        definition: "received online, at either level / received in the period by a known channel",
        columns: "channel",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let channels = &basis.tally.dossiers.counts.channels;
    let online = channels.get(Channel::Online);
    let known = online + channels.get(Channel::InPerson) + channels.get(Channel::Postal);
    basis.received_rate(Evidence::CHANNEL, Rate::new(online, known))
}
