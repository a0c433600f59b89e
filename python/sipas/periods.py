"""Periods as people name them, and what is done with many: ranges, the one before, a year's start to date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sipas.errors import UsageError

_NAMES = {1: "{year}-{first:02}", 6: "{year}-H{part}", 3: "{year}-Q{part}", 9: "{year}-9M", 12: "{year}"}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Months:
    """A month, a quarter, a half, nine months or a year."""

    year: int
    first: int
    """The number of its first month."""
    months: int

    def __str__(self) -> str:
        if self.months not in _NAMES:
            raise UsageError(f"no period has {self.months} months")
        part = (self.first - 1) // self.months + 1
        return _NAMES[self.months].format(year=self.year, first=self.first, part=part)

    def after(self, months: int) -> Months:
        """As long a period, so many months later."""
        at = self.year * 12 + self.first - 1 + months
        return Months(at // 12, at % 12 + 1, self.months)

    def before(self) -> str:
        """The one before it, as long."""
        if self.months == 9:
            raise UsageError(f"there is no period just as long before {self}; compare with the year before")
        return str(self.after(-self.months))

    def year_before(self) -> str:
        """The same of the year before."""
        return str(self.after(-12))

    def since_new_year(self, window: str) -> str:
        """From the start of its year to its end."""
        months = self.first - 1 + self.months
        if months in (1, 3, 6, 9, 12):
            return str(Months(self.year, 1, months))
        first, behind = (_cut(self.year, 1, window), _cut(self.year, months + 1, window))
        return f"{first.isoformat()}..{(behind - timedelta(days=1)).isoformat()}"


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both in."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.isoformat()}..{self.last.isoformat()}"

    def before(self) -> str:
        """As many days before it."""
        length = self.last - self.first + timedelta(days=1)
        return str(Days(self.first - length, self.last - length))

    def year_before(self) -> str:
        """The same days of the year before."""

        def earlier(day: date) -> date:
            return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)

        return str(Days(earlier(self.first), earlier(self.last)))

    def since_new_year(self, window: str) -> str:
        """From the start of the year of its last day."""
        return str(Days(_cut(self.last.year, 1, window), self.last))


def _cut(year: int, month: int, window: str) -> date:
    """Where a month begins; the 13th is the next January."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if window != "reporting":
        return date(year, month, 1)
    return date(year - (month == 1), (month - 2) % 12 + 1, 15)


def period(said: Any) -> Months | Days | None:
    """What a period is, by any of its usual names; None of what is none."""
    if isinstance(said, (Months, Days)):
        return said
    if isinstance(said, tuple) and len(said) == 2 and all(isinstance(day, date) for day in said):
        return Days(_day(said[0]), _day(said[1]))
    if isinstance(said, datetime):
        # The first moment of a month may stand for all of it.
        return None
    text = " ".join(str(said).lower().split())
    if found := re.fullmatch(r"([69]) tháng(?: (đầu|cuối))?(?: năm)? ?(\d{4})", text):
        half, year = found[1] == "6", int(found[3])
        if found[2] == "cuối":
            return Months(year, 7, 6) if half else None
        return Months(year, 1, 6 if half else 9)
    # The year of a month or a quarter: "tháng 6 năm 2025".
    text = text.replace(" năm ", "/").replace("năm", "").replace("quý", "q").replace("tháng", "")
    text = " ".join(text.split())
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:\.\.(\d{4})-(\d\d)-(\d\d))?", text):
        numbers = [int(group) for group in found.groups() if group]
        try:
            first = date(numbers[0], numbers[1], numbers[2])
            return Days(first, date(numbers[3], numbers[4], numbers[5]) if len(numbers) > 3 else first)
        except ValueError:
            return None
    if found := re.fullmatch(r"(\d{4})[-/](\d{1,2})", text):
        return _months(int(found[1]), int(found[2]), 1)
    if found := re.fullmatch(r"t?(\d{1,2})[-/](\d{4})", text):
        return _months(int(found[2]), int(found[1]), 1)
    if found := re.fullmatch(r"(\d{4})[-/ ]?q ?([1-4])", text) or re.fullmatch(r"(\d{4})[-/ ]q ?(iv|i{1,3})", text):
        return Months(int(found[1]), 3 * _number(found[2]) - 2, 3)
    if found := re.fullmatch(r"q ?([1-4]|iv|i{1,3})[-/ ](\d{4})", text):
        return Months(int(found[2]), 3 * _number(found[1]) - 2, 3)
    if found := re.fullmatch(r"(\d{4})-?h([12])", text):
        return Months(int(found[1]), 6 * int(found[2]) - 5, 6)
    if found := re.fullmatch(r"h([12])[-/ ](\d{4})", text):
        return Months(int(found[2]), 6 * int(found[1]) - 5, 6)
    if found := re.fullmatch(r"(\d{4})-9m", text):
        return Months(int(found[1]), 1, 9)
    if found := re.fullmatch(r"(?:y|fy)?(\d{4})(?:-dec)?", text):
        return Months(int(found[1]), 1, 12)
    return None


