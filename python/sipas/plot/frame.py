"""What all charts share: the figures of the groups, words, colours and the finish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sipas import labels
from sipas.errors import UsageError
from sipas.table import library

if TYPE_CHECKING:
    import altair as alt

    from sipas.report import Report

# Told apart by the colour-blind too: Okabe and Ito's.
BLUE, ORANGE, GREY, RED = "#0072B2", "#E69F00", "#8A8A8A", "#D55E00"

# Faces that have all letters of Vietnamese come first: others make a patchwork of two.
FONT = "Segoe UI, Roboto, Noto Sans, DejaVu Sans, Arial, sans-serif"


def altair() -> Any:
    """Altair, or how to get it."""
    return library("altair", "plot")


def groups(report: Report, *dimensions: str) -> list[dict[str, Any]]:
    """The groups of a report by exactly one of these dimensions, each as in the document, with its name."""
    if len(report.by) != 1 or (dimensions and report.by[0] not in dimensions):
        wanted = " or ".join(repr(name) for name in dimensions) or "one dimension"
        raise UsageError(f"this chart needs a report by {wanted}: report(by=...)")
    dimension = report.by[0]
    words = labels.of(report.lang)
    return [
        {**group, "name": words.key(dimension, group["key"][dimension])} for group in report.to_dict()["groups"][1:]
    ]


def name(report: Report, indicator: str) -> str:
    """What an indicator is called."""
    return labels.of(report.lang).words["indicator"].get(indicator, indicator)


def pick(report: Report, vi: str, en: str) -> str:
    """The words in the language of the report."""
    return vi if report.lang == "vi" else en


def dimension_title(report: Report) -> str:
    """What the groups are."""
    return labels.of(report.lang).words["dimension"][report.by[0]]


def subtitle(report: Report) -> str:
    """The period, as people write it."""
    period = report.to_dict()["period"]
    start, end = (labels.of(report.lang).iso_day(period[at]) for at in ("start", "end"))
    return pick(report, f"Từ {start} đến {end}", f"{start} to {end}")


def data(values: list[dict[str, Any]]) -> Any:
    """Values as the data of a chart."""
    return altair().InlineData(values=values)


def finish(report: Report, chart: Any, title: str, *, width: int = 560, height: Any = 320) -> alt.LayerChart:
    """Title, size, and numbers as the language writes them."""
    title_params = altair().TitleParams(title, subtitle=subtitle(report), anchor="start")
    decimal, thousands = (",", ".") if report.lang == "vi" else (".", ",")
    number = {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]}
    finished: alt.LayerChart = (
        chart.properties(title=title_params, width=width, height=height)
        .configure(locale={"number": number}, font=FONT)
        .configure_view(stroke=None)
        .configure_axis(labelLimit=320, maxExtent=360, titleFontWeight="normal", gridOpacity=0.5)
    )
    return finished
