//! The dossier (hồ sơ TTHC): one application of one citizen or business, from receipt to result.

mod channel;
mod columns;
mod status;

pub use channel::Channel;
pub use columns::FactsColumns;
pub use status::DossierStatus;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;
use crate::mark::Mark;
use crate::moment::{Moment, PackedMoment};
use crate::policy::{ClockEnd, DeadlineBasis};

/// A checked dossier: its code is never blank, and neither of its ends lies on a day before its receipt.
///
/// It borrows its texts from wherever they were read. It is made by [`DossierBuilder::build`], and by serde through
/// the same door. Applicants' names, phone numbers and addresses have no place in it.
///
/// ```
/// use sipas_core::{Dossier, DossierBuilder};
/// let dossier = DossierBuilder {
///     code: "H37.12-250613-0001".into(),
///     unit: "Văn phòng".into(),
///     received_at: Some("2025-06-13T08:00:00".parse()?),
///     due_at: Some("2025-06-20".parse()?),
///     ..DossierBuilder::default()
/// }
/// .build()?;
/// assert_eq!(dossier.unit(), "Văn phòng");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "DossierBuilder<'a>", try_from = "DossierBuilder<'a>")]
pub struct Dossier<'a> {
    code: Cow<'a, str>,
    procedure_code: Cow<'a, str>,
    procedure_name: Cow<'a, str>,
    field: Cow<'a, str>,
    unit: Cow<'a, str>,
    officer: Cow<'a, str>,
    facts: DossierFacts,
}

/// What of a dossier is counted: dates, states and numbers, no text. Small and `Copy`; made by
/// [`FactsBuilder::build`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DossierFacts(FactsBuilder);

/// What of a dossier is counted, before it is checked together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FactsBuilder {
    /// Ngày tiếp nhận.
    pub received_at: Option<Moment>,
    /// Ngày hẹn trả: the original appointment.
    pub due_at: Option<Moment>,
    /// Ngày hẹn lại: after an apology.
    pub rescheduled_due_at: Option<Moment>,
    /// Ngày gia hạn: a granted extension.
    pub extended_due_at: Option<Moment>,
    /// Ngày kết thúc xử lý: there is a result.
    pub finished_at: Option<Moment>,
    /// Ngày trả kết quả: the citizen has it.
    pub returned_at: Option<Moment>,
    /// Ngày yêu cầu bổ sung.
    pub supplement_requested_at: Option<Moment>,
    /// Ngày hoàn thành bổ sung.
    pub supplement_completed_at: Option<Moment>,
    /// Số lần yêu cầu bổ sung.
    pub supplement_requests: u32,
    /// Số lần đi lại bổ sung: extra trips.
    pub repeat_visits: u32,
    /// Trạng thái, as the system has it today.
    pub status: DossierStatus,
    /// Hình thức tiếp nhận.
    pub channel: Channel,
    /// Kết quả phải đính chính.
    pub result_corrected: Mark,
    /// Đã có phiếu xin lỗi.
    pub apologised: Mark,
}

/// The parts of a dossier, before they are checked together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DossierBuilder<'a> {
    /// Mã hồ sơ.
    pub code: Cow<'a, str>,
    /// Mã thủ tục hành chính.
    pub procedure_code: Cow<'a, str>,
    /// Tên thủ tục hành chính.
    pub procedure_name: Cow<'a, str>,
    /// Lĩnh vực.
    pub field: Cow<'a, str>,
    /// Đơn vị xử lý.
    pub unit: Cow<'a, str>,
    /// Cán bộ xử lý.
    pub officer: Cow<'a, str>,
    /// Hình thức tiếp nhận.
    pub channel: Channel,
    /// Trạng thái, as the system has it today.
    pub status: DossierStatus,
    /// Ngày tiếp nhận.
    pub received_at: Option<Moment>,
    /// Ngày hẹn trả: the original appointment.
    pub due_at: Option<Moment>,
    /// Ngày hẹn lại: after an apology.
    pub rescheduled_due_at: Option<Moment>,
    /// Ngày gia hạn: a granted extension.
    pub extended_due_at: Option<Moment>,
    /// Ngày kết thúc xử lý: there is a result.
    pub finished_at: Option<Moment>,
    /// Ngày trả kết quả: the citizen has it.
    pub returned_at: Option<Moment>,
    /// Số lần yêu cầu bổ sung.
    pub supplement_requests: u32,
    /// Ngày yêu cầu bổ sung.
    pub supplement_requested_at: Option<Moment>,
    /// Ngày hoàn thành bổ sung.
    pub supplement_completed_at: Option<Moment>,
    /// Số lần đi lại bổ sung: extra trips.
    pub repeat_visits: u32,
    /// Kết quả phải đính chính.
    pub result_corrected: Mark,
    /// Đã có phiếu xin lỗi.
    pub apologised: Mark,
}

