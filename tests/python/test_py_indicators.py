"""Indicators of one's own, by text, by what picks dossiers and in a plan: against polars."""

from __future__ import annotations

import pickle
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sipas
from many_months import DATA, FRAME, UNITS

pl = pytest.importorskip("polars")


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
