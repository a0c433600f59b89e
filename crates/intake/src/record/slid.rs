//! Rows whose cells stand beside their headers: an unquoted delimiter, or cells pasted one column off.

use super::code::NationalCode;
use super::reader::RowReader;
use crate::field::Field;
use crate::issue::IssueCode;
use crate::row::Row;
use crate::values::{DateColumn, value};

impl RowReader<'_> {
    /// Tells a rejected row as slid where its types say so, and then nothing else about it: what stands in its cells may be
    /// a person's.
    pub(super) fn tell_slid(&mut self, row: &Row<'_>) {
        let is_of_type = |code| matches!(code, IssueCode::DateInvalid | IssueCode::CodeMissing);
        if self.problems().iter().any(|problem| is_of_type(problem.code)) && self.is_slid(row) {
            self.reject_whole(IssueCode::RowSlid);
        }
    }

    /// Whether at least two columns of a type fit better after moving all cells from the first of them on by one, and none
    /// fits worse: a word stands where a date should, and the date beside it.
    fn is_slid(&self, row: &Row<'_>) -> bool {
        let typed: Vec<(usize, Field)> = (0..)
            .zip(self.layout.columns())
            .filter_map(|(at, column)| Some((at, column.field?)))
            .filter(|(_, field)| self.fits(*field, "").is_some())
            .collect();
        [1, -1].into_iter().any(|step: isize| {
            let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at)).map_or("", |cell| value(cell));
            let fits = |at: Option<usize>, field: Field| {
                (!cell(at).is_empty()).then(|| self.fits(field, cell(at)).unwrap_or_default())
            };
            let (mut better, mut date) = (0, false);
            for (at, field) in &typed {
                match (fits(Some(*at), *field), fits(at.checked_add_signed(step), *field)) {
                    // Dates stand beside each other, and many of them are blank: a blank one tells nothing.
                    (None | Some(false), Some(true)) if !field.is_date() => better += 1,
                    // A date that is written wrong is no word.
                    (Some(false), Some(true)) if !self.dates.has_shape(cell(Some(*at))) => {
                        better += 1;
                        date = true;
                    }
                    // Left of where they slid the cells stand right.
                    (Some(true), Some(false)) if better > 0 => return false,
                    _ => {}
                }
            }
            better >= 2 && date
        })
    }

    /// Whether a cell is of the field's type; `None` of a field that takes any text or any number.
    fn fits(&self, field: Field, cell: &str) -> Option<bool> {
        let words = &self.profile.vocabulary;
        match field {
            Field::Code => Some(NationalCode::parse(cell.as_bytes()).is_some()),
            Field::Status if self.layout.kind() == sipas_core::Kind::Pakn => {
                Some(words.pakn_status.get(cell).is_some())
            }
            Field::Status => Some(words.status.get(cell).is_some()),
            Field::Channel => Some(words.channel.get(cell).is_some()),
            field if field.is_date() => Some(self.dates.read(cell, &mut DateColumn::default()).is_ok()),
            _ => None,
        }
    }
}
