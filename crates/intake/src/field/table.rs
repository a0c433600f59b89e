//! The headers seen in real exports, field by field. Of two headers for one field in one file, the one that stands
//! first here wins; the English field name is always the last of them.

use sipas_core::Evidence;

use super::{Entry, Field};
use Field::{
    AcceptedAt, Answer, AnsweredAt, AnsweredOn, Apologised, Area, Channel, ClosedAt, Code, ContentComplete,
    CorrectAuthority, DecisionDate, DossierCount, DueAt, ExtendedDueAt, FieldName, FinishedAt, InForceFrom,
    InForceTo, Kind, ListedAtOffice, Name, Officer, ProcedureCode, ProcedureName, PublishedAt,
    PublishedOnPortal, ReceivedAt, RepeatVisits, RescheduledDueAt, ResultCorrected, ReturnedAt, SentAt,
    Status, Substantiated, SupplementCompletedAt, SupplementRequestedAt, SupplementRequests, Surplus, Term,
    TermUnit, Topic, TransferredAt, Unit,
};

const fn column(field: Field, headers: &'static [&'static str]) -> Entry {
    Entry { field, headers, evidence: Evidence::NONE }
}

const fn proof(evidence: Evidence, field: Field, headers: &'static [&'static str]) -> Entry {
    Entry { field, headers, evidence }
}

pub(crate) static DOSSIERS: &[Entry] = &[
    column(Code, &["Mã hồ sơ", "Số hồ sơ", "Mã số hồ sơ", "Số biên nhận"]),
    column(ProcedureCode, &["Mã TTHC", "Mã thủ tục", "Mã thủ tục hành chính"]),
    column(ProcedureName, &["Tên thủ tục hành chính", "Tên TTHC", "Thủ tục", "Tên thủ tục"]),
    column(FieldName, &["Lĩnh vực", "Tên lĩnh vực"]),
    column(
        Unit,
        &[
            "Đơn vị xử lý",
            "Đơn vị giải quyết",
            "Cơ quan chủ trì giải quyết",
            "Cơ quan thụ lý",
            "Cơ quan/đơn vị",
            "Phòng ban",
        ],
    ),
    column(Officer, &["Cán bộ xử lý", "Cán bộ xử lý hiện tại", "Người xử lý", "Cán bộ thụ lý"]),
    column(Channel, &["Hình thức tiếp nhận", "Kênh thực hiện", "Hình thức nộp"]),
    column(ReceivedAt, &["Ngày tiếp nhận", "Ngày nhận", "Nhận hồ sơ", "Ngày nhận hồ sơ"]),
    proof(Evidence::DUE_AT, DueAt, &["Ngày hẹn trả", "Ngày hẹn trả kết quả", "Hẹn trả kết quả", "Hạn xử lý"]),
    proof(Evidence::RESCHEDULED_DUE_AT, RescheduledDueAt, &["Ngày hẹn trả mới", "Ngày hẹn lại"]),
    proof(Evidence::EXTENDED_DUE_AT, ExtendedDueAt, &["Ngày gia hạn"]),
    column(FinishedAt, &["Ngày kết thúc xử lý", "Ngày hoàn thành", "Ngày có kết quả", "Ngày hoàn tất"]),
    column(ReturnedAt, &["Ngày trả kết quả", "Trả kết quả", "Ngày trả", "Ngày nhận kết quả"]),
    column(Status, &["Trạng thái", "Trạng thái hồ sơ", "Tình trạng"]),
    proof(Evidence::SUPPLEMENT_REQUESTS, SupplementRequests, &["Số lần bổ sung", "Số lần yêu cầu bổ sung"]),
    column(SupplementRequestedAt, &["Ngày yêu cầu bổ sung"]),
    column(SupplementCompletedAt, &["Ngày hoàn thành bổ sung", "Ngày bổ sung"]),
    proof(Evidence::REPEAT_VISITS, RepeatVisits, &["Số lần đi lại", "Số lần đi lại bổ sung"]),
    proof(
        Evidence::RESULT_CORRECTED,
        ResultCorrected,
        &["Đính chính", "Kết quả đính chính", "Cấp lại do sai sót"],
    ),
    proof(Evidence::APOLOGISED, Apologised, &["Phiếu xin lỗi", "Đã xin lỗi"]),
    column(DossierCount, &["Số lượng hồ sơ"]),
    column(Surplus, &["(thừa)"]),
];

pub(crate) static PAKN: &[Entry] = &[
    column(Code, &["Mã phản ánh", "Mã PAKN", "Số PAKN"]),
    column(Unit, &["Đơn vị xử lý"]),
    column(Kind, &["Loại"]),
    proof(Evidence::TOPIC, Topic, &["Phân loại", "Nội dung phân loại", "Chủ đề"]),
    column(SentAt, &["Ngày gửi"]),
    column(AcceptedAt, &["Ngày tiếp nhận"]),
    column(DueAt, &["Hạn xử lý"]),
    column(ClosedAt, &["Ngày xử lý", "Ngày hoàn thành"]),
    proof(Evidence::ANSWERED_AT, AnsweredAt, &["Ngày trả lời", "Ngày phản hồi"]),
    proof(Evidence::PAKN_PUBLISHED_AT, PublishedAt, &["Ngày công khai"]),
    proof(Evidence::TRANSFERRED_AT, TransferredAt, &["Ngày chuyển"]),
    proof(Evidence::CORRECT_AUTHORITY, CorrectAuthority, &["Đúng thẩm quyền"]),
    column(Substantiated, &["Có cơ sở"]),
    column(Status, &["Trạng thái"]),
    column(Surplus, &["(thừa)"]),
];

pub(crate) static PROCEDURES: &[Entry] = &[
    column(Code, &["Mã TTHC"]),
    column(Name, &["Tên TTHC"]),
    column(FieldName, &["Lĩnh vực"]),
    column(Unit, &["Đơn vị"]),
    column(InForceFrom, &["Có hiệu lực từ", "Hiệu lực từ ngày"]),
    column(InForceTo, &["Có hiệu lực đến", "Hết hiệu lực"]),
    proof(Evidence::LISTED_AT_OFFICE, ListedAtOffice, &["Niêm yết tại trụ sở"]),
    proof(Evidence::PUBLISHED_ON_PORTAL, PublishedOnPortal, &["Công khai trên cổng"]),
    proof(Evidence::DECISION_DATE, DecisionDate, &["Ngày quyết định"]),
    proof(Evidence::PROCEDURE_PUBLISHED_AT, PublishedAt, &["Ngày công khai"]),
    proof(Evidence::CONTENT_COMPLETE, ContentComplete, &["Đầy đủ nội dung"]),
    proof(Evidence::TERM, Term, &["Thời hạn giải quyết"]),
    column(TermUnit, &["Đơn vị tính"]),
    column(Surplus, &["(thừa)"]),
];

pub(crate) static SURVEY: &[Entry] = &[
    column(Area, &["Lĩnh vực đánh giá", "Tiêu chí", "Nội dung đánh giá"]),
    column(Answer, &["Mức độ hài lòng", "Trả lời", "Đánh giá"]),
    column(
        Unit,
        &[
            "Đơn vị",
            "Đơn vị xử lý",
            "Đơn vị giải quyết",
            "Cơ quan chủ trì giải quyết",
            "Cơ quan thụ lý",
            "Cơ quan/đơn vị",
            "Phòng ban",
        ],
    ),
    column(AnsweredOn, &["Ngày", "Ngày trả lời", "Ngày khảo sát", "date"]),
    column(Surplus, &["(thừa)"]),
];
