//! From the groups of a report to the rows of a form, every row checked.

use sipas_core::{Dimension, Group, Report};
use sipas_render::Lang;

use super::{FormColumn, FormError, FormRow, Level};

/// How a form counts a group, or `None` where the group has no such records.
type Count<'f> = dyn Fn(Group<'_>) -> Option<Vec<u64>> + 'f;

/// The number of a form's first column of counts: before it are the number and the name of the row.
const FIRST: usize = 3;

pub(super) struct Rows<'f> {
    pub(super) columns: &'f [FormColumn],
    /// Sums and their parts, by the numbers of the columns.
    pub(super) sums: &'f [(usize, &'f [usize])],
    pub(super) counts: &'f Count<'f>,
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

impl Rows<'_> {
    /// One row a group that has something to count; of two dimensions, under a row of each value of the first. The
    /// whole is last.
    pub(super) fn of(&self, report: &Report) -> Result<Vec<FormRow>, FormError> {
        let mut rows = Vec::new();
        let mut sum = vec![0; self.columns.len()];
        let (mut outer, mut inner): (Option<(usize, &str)>, usize) = (None, 0);
        let mut outers = 0;
        for group in report.parts() {
            let counts = (self.counts)(group).filter(|counts| counts.iter().any(|n| *n > 0));
            let Some(counts) = counts else { continue };
            let values: Vec<_> = group.key.iter().collect();
            if let [(by, value), _] = values.as_slice()
                && outer.is_none_or(|(_, open)| open != *value)
            {
                (outers, inner) = (outers + 1, 0);
                outer = Some((rows.len(), value));
                let (name, counts) = (Lang::Vi.key(*by, value).into_owned(), vec![0; self.columns.len()]);
                rows.push(FormRow { number: roman(outers), name, level: Level::Group, counts });
            }
            inner += 1;
            add(&mut sum, &counts);
            if let Some((at, _)) = outer {
                add(&mut rows[at].counts, &counts);
            }
            let name =
                values.last().map_or_else(String::new, |(by, value)| Lang::Vi.key(*by, value).into_owned());
            rows.push(FormRow { number: inner.to_string(), name, level: Level::Detail, counts });
        }
        let counts = (self.counts)(report.whole()).unwrap_or_else(|| sum.clone());
        if counts != sum {
            return Err(FormError::Whole);
        }
        rows.push(FormRow {
            number: String::new(), name: "Tổng số".to_owned(), level: Level::Whole, counts
        });
        rows.iter().try_for_each(|row| self.check(row))?;
        Ok(rows)
    }

    fn check(&self, row: &FormRow) -> Result<(), FormError> {
        let count = |column: &usize| row.counts[column - FIRST];
        for (sum, parts) in self.sums {
            if count(sum) != parts.iter().map(count).sum::<u64>() {
                let parts: Vec<_> = parts.iter().map(|part| format!("({part})")).collect();
                return Err(FormError::Unbalanced {
                    row: row.name.clone(),
                    sum: format!("({sum}) = {}", parts.join(" + ")),
                });
            }
        }
        Ok(())
    }
}

fn add(to: &mut [u64], from: &[u64]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

/// `I`, `II`, `III`, `IV`, …
fn roman(n: usize) -> String {
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
