"""Charts of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sipas.report import Report


class Plots:
    """Charts of a report."""

    def __init__(self, report: Report) -> None:
        self._report = report
