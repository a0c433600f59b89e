//! The rates of groups, side by side, with how each stands to the whole.

use std::collections::BTreeMap;

use sipas_core::{Dimension, Group, Indicator, Measure, Rate, Report};

use crate::control::{ControlLimits, Signal};
use crate::lang::Lang;
use crate::table::{Cell, Column, Table, Tone};

/// One rate in the groups of one dimension.
pub(super) struct Series<'r> {
    pub(super) report: &'r Report,
    pub(super) indicator: &'static Indicator,
    /// The rate of the whole, from which the control limits are.
    pub(super) whole: Rate,
    pub(super) points: Vec<Point>,
}

/// The rate of one group.
#[derive(Debug, Clone)]
pub(super) struct Point {
    /// The value of its key.
    pub(super) key: String,
    pub(super) rate: Rate,
    /// Where the group has data.
    pub(super) control: Option<(ControlLimits, Signal)>,
}

impl<'r> Series<'r> {
    /// The groups in the order of their keys; `None` where the rate is not measurable. Where groups have more
    /// dimensions than the one, their pairs add up, since every record is in one group.
    pub(super) fn of(report: &'r Report, dimension: Dimension, id: &str) -> Option<Series<'r>> {
        let rate = |group: Group<'_>| match group.find(id)? {
            (indicator, Measure::Rate(Some(rate))) => Some((indicator, rate)),
            _ => None,
        };
        let (indicator, whole) = rate(report.whole())?;
        let mut groups = BTreeMap::new();
        for group in report.parts() {
            if let (Some(key), Some((_, rate))) = (group.key.get(dimension), rate(group)) {
                let sum = groups.entry(key.to_owned()).or_insert(Rate::new(0, 0));
                *sum = Rate::new(sum.numerator + rate.numerator, sum.denominator + rate.denominator);
            }
        }
        let point = |(key, rate): (String, Rate)| Point {
            control: ControlLimits::of(whole, rate.denominator, ControlLimits::TAIL)
                .map(|limits| (limits, limits.judge(rate.numerator))),
            key,
            rate,
        };
        Some(Series { report, indicator, whole, points: groups.into_iter().map(point).collect() })
    }

    /// How a rate is written.
    pub(super) fn shown(&self, rate: Rate, lang: Lang) -> String {
        let shown = self.report.percent(self.indicator, rate);
        shown.map_or_else(|| lang.status(sipas_core::Status::NoData).to_owned(), |shown| lang.percent(&shown))
    }

    /// The threshold that the plan sets, the one that is not 100 % first.
    pub(super) fn target(&self) -> Option<f64> {
        let thresholds = self.report.plan.as_ref()?.thresholds_of(self.indicator.id);
        thresholds.into_iter().filter_map(Rate::value).reduce(f64::min)
    }

    /// The names of the groups out of control, on that side.
    pub(super) fn out(&self, side: Signal, name: impl Fn(&str) -> String) -> Vec<String> {
        let out = self.points.iter().filter(|point| point.control.is_some_and(|(_, signal)| signal == side));
        out.map(|point| name(&point.key)).collect()
    }

    /// The figures behind a chart, the whole last.
    pub(super) fn table(&self, heading: Column, name: impl Fn(&str) -> String, lang: Lang) -> Table {
        let columns = vec![
            heading,
            Column::right("judged", lang.judged()),
            Column::right("late", lang.group_late()),
            Column::right("on_time_return_rate", lang.group_on_time()),
            Column::right("interval", lang.interval()),
            Column::right("limits", lang.limits()),
            Column::left("signal", lang.signal()),
        ];
        let row = |name: String, rate: Rate, [limits, signal]: [Cell; 2]| {
            let percent = self.report.percent(self.indicator, rate);
            vec![
                Cell::Text(name),
                Cell::count(rate.denominator),
                Cell::count(rate.denominator - rate.numerator),
                percent.map_or(Cell::Empty, |shown| Cell::Percent { rate, shown }),
                rate.interval().map_or(Cell::Empty, Cell::Interval),
                limits,
                signal,
            ]
        };
        let of = |point: &Point| {
            let no_data = || [Cell::Empty, Cell::text(lang.status(sipas_core::Status::NoData))];
            let control = point.control.map_or_else(no_data, |(limits, signal)| {
                [Cell::Interval(limits.bounds()), remark(signal, point.rate, lang)]
            });
            row(name(&point.key), point.rate, control)
        };
        let whole = row(lang.whole().to_owned(), self.whole, [Cell::Empty, Cell::Empty]);
        let rows = self.points.iter().map(of).chain([whole]).collect();
        Table { title: String::new(), columns, rows }
    }
}

fn remark(signal: Signal, rate: Rate, lang: Lang) -> Cell {
    let (words, tone) = match signal {
        Signal::Within => (lang.signal_within(), Tone::Plain),
        Signal::Low => (lang.signal_low(), Tone::Bad),
        Signal::High => (lang.signal_high(), Tone::Good),
    };
    let small = if rate.is_small() { format!(", {}", lang.small()) } else { String::new() };
    Cell::Term { id: "signal".into(), text: format!("{words}{small}"), tone }
}
