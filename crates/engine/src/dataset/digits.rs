//! Codes of digits that a spreadsheet may have changed: seen only in the whole column.

use sipas_intake::grammar::{KEPT_DIGITS, trim};
use sipas_intake::{CellKind, Field, Issue, IssueCode, Kind, Layout, Row};

/// What the codes of digits of an input have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Digits {
    /// Codes in number cells, and where the first stands.
    numbers: u64,
    first_number: Option<Issue>,
    /// Codes in text cells that begin with a zero.
    zeros: u64,
    /// Codes of more digits than a spreadsheet keeps.
    long: u64,
    /// Of these, the ones with nothing but zeros after the digits that it keeps, and how many zeros they are in all.
    rounded: u64,
    rounded_zeros: u64,
    first_rounded: Option<Issue>,
    /// All codes, and those of so few digits that they may count something, in a file that says nothing else of a dossier.
    codes: u64,
    small: u64,
    first_small: Option<Issue>,
}

/// Codes of more digits number dossiers.
const SMALL: usize = 3;

/// Fewer zeros at the end of all long codes may be so by chance: each is one in ten.
const ZEROS: u64 = 6;

impl Digits {
    /// Takes in the code of a row.
    pub(super) fn see(&mut self, layout: &Layout, row: &Row<'_>) {
        let Some(column) = layout.column(Field::Code) else { return };
        let code = trim(row.cells.get(column).copied().unwrap_or_default());
        self.codes += 1;
        if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        let issue = |code: IssueCode| Issue {
            code,
            line: row.line,
            column: layout.header(column).to_owned(),
            value: trim(row.cells[column]).to_owned(),
            expected: String::new(),
        };
        if row.kind(column) == CellKind::Number {
            self.numbers += 1;
            self.first_number.get_or_insert_with(|| issue(IssueCode::CodeZeros));
        } else if code.starts_with('0') {
            self.zeros += 1;
        }
        let fields = [Field::DueAt, Field::FinishedAt, Field::ReturnedAt, Field::Status, Field::Officer];
        let is_bare =
            || layout.kind() == Kind::Dossiers && fields.iter().all(|field| layout.column(*field).is_none());
        if code.len() <= SMALL && is_bare() {
            self.small += 1;
            self.first_small.get_or_insert_with(|| issue(IssueCode::CodeCounts));
        }
        if let Some((_, rest)) = code.split_at_checked(KEPT_DIGITS).filter(|(_, rest)| !rest.is_empty()) {
            self.long += 1;
            if rest.bytes().all(|byte| byte == b'0') {
                self.rounded += 1;
                self.rounded_zeros += rest.len() as u64;
                self.first_rounded.get_or_insert_with(|| issue(IssueCode::CodeRounded));
            }
        }
    }

    /// Adds those of another part of the input.
    pub(super) fn join(&mut self, other: Digits) {
        let first =
            |a: Option<Issue>, b: Option<Issue>| a.into_iter().chain(b).min_by_key(|issue| issue.line);
        self.numbers += other.numbers;
        self.first_number = first(self.first_number.take(), other.first_number);
        self.zeros += other.zeros;
        self.long += other.long;
        self.rounded += other.rounded;
        self.rounded_zeros += other.rounded_zeros;
        self.first_rounded = first(self.first_rounded.take(), other.first_rounded);
        self.codes += other.codes;
        self.small += other.small;
        self.first_small = first(self.first_small.take(), other.first_small);
    }

    /// The long codes, those of them with nothing but zeros at their end, and how many zeros these are: numbers that add up.
    pub(super) fn rounded(&self) -> [u64; 3] {
        [self.long, self.rounded, self.rounded_zeros]
    }

    /// Turns lines of a part into lines of the file.
    pub(super) fn tell_lines(&mut self, line: impl Fn(u64) -> u64) {
        let firsts = [&mut self.first_number, &mut self.first_rounded, &mut self.first_small];
        for first in firsts.into_iter().flatten() {
            first.line = line(first.line);
        }
    }

    /// What there is to doubt: the first place, and how many rows.
    pub(super) fn doubts(self) -> impl Iterator<Item = (Issue, u64)> {
        let is_rounded = are_rounded(&self.rounded());
        let numbers = self.first_number.filter(|_| self.zeros > 0).map(|first| (first, self.numbers));
        let rounded = self.first_rounded.filter(|_| is_rounded).map(|first| (first, self.rounded));
        let counts = self.first_small.filter(|_| self.small == self.codes).map(|first| (first, self.small));
        numbers.into_iter().chain(rounded).chain(counts)
    }
}

/// Whether all long codes end in zeros, and more of them than can be by chance.
pub(super) fn are_rounded(numbers: &[u64]) -> bool {
    matches!(numbers, [long, rounded, zeros] if rounded == long && *zeros >= ZEROS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a column of codes, each in a number cell or not; in two parts, cut anywhere.
    fn doubts(codes: &[(&str, CellKind)]) -> Vec<(IssueCode, u64, u64)> {
        let header = ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả"].map(str::to_owned).to_vec();
        let layout = Layout::detect(Kind::Dossiers, &[(1, header)], None).unwrap();
        let read = |codes: &[(&str, CellKind)], from: u64| {
            let mut digits = Digits::default();
            for ((code, kind), line) in codes.iter().zip(from..) {
                digits.see(&layout, &Row { cells: &[code], kinds: &[*kind], line, cut: false });
            }
            digits
        };
        let said = |digits: Digits| {
            digits.doubts().map(|(issue, count)| (issue.code, issue.line, count)).collect::<Vec<_>>()
        };
        let whole = said(read(codes, 2));
        for cut in 0..codes.len() {
            let mut later = read(&codes[cut..], 2 + cut as u64);
            later.join(read(&codes[..cut], 2));
            assert_eq!(said(later), whole, "{cut}");
        }
        whole
    }

    #[test]
    fn numbers_among_codes_with_leading_zeros_are_doubted() {
        use CellKind::{Number, Text};
        let mixed = [("00012501", Text), ("12502", Number), ("H37.12-250613-0001", Text), ("12503", Number)];
        assert_eq!(doubts(&mixed), [(IssueCode::CodeZeros, 3, 2)]);
        assert_eq!(doubts(&mixed[1..]), []);
        assert_eq!(doubts(&[("00012501", Text), ("12502", Text)]), []);
    }

    #[test]
    fn long_codes_that_all_end_in_zeros_are_doubted() {
        use CellKind::Text;
        let rounded = [("250613000123000000", Text), ("250613000123000000", Text), ("7", Text)];
        assert_eq!(doubts(&rounded), [(IssueCode::CodeRounded, 2, 2)]);
        assert_eq!(doubts(&rounded[..1]), [], "one may be so by chance");
        assert_eq!(doubts(&[rounded[0], rounded[1], ("250613000123456789", Text)]), []);
    }
}
