use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::calendar::Uncovered;
use crate::moment::Day;
use crate::rate::Rate;
use crate::survey::Area;
use crate::tally::{Exact, Reported, TopicCounts};

/// Whether there is a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// There is.
    Measured,
    /// There could be, but nothing happened that it could be told from.
    NoData,
    /// A column is missing, or what is there cannot be read.
    NotMeasurable,
}

impl Status {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Status::Measured => "measured",
            Status::NoData => "no_data",
            Status::NotMeasurable => "not_measurable",
        }
    }
}

/// The figure of one indicator in one group.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    /// A rate; `None` is not measurable.
    Rate(Option<Rate>),
    /// A number of dossiers.
    Count {
        /// The number.
        value: u64,
        /// Whether it means anything.
        status: Status,
    },
    /// A number of reports; `None` is a missing column.
    Reports(Option<Reports>),
    /// Durations.
    Days(DayFigures),
    /// Satisfaction on the whole and in each area; `None` is no survey.
    Satisfaction(Option<(Rate, [Rate; 5])>),
}

/// Reports of one kind among the petitions received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reports {
    /// How many.
    pub value: u64,
    /// How many were found to be so.
    pub substantiated: u64,
    /// How many petitions have a topic that was not understood: a zero beside them proves nothing.
    pub unread: u64,
    /// How many petitions were received.
    pub received: u64,
}

/// Durations from receipt to result, exact until shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayFigures {
    /// How many dossiers have a result.
    pub count: u64,
    /// Mean, median and ninth decile in calendar days.
    pub calendar: [Option<Exact>; 3],
    /// The same in working days.
    pub working: [Option<Exact>; 3],
    /// Whether there is a figure.
    pub status: Status,
    /// Why there is no figure in working days, or what it leans on.
    pub reason: Option<DaysReason>,
}

/// What there is to say of figures in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DaysReason {
    /// There are none: the calendar does not cover a year.
    Uncovered(Uncovered),
    /// They lean on this day, which no notice has settled.
    Provisional(Day),
}

impl fmt::Display for DaysReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DaysReason::Uncovered(year) => year.fmt(f),
            DaysReason::Provisional(day) => write!(f, "calendar provisional from {day}"),
        }
    }
}

/// What a target compares: a pair, or a count without a denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The numerator, or the count; `None` where not measurable.
    pub numerator: Option<u64>,
    /// The denominator; `None` for a count, or where not measurable.
    pub denominator: Option<u64>,
    /// Whether there is a figure.
    pub status: Status,
}

impl Figure {
    /// The figure as a fraction to compare by: a count is itself over 1.
    pub fn fraction(self) -> Option<Rate> {
        let measured = self.status == Status::Measured;
        self.numerator.filter(|_| measured).map(|n| Rate::new(n, self.denominator.unwrap_or(1)))
    }
}

impl Reports {
    pub(super) fn of(topics: &TopicCounts, reported: Reported) -> Reports {
        Reports {
            value: reported.all,
            substantiated: reported.substantiated,
            unread: topics.unread,
            received: topics.received,
        }
    }

    fn status(self) -> Status {
        match (self.received, self.value, self.unread) {
            (0, _, _) => Status::NoData,
            (_, 0, 1..) => Status::NotMeasurable,
            _ => Status::Measured,
        }
    }
}

fn status_of(rate: Option<Rate>) -> Status {
    match rate {
        None => Status::NotMeasurable,
        Some(rate) if rate.denominator == 0 => Status::NoData,
        Some(_) => Status::Measured,
    }
}

impl Measure {
    pub(super) fn of_rate(measurable: bool, rate: Rate) -> Measure {
        Measure::Rate(measurable.then_some(rate))
    }

    /// The exact pair of a rate, of satisfaction on the whole; `None` where there is none to tell.
    ///
    /// ```
    /// use sipas_core::{Measure, Rate};
    /// assert_eq!(Measure::Rate(Some(Rate::new(1, 4))).rate(), Some(Rate::new(1, 4)));
    /// assert_eq!(Measure::Rate(None).rate(), None);
    /// ```
    pub fn rate(&self) -> Option<Rate> {
        match self {
            Measure::Rate(rate) => *rate,
            Measure::Satisfaction(rates) => rates.map(|(whole, _)| whole),
            Measure::Count { .. } | Measure::Reports(_) | Measure::Days(_) => None,
        }
    }

