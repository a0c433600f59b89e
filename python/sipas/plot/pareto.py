"""Where most of the lateness comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sipas.plot.frame import BLUE, ORANGE, altair, data, dimension_title, finish, groups, pick

if TYPE_CHECKING:
    import altair as alt

    from sipas.report import Report


def pareto(report: Report, count: Literal["late", "open_overdue"] = "late") -> alt.LayerChart:
    """The late (or overdue) dossiers of each procedure, most first, and their share added up.

    Works for groups of any one dimension; groups without any are left out.

    :raises UsageError: the report has no groups of one dimension.
    """
    alt = altair()
    counts = [(group["name"], (group["dossiers"] or {}).get(count, 0)) for group in groups(report)]
    counts = sorted((pair for pair in counts if pair[1]), key=lambda pair: (-pair[1], pair[0]))
    total, running, values = sum(n for _, n in counts), 0, []
    for group, n in counts:
        running += n
        values.append({"name": group, "n": n, "share": running / total})
    name = alt.X("name:N", title=dimension_title(report), sort=[group for group, _ in counts]).axis(labelAngle=-35)
    base = alt.Chart(data(values)).encode(x=name)
    what = {
        "late": ("Hồ sơ trễ hạn", "Late dossiers"),
        "open_overdue": ("Hồ sơ đang quá hạn", "Overdue dossiers"),
    }
    bars = base.mark_bar(color=BLUE).encode(
        y=alt.Y("n:Q", title=pick(report, *what[count])).axis(format="d", tickMinStep=1),
        tooltip=["name:N", "n:Q"],
    )
    share = alt.Y(
        "share:Q",
        title=pick(report, "Tỷ trọng cộng dồn", "Share added up"),
        scale=alt.Scale(domain=[0, 1]),
    )
    line = base.mark_line(color=ORANGE, point=alt.OverlayMarkDef(color=ORANGE, filled=True)).encode(
        y=share.axis(format=".0%", grid=False)
    )
    by = dimension_title(report).lower()
    title = pick(report, f"{what[count][0]} theo {by}", f"{what[count][1]} by {by}")
    return finish(report, alt.layer(bars, line).resolve_scale(y="independent"), title)
