//! The words of each set. A profile adds to them, by the names that stand first.

use sipas_core::{
    Area, Channel, DossierStatus, Mark, OnlineLevel, PaknKind, PaknStatus, PaknTopic, Satisfaction, TermUnit,
};

use super::{ChannelWord, Meaning, StatusWord};

const fn mean<T>(name: &'static str, value: T, words: &'static [&'static str]) -> Meaning<T> {
    Meaning { name, value, words }
}

const fn state(
    name: &'static str,
    status: DossierStatus,
    words: &'static [&'static str],
) -> Meaning<StatusWord> {
    mean(name, StatusWord::State(status), words)
}

const fn channel(
    name: &'static str,
    channel: Channel,
    words: &'static [&'static str],
) -> Meaning<ChannelWord> {
    mean(name, ChannelWord::Channel(channel), words)
}

pub(crate) static CHANNELS: &[Meaning<ChannelWord>] = &[
    channel("online", Channel::Online, &["Trực tuyến", "2", "Dịch vụ công trực tuyến"]),
    channel("in_person", Channel::InPerson, &["Trực tiếp", "1"]),
    channel("postal", Channel::Postal, &["BCCI", "Bưu chính", "Bưu chính công ích", "3"]),
    channel("unknown", Channel::Unknown, &[]),
    mean("online_full", ChannelWord::Online(OnlineLevel::Full), &["Trực tuyến toàn trình", "Toàn trình"]),
    mean("online_partial", ChannelWord::Online(OnlineLevel::Partial), &["Trực tuyến một phần", "Một phần"]),
];

/// The national ten with their codes, and what provincial systems write instead.
pub(crate) static STATUSES: &[Meaning<StatusWord>] = &[
    state("registered", DossierStatus::Registered, &["Mới đăng ký", "1", "Chờ tiếp nhận"]),
    state("accepted", DossierStatus::Accepted, &["Được tiếp nhận", "2", "Đã tiếp nhận"]),
    state(
        "not_accepted",
        DossierStatus::NotAccepted,
        &["Không được tiếp nhận", "3", "Không tiếp nhận", "Từ chối tiếp nhận"],
    ),
    state(
        "processing",
        DossierStatus::Processing,
        &[
            "Đang xử lý",
            "4",
            "Tiếp nhận",
            "Mới tiếp nhận",
            "Đang giải quyết",
            "Chờ xử lý",
            "Đang thẩm định",
            "Đang trình ký",
            "Chờ phê duyệt",
        ],
    ),
    state(
        "awaiting_supplement",
        DossierStatus::AwaitingSupplement,
        &[
            "Yêu cầu bổ sung giấy tờ",
            "5",
            "Chờ bổ sung",
            "Yêu cầu bổ sung",
            "Chờ công dân bổ sung",
            "Tạm dừng",
            "Tạm dừng xử lý",
            "Tạm dừng giải quyết",
        ],
    ),
    state(
        "awaiting_payment",
        DossierStatus::AwaitingPayment,
        &["Yêu cầu thực hiện nghĩa vụ tài chính", "6", "Chờ thực hiện nghĩa vụ tài chính", "Chờ nộp phí"],
    ),
    state(
        "withdrawn",
        DossierStatus::Withdrawn,
        &[
            "Công dân yêu cầu rút hồ sơ",
            "7",
            "Rút hồ sơ",
            "Xin rút",
            "Xin rút hồ sơ",
            "Đã rút",
            "Đã rút hồ sơ",
            "Công dân rút",
            "Công dân rút hồ sơ",
            "Hủy",
            "Đã hủy",
            "Hủy hồ sơ",
        ],
    ),
    state("stopped", DossierStatus::Stopped, &["Dừng xử lý", "8", "Dừng giải quyết"]),
    state(
        "finished",
        DossierStatus::Finished,
        &["Đã xử lý xong", "9", "Hoàn thành", "Đã hoàn thành", "Đã có kết quả"],
    ),
    state("returned", DossierStatus::Returned, &["Đã trả kết quả", "10"]),
    state(
        "refused",
        DossierStatus::Refused,
        &["Từ chối", "Từ chối giải quyết", "Không đủ điều kiện", "Không đủ điều kiện giải quyết"],
    ),
    state("closed", DossierStatus::Closed, &["Đóng hồ sơ", "Quá hạn bổ sung"]),
    state("unknown", DossierStatus::Unknown, &[]),
    mean(
        "sent_back",
        StatusWord::SentBack,
        &["Trả lại", "Trả lại hồ sơ", "Hồ sơ trả", "Hồ sơ trả lại", "Trả hồ sơ"],
    ),
    mean("not_handed_over", StatusWord::NotHandedOver, &["Chưa trả kết quả", "Chờ trả kết quả"]),
    mean("late", StatusWord::ClaimsLate, &["Quá hạn", "Trễ hạn"]),
    mean("in_time", StatusWord::ClaimsInTime, &["Đúng hạn", "Trong hạn"]),
];

/// How much of a dossier is handled online.
pub(crate) static ONLINE_LEVELS: &[Meaning<OnlineLevel>] = &[
    mean("full", OnlineLevel::Full, &["Toàn trình", "Dịch vụ công trực tuyến toàn trình", "DVC toàn trình"]),
    mean("partial", OnlineLevel::Partial, &["Một phần", "Dịch vụ công trực tuyến một phần", "DVC một phần"]),
    mean("unknown", OnlineLevel::Unknown, &[]),
];

