use serde::{Deserialize, Serialize};

/// The state of a dossier (trạng thái hồ sơ): the national ten, two that the law of 2025 tells apart, and `Unknown`.
///
/// "Quá hạn" and "Trễ hạn" are verdicts that the dates give, not states.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum DossierStatus {
    /// Blank, or a word that is no state.
    #[default]
    Unknown = 0,
    /// Mới đăng ký.
    Registered = 1,
    /// Được tiếp nhận.
    Accepted = 2,
    /// Không được tiếp nhận.
    NotAccepted = 3,
    /// Đang xử lý.
    Processing = 4,
    /// Yêu cầu bổ sung giấy tờ.
    AwaitingSupplement = 5,
    /// Yêu cầu thực hiện nghĩa vụ tài chính.
    AwaitingPayment = 6,
    /// Công dân yêu cầu rút hồ sơ.
    Withdrawn = 7,
    /// Dừng xử lý: at the applicant's request (Decree 118/2025, art. 21).
    Stopped = 8,
    /// Đã xử lý xong.
    Finished = 9,
    /// Đã trả kết quả.
    Returned = 10,
    /// Từ chối giải quyết: a result (Decree 118/2025, art. 19(3)).
    Refused = 11,
    /// Đóng hồ sơ: closed by the desk after a supplement request that nobody answered (art. 19(5)).
    Closed = 12,
}

impl DossierStatus {
    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            DossierStatus::Unknown => "unknown",
            DossierStatus::Registered => "registered",
            DossierStatus::Accepted => "accepted",
            DossierStatus::NotAccepted => "not_accepted",
            DossierStatus::Processing => "processing",
            DossierStatus::AwaitingSupplement => "awaiting_supplement",
            DossierStatus::AwaitingPayment => "awaiting_payment",
            DossierStatus::Withdrawn => "withdrawn",
            DossierStatus::Stopped => "stopped",
            DossierStatus::Finished => "finished",
            DossierStatus::Returned => "returned",
            DossierStatus::Refused => "refused",
            DossierStatus::Closed => "closed",
        }
    }

    /// All, by their numbers.
    pub const ALL: [DossierStatus; 13] = [
        DossierStatus::Unknown,
        DossierStatus::Registered,
        DossierStatus::Accepted,
        DossierStatus::NotAccepted,
        DossierStatus::Processing,
        DossierStatus::AwaitingSupplement,
        DossierStatus::AwaitingPayment,
        DossierStatus::Withdrawn,
        DossierStatus::Stopped,
        DossierStatus::Finished,
        DossierStatus::Returned,
        DossierStatus::Refused,
        DossierStatus::Closed,
    ];

    /// The ten by their national codes 1 to 10.
    pub const NATIONAL: [DossierStatus; 10] = [
        DossierStatus::Registered,
        DossierStatus::Accepted,
        DossierStatus::NotAccepted,
        DossierStatus::Processing,
        DossierStatus::AwaitingSupplement,
        DossierStatus::AwaitingPayment,
        DossierStatus::Withdrawn,
        DossierStatus::Stopped,
        DossierStatus::Finished,
        DossierStatus::Returned,
    ];

    /// Whether the state says that the dossier is over and a date should tell when.
    pub const fn says_concluded(self) -> bool {
        use DossierStatus::{Closed, Finished, Refused, Returned, Withdrawn};
        matches!(self, Withdrawn | Finished | Returned | Refused | Closed)
    }

    /// Whether the state says that the dossier is still being handled, or was never taken in.
    pub fn says_open(self) -> bool {
        use DossierStatus::{
            Accepted, AwaitingPayment, AwaitingSupplement, NotAccepted, Processing, Registered,
        };
        matches!(
            self,
            Registered | Accepted | NotAccepted | Processing | AwaitingSupplement | AwaitingPayment
        )
    }
}
