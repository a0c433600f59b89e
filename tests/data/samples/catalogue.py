"""The six divisions and the catalogue of procedures. Codes beginning with 9 are nobody's."""

from datetime import date

from basis import Lines, headers, midnight, written

UNITS = [
    "Văn phòng",
    "Phòng Quản lý Đầu tư",
    "Phòng Quản lý Quy hoạch và Xây dựng",
    "Phòng Quản lý Tài nguyên và Môi trường",
    "Phòng Quản lý Doanh nghiệp và Lao động",
    "Phòng Quản lý Xuất nhập khẩu",
]
WORST = UNITS[3]

WD, CD, WH, MO = "ngày làm việc", "ngày", "giờ làm việc", "tháng"
INVEST, BUILD, LAND = "Đầu tư tại Việt Nam", "Hoạt động xây dựng", "Đất đai"
PLAN, ENV, LABOUR = "Quy hoạch xây dựng", "Môi trường", "Việc làm"
TRADE, AGENCY, OFFICE = "Xuất nhập khẩu", "Thương mại quốc tế", "Văn thư, lưu trữ"
GATE = "Quản lý cửa khẩu"

# name, field, division, term, its unit, how often it is asked for
ROWS = [
    ("Cấp bản sao văn bản từ sổ gốc", OFFICE, 0, 4, WH, 26),
    ("Cấp thẻ ra vào khu vực cửa khẩu", GATE, 0, 8, WH, 30),
    ("Cấp lại thẻ ra vào khu vực cửa khẩu", GATE, 0, 8, WH, 10),
    ("Đăng ký phương tiện ra vào khu phi thuế quan", GATE, 0, 1, WD, 12),
    ("Cung cấp thông tin, tài liệu lưu trữ", OFFICE, 0, None, "", 2),
    ("Cấp giấy chứng nhận đăng ký đầu tư", INVEST, 1, 15, CD, 16),
    ("Điều chỉnh giấy chứng nhận đăng ký đầu tư", INVEST, 1, 10, WD, 16),
    ("Chấp thuận nhà đầu tư", INVEST, 1, 1, MO, 4),
    ("Chấp thuận chủ trương đầu tư của Ban quản lý", INVEST, 1, 25, CD, 5),
    ("Gia hạn thời hạn hoạt động của dự án đầu tư", INVEST, 1, 15, WD, 5),
    ("Ngừng hoạt động của dự án đầu tư", INVEST, 1, 5, WD, 4),
    ("Thành lập văn phòng điều hành của nhà đầu tư nước ngoài", INVEST, 1, 15, CD, 3),
    ("Cấp giấy phép xây dựng mới", BUILD, 2, 20, CD, 14),
    ("Điều chỉnh giấy phép xây dựng", BUILD, 2, 20, CD, 6),
    ("Gia hạn giấy phép xây dựng", BUILD, 2, 5, WD, 6),
    ("Cấp lại giấy phép xây dựng", BUILD, 2, 5, WD, 3),
    ("Thẩm định báo cáo nghiên cứu khả thi đầu tư xây dựng", BUILD, 2, 1, MO, 5),
    ("Kiểm tra công tác nghiệm thu hoàn thành công trình", BUILD, 2, 20, CD, 4),
    ("Cung cấp thông tin quy hoạch", PLAN, 2, 10, WD, 10),
    ("Thẩm định nhiệm vụ, đồ án quy hoạch chi tiết", PLAN, 2, 2, MO, 2),
    ("Cấp giấy phép môi trường", ENV, 3, 1, MO, 6),
    ("Cấp đổi giấy phép môi trường", ENV, 3, 10, WD, 8),
    ("Thẩm định báo cáo đánh giá tác động môi trường", ENV, 3, 2, MO, 3),
    ("Đăng ký môi trường", ENV, 3, 5, WD, 10),
    ("Giao đất, cho thuê đất trong khu kinh tế", LAND, 3, 20, WD, 8),
    ("Gia hạn sử dụng đất trong khu kinh tế", LAND, 3, 7, WD, 7),
    ("Miễn, giảm tiền thuê đất", LAND, 3, None, "", 2),
    ("Cấp giấy phép lao động", LABOUR, 4, 5, WD, 30),
    ("Cấp lại giấy phép lao động", LABOUR, 4, 3, WD, 12),
    ("Gia hạn giấy phép lao động", LABOUR, 4, 5, WD, 14),
    ("Xác nhận không thuộc diện cấp giấy phép lao động", LABOUR, 4, 5, WD, 10),
    ("Đăng ký nội quy lao động", LABOUR, 4, 7, WD, 8),
    ("Gửi thỏa ước lao động tập thể cấp doanh nghiệp", LABOUR, 4, 10, WD, 5),
    ("Đăng ký hợp đồng nhận lao động thực tập", LABOUR, 4, 5, CD, 4),
    ("Cấp giấy chứng nhận xuất xứ hàng hóa mẫu D", TRADE, 5, 8, WH, 46),
    ("Cấp giấy chứng nhận xuất xứ hàng hóa mẫu E", TRADE, 5, 8, WH, 60),
    ("Cấp lại giấy chứng nhận xuất xứ hàng hóa", TRADE, 5, 16, WH, 10),
    ("Cấp giấy phép thành lập văn phòng đại diện", AGENCY, 5, 7, WD, 8),
    ("Gia hạn giấy phép thành lập văn phòng đại diện", AGENCY, 5, 5, WD, 6),
    ("Chấm dứt hoạt động văn phòng đại diện", AGENCY, 5, 5, WD, 3),
]

