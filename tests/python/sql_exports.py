# Rows read best as they stand in a file.
# ruff: noqa: E501
"""Exports whose rows all read well: what is asked of SQL and of the command."""

from __future__ import annotations

import csv
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

STATUSES = [
    *["Đang xử lý", "Đã trả kết quả", "Đã xử lý xong"] * 3, "Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận",
    "Yêu cầu bổ sung giấy tờ", "Yêu cầu thực hiện nghĩa vụ tài chính", "Công dân yêu cầu rút hồ sơ", "Dừng xử lý",
    "Từ chối giải quyết", "Đóng hồ sơ", None,
]  # fmt: skip
YES_NO = ["Có", "Không", None]
NUMBERS = ["supplement_requests", "repeat_visits", "term"]
DATES = ["in_force_from", "in_force_to", "decision_date", "date"]


LEVELS = ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"]
# The letter of an item is its area's.
ITEMS = {
    "A1": "I",
    "A2. Nơi ngồi chờ": "I",
    "B1": "II",
    "C1": "III",
    "C2": "III",
    "D1": "IV",
    "E1": "V",
    "E2": "V",
}


class Maker:
    """Makes the rows of an export, all of which read well."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)

    def after(
        self, start: datetime | None, days: int, chance: float, least: int = 0
    ) -> datetime | None:
        """An instant some days after another, sometimes without its time."""
        if start is None or self.rng.random() >= chance:
            return None
        day = start.date() + timedelta(self.rng.randrange(least, days))
        at = datetime.combine(day, time(self.rng.randrange(6, 19), self.rng.randrange(1, 60)))
        return datetime.combine(day, time()) if self.rng.random() < 0.2 else max(at, start)

    def start(self) -> datetime:
        at = self.after(datetime(2025, 3, 25), 180, 1.1)
        assert at is not None
        return at

    def dossier(self, n: int) -> dict[str, Any]:
        rng, after = self.rng, self.after
        received = self.start()
        finished = after(received, rng.choice([40, 25, 12, 6]), 0.7)
        requested = after(received, 12, 0.4)
        reported = after(finished, 10, 0.3)
        channel = rng.choice(
            ["Trực tiếp", "Trực tuyến", "Trực tuyến", "Trực tuyến toàn trình", "Trực tuyến một phần",
             "Bưu chính công ích", None]
        )  # fmt: skip
        has_level = channel == "Trực tuyến"
        submitted = received - timedelta(minutes=rng.randrange(3 * 24 * 60))
        return {
            "code": f"H37.12-{received:%y%m%d}-{n:05}",
            "unit": f"Phòng {rng.randrange(4)}",
            "procedure_code": f"1.{rng.randrange(30):06}" if rng.random() < 0.9 else None,
            "status": rng.choice(STATUSES),
            "channel": channel,
            "online_level": rng.choice(["Toàn trình", "Một phần", None]) if has_level else None,
            "submitted_at": submitted if rng.random() < 0.7 else None,
            "received_at": received if rng.random() < 0.98 else None,
            "due_at": after(received, 40, 0.4, 6),
            "rescheduled_due_at": after(received, 60, 0.2, 20),
            "extended_due_at": after(received, 60, 0.1, 20),
            "finished_at": finished,
            "returned_at": after(finished or received, 10, 0.4),
            "supplement_requests": rng.choice([0, 0, 1, 2, None]),
            "supplement_requested_at": requested,
            "supplement_completed_at": after(requested, 10, 0.6),
            "repeat_visits": rng.choice([0, 0, 1, 2, 3, 7, None]),
            "result_corrected": rng.choice(YES_NO),
            "apologised": rng.choice(YES_NO),
            "apologised_at": after(received, 30, 0.5),
            "error_reported_at": reported,
            "corrected_at": after(reported, 8, 0.7),
            "digitised": rng.choice(YES_NO),
            "paid_online": rng.choice(YES_NO),
            "electronic_result": rng.choice(YES_NO),
        }

    def petition(self, n: int) -> dict[str, Any]:
        rng, after = self.rng, self.after
        sent = self.start()
        status = rng.choice(
            ["Đã xử lý", "Đã xử lý", "Đã công khai", "Chờ công khai", "Đang xử lý", "Đang xử lý", "Chuyển cơ quan khác",
             "Từ chối tiếp nhận", None]
        )  # fmt: skip
        closed = after(sent, 30, 0.5)
        # What is refused has one date of its end at most.
        is_sent = rng.random() < 0.95
        answered = (
            None if closed and status == "Từ chối tiếp nhận" else after(closed or sent, 10, 0.5)
        )
        return {
            "code": f"PA-{n:05}",
            "unit": f"Phòng {rng.randrange(4)}",
            "topic": rng.choice(["Yêu cầu thêm giấy tờ", "Thu thêm phí, lệ phí", "Thái độ phục vụ", "Khác"]),
            "sent_at": sent if is_sent else None,
            "accepted_at": after(sent, 4, 0.7) if is_sent else rng.choice([sent, None]),
            "due_at": after(sent, 25, 0.5),
            "closed_at": closed,
            "answered_at": answered,
            "published_at": after(answered or sent, 20, 0.5),
            "transferred_at": after(sent, 14, 0.3),
            "correct_authority": rng.choice(YES_NO),
            "substantiated": rng.choice(YES_NO),
            "status": status,
        }  # fmt: skip

    def procedure(self, n: int) -> dict[str, Any]:
        rng, day = self.rng, self.day
        decided = day(0.8)
        term = rng.choice(
            [(3, "ngày làm việc"), (15, "ngày làm việc"), (7, "ngày"), (30, "ngày"), (1, "tháng"), (4, "giờ làm việc"),
             (20, "giờ làm việc"), (None, None)]
        )  # fmt: skip
        return {
            "code": f"1.{n:06}",
            "name": f"Thủ tục {n}",
            "unit": f"Phòng {rng.randrange(4)}",
            "in_force_from": day(0.5),
            "in_force_to": day(0.3),
            "listed_at_office": rng.choice(["Có", "Có", "Không", None]),
            "published_on_portal": rng.choice(["Có", "Có", "Không", None]),
            "content_complete": rng.choice(YES_NO),
            "decision_date": decided,
            "published_at": decided + timedelta(rng.randrange(12))
            if decided and rng.random() < 0.8
            else None,
            "term": term[0],
            "term_unit": term[1],
        }

    def answer(self, _: int) -> dict[str, Any]:
        rng = self.rng
        return {
            "area": rng.choice(["I", "II", "III", "IV", "V"]),
            "answer": rng.choice(
                [*LEVELS, *LEVELS, "1", "2", "3", "4", "5", "0", "25", "50", "75", "100", None]
            ),
            "unit": f"Phòng {rng.randrange(4)}",
            "date": self.day(0.8),
        }

    def sheet(self, n: int) -> dict[str, Any]:
        """A questionnaire with a column for each item."""
        rng = self.rng
        items = {item: rng.choice([*LEVELS, "1", "5", "25", None]) for item in ITEMS}
        return {
            "Mã phiếu": f"P{n}",
            "unit": f"Phòng {rng.randrange(4)}",
            "date": self.day(0.8),
        } | items

    def day(self, chance: float) -> datetime | None:
        start = datetime(2025, 4, 1) + timedelta(self.rng.randrange(180))
        return start if self.rng.random() < chance else None


def written(rows: list[dict[str, Any]], path: Path) -> Path:
    def cell(value: Any) -> str:
        if isinstance(value, datetime):
            return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
        return "" if value is None else str(value)

    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(rows[0])
        out.writerows([map(cell, row.values()) for row in rows])
    return path


def loaded(connection: Any, kind: str, path: Path, rows: list[dict[str, Any]]) -> None:
    """The file as a table: what an analyst would write first."""

    def column(name: str) -> str:
        if name in DATES or name.endswith("_at"):
            alone = f"strptime({name}, '%d/%m/%Y')"
            return f"coalesce(try_strptime({name}, '%d/%m/%Y %H:%M'), {alone}) as {name}"
        return f"{name}::int as {name}" if name in NUMBERS else f'"{name}"'

    columns = ", ".join(column(name) for name in rows[0])
    connection.execute(
        f"create table {kind} as select {columns} from read_csv(?, header = true, all_varchar = true)",
        [str(path)],
    )
