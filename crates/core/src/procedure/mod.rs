//! The procedure (thủ tục hành chính: TTHC) as the catalogue has it.

mod term;

pub use term::{Term, TermUnit};

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::dossier::OnlineLevel;
use crate::mark::Mark;
use crate::moment::Moment;

/// A checked entry of the catalogue of procedures: its code is never blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "ProcedureBuilder<'a>", try_from = "ProcedureBuilder<'a>")]
pub struct Procedure<'a>(ProcedureBuilder<'a>);

/// The parts of a procedure, before they are checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProcedureBuilder<'a> {
    /// Mã TTHC: what dossiers are matched by.
    pub code: Cow<'a, str>,
    /// Tên TTHC.
    pub name: Cow<'a, str>,
    /// Lĩnh vực.
    pub field: Cow<'a, str>,
    /// Đơn vị.
    pub unit: Cow<'a, str>,
    /// Có hiệu lực từ.
    pub in_force_from: Option<Moment>,
    /// Có hiệu lực đến: its last day.
    pub in_force_to: Option<Moment>,
    /// Niêm yết tại trụ sở.
    pub listed_at_office: Mark,
    /// Công khai trên cổng.
    pub published_on_portal: Mark,
    /// Ngày quyết định công bố.
    pub decision_date: Option<Moment>,
    /// Ngày công khai.
    pub published_at: Option<Moment>,
    /// Đầy đủ nội dung.
    pub content_complete: Mark,
    /// Thời hạn giải quyết.
    pub term: Option<Term>,
    /// Mức độ dịch vụ công.
    pub online_level: OnlineLevel,
}

/// Why a procedure was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProcedureError {
    /// The code is empty or white space.
    #[error("a procedure needs a code")]
    NoCode,
}

impl<'a> ProcedureBuilder<'a> {
    /// Checks the parts.
    pub fn build(self) -> Result<Procedure<'a>, ProcedureError> {
        if self.code.trim().is_empty() { Err(ProcedureError::NoCode) } else { Ok(Procedure(self)) }
    }
}

impl<'a> TryFrom<ProcedureBuilder<'a>> for Procedure<'a> {
    type Error = ProcedureError;
    fn try_from(builder: ProcedureBuilder<'a>) -> Result<Procedure<'a>, ProcedureError> {
        builder.build()
    }
}

impl<'a> From<Procedure<'a>> for ProcedureBuilder<'a> {
    fn from(procedure: Procedure<'a>) -> ProcedureBuilder<'a> {
        procedure.0
    }
}

impl<'a> std::ops::Deref for Procedure<'a> {
    type Target = ProcedureBuilder<'a>;
    /// The parts, to read: they cannot be changed once checked.
    fn deref(&self) -> &ProcedureBuilder<'a> {
        &self.0
    }
}

impl Procedure<'_> {
    /// Whether the procedure is in force at the end of what `as_of` has seen.
    pub fn in_force(&self, as_of: Moment) -> bool {
        let over = |last: Moment| {
            last.day().plus(1) < as_of.day() || last.day().plus(1) == as_of.day() && as_of.clock_ms() > 0
        };
        self.in_force_from.is_none_or(|from| from.is_before(as_of)) && !self.in_force_to.is_some_and(over)
    }

    /// Copies the texts, so that the procedure owns them.
    pub fn into_owned(self) -> Procedure<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Procedure(ProcedureBuilder {
            code: own(self.0.code),
            name: own(self.0.name),
            field: own(self.0.field),
            unit: own(self.0.unit),
            ..self.0
        })
    }
}

#[cfg(test)]
mod tests;
