use super::{Basis, By, DayFigures, DaysReason, FigureKind, Indicator, Leans, Measure, Status, Wording};
use crate::evidence::Evidence;
use crate::kind::Kind;
use crate::survey::Area;
use crate::tally::{DayCounts, Exact};

pub(super) const INDICATOR: Indicator = Indicator {
    id: "processing_days",
    kind: Kind::Dossiers,
    figure: FigureKind::Days,
    areas: &[Area::IV],
    leans: &[Leans::WorkingDays],
    vi: Wording {
        name: "Thời gian giải quyết (ngày)",
        definition: "từ ngày tiếp nhận đến ngày kết thúc của hồ sơ có kết quả: trung bình, trung vị, số ngày mà 90% hồ sơ đã xong",
        columns: "",
    },
    en: Wording {
        name: "Processing days",
        definition: "from receipt to end of the dossiers with a result: mean, median, 90th percentile",
        columns: "",
    },
    measure: By::Rule(measure),
};

fn measure(basis: &Basis<'_>) -> Measure {
    let dossiers = &basis.tally.dossiers;
    let calendar = figures(&dossiers.days);
    let count = calendar[0].map_or(0, |mean| mean.denominator);
    let undated = dossiers.counts.undated_received > 0;
    let status = match (basis.has_ends(Evidence::DOSSIERS), count) {
        (false, _) => Status::NotMeasurable,
        (true, 0) if undated => Status::NotMeasurable,
        (true, 0) => Status::NoData,
        (true, _) => Status::Measured,
    };
    // One dossier outside the covered years would leave a figure over the others only: none is told then.
    let working = if dossiers.uncovered.is_some() { [None; 3] } else { figures(&dossiers.working_days) };
    let provisional = dossiers.days_lean_on.map(DaysReason::Provisional);
    let reason = dossiers.uncovered.map(DaysReason::Uncovered).or(provisional);
    Measure::Days(DayFigures { count, calendar, working, status, reason })
}

fn figures(days: &DayCounts) -> [Option<Exact>; 3] {
    let mean = days.mean();
    let count = mean.map_or(0, |mean| mean.denominator);
    [mean, days.quantile_of(count, 1, 2), days.quantile_of(count, 9, 10)]
}
