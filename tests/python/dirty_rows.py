"""What the dirty exports say: random dossiers, PAKN and procedures as plain values.

A row maps a field to text, a count, or a `Stamp`. How it is written down is the work of `dirty`.
"""

from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from oracle.workdays import WorkCalendar


class Stamp(NamedTuple):
    """A moment, and whether its time of day is written."""

    at: datetime
    timed: bool


Value = str | int | Stamp | None
Row = dict[str, Value]

CALENDAR = WorkCalendar()
FIRST_DAY = datetime(2024, 11, 1)
DAYS = 430
UNITS = [
    "Phòng Quản lý đầu tư",
    "Phòng  Quản lý đầu tư",
    "Phòng Quản lý doanh nghiệp",
    "Phòng Quy hoạch, xây dựng",
    "Văn phòng",
    "văn phòng",
    "Phòng Tài nguyên và Môi trường",
    "",
]
OFFICERS = ["Nguyễn Văn A", "Trần Thị B", "Lê Hoà C", "Lê Hòa C", ""]
FIELDS = ["Đầu tư", "Xây dựng", "Lao động", "Môi trường", "Hoạt động; khác", ""]
CHANNELS = [
    *["Trực tiếp", "1", "Trực tuyến", "2", "Dịch vụ công trực tuyến", "BCCI", "Bưu chính", "3"],
    *["Bưu chính công ích", "", "Toàn trình", "Trực tuyến một phần", "Qua điện thoại", "Online"],
]
DONE = ["Đã xử lý xong", "9", "Hoàn thành", "Đã hoàn thành", "Đã có kết quả", "Đã trả kết quả"]
GOING = ["Đang xử lý", "4", "Tiếp nhận", "Mới tiếp nhận", "Đang giải quyết", "Chờ xử lý", "2"]
STATUSES = [
    *DONE,
    *GOING,
    *["Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận", "1", "3", "5", "6", "7", "8", "10"],
    *["Yêu cầu bổ sung giấy tờ", "Yêu cầu thực hiện nghĩa vụ tài chính", "Dừng xử lý"],
    *["Công dân yêu cầu rút hồ sơ", "Chờ bổ sung", "Tạm dừng", "Từ chối", "Trả lại", "Rút hồ sơ"],
    *["Từ chối giải quyết", "Đóng hồ sơ", "Quá hạn bổ sung", "Trả hồ sơ", "Dừng giải quyết"],
    *["Hủy", "Huỷ", "Đã hủy", "Đã huỷ", "Quá hạn", "Trễ hạn"],
    *["Chờ tiếp nhận", "Đang thẩm định", "Chờ nộp phí", "Chưa trả kết quả", "Chờ trả kết quả"],
    *["Xin rút", "Công dân rút", "Trong hạn", "TRA LAI", "Trả lại hồ sơ", "Chờ phê duyệt"],
    *["", "Chuyển bước", "11"],
]
LEVELS = ["Toàn trình", "Một phần", "DVC toàn trình", "TOÀN TRÌNH", "", "", "mức 4"]
YES_NO = ["Có", "Không", "x", "", "1", "0", "true", "false", "X", "chưa rõ"]
CLEAN_YES_NO = ["Có", "Không"]
TOPICS = [
    *["Yêu cầu thêm hồ sơ", "Yêu cầu thêm giấy tờ", "Yêu cầu nộp thêm hồ sơ"],
    *["Thu thêm phí, lệ phí", "Thu phí ngoài quy định", "Thái độ, hành vi cán bộ"],
    *["Hành vi cán bộ, công chức", "Thái độ phục vụ", "Chậm, trễ hạn", "Chậm trễ"],
    *[
        "Quy định hành chính",
        "Cơ chế chính sách",
        "Khác",
        "Hành vi hành chính",
        "",
        "Thái độ",
        "phí, lệ phí",
    ],
]
PAKN_CLOSED = ["Đã xử lý", "Chờ công khai", "Đã công khai", "Đã trả lời", "Đã đóng"]
PAKN_STATUSES = [
    *PAKN_CLOSED,
    *["Từ chối tiếp nhận", "Chuyển cơ quan khác", "Mới tiếp nhận", "Đang xử lý", "Chờ bổ sung"],
    *["PAKN đã công khai", "Hướng dẫn bổ sung", "", "Chờ phân công"],
]
TERM_UNITS = ["Ngày làm việc", "Ngày", "Giờ làm việc", "Tháng"]


