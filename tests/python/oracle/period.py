"""Periods: which days a name such as 2025-Q2 holds, in the calendar and the reporting window."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

ONE_DAY = timedelta(days=1)


class BadUse(Exception):
    """The command was asked for something it cannot mean."""


@dataclass(frozen=True)
class Period:
    """[start, end): `end` is the first day after the period."""

    start: date
    end: date
    window: str
    is_year: bool = False

    @property
    def opens(self) -> datetime:
        return datetime.combine(self.start, datetime.min.time())

    @property
    def closes(self) -> datetime:
        return datetime.combine(self.end, datetime.min.time())

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def holds(self, at: datetime) -> bool:
        return self.opens <= at < self.closes

    def to_json(self) -> dict[str, str]:
        last = self.end - ONE_DAY
        return {"start": str(self.start), "end": str(last), "window": self.window}


def parse_period(text: str, window: str = "calendar") -> Period:
    if ".." in text:
        first, last = (date.fromisoformat(part) for part in text.split("..", 1))
        if last < first:
            raise BadUse(f"period ends before it starts: {text}")
        return Period(first, last + ONE_DAY, window)
    match = re.fullmatch(r"([0-9]{4})(?:-(?:([0-9]{2})|Q([1-4])|H([12])|(9M)))?", text)
    if not match:
        raise BadUse(f"no period: {text}")
    first_month, months = _months(match)
    year = int(match[1])
    start = _month_start(year, first_month, window)
    end = _month_start(year, first_month + months, window)
    return Period(start, end, window, months == 12)


def _months(match: re.Match[str]) -> tuple[int, int]:
    """First month (1 to 12) and how many months."""
    _, month, quarter, half, nine = match.groups()
    if month:
        if not 1 <= int(month) <= 12:
            raise BadUse(f"no month: {month}")
        return int(month), 1
    if quarter:
        return 3 * int(quarter) - 2, 3
    if half:
        return 6 * int(half) - 5, 6
    return 1, 9 if nine else 12


def _month_start(year: int, month: int, window: str) -> date:
    """In the reporting window a month begins on the 15th of the month before it."""
    if window == "reporting":
        month -= 1
    index = year * 12 + month - 1
    return date(index // 12, index % 12 + 1, 15 if window == "reporting" else 1)


def parse_as_of(text: str) -> datetime:
    """An instant; a date alone means the end of that day."""
    at = datetime.fromisoformat(text)
    if len(text) == 10:
        return at + ONE_DAY
    if at.tzinfo is not None:
        at = (at - at.utcoffset()).replace(tzinfo=None) + timedelta(hours=7)
    return at
