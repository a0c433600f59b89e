/// The one bucket that a dossier falls into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Bucket {
    /// Trước hạn.
    Early,
    /// Đúng hạn.
    OnTime,
    /// Trễ hạn.
    Late,
    /// Đã có kết quả, không xác định được hạn.
    FinishedUnmeasurable,
    /// Công dân rút.
    Withdrawn,
    /// Dừng xử lý theo yêu cầu của người nộp.
    Stopped,
    /// Đang giải quyết, trong hạn.
    OpenWithinDue,
    /// Đang giải quyết, quá hạn.
    OpenOverdue,
    /// Tạm dừng, chờ bổ sung hoặc chờ nghĩa vụ tài chính.
    Suspended,
    /// Đang giải quyết, không xác định được hạn.
    OpenUnmeasurable,
    /// Chưa hoặc không được tiếp nhận.
    NotAccepted,
    /// Đã kết thúc, không rõ ngày.
    Undated,
    /// Ngoài kỳ.
    OutOfPeriod,
    /// Đóng hồ sơ do không bổ sung.
    ClosedUnanswered,
}

impl Bucket {
    /// All buckets, in the order of the report.
    pub const ALL: [Bucket; 14] = [
        Bucket::Early,
        Bucket::OnTime,
        Bucket::Late,
        Bucket::FinishedUnmeasurable,
        Bucket::Withdrawn,
        Bucket::Stopped,
        Bucket::OpenWithinDue,
        Bucket::OpenOverdue,
        Bucket::Suspended,
        Bucket::OpenUnmeasurable,
        Bucket::NotAccepted,
        Bucket::Undated,
        Bucket::OutOfPeriod,
        Bucket::ClosedUnanswered,
    ];

    /// The name in reports and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Bucket::Early => "early",
            Bucket::OnTime => "on_time",
            Bucket::Late => "late",
            Bucket::FinishedUnmeasurable => "finished_unmeasurable",
            Bucket::Withdrawn => "withdrawn",
            Bucket::Stopped => "stopped",
            Bucket::OpenWithinDue => "open_within_due",
            Bucket::OpenOverdue => "open_overdue",
            Bucket::Suspended => "suspended",
            Bucket::OpenUnmeasurable => "open_unmeasurable",
            Bucket::NotAccepted => "not_accepted",
            Bucket::Undated => "undated",
            Bucket::OutOfPeriod => "out_of_period",
            Bucket::ClosedUnanswered => "closed_unanswered",
        }
    }

    /// Whether the dossier ended within the period.
    #[inline]
    pub const fn is_concluded(self) -> bool {
        self.has_result() || matches!(self, Bucket::Withdrawn | Bucket::Stopped | Bucket::ClosedUnanswered)
    }

    /// Whether it ended within the period with a result.
    #[inline]
    pub const fn has_result(self) -> bool {
        matches!(self, Bucket::Early | Bucket::OnTime | Bucket::Late | Bucket::FinishedUnmeasurable)
    }

    /// Whether it was received in the period or carried in: concluded in it, or open at its end.
    #[inline]
    pub const fn is_handled(self) -> bool {
        self.is_concluded() || self.is_open()
    }

    /// Whether it is open at the moment of the report.
    #[inline]
    pub const fn is_open(self) -> bool {
        use Bucket::{OpenOverdue, OpenUnmeasurable, OpenWithinDue, Suspended};
        matches!(self, OpenWithinDue | OpenOverdue | Suspended | OpenUnmeasurable)
    }
}

/// The one bucket that a petition (PAKN) falls into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum PaknBucket {
    /// Xử lý xong trong hạn.
    ClosedInTime,
    /// Xử lý xong quá hạn.
    ClosedLate,
    /// Chuyển cơ quan khác.
    Transferred,
    /// Đang xử lý, trong hạn.
    OpenWithinDue,
    /// Đang xử lý, quá hạn.
    OpenOverdue,
    /// Xử lý xong, không xác định được hạn.
    UnmeasurableClosed,
    /// Đang xử lý, không xác định được hạn.
    UnmeasurableOpen,
    /// Không rõ ngày nhận hoặc ngày xong.
    Undated,
    /// Ngoài kỳ.
    OutOfPeriod,
    /// Từ chối tiếp nhận.
    Refused,
}

impl PaknBucket {
    /// All buckets, in the order of the report.
    pub const ALL: [PaknBucket; 10] = [
        PaknBucket::ClosedInTime,
        PaknBucket::ClosedLate,
        PaknBucket::Transferred,
        PaknBucket::OpenWithinDue,
        PaknBucket::OpenOverdue,
        PaknBucket::UnmeasurableClosed,
        PaknBucket::UnmeasurableOpen,
        PaknBucket::Undated,
        PaknBucket::OutOfPeriod,
        PaknBucket::Refused,
    ];

    /// The name in reports and, after `pakn.`, on the command line.
    pub fn name(self) -> &'static str {
        match self {
            PaknBucket::ClosedInTime => "closed_in_time",
            PaknBucket::ClosedLate => "closed_late",
            PaknBucket::Transferred => "transferred",
            PaknBucket::OpenWithinDue => "open_within_due",
            PaknBucket::OpenOverdue => "open_overdue",
            PaknBucket::UnmeasurableClosed => "unmeasurable_closed",
            PaknBucket::UnmeasurableOpen => "unmeasurable_open",
            PaknBucket::Undated => "undated",
            PaknBucket::OutOfPeriod => "out_of_period",
            PaknBucket::Refused => "refused",
        }
    }

    /// Closed within the period.
    pub fn is_closed(self) -> bool {
        matches!(self, PaknBucket::ClosedInTime | PaknBucket::ClosedLate | PaknBucket::UnmeasurableClosed)
    }

    /// Whether it counts as received or carried in.
    pub fn is_handled(self) -> bool {
        !matches!(self, PaknBucket::Undated | PaknBucket::OutOfPeriod)
    }
}
