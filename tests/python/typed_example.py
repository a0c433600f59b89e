"""A use of the package that type checkers read; it is not run."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import sipas

if TYPE_CHECKING:
    import polars as pl


def review(
    folder: str, calendar: sipas.WorkCalendar | None = None
) -> tuple[float | None, list[str]]:
    """What a monthly review asks for."""
    d: sipas.Dossiers = sipas.read_csv(folder, profile=["a.toml"], on_refused="skip")
    p: sipas.Pakn = sipas.read_csv("pakn.csv", kind="pakn")
    r = d.report(
        period="2025-06", by=["unit", "month"], pakn=p, calendar=calendar, as_of=date(2025, 6, 20)
    )
    rate = r.rate("late_rate", unit="Văn phòng", month="2025-06")
    exact: Fraction | None = rate.fraction if rate else None
    budget = r.late_budget
    left: int = budget.remaining if budget else 0
    frame: pl.DataFrame = d.late(period="2025-06", precision="instant").to_polars()
    codes: list[str] = frame["code"].to_list()
    print(exact, left, d.classify("late", "due-soon", within=3).columns)
    return (rate.value if rate else None), codes


def days() -> tuple[int, date, list[object]]:
    """What is asked of the calendar."""
    c = sipas.WorkCalendar.vietnam()
    between: int = c.working_days_between(date(2025, 4, 25), date(2025, 5, 5))
    added: date = c.add_working_days(date(2025, 4, 25), 5)
    return between, added, c.is_working_day(c.rows.to_polars()["date"]).to_list()
