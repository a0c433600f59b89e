r"""Frames of polars with a room of their own for sipas, once this module is imported: ``df.sipas.report(…)``.

>>> import polars
>>> import sipas
>>> import sipas.polars
>>> path = sipas.samples() / "ho-so-thang-6.csv"
>>> frame = polars.read_csv(path, separator="\t", infer_schema=False)
>>> frame.sipas.report(period="2025-06", by="unit").rate("late_rate")
Rate(1, 281)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sipas.reading import from_arrow
from sipas.table import library

if TYPE_CHECKING:
    from sipas.dossiers import Dossiers
    from sipas.report import Report
    from sipas.reports import Reports

_READING = ("profile", "columns", "dimensions", "units", "accept", "offset", "name", "assume_unique")


class Frame:
    """What a frame of dossiers can be asked for."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def read(self, **how: Any) -> Dossiers:
        """Reads the frame: see :func:`sipas.from_arrow`."""
        frame = self._frame.collect() if hasattr(self._frame, "collect") else self._frame
        data: Dossiers = from_arrow(frame, **how)
        return data

    def report(self, **asked: Any) -> Report:
        """The report of a period: the options of :func:`sipas.from_arrow` and of :meth:`sipas.Dossiers.report`."""
        data, asked = self._split(asked)
        return data.report(**asked)

    def reports(self, periods: Any, **asked: Any) -> Reports:
        """The reports of many periods: see :meth:`sipas.Dossiers.reports`."""
        data, asked = self._split(asked)
        return data.reports(periods, **asked)

    def classify(self, *which: Any, **asked: Any) -> Any:
        """One row a dossier, as a frame of polars: see :meth:`sipas.Dossiers.classify`; its ``columns`` are those to
        keep."""
        how = {name: asked.pop(name) for name in _READING if name in asked and name != "columns"}
        return self.read(**how).classify(*which, **asked).to_polars()

    def _split(self, asked: dict[str, Any]) -> tuple[Dossiers, dict[str, Any]]:
        how = {name: value for name, value in asked.items() if name in _READING}
        return self.read(**how), {name: value for name, value in asked.items() if name not in _READING}


_api = library("polars", "polars").api
_api.register_dataframe_namespace("sipas")(Frame)
_api.register_lazyframe_namespace("sipas")(Frame)
