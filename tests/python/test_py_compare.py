"""Two reports side by side: figures and intervals against their formulas."""

from __future__ import annotations

import math
from datetime import datetime

import pytest
import sipas
from many_months import DATA, UNITS

pl = pytest.importorskip("polars")


def wilson(n: int, d: int) -> tuple[float, float]:
    z, p = 1.959963984540054, n / d
    centre, spread = p + z * z / (2 * d), z * math.sqrt(p * (1 - p) / d + z * z / (4 * d * d))
    return (centre - spread) / (1 + z * z / d), (centre + spread) / (1 + z * z / d)


def test_two_reports_side_by_side() -> None:
    now, then = (DATA.report(period=period, by="unit") for period in ("2024-06", "2024-05"))
    rows = now.compare(then).to_polars().filter(pl.col("indicator") == "late_rate")
    assert rows.height == 1 + len(UNITS)
    for row in rows.iter_rows(named=True):
        key = {} if row["unit"] is None else {"unit": row["unit"]}
        a, b = now.rate("late_rate", **key), then.rate("late_rate", **key)
        assert a is not None
        assert b is not None
        assert (row["now_numerator"], row["now_denominator"]) == (a.numerator, a.denominator)
        assert (row["then_numerator"], row["then_denominator"]) == (b.numerator, b.denominator)
        p, q = a.numerator / a.denominator, b.numerator / b.denominator
        assert row["difference"] == pytest.approx(p - q, abs=1e-15)
        (low, high), (below, above) = (
            wilson(a.numerator, a.denominator),
            wilson(b.numerator, b.denominator),
        )
        low, below = (
            0.0 if not n else edge for n, edge in ((a.numerator, low), (b.numerator, below))
        )
        assert row["low"] == pytest.approx(p - q - math.hypot(p - low, above - q), abs=1e-9)
        assert row["high"] == pytest.approx(p - q + math.hypot(high - p, q - below), abs=1e-9)
    counts = (
        now.compare(then)
        .to_polars()
        .filter(pl.col("indicator") == "late_count", pl.col("unit").is_null())
    )
    row = counts.row(0, named=True)
    assert row["difference"] == row["now_numerator"] - row["then_numerator"]
    assert row["low"] < row["difference"] < row["high"]
    with pytest.raises(sipas.UsageError, match="same dimensions"):
        now.compare(DATA.report(period="2024-05"))


def test_a_group_of_one_month_only() -> None:
    some = DATA.filter(
        (pl.col("unit") != UNITS[0]) | (pl.col("finished_at") < datetime(2024, 6, 1))
    )
    now, then = (some.report(period=period, by="unit") for period in ("2024-06", "2024-05"))
    rows = (
        now.compare(then)
        .to_polars()
        .filter(pl.col("indicator") == "late_rate", pl.col("unit") == UNITS[0])
    )
    assert rows.height == 1
    assert rows.row(0, named=True)["difference"] is None
