"""Which groups are out of control rather than merely small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sipas.errors import UsageError
from sipas.plot.frame import (
    BLUE,
    GREY,
    MOST,
    ORANGE,
    RED,
    altair,
    data,
    dimension_title,
    finish,
    first,
    groups,
    name,
    pick,
    rate_of,
    side,
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


def control_chart(report: Report, indicator: Indicator = "late_rate", *, most: int = MOST) -> alt.LayerChart:
    """A p-chart: the rate of each group between limits that chance alone hardly ever leaves, which widen as the group is
    smaller. What lies outside is marked. The limits are those of the binomial distribution, at most 0.135 % beyond each.

    :param most: at most so many groups: those outside, then the largest.
    :raises UsageError: the report has no groups of one dimension, or the indicator is no rate.
    """  # noqa: E501
    alt = altair()
    values, centre = _rates(report, indicator, CHART)
    values.sort(key=lambda value: (not value["out"], -value["n"], value["name"]))
    values, note = first(report, values, most, "ngoài giới hạn hoặc lớn nhất", "outside or largest")
    order = [value["name"] for value in sorted(values, key=lambda value: (-value["n"], value["name"]))]
    axis, step = side(order, row=34 if len(values) <= 12 else 20)
    group = alt.Y("name:N", title=dimension_title(report), sort=order, axis=axis)
    base = alt.Chart(data(values)).encode(y=group)
    band = base.mark_bar(opacity=0.2, color=GREY, height=alt.RelativeBandSize(0.9)).encode(x="low:Q", x2="high:Q")
    layers = [band, *_centre(report, indicator, centre, "x"), *_points(report, indicator, base, "x")]
    title = pick(
        report,
        f"Biểu đồ kiểm soát: {name(report, indicator).lower()} (giới hạn nhị thức 99,73%)",
        f"Control chart: {name(report, indicator).lower()} (binomial limits, 99.73%)",
    )
    return finish(report, alt.layer(*layers), title + note, height=step)


def funnel(report: Report, indicator: Indicator = "late_rate") -> alt.LayerChart:
    """The rate of each group against its size, within the limits of 95 % and 99.8 % around the rate of all.

    A small group far from the centre may still lie within: it is small, not out of control. What lies outside is named,
    the farthest first, as far as names do not cover each other; the tooltip has all.

    :raises UsageError: as for :func:`control_chart`.
    """
    alt = altair()
    values, centre = _rates(report, indicator, FUNNEL[1][0])
    whole = _whole(report, indicator)
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
    lines = [limits.mark_line(color=GREY).encode(y=f"{bound}:Q", strokeDash=dash) for bound in ("low", "high")]
    base = alt.Chart(data(values)).encode(x=size)
    named = alt.Chart(data(_named(values, max(curve["high"] for curve in curves)))).encode(x=size)
    text = named.mark_text(align="left", dx=8, fontSize=10).encode(y="rate:Q", text="called:N")
    layers = [*lines, *_centre(report, indicator, centre, "y"), *_points(report, indicator, base, "y"), text]
    title = pick(
        report,
        f"Biểu đồ phễu: {name(report, indicator).lower()}",
        f"Funnel plot: {name(report, indicator).lower()}",
    )
    return finish(report, alt.layer(*layers), title)


def _named(values: list[dict[str, Any]], top: float) -> list[dict[str, Any]]:
    """Of the groups that lie outside those whose names, right of their points, cover no other name; ``top`` is the
    highest limit."""
    # An axis goes on to the next round number.
    widest = max((value["n"] for value in values), default=1) * 1.3
    highest = max(top, *(value["rate"] for value in values)) * 1.2
    taken: list[tuple[float, float, float]] = []
    kept = []
    for value in sorted(values, key=lambda value: -value["beyond"]):
        # About the size of a letter in a chart of 560 by 320.
        left, height = 560 * value["n"] / widest + 8, 320 * value["rate"] / highest
        right = left + 6.5 * len(value["called"])
        is_free = all(right < other or until < left or abs(height - at) > 13 for other, until, at in taken)
        if value["out"] and is_free:
            taken.append((left, right, height))
            kept.append(value)
    return kept


def _rates(report: Report, indicator: Indicator, tail: float) -> tuple[list[dict[str, Any]], float]:
    """The groups that have a rate, with their limits, and the rate of all."""
    whole = _whole(report, indicator)
    values = []
    for group in groups(report):
        if not (rate := rate_of(group, indicator)):
            continue
        low, high = _limits(whole, rate["n"], tail)
        beyond = max(low - rate["rate"], rate["rate"] - high)
        values.append(
            rate | {"name": group["name"], "called": group["key_name"], "low": low, "high": high, "out": beyond > 0}
        )
        values[-1]["beyond"] = beyond
    return values, whole.numerator / whole.denominator


def _whole(report: Report, indicator: Indicator) -> Rate:
    """The rate of all, exact."""
    rate = report.rate(indicator)
    if rate is None or not rate.denominator:
        raise UsageError(f"there is no data for {indicator}")
    return rate


def _limits(whole: Rate, n: int, tail: float) -> tuple[float, float]:
    """The limits of a group of that size as rates."""
    limits = whole.limits(n, tail)
    if limits is None:
        raise UsageError("there is no data to set limits by")
    low, high = limits
    return low / n, high / n


def _centre(report: Report, indicator: Indicator, centre: float, along: str) -> list[Any]:
    alt = altair()
    percent = _whole(report, indicator).percent() or ""
    said = pick(report, f"chung {percent.replace('.', ',')}%", f"all {percent}%")
    line = alt.Chart(data([{"rate": centre, "said": said}]))
    rule = line.mark_rule(color=ORANGE, strokeWidth=2)
    if along == "x":
        word = line.mark_text(align="center", baseline="bottom").encode(x="rate:Q", y=alt.value(-2), text="said:N")
        return [rule.encode(x="rate:Q"), word]
    word = line.mark_text(align="left", dx=6).encode(y="rate:Q", x=alt.value("width"), text="said:N")
    return [rule.encode(y="rate:Q"), word]


def _points(report: Report, indicator: str, base: Any, along: str) -> list[Any]:
    alt = altair()
    colour = alt.Color("out:N", title=None).scale(domain=[False, True], range=[BLUE, RED])
    words = pick(report, "'ngoài giới hạn' : 'trong giới hạn'", "'out of control' : 'within limits'")
    legend = alt.Legend(labelExpr=f"datum.value ? {words}", orient="bottom")
    channel = alt.X if along == "x" else alt.Y
    return [
        base.mark_point(size=90, filled=True, opacity=1).encode(
            channel("rate:Q", title=name(report, indicator)).axis(format=".1~%"),
            color=colour.legend(legend),
            tooltip=["name:N", "pair:N", alt.Tooltip("rate:Q", format=".2%")],
        )
    ]
