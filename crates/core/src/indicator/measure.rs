use std::fmt;

use serde::{Deserialize, Serialize, Serializer, ser::SerializeStruct};

use crate::calendar::Uncovered;
use crate::moment::Day;
use crate::rate::Rate;
use crate::survey::Area;
use crate::tally::{Exact, Reported, TopicCounts};

/// Whether there is a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The sum of the answers on a scale from 0 to 100, of all answers, on the whole and in each area; `None` is no survey.
    Index(Option<(Rate, [Rate; 5])>),
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
    /// Mean, median and ninth decile in working days.
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
            Measure::Count { .. } | Measure::Reports(_) | Measure::Days(_) | Measure::Index(_) => None,
        }
    }

    /// Whether there is a figure.
    pub fn status(&self) -> Status {
        match self {
            Measure::Rate(rate) => status_of(*rate),
            Measure::Count { status, .. } => *status,
            Measure::Reports(reports) => reports.map_or(Status::NotMeasurable, Reports::status),
            Measure::Days(days) => days.status,
            Measure::Satisfaction(rates) | Measure::Index(rates) => status_of(rates.map(|(whole, _)| whole)),
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
            Measure::Satisfaction(rates) | Measure::Index(rates) => {
                of(rates.map(|(_, areas)| areas[area as usize]))
            }
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

/// Writes the fields of a rate.
fn rate_fields<S: SerializeStruct>(rate: Option<Rate>, to: &mut S) -> Result<(), S::Error> {
    to.serialize_field("numerator", &rate.map(|r| r.numerator))?;
    to.serialize_field("denominator", &rate.map(|r| r.denominator))?;
    to.serialize_field("value", &rate.and_then(Rate::value))?;
    to.serialize_field("interval", &rate.and_then(Rate::interval))?;
    to.serialize_field("small", &rate.is_some_and(Rate::is_small))?;
    to.serialize_field("status", &status_of(rate))
}

/// Writes the fields of a mean: it is no share, so that it has no interval of one.
fn mean_fields<S: SerializeStruct>(mean: Option<Rate>, to: &mut S) -> Result<(), S::Error> {
    to.serialize_field("numerator", &mean.map(|of| of.numerator))?;
    to.serialize_field("denominator", &mean.map(|of| of.denominator))?;
    to.serialize_field("value", &mean.and_then(Rate::value))?;
    to.serialize_field("small", &mean.is_some_and(Rate::is_small))?;
    to.serialize_field("status", &status_of(mean))
}

/// One figure for each area.
struct Areas<T>([T; 5]);

impl<T: Serialize> Serialize for Areas<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(Area::ALL.map(|area| (area, &self.0[area as usize])))
    }
}

/// A mean by its fields.
#[derive(Clone, Copy)]
struct Mean(Rate);

impl Serialize for Mean {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Mean", 5)?;
        mean_fields(Some(self.0), &mut fields)?;
        fields.end()
    }
}

impl Measure {
    /// The most fields that a figure has.
    pub(crate) const FIELDS: usize = 9;

    /// Writes its fields, so that others can stand beside them.
    pub(crate) fn fields<S: SerializeStruct>(&self, to: &mut S) -> Result<(), S::Error> {
        match self {
            Measure::Rate(rate) => rate_fields(*rate, to),
            Measure::Satisfaction(rates) => {
                rate_fields(rates.map(|(whole, _)| whole), to)?;
                match rates {
                    Some((_, areas)) => {
                        to.serialize_field("areas", &Areas(areas.map(|rate| Measure::Rate(Some(rate)))))
                    }
                    None => to.skip_field("areas"),
                }
            }
            Measure::Index(means) => {
                mean_fields(means.map(|(whole, _)| whole), to)?;
                match means {
                    Some((_, areas)) => to.serialize_field("areas", &Areas(areas.map(Mean))),
                    None => to.skip_field("areas"),
                }
            }
            Measure::Count { value, status } => {
                to.serialize_field("value", value)?;
                to.serialize_field("status", status)
            }
            Measure::Reports(reports) => {
                to.serialize_field("value", &reports.map(|r| r.value))?;
                to.serialize_field("substantiated", &reports.map(|r| r.substantiated))?;
                to.serialize_field("unread", &reports.map(|r| r.unread))?;
                to.serialize_field("status", &self.status())
            }
            Measure::Days(days) => days.fields(to),
        }
    }
}

impl Serialize for Measure {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fields = to.serialize_struct("Measure", Measure::FIELDS)?;
        self.fields(&mut fields)?;
        fields.end()
    }
}

impl DayFigures {
    fn fields<S: SerializeStruct>(&self, to: &mut S) -> Result<(), S::Error> {
        let names = ["mean", "median", "p90", "working_mean", "working_median", "working_p90"];
        for (name, figure) in names.into_iter().zip(self.calendar.iter().chain(&self.working)) {
            to.serialize_field(name, &figure.map(Exact::value))?;
        }
        to.serialize_field("count", &self.count)?;
        to.serialize_field("status", &self.status)?;
        to.serialize_field("reason", &self.reason.map(|reason| reason.to_string()))
    }
}
