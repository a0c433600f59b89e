"""The late budget, used up month by month."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from sipas.errors import UsageError
from sipas.plot.frame import BLUE, GREY, RED, altair, data, finish, groups, over_time, pick

if TYPE_CHECKING:
    import altair as alt

    from sipas.report import Report


def budget_burn_down(report: Report) -> alt.LayerChart:
    """How many more dossiers may still be late at the end of each month, of those resolved until then.

    The budget of n resolved dossiers under a target of less than t is the most late ones that stay below it; below the
    line the target is missed for now.

    :raises UsageError: the report is not by month, or has no plan with a target for the late rate.
    """
    alt = altair()
    budget = report.late_budget
    if budget is None:
        raise UsageError("this chart needs a plan with a target for the late rate")
    resolved, late, values = 0, 0, []
    for group in groups(report, "month"):
        counts = group["dossiers"]
        if counts is None or not group["key"]["month"][:1].isdigit():
            continue
        resolved += counts["early"] + counts["on_time"] + counts["late"]
        late += counts["late"]
        allowed = max(0, ceil(budget.threshold * resolved) - 1)
        remaining = allowed - late
        values.append(
            {
                "month": group["name"],
                "remaining": remaining,
                "spent": remaining < 0,
                "late": late,
                "allowed": allowed,
                "top": max(0, remaining),
            }
        )
    month = alt.X(
        "month:O",
        title=pick(report, "Đến hết tháng", "Until the end of"),
        sort=[value["month"] for value in values],
        axis=over_time(len(values)),
    )
    base = alt.Chart(data(values)).encode(x=month)
    left = alt.Y(
        "remaining:Q",
        title=pick(report, "Còn được phép trễ (hồ sơ)", "May still be late (dossiers)"),
    )
    tooltip = ["month:O", "late:Q", "allowed:Q", "remaining:Q"]
    layers = [
        base.mark_bar(width=alt.RelativeBandSize(0.5)).encode(
            y=left.axis(format="d", tickMinStep=1),
            color=alt.Color("spent:N", legend=None).scale(domain=[False, True], range=[BLUE, RED]),
            tooltip=tooltip,
        ),
        base.mark_text(baseline="bottom", dy=-3).encode(y="top:Q", text="remaining:Q"),
        alt.Chart(data([{"zero": 0}])).mark_rule(color=GREY, strokeWidth=2).encode(y="zero:Q"),
    ]
    title = pick(
        report,
        f"Hạn mức hồ sơ trễ còn lại (mục tiêu: dưới {float(budget.threshold):.0%})",
        f"Late budget that is left (target: below {float(budget.threshold):.0%})",
    )
    return finish(report, alt.layer(*layers), title)