pub(crate) static PAKN_KINDS: &[Meaning<PaknKind>] = &[
    mean("report", PaknKind::Report, &["Phản ánh"]),
    mean("proposal", PaknKind::Proposal, &["Kiến nghị"]),
    mean("unknown", PaknKind::Unknown, &[]),
];

pub(crate) static TOPICS: &[Meaning<PaknTopic>] = &[
    mean(
        "extra_documents",
        PaknTopic::ExtraDocuments,
        &["Yêu cầu thêm hồ sơ", "Yêu cầu thêm giấy tờ", "Yêu cầu nộp thêm hồ sơ"],
    ),
    mean("extra_fee", PaknTopic::ExtraFee, &["Thu thêm phí, lệ phí", "Thu phí ngoài quy định"]),
    mean(
        "staff_conduct",
        PaknTopic::StaffConduct,
        &["Thái độ, hành vi cán bộ", "Hành vi cán bộ, công chức", "Thái độ phục vụ", "Hành vi hành chính"],
    ),
    mean("delay", PaknTopic::Delay, &["Chậm, trễ hạn", "Chậm trễ"]),
    mean("regulation", PaknTopic::Regulation, &["Quy định hành chính", "Cơ chế chính sách"]),
    mean("other", PaknTopic::Other, &["Khác"]),
    mean("unknown", PaknTopic::Unknown, &[]),
];

pub(crate) static PAKN_STATUSES: &[Meaning<PaknStatus>] = &[
    mean(
        "open",
        PaknStatus::Open,
        &[
            "Mới tiếp nhận",
            "Đang xử lý",
            "Chờ bổ sung",
            "Hướng dẫn bổ sung",
            "Chờ tiếp nhận",
            "Đã tiếp nhận",
            "Chờ xử lý",
            "Đang giải quyết",
            "Chờ trả lời",
            "Chưa trả lời",
        ],
    ),
    mean(
        "closed",
        PaknStatus::Closed,
        &[
            "Đã xử lý",
            "Chờ công khai",
            "Đã công khai",
            "Đã trả lời",
            "Đã đóng",
            "Đã xử lý xong",
            "Đã giải quyết",
            "Đã giải quyết xong",
            "Đã phản hồi",
            "Đã có trả lời",
            "Đã có văn bản trả lời",
            "Đã có kết quả trả lời",
            "Đã trả lời công dân",
            "Đã trả lời người dân",
        ],
    ),
    mean("refused", PaknStatus::Refused, &["Từ chối tiếp nhận", "Không tiếp nhận"]),
    mean(
        "transferred",
        PaknStatus::Transferred,
        &["Chuyển cơ quan khác", "Đã chuyển cơ quan khác", "Chuyển cơ quan có thẩm quyền"],
    ),
];

pub(crate) static MARKS: &[Meaning<Mark>] = &[
    mean("yes", Mark::Yes, &["Có", "x", "1", "true"]),
    mean("no", Mark::No, &["Không", "0", "false"]),
    mean("unknown", Mark::Unknown, &[]),
];

pub(crate) static TERM_UNITS: &[Meaning<TermUnit>] = &[
    mean("working_days", TermUnit::WorkingDays, &["Ngày làm việc"]),
    mean("calendar_days", TermUnit::CalendarDays, &["Ngày", "Ngày lịch"]),
    mean("working_hours", TermUnit::WorkingHours, &["Giờ làm việc", "Giờ"]),
    mean("months", TermUnit::Months, &["Tháng"]),
];

/// The five factors of SIPAS (decision 1383/QĐ-BNV), which are the five areas of the plan.
pub(crate) static AREAS: &[Meaning<Area>] = &[
    mean("I", Area::I, &["I", "1", "Tiếp cận dịch vụ"]),
    mean("II", Area::II, &["II", "2", "Thủ tục hành chính"]),
    mean("III", Area::III, &["III", "3", "Công chức trực tiếp giải quyết công việc", "Công chức"]),
    mean("IV", Area::IV, &["IV", "4", "Kết quả cung ứng dịch vụ", "Kết quả dịch vụ", "Kết quả"]),
    mean(
        "V",
        Area::V,
        &[
            "V",
            "5",
            "Tiếp nhận, giải quyết phản ánh, kiến nghị",
            "Tiếp nhận, xử lý phản ánh, kiến nghị",
            "Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị",
            "Phản ánh, kiến nghị",
        ],
    ),
];

pub(crate) static ANSWERS: &[Meaning<Satisfaction>] = &[
    mean("very_dissatisfied", Satisfaction::VeryDissatisfied, &["Rất không hài lòng", "1", "0", "RKHL"]),
    mean("dissatisfied", Satisfaction::Dissatisfied, &["Không hài lòng", "2", "25", "KHL"]),
    mean("neutral", Satisfaction::Neutral, &["Bình thường", "3", "50", "BT"]),
    mean("satisfied", Satisfaction::Satisfied, &["Hài lòng", "4", "75", "HL"]),
    mean("very_satisfied", Satisfaction::VerySatisfied, &["Rất hài lòng", "5", "100", "RHL"]),
];
