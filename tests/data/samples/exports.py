"""The three monthly exports: the same lives, seen at three moments and written in three ways."""

import unicodedata
from datetime import datetime

from basis import Chance, Lines, headers, midnight, written

CHANNELS = {
    "online": ["Trực tuyến", "Trực tuyến", "Dịch vụ công trực tuyến", "2"],
    "desk": ["Trực tiếp", "Trực tiếp", "1"],
    "post": ["BCCI", "Bưu chính công ích", "Bưu chính", "3"],
    "": [""],
}
OPEN = ["Đang xử lý", "Đang xử lý", "Đang xử lý", "Được tiếp nhận", "Mới tiếp nhận", "4", "2",
        "Tiếp nhận", "Đang giải quyết", "Chờ xử lý", "ĐANG XỬ LÝ", ""]  # fmt: skip
RETURNED = ["Đã trả kết quả", "Đã trả kết quả", "Đã trả kết quả", "10", "đã trả kết quả"]
FINISHED = ["Đã xử lý xong", "Đã xử lý xong", "9", "Hoàn thành", "Đã hoàn thành", "Đã có kết quả"]
WITHDRAWN = ["Công dân yêu cầu rút hồ sơ", "Rút hồ sơ", "Đã hủy", "Đã huỷ", "7"]
STOPPED = ["Dừng xử lý", "Dừng giải quyết", "DỪNG XỬ LÝ", "8"]

MONTHS = {
    "4": {
        "from": datetime(2025, 4, 1), "seen": datetime(2025, 5, 1),
        "forms": ["d/m/y h:m"] * 14 + ["D/M/y h:m"] * 3 + ["d-m-y h:m"] * 2 + ["d/m/y h:m:s"],
        "due": ["d/m/y"] * 8 + ["D/M/y", "d-m-y"], "yes": ("Có", "Không"),
    },
    "5": {
        "from": datetime(2025, 5, 1), "seen": datetime(2025, 6, 1),
        "forms": ["h:m, d/m/y"] * 12 + ["d.m.y h:m"] * 4 + ["h:m d/m/y"] * 2
        + ["h:m:s, d/m/y", "y/m/d h:m"],
        "due": ["d/m/y"] * 6 + ["d.m.y"] * 3 + ["y/m/d"], "yes": ("x", ""),
    },
    "6": {
        "from": datetime(2025, 6, 1), "seen": datetime(2025, 7, 3),
        "forms": ["y-m-d h:m:s"] * 12 + ["y-m-dTh:m:s"] * 3 + ["y-m-dTh:m:s+07"] * 2
        + ["y-m-dTh:m:sZ", "y-m-d h:m:s.f", "d/m/y h:m:s"],
        "due": ["y-m-d"] * 8 + ["d/m/y"] * 2, "yes": ("1", "0"),
    },
}  # fmt: skip

NOTES = [
    'Bản vẽ "A1"\nkèm 02 tờ',
    "Nộp bổ sung lần 1;\nđã đủ, chờ ký",
    'Theo mẫu "01/ĐK"',
    "Chuyển phòng, ban liên quan",
]


def in_export(d, key, month):
    if d.only and key not in d.only:
        return False
    if d.received is None:
        return True
    ends = [e for e in (d.finished, d.returned) if e]
    return d.received < month["seen"] and (not ends or max(ends) >= month["from"])


def status(chance, d, seen):
    ended = d.finished is not None and d.finished < seen
    told = d.words and (ended or d.finished is None) and (d.asked is None or d.asked < seen)
    if told and (ended or d.words not in ("Quá hạn", "Trễ hạn") or midnight(d.due) < seen):
        return d.words
    if ended and d.outcome == "withdrawn":
        return chance.pick(WITHDRAWN)
    if ended and d.outcome == "stopped":
        return chance.pick(STOPPED)
    if ended:
        return chance.pick(RETURNED if d.returned and d.returned < seen else FINISHED)
    return chance.pick(OPEN)


def cells_of(chance, d, month):
    """One dossier as an export shows it at that moment, by field."""
    seen, (yes, no) = month["seen"], month["yes"]

    def moment(value):
        return written(value if value and value < seen else None, chance.pick(month["forms"]))

    def day(value, known):
        return written(midnight(value) if value and known else None, chance.pick(month["due"]))

    ended = d.finished is not None and d.finished < seen
    past = ended or (d.due is not None and midnight(d.due) < seen)
    due = day(d.due, True)
    if due.endswith("/2025") and chance.happens(10):
        due += " 17:00"
    finished = moment(d.finished)
    if ended and d.finished.date() > d.received.date() and chance.happens(6):
        finished = day(d.finished.date(), True)
    n = d.applicant
    return {
        "code": d.code, "procedure_code": d.procedure["code"],
        "procedure_name": d.procedure["name"], "field": d.procedure["field"],
        "applicant": f"Người nộp {n:04}", "phone": f"0900 {n // 1000:03} {n % 1000:03}",
        "address": f"Thôn {n % 12 + 1}", "unit": d.unit, "officer": d.officer,
        "channel": chance.pick(CHANNELS[d.channel]), "received": moment(d.received), "due": due,
        "again": day(d.again, past), "extended": day(d.extended, past), "finished": finished,
        "returned": moment(d.returned), "status": status(chance, d, seen),
        "requests": str(d.requests if ended or (d.asked and d.asked < seen) else 0),
        "visits": str(d.visits) if d.visits else "", "asked": moment(d.asked),
        "answered": moment(d.answered), "sorry": yes if d.apologised and past else no,
        "corrected": yes if d.corrected and ended else no, "remark": "",
    }  # fmt: skip


