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
