"""Dates as exports write them: day first, Vietnam local time, with or without a time of day."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

LOCAL_OFFSET = timedelta(hours=7)
YEARS = range(1990, 2101)

_TIME = r"(?P<h>[01][0-9]|2[0-3]):(?P<mi>[0-5][0-9])"
_TAIL = rf"(?:[ T]{_TIME}(?::(?P<s>[0-5][0-9])(?:\.(?P<f>[0-9]{{3}}))?)?)?"
_Y = r"(?P<y>[0-9]{4})"
_D2 = r"(?P<d>[0-9]{2})"
_M2 = r"(?P<m>[0-9]{2})"
_FORMS = [
    re.compile(rf"(?P<d>[0-9]{{1,2}})/(?P<m>[0-9]{{1,2}})/{_Y}{_TAIL}"),
    re.compile(rf"{_D2}-{_M2}-{_Y}{_TAIL}"),
    re.compile(rf"{_D2}\.{_M2}\.{_Y}{_TAIL}"),
    re.compile(rf"{_Y}/{_M2}/{_D2}{_TAIL}"),
    re.compile(rf"{_Y}-{_M2}-{_D2}{_TAIL}"),
    re.compile(
        rf"{_Y}-{_M2}-{_D2}[ T]{_TIME}(?::(?P<s>[0-5][0-9])(?:\.(?P<f>[0-9]{{3}}))?)?"
        r"(?P<o>Z|[+-][0-9]{2}:[0-9]{2})"
    ),
    re.compile(rf"{_TIME}(?::(?P<s>[0-5][0-9]))?,? {_D2}/{_M2}/{_Y}"),
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
    for pattern in _FORMS:
        match = pattern.fullmatch(text)
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
        at += timedelta(hours=int(part["h"]), minutes=int(part["mi"]), seconds=int(part["s"] or 0))
        at += timedelta(milliseconds=int(part.get("f") or 0))
    if part.get("o") and not wall:
        at = at - _offset(part["o"]) + LOCAL_OFFSET
    return When(at, when.timed)


def _checked(at: datetime, timed: bool) -> When:
    if at.year not in YEARS:
        raise BadDate(str(at))
    return When(at, timed)


def _offset(text: str) -> timedelta:
    if text == "Z":
        return timedelta()
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 23 or minutes > 59:
        raise BadDate(text)
    size = timedelta(hours=hours, minutes=minutes)
    return -size if text[0] == "-" else size
