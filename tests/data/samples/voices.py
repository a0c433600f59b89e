"""What citizens say: the PAKN export and the survey sheet."""

from datetime import date, datetime, timedelta

from basis import Chance, Lines, add_working, midnight, working_days, written
from catalogue import UNITS
from lives import clock

TOPICS = ["Yêu cầu thêm giấy tờ", "Thu thêm phí, lệ phí", "Thái độ, hành vi cán bộ",
          "Chậm, trễ hạn", "Quy định hành chính", "Khác", ""]  # fmt: skip
OFTEN = [1, 1, 1, 8, 8, 10, 1]
HEADERS = (
    "STT,Mã PAKN,Đơn vị xử lý,Loại,Phân loại,Ngày gửi,Ngày tiếp nhận,Hạn xử lý,Ngày xử lý,"
    "Ngày trả lời,Ngày công khai,Ngày chuyển,Đúng thẩm quyền,Có cơ sở,Trạng thái"
)
FIELDS = ["code", "unit", "kind", "topic", "sent", "accepted", "due", "closed", "answered",
          "published", "transferred", "right", "founded", "status"]  # fmt: skip


def ordinary(chance, number, sent):
    """One message that was dealt with in time, as most are."""
    accepted = clock(chance, add_working(sent.date(), chance.below(2)), first=14)
    due = add_working(sent.date(), 15)
    closed = clock(chance, add_working(accepted.date(), 3 + chance.below(11)))
    answered = closed + timedelta(minutes=20)
    published = clock(chance, add_working(closed.date(), 1 + chance.below(3)))
    seen = datetime(2025, 7, 3)
    done = closed < seen
    return {
        "code": f"PAKN-2025-{number:04}",
        "unit": chance.pick(UNITS),
        "kind": "Phản ánh" if chance.happens(65) else "Kiến nghị",
        "topic": chance.weighted(TOPICS, OFTEN),
        "sent": written(sent, "d/m/y h:m"),
        "accepted": written(accepted, "d/m/y h:m"),
        "due": written(midnight(due), "d/m/y") if chance.happens(60) else "",
        "closed": written(closed, "d/m/y h:m") if done else "",
        "answered": written(answered, "d/m/y h:m") if done else "",
        "published": written(published, "d/m/y") if done and published < seen else "",
        "transferred": "",
        "right": "Có" if done else "",
        "founded": ("Có" if chance.happens(30) else "Không") if done else "",
        "status": ("Đã công khai" if published < seen else "Đã xử lý") if done else "Đang xử lý",
        "note": "",
    }


def told():
    """Messages that show one thing each: what is changed in an ordinary one, by its place."""
    gone = {"closed": "", "answered": "", "published": "", "right": "", "founded": ""}
    return {
        6: {"sent": "07/04/2025 09:00", "accepted": "08/04/2025 14:00", "due": "",
            **gone, "transferred": "14/04/2025", "status": "Chuyển cơ quan khác", "right": "Có",
            "note": "transferred on the 5th working day"},
        10: {"sent": "14/04/2025 09:00", "accepted": "15/04/2025 14:00", "due": "",
             **gone, "transferred": "22/04/2025", "status": "Chuyển cơ quan khác", "right": "Có",
             "note": "transferred on the 6th working day"},
        14: {"due": "18/04/2025", "sent": "21/03/2025 08:00", "accepted": "21/03/2025 10:00",
             "closed": "22/04/2025 10:00", "answered": "22/04/2025 10:30",
             "published": "24/04/2025", "status": "Đã công khai", "note": "closed late"},
        18: {"answered": "", "published": "", "status": "Đã xử lý",
             "note": "closed, neither answered nor published"},
        22: {"right": "Không", "note": "closed without the right authority"},
        26: {**gone, "due": "", "status": "Đang xử lý", "note": "still open and overdue"},
        29: {"right": "không rõ", "note": "authority mark not understood"},
        31: {"closed": "", "status": "Đã trả lời",
             "note": "no closing date, status closed: the answer's date stands for it"},
        34: {**gone, "due": "", "status": "Đã đóng",
             "note": "status closed and no date at all: undated"},
        37: {"topic": "Thái độ phục vụ", "kind": "Phản ánh", "founded": "Có",
             "note": "staff conduct, substantiated"},
        39: {"topic": "Về việc hướng dẫn", "note": "topic not understood: unread"},
        42: {"topic": "Yêu cầu nộp thêm hồ sơ", "kind": "Phản ánh", "founded": "Không",
             "note": "extra documents, not substantiated"},
        45: {"sent": "31/04/2025 09:00", "note": "rejected: 31/04/2025"},
        48: {"closed": "01/02/2025 09:00", "note": "rejected: closed before it was sent"},
        51: {"code": "", "note": "rejected: dates and no code"},
        53: {"sent": "", "accepted": "", "due": "", **gone, "status": "Mới tiếp nhận",
             "note": "no date at all: undated"},
        55: {"sent": "", "note": "no sending date: received when accepted"},
    }  # fmt: skip


def write_pakn(folder):
    chance = Chance(766)
    days = working_days(date(2025, 3, 12), date(2025, 7, 1))
    odd = told()
    rows = []
    for n in range(60):
        day = days[n * (len(days) - 1) // 59]
        row = ordinary(chance, n + 1, clock(chance, day))
        row.update(odd.get(n, {}))
        if n == 26:
            row["sent"], row["accepted"] = "14/05/2025 10:00", "14/05/2025 14:00"
        rows.append(row)
    older = dict(rows[40], closed="", answered="", published="", right="", founded="",
                 status="Đang xử lý", note="duplicate of the next row, which is newer")  # fmt: skip
    rows[40]["note"] = "the same code as the row above: this later row is kept"
    rows.insert(40, older)
    lines = Lines("pakn.csv", ",", "\r\n")
    lines.add(["TỔNG HỢP PHẢN ÁNH, KIẾN NGHỊ"] + [""] * 14, "skipped: title")
    lines.add(HEADERS.split(","), "header")
    for n, row in enumerate(rows, 1):
        lines.add([str(n)] + [row[f] for f in FIELDS], row["note"], row["code"])
    lines.add(["", f"Tổng cộng: {len(rows)}"] + [""] * 13, "skipped: total row")
    (folder / "pakn.csv").write_bytes(lines.text().encode("utf-8-sig"))
    return lines.notable


WORDS = ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"]


def write_survey(folder):
    chance = Chance(2025)
    lines = Lines("survey.csv", ",", "\n")
    lines.add(["Lĩnh vực đánh giá", "Mức độ hài lòng", "Đơn vị", "Ngày"], "header")
    days = working_days(date(2025, 4, 1), date(2025, 6, 30))
    for n in range(120):
        level = chance.weighted([1, 2, 3, 4, 5], [2, 4, 14, 55, 45])
        answer = str(level) if chance.happens(50) else WORDS[level - 1]
        note = {33: "no answer", 77: "a word that is no answer"}.get(n, "")
        answer = {33: "", 77: "Không ý kiến"}.get(n, answer)
        area = ("I", "II", "III", "IV", "V")[n % 5]
        day = written(midnight(days[n * len(days) // 120]), "d/m/y")
        lines.add([area, answer, chance.pick(UNITS), day], note)
    (folder / "survey.csv").write_bytes(lines.text().encode())
    return lines.notable
