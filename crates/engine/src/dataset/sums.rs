//! What only all rows of an input together show, of rows that were dealt out: counted in each part, judged of their sum.

use std::collections::BTreeMap;

use sipas_core::{Dimension, IssueCount, Partial, PartialInput};

use super::digits::Digits;
use super::ends::{self, EndsOnce};
use super::issue_count;
use super::shapes::{self, Shapes};
use super::surveys::Scales;
use sipas_intake::grammar::DateShapes;
use sipas_intake::{IssueCode, Refusal, RefusalCode};

/// What some rows of an input show.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// How the dates of each column are written, by its header.
    pub(super) dates: BTreeMap<String, DateShapes>,
    pub(super) codes: Shapes,
    pub(super) digits: Digits,
    pub(super) scales: Scales,
    pub(super) ends: EndsOnce,
    /// The columns of each field that has more than one, by the header of the first, and whether they have a value.
    pub(super) twins: BTreeMap<String, Vec<bool>>,
    /// Rows that would name the unit of those below, if there were an order.
    pub(super) bands: u64,
}

/// How the names of sums begin that end in a header or a shape.
const DATES: &str = "dates ";
const CODES: &str = "codes ";
const TWINS: &str = "columns ";
const ENDS: &str = "ends ";
const OPEN: &str = "open ";
/// The names of all other sums.
const MANY_SHAPES: &str = "shapes of codes";
const ROUNDED: &str = "rounded codes";
const BANDS: &str = "lines of text";
const USUAL_ENDS: &str = "usual ends";

impl Sums {
    /// Adds what other rows below the same header show. Which columns have values is told of the whole.
    pub(super) fn join(&mut self, other: Sums) {
        self.digits.join(other.digits);
        self.codes.join(other.codes);
        self.scales.join(other.scales);
        self.ends.join(other.ends);
        self.bands += other.bands;
        for (header, shapes) in other.dates {
            self.dates.entry(header).or_default().join(&shapes);
        }
    }

    /// Gives the sums as named lists of numbers: those of parts add up.
    pub(super) fn numbers(&self) -> BTreeMap<String, Vec<u64>> {
        let dates = self.dates.iter().map(|(header, shapes)| (format!("{DATES}{header}"), shapes.numbers()));
        let codes = self.codes.counts().map(|(shape, count)| (format!("{CODES}{shape}"), vec![count]));
        let twins = self.twins.iter().map(|(header, filled)| {
            (format!("{TWINS}{header}"), filled.iter().map(|filled| u64::from(*filled)).collect())
        });
        let (has_usual_ends, days) = self.ends.seen();
        let days = [ENDS, OPEN].into_iter().zip(days).flat_map(|(name, days)| {
            days.iter().map(move |(day, count)| (format!("{name}{day}"), vec![*count]))
        });
        let others = [
            (USUAL_ENDS.to_owned(), vec![u64::from(has_usual_ends)]),
            (MANY_SHAPES.to_owned(), vec![u64::from(self.codes.are_many())]),
            (ROUNDED.to_owned(), self.digits.rounded().to_vec()),
            (BANDS.to_owned(), vec![self.bands]),
        ];
        let all = dates.chain(codes).chain(twins).chain(days).chain(others);
        all.filter(|(_, numbers)| numbers.iter().any(|n| *n > 0)).collect()
    }
}

/// Judges rows that were dealt out by what all of them show, and adds what is doubtful to the issues of their inputs.
///
/// An error is the path of an input, and why it is refused: that nobody accepts.
pub fn judge(partial: &mut Partial, accept: &[RefusalCode]) -> Result<(), Box<(String, Refusal)>> {
    let lacks_units = partial.values(Dimension::Unit).any(str::is_empty);
    for input in partial.inputs_of_rows() {
        let sums = std::mem::take(&mut input.sums);
        let records = input.summary.accepted + input.summary.duplicates;
        let mut dates = BTreeMap::new();
        let mut codes = BTreeMap::new();
        let [mut ends, mut open] = [BTreeMap::new(), BTreeMap::new()];
        for (name, numbers) in &sums {
            let first = numbers.first().copied().unwrap_or_default();
            if let Some(header) = name.strip_prefix(DATES) {
                dates.insert(header, DateShapes::of_numbers(numbers));
            } else if let Some(shape) = name.strip_prefix(CODES) {
                codes.insert(shape, first);
            } else if let Some(day) = name.strip_prefix(ENDS) {
                ends.insert(day, first);
            } else if let Some(day) = name.strip_prefix(OPEN) {
                open.insert(day, first);
            } else if name.starts_with(TWINS) && first == 0 {
                add(input, IssueCode::HeaderBlank, 1);
            } else if name == ROUNDED && super::digits::are_rounded(numbers) {
                add(input, IssueCode::CodeRounded, numbers.get(1).copied().unwrap_or_default());
            } else if name == BANDS && lacks_units {
                add(input, IssueCode::BandUnordered, first);
            }
        }
        if !sums.contains_key(USUAL_ENDS) {
            add(input, IssueCode::EndsOnce, ends::without_end(&ends, &open));
        }
        if !sums.contains_key(MANY_SHAPES) {
            let counts = codes.iter().map(|(shape, count)| (*shape, *count));
            let odd = shapes::odd(counts, records);
            let count = codes.iter().filter(|(shape, _)| odd.contains(*shape)).map(|(_, count)| count).sum();
            add(input, IssueCode::CodeOdd, count);
        }
        for (header, shapes) in dates {
            match shapes.doubt() {
                None => {}
                Some(_) if accept.contains(&RefusalCode::DateOrder) => {
                    add(input, IssueCode::DateUncertain, 1);
                }
                Some((doubt, _)) => {
                    let refusal = Refusal::Dates { doubt, line: 0, header: header.to_owned() };
                    return Err(Box::new((input.summary.path.clone(), refusal)));
                }
            }
        }
    }
    Ok(())
}