def later_plain(rows, place):
    """The first row from `place` on that shows nothing special yet and has ended."""
    while rows[place]["note"] or not rows[place]["finished"] or not rows[place]["due"]:
        place += 1
    return place


def soil(rows, dirt):
    """Puts the month's dirt into rows that are otherwise plain."""
    for place, (note, change) in dirt.items():
        row = rows[later_plain(rows, place)]
        row.update(change, note=note)


def again_in_file(rows, place, note, twin_note, change, before):
    """Gives a plain row a twin with the same code, two rows before or three after it."""
    place = later_plain(rows, place)
    twin = dict(rows[place], note=twin_note, **change)
    rows[place]["note"] = note
    rows.insert(place - 1 if before else place + 3, twin)


def rows_of(lives, key):
    month, chance = MONTHS[key], Chance(int(key))
    rows = []
    for d in lives:
        if in_export(d, key, month):
            rows.append(dict(cells_of(chance, d, month), note=d.note))
    return rows


def table(lines, columns, rows, numbered):
    for n, row in enumerate(rows, 1):
        cells = [str(n)] if numbered else []
        cells += [row[field] for field in columns]
        lines.add(cells[: row.get("cut")] + row.get("more", []), row["note"], row["code"])


def april(lives):
    columns = ["code", "procedure_code", "procedure_name", "field", "applicant", "phone",
               "address", "unit", "officer", "channel", "received", "due", "again", "finished",
               "status", "requests", "sorry", "remark"]  # fmt: skip
    rows = rows_of(lives, "4")
    soil(rows, {
        35: ("rejected: a date and no code", {"code": ""}),
        80: ("rejected: 31/04/2025", {"due": "31/04/2025"}),
        120: ("rejected: finished before it was received", {"finished": "28/02/2025 10:00"}),
        160: ("rejected: a comma too many in the note",
              {"remark": "Đã bổ sung", "more": [" đã đủ"]}),
        60: ("unknown channel word", {"channel": "Qua email"}),
        100: ("unknown status word, with an end", {"status": "Chuyển bước 3"}),
        140: ("yes/no word not understood", {"sorry": "chưa rõ"}),
        180: ("white space within the name of the unit and around the code",
              {"unit": rows[later_plain(rows, 180)]["unit"].replace(" ", "  "),
               "code": f" {rows[later_plain(rows, 180)]['code']} "}),
    })  # fmt: skip
    again_in_file(
        rows, 200, "the same code as two rows above: this later row is kept",
        "duplicate of the row two below, which is newer",
        {"finished": "", "status": "Đang xử lý", "sorry": "Không"}, before=True,
    )  # fmt: skip
    lines = Lines("dossiers/ho-so-thang-4.csv", ",", "\r\n")
    width = len(columns) + 1
    lines.add(["BAN QUẢN LÝ KHU KINH TẾ CỬA KHẨU"] + [""] * (width - 1), "skipped: title")
    lines.add(["DANH SÁCH HỒ SƠ THỦ TỤC HÀNH CHÍNH"] + [""] * (width - 1), "skipped: title")
    lines.add(["Từ ngày 01/04/2025 đến ngày 30/04/2025"], "skipped: title, one cell")
    lines.add([""], "blank line: no row")
    lines.add(
        headers(
            "STT,Mã hồ sơ,Mã TTHC,Tên TTHC,Lĩnh vực,Chủ hồ sơ,Số điện thoại,Địa chỉ,Đơn vị xử lý,"
            "Cán bộ xử lý,Hình thức tiếp nhận,Ngày tiếp nhận,Ngày hẹn trả,Ngày hẹn lại,"
            "Ngày kết thúc xử lý,Trạng thái,Số lần yêu cầu bổ sung,Phiếu xin lỗi,Ghi chú"
        ),
        "header",
    )
    table(lines, columns, rows, numbered=True)
    total = ["", f"Tổng cộng: {len(rows)} hồ sơ"]
    lines.add(total + [""] * (width - 2), "skipped: total row")
    lines.add([""] * width, "skipped: empty cells")
    lines.add([""] * 8 + ["Ngày 05 tháng 5 năm 2025"] + [""] * (width - 9), "skipped: signature")
    sign = ["", "Người lập biểu"] + [""] * 6 + ["Thủ trưởng đơn vị"] + [""] * (width - 9)
    lines.add(sign, "skipped: signature")
    return lines, lines.text().encode("utf-8-sig")


