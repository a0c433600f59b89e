use std::str::FromStr;

use sipas_core::{Bucket, DossierCounts};

/// A column of what is resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// Trước hạn.
    Early,
    /// Đúng hạn.
    OnTime,
    /// Quá hạn.
    Late,
}

/// A column of what is being resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InProgress {
    /// Trong hạn.
    WithinDue,
    /// Quá hạn.
    Overdue,
}

/// A column that a dossier stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Resolved(Resolved),
    InProgress(InProgress),
}

/// Where forms put the dossiers for which they have no column.
///
/// The default is what offices did until July 2026: resolved ones count as on time, those in progress as within due.
///
/// ```
/// use sipas_app::forms::{Mapping, Resolved};
/// let mut mapping = Mapping::default();
/// mapping.set("stopped_late=late")?;
/// assert_eq!((mapping.stopped, mapping.stopped_late), (Resolved::OnTime, Resolved::Late));
/// # Ok::<(), sipas_app::forms::MappingError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mapping {
    /// With a result, no deadline known.
    pub finished_unmeasurable: Resolved,
    /// Withdrawn by the citizen.
    pub withdrawn: Resolved,
    /// Stopped at the applicant's request, not after the deadline.
    pub stopped: Resolved,
    /// Stopped at the applicant's request, after the deadline.
    pub stopped_late: Resolved,
    /// Closed by the desk after an unanswered request for a supplement.
    pub closed_unanswered: Resolved,
    /// Waiting for a supplement or a payment.
    pub suspended: InProgress,
    /// Open, no deadline known.
    pub open_unmeasurable: InProgress,
}

impl Default for Mapping {
    fn default() -> Mapping {
        Mapping {
            finished_unmeasurable: Resolved::OnTime,
            withdrawn: Resolved::OnTime,
            stopped: Resolved::OnTime,
            stopped_late: Resolved::OnTime,
            closed_unanswered: Resolved::OnTime,
            suspended: InProgress::WithinDue,
            open_unmeasurable: InProgress::WithinDue,
        }
    }
}

/// The text puts no kind of dossier into a column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected finished_unmeasurable, withdrawn, stopped, stopped_late or closed_unanswered = early, on_time or late; or suspended or open_unmeasurable = within_due or overdue; found {0:?}"
)]
pub struct MappingError(String);

impl MappingError {
    /// The message in Vietnamese.
    pub fn vi(&self) -> String {
        format!(
            "cần finished_unmeasurable, withdrawn, stopped, stopped_late hoặc closed_unanswered = early, on_time hoặc late; hay suspended hoặc open_unmeasurable = within_due hoặc overdue; nhưng gặp {:?}",
            self.0
        )
    }
}

impl Mapping {
    /// That of Circular 09/2026/TT-BTP: what was stopped after its deadline is late.
    pub fn btp() -> Mapping {
        Mapping { stopped_late: Resolved::Late, ..Mapping::default() }
    }

    /// Puts one kind of dossier elsewhere, such as `stopped_late=late`.
    pub fn set(&mut self, text: &str) -> Result<(), MappingError> {
        let wrong = || MappingError(text.to_owned());
        let (kind, column) = text.split_once('=').ok_or_else(wrong)?;
        let (resolved, open) = (column.trim().parse(), column.trim().parse());
        let resolved = resolved.map_err(|()| wrong());
        let open = open.map_err(|()| wrong());
        match kind.trim() {
            "finished_unmeasurable" => self.finished_unmeasurable = resolved?,
            "withdrawn" => self.withdrawn = resolved?,
            "stopped" => self.stopped = resolved?,
            "stopped_late" => self.stopped_late = resolved?,
            "closed_unanswered" => self.closed_unanswered = resolved?,
            "suspended" => self.suspended = open?,
            "open_unmeasurable" => self.open_unmeasurable = open?,
            _ => return Err(wrong()),
        }
        Ok(())
    }

    /// The kinds of resolved dossiers without a column of their own: each with its words, its count and its column.
    pub(super) fn resolved(self, counts: &DossierCounts) -> [(&'static str, u64, Resolved); 5] {
        let stopped = counts.get(Bucket::Stopped).saturating_sub(counts.stopped_late);
        [
            (
                "có kết quả mà không xác định được hạn",
                counts.get(Bucket::FinishedUnmeasurable),
                self.finished_unmeasurable,
            ),
            ("tổ chức, cá nhân rút hồ sơ", counts.get(Bucket::Withdrawn), self.withdrawn),
            ("dừng giải quyết", stopped, self.stopped),
            ("dừng giải quyết sau hạn", counts.stopped_late, self.stopped_late),
            ("đóng hồ sơ do không bổ sung", counts.get(Bucket::ClosedUnanswered), self.closed_unanswered),
        ]
    }

    /// The kinds of dossiers in progress without a column of their own.
    pub(super) fn in_progress(self, counts: &DossierCounts) -> [(&'static str, u64, InProgress); 2] {
        [
            ("tạm dừng, chờ bổ sung hoặc nghĩa vụ tài chính", counts.get(Bucket::Suspended), self.suspended),
            ("không xác định được hạn", counts.get(Bucket::OpenUnmeasurable), self.open_unmeasurable),
        ]
    }
}

impl FromStr for Resolved {
    type Err = ();
    fn from_str(text: &str) -> Result<Resolved, ()> {
        match text {
            "early" => Ok(Resolved::Early),
            "on_time" => Ok(Resolved::OnTime),
            "late" => Ok(Resolved::Late),
            _ => Err(()),
        }
    }
}

impl FromStr for InProgress {
    type Err = ();
    fn from_str(text: &str) -> Result<InProgress, ()> {
        match text {
            "within_due" => Ok(InProgress::WithinDue),
            "overdue" => Ok(InProgress::Overdue),
            _ => Err(()),
        }
    }
}
