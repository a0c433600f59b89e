//! Codes of another shape than nearly all others of their file: seen only in the whole column.

use std::collections::{BTreeMap, BTreeSet};

use sipas_intake::grammar::{NationalCode, code_shape, identity};
use sipas_intake::{Field, Issue, IssueCode, Kind, Layout, Row};

/// More shapes than these make a column in which none is the rule.
const MOST: usize = 64;
/// Of fewer codes nobody knows what the rule is.
const FEWEST: u64 = 5;

/// How many codes of an input have which shape; all that are not told have the national one.
#[derive(Debug, Clone, Default)]
pub(super) struct Shapes {
    others: BTreeMap<String, (u64, Issue)>,
    is_any: bool,
}

impl Shapes {
    /// Takes in the code of a row.
    pub(super) fn see(&mut self, layout: &Layout, row: &Row<'_>) {
        let Some(column) = layout.column(Field::Code).filter(|_| layout.kind() == Kind::Dossiers) else {
            return;
        };
        let code = identity(row.cells.get(column).copied().unwrap_or_default());
        if self.is_any || NationalCode::parse(code.as_bytes()).is_some() {
            return;
        }
        let issue = || Issue {
            code: IssueCode::CodeOdd,
            line: row.line,
            column: layout.header(column).to_owned(),
            value: code.clone().into_owned(),
            expected: String::new(),
        };
        self.others.entry(code_shape(&code)).or_insert_with(|| (0, issue())).0 += 1;
        self.limit();
    }

    fn limit(&mut self) {
        if self.others.len() > MOST {
            *self = Shapes { is_any: true, others: BTreeMap::new() };
        }
    }

    /// Adds those of another part of the input.
    pub(super) fn join(&mut self, other: Shapes) {
        self.is_any |= other.is_any;
        for (shape, (count, first)) in other.others {
            let known = self.others.entry(shape).or_insert_with(|| (0, first.clone()));
            known.0 += count;
            if first.line < known.1.line {
                known.1 = first;
            }
        }
        self.limit();
        if self.is_any {
            self.others.clear();
        }
    }

    /// Turns lines of a part into lines of the file.
    pub(super) fn tell_lines(&mut self, line: impl Fn(u64) -> u64) {
        self.others.values_mut().for_each(|(_, first)| first.line = line(first.line));
    }

    /// The first code of a shape that is not that of at least 80 % of all, and how many there are.
    pub(super) fn doubt(self, codes: u64) -> Option<(Issue, u64)> {
        if self.is_any {
            return None;
        }
        let odd = odd(self.counts(), codes);
        let odd = self.others.iter().filter(|(shape, _)| odd.contains(shape.as_str()));
        let odd = odd.map(|(_, (count, first))| (*count, first.clone()));
        odd.reduce(|(count, first), (more, other)| {
            (count + more, if other.line < first.line { other } else { first })
        })
        .map(|(count, first)| (first, count))
    }

    /// How many codes are of which shape but the national one.
    pub(super) fn counts(&self) -> impl Iterator<Item = (&str, u64)> {
        self.others.iter().map(|(shape, (count, _))| (shape.as_str(), *count))
    }

    /// Whether there are so many shapes that none is the rule.
    pub(super) fn are_many(&self) -> bool {
        self.is_any
    }
}

/// Of the shapes of so many codes, all others being of the national one, those that are odd: where at least 80 % of all are
/// of one shape, the others.
pub(super) fn odd<'s>(counts: impl Iterator<Item = (&'s str, u64)>, codes: u64) -> BTreeSet<&'s str> {
    let counts: BTreeMap<&str, u64> = counts.collect();
    let others: u64 = counts.values().sum();
    let rule = |count: u64| count * 5 >= codes * 4;
    let is_rule = rule(codes.saturating_sub(others)) || counts.values().any(|count| rule(*count));
    if codes < FEWEST || !is_rule || counts.len() > MOST {
        return BTreeSet::new();
    }
    counts.into_iter().filter(|(_, count)| !rule(*count)).map(|(shape, _)| shape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubt(codes: &[&str]) -> Option<(String, u64)> {
        let header = ["Mã hồ sơ", "Ngày tiếp nhận", "Đơn vị xử lý"].map(str::to_owned);
        let layout = Layout::detect(Kind::Dossiers, &[(1, header.to_vec())], None).unwrap();
        let seen = |codes: &[&str]| {
            let mut shapes = Shapes::default();
            for (line, code) in (2..).zip(codes) {
                shapes.see(&layout, &Row { cells: &[*code, "", ""], kinds: &[], line, cut: false });
            }
            shapes
        };
        let whole = seen(codes);
        let mut parts = seen(&codes[..codes.len() / 2]);
        parts.join(seen(&codes[codes.len() / 2..]));
        let told =
            |shapes: Shapes| shapes.doubt(codes.len() as u64).map(|(issue, count)| (issue.value, count));
        assert_eq!(told(parts).map(|(_, count)| count), told(whole.clone()).map(|(_, count)| count));
        told(whole)
    }

    #[test]
    fn codes_are_held_against_nearly_all_others() {
        const NATIONAL: &str = "H37.12-250613-0001";
        assert_eq!(doubt(&[NATIONAL, NATIONAL, "25/BN-7", NATIONAL, NATIONAL]), Some(("25/BN-7".into(), 1)));
        assert_eq!(doubt(&["BN-1", "BN-22", "BN-333", "BN-4", "17"]), Some(("17".into(), 1)));
        assert_eq!(doubt(&["BN-1", "BN-22", "BN-333", "BN-4", "BN-5555"]), None);
        assert_eq!(doubt(&[NATIONAL, "BN-1", "BN-2", NATIONAL, "BN-3", NATIONAL]), None);
        assert_eq!(doubt(&[NATIONAL, NATIONAL, NATIONAL, "17"]), None);
        assert_eq!(doubt(&[NATIONAL; 8]), None);
    }
}