/// Why a dossier was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DossierError {
    /// The code is empty or white space.
    #[error("a dossier needs a code")]
    NoCode,
    /// The result or its return lies on a day before the receipt.
    #[error("{column} {end} lies before received_at {received}")]
    EndBeforeReceived {
        /// `finished_at` or `returned_at`.
        column: &'static str,
        /// That end.
        end: Moment,
        /// The receipt.
        received: Moment,
    },
}

impl<'a> DossierBuilder<'a> {
    /// Checks the parts together.
    pub fn build(self) -> Result<Dossier<'a>, DossierError> {
        if self.code.trim().is_empty() {
            return Err(DossierError::NoCode);
        }
        Ok(Dossier {
            facts: FactsBuilder {
                received_at: self.received_at,
                due_at: self.due_at,
                rescheduled_due_at: self.rescheduled_due_at,
                extended_due_at: self.extended_due_at,
                finished_at: self.finished_at,
                returned_at: self.returned_at,
                supplement_requested_at: self.supplement_requested_at,
                supplement_completed_at: self.supplement_completed_at,
                supplement_requests: self.supplement_requests,
                repeat_visits: self.repeat_visits,
                status: self.status,
                channel: self.channel,
                result_corrected: self.result_corrected,
                apologised: self.apologised,
            }
            .build()?,
            code: self.code,
            procedure_code: self.procedure_code,
            procedure_name: self.procedure_name,
            field: self.field,
            unit: self.unit,
            officer: self.officer,
        })
    }
}

impl FactsBuilder {
    /// Checks the parts together: neither end lies on a day before the receipt.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a copy of all parts costs more than the checks")]
    pub fn build(self) -> Result<DossierFacts, DossierError> {
        if let Some(received) = self.received_at {
            for (column, end) in [("finished_at", self.finished_at), ("returned_at", self.returned_at)] {
                if let Some(end) = end.filter(|end| end.day() < received.day()) {
                    return Err(DossierError::EndBeforeReceived { column, end, received });
                }
            }
        }
        Ok(DossierFacts(self))
    }

    /// The same where dates and status also say one thing: nothing surely comes before what it follows, be it by the
    /// time of day, and the status says neither open beside an end nor concluded without one. Else `None`.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a copy of all parts costs more than the checks")]
    pub fn build_consistent(self) -> Option<DossierFacts> {
        let dates = [self.received_at, self.finished_at, self.returned_at].map(PackedMoment::of);
        // An end on a day before the receipt would surely come before it.
        columns::is_consistent(self.status, dates).then_some(DossierFacts(self))
    }
}

impl<'a> TryFrom<DossierBuilder<'a>> for Dossier<'a> {
    type Error = DossierError;
    fn try_from(builder: DossierBuilder<'a>) -> Result<Dossier<'a>, DossierError> {
        builder.build()
    }
}

impl<'a> From<Dossier<'a>> for DossierBuilder<'a> {
    fn from(dossier: Dossier<'a>) -> DossierBuilder<'a> {
        let facts = dossier.facts.0;
        DossierBuilder {
            code: dossier.code,
            procedure_code: dossier.procedure_code,
            procedure_name: dossier.procedure_name,
            field: dossier.field,
            unit: dossier.unit,
            officer: dossier.officer,
            channel: facts.channel,
            status: facts.status,
            received_at: facts.received_at,
            due_at: facts.due_at,
            rescheduled_due_at: facts.rescheduled_due_at,
            extended_due_at: facts.extended_due_at,
            finished_at: facts.finished_at,
            returned_at: facts.returned_at,
            supplement_requests: facts.supplement_requests,
            supplement_requested_at: facts.supplement_requested_at,
            supplement_completed_at: facts.supplement_completed_at,
            repeat_visits: facts.repeat_visits,
            result_corrected: facts.result_corrected,
            apologised: facts.apologised,
        }
    }
}

