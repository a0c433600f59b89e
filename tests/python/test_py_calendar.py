"""The working calendar on days and on whole columns."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sipas

C = sipas.WorkCalendar.vietnam()
DAYS = [date(2024, 12, 20) + timedelta(days=n) for n in range(500)]


def test_the_boundary_rule_holds() -> None:
    """Working days from a to b are those in (a, b]; adding n gives the n-th after."""
    for a in DAYS[:40]:
        for b in DAYS[:40]:
            if a <= b:
                inside = [a + timedelta(days=n) for n in range(1, (b - a).days + 1)]
                assert C.working_days_between(a, b) == sum(map(C.is_working_day, inside))
                assert C.working_days_between(b, a) == -C.working_days_between(a, b)
    for day in DAYS:
        assert C.add_working_days(day, 0) == day
        for n in (1, 5, 15):
            after = C.add_working_days(day, n)
            assert C.is_working_day(after) and C.working_days_between(day, after) == n


def test_make_up_days_are_worked() -> None:
    assert C.is_working_day(date(2025, 4, 26)) and not C.is_working_day(date(2025, 5, 2))
    assert C.add_working_days(date(2025, 4, 25), 1) == date(2025, 4, 26)


def test_years_that_are_not_covered_raise_and_in_a_column_are_null() -> None:
    with pytest.raises(sipas.CalendarError, match="2019"):
        C.is_working_day(date(2019, 1, 1))
    with pytest.raises(sipas.CalendarError):
        C.add_working_days(C.last, 1)
    with pytest.raises((OverflowError, TypeError)):
        C.add_working_days(date(2025, 1, 1), -1)


def test_rows_can_be_added_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_text("date,kind,name\n2025-06-03,holiday,Ngày nghỉ thử\n", encoding="utf-8")
    more = C.with_table(path)
    assert C.is_working_day(date(2025, 6, 3)) and not more.is_working_day(date(2025, 6, 3))
    assert more != C and sipas.WorkCalendar.vietnam() == C
    assert len(more.rows) == len(C.rows) + 1
    data = sipas.read_csv("tests/data/samples/dossiers")
    days = [
        data.report(period="2025-06", calendar=c).to_dict()["groups"][0]["indicators"][
            "processing_days"
        ]
        for c in (C, more)
    ]
    assert days[0]["working_mean"] > days[1]["working_mean"] and days[0]["mean"] == days[1]["mean"]
    path.write_text("date,kind,name\n2028-01-03,holiday,Tết\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="complete = 2028"):
        assert C.with_table(path).last == date(2027, 12, 31)
    path.write_text("date,kind,name\n2028-01-03,holiday,Tết\ncomplete = 2028\n", encoding="utf-8")
    assert C.with_table(path).last == date(2028, 12, 31)
    path.write_text("date,kind\n2025-06-03,feast\n", encoding="utf-8")
    with pytest.raises(sipas.CalendarError):
        C.with_table(path)


def arrays() -> list[Any]:
    pa = pytest.importorskip("pyarrow")
    midnight = [datetime(day.year, day.month, day.day, 9) for day in DAYS]
    return [
        pa.array(DAYS),
        pa.chunked_array([pa.array(DAYS[:7]), pa.array(DAYS[7:])]),
        pa.array(DAYS, pa.date64()),
        pa.array(midnight, pa.timestamp("us")),
    ]


def test_a_column_gives_what_each_of_its_days_gives() -> None:
    n = [day.day % 20 for day in DAYS]
    for column in arrays():
        assert C.is_working_day(column).to_list() == [C.is_working_day(day) for day in DAYS]
        assert C.add_working_days(column, 5).to_list() == [
            C.add_working_days(day, 5) for day in DAYS
        ]
        assert C.working_days_between(column, date(2025, 6, 1)).to_list() == [
            C.working_days_between(day, date(2025, 6, 1)) for day in DAYS
        ]
        import pyarrow as pa

        assert C.add_working_days(column, pa.array(n)).to_list() == [
            C.add_working_days(day, k) for day, k in zip(DAYS, n, strict=True)
        ]
        assert C.working_days_between(column, column).to_list() == [0] * len(DAYS)


def test_series_of_every_library_are_columns() -> None:
    pl, pd = pytest.importorskip("polars"), pytest.importorskip("pandas")
    expected = [C.is_working_day(day) for day in DAYS]
    assert C.is_working_day(pl.Series(DAYS)).to_polars().to_list() == expected
    assert C.is_working_day(pd.Series(pd.to_datetime(DAYS))).to_pandas().to_list() == expected
    assert C.is_working_day(pl.Series(DAYS)).to_arrow().to_pylist() == expected


def test_what_is_no_day_is_told_and_what_is_unknown_is_null() -> None:
    pa = pytest.importorskip("pyarrow")
    gone = pa.array([date(2019, 1, 1), None, date(1600, 1, 1), date(2025, 6, 2)])
    assert C.is_working_day(gone).to_list() == [None, None, None, True]
    assert C.add_working_days(gone, pa.array([1, 1, 1, -1])).to_list() == [None] * 4
    with pytest.raises(sipas.UsageError, match="dates"):
        C.is_working_day(pa.array(["2025-06-02"]))
    with pytest.raises(sipas.UsageError, match="rows"):
        C.working_days_between(gone, pa.array(DAYS[:3]))
    with pytest.raises(TypeError):
        C.is_working_day("2025-06-02")  # type: ignore[call-overload]
