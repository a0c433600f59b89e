"""Tables: the figures of the document, and what stands behind each number."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sipas

PERIOD: dict[str, Any] = {"period": "2025-Q2"}


@pytest.fixture(scope="module")
def dossiers() -> sipas.Dossiers:
    return sipas.read_csv("tests/data/samples/dossiers")


@pytest.fixture(scope="module")
def pakn() -> sipas.Pakn:
    return sipas.read_csv("tests/data/samples/pakn.csv", kind="pakn")


@pytest.fixture(scope="module")
def procedures() -> sipas.Procedures:
    return sipas.read_csv("tests/data/samples/procedures.csv", kind="procedures")


@pytest.fixture(scope="module")
def survey() -> sipas.Survey:
    return sipas.read_csv("tests/data/samples/survey.csv", kind="survey")


@pytest.fixture(autouse=True, scope="module")
def _at_the_root() -> None:
    import os

    from conftest import ROOT

    os.chdir(ROOT)


@pytest.fixture(scope="module")
def report(
    dossiers: sipas.Dossiers, pakn: sipas.Pakn, procedures: sipas.Procedures, survey: sipas.Survey
) -> sipas.Report:
    return dossiers.report(
        **PERIOD, by=["unit"], pakn=pakn, procedures=procedures, survey=survey, baseline="2025-04"
    )


def rows(table: sipas.Table) -> list[dict[str, Any]]:
    columns = table.to_dict()
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def test_the_table_of_indicators_has_the_figures_of_the_document(report: sipas.Report) -> None:
    figures = {(row["unit"], row["indicator"], row["part"]): row for row in rows(report.indicators)}
    for group in report.to_dict()["groups"]:
        unit = group["key"].get("unit")
        for indicator, expected in group["indicators"].items():
            if indicator == "processing_days":
                for part in (
                    "mean",
                    "median",
                    "p90",
                    "working_mean",
                    "working_median",
                    "working_p90",
                ):
                    assert figures[unit, indicator, part]["value"] == expected[part]
                continue
            row = figures[unit, indicator, None]
            assert (row["value"], row["status"]) == (expected["value"], expected["status"])
            if "denominator" in expected:
                low_high = None if row["low"] is None else [row["low"], row["high"]]
                found = (row["numerator"], row["denominator"], low_high, row["small"])
                assert found == tuple(
                    expected.get(k) for k in ("numerator", "denominator", "interval", "small")
                )
            else:
                assert (row["numerator"], row["denominator"], row["low"]) == (
                    expected["value"],
                    None,
                    None,
                )


def test_the_other_tables_have_the_figures_of_the_document(report: sipas.Report) -> None:
    document = report.to_dict()
    for row, group in zip(rows(report.groups), document["groups"], strict=True):
        for name, count in group["dossiers"].items():
            if isinstance(count, dict):
                assert {k: row[f"{name}.{k}"] for k in count} == count
            else:
                assert row[name] == count
        assert {k: row[f"pakn.{k}"] for k in group["pakn"]} == group["pakn"]
    for row, score in zip(rows(report.scorecard), document["scorecard"], strict=True):
        for name in (
            "id",
            "tier",
            "area",
            "indicator",
            "comparator",
            "threshold",
            "numerator",
            "verdict",
            "lead",
        ):
            assert row[name] == score[name]
        baseline = score["baseline"] or {"numerator": None, "denominator": None}
        assert (row["baseline_numerator"], row["baseline_denominator"]) == tuple(baseline.values())
        assert row["unit"] == score["key"].get("unit")
    for row, one in zip(rows(report.inputs), document["inputs"], strict=True):
        assert row == {name: one[name] for name in row}
    budget = report.late_budget
    assert budget is not None
    assert str(budget.threshold) == document["late_budget"]["threshold"]
    assert budget.remaining == document["late_budget"]["remaining"]


def test_behind_every_count_stand_as_many_rows(
    dossiers: sipas.Dossiers, pakn: sipas.Pakn, procedures: sipas.Procedures, report: sipas.Report
) -> None:
    whole = report.to_dict()["groups"][0]
    for name, count in whole["dossiers"].items():
        if isinstance(count, int):
            assert len(dossiers.classify(name, **PERIOD, procedures=procedures)) == count, name
    for name, count in whole["pakn"].items():
        assert len(pakn.classify(name, **PERIOD)) == count, name
    repeat = whole["indicators"]["repeat_visit_rate"]["numerator"]
    assert len(dossiers.repeat_visits(**PERIOD)) == repeat
    assert len(dossiers.late(**PERIOD)) + len(dossiers.overdue(**PERIOD)) > 0
    soon = rows(dossiers.due_soon(days=3, **PERIOD))
    assert soon and all(0 <= row["working_days_left"] <= 3 for row in soon)
    late = rows(dossiers.late(**PERIOD))
    assert all(
        row["days_late"] == (row["end"].date() - row["deadline"].date()).days > 0 for row in late
    )


def test_every_row_that_is_no_record_is_told_with_its_place(dossiers: sipas.Dossiers) -> None:
    inputs = dossiers.inputs.to_dict()
    assert len(dossiers.duplicates) == sum(inputs["duplicates"])
    assert len(dossiers.skipped) == sum(inputs["skipped"])
    assert len({(row["file"], row["line"]) for row in rows(dossiers.rejected)}) == sum(
        inputs["rejected"]
    )
    codes = [row["code"] for row in rows(dossiers.issues)]
    assert codes.count("duplicate") == sum(inputs["duplicates"])
    assert codes.count("skipped") == sum(inputs["skipped"])


def test_no_personal_data_is_shown(dossiers: sipas.Dossiers) -> None:
    shown = "".join(
        str(table.to_dict())
        for table in (dossiers.issues, dossiers.rejected, dossiers.classify(**PERIOD))
    )
    assert "Người nộp" not in shown and "0900" not in shown


def test_what_notebooks_show_is_escaped_and_in_the_language() -> None:
    vi = sipas.read_csv("tests/data/samples/dossiers").report(**PERIOD, by="unit")
    en = sipas.read_csv("tests/data/samples/dossiers").report(**PERIOD, by="unit", lang="en")
    assert (
        "Tỷ lệ trả kết quả đúng hạn" in vi._repr_html_()
        and "98.94" not in vi.scorecard._repr_html_()
    )
    assert "Scorecard" in en._repr_html_() and "Verdict" in en.scorecard._repr_html_()
    for shown in (vi, vi.indicators, vi.groups):
        assert "<script" not in shown._repr_html_() and "#fff" not in shown._repr_html_()


def test_a_hostile_name_is_no_markup(tmp_path: Any) -> None:
    path = tmp_path / "x.csv"
    unit = "<script>alert(1)</script>"
    path.write_text(
        "Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n"
        f"H37.12-250601-0001,{unit},01/06/2025,02/06/2025,03/06/2025\n",
        encoding="utf-8",
    )
    data = sipas.read_csv(path)
    report = data.report(period="2025-06", by="unit")
    for shown in (report, report.indicators, report.groups, data.late(period="2025-06"), data):
        assert "<script" not in shown._repr_html_()
    report.write_html(tmp_path / "x.html")
    assert "<script>alert" not in (tmp_path / "x.html").read_text("utf-8")


def test_every_library_takes_a_table_as_it_is(report: sipas.Report) -> None:
    table = report.scorecard
    for name in ("polars", "pandas", "pyarrow", "duckdb"):
        pytest.importorskip(name)
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    assert (
        pl.DataFrame(table).height
        == len(table)
        == len(pd.DataFrame.from_arrow(table))
        == pa.table(table).num_rows
    )
    assert table.to_polars().equals(pl.DataFrame(table)) and table.to_arrow().equals(
        pa.table(table)
    )
    connection = duckdb.connect()
    connection.register("shown", table)
    assert connection.sql("select count(*) from shown").fetchall() == [(len(table),)]


def sheets_of(path: Any) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        text = archive.read("xl/workbook.xml").decode()
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    names = re.findall(r'<sheet name="([^"]*)"', text)
    assert len(names) == len(parts)
    return names


def test_a_report_is_a_workbook_of_sheets_and_always_the_same_bytes(
    report: sipas.Report, tmp_path: Any
) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    second.write_bytes(b"what stood there before")
    report.write_excel(first)
    report.write(second, format="xlsx")
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]
    wanted = {
        "Tóm tắt",
        "Thực hiện kế hoạch",
        "Theo đơn vị",
        "Xu hướng",
        "Theo thủ tục",
        "Chất lượng dữ liệu",
    }
    assert wanted <= set(sheets_of(first))


def test_a_page_has_the_trend_and_always_the_same_bytes(
    report: sipas.Report, tmp_path: Any
) -> None:
    for name in ("a.html", "b.html"):
        report.write_html(tmp_path / name)
    page = (tmp_path / "a.html").read_bytes()
    assert page == (tmp_path / "b.html").read_bytes()
    assert page.startswith(b"<!DOCTYPE html>") and b'id="trend"' in page


def test_what_cannot_be_written_is_an_error_of_python(report: sipas.Report, tmp_path: Any) -> None:
    for write in (report.write_excel, report.write_html):
        with pytest.raises(FileNotFoundError):
            write(tmp_path / "nowhere" / "x")
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_is_of_what_was_read_though_its_inputs_changed(
    dossiers: sipas.Dossiers, tmp_path: Any
) -> None:
    path = tmp_path / "pakn.csv"
    with open("tests/data/samples/pakn.csv", "rb") as file:
        rows = file.readlines()
    path.write_bytes(b"".join(rows))
    report = dossiers.report(pakn=sipas.read_csv(path, kind="pakn"), **PERIOD)
    report.write_excel(tmp_path / "t.xlsx")
    path.write_bytes(b"".join(rows[:-3]))
    report.write_excel(tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "t.xlsx").read_bytes()


def test_what_was_not_read_is_not_written_of_inputs_that_changed(tmp_path: Any) -> None:
    path = tmp_path / "t6.csv"
    with open("tests/data/samples/dossiers/ho-so-thang-6.csv", "rb") as file:
        rows = file.readlines()
    path.write_bytes(b"".join(rows))
    report = sipas.read_csv(path, assume_unique=True).report(period="2025-06")
    path.write_bytes(b"".join(rows[:-3]))
    with pytest.raises(sipas.RefusedError, match="changed since"):
        report.write_excel(tmp_path / "t.xlsx")


def test_what_is_doubtful_beside_other_files_is_an_issue_too(tmp_path: Path) -> None:
    header = "Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý"

    def write(name: str, *rows: str) -> Path:
        file = tmp_path / name
        file.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        return file

    older = [
        "H37.01-250602-0001,Phòng A,02/06/2025,20/06/2025,",
        "H37.01-25O602-0001,Phòng A,02/06/2025,20/06/2025,",
    ]
    newer = ["H37.01-250602-0001,Phòng A,03/06/2025,20/06/2025,19/06/2025"]
    data = sipas.read_csv([write("b-newer.csv", *newer), write("c-older.csv", *older)])
    found = {row["code"]: row for row in rows(data.issues)}
    assert found["code.alike"]["expected"] == "H37.01-250602-0001"
    assert (found["code.rows_differ"]["line"], found["code.rows_differ"]["value"]) == (
        2,
        "H37.01-250602-0001",
    )
    order = found["snapshot.order"]
    assert order["file"].endswith("b-newer.csv")
    assert (order["line"], order["value"], order["severity"]) == (None, "1", "warning")
    told = {
        issue["code"]
        for one in data.report(period="2025-06").to_dict()["inputs"]
        for issue in one["issues"]
    }
    assert {"code.rows_differ", "snapshot.order"} <= told
    clean = sipas.read_csv(
        [write("a-older.csv", older[0].replace(",02/", ",03/")), write("b-newer.csv", *newer)]
    )
    assert not {"code.alike", "code.rows_differ", "snapshot.order"} & set(
        clean.issues.to_dict()["code"]
    )
