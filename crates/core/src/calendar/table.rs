use std::fmt;
use std::str::FromStr;

use crate::moment::{Day, MomentError};

/// One dated row of the calendar's table, with where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRow {
    /// The day.
    pub date: Day,
    /// Off or worked, and why.
    pub kind: DayKind,
    /// Tên ngày lễ.
    pub name: String,
    /// The notice or the article that says so.
    pub source: String,
    /// Whether no official text has confirmed it yet.
    pub provisional: bool,
}

/// Why a day differs from its weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// Ngày lễ, tết.
    Holiday,
    /// Ngày nghỉ bù.
    CompensatoryOff,
    /// Ngày nghỉ hoán đổi.
    SwappedOff,
    /// Ngày làm bù.
    SwappedWorking,
}

impl DayKind {
    const NAMES: [(DayKind, &'static str); 4] = [
        (DayKind::Holiday, "holiday"),
        (DayKind::CompensatoryOff, "compensatory_off"),
        (DayKind::SwappedOff, "swapped_off"),
        (DayKind::SwappedWorking, "swapped_working"),
    ];
}

impl fmt::Display for DayKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, name) = DayKind::NAMES.iter().find(|(kind, _)| kind == self).ok_or(fmt::Error)?;
        f.write_str(name)
    }
}

impl FromStr for DayKind {
    type Err = ();
    fn from_str(text: &str) -> Result<DayKind, ()> {
        DayKind::NAMES.iter().find(|(_, name)| *name == text).map(|(kind, _)| *kind).ok_or(())
    }
}

/// A table of days: its rows, and the years of which it says that no row is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) rows: Vec<CalendarRow>,
    pub(crate) complete: Vec<i32>,
}

/// Why a table of days is no calendar. Lines are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// No year is complete.
    #[error("no year of the calendar is complete: a line such as \"complete = 2028\" says which year is")]
    Empty,
    /// A year between the first and the last that are complete is not.
    #[error("the calendar is not complete for {0}, which lies between its first and its last year")]
    Gap(i32),
    /// A year that is said to be complete is none.
    #[error("line {line}: expected \"complete = YEAR\", found {found:?}")]
    Complete {
        /// The line.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// The header is not the expected one.
    #[error("line 1: expected the header date,kind,name,source,provisional, found {0:?}")]
    Header(String),
    /// A row has too few or too many cells.
    #[error("line {line}: expected 3 to 5 cells, found {found}")]
    Cells {
        /// The line.
        line: usize,
        /// How many cells it has.
        found: usize,
    },
    /// The date is none.
    #[error("line {line}, column date: {source}")]
    Date {
        /// The line.
        line: usize,
        /// The problem.
        source: MomentError,
    },
    /// The kind is unknown.
    #[error(
        "line {line}, column kind: expected holiday, compensatory_off, swapped_off or swapped_working, found {found:?}"
    )]
    Kind {
        /// The line.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// The last cell is neither blank nor `provisional`.
    #[error("line {line}, column provisional: expected nothing or \"provisional\", found {found:?}")]
    Provisional {
        /// The line.
        line: usize,
        /// What stands there.
        found: String,
    },
}

/// Reads a table in CSV form. Cells may be quoted; a cell with a line break is not a calendar's. A line
/// `complete = 2028` below the header says that no row of that year is missing.
pub(crate) fn parse(csv: &str) -> Result<Days, TableError> {
    let mut lines = csv.trim_start_matches('\u{feff}').lines().enumerate().map(|(n, line)| (n + 1, line));
    let header = lines.next().map_or(String::new(), |(_, line)| line.trim().to_owned());
    if !matches!(
        header.as_str(),
        "date,kind,name,source,provisional" | "date,kind,name,source" | "date,kind,name"
    ) {
        return Err(TableError::Header(header));
    }
    let mut days = Days::default();
    for (line, text) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        match complete(line, text)? {
            Some(year) => days.complete.push(year),
            None => days.rows.push(row(line, text)?),
        }
    }
    Ok(days)
}

/// The year that a line says to be complete; `None` of a row. A spreadsheet saves it with empty cells behind.
fn complete(line: usize, text: &str) -> Result<Option<i32>, TableError> {
    let text = text.trim().trim_end_matches(',').trim_matches('"').trim();
    let Some(rest) = text.strip_prefix("complete") else { return Ok(None) };
    let year = rest.trim_start().strip_prefix('=').and_then(|year| year.trim().parse().ok());
    let found = || TableError::Complete { line, found: text.to_owned() };
    year.filter(|year| Day::from_ymd(*year, 1, 1).is_ok()).map(Some).ok_or_else(found)
}

fn row(line: usize, text: &str) -> Result<CalendarRow, TableError> {
    let cells = cells(text);
    if !(3..=5).contains(&cells.len()) {
        return Err(TableError::Cells { line, found: cells.len() });
    }
    let cell = |n: usize| cells.get(n).map_or("", |cell| cell.trim()).to_owned();
    let date = cell(0).parse().map_err(|source| TableError::Date { line, source })?;
    let kind = cell(1).parse().map_err(|()| TableError::Kind { line, found: cell(1) })?;
    let provisional = match cell(4).as_str() {
        "" => false,
        "provisional" => true,
        _ => return Err(TableError::Provisional { line, found: cell(4) }),
    };
    Ok(CalendarRow { date, kind, name: cell(2), source: cell(3), provisional })
}

fn cells(line: &str) -> Vec<String> {
    if !line.contains('"') {
        return line.split(',').map(str::to_owned).collect();
    }
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cells.last_mut().map(|cell| cell.push('"')).unwrap_or_default();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().map(|cell| cell.push(c)).unwrap_or_default(),
        }
    }
    cells
}
