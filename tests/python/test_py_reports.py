"""Many periods, two reports side by side, indicators of one's own: against polars."""

from __future__ import annotations

import copy
import io
import json
import math
import pickle
import random
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sipas
from sipas.periods import Days, Months, several

pl, pd = pytest.importorskip("polars"), pytest.importorskip("pandas")

UNITS = ["Văn phòng", "Phòng Kế hoạch", "Phòng Môi trường"]


def dossiers(rows: int = 2000) -> Any:
    """Dossiers of a year and a half; some open, some late."""
    random.seed(24)
    records = []
    for n in range(rows):
        received = date(2024, 1, 1) + timedelta(days=random.randrange(540))
        end = received + timedelta(days=random.randrange(1, 30)) if random.random() < 0.9 else None
        records.append(
            {
                "Mã hồ sơ": f"H37.12-{received:%y%m%d}-{n:04}",
                "Đơn vị xử lý": random.choice(UNITS),
                "Ngày tiếp nhận": received,
                "Ngày hẹn trả": received + timedelta(days=20),
                "Ngày kết thúc xử lý": end,
                "Hình thức tiếp nhận": random.choice(["Trực tuyến", "Trực tiếp"]),
            }
        )
    return pl.DataFrame(records)


FRAME = dossiers()
DATA = sipas.from_arrow(FRAME)


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


def test_indicators_of_ones_own_by_text() -> None:
    debt = sipas.indicator(
        "debt_rate", num="late+open_overdue", den="received + carried_in", target="< 5%"
    )
    more = sipas.indicator("more_count", num="received - withdrawn")
    for report in DATA.reports("2024-05..2024-06", by=["unit", "month"], indicators=[debt, more]):
        groups = report.groups.to_polars()
        table = report.indicators.to_polars()
        own = table.filter(pl.col("indicator") == "debt_rate")
        assert own["numerator"].to_list() == (groups["late"] + groups["open_overdue"]).to_list()
        assert own["denominator"].to_list() == (groups["received"] + groups["carried_in"]).to_list()
        assert own["unit"].to_list() == groups["unit"].to_list()
        assert own["status"].to_list() == [
            "measured" if d else "no_data" for d in own["denominator"]
        ]
        assert (
            table.filter(pl.col("indicator") == "more_count")["denominator"].null_count()
            == groups.height
        )
        rate = report.rate("debt_rate")
        assert rate is not None
        verdict = report.scorecard.to_polars().filter(
            pl.col("id") == "debt_rate", pl.col("unit").is_null()
        )
        expected = "met" if 20 * rate.numerator < rate.denominator else "missed"
        assert verdict["verdict"].to_list() == [expected]
        again = pickle.loads(pickle.dumps(report))
        assert again.indicators.to_dict() == report.indicators.to_dict()
        assert again.scorecard.to_dict() == report.scorecard.to_dict()


def test_indicators_of_ones_own_that_pick_dossiers() -> None:
    online = sipas.indicator("online_late", num=pl.col("channel") == "online", of="late")
    swift = sipas.indicator(
        "swift_rate",
        num=pl.col("finished_at") - pl.col("received_at") <= timedelta(days=3),
        den=pl.col("channel") == "online",
    )
    end, received = pl.col("Ngày kết thúc xử lý"), pl.col("Ngày tiếp nhận")
    is_online, is_late = pl.col("Hình thức tiếp nhận") == "Trực tuyến", end > pl.col("Ngày hẹn trả")
    is_swift = end - received <= timedelta(days=3)
    for report in DATA.reports("2024-05..2024-07", by="unit", indicators=[online, swift]):
        here = FRAME.filter(end.is_between(report.period.start, report.period.last))
        for unit in [None, *UNITS]:
            rows = here if unit is None else here.filter(pl.col("Đơn vị xử lý") == unit)
            key = {} if unit is None else {"unit": unit}
            assert report.rate("online_late", **key) == sipas.Rate(
                rows.filter(is_late & is_online).height, rows.filter(is_late).height
            )
            assert report.rate("swift_rate", **key) == sipas.Rate(
                rows.filter(is_online & is_swift).height, rows.filter(is_online).height
            )
    single = DATA.report(period="2024-06", by="unit", indicators=[online])
    assert single.rate("online_late") == DATA.reports(["2024-06"], indicators=[online])[0].rate(
        "online_late"
    )