def compared(one: Months | Days, baseline: Any, window: str, *, cumulative: bool = False) -> str | None:
    """What a period is compared with: ``previous``, ``year`` (the same of the year before), a period, or nothing."""
    if baseline not in ("previous", "year"):
        return None if baseline is None else named(baseline)
    if baseline == "previous" and cumulative:
        raise UsageError("from the start of a year to a month compares with the year before: baseline='year'")
    before = one.before() if baseline == "previous" else one.year_before()
    found = several(before)[0]
    return found.since_new_year(window) if cumulative else before


def _number(text: str) -> int:
    return _ROMAN.get(text) or int(text)


def _months(year: int, first: int, months: int) -> Months | None:
    return Months(year, first, months) if 1 <= first <= 12 else None


def _day(day: date) -> date:
    return date(day.year, day.month, day.day)


def named(said: Any) -> str:
    """The name of a period as everything else takes it; what is no period is left for who refuses it."""
    if (found := period(said)) is not None:
        return str(found)
    if hint := _meant(said):
        raise UsageError(f"{said!r} is no period; {hint}")
    return str(said)


def _meant(said: Any) -> str:
    """What somebody means who names a period in a form that could be another's."""
    if isinstance(said, datetime):
        return f"its day is {said.date().isoformat()!r}, its month {said.strftime('%Y-%m')!r}"
    if isinstance(said, (tuple, list)) and len(said) == 2 and all(isinstance(period(end), Days) for end in said):
        return f"from one day to another, both in, is '{said[0]}..{said[1]}'"
    if isinstance(said, (tuple, list)) or (isinstance(said, str) and ".." in said and _are_several(said)):
        return "for several at once there is reports(…)"
    if found := re.fullmatch(r"(\d{4})(\d\d)", str(said)):
        return f"did you mean '{found[1]}-{found[2]}'?" if 1 <= int(found[2]) <= 12 else ""
    return ""


def _are_several(said: str) -> bool:
    first, last = said.split("..", 1)
    return isinstance(period(first), Months) and isinstance(period(last), Months)


def several(said: Any) -> list[Months | Days]:
    """Periods one after another: a range such as ``2025-01..2025-12``, ``2024-Q3..2025-Q2`` or ``2023..2025``, one
    period, or several of any form."""
    if isinstance(said, str) and period(said) is None and ".." in said:
        first, last = (period(end.strip()) for end in said.split("..", 1))
        if not isinstance(first, Months) or not isinstance(last, Months) or first.months != last.months:
            raise UsageError(
                f"a range of periods is from one to another of the same length, such as 2025-01..2025-12, not {said!r}"
            )
        found = [first]
        while (found[-1].year, found[-1].first) < (last.year, last.first):
            found.append(found[-1].after(first.months))
        if found[-1] != last or first.months == 9:
            raise UsageError(f"the range {said!r} does not lead from its first period to its last")
        return [*found]
    every = [said] if isinstance(said, str) or _is_one(said) else said
    if not isinstance(every, Iterable):
        raise UsageError(f"expected a range such as '2025-01..2025-12' or several periods, not {said!r}")
    periods: list[Months | Days] = []
    for each in every:
        if (of := period(each)) is None:
            forms = "2025-06, 2025-Q2, 2025-H1, 2025-9M, 2025 or 2025-06-03..2025-07-15"
            raise UsageError(f"expected a period such as {forms}, found {str(each)!r}; {_meant(each)}".rstrip("; "))
        periods.append(of)
    if not periods:
        raise UsageError("no period is named")
    return periods


def _is_one(said: Any) -> bool:
    if isinstance(said, (Months, Days)):
        return True
    # A number is none: 2025 may be meant, and so may the month 202506.
    is_many = isinstance(said, Iterable) and not isinstance(said, tuple)
    return not is_many and not isinstance(said, (int, float)) and period(said) is not None
