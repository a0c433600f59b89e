"""Dates as exports write them: day first, Vietnam local time, with or without a time of day."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from .text import clean

LOCAL_OFFSET = timedelta(hours=7)
YEARS = range(1990, 2101)

_TIME = (
    r"(?P<h>[0-9]{1,2}):(?P<mi>[0-5][0-9])(?::(?P<s>[0-5][0-9])(?:\.(?P<f>[0-9]{1,9}))?)?"
    r"(?: ?(?P<half>SA|CH|AM|PM))?"
)
_OFFSET = r"(?: ?(?P<o>Z|[+-][0-9]{2}(?::?[0-9]{2})?))?"
_TAIL = rf"(?:(?: |T| ?, ?){_TIME}{_OFFSET})?"
_WEEKDAY = r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật),? )?"
_Y = r"(?P<y>[0-9]{4})"
_D1, _M1 = r"(?P<d>[0-9]{1,2})", r"(?P<m>[0-9]{1,2})"
_D2, _M2 = r"(?P<d>[0-9]{2})", r"(?P<m>[0-9]{2})"
_FORMS = [
    re.compile(_WEEKDAY + form, re.IGNORECASE)
    for form in (
        rf"{_D1}/{_M1}/{_Y}{_TAIL}",
        rf"{_D2}-{_M2}-{_Y}{_TAIL}",
        rf"{_D2}\.{_M2}\.{_Y}{_TAIL}",
        rf"{_Y}/{_M2}/{_D2}{_TAIL}",
        rf"{_Y}-{_M1}-{_D1}{_TAIL}",
        rf"{_TIME},? {_D1}/{_M1}/{_Y}",
    )
]


class When(NamedTuple):
    """A moment; `timed` is false where the export gave a day only (it then stands for 00:00)."""

    at: datetime
    timed: bool

    @property
    def day(self) -> date:
        return self.at.date()


class BadDate(ValueError):
    """The text is no date in any accepted form."""


@lru_cache(maxsize=65536)
def parse_date(text: str, formats: tuple[str, ...] = (), wall: bool = False) -> When:
    """Read a trimmed, non-empty cell; the profile's own formats are asked before the usual ones."""
    for form in formats:
        try:
            at = datetime.strptime(text, form)
        except ValueError:
            continue
        return _checked(at.replace(tzinfo=None), "%H" in form or "%I" in form)
    one_line = clean(text)
    for pattern in _FORMS:
        match = pattern.fullmatch(one_line)
        if match:
            return _from_match(match, wall)
    raise BadDate(text)


def _from_match(match: re.Match[str], wall: bool) -> When:
    part = match.groupdict()
    timed = part["h"] is not None
    try:
        at = datetime(int(part["y"]), int(part["m"]), int(part["d"]))
    except ValueError as error:
        raise BadDate(match.string) from error
    when = _checked(at, timed)
    if timed:
        hours = _hours(int(part["h"]), (part["half"] or "").upper(), match.string)
        at += timedelta(hours=hours, minutes=int(part["mi"]), seconds=int(part["s"] or 0))
        at += timedelta(microseconds=int((part["f"] or "0").ljust(6, "0")[:6]))
    if part.get("o") and not wall:
        at = at - _offset(part["o"]) + LOCAL_OFFSET
    return When(at, when.timed)


def _hours(written: int, half: str, text: str) -> int:
    """Of twelve hours or of twenty-four: SA and AM are the morning, CH and PM the afternoon."""
    if half and 1 <= written <= 12:
        return written % 12 + (12 if half in ("CH", "PM") else 0)
    if written > 23 or half:
        raise BadDate(text)
    return written


def _checked(at: datetime, timed: bool) -> When:
    if at.year not in YEARS:
        raise BadDate(str(at))
    return When(at, timed)


def _offset(text: str) -> timedelta:
    if text == "Z":
        return timedelta()
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    if hours > 23 or minutes > 59:
        raise BadDate(text)
    size = timedelta(hours=hours, minutes=minutes)
    return -size if text[0] == "-" else size