def test_a_missing_column_is_not_measurable() -> None:
    data = sipas.from_arrow(FRAME.drop("Hình thức tiếp nhận"))
    own = [
        sipas.indicator("online_share", num="channels.online", den="received"),
        sipas.indicator(
            "trips",
            num="repeat_visits.1 + repeat_visits.2 + repeat_visits.3+",
            den="repeat_visits.0",
        ),
        sipas.indicator("nowhere", num=pl.col("commune") == "x"),
    ]
    table = data.report(period="2024-06", by="unit", indicators=own).indicators.to_polars()
    assert set(table.filter(pl.col("indicator").is_in([of.name for of in own]))["status"]) == {
        "not_measurable"
    }
    empty = DATA.report(
        period="2024-06", indicators=[sipas.indicator("none", num="withdrawn", den="withdrawn")]
    )
    assert empty.rate("none") == sipas.Rate(0, 0)
    with pytest.raises(sipas.UsageError, match="there is no count"):
        DATA.report(period="2024-06", indicators=[sipas.indicator("x", num="lates")])
    with pytest.raises(sipas.UsageError, match="negative"):
        DATA.report(period="2024-06", indicators=[sipas.indicator("x", num="withdrawn - received")])
    with pytest.raises(sipas.UsageError, match="already"):
        DATA.report(period="2024-06", indicators=[sipas.indicator("late_rate", num="late")])
    for target in ("5%", "< x", "< 1/0"):
        with pytest.raises(sipas.UsageError, match="target"):
            sipas.indicator("x", num="late", target=target)


OWN = """
id = "own"
[areas.IV]
title = "Kết quả"
lead = "Văn phòng"
timing = "continuous"

[[indicators]]
name = "debt_rate"
title = "Tỷ lệ nợ"
num = "late + open_overdue"
den = "received + carried_in"

[[targets]]
id = "IV.1"
tier = "commitment"
task = "Nợ dưới 2%"
indicator = "debt_rate"
comparator = "<"
threshold = "2/100"
"""


def test_indicators_of_ones_own_in_a_plan(tmp_path: Path) -> None:
    plan = tmp_path / "own.toml"
    plan.write_text(OWN, encoding="utf-8")
    by_text = sipas.indicator("debt_rate", num="late + open_overdue", den="received + carried_in")

    def of(frame: Any) -> list[dict[str, Any]]:
        return [
            {name: row[name] for name in row if name != "name"}
            for row in frame.to_polars().to_dicts()
            if row["indicator"] == "debt_rate"
        ]

    expected = of(
        DATA.report(period="2025-03", by="unit", plan=None, indicators=[by_text]).indicators
    )
    r = DATA.report(period="2025-03", by="unit", plan=plan)
    assert of(r.indicators) == expected
    assert len(expected) == 1 + len(UNITS)
    found = next(row for row in expected if row["unit"] == UNITS[0])
    rate = r.rate("debt_rate", unit=UNITS[0])
    assert rate is not None
    assert (rate.numerator, rate.denominator) == (found["numerator"], found["denominator"])
    score = r.scorecard.to_polars().filter(pl.col("indicator") == "debt_rate")
    assert score["numerator"].to_list() == [row["numerator"] for row in expected]
    again = pickle.loads(pickle.dumps(r))
    assert of(again.indicators) == expected
    many = DATA.reports(["2025-02", "2025-03"], by="unit", plan=plan)
    assert of(many[1].indicators) == expected
    bare = sipas.from_arrow(FRAME.drop("Ngày hẹn trả")).report(period="2025-03", plan=plan)
    assert of(bare.indicators)[0]["status"] == "not_measurable"
    with pytest.raises(sipas.UsageError, match="already"):
        DATA.report(period="2025-03", plan=plan, indicators=[by_text])
    plan.write_text(OWN.replace("open_overdue", "open_overdu"), encoding="utf-8")
    with pytest.raises(sipas.SipasError, match="no count"):
        DATA.report(period="2025-03", plan=plan)


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