/// Adds to an issue, which rows that are dealt out count even where it is 0.
fn add(input: &mut PartialInput, code: IssueCode, count: u64) {
    let issues = &mut input.summary.issues;
    let name = code.name();
    match issues.iter_mut().find(|issue| issue.code == name) {
        Some(issue) => issue.count += count,
        None => issues.push(IssueCount { ..issue_count((code, count)) }),
    }
}

#[cfg(test)]
mod tests {
    use sipas_core::{Clock, Policy, Split, WorkCalendar};

    use super::*;
    use crate::dataset::{Dataset, Source};
    use sipas_intake::{Kind, Layout, Row};

    const HEADER: &str = "Mã hồ sơ|Ngày tiếp nhận|Ngày hẹn trả|Ngày trả|Ngày kết thúc xử lý|Đơn vị xử lý";

    /// What was counted of some rows, whose cells have bars between them.
    fn counted(rows: &[&str]) -> Partial {
        let cells = |row: &str| row.split('|').map(str::to_owned).collect::<Vec<_>>();
        let layout = Layout::detect(Kind::Dossiers, &[(0, cells(HEADER))], None).unwrap();
        let source = Source {
            path: "t6",
            kind: Kind::Dossiers,
            profile: None,
            serial_dates: false,
            keep_rejects: false,
            accept: &[],
            dealt_out: true,
        };
        let mut data = Dataset::new();
        let mut loader = data.loader(&source, &layout);
        loader.unordered();
        for (line, row) in (1..).zip(rows) {
            let cells: Vec<&str> = row.split('|').collect();
            loader.row(&Row { cells: &cells, kinds: &[], line, cut: false }, None);
        }
        let mut part = loader.finish().unwrap();
        assert!(!part.needs_order());
        part.above(&layout);
        data.take(part.judged(&source).unwrap());
        let clock = Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-06".parse().unwrap());
        data.partial(&clock, &[Dimension::Unit], None, Split::Rows)
    }

    /// What is said of the rows of two parts, however they are dealt out; or why they are refused.
    fn said(rows: &[&str]) -> Result<Vec<(String, u64)>, String> {
        let judged = |mut all: Partial| {
            judge(&mut all, &[]).map_err(|refused| refused.1.to_string())?;
            let issues = all.inputs_of_rows()[0].summary.issues.clone();
            Ok(issues.into_iter().filter(|issue| issue.count > 0).map(|i| (i.code.into(), i.count)).collect())
        };
        let whole: Result<Vec<(String, u64)>, String> = judged(counted(rows));
        for cut in 0..rows.len() {
            let mut all = counted(&rows[cut..]);
            all.merge(counted(&rows[..cut])).unwrap();
            assert_eq!(judged(Partial::from_bytes(&all.into_bytes()).unwrap()), whole, "{cut}");
        }
        whole
    }

    #[test]
    fn days_and_months_are_judged_of_all_parts_together() {
        let swapped = [
            "H37.12-250603-0001|03/06/2025|2025-06-10|||A",
            "H37.12-250603-0002|03/06/2025|2025-06-11|||A",
            "H37.12-250603-0003|03/06/2025|23/06/2025|||A",
            "H37.12-250603-0004|03/06/2025|24/06/2025|||A",
        ];
        let refused = said(&swapped).unwrap_err();
        assert!(refused.starts_with("column \"Ngày hẹn trả\": dates written in one way"), "{refused}");
        let mut quiet = swapped.to_vec();
        quiet.push("H37.12-250603-0005|03/06/2025|09/06/2025|||A");
        assert_eq!(said(&quiet), Ok(vec![]));
    }

    #[test]
    fn codes_and_columns_are_judged_of_all_parts_together() {
        let row = |code: &str, returned: &str| format!("{code}|03/06/2025|10/06/2025|{returned}||A");
        let rows: Vec<String> = (1..=5).map(|n| row(&format!("H37.12-250603-000{n}"), "")).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(said(&rows), Ok(vec![]));
        let odd = row("25/BN-7", "");
        assert_eq!(
            said(&[&rows[..], &[&odd]].concat()),
            Ok(vec![("code.shape".to_owned(), 1), ("code.odd".to_owned(), 1)])
        );
        let office: Vec<String> = (1..=5).map(|n| row(&format!("BN-{n}"), "")).collect();
        let office: Vec<&str> = office.iter().map(String::as_str).collect();
        assert_eq!(said(&[rows, office].concat()), Ok(vec![("code.shape".to_owned(), 5)]));
    }

    #[test]
    fn a_line_of_text_among_rows_without_an_order_gives_its_name_to_none() {
        let (with, without) =
            ("H37.12-250603-0001|03/06/2025|10/06/2025|||A", "H37.12-250603-0002|03/06/2025|10/06/2025|||");
        let counted = counted(&["||Phòng B|||", without, with]);
        let units: Vec<_> = counted.values(Dimension::Unit).collect();
        assert_eq!(units, ["", "A"]);
        let told = |rows: &[&str]| said(rows).unwrap();
        assert_eq!(
            told(&["||Phòng B|||", with, without]),
            [("band.unordered".to_owned(), 1), ("skipped".to_owned(), 1)]
        );
        assert_eq!(told(&["||Phòng B|||", with]), [("skipped".to_owned(), 1)]);
        assert_eq!(told(&["||Thủ trưởng đơn vị|||", with, without]), [("skipped".to_owned(), 1)]);
        assert_eq!(told(&["||Tổng cộng: 7 hồ sơ|||", with, without]), [("skipped".to_owned(), 1)]);
    }
}
