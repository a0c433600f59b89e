"""The working calendar."""

from __future__ import annotations

import warnings
from datetime import date
from pathlib import Path as _Path
from typing import TYPE_CHECKING, Any, ClassVar, overload

from sipas import _native
from sipas.table import Column, Table

if TYPE_CHECKING:
    from sipas.options import Path


class WorkCalendar:
    """The days on which public offices work: weekends are off, the rows of the table say the rest.

    Working days from ``a`` to ``b`` are those in ``(a, b]``: the first day is not counted, the last is. Adding ``n``
    working days gives the n-th working day after. A scalar outside the covered years raises
    :class:`sipas.CalendarError`; in a column it is null.

    >>> from datetime import date
    >>> import sipas
    >>> c = sipas.WorkCalendar.vietnam()
    >>> c.add_working_days(date(2025, 4, 25), 1)  # Saturday 26 April was worked, for Friday 2 May
    datetime.date(2025, 4, 26)
    >>> c.working_days_between(date(2025, 4, 25), date(2025, 5, 5))
    4
    """

    __slots__ = ("native",)

    def __init__(self, native: _native.WorkCalendar | None = None) -> None:
        self.native: _native.WorkCalendar = native or _native.WorkCalendar.vietnam()

    @staticmethod
    def vietnam() -> WorkCalendar:
        """Vietnam's public offices, 2023 to 2027, from the yearly notices; of 2027 two days are provisional."""
        return WorkCalendar()

    def with_table(self, table: Path) -> WorkCalendar:
        """This calendar with the rows of a CSV file added, or replaced where they name the same day.

        The header is ``date,kind,name[,source[,provisional]]``; kind is holiday, compensatory_off, swapped_off or
        swapped_working. A line ``complete = 2028`` says that no day of that year is missing: without it the year stays
        uncovered, whatever rows it has.
        """
        more = WorkCalendar(self.native.with_table(_Path(table).read_text(encoding="utf-8-sig")))
        for year in more.native.uncovered_years:
            warnings.warn(
                f"the working calendar is not complete for {year}, so nothing is told of that year; "
                f'once it is, add the line "complete = {year}" to {table}',
                stacklevel=2,
            )
        return more

    def with_office_hours(self, hours: str) -> WorkCalendar:
        """This calendar with other office hours, such as ``07:30-11:30,13:00-16:30``."""
        return WorkCalendar(self.native.with_office_hours(hours))

    @property
    def first(self) -> date:
        """The first day covered."""
        return self.native.first

    @property
    def last(self) -> date:
        """The last day covered."""
        return self.native.last

    @property
    def office_hours(self) -> str:
        """The office hours, that terms in working hours run through."""
        return self.native.office_hours

    @property
    def rows(self) -> Table:
        """The days that differ from their weekday: date, kind, name, source, provisional."""
        return Table(self.native.rows)

    @overload
    def is_working_day(self, dates: date) -> bool: ...
    @overload
    def is_working_day(self, dates: Any) -> Column: ...
    def is_working_day(self, dates: Any) -> Any:
        """Whether offices work on a day; a timestamp counts as its day."""
        return _wrapped(self.native.is_working_day(dates))

    @overload
    def add_working_days(self, dates: date, n: int) -> date: ...
    @overload
    def add_working_days(self, dates: Any, n: Any) -> Column: ...
    def add_working_days(self, dates: Any, n: Any) -> Any:
        """The n-th working day after a day, for 0 the day itself; either may be a column, and then the result is."""
        return _wrapped(self.native.add_working_days(dates, n))

    @overload
    def working_days_between(self, a: date, b: date) -> int: ...
    @overload
    def working_days_between(self, a: Any, b: Any) -> Column: ...
    def working_days_between(self, a: Any, b: Any) -> Any:
        """The working days in ``(a, b]``, negative where b comes first; either may be a column."""
        return _wrapped(self.native.working_days_between(a, b))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkCalendar) and self.native == other.native

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"WorkCalendar({self.first} to {self.last}, {self.office_hours})"


def _wrapped(found: object) -> object:
    return Column(found) if isinstance(found, _native.Column) else found
