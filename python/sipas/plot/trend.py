"""An indicator month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sipas.errors import UsageError
from sipas.plot.frame import BLUE, ORANGE, altair, data, finish, groups, name, pick

if TYPE_CHECKING:
    import altair as alt

    from sipas.options import Indicator
    from sipas.report import Report


def trend(
    report: Report, indicator: Indicator = "on_time_return_rate", *, baseline: Report | None = None
) -> alt.LayerChart:
    """A rate in each month in which dossiers ended, with its 95 % interval as a band.

    :param baseline: a report of the period to compare with: its rate is drawn as a line.
    :raises UsageError: the report is not by month, or the indicator is no rate.
    """
    alt = altair()
    values = []
    for group in groups(report, "month"):
        figure = group["indicators"][indicator]
        if "denominator" not in figure:
            raise UsageError(f"{indicator} is no rate")
        if figure["value"] is None or not group["key"]["month"][:1].isdigit():
            continue
        low, high = figure["interval"]
        pair = f"{figure['numerator']}/{figure['denominator']}"
        values.append(
            {
                "month": group["name"],
                "rate": figure["value"],
                "low": low,
                "high": high,
                "pair": pair,
            }
        )
    month = alt.X(
        "month:O",
        title=pick(report, "Tháng kết thúc", "Month of end"),
        sort=[value["month"] for value in values],
    ).axis(labelAngle=0)
    scale = alt.Scale(zero=False)
    base = alt.Chart(data(values)).encode(x=month)
    layers = [
        base.mark_area(opacity=0.18, color=BLUE).encode(y=alt.Y("low:Q", scale=scale), y2="high:Q"),
        base.mark_line(color=BLUE, point=alt.OverlayMarkDef(size=60, filled=True)).encode(
            y=alt.Y("rate:Q", title=name(report, indicator), scale=scale).axis(format=".1~%"),
            tooltip=["month:O", "pair:N", alt.Tooltip("rate:Q", format=".2%")],
        ),
        base.mark_text(dy=-12, fontSize=10).encode(y="rate:Q", text="pair:N"),
    ]
    before = baseline.rate(indicator) if baseline else None
    if before is not None and before.value is not None:
        line = alt.Chart(data([{"rate": before.value, "text": pick(report, "kỳ so sánh", "baseline")}]))
        layers += [
            line.mark_rule(color=ORANGE, strokeDash=[6, 3], strokeWidth=2).encode(y="rate:Q"),
            line.mark_text(align="right", dy=-8, color=ORANGE).encode(y="rate:Q", x=alt.value("width"), text="text:N"),
        ]
    title = pick(report, f"{name(report, indicator)} theo tháng", f"{name(report, indicator)} by month")
    return finish(report, alt.layer(*layers), title)
