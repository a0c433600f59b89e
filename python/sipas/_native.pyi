"""The native half of the package: what ``sipas`` wraps. Use ``sipas``.

Kept by hand; the tests compare it with the module.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from os import PathLike
from typing import Any, Literal, TypeAlias, final, overload

from sipas.plan import Plan as _Plan

__all__ = [
    "DEBUG",
    "Column",
    "Dataset",
    "Rate",
    "Report",
    "Table",
    "WorkCalendar",
    "__version__",
    "combine",
    "count_arrow",
    "merge",
    "read",
    "restored",
    "stacked",
    "words",
]
__version__: str
DEBUG: bool
"""Whether it was built without optimisation."""

_Path: TypeAlias = str | PathLike[str]
_Tone: TypeAlias = Literal["plain", "good", "bad", "strong", "faint"]
_Figures: TypeAlias = list[tuple[int, int | None] | None]
_Own: TypeAlias = tuple[str, str, str | None, str | None, tuple[str, int, int] | None, _Figures | None]
_Rows: TypeAlias = tuple[str, list[tuple[str, bool]], list[list[tuple[str, _Tone]]]]
_Block: TypeAlias = (
    tuple[Literal["facts"], list[tuple[str, str]]] | tuple[Literal["text"], str] | tuple[Literal["table"], _Rows]
)

def read(given: Sequence[tuple[str, bytes | None, Any]], keywords: dict[str, Any]) -> Dataset:
    """Reads files, folders, patterns of names, bytes and frames, of the kind that is named or that headers tell."""

def count_arrow(
    frame: Any,
    others: Sequence[Dataset],
    *,
    name: str,
    by: Sequence[str],
    baseline: str | None,
    rows: bool,
    reading: dict[str, Any],
    keywords: dict[str, Any],
) -> bytes:
    """Counts the rows of a frame one batch after another, and keeps none of them."""

def combine(partials: Sequence[bytes]) -> bytes:
    """Several partial results as one."""

def merge(partials: Sequence[bytes], *, plan: _Path | _Plan | None, accept: Sequence[str], lang: str) -> Report:
    """The report of what was counted part by part."""

def restored(saved: bytes) -> Report:
    """The report that was saved as these bytes."""

def stacked(parts: Sequence[tuple[str, date, date, Table]]) -> Table:
    """Tables of one schema as one, each with the period that it is of."""

def words(lang: str) -> dict[str, dict[str, str]]:
    """The words for names, by what they are names of."""

@final
class Table:
    """A table in Arrow's memory."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A capsule of an Arrow C stream."""

    def __len__(self) -> int: ...
    @property
    def columns(self) -> list[str]:
        """The names of the columns."""

    def to_dict(self, limit: int | None = None, into: dict[str, list[Any]] | None = None) -> dict[str, list[Any]]:
        """The columns as lists, of the first rows where a limit is given; in a dict that is given, or a new one."""

@final
class Column:
    """A column in Arrow's memory."""

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        """Capsules of an Arrow schema and an Arrow array."""

    def __len__(self) -> int: ...
    def to_list(self) -> list[Any]:
        """Its values."""

