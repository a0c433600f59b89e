"""How a notebook shows a chart: as a picture that needs no network and takes the colours of its theme."""

from __future__ import annotations

import hashlib
import io
import re
from functools import cache
from typing import Any

from sipas.table import library

# What is black is ink: it takes the colour of the text around the picture, so that dark themes get a light one.
_INK = re.compile(r'(fill|stroke)="(?:#000|#000000|black)"')
_BACKGROUND = re.compile(r'(<svg\b[^>]*>)<rect width="[\d.]+" height="[\d.]+" fill="white"/>')
_IDS = re.compile(r'(id="|url\(#)([A-Za-z_][\w-]*)')
# A mark with a description of its own, which a browser shows where it is a title.
_MARK = re.compile(r'<(path|line|rect)\b([^>]*\baria-label="([^"]*)"[^>]*\baria-roledescription="[^"]*mark"[^>]*)/>')


@cache
def _classes() -> dict[type, type]:
    """For each kind of chart one that shows itself as a picture, where vl-convert is installed.

    Whoever enables a renderer of Altair gets what it makes.
    """
    alt = library("altair", "plot")

    class Shown:
        def _repr_mimebundle_(self, *args: Any, **kwds: Any) -> Any:
            picture = svg(self) if alt.renderers.active == "default" else None
            above: Any = super()
            return above._repr_mimebundle_(*args, **kwds) if picture is None else {"text/html": picture}

    return {of: type(of.__name__, (Shown, of), {}) for of in (alt.LayerChart, alt.FacetChart)}


def as_shown(chart: Any) -> Any:
    """The chart, as a picture in notebooks; it can be changed, saved and joined to others as before."""
    # Altair keeps what is set in the usual way as a part of the chart.
    object.__setattr__(chart, "__class__", _classes().get(type(chart), type(chart)))
    return chart


def svg(chart: Any) -> str | None:
    """A chart as markup without scripts; None where nothing is installed that draws it."""
    file = io.StringIO()
    try:
        chart.save(file, format="svg")
    except (ImportError, ValueError) as error:
        if "vl" in str(error).lower():
            return None
        raise
    drawn = file.getvalue()
    # Several pictures of one page share its names.
    own = f"s{hashlib.sha256(drawn.encode()).hexdigest()[:8]}-"
    drawn = _BACKGROUND.sub(r"\1", drawn, count=1)
    drawn = _INK.sub(r'\1="currentColor"', drawn)
    drawn = _IDS.sub(lambda found: found[1] + own + found[2], drawn)
    drawn = _MARK.sub(r"<\1\2><title>\3</title></\1>", drawn)
    style = "max-width:100%;overflow-x:auto"
    return f'<div class="sipas-chart" style="{style}">{drawn}</div>'
