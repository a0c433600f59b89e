//! The headers seen in real exports, field by field. Of two headers for one field in one file, the one that stands
//! first here wins; the English field name is always the last of them.

use sipas_core::Evidence;

use super::{Entry, Field};
use Field::{
    AcceptedAt, Answer, AnsweredAt, AnsweredOn, Apologised, ApologisedAt, Area, Channel, ClosedAt, Code,
    ContentComplete, CorrectAuthority, CorrectedAt, DecisionDate, Digitised, DossierCount, DueAt,
    ElectronicResult, ErrorReportedAt, ExtendedDueAt, FieldName, FinishedAt, InForceFrom, InForceTo, ItemI,
    ItemII, ItemIII, ItemIV, ItemV, Kind, ListedAtOffice, Name, Officer, OnlineLevel, PaidOnline,
    ProcedureCode, ProcedureName, PublishedAt, PublishedOnPortal, ReceivedAt, RejectedLine, RejectedPath,
    RepeatVisits, RescheduledDueAt, ResultCorrected, ReturnedAt, SentAt, Status, SubmittedAt, Substantiated,
    SupplementCompletedAt, SupplementRequestedAt, SupplementRequests, Surplus, Term, TermUnit, Topic,
    TransferredAt, Unit,
};

const fn column(field: Field, headers: &'static [&'static str]) -> Entry {
    Entry { field, headers, evidence: Evidence::NONE }
}

/// A column of dossiers: what it is evidence of, the table of their fields says.
const fn dossier(field: Field, headers: &'static [&'static str]) -> Entry {
    Entry { field, headers, evidence: field.of_dossier() }
}

const fn proof(evidence: Evidence, field: Field, headers: &'static [&'static str]) -> Entry {
    Entry { field, headers, evidence }
}

pub(crate) static DOSSIERS: &[Entry] = &[
    dossier(Code, &["Mã hồ sơ", "Số hồ sơ", "Mã số hồ sơ", "Mã HS", "Số biên nhận"]),
    dossier(ProcedureCode, &["Mã TTHC", "Mã thủ tục", "Mã thủ tục hành chính"]),
    dossier(
        ProcedureName,
        &[
            "Tên thủ tục hành chính",
            "Tên TTHC",
            "Thủ tục",
            "Tên thủ tục",
            "Nội dung hồ sơ",
            "Nội dung yêu cầu giải quyết",
        ],
    ),
    dossier(FieldName, &["Lĩnh vực", "Tên lĩnh vực"]),
    dossier(
        Unit,
        &[
            "Đơn vị xử lý",
            "Đơn vị giải quyết",
            "Phòng ban",
            "Phòng ban xử lý",
            "Cơ quan chủ trì giải quyết",
            "Cơ quan thụ lý",
            "Đơn vị thụ lý",
            "Đơn vị/cá nhân giải quyết",
            "Cơ quan/đơn vị",
            "Đơn vị",
            // Where an application was handed in says least about who handles it.
            "Đơn vị tiếp nhận",
        ],
    ),
    dossier(
        Officer,
        &[
            "Cán bộ xử lý",
            "Cán bộ đang xử lý",
            "Công chức xử lý",
            "Chuyên viên xử lý",
            "Cán bộ xử lý hiện tại",
            "Người xử lý",
            "Cán bộ thụ lý",
        ],
    ),
    dossier(Channel, &["Hình thức tiếp nhận", "Kênh thực hiện", "Hình thức nộp"]),
    dossier(
        ReceivedAt,
        &[
            "Ngày tiếp nhận",
            "Ngày tiếp nhận hồ sơ",
            "Ngày TN",
            "Thời gian tiếp nhận",
            "Ngày nhận",
            "Nhận hồ sơ",
            "Ngày nhận hồ sơ",
            "Ngày nhận HS",
        ],
    ),
    dossier(
        DueAt,
        &[
            "Ngày hẹn trả",
            "Ngày hẹn trả kết quả",
            "Hẹn trả kết quả",
            "Hẹn trả",
            "Ngày hẹn",
            "Hạn trả kết quả",
            "Hạn trả",
            "Thời hạn trả kết quả",
            "Ngày đến hạn",
            "Hạn xử lý",
            "Hạn giải quyết",
            "Thời gian hẹn trả",
            "Thời gian hẹn trả kết quả",
        ],
    ),
    dossier(RescheduledDueAt, &["Ngày hẹn trả mới", "Ngày hẹn lại"]),
    dossier(ExtendedDueAt, &["Ngày gia hạn"]),
    dossier(
        FinishedAt,
        &[
            "Ngày kết thúc xử lý",
            "Ngày kết thúc",
            "Ngày xử lý xong",
            "Ngày giải quyết xong",
            "Ngày hoàn thành",
            "Ngày có kết quả",
            "Ngày hoàn tất",
        ],
    ),
    dossier(ReturnedAt, &["Ngày trả kết quả", "Trả kết quả", "Ngày trả", "Ngày nhận kết quả"]),
    dossier(
        Status,
        &[
            "Trạng thái",
            "Trạng thái hồ sơ",
            "Tình trạng",
            "Trạng thái xử lý",
            "Tình trạng xử lý",
            "Tình trạng hồ sơ",
        ],
    ),
    dossier(SupplementRequests, &["Số lần bổ sung", "Số lần yêu cầu bổ sung"]),
    dossier(SupplementRequestedAt, &["Ngày yêu cầu bổ sung"]),
    dossier(SupplementCompletedAt, &["Ngày hoàn thành bổ sung", "Ngày bổ sung"]),
    dossier(RepeatVisits, &["Số lần đi lại", "Số lần đi lại bổ sung"]),
    dossier(ResultCorrected, &["Đính chính", "Kết quả đính chính", "Cấp lại do sai sót"]),
    dossier(ErrorReportedAt, &["Ngày phát hiện sai sót", "Ngày báo sai sót"]),
    dossier(CorrectedAt, &["Ngày đính chính"]),
    dossier(Apologised, &["Phiếu xin lỗi", "Đã xin lỗi"]),
    dossier(ApologisedAt, &["Ngày xin lỗi"]),
    dossier(SubmittedAt, &["Ngày nộp", "Ngày nộp hồ sơ", "Thời gian nộp"]),
    dossier(OnlineLevel, &["Mức độ", "Mức độ DVC", "Mức độ dịch vụ công", "Loại dịch vụ công"]),
    dossier(Digitised, &["Đã số hóa", "Số hóa hồ sơ"]),
    dossier(PaidOnline, &["Thanh toán trực tuyến"]),
    dossier(ElectronicResult, &["Kết quả điện tử", "Trả kết quả điện tử"]),
    dossier(
        DossierCount,
        &[
            "Số lượng hồ sơ",
            "SL hồ sơ",
            "Tổng số hồ sơ",
            "Số lượng",
            "Số lượng HS",
            "SLHS",
            "SL",
            "Tổng HS",
            "Số trường hợp",
        ],
    ),
    dossier(Surplus, &["(thừa)"]),
    dossier(RejectedPath, &["sipas: tệp"]),
    dossier(RejectedLine, &["sipas: dòng"]),
];

