//! The table of units' names: what exports call a unit, and what the office calls it.

use std::path::Path;

use sipas_intake::Profile;
use sipas_render::Lang;

use crate::InLang;
use crate::files::{FileError, text_of};
use crate::unit_table::UnitTable;

/// Why a table of names cannot be used.
#[derive(Debug, thiserror::Error)]
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
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is no CSV.
    #[error("{path}: {message}")]
    Csv {
        /// The file.
        path: String,
        /// The problem.
        message: String,
    },
}

impl InLang for UnitNamesError {
    fn in_lang(&self, lang: Lang) -> String {
        match self {
            UnitNamesError::File(error) => error.in_lang(lang),
            UnitNamesError::Columns { path } if lang == Lang::Vi => {
                format!("{path}: cần cột alias (Tên gọi khác) và name (Tên đơn vị)")
            }
            UnitNamesError::Twice { path, line, alias } if lang == Lang::Vi => {
                format!("{path}: dòng {line}, cột alias: {alias:?} được gán cho hai đơn vị")
            }
            other => other.to_string(),
        }
    }
}

const ALIAS: [&str; 3] = ["alias", "Tên gọi khác", "Tên viết tắt"];
const NAME: [&str; 3] = ["name", "Tên đơn vị", "Đơn vị"];

/// Whether a table has names of units: its header has the column `alias`.
pub fn has_names(text: &str) -> bool {
    UnitTable::read(text).is_ok_and(|table| table.column(&ALIAS).is_some())
}

/// The names that a table gives to units, each with the line that it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitNames {
    path: String,
    pairs: Vec<(u64, [String; 2])>,
}

impl UnitNames {
    /// From a CSV file with the columns `alias` and `name`.
    pub fn open(path: &Path) -> Result<UnitNames, UnitNamesError> {
        UnitNames::read(&path.display().to_string(), &text_of(path)?)
    }

    /// From the text of such a file; its path is only named, in errors.
    pub fn read(path: &str, text: &str) -> Result<UnitNames, UnitNamesError> {
        let csv =
            |error: csv::Error| UnitNamesError::Csv { path: path.to_owned(), message: error.to_string() };
        let table = UnitTable::read(text).map_err(csv)?;
        let [Some(alias), Some(name)] = [&ALIAS, &NAME].map(|names| table.column(names)) else {
            return Err(UnitNamesError::Columns { path: path.to_owned() });
        };
        let pairs = table.pairs([alias, name]).map(|(line, pair)| (line, pair.map(str::to_owned)));
        Ok(UnitNames { path: path.to_owned(), pairs: pairs.collect() })
    }

    /// From pairs of an alias and a name, such as a program has them.
    pub fn of(path: &str, pairs: impl IntoIterator<Item = [String; 2]>) -> UnitNames {
        UnitNames { path: path.to_owned(), pairs: (1..).zip(pairs).collect() }
    }

    /// Has all profiles call units so.
    pub(crate) fn give(&self, profiles: &mut [Profile]) -> Result<(), UnitNamesError> {
        let named = self.pairs.iter().filter(|(_, pair)| pair.iter().all(|cell| !cell.is_empty()));
        for (line, [alias, name]) in named {
            if !profiles.iter_mut().all(|profile| profile.name_unit(alias, name)) {
                let (path, alias) = (self.path.clone(), alias.clone());
                return Err(UnitNamesError::Twice { path, line: *line, alias });
            }
        }
        Ok(())
    }
}
