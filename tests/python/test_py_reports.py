"""Many periods, against polars; and what a report says of itself."""

from __future__ import annotations

import copy
import io
import json
import pickle
import re
from datetime import date, datetime
from typing import Any

import pytest
import sipas
from many_months import DATA, FRAME, UNITS
from sipas.periods import Days, Months, several

pl, pd = pytest.importorskip("polars"), pytest.importorskip("pandas")


def late_by_month() -> dict[tuple[str, str], tuple[int, int]]:
    end, due = pl.col("Ngày kết thúc xử lý"), pl.col("Ngày hẹn trả")
    counted = (
        FRAME.filter(end.is_not_null())
        .group_by("Đơn vị xử lý", end.dt.strftime("%Y-%m").alias("month"))
        .agg((end > due).sum().alias("late"), pl.len().alias("all"))
    )
    return {(unit, month): (late, all_) for unit, month, late, all_ in counted.iter_rows()}


def test_many_periods_are_what_polars_counts() -> None:
    reports = DATA.reports("2024-01..2025-06", by="unit")
    assert len(reports) == 18
    table = reports.indicators.to_polars().filter(
        pl.col("indicator") == "late_rate", pl.col("unit").is_not_null()
    )
    got = {
        (unit, period): (n, d)
        for unit, period, n, d in table.select(
            "unit", "period", "numerator", "denominator"
        ).iter_rows()
    }
    expected = late_by_month()
    assert {key: pair for key, pair in got.items() if pair[1]} == {
        key: pair for key, pair in expected.items() if key[1] <= "2025-06"
    }
    assert [report.period.start for report in reports][:3] == [
        date(2024, 1, 1),
        date(2024, 2, 1),
        date(2024, 3, 1),
    ]


@pytest.mark.parametrize(
    ("asked", "names", "single"),
    [
        ("2024-Q3..2025-Q2", ["2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2"], None),
        ("2024..2025", ["2024", "2025"], None),
        (["2024-6", "tháng 7/2024", "8/2024"], ["2024-06", "2024-07", "2024-08"], None),
        (["tháng 6 năm 2024", "quý III năm 2024"], ["2024-06", "2024-Q3"], None),
        (pd.period_range("2024-06", "2024-08", freq="M"), ["2024-06", "2024-07", "2024-08"], None),
        (pd.period_range("2024Q1", "2024Q2", freq="Q"), ["2024-Q1", "2024-Q2"], None),
        ("quý II/2024", ["2024-Q2"], None),
        ((date(2024, 6, 3), date(2024, 7, 15)), ["2024-06-03..2024-07-15"], None),
        (pd.Period("2024-06"), ["2024-06"], None),
        (["t6/2024", "H1/2024", "2024H1"], ["2024-06", "2024-H1", "2024-H1"], None),
        (
            ["6 tháng đầu năm 2024", "9 tháng năm 2024", "6 tháng cuối năm 2024"],
            ["2024-H1", "2024-9M", "2024-H2"],
            None,
        ),
    ],
)
def test_periods_of_any_form(asked: Any, names: list[str], single: None) -> None:
    reports = DATA.reports(asked, as_of="2025-07-01")
    assert reports.periods == names
    for name, report in zip(names, reports, strict=True):
        assert (
            report.to_json()
            == DATA.report(period=name, as_of=min(report.as_of, datetime(2025, 7, 2))).to_json()
        )


@pytest.mark.parametrize(
    "asked", ["2024-13", "2024-01..2024-Q2", "2024-05..2024-01", [], ["x"], 7, "2024-9M..2025-9M"]
)
def test_what_is_no_period_is_refused(asked: Any) -> None:
    with pytest.raises(sipas.UsageError):
        DATA.reports(asked)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("202406", "'2024-06'?"),
        (datetime(2024, 6, 1), "its month '2024-06'"),
        (pd.Timestamp("2024-06-01"), "its day is '2024-06-01'"),
        (("2024-06-01", "2024-06-30"), "'2024-06-01..2024-06-30'"),
        ("2024-01..2024-06", "reports"),
        (["2024-01", "2024-02"], "reports"),
    ],
)
def test_a_period_that_may_be_another_says_what_is_meant(asked: Any, meant: str) -> None:
    for ask in (DATA.report, DATA.late):
        with pytest.raises(sipas.UsageError, match=re.escape(meant)):
            ask(period=asked)