def may(lives):
    columns = ["code", "procedure_code", "procedure_name", "field", "applicant", "phone",
               "address", "unit", "officer", "channel", "received", "due", "finished", "asked",
               "answered", "requests", "status", "sorry", "corrected", "remark"]  # fmt: skip
    rows = rows_of(lives, "5")
    soil(rows, {
        30: ("rejected: a year of two digits", {"received": "08:05, 06/05/25"}),
        70: ("rejected: a negative count", {"requests": "-1"}),
        110: ("rejected: 30/02/2025", {"due": "30/02/2025"}),
        150: ("rejected: fewer cells than the header", {"cut": 12}),
        50: ("unknown channel word", {"channel": "Zalo"}),
        90: ("status of a synonym in capitals", {"status": "HOÀN THÀNH"}),
    })  # fmt: skip
    for row in rows[::9]:
        row["unit"] = unicodedata.normalize("NFD", row["unit"])
    for row in rows[::25]:
        row["remark"] = "Đã nộp phí, lệ phí"
    lines = Lines("dossiers/ho-so-thang-5.csv", ";", "\r\n")
    top = ("STT;Mã hồ sơ;Thủ tục hành chính;;;Người nộp;;;Đơn vị giải quyết;Cán bộ thụ lý;"
           "Hình thức nộp;Ngày;;;Bổ sung;;;Tình trạng;Đã xin lỗi;Đính chính;Ghi chú")  # fmt: skip
    below = (";;Mã TTHC;Tên thủ tục;Lĩnh vực;Chủ hồ sơ;Số điện thoại;Địa chỉ;;;;tiếp nhận;hẹn trả;"
             "hoàn thành;Ngày yêu cầu bổ sung;Ngày bổ sung;Số lần bổ sung;;;;")  # fmt: skip
    lines.add(unicodedata.normalize("NFD", top).split(";"), "header, upper level, NFD")
    lines.add(unicodedata.normalize("NFD", below).split(";"), "header, lower level, NFD")
    lines.add([f"({n})" for n in range(1, len(columns) + 2)], "skipped: numbers of the columns")
    table(lines, columns, rows, numbered=True)
    lines.add(["Tổng số"] + [""] * 4 + [str(len(rows))] + [""] * 15, "skipped: total row")
    return lines, lines.text().encode()


def june(lives):
    columns = ["code", "procedure_code", "procedure_name", "field", "applicant", "phone",
               "address", "unit", "officer", "channel", "received", "due", "again", "extended",
               "finished", "returned", "asked", "answered", "status", "requests", "visits",
               "corrected", "sorry", "remark"]  # fmt: skip
    rows = rows_of(lives, "6")
    soil(rows, {
        40: ("rejected: a count with a fraction", {"requests": "1.5"}),
        75: ("rejected: a date and no code", {"code": ""}),
        130: ("rejected: a year of two digits", {"due": "12/06/25"}),
        170: ("rejected: returned before it was received", {"returned": "2025-02-28 10:00:00"}),
        55: ("no finished_at: the end is returned_at",
             {"finished": "", "returned": rows[later_plain(rows, 55)]["finished"]}),
        95: ("status word not understood, with an end", {"status": "Xong bước 5"}),
        145: ("no appointment in this row: the term of the catalogue", {"due": ""}),
    })  # fmt: skip
    again_in_file(
        rows, 200, "the later row of this code is rejected: this one stays",
        "rejected: 31/06/2025; it replaces nothing", {"received": "2025-06-31 08:00:00"},
        before=False,
    )  # fmt: skip
    again_in_file(
        rows, 260, "the same code as two rows above: this later row is kept",
        "duplicate of the row two below, which is newer",
        {"finished": "", "returned": "", "status": "Đang xử lý"}, before=True,
    )  # fmt: skip
    for n, row in enumerate(rows[::14]):
        row["remark"] = NOTES[n % len(NOTES)]
    lines = Lines("dossiers/ho-so-thang-6.csv", "\t", "\n")
    lines.add(
        headers(
            "Mã hồ sơ,Mã thủ tục,Tên thủ tục hành chính,Lĩnh vực,Chủ hồ sơ,Số điện thoại,Địa chỉ,"
            "Đơn vị xử lý,Cán bộ xử lý,Kênh thực hiện,Ngày nhận hồ sơ,Ngày hẹn trả kết quả,"
            "Ngày hẹn lại,Ngày gia hạn,Ngày kết thúc xử lý,Ngày trả kết quả,Ngày yêu cầu bổ sung,"
            "Ngày hoàn thành bổ sung,Trạng thái hồ sơ,Số lần bổ sung,Số lần đi lại,"
            "Kết quả đính chính,Đã xin lỗi,Ghi chú"
        ),
        "header",
    )
    table(lines, columns, rows, numbered=False)
    return lines, lines.text().encode()


def write_dossiers(folder, lives):
    notable = []
    for lines, content in (april(lives), may(lives), june(lives)):
        (folder / lines.name).write_bytes(content)
        notable += lines.notable
    return notable
