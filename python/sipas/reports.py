"""The reports of many periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

from sipas import _native, html, labels
from sipas.errors import UsageError
from sipas.periods import named
from sipas.table import Table

if TYPE_CHECKING:
    from sipas.options import Lang
    from sipas.plot import PeriodPlots
    from sipas.report import Report


class Reports(Sequence["Report"]):
    """Reports over one period after another; by their places, or by the names of their periods."""

    __slots__ = ("_reports", "periods")

    def __init__(self, periods: Sequence[str], reports: Sequence[Report]) -> None:
        self.periods: list[str] = [*periods]
        """What they are called: ``2025-06``, ``2025-Q2``, …"""
        self._reports = [*reports]

    @property
    def lang(self) -> Lang:
        """The language of names and of what a notebook shows."""
        return self._reports[0].lang

    @property
    def indicators(self) -> Table:
        """One row a period, group and figure: ``period``, its first and ``last`` day, and the columns of
        :attr:`Report.indicators`."""
        return self._stacked([report.native.indicators for report in self._reports])

    @property
    def groups(self) -> Table:
        """One row a period and group, with every count."""
        return self._stacked([report.native.groups for report in self._reports])

    @property
    def scorecard(self) -> Table:
        """One row a period, target and group."""
        return self._stacked([report.native.scorecard for report in self._reports])

    def _stacked(self, tables: list[_native.Table]) -> Table:
        spans = [report.native.period[:2] for report in self._reports]
        parts = [(name, *span, table) for name, span, table in zip(self.periods, spans, tables, strict=True)]
        return Table(_native.stacked(parts), self.lang)

    @property
    def plot(self) -> PeriodPlots:
        """Charts of all periods; needs ``pip install 'sipas[plot]'``."""
        from sipas.plot import PeriodPlots

        return PeriodPlots(self)

    def __len__(self) -> int:
        return len(self._reports)

    def __iter__(self) -> Iterator[Report]:
        return iter(self._reports)

    @overload
    def __getitem__(self, which: int | str) -> Report: ...
    @overload
    def __getitem__(self, which: slice) -> Reports: ...
    def __getitem__(self, which: int | str | slice) -> Report | Reports:
        if isinstance(which, slice):
            return Reports(self.periods[which], self._reports[which])
        if isinstance(which, int):
            return self._reports[which]
        if (name := named(which)) not in self.periods:
            raise UsageError(f"no report of {which!r}; there are {', '.join(self.periods)}")
        return self._reports[self.periods.index(name)]

    def __repr__(self) -> str:
        by = f" by {', '.join(self[0].by)}" if self[0].by else ""
        return f"Reports({len(self)} period{'s' * (len(self) != 1)}{by}: {self.periods[0]} to {self.periods[-1]})"

    def _repr_html_(self) -> str:
        groups = self.groups.native
        return html.frame(groups.to_dict(html.ROWS), len(groups), labels.of(self.lang))
