use sipas_core::{Dossier, DossierBuilder, DossierStatus, Moment};

use super::Read;
use super::code::NationalCode;
use super::reader::{RowReader, Word};
use crate::field::Field;
use crate::issue::IssueCode;
use crate::profile::{CodeShape, RepeatVisits};
use crate::row::Row;
use crate::values::StatusWord;

impl RowReader<'_> {
    /// Reads a row of a dossier export.
    pub fn dossier<'r>(&mut self, row: &Row<'r>) -> Read<Dossier<'r>> {
        if let Err(stop) = self.admit(row) {
            return stop.into();
        }
        let words = &self.profile.vocabulary;
        let status = self.word(row, Field::Status, &words.status);
        let builder = DossierBuilder {
            code: self.identity(row, Field::Code),
            procedure_code: self.text(row, Field::ProcedureCode),
            procedure_name: self.text(row, Field::ProcedureName),
            field: self.text(row, Field::FieldName),
            unit: self.text(row, Field::Unit),
            officer: self.text(row, Field::Officer),
            channel: self.word(row, Field::Channel, &words.channel).known().unwrap_or_default(),
            status: match status {
                Word::Is(StatusWord::State(status)) => status,
                _ => DossierStatus::Unknown,
            },
            received_at: self.date(row, Field::ReceivedAt),
            due_at: self.date(row, Field::DueAt),
            rescheduled_due_at: self.date(row, Field::RescheduledDueAt),
            extended_due_at: self.date(row, Field::ExtendedDueAt),
            finished_at: self.date(row, Field::FinishedAt),
            returned_at: self.date(row, Field::ReturnedAt),
            supplement_requests: self.count(row, Field::SupplementRequests),
            supplement_requested_at: self.date(row, Field::SupplementRequestedAt),
            supplement_completed_at: self.date(row, Field::SupplementCompletedAt),
            repeat_visits: self.visits(row),
            result_corrected: self.mark(row, Field::ResultCorrected),
            apologised: self.mark(row, Field::Apologised),
        };
        for (field, end) in
            [(Field::FinishedAt, builder.finished_at), (Field::ReturnedAt, builder.returned_at)]
        {
            self.in_order(Field::ReceivedAt, builder.received_at, field, end, true);
        }
        if self.is_rejected() {
            return Read::Rejected;
        }
        self.doubt_code(&builder);
        self.doubt_status(&builder, status == Word::Is(StatusWord::ClaimsLate));
        // What the builder refuses was told above, each part of it in its own column.
        builder.build().map_or(Read::Rejected, Read::Record)
    }

    fn visits(&mut self, row: &Row<'_>) -> u32 {
        let visits = self.count(row, Field::RepeatVisits);
        match self.profile.repeat_visits {
            RepeatVisits::Extra => visits,
            RepeatVisits::Total => visits.saturating_sub(1),
        }
    }

    /// Nothing is done on a day before the receipt. An earlier time of the same day is a doubt, since real systems
    /// have it by the hundred.
    pub(super) fn in_order(
        &mut self,
        receipt: Field,
        received: Option<Moment>,
        field: Field,
        at: Option<Moment>,
        is_end: bool,
    ) {
        let (Some(received), Some(at)) = (received, at) else { return };
        let code = if at.day() < received.day() {
            IssueCode::DateOrder
        } else if is_end && at.has_clock() && received.has_clock() && at.is_before(received) {
            IssueCode::ClockOrder
        } else {
            return;
        };
        self.push_at(code, field, self.other(receipt, received));
    }

    fn doubt_code(&mut self, dossier: &DossierBuilder<'_>) {
        if self.profile.code_shape == CodeShape::Any {
            return;
        }
        let Some(code) = NationalCode::parse(dossier.code.as_bytes()) else {
            return self.push_at(IssueCode::CodeShape, Field::Code, "H37.12-250613-0001");
        };
        if let Some(received) = dossier.received_at.map(Moment::day)
            && code.yymmdd() != received.yymmdd()
        {
            self.push_at(IssueCode::CodeDate, Field::Code, self.other(Field::ReceivedAt, received));
        }
    }

    fn doubt_status(&mut self, dossier: &DossierBuilder<'_>, claims_late: bool) {
        if let (Some(finished), Some(returned)) = (dossier.finished_at, dossier.returned_at) {
            let clocks = finished.has_clock() && returned.has_clock();
            if returned.day() < finished.day() || clocks && returned.is_before(finished) {
                self.push_at(
                    IssueCode::ReturnOrder,
                    Field::ReturnedAt,
                    self.other(Field::FinishedAt, finished),
                );
            }
        }
        let ends = [(Field::FinishedAt, dossier.finished_at), (Field::ReturnedAt, dossier.returned_at)];
        let end = ends.into_iter().find_map(|(field, end)| Some((field, end?)));
        match end {
            Some((field, end)) if dossier.status.says_open() => {
                self.push_at(IssueCode::StatusOpen, Field::Status, self.other(field, end));
            }
            None if dossier.status.says_concluded() => {
                self.push_at(IssueCode::StatusUndated, Field::Status, "");
            }
            Some((field, end)) if claims_late && dossier.due_at.is_some_and(|due| end.day() <= due.day()) => {
                self.push_at(IssueCode::StatusVerdict, Field::Status, self.other(field, end));
            }
            _ => {}
        }
    }
}
