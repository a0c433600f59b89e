"""Charts: of the figures of the report, in its language, and drawn without a complaint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sipas

pytest.importorskip("altair")

Of = Callable[[sipas.Dossiers, Any], Any]
CHARTS: dict[str, Of] = {
    "on_time_by_unit": lambda d, lang: d.report(
        period="2025-Q2", by="unit", lang=lang
    ).plot.on_time_by_unit(),
    "trend": lambda d, lang: d.report(period="2025-Q2", by="month", lang=lang).plot.trend(
        baseline=d.report(period="2025-04")
    ),
    "control_chart": lambda d, lang: d.report(
        period="2025-Q2", by="unit", lang=lang
    ).plot.control_chart(),
    "funnel": lambda d, lang: d.report(period="2025-Q2", by="officer", lang=lang).plot.funnel(),
    "pareto": lambda d, lang: d.report(period="2025-Q2", by="procedure", lang=lang).plot.pareto(),
    "processing_days": lambda d, lang: d.report(
        period="2025-Q2", by="unit", lang=lang
    ).plot.processing_days(),
    "budget": lambda d, lang: d.report(
        period="2025-Q2", by="month", lang=lang
    ).plot.budget_burn_down(),
}


@pytest.mark.parametrize("of", CHARTS.values(), ids=CHARTS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_chart_is_drawn(of: Of, lang: str) -> None:
    vl_convert = pytest.importorskip("vl_convert")
    chart = of(sipas.read_csv("tests/data/samples/dossiers"), lang)
    spec = chart.to_dict()
    assert spec["title"]["text"] and spec["title"]["subtitle"]
    svg = vl_convert.vegalite_to_svg(chart.to_json())
    assert spec["title"]["text"].split()[0] in svg and "NaN" not in svg
    decimal = spec["config"]["locale"]["number"]["decimal"]
    assert decimal == ("," if lang == "vi" else ".")


def values(chart: Any) -> list[dict[str, Any]]:
    spec = chart.to_dict()
    inline = [layer.get("data", {}).get("values", []) for layer in [spec, *spec["layer"]]]
    return [row for rows in [*spec.get("datasets", {}).values(), *inline] for row in rows]


def test_the_control_chart_marks_the_group_that_is_out() -> None:
    report = sipas.read_csv("tests/data/samples/dossiers").report(period="2025-Q2", by="unit")
    out = {row["name"] for row in values(report.plot.control_chart()) if row.get("out")}
    assert out == {"Phòng Quản lý Tài nguyên và Môi trường"}


def test_a_chart_of_the_wrong_groups_says_what_it_needs() -> None:
    report = sipas.read_csv("tests/data/samples/dossiers").report(period="2025-Q2", by="unit")
    with pytest.raises(sipas.UsageError, match="'month'"):
        report.plot.trend()
    with pytest.raises(sipas.UsageError, match="no rate"):
        report.plot.control_chart("late_count")
    months = sipas.read_csv("tests/data/samples/dossiers").reports("2025-04..2025-06", by="unit")
    with pytest.raises(sipas.UsageError, match="did you mean 'late_rate'"):
        months.plot.heatmap("late_rat")
    with pytest.raises(sipas.UsageError, match="no rate"):
        months.plot.groups("late_count")
    with pytest.raises(sipas.UsageError, match='did you mean "Văn phòng"'):
        months.plot.trend(unit="Van phong")
    with pytest.raises(sipas.UsageError, match="one dimension"):
        sipas.read(sipas.samples()).reports("2025-04..2025-06").plot.groups()


def test_a_group_that_is_missing_in_a_period_has_a_gap() -> None:
    pl = pytest.importorskip("polars")
    ends = ["10/04/2025", "12/05/2025", "12/06/2025", "13/06/2025"]
    frame = pl.DataFrame(
        {
            "Mã hồ sơ": [f"H37.12-250401-{n:04}" for n in range(4)],
            "Đơn vị xử lý": ["A", "B", "A", "B"],
            "Ngày tiếp nhận": ["01/04/2025", "02/05/2025", "01/04/2025", "02/05/2025"],
            "Ngày hẹn trả": ["09/04/2025", "20/05/2025", "20/06/2025", "20/06/2025"],
            "Ngày kết thúc xử lý": ends,
        }
    )
    months = sipas.from_arrow(frame).reports("2025-04..2025-06", by="unit")
    of_unit = values(months.plot.trend("late_rate", unit="B"))
    assert {row["period"]: row["pair"] for row in of_unit if "pair" in row} == {
        "2025-05": "0/1",
        "2025-06": "0/1",
    }
    fields = values(months.plot.heatmap("late_rate"))
    drawn = {(row["name"], row["period"]): row["pair"] for row in fields}
    assert drawn[("A", "2025-04")] == "1/1" and ("B", "2025-04") not in drawn
    before = months.plot.trend("late_rate", baseline=months[:2])
    assert [row["of"] for row in values(before) if "of" in row] == ["2025-04", "2025-05"]


def test_the_funnel_names_only_who_is_out_of_control() -> None:
    vl_convert = pytest.importorskip("vl_convert")
    report = sipas.read_csv("tests/data/samples/dossiers").report(period="2025-Q2", by="officer")
    chart = report.plot.funnel()
    out = {row["name"] for row in values(chart) if row.get("out")}
    names = {row["name"] for row in values(chart) if "name" in row}
    assert out and out < names
    texts = vl_convert.vegalite_to_svg(chart.to_json())
    assert {name for name in names if f">{name}</text>" in texts} == out
    assert "chung 0,97%" in texts
