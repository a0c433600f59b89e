"""A clean month of dossiers. The outcome of each is chosen first, and dates are made to fit it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

HEADERS = {
    "code": "Mã hồ sơ",
    "unit": "Đơn vị xử lý",
    "received": "Ngày tiếp nhận",
    "due": "Ngày hẹn trả",
    "end": "Ngày kết thúc xử lý",
    "status": "Trạng thái",
    "note": "Ghi chú",
}
UNITS = ["Phòng Kinh tế", "Phòng Văn hóa", "Văn phòng"]
OUTCOMES = ["early", "on_time", "late", "open_within_due", "open_overdue", "withdrawn"]
STATES = {
    "early": "Đã trả kết quả",
    "on_time": "Đã xử lý xong",
    "late": "Đã trả kết quả",
    "open_within_due": "Đang xử lý",
    "open_overdue": "Đang xử lý",
    "withdrawn": "Công dân yêu cầu rút hồ sơ",
}


@dataclass
class Dossier:
    """One row, before it is written."""

    code: str
    unit: str
    received: date
    due: date
    end: date | None
    outcome: str
    status: str
    note: str = ""

    def cells(self, columns: list[str]) -> list[str]:
        return [written(getattr(self, name)) for name in columns]


def written(value: object) -> str:
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


@dataclass
class Month:
    """The dossiers of one month, all received and judged within it."""

    year: int
    month: int
    dossiers: list[Dossier]
    columns: list[str] = field(default_factory=lambda: list(HEADERS))

    @property
    def period(self) -> str:
        return f"{self.year}-{self.month:02}"

    def rows(self) -> list[list[str]]:
        return [dossier.cells(self.columns) for dossier in self.dossiers]

    def header(self) -> list[str]:
        return [HEADERS[name] for name in self.columns]

    def of(self, *outcomes: str) -> list[Dossier]:
        return [dossier for dossier in self.dossiers if dossier.outcome in outcomes]

    def figures(self) -> dict[str, int]:
        """How many dossiers there are of each outcome."""
        found = Counter(dossier.outcome for dossier in self.dossiers)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    def by_unit(self) -> dict[str, dict[str, int]]:
        """The same of each unit."""
        return {
            unit: replace(self, dossiers=[d for d in self.dossiers if d.unit == unit]).figures()
            for unit in sorted({dossier.unit for dossier in self.dossiers})
        }


def make(random: Random, size: int = 24) -> Month:
    """A month of at least `size` dossiers, two or more of every outcome that a rate leans on."""
    year, month = random.choice([(2025, 3), (2025, 6), (2025, 9), (2026, 3)])
    wanted = ["early"] * 3 + ["on_time"] * 2 + ["late"] * 2 + ["open_within_due", "withdrawn"]
    wanted += random.choices(["early", "on_time"], k=max(0, size - len(wanted)))
    dossiers = [one(random, year, month, n, outcome) for n, outcome in enumerate(wanted, 1)]
    random.shuffle(dossiers)
    return Month(year, month, dossiers)


def one(random: Random, year: int, month: int, number: int, outcome: str) -> Dossier:
    received = date(year, month, random.randint(2, 15))
    due = received + timedelta(random.randint(5, 9))
    ends = {
        "early": due - timedelta(random.randint(1, 3)),
        "on_time": due,
        "late": due + timedelta(random.randint(1, 4)),
        "withdrawn": received + timedelta(2),
    }
    if outcome == "open_within_due":
        due = date(year, month, 28) + timedelta(12)
    return Dossier(
        code=f"H37.12-{received:%y%m%d}-{number:04}",
        unit=random.choice(UNITS),
        received=received,
        due=due,
        end=ends.get(outcome),
        outcome=outcome,
        status=STATES[outcome],
    )
