//! The table of units' names: what exports call a unit, and what the office calls it.

use sipas_core::folded_unit;
use sipas_intake::{Profile, clean};

/// Why a table of names cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnitNamesError {
    /// It has not the columns.
    #[error("{path}: expected the columns alias and name")]
    Columns {
        /// The file.
        path: String,
    },
    /// One name is given to two units.
    #[error("{path}, line {line}, column alias: {alias:?} is given to two units")]
    Twice {
        /// The file.
        path: String,
        /// The line.
        line: u64,
        /// The name.
        alias: String,
    },
    /// It is no CSV.
    #[error("{path}: {message}")]
    Csv {
        /// The file.
        path: String,
        /// The problem.
        message: String,
    },
}

impl UnitNamesError {
    /// The message in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            UnitNamesError::Columns { path } => {
                format!("{path}: cần cột alias (Tên gọi khác) và name (Tên đơn vị)")
            }
            UnitNamesError::Twice { path, line, alias } => {
                format!("{path}: dòng {line}, cột alias: {alias:?} được gán cho hai đơn vị")
            }
            UnitNamesError::Csv { path, message } => format!("{path}: {message}"),
        }
    }
}

/// Whether a table has names of units: its header has the column `alias`.
pub fn has_names(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    first.split([',', ';']).any(|header| is_one_of(header.trim_matches('"'), &ALIAS))
}

const ALIAS: [&str; 3] = ["alias", "Tên gọi khác", "Tên viết tắt"];
const NAME: [&str; 3] = ["name", "Tên đơn vị", "Đơn vị"];

fn is_one_of(header: &str, names: &[&str]) -> bool {
    let compared = |text: &str| folded_unit(&clean(text));
    names.iter().any(|name| compared(name) == compared(header))
}

/// Has a set of profiles call units by the names of a table, a CSV file with the columns `alias` and `name`; where there is no
/// profile, one is added that says nothing else.
pub fn name_units(profiles: &mut Vec<Profile>, path: &str, text: &str) -> Result<(), UnitNamesError> {
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = if text.lines().next().unwrap_or_default().contains(';') { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let csv = |error: csv::Error| UnitNamesError::Csv { path: path.to_owned(), message: error.to_string() };
    let headers = reader.headers().map_err(csv)?.clone();
    let column = |names: &[&str]| headers.iter().position(|header| is_one_of(header, names));
    let (Some(alias), Some(name)) = (column(&ALIAS), column(&NAME)) else {
        return Err(UnitNamesError::Columns { path: path.to_owned() });
    };
    if profiles.is_empty() {
        profiles.push(Profile::default());
    }
    for row in reader.records() {
        let row = row.map_err(csv)?;
        let cell = |column: usize| row.get(column).unwrap_or_default().trim();
        if cell(alias).is_empty() || cell(name).is_empty() {
            continue;
        }
        for profile in &mut *profiles {
            if !profile.name_unit(cell(alias), cell(name)) {
                let line = row.position().map_or(0, csv::Position::line);
                let (path, alias) = (path.to_owned(), cell(alias).to_owned());
                return Err(UnitNamesError::Twice { path, line, alias });
            }
        }
    }
    Ok(())
}
