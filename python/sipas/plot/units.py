"""The on-time rate of each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

    from sipas.report import Report

INDICATOR = "on_time_return_rate"


def on_time_by_unit(report: Report) -> alt.LayerChart:
    """The on-time rate of each unit with its 95 % Wilson interval, and the target of the plan as a line.

    A unit whose denominator is below 30 is drawn hollow: one dossier moves it by more than 3 points. Works for groups
    of any one dimension.

    :raises UsageError: the report has no groups, or groups of two dimensions.
    """
    alt = altair()
    target = _target(report)
    values = []
    for group in groups(report):
        figure = group["indicators"][INDICATOR]
        if figure["value"] is None:
            continue
        low, high = figure["interval"]
        values.append(
            {
                "name": group["name"],
                "rate": figure["value"],
                "low": low,
                "high": high,
                "pair": f"{figure['numerator']}/{figure['denominator']}",
                "fill": "white" if figure["small"] else (BLUE if target is None or figure["value"] > target else RED),
                "colour": BLUE if target is None or figure["value"] > target else RED,
            }
        )
    rate = alt.X("rate:Q", title=name(report, INDICATOR), scale=alt.Scale(zero=False)).axis(format=".1~%")
    unit = alt.Y(
        "name:N",
        title=dimension_title(report),
        sort=alt.EncodingSortField("rate", order="descending"),
    )
    base = alt.Chart(data(values)).encode(y=unit)
    interval = base.mark_rule(strokeWidth=2, color=GREY).encode(
        x=alt.X("low:Q", scale=alt.Scale(zero=False)), x2="high:Q"
    )
    point = base.mark_point(size=90, filled=True, opacity=1, strokeWidth=2).encode(
        x=rate,
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
        tooltip=[alt.Tooltip("name:N"), alt.Tooltip("pair:N"), alt.Tooltip("rate:Q", format=".2%")],
    )
    # Behind the interval, where no mark lies below it, however many units there are.
    text = base.mark_text(align="left", dx=8, fontSize=10).encode(x="high:Q", text="pair:N")
    layers = [interval, point, text]
    if target is not None:
        line = alt.Chart(data([{"target": target, "text": pick(report, "mục tiêu", "target")}]))
        rule = line.mark_rule(color=ORANGE, strokeDash=[6, 3], strokeWidth=2).encode(x="target:Q")
        layers = [
            rule,
            *layers,
            line.mark_text(align="center", color=ORANGE, baseline="bottom").encode(
                x="target:Q", y=alt.value(-2), text="text:N"
            ),
        ]
    title = pick(
        report,
        "Tỷ lệ trả kết quả đúng hạn, khoảng tin cậy 95% (rỗng: dưới 30 hồ sơ)",
        "Results returned on time, with 95% intervals (hollow: below 30 dossiers)",
    )
    return finish(report, alt.layer(*layers), title, height=alt.Step(38 if len(values) <= 12 else 20))


def _target(report: Report) -> float | None:
    """What the plan commits to."""
    for row in report.to_dict()["scorecard"]:
        if row["indicator"] == INDICATOR and row["tier"] == "commitment" and row["threshold"]:
            numerator, denominator = (int(part) for part in row["threshold"].split("/"))
            return numerator / denominator
    return None