class Maker:
    """One source of chance; `clean` leaves out everything a reader could stumble over."""

    def __init__(self, rng: Random, clean: bool = False, edges: bool = False) -> None:
        self.rng = rng
        self.clean = clean
        self.edges = edges
        # Only some exports reach back before the covered years: there no working day is known.
        self.old = not clean and self.chance(0.3)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def moment(self) -> Stamp:
        """Mostly office hours; some at night, on days off, Friday 17:30, or with no time."""
        rng = self.rng
        start = datetime(2022, 12, 1) if self.edges and self.chance(0.02) else FIRST_DAY
        if self.old and self.chance(0.01):
            start = datetime(2021, 2, 1)
        day = start + timedelta(days=rng.randrange(DAYS))
        if self.chance(0.03):
            special = rng.choice([date(2025, 4, 26), date(2025, 6, 6), date(2026, 1, 10)])
            day = datetime.combine(special, datetime.min.time())
        if self.chance(0.25):
            return Stamp(day, False)
        hour = rng.choice([7, 8, 9, 10, 14, 15, 16, 16, 17, 12, 20, 6])
        at = day + timedelta(hours=hour, minutes=rng.choice([0, 15, 30, 31, 59]))
        return Stamp(at, True)

    def later(self, start: Stamp, least: int, most: int, timed: float = 0.7) -> Stamp:
        """A moment on a day `least` to `most` days after `start`; may be earlier by the clock."""
        day = datetime.combine(start.at.date(), datetime.min.time())
        day += timedelta(days=self.rng.randint(least, most))
        if not self.chance(timed):
            return Stamp(day, False)
        minutes = self.rng.choice([450, 480, 600, 690, 840, 960, 1020, 1021, 1050, 1200])
        return Stamp(day + timedelta(minutes=minutes), True)

    def span(self, days: int) -> int:
        """Mostly `days`; now and then years, so that an old record is concluded in a new period."""
        return 1700 if self.old and self.chance(0.05) else days

    def month_end(self, stamp: Stamp) -> Stamp:
        first = datetime(stamp.at.year, stamp.at.month, 1) + timedelta(days=32)
        return Stamp(datetime(first.year, first.month, 1) - timedelta(days=1), False)

    # Dossiers

    def code(self, number: int, received: Stamp) -> str:
        stem = self.rng.choice(["H37.12", "000.00.12.H37", "G12.34.56"])
        if self.chance(0.02) and not self.clean:
            return self.rng.choice([f"HỒSƠ-{number}", f"hs{number}", f"HS {number}"])
        day = received.at + timedelta(days=1 if self.chance(0.01) else 0)
        return f"{stem}-{day:%y%m%d}-{number:04d}"

    def dossier(self, number: int, catalogue: list[Row]) -> Row:
        rng = self.rng
        received = self.moment()
        procedure = rng.choice(catalogue)
        row: Row = {
            "code": self.code(number, received),
            "procedure_code": procedure["code"] if self.chance(0.9) else "",
            "procedure_name": procedure["name"],
            "field": rng.choice(FIELDS),
            "unit": rng.choice(UNITS),
            "officer": rng.choice(OFFICERS),
            "channel": rng.choice(CHANNELS[:9] if self.clean else CHANNELS),
            "received_at": received,
            "status": rng.choice(GOING),
        }
        self._deadlines(row, received)
        self._supplements(row, received)
        if self.chance(0.75):
            self.conclude(row)
        if self.chance(0.12):
            row["status"] = rng.choice(STATUSES[:-3] if self.clean else STATUSES)
        row["result_corrected"] = rng.choice(CLEAN_YES_NO if self.clean else YES_NO)
        row["apologised"] = rng.choice(CLEAN_YES_NO if self.clean else YES_NO)
        self._service(row, received)
        if self.chance(0.01) and not self.clean:
            row["received_at"] = None
        return row

    def _service(self, row: Row, received: Stamp) -> None:
        """How it is served: online, digitised, and the steps that the law gives a time."""
        rng = self.rng
        words = CLEAN_YES_NO if self.clean else YES_NO
        for mark in ("digitised", "paid_online", "electronic_result"):
            row[mark] = rng.choice(words)
        row["online_level"] = rng.choice(LEVELS[:3] if self.clean else LEVELS)
        before = rng.choice([0, 0, 0, 1, 1, 2, 3, 5])
        row["submitted_at"] = self.later(received, -before, -before) if self.chance(0.6) else None
        due = row["due_at"]
        if self.chance(0.3):
            at = due if isinstance(due, Stamp) and self.chance(0.7) else received
            row["apologised_at"] = self.later(at, -2, 3)
        if self.chance(0.2):
            error = self.later(received, 5, 40)
            row["error_reported_at"] = error if self.chance(0.9) else None
            row["corrected_at"] = self.later(error, 0, 7) if self.chance(0.9) else None

    def _deadlines(self, row: Row, received: Stamp) -> None:
        due = self.later(received, 1, 30, timed=0.3)
        if self.chance(0.05):
            due = self.month_end(received)
        row["due_at"] = due if self.chance(0.9) else None
        row["rescheduled_due_at"] = self.later(due, 1, 10) if self.chance(0.1) else None
        row["extended_due_at"] = self.later(due, 1, 15) if self.chance(0.05) else None

    def _supplements(self, row: Row, received: Stamp) -> None:
        rng = self.rng
        asked = self.later(received, 0, 10) if self.chance(0.2) else None
        done = self.later(asked, 0, 20) if asked and self.chance(0.6) else None
        if self.edges and self.chance(0.02):
            asked, done = done, asked
        row["supplement_requested_at"] = asked
        row["supplement_completed_at"] = done
        row["supplement_requests"] = rng.choice([1, 1, 2, 3]) if asked else rng.choice([0, None])
        row["repeat_visits"] = rng.choice([None, 0, 0, 0, 1, 1, 2, 3, 5])

    def conclude(self, row: Row) -> None:
        """Finish a dossier: around its deadline, on it, or long after."""
        received, due = row["received_at"], row["due_at"]
        if not isinstance(received, Stamp):
            return
        finished = self.later(received, 0, self.span(45))
        if isinstance(due, Stamp) and self.chance(0.7):
            finished = self.later(due, -3, self.rng.choice([0, 0, 0, 0, 2, 20]))
        if finished.at.date() < received.at.date():
            finished = self.later(received, 0, 0)
        row["finished_at"] = finished
        row["status"] = self.rng.choice(DONE)
        if self.chance(0.6):
            row["returned_at"] = self.later(finished, 0, 5)
        if self.chance(0.1):
            row["returned_at"] = self.later(received, 0, 20)
        if self.chance(0.1):
            row["finished_at"] = None

    # PAKN

    def pakn(self, number: int) -> Row:
        rng = self.rng
        sent = self.moment()
        row: Row = {
            "code": f"PAKN-{sent.at:%Y}-{number:05d}",
            "unit": rng.choice(UNITS),
            "kind": rng.choice(["Phản ánh", "Kiến nghị", ""]),
            "topic": rng.choice(TOPICS[:14] if self.clean else TOPICS),
            "sent_at": sent,
            "accepted_at": self.later(sent, 0, 3) if self.chance(0.8) else None,
            "due_at": self.later(sent, 5, 30) if self.chance(0.4) else None,
            "correct_authority": rng.choice(CLEAN_YES_NO if self.clean else YES_NO),
            "substantiated": rng.choice(CLEAN_YES_NO if self.clean else YES_NO),
            "status": rng.choice(["Đang xử lý", "Mới tiếp nhận"]),
        }
        if self.chance(0.15) and sent.at.year in CALENDAR.years:
            day = CALENDAR.add(sent.at.date(), rng.choice([2, 5, 5, 6, 6]))
            row["transferred_at"] = Stamp(datetime.combine(day, datetime.min.time()), False)
            row["status"] = "Chuyển cơ quan khác"
        elif self.chance(0.8):
            self._close(row, sent)
        if self.chance(0.15) and not self.clean:
            row["status"] = rng.choice(PAKN_STATUSES)
            row[rng.choice(["closed_at", "transferred_at", "sent_at", "accepted_at"])] = None
        return row

    def _close(self, row: Row, sent: Stamp) -> None:
        closed = self.later(sent, 0, self.span(35))
        row["status"] = self.rng.choice(PAKN_CLOSED)
        row["closed_at"] = closed if self.chance(0.85) else None
        row["answered_at"] = self.later(closed, 0, 5) if self.chance(0.8) else None
        row["published_at"] = self.later(closed, 0, 15) if self.chance(0.7) else None

    # Procedures

    def procedure(self, number: int) -> Row:
        rng = self.rng
        decided = self.moment() if self.chance(0.6) else None
        words = CLEAN_YES_NO if self.clean else YES_NO
        ends = rng.randrange(1, 28) if self.chance(0.15) else None
        return {
            "code": f"1.{number:06d}" if self.chance(0.5) else f"2.{number:06d}.000.00.00.H37",
            "name": f"Cấp giấy phép số {number}",
            "field": rng.choice(FIELDS),
            "unit": rng.choice(UNITS),
            "in_force_from": self.mid_month(2024, rng.randrange(2, 28)),
            "in_force_to": None if ends is None else self.mid_month(2025, ends),
            "listed_at_office": rng.choice([*["Có"] * 6, *words]),
            "published_on_portal": rng.choice([*["Có"] * 6, *words]),
            "decision_date": decided,
            "published_at": self.later(decided, 0, 12) if decided and self.chance(0.9) else None,
            "content_complete": rng.choice([*["Có"] * 6, *words]),
            "term": rng.choice([None, 1, 2, 3, 5, 8, 10, 15, 20]),
            "term_unit": rng.choice(TERM_UNITS),
            "online_level": rng.choice(LEVELS[:3] if self.clean else LEVELS),
        }

    def mid_month(self, year: int, month: int) -> Stamp:
        """Never the first of a month: whether a day at the edge is in force is no matter here."""
        index = year * 12 + month - 1
        return Stamp(datetime(index // 12, index % 12 + 1, self.rng.randrange(5, 13)), False)
