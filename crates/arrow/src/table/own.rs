//! Figures of the user's own beside those of a report.

use std::cmp::Ordering;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray, new_null_array,
};
use sipas_core::{Comparator, Rate, Report};

use super::Table;

/// An indicator of the user's own, and its figure in each group of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFigures {
    /// Its name in tables.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// The target that it has to reach.
    pub target: Option<(Comparator, Rate)>,
    /// Numerator and denominator, the whole first; a count has no denominator; `None` is not measurable.
    pub figures: Vec<Option<(u64, Option<u64>)>>,
}

/// One figure in one group.
#[derive(Clone, Copy)]
struct Figure<'o> {
    own: &'o OwnFigures,
    pair: Option<(u64, Option<u64>)>,
}

impl Figure<'_> {
    fn rate(self) -> Option<Rate> {
        let (numerator, denominator) = self.pair?;
        Some(Rate::new(numerator, denominator?))
    }

    fn value(self) -> Option<f64> {
        let (numerator, denominator) = self.pair?;
        denominator.map_or(Some(numerator as f64), |of| Rate::new(numerator, of).value())
    }

    /// What is more than all that it is of has no interval.
    fn interval(self) -> Option<[f64; 2]> {
        self.rate().filter(|rate| rate.numerator <= rate.denominator).and_then(Rate::interval)
    }

    fn status(self) -> &'static str {
        match self.pair {
            None => "not_measurable",
            Some((_, Some(0))) => "no_data",
            Some(_) => "measured",
        }
    }

    fn verdict(self) -> Option<&'static str> {
        let (comparator, threshold) = self.own.target?;
        let (numerator, denominator) = match self.pair {
            None => return Some("not_measurable"),
            Some((numerator, denominator)) => (numerator, denominator.unwrap_or(1)),
        };
        let is_met = match (Rate::new(numerator, denominator).compare(threshold), comparator) {
            (None, _) => return Some("no_data"),
            (Some(order), Comparator::Less) => order == Ordering::Less,
            (Some(order), Comparator::AtMost) => order != Ordering::Greater,
            (Some(order), Comparator::Equal) => order == Ordering::Equal,
            (Some(order), Comparator::AtLeast) => order != Ordering::Less,
            (Some(order), Comparator::Greater) => order == Ordering::Greater,
        };
        Some(if is_met { "met" } else { "missed" })
    }
}

/// The table of indicators with those of the user's own behind them.
pub fn with_own_figures(table: Table, report: &Report, own: &[OwnFigures]) -> Table {
    appended(table, report, own, |name, all| {
        Some(match name {
            "indicator" => texts(all, |of| Some(&of.own.id)),
            "name" => texts(all, |of| Some(&of.own.name)),
            "numerator" => counts(all, |of| of.pair.map(|pair| pair.0)),
            "denominator" => counts(all, |of| of.pair.and_then(|pair| pair.1)),
            "value" => numbers(all, Figure::value),
            "low" => numbers(all, |of| of.interval().map(|interval| interval[0])),
            "high" => numbers(all, |of| of.interval().map(|interval| interval[1])),
            "small" => Arc::new(
                all.iter().map(|of| Some(of.rate().is_some_and(Rate::is_small))).collect::<BooleanArray>(),
            ),
            "status" => texts(all, |of| Some(of.status())),
            _ => return None,
        })
    })
}

/// The scorecard with the targets of indicators of the user's own behind those of the plan.
pub fn with_own_scores(table: Table, report: &Report, own: &[OwnFigures]) -> Table {
    let own: Vec<OwnFigures> = own.iter().filter(|own| own.target.is_some()).cloned().collect();
    let threshold =
        |of: Figure<'_>| of.own.target.map(|(_, of)| format!("{}/{}", of.numerator, of.denominator));
    appended(table, report, &own, |name, all| {
        Some(match name {
            "id" | "indicator" => texts(all, |of| Some(&of.own.id)),
            "task" => texts(all, |of| Some(&of.own.name)),
            "comparator" => texts(all, |of| of.own.target.map(|(comparator, _)| comparator.sign())),
            "threshold" => texts(all, threshold),
            "numerator" => counts(all, |of| of.pair.map(|pair| pair.0)),
            "denominator" => counts(all, |of| of.pair.and_then(|pair| pair.1)),
            "value" => numbers(all, Figure::value),
            "verdict" => texts(all, Figure::verdict),
            "derived" => Arc::new(all.iter().map(|_| Some(false)).collect::<BooleanArray>()),
            "cautions" | "coordinating" | "lead" => texts(all, |_| Some("")),
            _ => return None,
        })
    })
}

/// The table with rows of its own columns: group by group, the keys as they are; what is not given is null.
fn appended(
    mut table: Table,
    report: &Report,
    own: &[OwnFigures],
    column: impl for<'f> Fn(&str, &'f [Figure<'f>]) -> Option<ArrayRef>,
) -> Table {
    if own.is_empty() {
        return table;
    }
    let groups =
        || report.groups().enumerate().flat_map(|(n, group)| own.iter().map(move |own| (n, group, own)));
    let all: Vec<Figure<'_>> =
        groups().map(|(n, _, own)| Figure { own, pair: own.figures.get(n).copied().flatten() }).collect();
    let key = |name: &str| {
        let by = report.by.iter().copied().find(|by| by.name() == name)?;
        let values = groups().map(|(_, group, _)| group.key.get(by));
        Some(Arc::new(values.collect::<StringArray>()) as ArrayRef)
    };
    let fields = table.schema.fields().iter();
    let columns = fields.map(|field| {
        let made = key(field.name()).or_else(|| column(field.name(), &all));
        made.unwrap_or_else(|| new_null_array(field.data_type(), all.len()))
    });
    let batch = RecordBatch::try_new(Arc::clone(&table.schema), columns.collect());
    table.batches.push(batch.expect("columns of one length, by the schema"));
    table
}

fn texts<'f, T: AsRef<str>>(all: &'f [Figure<'f>], of: impl Fn(Figure<'f>) -> Option<T>) -> ArrayRef {
    Arc::new(all.iter().map(|figure| of(*figure)).collect::<StringArray>())
}

fn counts<'f>(all: &'f [Figure<'f>], of: impl Fn(Figure<'f>) -> Option<u64>) -> ArrayRef {
    let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Arc::new(all.iter().map(|figure| of(*figure).map(signed)).collect::<Int64Array>())
}

fn numbers<'f>(all: &'f [Figure<'f>], of: impl Fn(Figure<'f>) -> Option<f64>) -> ArrayRef {
    Arc::new(all.iter().map(|figure| of(*figure)).collect::<Float64Array>())
}
