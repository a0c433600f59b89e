"""Which groups are out of control rather than merely small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sipas.errors import UsageError
from sipas.plot.frame import (
    BLUE,
    GREY,
    ORANGE,
    RED,
    altair,
    data,
    dimension_title,
    finish,
    groups,
    name,
    pick,
)

if TYPE_CHECKING:
    import altair as alt

    from sipas import Rate
    from sipas.options import Indicator
    from sipas.report import Report

# The chance beyond either limit of a control chart: what three standard deviations leave of a normal distribution.
CHART = 0.0013498980316300945
# Two-sided limits of 95 % and 99.8%, as funnel plots have them (D. Spiegelhalter, Statistics in Medicine 24, 2005).
FUNNEL = ((0.025, "95%", "95%"), (0.001, "99,8%", "99.8%"))


def control_chart(report: Report, indicator: Indicator = "late_rate") -> alt.LayerChart:
    """A p-chart: the rate of each group between limits that chance alone hardly ever leaves, which widen as the group is
    smaller. What lies outside is marked. The limits are those of the binomial distribution, at most 0.135 % beyond each.

    :raises UsageError: the report has no groups of one dimension, or the indicator is no rate.
    """  # noqa: E501
    alt = altair()
    values, centre = _rates(report, indicator)
    whole = _whole(report, indicator)
    for value in values:
        low, high = _limits(whole, value["n"], CHART)
        value |= {"low": low, "high": high, "out": not low <= value["rate"] <= high}
    order = [value["name"] for value in sorted(values, key=lambda value: -value["n"])]
    group = alt.X("name:N", title=dimension_title(report), sort=order).axis(labelAngle=-35)
    base = alt.Chart(data(values)).encode(x=group)
    band = base.mark_bar(opacity=0.15, color=GREY, width=alt.RelativeBandSize(0.9)).encode(y="low:Q", y2="high:Q")
    layers = [band, *_centre(report, indicator, centre), *_points(report, indicator, base)]
    title = pick(
        report,
        f"Biểu đồ kiểm soát: {name(report, indicator).lower()} (giới hạn nhị thức 99,73%)",
        f"Control chart: {name(report, indicator).lower()} (binomial limits, 99.73%)",
    )
    return finish(report, alt.layer(*layers), title, height=300)


def funnel(report: Report, indicator: Indicator = "late_rate") -> alt.LayerChart:
    """The rate of each group against its size, within the limits of 95 % and 99.8 % around the rate of all.

    A small group far from the centre may still lie within: it is small, not out of control.

    :raises UsageError: as for :func:`control_chart`.
    """
    alt = altair()
    values, centre = _rates(report, indicator)
    whole = _whole(report, indicator)
    for value in values:
        low, high = _limits(whole, value["n"], FUNNEL[1][0])
        value["out"] = not low <= value["rate"] <= high
    most = max((value["n"] for value in values), default=1)
    curves: list[dict[str, Any]] = []
    sizes = sorted({max(1, round(most * 1.1 * step / 100)) for step in range(1, 101)})
    for tail, *label in FUNNEL:
        for size in sizes:
            low, high = _limits(whole, size, tail)
            curves.append({"n": size, "low": low, "high": high, "limit": pick(report, *label)})
    size = alt.X("n:Q", title=pick(report, "Số hồ sơ trong mẫu số", "Denominator")).axis(format=",d")
    limits = alt.Chart(data(curves)).encode(x=size, detail="limit:N")
    dash = alt.StrokeDash("limit:N", title=pick(report, "Giới hạn", "Limits"))
    lines = [limits.mark_line(color=GREY).encode(y=f"{side}:Q", strokeDash=dash) for side in ("low", "high")]
    base = alt.Chart(data(values)).encode(x=size)
    # Names of what lies within would cover each other; the tooltip has them.
    named = base.transform_filter("datum.out")
    text = named.mark_text(align="left", dx=8, fontSize=10).encode(y="rate:Q", text="name:N")
    layers = [*lines, *_centre(report, indicator, centre), *_points(report, indicator, base), text]
    title = pick(
        report,
        f"Biểu đồ phễu: {name(report, indicator).lower()}",
        f"Funnel plot: {name(report, indicator).lower()}",
    )
    return finish(report, alt.layer(*layers), title)


def _rates(report: Report, indicator: Indicator) -> tuple[list[dict[str, Any]], float]:
    """The groups that have a rate, and the rate of all."""
    whole = report.to_dict()["groups"][0]["indicators"].get(indicator, {})
    if "denominator" not in whole:
        raise UsageError(f"{indicator} is no rate")
    values = []
    for group in groups(report):
        figure = group["indicators"][indicator]
        if figure["value"] is not None:
            pair = f"{figure['numerator']}/{figure['denominator']}"
            rate = figure["value"]
            values.append({"name": group["name"], "rate": rate, "n": figure["denominator"], "pair": pair})
    if whole["value"] is None:
        raise UsageError(f"there is no data for {indicator}")
    return values, whole["value"]


def _whole(report: Report, indicator: Indicator) -> Rate:
    """The rate of all, exact."""
    rate = report.rate(indicator)
    if rate is None:
        raise UsageError(f"there is no data for {indicator}")
    return rate


def _limits(whole: Rate, n: int, tail: float) -> tuple[float, float]:
    """The limits of a group of that size as rates."""
    limits = whole.limits(n, tail)
    if limits is None:
        raise UsageError("there is no data to set limits by")
    low, high = limits
    return low / n, high / n


def _centre(report: Report, indicator: Indicator, centre: float) -> list[Any]:
    alt = altair()
    rate = report.rate(indicator)
    percent = (rate.percent() if rate else None) or ""
    said = pick(report, f"chung {percent.replace('.', ',')}%", f"all {percent}%")
    line = alt.Chart(data([{"rate": centre, "said": said}]))
    return [
        line.mark_rule(color=ORANGE, strokeWidth=2).encode(y="rate:Q"),
        line.mark_text(align="right", dy=-7, color=ORANGE).encode(y="rate:Q", x=alt.value("width"), text="said:N"),
    ]


def _points(report: Report, indicator: str, base: Any) -> list[Any]:
    alt = altair()
    colour = alt.Color("out:N", title=None).scale(domain=[False, True], range=[BLUE, RED])
    words = pick(report, "'ngoài giới hạn' : 'trong giới hạn'", "'out of control' : 'within limits'")
    legend = alt.Legend(labelExpr=f"datum.value ? {words}", orient="bottom")
    return [
        base.mark_point(size=90, filled=True, opacity=1).encode(
            y=alt.Y("rate:Q", title=name(report, indicator)).axis(format=".1~%"),
            color=colour.legend(legend),
            tooltip=["name:N", "pair:N", alt.Tooltip("rate:Q", format=".2%")],
        )
    ]
