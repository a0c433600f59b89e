"""How long it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sipas.plot.frame import (
    BLUE,
    GREY,
    MOST,
    ORANGE,
    altair,
    data,
    dimension_title,
    finish,
    first,
    groups,
    pick,
    side,
)

if TYPE_CHECKING:
    import altair as alt

    from sipas.report import Report


def processing_days(report: Report, *, most: int = MOST) -> alt.LayerChart:
    """The days from receipt to result in each group: half of the dossiers take no longer than the median, nine in ten
    no longer than the end of the bar; the mean is a tick.

    :param most: at most so many groups, the slowest.
    :raises UsageError: the report has no groups of one dimension.
    """
    alt = altair()
    values = []
    for group in groups(report):
        figure = group["indicators"]["processing_days"]
        if figure["mean"] is not None:
            told = {k: figure[k] for k in ("mean", "median", "p90", "count")}
            values.append({"name": group["name"], **told})
    values.sort(key=lambda value: (-value["median"], -value["p90"], value["name"]))
    values, note = first(report, values, most, "lâu nhất", "slowest")
    order = [value["name"] for value in values]
    axis, step = side(order, row=34 if len(values) <= 12 else 20)
    base = alt.Chart(data(values)).encode(y=alt.Y("name:N", title=dimension_title(report), sort=order, axis=axis))
    days = pick(report, "Ngày lịch từ tiếp nhận đến kết quả", "Calendar days from receipt to result")
    tooltip = [
        "name:N",
        alt.Tooltip("median:Q"),
        alt.Tooltip("mean:Q", format=".1f"),
        alt.Tooltip("p90:Q"),
        "count:Q",
    ]
    kinds = [pick(report, "trung vị", "median"), pick(report, "trung bình", "mean")]
    colour = alt.Color("kind:N", title=None).scale(domain=kinds, range=[BLUE, ORANGE]).legend(orient="bottom")
    layers = [
        base.mark_rule(color=GREY, strokeWidth=8, opacity=0.35).encode(x=alt.X("median:Q", title=days), x2="p90:Q"),
        base.transform_calculate(kind=f"'{kinds[0]}'")
        .mark_point(filled=True, size=90, opacity=1)
        .encode(x="median:Q", color=colour, tooltip=tooltip),
        base.transform_calculate(kind=f"'{kinds[1]}'")
        .mark_point(filled=True, shape="diamond", size=70, opacity=1)
        .encode(x="mean:Q", color=colour, tooltip=tooltip),
    ]
    title = pick(
        report,
        "Thời gian giải quyết: trung vị, trung bình, và khi 90% hồ sơ đã xong",
        "Processing time: median, mean, and up to the 90th percentile",
    )
    return finish(report, alt.layer(*layers), title + note, height=step)
