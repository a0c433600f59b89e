"""Header aliases and the words of status, channel, topic, kind and yes/no."""

from .text import fold

# For each field the headers in the order of the specification: the first one wins.
DOSSIER_HEADERS: dict[str, list[str]] = {
    "code": ["Mã hồ sơ", "Số hồ sơ", "Mã số hồ sơ", "Mã HS", "Số biên nhận"],
    "procedure_code": ["Mã TTHC", "Mã thủ tục", "Mã thủ tục hành chính"],
    "procedure_name": [
        *["Tên thủ tục hành chính", "Tên TTHC", "Thủ tục", "Tên thủ tục", "Nội dung hồ sơ"],
        "Nội dung yêu cầu giải quyết",
    ],
    "field": ["Lĩnh vực", "Tên lĩnh vực"],
    "unit": [
        *["Đơn vị xử lý", "Đơn vị giải quyết", "Phòng ban", "Phòng ban xử lý"],
        *["Cơ quan chủ trì giải quyết", "Cơ quan thụ lý", "Đơn vị thụ lý"],
        *["Đơn vị/cá nhân giải quyết", "Cơ quan/đơn vị", "Đơn vị", "Đơn vị tiếp nhận"],
    ],
    "officer": [
        *["Cán bộ xử lý", "Cán bộ đang xử lý", "Công chức xử lý", "Chuyên viên xử lý"],
        *["Cán bộ xử lý hiện tại", "Người xử lý", "Cán bộ thụ lý"],
    ],
    "channel": ["Hình thức tiếp nhận", "Kênh thực hiện", "Hình thức nộp"],
    "received_at": [
        *["Ngày tiếp nhận", "Ngày tiếp nhận hồ sơ", "Ngày TN", "Thời gian tiếp nhận"],
        *["Ngày nhận", "Nhận hồ sơ", "Ngày nhận hồ sơ", "Ngày nhận HS"],
    ],
    "due_at": [
        *["Ngày hẹn trả", "Ngày hẹn trả kết quả", "Hẹn trả kết quả", "Hẹn trả", "Ngày hẹn"],
        *["Hạn trả kết quả", "Hạn trả", "Thời hạn trả kết quả", "Ngày đến hạn", "Hạn xử lý"],
    ],
    "rescheduled_due_at": ["Ngày hẹn trả mới", "Ngày hẹn lại"],
    "extended_due_at": ["Ngày gia hạn"],
    "finished_at": [
        *["Ngày kết thúc xử lý", "Ngày kết thúc", "Ngày xử lý xong", "Ngày giải quyết xong"],
        *["Ngày hoàn thành", "Ngày có kết quả", "Ngày hoàn tất"],
    ],
    "returned_at": ["Ngày trả kết quả", "Trả kết quả", "Ngày trả", "Ngày nhận kết quả"],
    "status": ["Trạng thái", "Trạng thái hồ sơ", "Tình trạng"],
    "supplement_requests": ["Số lần bổ sung", "Số lần yêu cầu bổ sung"],
    "supplement_requested_at": ["Ngày yêu cầu bổ sung"],
    "supplement_completed_at": ["Ngày hoàn thành bổ sung", "Ngày bổ sung"],
    "repeat_visits": ["Số lần đi lại", "Số lần đi lại bổ sung"],
    "result_corrected": ["Đính chính", "Kết quả đính chính", "Cấp lại do sai sót"],
    "apologised": ["Phiếu xin lỗi", "Đã xin lỗi"],
    "submitted_at": ["Ngày nộp", "Ngày nộp hồ sơ", "Thời gian nộp"],
    "apologised_at": ["Ngày xin lỗi"],
    "error_reported_at": ["Ngày phát hiện sai sót", "Ngày báo sai sót"],
    "corrected_at": ["Ngày đính chính"],
    "online_level": ["Mức độ", "Mức độ DVC", "Mức độ dịch vụ công", "Loại dịch vụ công"],
    "digitised": ["Đã số hóa", "Số hóa hồ sơ"],
    "paid_online": ["Thanh toán trực tuyến"],
    "electronic_result": ["Kết quả điện tử", "Trả kết quả điện tử"],
}
PAKN_HEADERS: dict[str, list[str]] = {
    "code": ["Mã phản ánh", "Mã PAKN", "Số PAKN"],
    "unit": ["Đơn vị xử lý"],
    "field": ["Lĩnh vực", "Ngành, lĩnh vực"],
    "kind": ["Loại"],
    "topic": ["Phân loại", "Nội dung phân loại", "Loại nội dung", "Chủ đề"],
    "sent_at": ["Ngày gửi"],
    "accepted_at": ["Ngày tiếp nhận"],
    "due_at": ["Hạn xử lý"],
    "closed_at": ["Ngày xử lý", "Ngày hoàn thành"],
    "answered_at": ["Ngày trả lời", "Ngày phản hồi"],
    "published_at": ["Ngày công khai"],
    "transferred_at": ["Ngày chuyển"],
    "correct_authority": ["Đúng thẩm quyền"],
    "substantiated": ["Có cơ sở"],
    "status": ["Trạng thái"],
}
PROCEDURE_HEADERS: dict[str, list[str]] = {
    "code": ["Mã TTHC"],
    "name": ["Tên TTHC"],
    "field": ["Lĩnh vực"],
    "unit": ["Đơn vị"],
    "in_force_from": [],
    "in_force_to": [],
    "listed_at_office": ["Niêm yết tại trụ sở"],
    "published_on_portal": ["Công khai trên cổng"],
    "decision_date": ["Ngày quyết định"],
    "published_at": ["Ngày công khai"],
    "content_complete": ["Đầy đủ nội dung"],
    "term": ["Thời hạn giải quyết"],
    "term_unit": ["Đơn vị tính"],
    "online_level": ["Mức độ", "Mức độ DVC", "Mức độ dịch vụ công", "Loại dịch vụ công"],
}
HEADERS = {"dossiers": DOSSIER_HEADERS, "pakn": PAKN_HEADERS, "procedures": PROCEDURE_HEADERS}

