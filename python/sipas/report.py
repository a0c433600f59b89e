"""A finished report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from os import PathLike
from pathlib import Path as FilePath
from typing import IO, TYPE_CHECKING, Any

from sipas import _native, html, labels
from sipas.periods import named
from sipas.rate import LateBudget, Rate
from sipas.table import Table
from sipas.values import many_values

if TYPE_CHECKING:
    from sipas.options import Area, Indicator, Lang, Path
    from sipas.plot import Plots


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a report is over."""

    start: date
    """The first day."""
    last: date
    """The last day."""
    window: str
    """``calendar``, or ``reporting`` where months run from the 15th of the month before."""

    @property
    def range(self) -> str:
        """As a period is named by its days."""
        return f"{self.start.isoformat()}..{self.last.isoformat()}"

    def __str__(self) -> str:
        return f"{self.start.isoformat()} to {self.last.isoformat()}"


class Report:
    """The indicators of a period, by group, and the verdicts of a plan.

    The first group is the whole, then comes each group in the order of its key.
    """

    __slots__ = ("native",)

    def __init__(self, native: _native.Report) -> None:
        self.native: _native.Report = native

    @property
    def lang(self) -> Lang:
        """The language of names and of what a notebook shows."""
        return "vi" if self.native.lang == "vi" else "en"

    @property
    def period(self) -> Period:
        """The days that it is over."""
        return Period(*self.native.period)

    @property
    def baseline(self) -> Period | None:
        """The days that it is compared with, if any."""
        return None if self.native.baseline is None else Period(*self.native.baseline)

    @property
    def as_of(self) -> datetime:
        """The moment before which things have happened, in Vietnam."""
        return self.native.as_of

    @property
    def policy(self) -> dict[str, Any]:
        """The settings of the clock: clock_end, deadline, precision, supplement, repeat_threshold."""
        settings: dict[str, Any] = json.loads(self.native.policy)
        return settings

    @property
    def plan(self) -> str | None:
        """The id of the plan that it judges by."""
        return self.native.plan

    @property
    def by(self) -> list[str]:
        """What groups are made of."""
        return self.native.by

    @property
    def indicators(self) -> Table:
        """One row a group and figure: the key, indicator, part, name, numerator, denominator, value, low, high, small,
        status. Keys are null for the whole. A count is its own numerator and has no denominator."""
        return Table(self.native.indicators, self.lang)

    @property
    def scorecard(self) -> Table:
        """One row a target and group: id, tier, area, the key, task, indicator, comparator, threshold, the figure, the
        baseline and the verdict."""
        return Table(self.native.scorecard, self.lang)

    @property
    def groups(self) -> Table:
        """One row a group: the key and every count."""
        return Table(self.native.groups, self.lang)

    @property
    def inputs(self) -> Table:
        """One row an input: what became of its rows."""
        return Table(self.native.inputs, self.lang)

    @property
    def late_budget(self) -> LateBudget | None:
        """How many late dossiers the plan still allows; None without a plan or dossiers."""
        budget = json.loads(self.native.late_budget)
        if budget is None:
            return None
        return LateBudget(**{**budget, "threshold": Fraction(budget["threshold"])})

    def compare(self, other: Report) -> Table:
        """This report beside another by the same dimensions, such as one of the period before: one row a group and
        figure with ``now``, ``then``, their difference, and ``low`` and ``high``, the 95 % interval of the difference
        of rates and counts. A group that is in one of them only has nulls in the other.

        :raises UsageError: they are by other dimensions.

        >>> import sipas
        >>> june, may = (sipas.read(sipas.samples()).report(period=p) for p in ("2025-06", "2025-05"))
        >>> rows = june.compare(may).to_dict()
        >>> late = rows["indicator"].index("late_rate")
        >>> rows["now_numerator"][late], rows["then_numerator"][late], round(rows["difference"][late], 4)
        (1, 2, -0.004)
        """
        return Table(self.native.compared(other.native), self.lang)

    def rate(self, indicator: Indicator | str, *, area: Area | None = None, **key: Any) -> Rate | None:
        """The exact pair of an indicator, on the whole or in one group; None where it is not measurable.

        :param area: for satisfaction, one of the five areas.
        :param key: the group, such as ``unit="Văn phòng"``: a value for each dimension of ``by``. None for each is the
            whole, as in the tables.
        :raises UsageError: no such group or indicator, or one that is a count or durations.

        >>> import sipas
        >>> r = sipas.read_csv("tests/data/samples/dossiers").report(period="2025-Q2")
        >>> str(r.rate("on_time_return_rate"))
        '818/826 (99.03%)'
        """
        # What a table says of the whole: null, which pandas has as a number that is not itself.
        is_said = {by: value for by, value in key.items() if value is not None and value == value}
        named_key = {by: named(value) if by == "month" else str(value) for by, value in is_said.items()}
        found = self.native.rate(indicator, named_key, area)
        return None if found is None else Rate(found.numerator, found.denominator)

    def to_json(self) -> str:
        """The document ``sipas.report/1``, byte for byte what the command writes."""
        return self.native.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The same document as plain values."""
        document: dict[str, Any] = {}
        with many_values(document):
            _read(self.native.json_lines(), document)
        return document

    def to_markdown(self) -> str:
        """The report as people read it, in Markdown."""
        return self.native.written("markdown").decode()

    @property
    def formats(self) -> list[str]:
        """What :meth:`write` can write."""
        return self.native.formats

    def write(self, path: Path | IO[bytes], *, format: str) -> None:
        """Writes it in one of its :attr:`formats`, to a path or to a file that is open for bytes; a file that is named
        is replaced whole or not at all.

        :raises UsageError: no such format.
        """
        if isinstance(path, (str, PathLike)):
            self.native.write(FilePath(path).expanduser(), format)
        elif hasattr(path, "write"):
            path.write(self.native.written(format))
        else:
            raise TypeError(f"expected a path, or a file that is open for bytes, not {type(path).__name__}")

    def save(self, path: Path | IO[bytes]) -> None:
        """Saves what it was counted from, to be read by :func:`sipas.load`. No record is in it.

        >>> import sipas, io
        >>> r = sipas.read(sipas.samples()).report(period="2025-06", by="unit")
        >>> file = io.BytesIO()
        >>> r.save(file)
        >>> sipas.load(file.getvalue()).to_json() == r.to_json()
        True
        """
        if isinstance(path, (str, PathLike)):
            FilePath(path).expanduser().write_bytes(self.native.saved())
        else:
            path.write(self.native.saved())

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return load, (self.native.saved(),)

    def __copy__(self) -> Report:
        return self

    def __deepcopy__(self, memo: object) -> Report:
        return self

    def write_html(self, path: Path | IO[bytes]) -> None:
        """Writes a page that stands alone: the report, and beside it the trend of a year, the units, the
        procedures, and the dossiers and petitions that somebody has to do something about.

        The file is replaced whole or not at all.

        :raises UsageError: an input of the report has changed since.

        >>> import sipas, tempfile, pathlib
        >>> r = sipas.read_csv("tests/data/samples/dossiers").report(period="2025-06")
        >>> path = pathlib.Path(tempfile.mkdtemp(), "t6.html")
        >>> r.write_html(path)
        >>> path.read_text("utf-8")[:15]
        '<!DOCTYPE html>'
        """
        self.write(path, format="html")

    def write_excel(self, path: Path | IO[bytes]) -> None:
        """Writes a workbook: sheets for the summary, the scorecard, each kind of groups and the quality of the data,
        and beside them the trend of a year, the units, the procedures, and the dossiers and petitions that somebody has
        to do something about.

        The file is replaced whole or not at all; the same figures are always the same bytes.

        :raises UsageError: an input of the report has changed since.

        >>> import sipas, tempfile, pathlib, zipfile
        >>> r = sipas.read_csv("tests/data/samples/dossiers").report(period="2025-06")
        >>> path = pathlib.Path(tempfile.mkdtemp(), "t6.xlsx")
        >>> r.write_excel(path)
        >>> "xl/worksheets/sheet1.xml" in zipfile.ZipFile(path).namelist()
        True
        """
        self.write(path, format="xlsx")

    @property
    def plot(self) -> Plots:
        """Charts of this report; needs ``pip install 'sipas[plot]'``."""
        from sipas.plot import Plots

        return Plots(self)

    def __repr__(self) -> str:
        groups = f", {len(self.native)} groups by {', '.join(self.by)}" if self.by else ""
        return f"Report({self.period}{groups})"

    def _repr_html_(self) -> str:
        more = len(self.native) - html.ROWS
        return html.document(
            *self.native.document(html.ROWS), note=labels.of(self.lang).more_groups(more) if more > 0 else ""
        )


def load(saved: Path | bytes | IO[bytes]) -> Report:
    """Reads a report that :meth:`Report.save` wrote: a path, its bytes, or a file that is open for bytes.

    The records are not there: a page that it writes has no lists of dossiers.

    :raises UsageError: they are no saved report.
    """
    if isinstance(saved, (str, PathLike)):
        saved = FilePath(saved).expanduser().read_bytes()
    return Report(_native.restored(saved if isinstance(saved, bytes) else saved.read()))


def _read(lines: Iterable[str], document: dict[str, Any]) -> None:
    """Reads the document, which has a line for each entry and for each item of its long lists: an interrupt is heeded
    between any two."""
    items: list[Any] | None = None
    for line in lines:
        line = line.removesuffix(",")
        if line == "  ]":
            items = None
        elif items is not None:
            items.append(json.loads(line))
        elif line.endswith(" ["):
            (name,) = begun = json.loads("{" + line + "]}")
            items = document[name] = begun[name]
        elif line not in ("{", "}"):
            document |= json.loads("{" + line + "}")
