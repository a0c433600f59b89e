"""SIPAS indicators of Vietnamese one-stop offices, from files and frames.

>>> import sipas
>>> d = sipas.read_csv("tests/data/samples/dossiers")
>>> p = sipas.read_csv("tests/data/samples/pakn.csv", kind="pakn")
>>> r = d.report(period="2025-Q2", by=["unit"], pakn=p)
>>> r.rate("late_rate")
Rate(8, 826)

Tables speak Arrow: hand them to polars, pandas, pyarrow or duckdb. Rows that are refused are tables beside the result
(:attr:`Dossiers.rejected`), never exceptions.
"""

from __future__ import annotations

import warnings

from sipas import _native
from sipas._native import __version__
from sipas.calendar import WorkCalendar
from sipas.data import Dossiers, Pakn, Procedures, Survey
from sipas.errors import (
    CalendarError,
    FrameTypeError,
    InternalError,
    MissingPackageError,
    NoDataError,
    PlanError,
    ProfileError,
    RefusedError,
    SipasError,
    UsageError,
)
from sipas.partial import combine, count_arrow, merge
from sipas.rate import LateBudget, Rate
from sipas.reading import from_arrow, read_csv, read_excel
from sipas.report import Report
from sipas.table import Column, Table

__all__ = [
    "CalendarError",
    "Column",
    "Dossiers",
    "FrameTypeError",
    "InternalError",
    "LateBudget",
    "MissingPackageError",
    "NoDataError",
    "Pakn",
    "PlanError",
    "Procedures",
    "ProfileError",
    "Rate",
    "RefusedError",
    "Report",
    "SipasError",
    "Survey",
    "Table",
    "UsageError",
    "WorkCalendar",
    "__version__",
    "combine",
    "count_arrow",
    "from_arrow",
    "merge",
    "read_csv",
    "read_excel",
]

if _native.DEBUG:
    warnings.warn(
        "sipas was built without optimisation and is many times slower than it should be: "
        "build it with --release before measuring anything",
        RuntimeWarning,
        stacklevel=2,
    )
