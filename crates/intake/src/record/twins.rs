//! Several columns of one field in a row.

use sipas_core::Moment;

use super::Stop;
use super::code::could_be_code;
use super::reader::RowReader;
use crate::field::Field;
use crate::headers::Refusal;
use crate::issue::IssueCode;
use crate::row::Row;
use crate::values::{DateColumn, value};

impl RowReader<'_> {
    /// Notes which columns have values, and tells where dates of one field differ. Two tables beside each other refuse
    /// the file.
    pub(super) fn look_at_twins(&mut self, row: &Row<'_>) -> Result<(), Stop> {
        let layout = self.layout;
        if layout.twins().is_empty() {
            return Ok(());
        }
        let cell = |column: usize| row.cells.get(column).map_or("", |cell| value(cell));
        for (at, filled) in self.filled.iter_mut().enumerate() {
            *filled |= !cell(at).is_empty();
        }
        for (field, columns) in layout.twins() {
            if *field == Field::Code && layout.may_be_two_tables() {
                let mut codes = columns.iter().map(|column| cell(*column)).filter(|cell| could_be_code(cell));
                if let (Some(first), Some(second)) = (codes.next(), codes.next())
                    && first != second
                {
                    return Err(Stop::Refused(Refusal::SideBySide { line: row.line }));
                }
            }
            if field.is_date() {
                self.compare_dates(row, *field, columns);
            }
        }
        Ok(())
    }

    fn compare_dates(&mut self, row: &Row<'_>, field: Field, columns: &[usize]) {
        let dates = &self.dates;
        let date = |column: &usize| {
            let cell = row.cells.get(*column).map_or("", |cell| value(cell));
            let read = (!cell.is_empty()).then(|| dates.read(cell, &mut DateColumn::default()));
            Some((*column, read?.ok()?))
        };
        let mut dates = columns.iter().filter_map(date);
        let Some((_, first)) = dates.next() else { return };
        if let Some((column, _)) = dates.find(|(_, other)| differ(first, *other)) {
            let expected = self.other(field, first);
            self.push(IssueCode::HeaderDiffer, Some(column), expected);
        }
    }
}

/// Whether two columns of one date cannot both be right; one of them may leave out the time of day.
fn differ(one: Moment, other: Moment) -> bool {
    let clocks = one.has_clock() && other.has_clock();
    one.day() != other.day() || clocks && (one.is_before(other) || other.is_before(one))
}
