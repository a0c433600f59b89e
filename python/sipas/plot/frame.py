"""What all charts share: the figures of the groups, words, colours and the finish."""

from __future__ import annotations

import difflib
import textwrap
from typing import TYPE_CHECKING, Any, TypeVar

from sipas import labels
from sipas.errors import UsageError
from sipas.table import library

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from sipas.report import Report

# Told apart by the colour-blind too: Okabe and Ito's, the orange darker, to stand out from white and from black.
BLUE, ORANGE, GREY, RED = "#0072B2", "#C77700", "#8A8A8A", "#D55E00"

# Faces that have all letters of Vietnamese come first: others make a patchwork of two.
FONT = "Segoe UI, Roboto, Noto Sans, DejaVu Sans, Arial, sans-serif"

LINE, TITLE, SHORT = 62, 96, 44
"""Names and titles are broken into lines of so many letters, and of a name that shall be short no more are shown."""

LEADING = 12
"""From one line of a name to the next."""

MOST = 60
"""At most so many groups are drawn side by side."""

_Value = TypeVar("_Value")


def altair() -> Any:
    """Altair, or how to get it."""
    return library("altair", "plot")


def groups(report: Report, *dimensions: str) -> list[dict[str, Any]]:
    """The groups of a report by exactly one of these dimensions, each as in the document, with its name."""
    if len(report.by) != 1 or (dimensions and report.by[0] not in dimensions):
        wanted = " or ".join(repr(name) for name in dimensions) or "one dimension"
        raise UsageError(f"this chart needs a report by {wanted}: report(by=...)")
    dimension = report.by[0]
    words, table = labels.of(report.lang), report.groups
    full = table.to_dict()["procedure_name"] if "procedure_name" in table.columns else []
    found = []
    for n, group in enumerate(report.to_dict()["groups"][1:], start=1):
        key = group["key"][dimension]
        called = words.key(dimension, key)
        # A procedure is known by its name, and its code tells apart those of one name.
        named = full[n] if full and full[n] not in (None, "", key) else ""
        short = textwrap.shorten(named, SHORT, placeholder="…")
        found.append(
            {
                **group,
                "key_name": called,
                "name": f"{short} ({called})" if named else called,
                "full": f"{named} ({called})" if named else called,
            }
        )
    return found


def rate_of(group: dict[str, Any], indicator: str) -> dict[str, Any]:
    """What a chart shows of a rate of a group: nothing where there is no data."""
    figures = group["indicators"]
    if indicator not in figures:
        near = difflib.get_close_matches(indicator, figures, 1)
        raise UsageError(f"no indicator {indicator!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    figure = figures[indicator]
    if "denominator" not in figure:
        raise UsageError(f"{indicator} is no rate")
    if figure["value"] is None:
        return {}
    low, high = figure["interval"]
    pair = f"{figure['numerator']}/{figure['denominator']}"
    return {"rate": figure["value"], "low": low, "high": high, "pair": pair, "n": figure["denominator"]}


def target(report: Report, indicator: str) -> float | None:
    """What the plan commits to for an indicator, in all groups."""
    for row in report.to_dict()["scorecard"]:
        is_for_all = row["tier"] == "commitment" and not row["key"]
        if row["indicator"] == indicator and is_for_all and row["threshold"]:
            numerator, _, denominator = row["threshold"].partition("/")
            return int(numerator) / int(denominator or 1)
    return None


def name(report: Report, indicator: str) -> str:
    """What an indicator is called."""
    return labels.of(report.lang).words["indicator"].get(indicator, indicator)


def pick(report: Report, vi: str, en: str) -> str:
    """The words in the language of the report."""
    return vi if report.lang == "vi" else en


def dimension_title(report: Report) -> str:
    """What the groups are."""
    return labels.of(report.lang).words["dimension"].get(report.by[0], report.by[0])


def subtitle(report: Report) -> str:
    """The period, as people write it."""
    day, period = labels.of(report.lang).day, report.period
    start, end = day(period.start), day(period.last)
    return pick(report, f"Từ {start} đến {end}", f"{start} to {end}")


def data(values: list[dict[str, Any]]) -> Any:
    """Values as the data of a chart."""
    return altair().InlineData(values=values)


def first(report: Report, values: Sequence[_Value], most: int, vi: str, en: str) -> tuple[list[_Value], str]:
    """As many of sorted groups as can be told apart, and words for a title where there are more."""
    if len(values) <= most:
        return [*values], ""
    return [*values[:most]], pick(report, f": {most} {vi} trong {len(values)}", f": the {most} {en} of {len(values)}")


def lines(text: str, width: int = LINE) -> str:
    """A name in lines that fit beside a chart."""
    return "\n".join(textwrap.wrap(text, width)) or text


def side(names: Sequence[str], *, row: int = 20) -> tuple[Any, Any]:
    """An axis for names in lines, none left out or cut, and the height of each."""
    alt = altair()
    most = max((text.count("\n") for text in names), default=0)
    above = [
        {"test": f"length(split(datum.value, '\\n')) == {n + 1}", "value": -LEADING / 2 * n} for n in range(1, most + 1)
    ]
    axis = alt.Axis(
        labelExpr="split(datum.label, '\\n')",
        labelOffset={"condition": above, "value": 0} if above else 0,
        labelLineHeight=LEADING,
        labelLimit=0,
        labelOverlap=False,
        maxExtent=1000,
    )
    return axis, alt.Step(row + LEADING * most)


def over_time(shown: int, width: int = 560) -> Any:
    """An axis of periods: aslant, or upright, where there is no room for all names beside each other."""
    room = width / max(shown, 1)
    return altair().Axis(labelAngle=0 if room > 52 else -45 if room > 22 else -90, labelOverlap=room < 11)


def finish(report: Report, chart: Any, title: str, *, width: int = 560, height: Any = 320) -> alt.LayerChart:
    """Title, size, and numbers as the language writes them."""
    from sipas.plot.shown import as_shown

    said = lines(title, TITLE).split("\n")
    title_params = altair().TitleParams(said if len(said) > 1 else title, subtitle=subtitle(report), anchor="start")
    sized = chart.properties(title=title_params, width=width, height=height)
    shown: alt.LayerChart = as_shown(finished(report.lang, sized))
    return shown


def finished(lang: str, chart: Any) -> Any:
    """Faces and lines that are seen on light and on dark, and numbers as the language writes them."""
    decimal, thousands = (",", ".") if lang == "vi" else (".", ",")
    number = {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]}
    return (
        chart.configure(locale={"number": number}, font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelLimit=320, maxExtent=360, titleFontWeight="normal", gridColor=GREY, gridOpacity=0.25, tickColor=GREY
        )
    )