@final
class Rate:
    """An exact pair of counts."""

    def __new__(cls, numerator: int, denominator: int) -> Rate: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    @property
    def numerator(self) -> int:
        """What counts."""

    @property
    def denominator(self) -> int:
        """What it is counted of."""

    @property
    def value(self) -> float | None:
        """The unrounded quotient; None of nothing."""

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % Wilson score interval; None of nothing."""

    @property
    def small(self) -> bool:
        """Whether the denominator is 1 to 29."""

    def limits(self, size: int, tail: float) -> tuple[int, int] | None:
        """How many hits a group of that size may have if its true rate is this one; None of nothing."""

    def percent(self, decimals: int = 2) -> str | None:
        """In per cent, rounded half up from the exact pair; None of nothing."""

@final
class WorkCalendar:
    """The days on which offices work."""

    @staticmethod
    def vietnam() -> WorkCalendar: ...
    def with_table(self, csv: str) -> WorkCalendar:
        """With the rows of a table in CSV form added or replaced."""

    def with_office_hours(self, hours: str) -> WorkCalendar:
        """With other office hours, such as ``07:30-11:30,13:00-16:30``."""

    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    @property
    def uncovered_years(self) -> list[int]:
        """The years with rows for which no table is complete."""

    @property
    def first(self) -> date:
        """The first day covered."""

    @property
    def last(self) -> date:
        """The last day covered."""

    @property
    def office_hours(self) -> str:
        """The office hours."""

    @property
    def rows(self) -> Table:
        """The days that differ from their weekday."""

    @overload
    def is_working_day(self, dates: date) -> bool: ...
    @overload
    def is_working_day(self, dates: Any) -> Column: ...
    @overload
    def add_working_days(self, dates: date, n: int) -> date: ...
    @overload
    def add_working_days(self, dates: Any, n: Any) -> Column: ...
    @overload
    def working_days_between(self, a: date, b: date) -> int: ...
    @overload
    def working_days_between(self, a: Any, b: Any) -> Column: ...

@final
class Dataset:
    """What was read, and from where."""

    @property
    def kind(self) -> str:
        """``dossiers``, ``pakn``, ``procedures`` or ``survey``."""

    @property
    def kinds(self) -> list[str]:
        """The kinds of what it holds."""

    def of_kind(self, kind: str) -> Dataset:
        """What it holds of one kind."""

    def records(self, columns: Sequence[str] | None) -> Table:
        """Every record that counts, with every field."""

    def filter(self, mask: Sequence[bool]) -> Dataset:
        """The same without the records that a mask says no to."""

    @property
    def refused(self) -> list[tuple[str, str]]:
        """The inputs that were passed over, and why."""

    @property
    def inputs(self) -> Table:
        """What became of the rows of each input."""

    @property
    def columns(self) -> Table:
        """How each header was understood."""

    @property
    def issues(self) -> Table:
        """Every rejected, skipped, duplicate or doubtful row."""

    @property
    def rejected(self) -> Table:
        """Every reason for which a row was refused."""

    @property
    def duplicates(self) -> Table:
        """The rows that gave way to a newer one of the same code."""

    @property
    def skipped(self) -> Table:
        """The rows that are no record."""

    def lines(
        self,
        others: Sequence[Dataset],
        which: Sequence[str],
        within: int,
        columns: Sequence[str] | None,
        keywords: dict[str, Any],
    ) -> Table:
        """The records behind a number, one row each."""

    def report(
        self,
        others: Sequence[Dataset],
        *,
        by: Sequence[str],
        plan: _Path | _Plan | None,
        baseline: str | None,
        lang: str,
        keywords: dict[str, Any],
    ) -> Report:
        """The report of a period."""

    def reports(
        self,
        others: Sequence[Dataset],
        periods: Sequence[tuple[str, str | None]],
        *,
        by: Sequence[str],
        plan: _Path | _Plan | None,
        lang: str,
        keywords: dict[str, Any],
    ) -> list[Report]:
        """The reports of many periods, each with a baseline or none."""

    def partial(
        self,
        others: Sequence[Dataset],
        *,
        by: Sequence[str],
        baseline: str | None,
        rows: bool,
        keywords: dict[str, Any],
    ) -> bytes:
        """What a report is made of, to be merged with that of other records."""

@final
class Report:
    """A finished report."""

    def to_json(self) -> str:
        """The JSON document."""

    def json_lines(self) -> Iterator[str]:
        """The JSON document line by line."""

    @property
    def indicators(self) -> Table: ...
    @property
    def groups(self) -> Table: ...
    @property
    def scorecard(self) -> Table: ...
    @property
    def inputs(self) -> Table: ...
    @property
    def lang(self) -> str: ...
    @property
    def by(self) -> list[str]: ...
    @property
    def formats(self) -> list[str]:
        """The formats that it can be written in."""

    @property
    def period(self) -> tuple[date, date, str]:
        """First day, last day and window."""

    @property
    def baseline(self) -> tuple[date, date, str] | None:
        """The same of the period compared with."""

    @property
    def as_of(self) -> datetime:
        """The moment before which things have happened."""

    @property
    def policy(self) -> str:
        """The settings of the clock, in JSON."""

    @property
    def plan(self) -> str | None:
        """The id of the plan."""

    @property
    def late_budget(self) -> str:
        """How many late dossiers the plan still allows, in JSON."""

    def __len__(self) -> int: ...
    def saved(self) -> bytes:
        """All that it takes to make it again."""

    def document(self, groups: int) -> tuple[str, list[tuple[str, list[_Block]]]]:
        """Its title and sections, in words and tables, of so many groups at the most."""

    def compared(self, then: Report) -> Table:
        """Both reports side by side."""

    def with_own(self, specs: Sequence[_Own]) -> Report:
        """The report with indicators of the user's own."""

    def keys(self) -> list[list[str | None]]:
        """The key of each group, the whole first: units as they are compared."""

    def sum(self, text: str) -> list[int | None]:
        """What a text of names of counts comes to in each group, the whole first."""

    def rate(self, indicator: str, key: dict[str, str], area: str | None = None) -> Rate | None:
        """The rate of an indicator in a group; None where it is not measurable."""

    def written(self, format: str) -> bytes:
        """The report in one of the formats."""

    def write(self, path: _Path, format: str) -> None:
        """The report into a file, whole or not at all."""
