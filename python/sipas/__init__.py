"""SIPAS indicators of Vietnamese one-stop offices, from files and frames.

>>> import sipas
>>> d = sipas.read(sipas.samples())
>>> r = d.report(period="2025-Q2", by="unit")
>>> r.rate("late_rate")
Rate(8, 829)

Tables speak Arrow: hand them to polars, pandas, pyarrow or duckdb. Rows that are refused are tables beside the result
(:attr:`Dossiers.rejected`), never exceptions.
"""

from __future__ import annotations

import warnings

from sipas import _native
from sipas._native import __version__
from sipas.calendar import WorkCalendar
from sipas.data import Procedures, Survey
from sipas.dossiers import Dossiers
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
from sipas.exports import Exports
from sipas.indicator import OwnIndicator, indicator
from sipas.pakn import Pakn
from sipas.partial import combine, count_arrow, merge
from sipas.plan import Plan, plan
from sipas.rate import LateBudget, Rate
from sipas.reading import from_arrow, read, read_csv, read_excel, samples
from sipas.report import Period, Report, load
from sipas.reports import Reports
from sipas.table import Column, Table

__all__ = [
    "CalendarError",
    "Column",
    "Dossiers",
    "Exports",
    "FrameTypeError",
    "InternalError",
    "LateBudget",
    "MissingPackageError",
    "NoDataError",
    "OwnIndicator",
    "Pakn",
    "Period",
    "Plan",
    "PlanError",
    "Procedures",
    "ProfileError",
    "Rate",
    "RefusedError",
    "Report",
    "Reports",
    "SipasError",
    "Survey",
    "Table",
    "UsageError",
    "WorkCalendar",
    "__version__",
    "combine",
    "count_arrow",
    "from_arrow",
    "indicator",
    "load",
    "merge",
    "plan",
    "read",
    "read_csv",
    "read_excel",
    "samples",
]

if _native.DEBUG:
    warnings.warn(
        "sipas was built without optimisation and is many times slower than it should be: "
        "build it with --release before measuring anything",
        RuntimeWarning,
        stacklevel=2,
    )