impl Dossier<'_> {
    /// Mã hồ sơ.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Mã thủ tục hành chính.
    pub fn procedure_code(&self) -> &str {
        &self.procedure_code
    }

    /// Tên thủ tục hành chính.
    pub fn procedure_name(&self) -> &str {
        &self.procedure_name
    }

    /// What a procedure is grouped by: its code, else its name.
    pub fn procedure_key(&self) -> &str {
        if self.procedure_code.is_empty() { &self.procedure_name } else { &self.procedure_code }
    }

    /// Lĩnh vực.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Đơn vị xử lý.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// Cán bộ xử lý.
    pub fn officer(&self) -> &str {
        &self.officer
    }

    /// All that is counted.
    pub fn facts(&self) -> &DossierFacts {
        &self.facts
    }
}

impl DossierFacts {
    /// Parts of which the checks are up to someone else.
    #[inline]
    pub(crate) fn unchecked(parts: FactsBuilder) -> DossierFacts {
        DossierFacts(parts)
    }

    /// The parts, as they were checked together.
    #[inline]
    pub fn parts(&self) -> &FactsBuilder {
        &self.0
    }

    /// The instant that ends the clock: finished, else returned; or the other way round.
    #[inline]
    pub fn end(&self, by: ClockEnd) -> Option<Moment> {
        match by {
            ClockEnd::Finished => self.0.finished_at.or(self.0.returned_at),
            ClockEnd::Returned => self.0.returned_at.or(self.0.finished_at),
        }
    }

    /// The deadline that the record itself names.
    #[inline]
    pub fn appointment(&self, basis: DeadlineBasis) -> Option<Moment> {
        match basis {
            DeadlineBasis::Original => self.0.due_at,
            DeadlineBasis::Current => self.0.extended_due_at.or(self.0.rescheduled_due_at).or(self.0.due_at),
        }
    }

    /// Ngày tiếp nhận.
    #[inline]
    pub fn received_at(&self) -> Option<Moment> {
        self.0.received_at
    }

    /// Days waited for supplements that were asked for and brought before `as_of`; 0 where either is unknown.
    #[inline]
    pub fn supplement_wait(&self, as_of: Moment) -> i32 {
        match (self.0.supplement_requested_at, self.0.supplement_completed_at) {
            (Some(asked), Some(brought)) if brought.is_before(as_of) => {
                brought.day().since(asked.day()).max(0)
            }
            _ => 0,
        }
    }

    /// Whether a supplement is being waited for at `as_of`: asked for before it and not brought before it, or
    /// neither date known, so that the status has the word.
    #[inline]
    pub fn awaits_supplement(&self, as_of: Moment) -> bool {
        let (asked, brought) = (self.0.supplement_requested_at, self.0.supplement_completed_at);
        let happened = |at: Option<Moment>| at.is_some_and(|at| at.is_before(as_of));
        (asked.is_none() && brought.is_none()) || (happened(asked) && !happened(brought))
    }

    /// Whether it waits for the citizen at `as_of`: for a supplement, for a payment, or because it was stopped. Only a dossier
    /// without any end can.
    pub fn is_suspended(&self, as_of: Moment) -> bool {
        match self.0.status {
            DossierStatus::AwaitingPayment | DossierStatus::Stopped => true,
            DossierStatus::AwaitingSupplement => self.awaits_supplement(as_of),
            _ => false,
        }
    }

    /// Extra trips: as counted by an export that counts them, else its supplement requests; `None` of neither.
    #[inline]
    pub fn visits(&self, evidence: Evidence) -> Option<u32> {
        if evidence.has(Evidence::REPEAT_VISITS) {
            return Some(self.0.repeat_visits);
        }
        evidence.has(Evidence::SUPPLEMENT_REQUESTS).then_some(self.0.supplement_requests)
    }

    /// Số lần yêu cầu bổ sung.
    #[inline]
    pub fn supplement_requests(&self) -> u32 {
        self.0.supplement_requests
    }

    /// Số lần đi lại bổ sung.
    #[inline]
    pub fn repeat_visits(&self) -> u32 {
        self.0.repeat_visits
    }

    /// Trạng thái.
    #[inline]
    pub fn status(&self) -> DossierStatus {
        self.0.status
    }

    /// Hình thức tiếp nhận.
    #[inline]
    pub fn channel(&self) -> Channel {
        self.0.channel
    }

    /// Kết quả phải đính chính.
    #[inline]
    pub fn result_corrected(&self) -> Mark {
        self.0.result_corrected
    }

    /// Đã có phiếu xin lỗi.
    #[inline]
    pub fn apologised(&self) -> Mark {
        self.0.apologised
    }
}

#[cfg(test)]
mod tests;