def test_groups_are_named_as_tables_name_them() -> None:
    report = DATA.report(period="2024", by=["unit", "month"])
    keys = {"unit": UNITS[0], "month": "2024-03"}
    rate = report.rate("late_rate", **keys)
    assert rate is not None and rate.denominator > 0
    for month in ("2024-3", "3/2024", pd.Period("2024-03")):
        assert report.rate("late_rate", unit=UNITS[0], month=month) == rate
    # The whole has no keys, which pandas has as numbers that are none.
    assert report.rate("late_rate", unit=float("nan"), month=None) == report.rate("late_rate")
    assert report.rate("late_rate", unit=None, month=None) == report.rate("late_rate")
    assert DATA.report(period="2024", by=None).to_json() == DATA.report(period="2024").to_json()


@pytest.mark.parametrize(
    ("by", "error", "meant"),
    [
        ("units", sipas.UsageError, 'did you mean "unit"?'),
        ("Đơn vị", sipas.UsageError, 'did you mean "unit"?'),
        ("unit, month", sipas.UsageError, 'by=["unit", "month"]'),
        ("commune", sipas.UsageError, "dimensions="),
        (["unit", 3], TypeError, "by must be a name or several, not 3"),
    ],
)
def test_a_dimension_that_is_none_says_what_is_meant(
    by: Any, error: type[Exception], meant: str
) -> None:
    with pytest.raises(error, match=re.escape(meant)):
        DATA.report(period="2024", by=by)


@pytest.mark.parametrize("mask", ["channel == 'online'", lambda row: True, 7])
def test_a_mask_that_is_none_is_told(mask: Any) -> None:
    with pytest.raises(sipas.UsageError, match="an expression of polars"):
        DATA.filter(mask)


def test_from_the_start_of_the_year() -> None:
    reports = DATA.reports("2024-01..2024-12", cumulative=True)
    expected = late_by_month()
    so_far = [0, 0]
    for n, report in enumerate(reports, 1):
        month = [
            sum(pair[i] for (_, m), pair in expected.items() if m == f"2024-{n:02}") for i in (0, 1)
        ]
        so_far = [a + b for a, b in zip(so_far, month, strict=True)]
        rate = report.rate("late_rate")
        assert rate is not None
        assert [rate.numerator, rate.denominator] == so_far
    assert reports["2024-12"].to_json() == DATA.report(period="2024").to_json()
    assert reports["2024-03"].to_json() == DATA.report(period="2024-Q1").to_json()


def test_baselines() -> None:
    previous = DATA.reports("2024-03..2024-05", baseline="previous")
    assert [str(report.baseline) for report in previous] == [
        "2024-02-01 to 2024-02-29", "2024-03-01 to 2024-03-31", "2024-04-01 to 2024-04-30"
    ]  # fmt: skip
    assert previous[1].to_json() == DATA.report(period="2024-04", baseline="2024-03").to_json()
    year = DATA.reports("2025-01..2025-02", baseline="year", cumulative=True)
    assert [str(report.baseline) for report in year] == [
        "2024-01-01 to 2024-01-31",
        "2024-01-01 to 2024-02-29",
    ]
    for named, meant in (("previous", "2024-03"), ("year", "2023-04")):
        one = DATA.report(period="2024-04", baseline=named)
        assert one.to_json() == DATA.report(period="2024-04", baseline=meant).to_json()
    with pytest.raises(sipas.UsageError, match="wants the period to be named"):
        DATA.report(baseline="previous")
    one = DATA.reports(["2025-01"], baseline="2024-01")
    assert str(one[0].baseline) == "2024-01-01 to 2024-01-31"
    assert Months(2024, 1, 3).before() == "2023-Q4"
    assert Days(date(2024, 2, 29), date(2024, 3, 1)).year_before() == "2023-02-28..2023-03-01"


