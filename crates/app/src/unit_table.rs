//! A table of units as an office keeps it: a CSV file with a header, its cells apart by commas or semicolons.

use csv::{ReaderBuilder, StringRecord};
use sipas_core::folded_unit;
use sipas_intake::clean;

/// Its cells, found by their headers.
pub(crate) struct UnitTable {
    headers: StringRecord,
    rows: Vec<(u64, StringRecord)>,
}

impl UnitTable {
    pub(crate) fn read(text: &str) -> Result<UnitTable, csv::Error> {
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        let delimiter = if first.contains(';') { b';' } else { b',' };
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let headers = reader.headers()?.clone();
        let line = |row: &StringRecord| row.position().map_or(0, csv::Position::line);
        let rows = reader.into_records().map(|row| row.map(|row| (line(&row), row)));
        Ok(UnitTable { headers, rows: rows.collect::<Result<_, _>>()? })
    }

    /// The first column with one of these headers, as units are compared.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        self.headers.iter().position(|header| names.iter().any(|name| compared(name) == compared(header)))
    }

    /// The line of each row, and its cells in two columns.
    pub(crate) fn pairs(&self, columns: [usize; 2]) -> impl Iterator<Item = (u64, [&str; 2])> {
        self.rows
            .iter()
            .map(move |(line, row)| (*line, columns.map(|column| row.get(column).unwrap_or_default().trim())))
    }
}

/// A unit's name as units are compared.
pub(crate) fn compared(unit: &str) -> String {
    folded_unit(&clean(unit))
}
