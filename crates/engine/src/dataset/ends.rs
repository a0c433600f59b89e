//! Ends that stand once for several rows, as where cells were merged before a table was saved as text: seen only in all rows.

use std::collections::BTreeMap;

use sipas_core::{Day, DossierStatus, FactsColumns, Moment};

/// Fewer ends on different days are so by chance.
const FEWEST: usize = 5;

/// On which days dossiers ended, as long as no two of them ended on one day; and when those without an end and a state fell due.
///
/// Of nearly every export the first rows show that two ended on one day. Then nothing is looked at any more.
#[derive(Debug, Clone, Default)]
pub(super) struct EndsOnce {
    is_usual: bool,
    ends: BTreeMap<Day, u64>,
    open: BTreeMap<Day, u64>,
}

impl EndsOnce {
    /// Nothing is to be seen, as where there is no column of ends.
    pub(super) fn settled() -> EndsOnce {
        EndsOnce { is_usual: true, ..EndsOnce::default() }
    }

    /// Whether nothing more needs to be looked at.
    pub(super) fn is_settled(&self) -> bool {
        self.is_usual
    }

    /// Takes in when a row ended, or when one without an end and a state fell due.
    pub(super) fn see(&mut self, end: Option<Day>, open: Option<Day>) {
        let seen = end.map(|end| (&mut self.ends, end)).or(open.map(|due| (&mut self.open, due)));
        if let Some((days, day)) = seen {
            *days.entry(day).or_default() += 1;
            if end.is_some_and(|end| self.ends[&end] > 1) {
                *self = EndsOnce::settled();
            }
        }
    }

    /// Takes in the rows that are marked, up to the one that settles it.
    pub(super) fn see_all(&mut self, facts: &FactsColumns, marks: &[bool]) {
        let ends = facts.finished_at.iter().zip(&facts.returned_at);
        let rows = ends.zip(facts.due_at.iter().zip(&facts.status)).zip(marks);
        for (((finished, returned), (due, status)), _) in rows.filter(|(_, mark)| **mark) {
            if self.is_usual {
                return;
            }
            let open = due.filter(|_| *status == DossierStatus::Unknown);
            self.see(finished.or(*returned).map(Moment::day), open.map(Moment::day));
        }
    }

    pub(super) fn join(&mut self, other: EndsOnce) {
        if self.is_usual || other.is_usual {
            *self = EndsOnce::settled();
            return;
        }
        for (days, more) in [(&mut self.ends, other.ends), (&mut self.open, other.open)] {
            for (day, n) in more {
                *days.entry(day).or_default() += n;
            }
        }
    }

    /// How many rows have no end that may stand in a row above them.
    pub(super) fn doubt(&self) -> u64 {
        if self.is_usual { 0 } else { without_end(&self.ends, &self.open) }
    }

    /// What was seen: whether it is settled, the days of ends, the deadlines of what is open.
    pub(super) fn seen(&self) -> (bool, [&BTreeMap<Day, u64>; 2]) {
        (self.is_usual, [&self.ends, &self.open])
    }
}

/// How many rows fell due before the last end and have none, where no two ended on one day and they are as many as those that
/// ended, or more.
pub(super) fn without_end<D: Ord>(ends: &BTreeMap<D, u64>, open: &BTreeMap<D, u64>) -> u64 {
    let Some((last, _)) = ends.last_key_value() else { return 0 };
    let overdue: u64 = open.range(..last).map(|(_, n)| n).sum();
    let is_once = ends.len() >= FEWEST && ends.values().all(|n| *n == 1);
    if is_once && overdue >= ends.len() as u64 { overdue } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> Option<Day> {
        Day::from_ymd(2025, 6, day).ok()
    }

    /// The doubt of rows of an end, or none, and a deadline; read as one, and as two parts.
    fn doubt(rows: &[(Option<Day>, Option<Day>)]) -> u64 {
        let seen = |rows: &[(Option<Day>, Option<Day>)]| {
            let mut ends = EndsOnce::default();
            for (end, due) in rows {
                if !ends.is_settled() {
                    ends.see(*end, *due);
                }
            }
            ends
        };
        let whole = seen(rows).doubt();
        for cut in 0..=rows.len() {
            let mut ends = seen(&rows[..cut]);
            ends.join(seen(&rows[cut..]));
            assert_eq!(ends.doubt(), whole, "{cut}");
        }
        whole
    }

    #[test]
    fn ends_on_days_of_their_own_beside_as_many_overdue_are_doubted() {
        let once = |ends: std::ops::Range<u32>, below: usize| {
            ends.flat_map(|at| [vec![(day(at), day(9))], vec![(None, day(9)); below]].concat())
                .collect::<Vec<_>>()
        };
        assert_eq!(doubt(&once(10..16, 2)), 12);
        assert_eq!(doubt(&once(10..16, 1)), 6);
        assert_eq!(doubt(&once(10..14, 3)), 0, "few");
        assert_eq!(doubt(&once(10..16, 0)), 0, "all ended");
        assert_eq!(doubt(&[once(10..16, 2), vec![(day(12), day(9))]].concat()), 0, "two on one day");
        let open: Vec<_> = once(10..16, 2).into_iter().map(|(end, _)| (end, day(20))).collect();
        assert_eq!(doubt(&open), 0, "not yet due");
        assert_eq!(doubt(&[]), 0);
    }
}
