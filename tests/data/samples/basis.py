"""What the makers of the samples share: chance, the days of 2025, and the way cells are written."""

import random
from datetime import date, datetime, time, timedelta

OFF = {date(2025, 1, 1), date(2025, 4, 7), date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)}
OFF |= {date(2025, 1, day) for day in range(27, 32)} | {date(2025, 9, 1), date(2025, 9, 2)}
SWAPPED_WORKING = {date(2025, 4, 26)}


class Chance:
    """Seeded chance that leans on `Random.random` alone, whose sequence Python keeps stable."""

    def __init__(self, seed):
        self._random = random.Random(seed)

    def below(self, n):
        return int(self._random.random() * n)

    def pick(self, items):
        return items[self.below(len(items))]

    def weighted(self, items, weights):
        at = self.below(sum(weights))
        for item, weight in zip(items, weights, strict=True):
            at -= weight
            if at < 0:
                return item
        raise AssertionError

    def happens(self, percent):
        return self._random.random() * 100 < percent


def is_working(day):
    return day in SWAPPED_WORKING or (day.weekday() < 5 and day not in OFF)


def add_working(day, n):
    while n:
        day += timedelta(days=1)
        n -= is_working(day)
    return day


def next_working(day):
    while not is_working(day):
        day += timedelta(days=1)
    return day


def working_days(first, last):
    span = (last - first).days + 1
    return [d for d in (first + timedelta(days=n) for n in range(span)) if is_working(d)]


def at(text):
    """`2025-04-11 17:30` or `2025-04-11` as a moment; nothing for nothing."""
    return datetime.fromisoformat(text) if text else None


def midnight(day):
    return datetime.combine(day, time())


DATE_FORMS = {
    "d/m/y": "{d:02}/{m:02}/{y}",
    "d/m/y h:m": "{d:02}/{m:02}/{y} {H:02}:{M:02}",
    "d/m/y h:m:s": "{d:02}/{m:02}/{y} {H:02}:{M:02}:{S:02}",
    "D/M/y": "{d}/{m}/{y}",
    "D/M/y h:m": "{d}/{m}/{y} {H:02}:{M:02}",
    "d-m-y": "{d:02}-{m:02}-{y}",
    "d-m-y h:m": "{d:02}-{m:02}-{y} {H:02}:{M:02}",
    "d.m.y": "{d:02}.{m:02}.{y}",
    "d.m.y h:m": "{d:02}.{m:02}.{y} {H:02}:{M:02}",
    "h:m, d/m/y": "{H:02}:{M:02}, {d:02}/{m:02}/{y}",
    "h:m d/m/y": "{H:02}:{M:02} {d:02}/{m:02}/{y}",
    "h:m:s, d/m/y": "{H:02}:{M:02}:{S:02}, {d:02}/{m:02}/{y}",
    "y-m-d": "{y}-{m:02}-{d:02}",
    "y/m/d": "{y}/{m:02}/{d:02}",
    "y/m/d h:m": "{y}/{m:02}/{d:02} {H:02}:{M:02}",
    "y-m-d h:m:s": "{y}-{m:02}-{d:02} {H:02}:{M:02}:{S:02}",
    "y-m-dTh:m:s": "{y}-{m:02}-{d:02}T{H:02}:{M:02}:{S:02}",
    "y-m-d h:m:s.f": "{y}-{m:02}-{d:02} {H:02}:{M:02}:{S:02}.000",
    "y-m-dTh:m:s+07": "{y}-{m:02}-{d:02}T{H:02}:{M:02}:{S:02}+07:00",
    "y-m-dTh:m:sZ": "{y}-{m:02}-{d:02}T{H:02}:{M:02}:{S:02}Z",
}


def written(moment, form):
    """A moment in one of the forms; `Z` is written in UTC, seven hours earlier."""
    if moment is None:
        return ""
    if form.endswith("Z"):
        moment -= timedelta(hours=7)
    return DATE_FORMS[form].format(
        y=moment.year, m=moment.month, d=moment.day, H=moment.hour, M=moment.minute, S=moment.second
    )


def cell(text, delimiter):
    """One cell, quoted only where it must be."""
    if any(mark in text for mark in (delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def headers(text):
    return text.split(",")


class Lines:
    """Collects records, knows on which line each one starts, and notes the notable ones."""

    def __init__(self, name, delimiter, end):
        self.name, self.delimiter, self.end = name, delimiter, end
        self.parts, self.line, self.notable = [], 1, []

    def add(self, cells, note="", code=""):
        text = self.delimiter.join(cell(c, self.delimiter) for c in cells) + self.end
        if note:
            self.notable.append([self.name, str(self.line), code, note])
        self.parts.append(text)
        self.line += text.count("\n")

    def text(self):
        return "".join(self.parts)
