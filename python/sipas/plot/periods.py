"""Many periods: a rate through all of them, of the whole or of each group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sipas import labels
from sipas.errors import UsageError
from sipas.plot.frame import (
    BLUE,
    GREY,
    ORANGE,
    altair,
    data,
    finished,
    groups,
    name,
    over_time,
    pick,
    rate_of,
    side,
    target,
)
from sipas.plot.trend import course

if TYPE_CHECKING:
    import altair as alt

    from sipas.options import Indicator
    from sipas.reports import Reports

PANELS = 12
"""At most so many groups have a panel each."""
ROWS = 60
"""At most so many groups have a row each."""


class PeriodPlots:
    """The charts of reports over many periods."""

    __slots__ = ("_reports",)

    def __init__(self, reports: Reports) -> None:
        self._reports = reports

    def trend(
        self, indicator: Indicator = "on_time_return_rate", *, baseline: Reports | None = None, **key: Any
    ) -> alt.LayerChart:
        """A rate through all periods, with its 95 % interval as a band and the target of the plan as a line.

        :param baseline: reports of as many other periods, such as the year before: theirs is drawn as a second line.
        :param key: the group, such as ``unit="Văn phòng"``; left out: the whole.
        :raises UsageError: no such group, or the indicator is no rate.
        """
        alt, reports = altair(), self._reports
        first = reports[0]
        layers = course(first, indicator, _rates(reports, indicator, key), pick(first, "Kỳ", "Period"))
        if baseline is not None:
            before = {value["period"]: value for value in _rates(baseline, indicator, key)}
            beside = [
                {"period": period, "of": of, "rate": before[of]["rate"], "pair": before[of]["pair"]}
                for period, of in zip(reports.periods, baseline.periods, strict=False)
                if of in before
            ]
            line = alt.Chart(data(beside)).encode(
                x="period:O", y="rate:Q", tooltip=["of:N", "pair:N", alt.Tooltip("rate:Q", format=".2%")]
            )
            layers.insert(0, line.mark_line(color=GREY, strokeDash=[2, 2], point={"color": GREY}))
        title = name(first, indicator) + "".join(f", {value}" for value in key.values())
        return self._layers(alt.layer(*layers).properties(width=560, height=320), title)

    def groups(self, indicator: Indicator = "on_time_return_rate", *, most: int = PANELS) -> alt.FacetChart:
        """A rate through all periods in each group, a panel for each on the same scale, with the target of the plan:
        the groups with most cases beside the target first, or the largest where there is none.

        :param most: at most so many groups.
        :raises UsageError: the reports have no groups of one dimension, or the indicator is no rate.
        """
        alt, first = altair(), self._reports[0]
        values, order, note = self._by_group(indicator, most)
        committed = target(first, indicator)
        for value in values:
            value["target"] = committed
        scale = alt.Scale(zero=False)
        periods = [period for period in self._reports.periods if any(value["period"] == period for value in values)]
        base = alt.Chart().encode(x=alt.X("period:O", title=None, sort=periods, axis=over_time(len(periods), 210)))
        layers = [
            base.mark_line(color=BLUE, point=alt.OverlayMarkDef(size=25, filled=True, color=BLUE)).encode(
                y=alt.Y("rate:Q", title=None, scale=scale).axis(format=".1~%", tickCount=4),
                tooltip=["name:N", "period:O", "pair:N", alt.Tooltip("rate:Q", format=".2%")],
            )
        ]
        if committed is not None:
            layers.insert(0, base.mark_line(color=ORANGE, strokeDash=[6, 3]).encode(y="target:Q"))
        panel = alt.Facet("name:N", title=None, sort=order).header(labelLimit=250, labelExpr=_CUT)
        panels = alt.layer(*layers, data=data(values)).properties(width=210, height=90).facet(facet=panel, columns=3)
        return self._panels(panels, name(first, indicator) + note)

    def heatmap(self, indicator: Indicator = "on_time_return_rate", *, most: int = ROWS) -> alt.LayerChart:
        """A rate of each group in each period, written in a field that is the darker, the worse the rate.

        :param most: at most so many groups.
        :raises UsageError: as for :meth:`groups`.
        """
        alt, first = altair(), self._reports[0]
        values, order, note = self._by_group(indicator, most)
        committed = target(first, indicator)
        is_better_high = committed is None or committed > 0.5
        lowest, highest = (of(value["rate"] for value in values) for of in (min, max))
        for value in values:
            share = (value["rate"] - lowest) / ((highest - lowest) or 1)
            value["field"], value["ink"] = _shade(1 - share if is_better_high else share)
            value["text"] = labels.of(first.lang).decimal(f"{100 * value['rate']:.1f}".removesuffix(".0"))
        axis, step = side(order)
        base = alt.Chart(data(values)).encode(
            x=alt.X("period:O", title=None, sort=self._reports.periods, axis=over_time(1, 38)),
            y=alt.Y("name:N", title=None, sort=order, axis=axis),
        )
        colour = alt.Fill("field:N", scale=None)
        ink = alt.Color("ink:N", scale=None)
        tooltip = ["name:N", "period:O", "pair:N", alt.Tooltip("rate:Q", format=".2%")]
        layers = [
            base.mark_rect().encode(fill=colour, tooltip=tooltip),
            base.mark_text(fontSize=9).encode(text="text:N", color=ink),
        ]
        fields = alt.layer(*layers).properties(width=alt.Step(38), height=step)
        return self._layers(fields, f"{name(first, indicator)} (%)" + note)

    def _by_group(self, indicator: str, most: int) -> tuple[list[dict[str, Any]], list[str], str]:
        """The rates of each group in each period, the order of the groups, and words where some are left out."""
        reports = self._reports
        if len(reports[0].by) != 1:
            raise UsageError("this chart needs reports by one dimension: reports(by=...)")
        committed = target(reports[0], indicator)
        values: list[dict[str, Any]] = []
        beside: dict[str, float] = {}
        for period, report in zip(reports.periods, reports, strict=True):
            for group in groups(report):
                if not (rate := rate_of(group, indicator)):
                    continue
                called = group["name"]
                values.append({"period": period, "name": called, **rate})
                weight = rate["n"] * (1 if committed is None else abs(rate["rate"] - (committed > 0.5)))
                beside[called] = beside.get(called, 0) + weight
        if not values:
            raise UsageError(f"there is no data for {indicator}")
        order = sorted(beside, key=lambda called: (-beside[called], called))
        note = ""
        if len(order) > most:
            note = pick(reports[0], f": {most} trong {len(order)}", f": {most} of {len(order)}")
            order = order[:most]
        kept = {*order}
        return [value for value in values if value["name"] in kept], order, note

    def _layers(self, chart: Any, title: str) -> alt.LayerChart:
        shown: alt.LayerChart = self._finish(chart, title)
        return shown

    def _panels(self, chart: Any, title: str) -> alt.FacetChart:
        shown: alt.FacetChart = self._finish(chart, title)
        return shown

    def _finish(self, chart: Any, title: str) -> Any:
        from sipas.plot.shown import as_shown

        first, last = self._reports[0], self._reports[-1]
        day = labels.of(first.lang).day
        start, end = day(first.period.start), day(last.period.last)
        subtitle = pick(first, f"Từ {start} đến {end}", f"{start} to {end}")
        params = altair().TitleParams(title, subtitle=subtitle, anchor="start")
        return as_shown(finished(first.lang, chart.properties(title=params)))


_CUT = "length(datum.label) > 42 ? slice(datum.label, 0, 41) + '…' : datum.label"


def _shade(share: float) -> tuple[str, str]:
    """A blue from pale to dark, and the ink that is read on it."""
    pale, dark = (222, 235, 247), (8, 69, 148)
    field = [round(a + (b - a) * share) for a, b in zip(pale, dark, strict=True)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (part / 255 for part in field)]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    # Whichever of both stands out more: at least 4.5 to 1 on any ground. What is quite black would be a theme's ink.
    ink = "#ffffff" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "#010101"
    return "#{:02x}{:02x}{:02x}".format(*field), ink


def _rates(reports: Reports, indicator: str, key: dict[str, Any]) -> list[dict[str, Any]]:
    """The rate of one group in each period that has it."""
    values: list[dict[str, Any]] = []
    missing: UsageError | None = None
    for period, report in zip(reports.periods, reports, strict=True):
        try:
            rate = report.rate(indicator, **key)
        except UsageError as error:
            # A group may be missing in some of the periods.
            missing = error
            continue
        if rate is not None and (interval := rate.interval) is not None:
            low, high = interval
            pair = f"{rate.numerator}/{rate.denominator}"
            values.append({"period": period, "rate": rate.value, "low": low, "high": high, "pair": pair})
    if missing is not None and not values:
        raise missing
    return values
