"""An indicator month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sipas.errors import UsageError
from sipas.plot.frame import (
    BLUE,
    GREY,
    ORANGE,
    altair,
    data,
    finish,
    groups,
    name,
    over_time,
    pick,
    rate_of,
    target,
)

if TYPE_CHECKING:
    import altair as alt

    from sipas.options import Indicator
    from sipas.report import Report

FEW = 9
"""Of so many periods each has its pair of counts written beside it."""


def trend(
    report: Report, indicator: Indicator = "on_time_return_rate", *, baseline: Report | None = None
) -> alt.LayerChart:
    """A rate in each month in which dossiers ended, with its 95 % interval as a band, and the target of the plan as a
    line.

    :param baseline: a report of the period to compare with: its rate is drawn as a line.
    :raises UsageError: the report is not by month, or the indicator is no rate.
    """
    values = []
    for group in groups(report, "month"):
        if (rate := rate_of(group, indicator)) and group["key"]["month"][:1].isdigit():
            values.append({"period": group["name"], **rate})
    before = baseline.rate(indicator) if baseline else None
    title = pick(report, f"{name(report, indicator)} theo tháng", f"{name(report, indicator)} by month")
    layers = course(report, indicator, values, pick(report, "Tháng kết thúc", "Month of end"))
    if before is not None and before.value is not None:
        layers += rule(before.value, pick(report, "kỳ so sánh", "baseline"), GREY, above=False)
    return finish(report, altair().layer(*layers), title)


def course(report: Report, indicator: str, values: list[dict[str, Any]], axis: str) -> list[Any]:
    """A rate over periods in their order, with its interval as a band and the target of the plan."""
    alt = altair()
    if not values:
        raise UsageError(f"there is no data for {indicator}")
    order = [value["period"] for value in values]
    x = alt.X("period:O", title=axis, sort=order, axis=over_time(len(order)))
    scale = alt.Scale(zero=False)
    base = alt.Chart(data(values)).encode(x=x)
    layers = [
        base.mark_area(opacity=0.18, color=BLUE).encode(y=alt.Y("low:Q", scale=scale), y2="high:Q"),
        base.mark_line(color=BLUE, point=alt.OverlayMarkDef(size=60, filled=True, color=BLUE)).encode(
            y=alt.Y("rate:Q", title=name(report, indicator), scale=scale).axis(format=".1~%"),
            tooltip=["period:O", "pair:N", alt.Tooltip("rate:Q", format=".2%")],
        ),
    ]
    if len(values) <= FEW:
        layers.append(base.mark_text(dy=-12, fontSize=10).encode(y="rate:Q", text="pair:N"))
    if (committed := target(report, indicator)) is not None:
        layers += rule(committed, pick(report, "mục tiêu", "target"), ORANGE, above=True)
    return layers


def rule(at: float, text: str, colour: str, *, above: bool) -> list[Any]:
    """A line across at a rate, with a word at its end, behind the last period."""
    alt = altair()
    line = alt.Chart(data([{"rate": at, "text": text}]))
    return [
        line.mark_rule(color=colour, strokeDash=[6, 3], strokeWidth=2).encode(y="rate:Q"),
        line.mark_text(align="left", dx=6, dy=-5 if above else 6).encode(
            y="rate:Q", x=alt.value("width"), text="text:N"
        ),
    ]
