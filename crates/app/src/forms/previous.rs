//! The form of the period before: what was in progress then is what comes from the period before now.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use sipas_engine::Dataset;
use sipas_excel::{Limits, Workbook};
use sipas_intake::Rows;
use sipas_render::{Cell, Form, Level};

use super::{Filling, explained};

/// What was in progress at the end of the period before, by the names of rows.
#[derive(Debug, Clone)]
pub struct Previous {
    path: String,
    in_progress: BTreeMap<String, u64>,
    /// The exports that it was made of.
    exports: Option<Arc<Dataset>>,
}

/// Why a form of the period before is of no use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PreviousError {
    /// It cannot be read.
    #[error("{path}: {message}")]
    Read {
        /// The file.
        path: String,
        /// Why.
        message: String,
    },
    /// It has no table of a form.
    #[error(
        "{path}: no form with the columns (2) and (11) or (13) is in it; --previous takes a form made by sipas"
    )]
    NoForm {
        /// The file.
        path: String,
    },
    /// The form that is made has no such columns.
    #[error("--previous goes with forms 07a, 07b, 06a, 06b and II.06a only")]
    NoColumns,
}

impl PreviousError {
    /// The message in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            PreviousError::Read { path, message } => format!("{path}: {message}"),
            PreviousError::NoForm { path } => format!(
                "{path}: không thấy biểu có cột (2) và cột (11) hoặc (13); --previous nhận biểu do sipas lập"
            ),
            PreviousError::NoColumns => "--previous chỉ đi cùng biểu 07a, 07b, 06a, 06b, II.06a".into(),
        }
    }
}

impl Previous {
    /// Reads a form: a workbook, JSON or CSV, told by its first bytes.
    pub fn read(path: &Path) -> Result<Previous, PreviousError> {
        let shown = path.display().to_string();
        let failed = |message: String| PreviousError::Read { path: shown.clone(), message };
        let bytes = std::fs::read(path).map_err(|error| failed(error.to_string()))?;
        let grid = if bytes.starts_with(b"PK") {
            of_workbook(&bytes, path).map_err(|error| failed(error.to_string()))?
        } else {
            let text = String::from_utf8(bytes).map_err(|error| failed(error.to_string()))?;
            let text = text.trim_start_matches('\u{feff}');
            if text.starts_with('[') {
                return of_json(shown.clone(), text);
            }
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let row = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
            let rows: Result<Vec<Vec<String>>, _> = reader.records().map(|found| found.map(row)).collect();
            rows.map_err(|error| failed(error.to_string()))?
        };
        of_grid(shown.clone(), &grid).ok_or(PreviousError::NoForm { path: shown })
    }

    /// Keeps the exports that the form was made of, so that the records are named that a difference comes from.
    #[must_use]
    pub fn made_of(self, exports: Arc<Dataset>) -> Previous {
        Previous { exports: Some(exports), ..self }
    }

    /// What a form carries from the period before, held against this: a note for each row that differs, or one that all
    /// agree.
    pub(super) fn compare(&self, form: &Form, filling: &Filling<'_>) -> Result<Vec<String>, PreviousError> {
        let [part] = &form.parts[..] else { return Err(PreviousError::NoColumns) };
        let carried = part.columns.iter().position(|column| column.id == "carried_in");
        let carried = carried.ok_or(PreviousError::NoColumns)?;
        let label = part.columns[carried].label.clone();
        let mut now = BTreeMap::new();
        for row in part.rows.iter().filter(|row| row.level != Level::Group) {
            if let (Some(name), Some(Cell::Integer(n))) = (row.cells.get(1), row.cells.get(carried)) {
                *now.entry(key(&name.plain())).or_insert(0) += u64::try_from(*n).unwrap_or(0);
            }
        }
        let names = self.in_progress.keys().chain(now.keys()).collect::<std::collections::BTreeSet<_>>();
        let mut notes = Vec::new();
        let explained = self.exports.as_ref().map(|exports| explained::by_row(filling, exports));
        for name in names {
            let (before, now) = (self.in_progress.get(name), now.get(name));
            let (before, now) = (before.copied().unwrap_or(0), now.copied().unwrap_or(0));
            if before != now {
                notes.push(format!(
                    "Dòng {name}: cột {label} là {now}, mà biểu kỳ trước ({}) còn đang giải quyết {before}: chênh {}.",
                    self.path,
                    now.abs_diff(before)
                ));
                let records = explained.as_ref().and_then(|by_row| by_row.get(name));
                notes.extend(records.map(|records| explained::sentence(name, records)));
            }
        }
        if notes.is_empty() {
            notes.push(format!("Cột {label} khớp với số đang giải quyết của biểu kỳ trước ({}).", self.path));
        }
        Ok(notes)
    }
}

