//! The table of units' names: what exports call a unit, and what the office calls it.

use sipas_intake::Profile;

use crate::unit_table::UnitTable;

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

const ALIAS: [&str; 3] = ["alias", "Tên gọi khác", "Tên viết tắt"];
const NAME: [&str; 3] = ["name", "Tên đơn vị", "Đơn vị"];

/// Whether a table has names of units: its header has the column `alias`.
pub fn has_names(text: &str) -> bool {
    UnitTable::read(text).is_ok_and(|table| table.column(&ALIAS).is_some())
}

/// Has a set of profiles call units by the names of a table, a CSV file with the columns `alias` and `name`; where there is no
/// profile, one is added that says nothing else.
pub fn name_units(profiles: &mut Vec<Profile>, path: &str, text: &str) -> Result<(), UnitNamesError> {
    let csv = |error: csv::Error| UnitNamesError::Csv { path: path.to_owned(), message: error.to_string() };
    let table = UnitTable::read(text).map_err(csv)?;
    let [Some(alias), Some(name)] = [&ALIAS, &NAME].map(|names| table.column(names)) else {
        return Err(UnitNamesError::Columns { path: path.to_owned() });
    };
    if profiles.is_empty() {
        profiles.push(Profile::default());
    }
    let named = table.pairs([alias, name]).filter(|(_, pair)| pair.iter().all(|cell| !cell.is_empty()));
    for (line, [alias, name]) in named {
        if !profiles.iter_mut().all(|profile| profile.name_unit(alias, name)) {
            let (path, alias) = (path.to_owned(), alias.to_owned());
            return Err(UnitNamesError::Twice { path, line, alias });
        }
    }
    Ok(())
}
