//! The petition (phản ánh, kiến nghị: PAKN): what a citizen reports or proposes about an administrative rule or act.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::mark::Mark;
use crate::moment::Moment;

/// A checked petition: its code is never blank, and nothing that was done with it lies on a day before its receipt.
///
/// Khiếu nại and tố cáo are another legal matter and out of scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "PaknBuilder<'a>", try_from = "PaknBuilder<'a>")]
pub struct Pakn<'a> {
    code: Cow<'a, str>,
    unit: Cow<'a, str>,
    field: Cow<'a, str>,
    facts: PaknFacts,
}

/// What of a petition is counted: dates, states and marks, no text. Small and `Copy`; made only with a [`Pakn`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaknFacts {
    sent_at: Option<Moment>,
    accepted_at: Option<Moment>,
    due_at: Option<Moment>,
    closed_at: Option<Moment>,
    answered_at: Option<Moment>,
    published_at: Option<Moment>,
    transferred_at: Option<Moment>,
    kind: PaknKind,
    topic: PaknTopic,
    status: PaknStatus,
    correct_authority: Mark,
    substantiated: Mark,
}

/// The parts of a petition, before they are checked together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PaknBuilder<'a> {
    /// Mã phản ánh, kiến nghị.
    pub code: Cow<'a, str>,
    /// Đơn vị xử lý.
    pub unit: Cow<'a, str>,
    /// Ngành, lĩnh vực.
    pub field: Cow<'a, str>,
    /// Loại.
    pub kind: PaknKind,
    /// Phân loại.
    pub topic: PaknTopic,
    /// Trạng thái, as the system has it today.
    pub status: PaknStatus,
    /// Ngày gửi.
    pub sent_at: Option<Moment>,
    /// Ngày tiếp nhận.
    pub accepted_at: Option<Moment>,
    /// Hạn xử lý.
    pub due_at: Option<Moment>,
    /// Ngày xử lý xong.
    pub closed_at: Option<Moment>,
    /// Ngày trả lời.
    pub answered_at: Option<Moment>,
    /// Ngày công khai.
    pub published_at: Option<Moment>,
    /// Ngày chuyển cơ quan khác.
    pub transferred_at: Option<Moment>,
    /// Đúng thẩm quyền.
    pub correct_authority: Mark,
    /// Có cơ sở.
    pub substantiated: Mark,
}

/// Phản ánh or kiến nghị.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaknKind {
    /// Phản ánh.
    Report,
    /// Kiến nghị.
    Proposal,
    /// Blank, or another word.
    #[default]
    Unknown,
}

impl PaknKind {
    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            PaknKind::Report => "report",
            PaknKind::Proposal => "proposal",
            PaknKind::Unknown => "unknown",
        }
    }
}

/// What a petition is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaknTopic {
    /// Yêu cầu thêm hồ sơ, giấy tờ.
    ExtraDocuments,
    /// Thu thêm phí, lệ phí.
    ExtraFee,
    /// Thái độ, hành vi cán bộ.
    StaffConduct,
    /// Chậm, trễ hạn.
    Delay,
    /// Quy định hành chính.
    Regulation,
    /// Khác.
    Other,
    /// Blank, or another phrase.
    #[default]
    Unknown,
}

/// What a petition's status says: only whether it is over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaknStatus {
    /// Being handled, blank, or a word that is no state.
    #[default]
    Open,
    /// Đã xử lý, Đã trả lời, Đã công khai and the like.
    Closed,
    /// Chuyển cơ quan khác.
    Transferred,
    /// Từ chối tiếp nhận.
    Refused,
}

impl PaknTopic {
    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            PaknTopic::ExtraDocuments => "extra_documents",
            PaknTopic::ExtraFee => "extra_fee",
            PaknTopic::StaffConduct => "staff_conduct",
            PaknTopic::Delay => "delay",
            PaknTopic::Regulation => "regulation",
            PaknTopic::Other => "other",
            PaknTopic::Unknown => "unknown",
        }
    }
}

impl PaknStatus {
    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            PaknStatus::Open => "open",
            PaknStatus::Closed => "closed",
            PaknStatus::Transferred => "transferred",
            PaknStatus::Refused => "refused",
        }
    }
}

/// Why a petition was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PaknError {
    /// The code is empty or white space.
    #[error("a petition needs a code")]
    NoCode,
    /// Something was done on a day before the receipt.
    #[error("{column} {at} lies before the receipt {received}")]
    BeforeReceived {
        /// The date that lies too early.
        column: &'static str,
        /// Its value.
        at: Moment,
        /// The receipt.
        received: Moment,
    },
}