/// Totals are called otherwise by older forms.
fn key(name: &str) -> String {
    let name = name.trim().trim_start_matches('\'');
    if name.eq_ignore_ascii_case("Tổng số") || name == "TỔNG CỘNG" {
        "TỔNG CỘNG".to_owned()
    } else {
        name.to_owned()
    }
}

fn of_workbook(bytes: &[u8], path: &Path) -> Result<Vec<Vec<String>>, Box<dyn std::error::Error>> {
    let mut book = Workbook::from_reader(std::io::Cursor::new(bytes), path, &Limits::default())?;
    let sheets = book.sheets(None)?;
    let mut grid = Vec::new();
    for sheet in &sheets {
        let mut rows = sheet.rows();
        while let Some(row) = rows.next_row() {
            let row = row.map_err(|bad| format!("line {}: the row cannot be read", bad.line))?;
            grid.push(row.cells.iter().map(|cell| (*cell).to_owned()).collect());
        }
    }
    Ok(grid)
}

/// The rows below the one that numbers the columns.
fn of_grid(path: String, grid: &[Vec<String>]) -> Option<Previous> {
    let numbered = |cell: &String, number: &str| cell.trim_start_matches('\'').starts_with(number);
    let at = grid.iter().position(|row| row.iter().any(|cell| numbered(cell, "(2)")))?;
    let column = |number: &str| grid[at].iter().position(|cell| numbered(cell, number));
    // Forms until July 2026 have two columns fewer.
    let (name, open) = (column("(2)")?, column(if column("(15)").is_some() { "(13)" } else { "(11)" })?);
    let mut in_progress = BTreeMap::new();
    for row in &grid[at + 1..] {
        let number = row.first().map(|cell| cell.trim()).unwrap_or_default();
        let is_group = !number.is_empty() && number.parse::<u64>().is_err();
        let count = row.get(open).and_then(|cell| cell.trim().parse::<u64>().ok());
        if let (Some(name), Some(n), false) = (row.get(name).filter(|name| !name.is_empty()), count, is_group)
        {
            *in_progress.entry(key(name)).or_insert(0) += n;
        }
    }
    (!in_progress.is_empty()).then_some(Previous { path, in_progress, exports: None })
}

fn of_json(path: String, text: &str) -> Result<Previous, PreviousError> {
    let failed = |message: String| PreviousError::Read { path: path.clone(), message };
    let rows: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_str(text).map_err(|error| failed(error.to_string()))?;
    let mut in_progress = BTreeMap::new();
    for row in &rows {
        let text = |id: &str| row.get(id).and_then(serde_json::Value::as_str).unwrap_or_default();
        let open = row.get("in_progress_total").or_else(|| row.get("open_total"));
        let number = text("number");
        let is_group = !number.is_empty() && number.parse::<u64>().is_err();
        if let (Some(n), false) = (open.and_then(serde_json::Value::as_u64), is_group) {
            *in_progress.entry(key(text("name"))).or_insert(0) += n;
        }
    }
    if in_progress.is_empty() {
        Err(PreviousError::NoForm { path })
    } else {
        Ok(Previous { path, in_progress, exports: None })
    }
}
