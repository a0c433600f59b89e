//! Which units are of the province and which of communes: what form 07b is divided by.

use std::collections::{BTreeMap, BTreeSet};

use crate::unit_table::{UnitTable, compared};

/// A level of government.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Cấp tỉnh.
    Province,
    /// Cấp xã.
    Commune,
}

/// The headers of the column of levels.
const LEVEL: [&str; 2] = ["level", "Cấp"];

/// The levels of units, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    /// Of units that a table names, as they are compared.
    table: BTreeMap<String, Level>,
    /// Units of the province, where all others are of communes; as they are compared.
    own: BTreeSet<String>,
}

/// Why levels cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LevelError {
    /// Nothing tells them.
    #[error(
        "form 07b needs to know which units are of the province: --units FILE.csv with columns unit and level (province or commune), or --own UNIT"
    )]
    Missing,
    /// A unit of the exports is not in the table.
    #[error("--units does not have these units of the exports: {}", .0.join(", "))]
    Unknown(Vec<String>),
    /// A unit that was named is not in the exports.
    #[error("--own {0:?}: no dossier has this unit")]
    NoSuchUnit(String),
    /// The table has not the columns.
    #[error("{path}: expected the columns unit (Đơn vị) and level (Cấp)")]
    Columns {
        /// The file.
        path: String,
    },
    /// A row of the table says no level.
    #[error("{path}, line {line}, column level: expected province or commune, found {found:?}")]
    Level {
        /// The file.
        path: String,
        /// The line.
        line: u64,
        /// What stands there.
        found: String,
    },
    /// The table is no CSV.
    #[error("{path}: {message}")]
    Csv {
        /// The file.
        path: String,
        /// The problem.
        message: String,
    },
}

impl LevelError {
    /// The message in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            LevelError::Missing => "biểu 07b cần biết đơn vị nào thuộc cấp tỉnh: --units FILE.csv có cột unit (Đơn vị) và level (Cấp: province/tỉnh hoặc commune/xã), hoặc --own \"Tên đơn vị\"".into(),
            LevelError::Unknown(units) => {
                format!("tệp --units không có các đơn vị sau của tệp kết xuất: {}", units.join(", "))
            }
            LevelError::NoSuchUnit(unit) => format!("--own {unit:?}: không có hồ sơ nào của đơn vị này"),
            LevelError::Columns { path } => format!("{path}: cần cột unit (Đơn vị) và level (Cấp)"),
            LevelError::Level { path, line, found } => {
                format!("{path}: dòng {line}, cột level: cần province (tỉnh) hoặc commune (xã), không phải {found:?}")
            }
            LevelError::Csv { path, message } => format!("{path}: {message}"),
        }
    }
}

impl Levels {
    /// All units named here are of the province, all others of communes.
    pub fn own<'u>(units: impl IntoIterator<Item = &'u str>) -> Levels {
        Levels { own: units.into_iter().map(compared).collect(), ..Levels::default() }
    }

    /// The level of each unit, as a table has it.
    pub fn of<'u>(units: impl IntoIterator<Item = (&'u str, Level)>) -> Levels {
        let table = units.into_iter().map(|(unit, level)| (compared(unit), level)).collect();
        Levels { table, ..Levels::default() }
    }

    /// The level of a unit, where it is told.
    pub fn of_unit(&self, unit: &str) -> Option<Level> {
        let unit = compared(unit);
        if self.own.contains(&unit) {
            return Some(Level::Province);
        }
        let else_commune = (!self.own.is_empty()).then_some(Level::Commune);
        self.table.get(&unit).copied().or(else_commune)
    }

    /// Whether a table has levels: its header has such a column.
    pub fn are_in(text: &str) -> bool {
        UnitTable::read(text).is_ok_and(|table| table.column(&LEVEL).is_some())
    }

    /// Reads a table of units: a column `unit` (Đơn vị) and a column `level` (Cấp), others beside them.
    pub fn parse(path: &str, text: &str) -> Result<Levels, LevelError> {
        let csv = |error: csv::Error| LevelError::Csv { path: path.to_owned(), message: error.to_string() };
        let units = UnitTable::read(text).map_err(csv)?;
        let columns = [&["unit", "Đơn vị", "Đơn vị xử lý"][..], &LEVEL].map(|names| units.column(names));
        let [Some(unit), Some(level)] = columns else {
            return Err(LevelError::Columns { path: path.to_owned() });
        };
        let mut table = BTreeMap::new();
        for (line, [unit, level]) in units.pairs([unit, level]).filter(|(_, [unit, _])| !unit.is_empty()) {
            let of = match compared(level).as_str() {
                "province" | "tỉnh" | "cấp tỉnh" | "thành phố" => Level::Province,
                "commune" | "xã" | "cấp xã" | "phường" | "đặc khu" => Level::Commune,
                _ => {
                    let (path, found) = (path.to_owned(), level.to_owned());
                    return Err(LevelError::Level { path, line, found });
                }
            };
            table.insert(compared(unit), of);
        }
        Ok(Levels { table, ..Levels::default() })
    }

    /// The level of each of these units; an error where one has none.
    pub(super) fn of_units<'u>(
        &self,
        units: impl Iterator<Item = &'u str>,
    ) -> Result<BTreeMap<&'u str, Level>, LevelError> {
        let units: BTreeSet<&str> = units.collect();
        if self.table.is_empty() && self.own.is_empty() {
            return Err(LevelError::Missing);
        }
        if !self.own.is_empty() {
            let known: BTreeSet<String> = units.iter().map(|unit| compared(unit)).collect();
            if let Some(unit) = self.own.iter().find(|own| !known.contains(*own)) {
                return Err(LevelError::NoSuchUnit(unit.clone()));
            }
        }
        let unknown = units.iter().filter(|unit| self.of_unit(unit).is_none());
        let unknown: Vec<String> = unknown.map(|unit| format!("{unit:?}")).collect();
        if !unknown.is_empty() {
            return Err(LevelError::Unknown(unknown));
        }
        Ok(units.into_iter().filter_map(|unit| Some((unit, self.of_unit(unit)?))).collect())
    }
}
