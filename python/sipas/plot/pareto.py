"""Where most of the lateness comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sipas import labels
from sipas.plot.frame import BLUE, altair, data, dimension_title, finish, groups, lines, pick, side

if TYPE_CHECKING:
    import altair as alt

    from sipas.report import Report


MOST = 20
"""At most so many groups are drawn."""


def pareto(report: Report, count: Literal["late", "open_overdue"] = "late", *, most: int = MOST) -> alt.LayerChart:
    """The late (or overdue) dossiers of each procedure as sorted bars, most first, with full names and numbers.

    Works for groups of any one dimension; groups without any are left out. Of very many only the first are drawn, and
    the subtitle says how many dossiers the others have.

    :param most: at most so many bars.
    :raises UsageError: the report has no groups of one dimension.
    """
    alt = altair()
    counts = [(lines(group["full"]), (group["dossiers"] or {}).get(count, 0)) for group in groups(report)]
    counts = sorted((pair for pair in counts if pair[1]), key=lambda pair: (-pair[1], pair[0]))
    total, running, values = sum(n for _, n in counts), 0, []
    for group_name, n in counts[:most]:
        running += n
        share = labels.of(report.lang).decimal(f"{100 * n / total:.0f}")
        values.append({"name": group_name, "n": n, "share": running / total, "text": f"{n} ({share}%)"})
    names = [value["name"] for value in values]
    axis, step = side(names, row=22)
    bars = alt.Chart(data(values)).encode(
        y=alt.Y("name:N", title=None, sort=names, axis=axis),
        x=alt.X("n:Q", title=None).axis(None),
        tooltip=["name:N", "n:Q", alt.Tooltip("share:Q", format=".0%")],
    )
    what = {
        "late": ("Hồ sơ trễ hạn", "Late dossiers"),
        "open_overdue": ("Hồ sơ đang quá hạn", "Overdue dossiers"),
    }
    by = dimension_title(report).lower()
    title = pick(report, f"{what[count][0]} theo {by}", f"{what[count][1]} by {by}")
    if len(counts) > most:
        left = len(counts) - most
        title += pick(
            report,
            f": {most} nhiều nhất, {left} khác có {total - running}",
            f": the most {most}, {left} others have {total - running}",
        )
    layers = alt.layer(bars.mark_bar(color=BLUE), bars.mark_text(align="left", dx=4).encode(text="text:N"))
    return finish(report, layers, title, height=step)
