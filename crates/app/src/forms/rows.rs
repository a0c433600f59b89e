//! From the records of a period to the rows of a form, every row checked.

use std::collections::BTreeMap;

use sipas_core::{Dimension, Report};
use sipas_render::{Cell, FormRow, Lang, Level};

use super::column::Columns;
use super::record::Names;
use super::{Filling, FormError};

/// Counts of rows by their keys, of one value or two.
pub(super) struct Rows<'c, R: 'static> {
    columns: &'c Columns<R>,
    /// A key that is not known comes last.
    counted: BTreeMap<Vec<(bool, String)>, Vec<u64>>,
    whole: Vec<u64>,
}

/// What the rows are: the heading of their names.
pub(super) fn subject(report: &Report) -> Result<String, FormError> {
    let words = |by: &Dimension| Lang::Vi.dimension(*by);
    match report.by.as_slice() {
        [] => Err(FormError::NoGroups),
        // A dossier counts in the month of its end, so that a month has no dossiers in progress.
        by if by.contains(&Dimension::Month) => Err(FormError::By(Dimension::Month)),
        [by] => Ok(words(by).to_owned()),
        [outer, inner] => Ok(format!("{}, {}", words(outer), words(inner).to_lowercase())),
        [_, _, third, ..] => Err(FormError::By(*third)),
    }
}

impl<'c, R> Rows<'c, R> {
    pub(super) fn new(columns: &'c Columns<R>) -> Rows<'c, R> {
        Rows { columns, counted: BTreeMap::new(), whole: columns.none() }
    }

    /// Counts a record in its row.
    pub(super) fn add(&mut self, key: Vec<String>, record: &R) {
        let key = key.into_iter().map(|value| (value.is_empty(), value)).collect();
        let row = self.counted.entry(key).or_insert_with(|| self.columns.none());
        self.columns.add(record, row);
        self.columns.add(record, &mut self.whole);
    }

    /// What a column counts of all records; `None` where the form has no such column.
    fn total(&self, id: &str) -> Option<u64> {
        self.columns.counts.iter().zip(&self.whole).find(|(count, _)| count.id == id).map(|(_, n)| *n)
    }

    /// One row a key that has something to count; of two values, under a row of each first one. The whole is last, under
    /// that name.
    pub(super) fn finish(
        self,
        shown: impl Fn(usize, &str) -> String,
        whole: &str,
    ) -> Result<Vec<FormRow>, FormError> {
        let mut rows: Vec<(String, String, Level, Vec<u64>)> = Vec::new();
        let mut outer: Option<(usize, &str)> = None;
        let (mut outers, mut inner) = (0, 0);
        for (key, counts) in &self.counted {
            if counts.iter().all(|n| *n == 0) {
                continue;
            }
            if let [(_, value), _] = &key[..]
                && outer.is_none_or(|(_, open)| open != value)
            {
                (outers, inner) = (outers + 1, 0);
                outer = Some((rows.len(), value));
                rows.push((roman(outers), shown(0, value), Level::Group, self.columns.none()));
            }
            inner += 1;
            if let Some((at, _)) = outer {
                rows[at].3.iter_mut().zip(counts).for_each(|(to, n)| *to += n);
            }
            let name = key.last().map_or_else(String::new, |(_, value)| shown(key.len() - 1, value));
            rows.push((inner.to_string(), name, Level::Detail, counts.clone()));
        }
        rows.push((String::new(), whole.to_owned(), Level::Whole, self.whole));
        let row = |(number, name, level, counts): (String, String, Level, Vec<u64>)| {
            if let Some(sum) = self.columns.unbalanced(&counts) {
                return Err(FormError::Unbalanced { row: name, sum });
            }
            let words = [Cell::Text(number), Cell::Text(name)];
            Ok(FormRow {
                level,
                cells: words.into_iter().chain(counts.into_iter().map(Cell::count)).collect(),
            })
        };
        rows.into_iter().map(row).collect()
    }
}

impl Filling<'_> {
    /// Holds the columns `received_total`, `resolved_total` and `in_progress_total` of all rows, as far as the form has them,
    /// against the counts of the report, which are made another way.
    pub(super) fn agrees_with_report<R>(&self, all: &Rows<'_, R>) -> Result<(), FormError> {
        let Some(counts) = self.report.whole().dossiers() else { return Ok(()) };
        let open = counts.handled() - counts.concluded();
        let expected = [
            ("received_total", counts.handled()),
            ("resolved_total", counts.concluded()),
            ("in_progress_total", open),
        ];
        let differs = |(id, expected): (&str, u64)| all.total(id).is_some_and(|total| total != expected);
        if expected.into_iter().any(differs) { Err(FormError::Whole) } else { Ok(()) }
    }
}

/// What people call the values of keys by the dimensions of a report.
pub(super) fn shown(names: &Names, report: &Report) -> impl Fn(usize, &str) -> String {
    let by = report.by.clone();
    move |at, value| by.get(at).map_or_else(|| value.to_owned(), |by| names.shown(*by, value))
}

/// `I`, `II`, `III`, `IV`, …
pub(super) fn roman(n: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = n;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}
