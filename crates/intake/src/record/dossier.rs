use std::collections::BTreeMap;

use sipas_core::{Dossier, DossierBuilder, DossierStatus, Mark, Moment, OnlineLevel, dossier_fields};

use super::Read;
use super::code::NationalCode;
use super::reader::{CellMeaning, RowReader};
use crate::field::Field;
use crate::issue::IssueCode;
use crate::profile::{CodeShape, RepeatVisits};
use crate::row::Row;
use crate::values::{CellWord, ChannelWord, StatusWord};

/// Reads each field of a dossier, by the table of fields.
macro_rules! read {
    (
        { $reader:ident, $row:ident, code: $code:expr }
        texts { $($(#[$text_doc:meta])* $text:ident $text_field:ident $(by $by:ident)?;)* }
        dates { $($(#[$date_doc:meta])* $date:ident $date_field:ident $date_evidence:ident = $date_bit:literal;)* }
        numbers { $($(#[$number_doc:meta])* $number:ident $number_field:ident $number_evidence:ident = $number_bit:literal;)* }
        words { $($(#[$word_doc:meta])* $word:ident $word_field:ident $word_evidence:ident = $word_bit:literal: $word_type:ty;)* }
        marks { $($(#[$mark_doc:meta])* $mark:ident $mark_field:ident $mark_evidence:ident = $mark_bit:literal: $blank:ident;)* }
    ) => {
        DossierBuilder {
            code: $code,
            own: BTreeMap::new(),
            $($text: $reader.text($row, Field::$text_field),)*
            $($word: $reader.word_of($row, Field::$word_field),)*
            $($date: $reader.date($row, Field::$date_field),)*
            $($number: $reader.count($row, Field::$number_field),)*
            $($mark: $reader.mark($row, Field::$mark_field, Mark::$blank),)*
        }
    };
}

impl RowReader<'_> {
    /// Reads a row of a dossier export.
    pub fn dossier<'r>(&mut self, row: &Row<'r>) -> Read<Dossier<'r>> {
        if let Err(stop) = self.admit(row) {
            return stop.into();
        }
        let mut builder = dossier_fields!(read { self, row, code: self.identity(row) });
        for (field, (dimension, _)) in Field::OWN.into_iter().zip(&self.profile.dimensions) {
            let text = self.text(row, field);
            if !text.is_empty() {
                builder.own.insert(dimension.name().into(), text);
            }
        }
        if self.profile.repeat_visits == RepeatVisits::Total {
            builder.repeat_visits = builder.repeat_visits.saturating_sub(1);
        }
        if builder.online_level == OnlineLevel::Unknown {
            builder.online_level = self.level_of_channel(row);
        }
        for (field, end) in
            [(Field::FinishedAt, builder.finished_at), (Field::ReturnedAt, builder.returned_at)]
        {
            self.in_order(Field::ReceivedAt, builder.received_at, field, end, true);
        }
        if self.is_rejected() {
            self.tell_slid(row);
            return Read::Rejected;
        }
        let mut word = None;
        if builder.status == DossierStatus::Unknown {
            word = self.word(row, Field::Status, &self.profile.vocabulary.status).known();
        }
        if matches!(word, Some(StatusWord::ClaimsLate | StatusWord::ClaimsInTime)) {
            word = self.state_beside(row).or(word);
        }
        if let Some(word) = word {
            builder.status = word.state(builder.finished_at.or(builder.returned_at).is_some());
        }
        let (received, end) = (builder.received_at, builder.finished_at);
        self.doubt_ahead([
            (Field::ReceivedAt, received),
            (Field::FinishedAt, end),
            (Field::ReturnedAt, builder.returned_at),
        ]);
        self.doubt_deadlines(
            Field::ReceivedAt,
            received,
            [
                (Field::DueAt, builder.due_at),
                (Field::RescheduledDueAt, builder.rescheduled_due_at),
                (Field::ExtendedDueAt, builder.extended_due_at),
            ],
        );
        self.doubt_code(&builder);
        self.doubt_status(&builder, word);
        // What the builder refuses was told above, each part of it in its own column.
        builder.build().map_or(Read::Rejected, Read::Record)
    }

    /// What another column of states says, where the first that has a value holds only a verdict.
    fn state_beside(&mut self, row: &Row<'_>) -> Option<StatusWord> {
        let layout = self.layout;
        let words = &self.profile.vocabulary.status;
        let mut columns =
            layout.column(Field::Status).into_iter().chain(layout.others(Field::Status).iter().copied());
        columns.find_map(|column| {
            let word = self.word_at(row, column, words).known()?;
            (!matches!(word, StatusWord::ClaimsLate | StatusWord::ClaimsInTime)).then_some(word)
        })
    }

    /// A field of words; its default where the cell is blank or not understood.
    pub(super) fn word_of<T: CellWord>(&mut self, row: &Row<'_>, field: Field) -> T {
        let word = self.word(row, field, T::words(&self.profile.vocabulary));
        word.known().map_or_else(T::default, T::of)
    }

    /// How much is handled online, as a word of the channel tells it.
    fn level_of_channel(&mut self, row: &Row<'_>) -> OnlineLevel {
        match self.word(row, Field::Channel, &self.profile.vocabulary.channel) {
            CellMeaning::Is(ChannelWord::Online(level)) => level,
            _ => OnlineLevel::Unknown,
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
        if self.profile.code_shape == CodeShape::Any
            || self.layout.numbers_rows()
            || self.profile.composes_code()
        {
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

    fn doubt_status(&mut self, dossier: &DossierBuilder<'_>, word: Option<StatusWord>) {
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
        if let (Some((field, end)), None) = (end, dossier.received_at)
            && !matches!(dossier.status, DossierStatus::Registered | DossierStatus::NotAccepted)
        {
            self.push_at(IssueCode::ReceiptMissing, Field::ReceivedAt, self.other(field, end));
        }
        match end {
            Some((field, end)) if dossier.status.says_open() => {
                self.push_at(IssueCode::StatusOpen, Field::Status, self.other(field, end));
            }
            None if dossier.status.says_concluded() => {
                self.push_at(IssueCode::StatusUndated, Field::Status, "");
            }
            Some((field, end)) if is_denied(word, end, dossier.due_at) => {
                self.push_at(IssueCode::StatusVerdict, Field::Status, self.other(field, end));
            }
            _ => {}
        }
        if word == Some(StatusWord::SentBack) {
            let as_what = if end.is_some() { "= từ chối giải quyết" } else { "= chờ bổ sung" };
            self.push_at(IssueCode::StatusSentBack, Field::Status, as_what);
        }
    }
}

/// Whether a word claims a verdict that the dates deny.
fn is_denied(word: Option<StatusWord>, end: Moment, due: Option<Moment>) -> bool {
    let Some(due) = due else { return false };
    match word {
        Some(StatusWord::ClaimsLate) => end.day() <= due.day(),
        Some(StatusWord::ClaimsInTime) => end.day() > due.day(),
        _ => false,
    }
}