impl<'a> PaknBuilder<'a> {
    /// Checks the parts together.
    pub fn build(self) -> Result<Pakn<'a>, PaknError> {
        if self.code.trim().is_empty() {
            return Err(PaknError::NoCode);
        }
        if let Some(received) = self.sent_at.or(self.accepted_at) {
            let acts = [
                ("accepted_at", self.accepted_at),
                ("closed_at", self.closed_at),
                ("answered_at", self.answered_at),
                ("published_at", self.published_at),
                ("transferred_at", self.transferred_at),
            ];
            for (column, at) in acts {
                if let Some(at) = at.filter(|at| at.day() < received.day()) {
                    return Err(PaknError::BeforeReceived { column, at, received });
                }
            }
        }
        Ok(Pakn {
            facts: PaknFacts {
                sent_at: self.sent_at,
                accepted_at: self.accepted_at,
                due_at: self.due_at,
                closed_at: self.closed_at,
                answered_at: self.answered_at,
                published_at: self.published_at,
                transferred_at: self.transferred_at,
                kind: self.kind,
                topic: self.topic,
                status: self.status,
                correct_authority: self.correct_authority,
                substantiated: self.substantiated,
            },
            code: self.code,
            unit: self.unit,
            field: self.field,
        })
    }
}

impl<'a> TryFrom<PaknBuilder<'a>> for Pakn<'a> {
    type Error = PaknError;
    fn try_from(builder: PaknBuilder<'a>) -> Result<Pakn<'a>, PaknError> {
        builder.build()
    }
}

impl<'a> From<Pakn<'a>> for PaknBuilder<'a> {
    fn from(pakn: Pakn<'a>) -> PaknBuilder<'a> {
        let facts = pakn.facts;
        PaknBuilder {
            code: pakn.code,
            unit: pakn.unit,
            field: pakn.field,
            kind: facts.kind,
            topic: facts.topic,
            status: facts.status,
            sent_at: facts.sent_at,
            accepted_at: facts.accepted_at,
            due_at: facts.due_at,
            closed_at: facts.closed_at,
            answered_at: facts.answered_at,
            published_at: facts.published_at,
            transferred_at: facts.transferred_at,
            correct_authority: facts.correct_authority,
            substantiated: facts.substantiated,
        }
    }
}

impl Pakn<'_> {
    /// Mã phản ánh, kiến nghị.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Đơn vị xử lý.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// Ngành, lĩnh vực.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// All that is counted.
    pub fn facts(&self) -> &PaknFacts {
        &self.facts
    }
}

impl PaknFacts {
    /// The receipt: sent, else accepted.
    pub fn received_at(&self) -> Option<Moment> {
        self.sent_at.or(self.accepted_at)
    }

    /// Every date but the deadline.
    pub(crate) fn events(&self) -> [Option<Moment>; 6] {
        [
            self.sent_at,
            self.accepted_at,
            self.closed_at,
            self.answered_at,
            self.published_at,
            self.transferred_at,
        ]
    }

    /// The closing: as recorded, else, where the status says closed, the answer, else the publication.
    pub fn closed_at(&self) -> Option<Moment> {
        let inferred = || (self.status == PaknStatus::Closed).then(|| self.answered_at.or(self.published_at));
        self.closed_at.or_else(|| inferred().flatten())
    }

    /// The refusal of one whose status says that it was refused: the closing, else the answer, else the receipt.
    pub fn refused_at(&self) -> Option<Moment> {
        let refused = || self.closed_at.or(self.answered_at).or(self.received_at());
        (self.status == PaknStatus::Refused).then(refused).flatten()
    }

    /// Ngày tiếp nhận.
    pub fn accepted_at(&self) -> Option<Moment> {
        self.accepted_at
    }

    /// Hạn xử lý.
    pub fn due_at(&self) -> Option<Moment> {
        self.due_at
    }

    /// Ngày trả lời.
    pub fn answered_at(&self) -> Option<Moment> {
        self.answered_at
    }

    /// Ngày công khai.
    pub fn published_at(&self) -> Option<Moment> {
        self.published_at
    }

    /// Ngày chuyển cơ quan khác.
    pub fn transferred_at(&self) -> Option<Moment> {
        self.transferred_at
    }

    /// Loại.
    pub fn kind(&self) -> PaknKind {
        self.kind
    }

    /// Phân loại.
    pub fn topic(&self) -> PaknTopic {
        self.topic
    }

    /// Trạng thái.
    pub fn status(&self) -> PaknStatus {
        self.status
    }

    /// Đúng thẩm quyền.
    pub fn correct_authority(&self) -> Mark {
        self.correct_authority
    }

    /// Có cơ sở.
    pub fn substantiated(&self) -> Mark {
        self.substantiated
    }
}

#[cfg(test)]
mod tests;
