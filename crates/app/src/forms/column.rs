//! The columns of a form as data: what each counts, and which sums hold on every row.

use sipas_render::{Align, FormColumn};

/// The number of a form's first column of counts: before it are the number and the name of the row.
pub(super) const FIRST: usize = 3;

/// How wide a column of counts is, in digits.
const WIDTH: u16 = 10;

/// A column of counts.
pub(super) struct Count<R> {
    /// The name for programs.
    pub(super) id: &'static str,
    /// Its heading, under those that it shares with its neighbours.
    pub(super) path: &'static [&'static str],
    /// Its number, and what it is the sum of.
    pub(super) label: &'static str,
    /// Whether a record is counted.
    pub(super) counts: fn(&R) -> bool,
}

/// A sum and its parts, by the numbers of the columns.
pub(super) type Sum = (usize, &'static [usize]);

/// What a form counts of each record.
pub(super) struct Columns<R: 'static> {
    pub(super) counts: &'static [Count<R>],
    /// What holds on every row of a sound form: it is asserted.
    pub(super) sums: &'static [Sum],
}

impl<R> Columns<R> {
    /// The headings, behind those of the number and the name of the row.
    pub(super) fn headings(&self, number: &'static str, subject: String) -> Vec<FormColumn> {
        let mut all = vec![FormColumn::text("number", number, "(1)", 8)];
        all.push(FormColumn { path: vec![subject.into()], ..FormColumn::text("name", "", "(2)", 34) });
        all.extend(self.counts.iter().map(|count| FormColumn {
            id: count.id.into(),
            path: count.path.iter().map(|part| (*part).into()).collect(),
            label: count.label.into(),
            width: WIDTH,
            align: Align::Right,
            for_programs: false,
        }));
        all
    }

    /// Nothing counted yet.
    pub(super) fn none(&self) -> Vec<u64> {
        vec![0; self.counts.len()]
    }

    /// Counts a record.
    pub(super) fn add(&self, record: &R, to: &mut [u64]) {
        for (count, to) in self.counts.iter().zip(to) {
            *to += u64::from((count.counts)(record));
        }
    }

    /// The first sum that does not hold.
    pub(super) fn unbalanced(&self, counts: &[u64]) -> Option<String> {
        let count = |column: &usize| counts[column - FIRST];
        let wrong =
            self.sums.iter().find(|(sum, parts)| count(sum) != parts.iter().map(count).sum::<u64>())?;
        let parts: Vec<_> = wrong.1.iter().map(|part| format!("({part})")).collect();
        Some(format!("({}) = {}", wrong.0, parts.join(" + ")))
    }
}
