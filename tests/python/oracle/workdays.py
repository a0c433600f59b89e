"""The Vietnamese working calendar: the table of the specification, typed in by hand."""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

ONE_DAY = timedelta(days=1)

# (year, month, days off that fall on a weekday); weekends are off without being told.
_OFF: list[tuple[int, int, tuple[int, ...]]] = [
    (2023, 1, (2, 20, 23, 24, 25, 26)),
    (2023, 5, (1, 2, 3)),
    (2023, 9, (1, 4)),
    (2024, 1, (1,)),
    (2024, 2, (8, 9, 12, 13, 14)),
    (2024, 4, (18, 29, 30)),
    (2024, 5, (1,)),
    (2024, 9, (2, 3)),
    (2025, 1, (1, 27, 28, 29, 30, 31)),
    (2025, 4, (7, 30)),
    (2025, 5, (1, 2)),
    (2025, 9, (1, 2)),
    (2026, 1, (1, 2)),
    (2026, 2, (16, 17, 18, 19, 20)),
    (2026, 4, (27, 30)),
    (2026, 5, (1,)),
    (2026, 8, (31,)),
    (2026, 9, (1, 2)),
    (2026, 11, (24,)),
    (2027, 1, (1,)),
    (2027, 2, (4, 5, 8, 9, 10)),
    (2027, 4, (16, 30)),
    (2027, 5, (3,)),
    (2027, 9, (2, 3)),
    (2027, 11, (24,)),
]
_WORKING = [date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]
_PROVISIONAL = [date(2027, 4, 16), date(2027, 5, 3)]
_COMPLETE = range(2023, 2028)


class Incomplete(Exception):
    """A range touches a year the calendar does not cover: no figure, never a guess."""

    def __init__(self, year: int) -> None:
        super().__init__(f"calendar incomplete for {year}")


class WorkCalendar:
    """Which days are worked, for the covered years only."""

    def __init__(self) -> None:
        self.off = {date(y, m, d) for y, m, days in _OFF for d in days}
        self.working = set(_WORKING)
        self.provisional = set(_PROVISIONAL)
        self.years = set(_COMPLETE)

    def add_file(self, path: Path) -> None:
        """Rows of a user's file add to the table, or replace the row of the same date.

        A year is covered only where the file says `complete = YEAR`.
        """
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                word, _, year = row["date"].partition("=")
                if word.strip() == "complete":
                    self.years.add(int(year))
                else:
                    self._add_row(row)

    def _add_row(self, row: dict[str, str]) -> None:
        day = date.fromisoformat(row["date"].strip())
        self.off.discard(day)
        self.working.discard(day)
        self.provisional.discard(day)
        works = row["kind"].strip() in ("swapped_working", "working_saturday")
        (self.working if works else self.off).add(day)
        if (row.get("provisional") or "").strip().casefold() in ("1", "x", "true", "yes"):
            self.provisional.add(day)

    def require(self, years: Iterable[int]) -> None:
        covered = self.years
        for year in years:
            if year not in covered:
                raise Incomplete(year)

    def is_working(self, day: date) -> bool:
        self.require([day.year])
        if day in self.working:
            return True
        return day.weekday() < 5 and day not in self.off

    def next_working(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add(day, 1)

    def settle(self, day: date) -> date:
        """`day` itself if it is worked, else the next working day."""
        return day if self.is_working(day) else self.next_working(day)

    def add(self, day: date, count: int) -> date:
        """The count-th working day after `day`."""
        self.require([day.year])
        while count > 0:
            day += ONE_DAY
            count -= self.is_working(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Working days in (first, last]; both ends must lie in covered years."""
        self.require(range(first.year, last.year + 1))
        total = 0
        while first < last:
            first += ONE_DAY
            total += self.is_working(first)
        return total

    def to_json(self) -> dict[str, object]:
        return {
            "from": f"{min(self.years)}-01-01",
            "to": f"{max(self.years)}-12-31",
            "provisional": [
                day.isoformat() for day in sorted(self.provisional) if day.year in self.years
            ],
        }