def test_months_of_the_reporting_window() -> None:
    reports = DATA.reports("2024-01..2024-04", window="reporting", cumulative=True)
    assert [(r.period.start, r.period.last) for r in reports] == [
        (date(2023, 12, 15), date(2024, 1, 14)),
        (date(2023, 12, 15), date(2024, 2, 14)),
        (date(2023, 12, 15), date(2024, 3, 14)),
        (date(2023, 12, 15), date(2024, 4, 14)),
    ]


def test_a_period_that_has_not_begun_is_refused() -> None:
    with pytest.raises(sipas.UsageError):
        DATA.reports("2024-05..2024-08", as_of="2024-06-20")
    june = DATA.reports("2024-05..2024-06", as_of="2024-06-20")
    assert [r.as_of for r in june] == [datetime(2024, 6, 1), datetime(2024, 6, 21)]


def test_ranges_lead_from_one_to_another() -> None:
    assert [*map(str, several("2024-11..2025-02"))] == ["2024-11", "2024-12", "2025-01", "2025-02"]
    assert [*map(str, several("2024-H2..2025-H1"))] == ["2024-H2", "2025-H1"]


def test_a_report_survives() -> None:
    report = sipas.read(sipas.samples()).report(
        period="2025-Q2", by=["procedure"], baseline="2025-04"
    )
    assert report.groups.columns[:2] == ["procedure", "procedure_name"]
    file = io.BytesIO()
    report.save(file)
    for again in (
        pickle.loads(pickle.dumps(report)),
        copy.deepcopy(report),
        sipas.load(file.getvalue()),
    ):
        assert again.to_json() == report.to_json()
        assert again.groups.to_dict() == report.groups.to_dict()
        assert repr(again) == repr(report)
    assert report.to_dict() == json.loads(report.to_json())
    with pytest.raises(sipas.UsageError):
        sipas.load(b"SIPAS")
    with pytest.raises(sipas.UsageError):
        sipas.load(file.getvalue()[:-3])


def test_what_a_report_says_of_itself() -> None:
    report = DATA.report(
        period=pd.Period("2024-06"), baseline="5/2024", by="unit", deadline="current"
    )
    assert (report.period.start, report.period.last, str(report.period)) == (
        date(2024, 6, 1), date(2024, 6, 30), "2024-06-01 to 2024-06-30"
    )  # fmt: skip
    assert (report.as_of, str(report.baseline)) == (
        datetime(2024, 7, 1),
        "2024-05-01 to 2024-05-31",
    )
    assert (report.policy["deadline"], report.plan) == ("current", "lang-son-2025")
    with pytest.raises(sipas.UsageError, match='did you mean "Văn phòng"'):
        report.rate("late_rate", unit="van phong")
    with pytest.raises(sipas.UsageError, match="by unit"):
        report.rate("late_rate", officer="x")
    with pytest.raises(sipas.UsageError, match="late_rate"):
        report.rate("late_rates")


def test_one_screen_of_very_many_groups() -> None:
    frame = FRAME.with_columns(pl.col("Mã hồ sơ").alias("Đơn vị xử lý"))
    report = sipas.from_arrow(frame).report(period="2024", by="unit")
    html = report._repr_html_()
    assert html.count("H37.12-") < 100 * 20
    assert f"{len(set(frame['Mã hồ sơ'])) - 20:,}".replace(",", ".")[:1] in html
    assert "nhóm nữa" in html
    assert repr(report).endswith("groups by unit)")