KEYS = ("code", "name", "field", "unit", "amount", "term", "weight")
PROCEDURES = [
    dict(zip(KEYS, (f"9.{n:06}", row[0], row[1], UNITS[row[2]], *row[3:]), strict=True))
    for n, row in enumerate(ROWS, 1)
]

# Announced in the quarter: place in the list, decided, published (one of them too late).
ANNOUNCED = {
    3: (date(2025, 4, 3), date(2025, 4, 9)),
    10: (date(2025, 4, 22), date(2025, 4, 29)),
    18: (date(2025, 4, 25), date(2025, 5, 6)),
    21: (date(2025, 5, 14), date(2025, 5, 15)),
    29: (date(2025, 5, 28), date(2025, 6, 4)),
    36: (date(2025, 6, 10), date(2025, 6, 13)),
}
NOT_ON_PORTAL, NOT_COMPLETE = 26, (11, 24)


def write_procedures(folder):
    lines = Lines("procedures.csv", ",", "\r\n")
    lines.add(["DANH MỤC THỦ TỤC HÀNH CHÍNH"], "title row")
    lines.add(
        headers(
            "STT,Mã TTHC,Tên TTHC,Lĩnh vực,Đơn vị,Niêm yết tại trụ sở,Công khai trên cổng,"
            "Ngày quyết định,Ngày công khai,Đầy đủ nội dung,Thời hạn giải quyết,Đơn vị tính"
        ),
    )
    for n, p in enumerate(PROCEDURES):
        decided, published = ANNOUNCED.get(n, (date(2024, 6, 10 + n % 5), date(2024, 6, 17)))
        shown = n != NOT_ON_PORTAL
        note = {
            10: "published on the 6th working day, Saturday 26/4 being one: too late",
            18: "published on the 5th working day, over 30/4 to 2/5: in time",
            NOT_ON_PORTAL: "not on the portal, no term",
            NOT_COMPLETE[0]: "content not complete",
            NOT_COMPLETE[1]: "content not complete",
            4: "no term",
        }.get(n, "")
        lines.add(
            [
                str(n + 1),
                p["code"],
                p["name"],
                p["field"],
                p["unit"],
                "x" if n % 2 else "Có",
                "Có" if shown else "Không",
                written(midnight(decided), "d/m/y"),
                written(midnight(published), "d/m/y") if shown else "",
                "Có" if shown and n not in NOT_COMPLETE else "",
                str(p["amount"] or ""),
                p["term"],
            ],
            note,
            p["code"],
        )
    lines.add(["", f"Tổng cộng: {len(PROCEDURES)} thủ tục"] + [""] * 10, "total row")
    (folder / "procedures.csv").write_bytes(lines.text().encode("utf-8-sig"))
    return lines.notable
