"""The on-time rate of each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    target,
)

if TYPE_CHECKING:
    import altair as alt

    from sipas.report import Report

INDICATOR = "on_time_return_rate"


def on_time_by_unit(report: Report, *, most: int = MOST) -> alt.LayerChart:
    """The on-time rate of each unit with its 95 % Wilson interval, and the target of the plan as a line.

    A unit whose denominator is below 30 is drawn hollow: one dossier moves it by more than 3 points. Works for groups
    of any one dimension.

    :param most: at most so many groups, the lowest.
    :raises UsageError: the report has no groups, or groups of two dimensions.
    """
    alt = altair()
    committed = target(report, INDICATOR)
    values = []
    for group in groups(report):
        if rate := rate_of(group, INDICATOR):
            colour = BLUE if committed is None or rate["rate"] > committed else RED
            fill = "transparent" if group["indicators"][INDICATOR]["small"] else colour
            values.append({"name": group["name"], "fill": fill, "colour": colour, **rate})
    values.sort(key=lambda value: (value["rate"], -value["n"], value["name"]))
    values, note = first(report, values, most, "thấp nhất", "lowest")
    order = [value["name"] for value in reversed(values)]
    scale = alt.Scale(zero=False)
    axis, step = side(order, row=38 if len(values) <= 12 else 20)
    unit = alt.Y("name:N", title=dimension_title(report), sort=order, axis=axis)
    base = alt.Chart(data(values)).encode(y=unit)
    interval = base.mark_rule(strokeWidth=2, color=GREY).encode(x=alt.X("low:Q", scale=scale), x2="high:Q")
    point = base.mark_point(size=90, filled=True, opacity=1, strokeWidth=2).encode(
        x=alt.X("rate:Q", title=name(report, INDICATOR), scale=scale).axis(format=".1~%"),
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
        tooltip=[alt.Tooltip("name:N"), alt.Tooltip("pair:N"), alt.Tooltip("rate:Q", format=".2%")],
    )
    # In a column of their own, where no mark and no line lies below them.
    text = base.mark_text(align="left", dx=8, fontSize=10).encode(x=alt.value("width"), text="pair:N")
    layers = [interval, point, text]
    if committed is not None:
        line = alt.Chart(data([{"target": committed, "text": pick(report, "mục tiêu", "target")}]))
        word = line.mark_text(align="center", baseline="bottom").encode(x="target:Q", y=alt.value(-2), text="text:N")
        layers = [line.mark_rule(color=ORANGE, strokeDash=[6, 3], strokeWidth=2).encode(x="target:Q"), *layers, word]
    title = pick(
        report,
        "Tỷ lệ trả kết quả đúng hạn, khoảng tin cậy 95% (rỗng: dưới 30 hồ sơ)",
        "Results returned on time, with 95% intervals (hollow: below 30 dossiers)",
    )
    return finish(report, alt.layer(*layers), title + note, height=step)
