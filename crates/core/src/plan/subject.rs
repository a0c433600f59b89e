use serde::{Deserialize, Serialize};

use crate::indicator::{DayFigures, Figure, FigureKind, Indicator, Status};
use crate::kind::Kind;
use crate::rate::Rate;
use crate::tally::Exact;

/// What a target is set on.
#[derive(Debug, Clone)]
pub enum Subject {
    /// An indicator that is a rate or a count.
    Indicator(&'static Indicator),
    /// One of the durations of an indicator.
    Days(&'static Indicator, DayStatistic),
    /// A figure that is measured and published elsewhere.
    External(External),
}

/// One of the durations from receipt to result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayStatistic {
    /// The mean of the calendar days.
    Mean,
    /// Their median.
    Median,
    /// Their ninth decile.
    P90,
    /// The mean of the working days.
    WorkingMean,
    /// Their median.
    WorkingMedian,
    /// Their ninth decile.
    WorkingP90,
}

/// A figure that is measured elsewhere, such as a province's SIPAS score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct External {
    /// The name.
    pub name: String,
    /// The unit that it is counted in, such as "điểm"; empty for a number without a unit.
    pub unit: String,
    /// The figure as it was published; `None` where nobody has measured it yet.
    #[serde(skip)]
    pub value: Option<Rate>,
    /// Where it was published.
    pub source: String,
}

impl DayStatistic {
    /// All, calendar days first.
    pub const ALL: [DayStatistic; 6] = [
        DayStatistic::Mean,
        DayStatistic::Median,
        DayStatistic::P90,
        DayStatistic::WorkingMean,
        DayStatistic::WorkingMedian,
        DayStatistic::WorkingP90,
    ];

    /// The name in reports and plans.
    pub fn name(self) -> &'static str {
        match self {
            DayStatistic::Mean => "mean",
            DayStatistic::Median => "median",
            DayStatistic::P90 => "p90",
            DayStatistic::WorkingMean => "working_mean",
            DayStatistic::WorkingMedian => "working_median",
            DayStatistic::WorkingP90 => "working_p90",
        }
    }

    /// Whether it is of working days.
    pub fn is_working(self) -> bool {
        matches!(self, DayStatistic::WorkingMean | DayStatistic::WorkingMedian | DayStatistic::WorkingP90)
    }

    fn exact(self, days: &DayFigures) -> Option<Exact> {
        match self {
            DayStatistic::Mean => days.calendar[0],
            DayStatistic::Median => days.calendar[1],
            DayStatistic::P90 => days.calendar[2],
            DayStatistic::WorkingMean => days.working[0],
            DayStatistic::WorkingMedian => days.working[1],
            DayStatistic::WorkingP90 => days.working[2],
        }
    }

    /// Its figure; days that the calendar does not cover are not measurable.
    pub(crate) fn figure(self, days: &DayFigures) -> Figure {
        let exact = self.exact(days);
        let status = match days.status {
            Status::Measured if exact.is_none() => Status::NotMeasurable,
            status => status,
        };
        let exact = exact.filter(|_| status == Status::Measured);
        Figure {
            numerator: exact.map(|exact| exact.numerator),
            denominator: exact.map(|exact| exact.denominator),
            status,
        }
    }
}

impl External {
    pub(crate) fn figure(&self) -> Figure {
        Figure {
            numerator: self.value.map(|value| value.numerator),
            denominator: self.value.map(|value| value.denominator),
            status: if self.value.is_some() { Status::Measured } else { Status::NotMeasurable },
        }
    }
}

impl Subject {
    /// The indicator; `None` where the figure is measured elsewhere.
    pub fn indicator(&self) -> Option<&'static Indicator> {
        match self {
            Subject::Indicator(indicator) | Subject::Days(indicator, _) => Some(indicator),
            Subject::External(_) => None,
        }
    }

    /// The name of the indicator in reports; `external` where the figure is measured elsewhere.
    pub fn id(&self) -> &'static str {
        self.indicator().map_or("external", |indicator| indicator.id)
    }

    /// The kind of record that it is told from.
    pub fn kind(&self) -> Option<Kind> {
        self.indicator().map(|indicator| indicator.kind)
    }

    /// Whether its figure is a share, which people are shown in per cent.
    pub fn is_share(&self) -> bool {
        matches!(self, Subject::Indicator(indicator) if indicator.figure == FigureKind::Rate)
    }

    /// Whether its figure is a number of records.
    pub fn is_count(&self) -> bool {
        matches!(self, Subject::Indicator(indicator) if indicator.figure == FigureKind::Count)
    }

    /// Which of the durations it is.
    pub fn statistic(&self) -> Option<DayStatistic> {
        match self {
            Subject::Days(_, statistic) => Some(*statistic),
            Subject::Indicator(_) | Subject::External(_) => None,
        }
    }

    /// The figure that is measured elsewhere.
    pub fn external(&self) -> Option<&External> {
        match self {
            Subject::External(external) => Some(external),
            Subject::Indicator(_) | Subject::Days(..) => None,
        }
    }

    /// Whether both are of one figure.
    pub(crate) fn is_like(&self, other: &Subject) -> bool {
        match (self, other) {
            (Subject::Days(_, one), Subject::Days(_, other)) => one == other,
            (Subject::External(one), Subject::External(other)) => one.name == other.name,
            (Subject::Indicator(one), Subject::Indicator(other)) => one.id == other.id,
            _ => false,
        }
    }
}