    /// Whether there is a figure.
    pub fn status(&self) -> Status {
        match self {
            Measure::Rate(rate) => status_of(*rate),
            Measure::Count { status, .. } => *status,
            Measure::Reports(reports) => reports.map_or(Status::NotMeasurable, Reports::status),
            Measure::Days(days) => days.status,
            Measure::Satisfaction(rates) => status_of(rates.map(|(whole, _)| whole)),
        }
    }

    /// What a target of that area compares; durations have none.
    pub fn figure(&self, area: Area) -> Figure {
        let of = |rate: Option<Rate>| Figure {
            numerator: rate.map(|r| r.numerator),
            denominator: rate.map(|r| r.denominator),
            status: status_of(rate),
        };
        match self {
            Measure::Rate(rate) => of(*rate),
            Measure::Satisfaction(rates) => of(rates.map(|(_, areas)| areas[area as usize])),
            Measure::Count { value, status } => {
                Figure { numerator: Some(*value), denominator: None, status: *status }
            }
            Measure::Reports(reports) => {
                Figure { numerator: reports.map(|r| r.value), denominator: None, status: self.status() }
            }
            Measure::Days(_) => Figure { numerator: None, denominator: None, status: Status::NotMeasurable },
        }
    }
}

#[derive(Serialize)]
struct RateFields {
    numerator: Option<u64>,
    denominator: Option<u64>,
    value: Option<f64>,
    interval: Option<[f64; 2]>,
    small: bool,
    status: Status,
}

impl RateFields {
    fn of(rate: Option<Rate>) -> RateFields {
        RateFields {
            numerator: rate.map(|r| r.numerator),
            denominator: rate.map(|r| r.denominator),
            value: rate.and_then(Rate::value),
            interval: rate.and_then(Rate::interval),
            small: rate.is_some_and(Rate::is_small),
            status: status_of(rate),
        }
    }
}

#[derive(Serialize)]
struct SatisfactionFields {
    #[serde(flatten)]
    whole: RateFields,
    #[serde(skip_serializing_if = "Option::is_none")]
    areas: Option<Areas>,
}

struct Areas([Rate; 5]);

impl Serialize for Areas {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(Area::ALL.map(|area| (area, RateFields::of(Some(self.0[area as usize])))))
    }
}

impl Serialize for Measure {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Measure::Rate(rate) => RateFields::of(*rate).serialize(to),
            Measure::Satisfaction(rates) => {
                let whole = RateFields::of(rates.map(|(whole, _)| whole));
                SatisfactionFields { whole, areas: rates.map(|(_, areas)| Areas(areas)) }.serialize(to)
            }
            Measure::Count { value, status } => {
                let mut map = to.serialize_map(Some(2))?;
                map.serialize_entry("value", value)?;
                map.serialize_entry("status", status)?;
                map.end()
            }
            Measure::Reports(reports) => {
                let mut map = to.serialize_map(Some(4))?;
                map.serialize_entry("value", &reports.map(|r| r.value))?;
                map.serialize_entry("substantiated", &reports.map(|r| r.substantiated))?;
                map.serialize_entry("unread", &reports.map(|r| r.unread))?;
                map.serialize_entry("status", &self.status())?;
                map.end()
            }
            Measure::Days(days) => days.serialize(to),
        }
    }
}

impl Serialize for DayFigures {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(9))?;
        let names = ["mean", "median", "p90", "working_mean", "working_median", "working_p90"];
        for (name, figure) in names.into_iter().zip(self.calendar.iter().chain(&self.working)) {
            map.serialize_entry(name, &figure.map(Exact::value))?;
        }
        map.serialize_entry("count", &self.count)?;
        map.serialize_entry("status", &self.status)?;
        map.serialize_entry("reason", &self.reason.map(|reason| reason.to_string()))?;
        map.end()
    }
}
