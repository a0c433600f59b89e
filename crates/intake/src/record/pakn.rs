use sipas_core::{Mark, Pakn, PaknBuilder, PaknStatus};

use super::Read;
use super::reader::{CellMeaning, RowReader};
use crate::field::Field;
use crate::issue::IssueCode;
use crate::row::Row;

impl RowReader<'_> {
    /// Reads a row of an export of petitions.
    pub fn pakn<'r>(&mut self, row: &Row<'r>) -> Read<Pakn<'r>> {
        if let Err(stop) = self.admit(row) {
            return stop.into();
        }
        let words = &self.profile.vocabulary;
        let status = self.word(row, Field::Status, &words.pakn_status);
        let builder = PaknBuilder {
            code: self.identity(row),
            unit: self.text(row, Field::Unit),
            field: self.text(row, Field::FieldName),
            kind: self.word(row, Field::Kind, &words.kind).known().unwrap_or_default(),
            topic: self.word(row, Field::Topic, &words.topic).known().unwrap_or_default(),
            status: status.known().unwrap_or_default(),
            sent_at: self.date(row, Field::SentAt),
            accepted_at: self.date(row, Field::AcceptedAt),
            due_at: self.date(row, Field::DueAt),
            closed_at: self.date(row, Field::ClosedAt),
            answered_at: self.date(row, Field::AnsweredAt),
            published_at: self.date(row, Field::PublishedAt),
            transferred_at: self.date(row, Field::TransferredAt),
            // The rate is of petitions with a mark: a blank cell is none, where in other columns it is a no.
            correct_authority: self.mark(row, Field::CorrectAuthority, Mark::Unknown),
            substantiated: self.mark(row, Field::Substantiated, Mark::No),
        };
        let receipt = if builder.sent_at.is_some() { Field::SentAt } else { Field::AcceptedAt };
        let received = builder.sent_at.or(builder.accepted_at);
        for (field, at) in [
            (Field::AcceptedAt, builder.accepted_at),
            (Field::ClosedAt, builder.closed_at),
            (Field::AnsweredAt, builder.answered_at),
            (Field::PublishedAt, builder.published_at),
            (Field::TransferredAt, builder.transferred_at),
        ] {
            self.in_order(receipt, received, field, at, field == Field::ClosedAt);
        }
        if self.is_rejected() {
            self.tell_slid(row);
            return Read::Rejected;
        }
        self.doubt_ahead([
            (Field::SentAt, builder.sent_at),
            (Field::AcceptedAt, builder.accepted_at),
            (Field::ClosedAt, builder.closed_at),
            (Field::AnsweredAt, builder.answered_at),
            (Field::PublishedAt, builder.published_at),
            (Field::TransferredAt, builder.transferred_at),
        ]);
        self.doubt_deadlines(receipt, received, [(Field::DueAt, builder.due_at)]);
        let Ok(pakn) = builder.build() else { return Read::Rejected };
        self.doubt_pakn_status(&pakn, status);
        Read::Record(pakn)
    }

    fn doubt_pakn_status(&mut self, pakn: &Pakn<'_>, status: CellMeaning<PaknStatus>) {
        let facts = pakn.facts();
        let (closed, transferred) = (facts.closed_at(), facts.transferred_at());
        match status {
            CellMeaning::Is(PaknStatus::Open) => {
                let ends = [(Field::ClosedAt, closed), (Field::TransferredAt, transferred)];
                if let Some((field, end)) = ends.into_iter().find_map(|(field, end)| Some((field, end?))) {
                    self.push_at(IssueCode::StatusOpen, Field::Status, self.other(field, end));
                }
            }
            CellMeaning::Blank if closed.or(transferred).is_none() => {
                let ends =
                    [(Field::AnsweredAt, facts.answered_at()), (Field::PublishedAt, facts.published_at())];
                if let Some((field, at)) = ends.into_iter().find_map(|(field, at)| Some((field, at?))) {
                    self.push_at(IssueCode::AnsweredOpen, Field::ClosedAt, self.other(field, at));
                }
            }
            CellMeaning::Is(PaknStatus::Closed) if closed.is_none() => {
                self.push_at(IssueCode::StatusUndated, Field::Status, "");
            }
            CellMeaning::Is(PaknStatus::Transferred) if closed.or(transferred).is_none() => {
                self.push_at(IssueCode::StatusUndated, Field::Status, "");
            }
            _ => {}
        }
    }
}
