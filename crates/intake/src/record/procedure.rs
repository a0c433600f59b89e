use sipas_core::{Mark, Procedure, ProcedureBuilder, Term};

use super::Read;
use super::reader::{CellMeaning, RowReader};
use crate::field::Field;
use crate::issue::IssueCode;
use crate::row::Row;
use crate::values::{TermError, term};

impl RowReader<'_> {
    /// Reads a row of the catalogue of procedures.
    pub fn procedure<'r>(&mut self, row: &Row<'r>) -> Read<Procedure<'r>> {
        if let Err(stop) = self.admit(row) {
            return stop.into();
        }
        let builder = ProcedureBuilder {
            // Dossiers are matched by it, and theirs groups, so it is cleaned as theirs is.
            code: self.text(row, Field::Code),
            name: self.text(row, Field::Name),
            field: self.text(row, Field::FieldName),
            unit: self.text(row, Field::Unit),
            in_force_from: self.date(row, Field::InForceFrom),
            in_force_to: self.date(row, Field::InForceTo),
            listed_at_office: self.mark(row, Field::ListedAtOffice, Mark::No),
            published_on_portal: self.mark(row, Field::PublishedOnPortal, Mark::No),
            decision_date: self.date(row, Field::DecisionDate),
            published_at: self.date(row, Field::PublishedAt),
            content_complete: self.mark(row, Field::ContentComplete, Mark::No),
            term: self.term(row),
            online_level: self.word_of(row, Field::OnlineLevel),
        };
        if self.is_rejected() {
            return Read::Rejected;
        }
        builder.build().map_or(Read::Rejected, Read::Record)
    }

    /// A term in a unit that is not understood is no term: it would give a deadline that is a guess.
    fn term(&mut self, row: &Row<'_>) -> Option<Term> {
        let units = &self.profile.vocabulary.term_unit;
        let unit = self.word(row, Field::TermUnit, units);
        let (column, cell) = self.cell(row, Field::Term)?;
        match term(cell, unit.known(), self.profile.thousands, units) {
            Ok(term) => (unit != CellMeaning::Unknown).then_some(term),
            Err(TermError::Amount) => {
                self.push(IssueCode::NumberInvalid, Some(column), "1, 2, 3, …");
                None
            }
            Err(TermError::Unit) => {
                self.push(IssueCode::WordUnknown, Some(column), "");
                None
            }
        }
    }
}
