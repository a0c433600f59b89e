//! Two reports side by side.

use std::collections::BTreeMap;

use sipas_core::{FigureKind, Group, Indicator, Key, Rate, Report, Status, Wording, difference_of_counts};

use super::report::{Figure, figures, keys};
use super::{Columns, Table};

/// One figure of a group now and then. A group may be in one of the reports only.
struct Compared<'r> {
    key: &'r Key,
    now: Option<Figure<'r>>,
    then: Option<Figure<'r>>,
}

impl<'r> Compared<'r> {
    fn either(&self) -> &Figure<'r> {
        self.now.as_ref().or(self.then.as_ref()).expect("it is in one of them")
    }

    /// The value now, the value then, and the 95 % interval of their difference.
    fn difference(&self) -> Option<(f64, Option<[f64; 2]>)> {
        let (now, then) = (self.now.as_ref()?, self.then.as_ref()?);
        let difference = now.value? - then.value?;
        let interval = now.pair.zip(then.pair).and_then(|(now, then)| match self.either().indicator.figure {
            FigureKind::Count => Some(difference_of_counts(now.numerator, then.numerator)),
            _ => now.difference(then),
        });
        Some((difference, interval))
    }

    fn status(&self) -> Status {
        let of = |figure: &Option<Figure<'_>>| figure.as_ref().map_or(Status::NoData, |figure| figure.status);
        match (of(&self.now), of(&self.then)) {
            (Status::Measured, then) => then,
            (now, _) => now,
        }
    }
}

/// Every figure of two reports by the same dimensions, the whole first: now, then, the difference, and the 95 % interval
/// of the difference of rates and counts.
pub fn compared(now: &Report, then: &Report, wording: fn(&Indicator) -> Wording) -> Table {
    let mut groups: BTreeMap<&Key, [Option<Group<'_>>; 2]> = BTreeMap::new();
    for (n, report) in [now, then].into_iter().enumerate() {
        for group in report.groups() {
            groups.entry(group.key).or_default()[n] = Some(group);
        }
    }
    let rows = groups.into_iter().flat_map(|(key, of)| {
        let [now, then] = of.map(|group| group.map(figures));
        let length = now.as_ref().or(then.as_ref()).map_or(0, Vec::len);
        let (mut now, mut then) = (now.map(Vec::into_iter), then.map(Vec::into_iter));
        let next = |from: &mut Option<std::vec::IntoIter<_>>| from.as_mut().and_then(Iterator::next);
        (0..length).map(|_| Compared { key, now: next(&mut now), then: next(&mut then) }).collect::<Vec<_>>()
    });
    let rows: Vec<Compared<'_>> = rows.collect();
    let all = || rows.iter();
    let pair = |of: &Option<Figure<'_>>| of.as_ref().and_then(|figure| figure.pair);
    let is_rate = |row: &&Compared<'_>| row.either().indicator.figure != FigureKind::Count;
    let numerator = |of: &Option<Figure<'_>>| pair(of).map(|pair: Rate| pair.numerator);
    let value = |of: &Option<Figure<'_>>| of.as_ref().and_then(|figure| figure.value);
    let bound = |row: &Compared<'_>, n: usize| row.difference().and_then(|(_, interval)| Some(interval?[n]));
    let denominators = |of: fn(&Compared<'_>) -> Option<Rate>| {
        all().map(move |row| of(row).filter(|_| is_rate(&row)).map(|pair| pair.denominator))
    };
    keys(Columns::default(), &now.by, || all().map(|row| row.key))
        .text("indicator", all().map(|row| Some(row.either().indicator.id)))
        .text("part", all().map(|row| row.either().part.as_deref()))
        .text("name", all().map(|row| Some(wording(row.either().indicator).name)))
        .count("now_numerator", all().map(|row| numerator(&row.now)))
        .count("now_denominator", denominators(|row| row.now.as_ref().and_then(|figure| figure.pair)))
        .number("now", all().map(|row| value(&row.now)))
        .count("then_numerator", all().map(|row| numerator(&row.then)))
        .count("then_denominator", denominators(|row| row.then.as_ref().and_then(|figure| figure.pair)))
        .number("then", all().map(|row| value(&row.then)))
        .number("difference", all().map(|row| row.difference().map(|(difference, _)| difference)))
        .number("low", all().map(|row| bound(row, 0)))
        .number("high", all().map(|row| bound(row, 1)))
        .text("status", all().map(|row| Some(row.status().name())))
        .table()
}