pub(crate) static PAKN: &[Entry] = &[
    column(Code, &["Mã phản ánh", "Mã PAKN", "Số PAKN"]),
    column(Unit, &["Đơn vị xử lý"]),
    proof(Evidence::PAKN_FIELD, FieldName, &["Lĩnh vực", "Ngành, lĩnh vực"]),
    column(Kind, &["Loại"]),
    proof(Evidence::TOPIC, Topic, &["Phân loại", "Nội dung phân loại", "Loại nội dung", "Chủ đề"]),
    column(SentAt, &["Ngày gửi"]),
    column(AcceptedAt, &["Ngày tiếp nhận"]),
    column(DueAt, &["Hạn xử lý", "Hạn giải quyết"]),
    column(ClosedAt, &["Ngày xử lý", "Ngày hoàn thành"]),
    proof(Evidence::ANSWERED_AT, AnsweredAt, &["Ngày trả lời", "Ngày phản hồi"]),
    proof(Evidence::PAKN_PUBLISHED_AT, PublishedAt, &["Ngày công khai"]),
    proof(Evidence::TRANSFERRED_AT, TransferredAt, &["Ngày chuyển"]),
    proof(Evidence::CORRECT_AUTHORITY, CorrectAuthority, &["Đúng thẩm quyền"]),
    column(Substantiated, &["Có cơ sở"]),
    column(
        Status,
        &[
            "Trạng thái",
            "Trạng thái PAKN",
            "Trạng thái xử lý",
            "Trạng thái phản ánh",
            "Tình trạng",
            "Tình trạng xử lý",
        ],
    ),
    column(DossierCount, &["Số lượng", "Số lượng PAKN", "Số lượng phản ánh", "SL", "Số trường hợp"]),
    column(Surplus, &["(thừa)"]),
    column(RejectedPath, &["sipas: tệp"]),
    column(RejectedLine, &["sipas: dòng"]),
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
    column(OnlineLevel, &["Mức độ", "Mức độ DVC", "Mức độ dịch vụ công", "Loại dịch vụ công"]),
    column(Surplus, &["(thừa)"]),
    column(RejectedPath, &["sipas: tệp"]),
    column(RejectedLine, &["sipas: dòng"]),
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
    column(ItemI, &["A1"]),
    column(ItemII, &["B1"]),
    column(ItemIII, &["C1"]),
    column(ItemIV, &["D1"]),
    column(ItemV, &["E1"]),
    column(DossierCount, &["Số phiếu", "Số lượng phiếu", "SL phiếu", "Số lượng", "SL"]),
    column(Surplus, &["(thừa)"]),
    column(RejectedPath, &["sipas: tệp"]),
    column(RejectedLine, &["sipas: dòng"]),
];
