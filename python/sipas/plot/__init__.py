"""Charts of a report, by Altair. Each is a function of a report, and a method of ``report.plot``.

Titles and axes are in the language of the report. A chart is an ordinary Altair chart: change it, save it, show it. A
notebook shows it as a picture in the colours of its theme, without a network, where vl-convert is installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sipas.plot.budget import budget_burn_down
from sipas.plot.control import control_chart, funnel
from sipas.plot.days import processing_days
from sipas.plot.frame import MOST
from sipas.plot.pareto import pareto
from sipas.plot.periods import PeriodPlots
from sipas.plot.trend import trend
from sipas.plot.units import on_time_by_unit

if TYPE_CHECKING:
    import altair as alt

    from sipas.options import Indicator
    from sipas.report import Report

__all__ = [
    "PeriodPlots",
    "Plots",
    "budget_burn_down",
    "control_chart",
    "funnel",
    "on_time_by_unit",
    "pareto",
    "processing_days",
    "trend",
]


class Plots:
    """The charts of one report."""

    __slots__ = ("_report",)

    def __init__(self, report: Report) -> None:
        self._report = report

    def on_time_by_unit(self, *, most: int = MOST) -> alt.LayerChart:
        """See :func:`sipas.plot.on_time_by_unit`."""
        return on_time_by_unit(self._report, most=most)

    def trend(self, indicator: Indicator = "on_time_return_rate", *, baseline: Report | None = None) -> alt.LayerChart:
        """See :func:`sipas.plot.trend`."""
        return trend(self._report, indicator, baseline=baseline)

    def control_chart(self, indicator: Indicator = "late_rate", *, most: int = MOST) -> alt.LayerChart:
        """See :func:`sipas.plot.control_chart`."""
        return control_chart(self._report, indicator, most=most)

    def funnel(self, indicator: Indicator = "late_rate") -> alt.LayerChart:
        """See :func:`sipas.plot.funnel`."""
        return funnel(self._report, indicator)

    def pareto(self, count: Literal["late", "open_overdue"] = "late", *, most: int = 20) -> alt.LayerChart:
        """See :func:`sipas.plot.pareto`."""
        return pareto(self._report, count, most=most)

    def processing_days(self, *, most: int = MOST) -> alt.LayerChart:
        """See :func:`sipas.plot.processing_days`."""
        return processing_days(self._report, most=most)

    def budget_burn_down(self) -> alt.LayerChart:
        """See :func:`sipas.plot.budget_burn_down`."""
        return budget_burn_down(self._report)