# A column of this name says how many dossiers one row stands for; it is no field of a record.
COUNT_HEADER = fold("Số lượng hồ sơ")

REQUIRED: dict[str, list[list[str]]] = {
    "dossiers": [["code"], ["received_at"]],
    "pakn": [["code"], ["sent_at", "accepted_at"]],
    "procedures": [["code"]],
}


def _table(words: dict[str, list[str]]) -> dict[str, str]:
    return {fold(word): meaning for meaning, spoken in words.items() for word in spoken}


STATUS = _table(
    {
        "1": ["1", "Mới đăng ký", "Chờ tiếp nhận"],
        "2": ["2", "Được tiếp nhận"],
        "3": ["3", "Không được tiếp nhận"],
        "4": [
            *["4", "Đang xử lý", "Tiếp nhận", "Mới tiếp nhận", "Đang giải quyết", "Chờ xử lý"],
            *["Đang thẩm định", "Đang trình ký", "Chờ phê duyệt"],
        ],
        "5": [
            *["5", "Yêu cầu bổ sung giấy tờ", "Yêu cầu bổ sung", "Chờ bổ sung"],
            *["Chờ công dân bổ sung", "Tạm dừng"],
        ],
        "6": [
            *["6", "Yêu cầu thực hiện nghĩa vụ tài chính"],
            *["Chờ thực hiện nghĩa vụ tài chính", "Chờ nộp phí"],
        ],
        "7": [
            *["7", "Công dân yêu cầu rút hồ sơ", "Rút hồ sơ", "Xin rút", "Đã rút", "Công dân rút"],
            *["Hủy", "Đã hủy"],
        ],
        "8": ["8", "Dừng xử lý", "Dừng giải quyết"],
        "9": ["9", "Đã xử lý xong", "Hoàn thành", "Đã hoàn thành", "Đã có kết quả"],
        "10": ["10", "Đã trả kết quả"],
        "refused": ["Từ chối", "Từ chối giải quyết", "Không đủ điều kiện"],
        "closed": ["Đóng hồ sơ", "Quá hạn bổ sung"],
        # Sent back: with an end a refusal, without one a request for a supplement.
        "sent_back": ["Trả lại", "Trả lại hồ sơ", "Hồ sơ trả", "Trả hồ sơ"],
        # With an end a result that waits to be fetched, without one still in work.
        "to_return": ["Chưa trả kết quả", "Chờ trả kết quả"],
        "unknown": ["Quá hạn", "Trễ hạn", "Trong hạn", "Đúng hạn", ""],
    }
)
CHANNEL = _table(
    {
        "in_person": ["Trực tiếp", "1"],
        "online": [
            *["Trực tuyến", "2", "Dịch vụ công trực tuyến"],
            *["Trực tuyến toàn trình", "Toàn trình", "Trực tuyến một phần", "Một phần"],
        ],
        "postal": ["BCCI", "Bưu chính", "Bưu chính công ích", "3"],
        "unknown": [""],
    }
)
ONLINE_LEVEL = _table(
    {
        "full": ["Toàn trình", "Dịch vụ công trực tuyến toàn trình", "DVC toàn trình"],
        "partial": ["Một phần", "Dịch vụ công trực tuyến một phần", "DVC một phần"],
        "unknown": [""],
    }
)
# Some words of the channel tell the level too.
LEVEL_OF_CHANNEL = _table(
    {
        "full": ["Trực tuyến toàn trình", "Toàn trình"],
        "partial": ["Trực tuyến một phần", "Một phần"],
    }
)
TOPIC = _table(
    {
        "extra_documents": [
            "Yêu cầu thêm hồ sơ",
            "Yêu cầu thêm giấy tờ",
            "Yêu cầu nộp thêm hồ sơ",
        ],
        "extra_fee": ["Thu thêm phí, lệ phí", "Thu phí ngoài quy định"],
        "staff_conduct": [
            "Thái độ, hành vi cán bộ",
            "Hành vi cán bộ, công chức",
            "Thái độ phục vụ",
            "Hành vi hành chính",
        ],
        "delay": ["Chậm, trễ hạn", "Chậm trễ"],
        "regulation": ["Quy định hành chính", "Cơ chế chính sách"],
        "other": ["Khác"],
        "unknown": [""],
    }
)
PAKN_CLOSED = ["Đã xử lý", "Chờ công khai", "Đã công khai", "Đã trả lời", "Đã đóng"]
PAKN_STATUS = _table(
    {
        "closed": [*PAKN_CLOSED, *(f"PAKN {word}" for word in PAKN_CLOSED)],
        "refused": ["Từ chối tiếp nhận"],
        "transferred": ["Chuyển cơ quan khác"],
        "open": ["Mới tiếp nhận", "Đang xử lý", "Chờ bổ sung", "Hướng dẫn bổ sung", ""],
    }
)
YES_NO = _table({"yes": ["Có", "x", "1", "true"], "no": ["Không", "", "0", "false"]})
# The specification names the four units but not their words.
TERM_UNIT = _table(
    {
        "working_days": ["Ngày làm việc", "WorkingDays", "working_days"],
        "calendar_days": ["Ngày", "Ngày lịch", "CalendarDays", "calendar_days"],
        "working_hours": ["Giờ làm việc", "Giờ", "WorkingHours", "working_hours"],
        "months": ["Tháng", "Months"],
    }
)
