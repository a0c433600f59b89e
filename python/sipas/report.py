"""A finished report."""

from __future__ import annotations

import gc
import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sipas import html
from sipas.rate import LateBudget, Rate
from sipas.table import Table

if TYPE_CHECKING:
    from sipas import _native
    from sipas.options import Area, Indicator, Lang, Path
    from sipas.plot import Plots


class Report:
    """The indicators of a period, by group, and the verdicts of a plan.

    The first group is the whole, then comes each group in the order of its key.
    """

    __slots__ = ("native",)

    def __init__(self, native: _native.Report) -> None:
        self.native = native

    @property
    def lang(self) -> Lang:
        """The language of names and of what a notebook shows."""
        return "vi" if self.native.lang == "vi" else "en"

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
        budget = self.to_dict()["late_budget"]
        if budget is None:
            return None
        return LateBudget(**{**budget, "threshold": Fraction(budget["threshold"])})

    def rate(self, indicator: Indicator, *, area: Area | None = None, **key: str) -> Rate | None:
        """The exact pair of an indicator, on the whole or in one group; None where it is not measurable.

        :param area: for satisfaction, one of the five areas.
        :param key: the group, such as ``unit="Văn phòng"``: a value for each dimension of ``by``.
        :raises UsageError: no such group or indicator, or one that is a count or durations.

        >>> import sipas
        >>> r = sipas.read_csv("tests/data/samples/dossiers").report(period="2025-Q2")
        >>> str(r.rate("on_time_return_rate"))
        '818/826 (99.03 %)'
        """
        found = self.native.rate(indicator, key, area)
        return None if found is None else Rate(found.numerator, found.denominator)

    def to_json(self) -> str:
        """The document ``sipas.report/1``, byte for byte what the command writes."""
        return self.native.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The same document as plain values."""
        text, is_collecting = self.to_json(), gc.isenabled()
        # Plain values hold no cycles, and to look for some whenever so many are new takes half as long again.
        gc.disable()
        try:
            document: dict[str, Any] = json.loads(text)
        finally:
            if is_collecting:
                gc.enable()
        return document

    def to_markdown(self) -> str:
        """The report as people read it, in Markdown."""
        return self.native.written("markdown").decode()

    @property
    def formats(self) -> list[str]:
        """What :meth:`write` can write."""
        return self.native.formats

    def write(self, path: Path, *, format: str) -> None:
        """Writes it in one of its :attr:`formats`; the file is replaced whole or not at all.

        :raises UsageError: no such format.
        """
        self.native.write(path, format)

    def write_html(self, path: Path) -> None:
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
        self.native.write(path, "html")

    def write_excel(self, path: Path) -> None:
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
        self.native.write(path, "xlsx")

    @property
    def plot(self) -> Plots:
        """Charts of this report; needs ``pip install 'sipas[plot]'``."""
        from sipas.plot import Plots

        return Plots(self)

    def __repr__(self) -> str:
        document = self.to_dict()
        period = document["period"]
        groups = f", {len(document['groups']) - 1} groups by {', '.join(self.by)}" if self.by else ""
        return f"Report({period['start']} to {period['end']}{groups})"

    def _repr_html_(self) -> str:
        return html.document(*self.native.document)
