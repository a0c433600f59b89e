"""One door: whatever is read, it is the same records; own columns, masks and dimensions."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sipas

pl = pytest.importorskip("polars")

SAMPLES = Path("tests/data/samples")
JUNE = SAMPLES / "dossiers" / "ho-so-thang-6.csv"
HEADER = (
    "Mã hồ sơ,Người nộp hồ sơ,Đơn vị xử lý,Xã/phường,Ngày tiếp nhận,Ngày hẹn trả,"
    "Ngày kết thúc xử lý,Ghi chú"
)
COMMUNES = ["Đồng Đăng", "Tân Thanh", "Cốc Nam"]


def export(rows: int = 60) -> str:
    """Dossiers of three communes; every seventh late, every tenth note has two lines."""
    lines = [HEADER]
    for n in range(rows):
        end = 12 if n % 7 == 0 else 5
        note = '"hai\ndòng"' if n % 10 == 3 else f"ghi chú {n}"
        unit = ["Văn phòng", "Phòng Kế hoạch"][n % 2]
        lines.append(
            f"H37.12-250602-{n:04},(ẩn),{unit},{COMMUNES[n % 3]},02/06/2025,09/06/2025,"
            f"{end:02}/06/2025,{note}"
        )
    return "\n".join(lines) + "\n"


def figures(data: sipas.Dossiers) -> Any:
    report = data.report(period="2025-06", by="unit")
    return report.to_dict()["groups"]


def test_the_samples_of_the_package_are_those_of_the_tests() -> None:
    shipped = sorted(path.name for path in sipas.samples().glob("*.csv"))
    files = [
        *(SAMPLES / "dossiers").glob("*.csv"),
        *(SAMPLES / f"{kind}.csv" for kind in ("pakn", "procedures", "survey")),
    ]
    assert shipped == sorted(path.name for path in files)
    for path in files:
        assert (sipas.samples() / path.name).read_bytes() == path.read_bytes(), path


def test_everything_that_was_read_is_in_one_report() -> None:
    one = sipas.read(sipas.samples()).report(period="2025-Q2", by="unit").to_dict()
    others = {
        kind: sipas.read_csv(SAMPLES / f"{kind}.csv", kind=kind)
        for kind in ("pakn", "procedures", "survey")
    }
    many = (
        sipas.read_csv(SAMPLES / "dossiers").report(period="2025-Q2", by="unit", **others).to_dict()
    )  # type: ignore[arg-type]
    assert one["groups"] == many["groups"]
    assert one["scorecard"] == many["scorecard"]


@pytest.mark.parametrize(
    "way",
    ["path", "text", "bytes", "binary", "StringIO", "BytesIO", "open", "polars", "parquet", "list"],
)
def test_the_same_records_by_whatever_way(way: str, tmp_path: Path) -> None:
    text = export()
    path = tmp_path / "t6.csv"
    path.write_text(text, encoding="utf-8")
    frame = pl.read_csv(path)
    parquet = tmp_path / "t6.parquet"
    frame.write_parquet(parquet)
    ways: dict[str, Any] = {
        "path": path,
        "text": str(path),
        "bytes": text.encode(),
        "binary": bytearray(text.encode("utf-8-sig")),
        "StringIO": io.StringIO(text),
        "BytesIO": io.BytesIO(text.encode()),
        "open": path.open(encoding="utf-8"),
        "polars": frame,
        "parquet": parquet,
        "list": [path],
    }
    data = sipas.read(ways[way])
    assert data.kinds == ["dossiers"]
    assert len(data) == 60
    assert figures(data) == figures(sipas.read_csv(path))


def test_read_csv_takes_open_files_too() -> None:
    assert len(sipas.read_csv(io.StringIO(export()))) == 60
    with JUNE.open("rb") as file:
        assert figures(sipas.read_csv(file)) == figures(sipas.read_csv(JUNE))


def test_names_are_told_apart() -> None:
    first, second = export(), export(70)
    data = sipas.read({"tuần 1": first.encode(), "tuần 2": second.encode()})
    assert data.inputs.to_dict()["path"] == ["tuần 1", "tuần 2"]
    again = sipas.read(io.StringIO(first), io.StringIO(second))
    assert again.inputs.to_dict()["path"] == ["file", "file 2"]
    assert len(again) == 70


def test_folders_patterns_and_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "t6.csv").write_text(export(), encoding="utf-8")
    pl.read_csv(tmp_path / "t6.csv").with_columns(
        pl.col("Mã hồ sơ").str.replace("250602", "250603")
    ).write_parquet(tmp_path / "t7.parquet")
    assert len(sipas.read("~/t6.csv")) == 60
    assert len(sipas.read("~")) == 120
    assert len(sipas.read(tmp_path / "*.parquet")) == 60
    with pytest.raises(FileNotFoundError):
        sipas.read("~/nowhere.csv")
    with pytest.raises(FileNotFoundError):
        sipas.read(tmp_path / "nowhere.parquet")


@pytest.mark.parametrize("what", [None, 7, object()])
def test_what_nobody_can_read_is_refused(what: Any) -> None:
    with pytest.raises((sipas.FrameTypeError, sipas.MissingPackageError)):
        sipas.read(what)
    with pytest.raises(sipas.UsageError, match="is named"):
        sipas.read([])


def test_petitions_read_as_dossiers_say_what_they_are() -> None:
    with pytest.raises(sipas.RefusedError, match='kind="pakn"'):
        sipas.read_csv(SAMPLES / "pakn.csv")
    # A title is the header of this frame, and its header a row.
    frame = pl.read_csv(SAMPLES / "pakn.csv", infer_schema=False)
    assert "Mã PAKN" not in frame.columns
    for ask in (sipas.from_arrow, lambda frame: sipas.read(frame, kind="dossiers")):
        with pytest.raises(sipas.RefusedError, match='kind="pakn"'):
            ask(frame)


def test_a_frame_below_a_title_tells_its_kind_as_a_file_does() -> None:
    for name in ("pakn.csv", "procedures.csv", "survey.csv"):
        with (SAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
            rows = [*csv.reader(file)]
        width = max(map(len, rows))
        cells = [row + [""] * (width - len(row)) for row in rows]
        frame = pl.DataFrame(
            cells, schema={f"column_{n}": pl.String for n in range(width)}, orient="row"
        )
        assert sipas.read(frame).kinds == sipas.read(SAMPLES / name).kinds


def test_addresses_are_read_by_fsspec(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe("/exports/t6.csv", JUNE.read_bytes())
    memory.pipe("/exports/t7.csv", export().encode())
    assert figures(sipas.read("memory://exports/t6.csv")) == figures(sipas.read(JUNE))
    assert figures(sipas.read_csv("memory://exports/t6.csv")) == figures(sipas.read(JUNE))
    both = sipas.read("memory://exports/*.csv")
    assert both.inputs.to_dict()["path"] == ["t6.csv", "t7.csv"]
    (tmp_path / "t6.csv").write_bytes(JUNE.read_bytes())
    assert figures(sipas.read(f"file://{tmp_path}/t6.csv")) == figures(sipas.read(JUNE))
    with pytest.raises(FileNotFoundError):
        sipas.read("memory://exports/nowhere.csv")


def test_what_is_refused_names_what_would_accept_it() -> None:
    rows = export(3).splitlines()
    many = "\n".join(
        [rows[0] + ",Số lượng hồ sơ", *(f"{row},{n + 1}" for n, row in enumerate(rows[1:]))]
    )
    with pytest.raises(sipas.RefusedError, match='accept="aggregated_rows"'):
        sipas.read(io.StringIO(many))
    for accept in ("aggregated_rows", ["lost_digits", "aggregated_rows"]):
        assert len(sipas.read(io.StringIO(many), accept=accept)) == 3  # type: ignore[arg-type]
    frame = pl.read_csv(io.StringIO(many))
    with pytest.raises(sipas.RefusedError, match='accept="aggregated_rows"'):
        sipas.from_arrow(frame)
    assert len(sipas.from_arrow(frame, accept="aggregated_rows")) == 3
    with pytest.raises(sipas.UsageError, match="lost_digits"):
        sipas.read(io.StringIO(many), accept="digits")  # type: ignore[arg-type]


def test_dimensions_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "t6.csv"
    path.write_text(export(), encoding="utf-8")
    frame = pl.read_csv(path)
    own = {"commune": "Xã/phường"}
    expected = {
        commune: frame.filter(pl.col("Xã/phường") == commune)
        .select((pl.col("Ngày kết thúc xử lý") == "12/06/2025").sum())
        .item()
        for commune in COMMUNES
    }
    for data in (
        sipas.read(path, dimensions=own),
        sipas.read_csv(path, dimensions=own),
        sipas.from_arrow(frame, dimensions=own),
        sipas.read_csv(path, dimensions=own, assume_unique=True),
    ):
        report = data.report(period="2025-06", by=["commune"])
        assert {
            commune: report.rate("late_rate", commune=commune).numerator for commune in COMMUNES
        } == expected  # type: ignore[union-attr]
        assert set(data.classify(period="2025-06").to_dict()["commune"]) == set(COMMUNES)
        assert "commune" in data.records().columns
    with pytest.raises(sipas.UsageError, match="Người nộp hồ sơ"):
        sipas.read(path, dimensions={"who": "Người nộp hồ sơ"})
    with pytest.raises(sipas.UsageError, match="dimensions="):
        sipas.read(path).report(period="2025-06", by="commune")


def test_other_columns_stand_beside_their_records() -> None:
    text = export()
    rows = list(csv.DictReader(io.StringIO(text)))
    for data in (sipas.read(io.StringIO(text)), sipas.read(pl.DataFrame(rows))):
        for table in (
            data.records(columns=["Ghi chú"]),
            data.classify(period="2025-06", columns=["ghi CHÚ"]),
        ):
            got = table.to_dict()
            notes = got["Ghi chú"] if "Ghi chú" in got else got["ghi CHÚ"]
            for code, row, note in zip(got["code"], got["row"], notes, strict=True):
                assert rows[row - 1]["Mã hồ sơ"] == code
                assert rows[row - 1]["Ghi chú"] == note


@pytest.mark.parametrize(
    "header", ["Người nộp hồ sơ", "NGUOI NOP HO SO", "Số điện thoại", "Ngày sinh", "E-mail"]
)
def test_personal_data_come_by_no_way(header: str) -> None:
    data = sipas.read(io.StringIO(export()))
    for ask in (data.records, lambda **kwargs: data.classify(period="2025-06", **kwargs)):
        with pytest.raises(sipas.UsageError, match="personal data"):
            ask(columns=[header])
    with pytest.raises(sipas.UsageError, match="Ghi chú"):
        data.records(columns=["Chú thích"])
    assert "(ẩn)" not in str(data.records(columns=["Ghi chú"]).to_dict())


def test_the_row_of_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "t6.xlsx"
    rows = list(csv.reader(io.StringIO(export().replace('"hai\ndòng"', "hai"))))
    workbook = pytest.importorskip("openpyxl").Workbook()
    workbook.active.append(["DANH SÁCH HỒ SƠ"])
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    got = sipas.read(path).records(columns=["Ghi chú"]).to_dict()
    assert got["row"] == list(range(1, 61))
    assert got["Ghi chú"] == [row[-1] for row in rows[1:]]


def test_a_filter_counts_as_a_frame_of_those_rows_would() -> None:
    text = export()
    data = sipas.read(io.StringIO(text), dimensions={"commune": "Xã/phường"})
    frame = pl.read_csv(io.StringIO(text))
    mask = pl.col("commune") == "Tân Thanh"
    for part in (
        data.filter(mask),
        data.filter([commune == "Tân Thanh" for commune in data.records().to_dict()["commune"]]),
        data.filter(data.records().to_polars()["commune"] == "Tân Thanh"),
        data.filter(pl.col("Xã/phường") == "Tân Thanh", columns=["Xã/phường"]),
    ):
        alone = sipas.from_arrow(frame.filter(pl.col("Xã/phường") == "Tân Thanh"))
        assert len(part) == len(alone) == 20
        assert figures(part) == figures(alone)
        inputs = part.inputs.to_dict()
        assert inputs["rows"] == inputs["accepted"] == [20]
        assert part.records(columns=["Ghi chú"]).to_dict()["row"] == list(range(2, 61, 3))
    pytest.importorskip("pandas")
    series = data.records().to_pandas()["commune"] == "Tân Thanh"
    assert figures(data.filter(series)) == figures(data.filter(mask))
    with pytest.raises(sipas.UsageError, match="60 records"):
        data.filter([True])
    with pytest.raises(sipas.UsageError, match="true or false"):
        data.filter(["x"] * 60)


def test_a_filter_does_not_bring_older_rows_back() -> None:
    older = export(3)
    newer = older.replace("Văn phòng", "Phòng Kế hoạch")
    data = sipas.read({"cũ": older.encode(), "mới": newer.encode()})
    part = data.filter(pl.col("unit") == "Văn phòng")
    assert len(part) == 0
    assert len(data) == 3


def test_a_filter_leaves_petitions_alone() -> None:
    data = sipas.read(sipas.samples())
    part = data.filter(pl.col("unit") == "Văn phòng")
    assert part.kinds == data.kinds
    whole, some = (of.report(period="2025-Q2").to_dict()["groups"][0] for of in (data, part))
    assert some["pakn"] == whole["pakn"]
    assert 0 < some["dossiers"]["received"] < whole["dossiers"]["received"]
    assert part.dossiers is not None
    assert len(part.dossiers) == len(part.records())


def test_zones_that_are_not_meant() -> None:
    text = (
        export(1)
        .replace("05/06/2025", "2025-06-09T20:00:00Z")
        .replace("12/06/2025", "2025-06-09T20:00:00Z")
    )
    bucket = {
        offset: sipas.read(io.StringIO(text), offset=offset)
        .classify(period="2025-06")
        .to_dict()["bucket"]
        for offset in ("convert", "wall")
    }
    # 20:00 in London is 03:00 of the next day in Vietnam.
    assert bucket == {"convert": ["late"], "wall": ["on_time"]}
    # And so where it is counted as it streams by.
    frame = pl.read_csv(io.StringIO(text), infer_schema=False)
    for offset in ("convert", "wall"):
        counted = sipas.count_arrow(frame, period="2025-06", offset=offset)
        report = sipas.read(io.StringIO(text), offset=offset).report(period="2025-06")
        assert sipas.merge([counted]).rate("late_rate") == report.rate("late_rate")


def test_a_stream_is_grouped_by_dimensions_of_ones_own() -> None:
    frame = pl.read_csv(io.StringIO(export()), infer_schema=False)
    own = {"commune": frame.columns[3]}
    counted = sipas.count_arrow(frame, period="2025-06", by="commune", dimensions=own)
    report = sipas.from_arrow(frame, dimensions=own).report(period="2025-06", by="commune")
    assert sipas.merge([counted]).groups.to_dict() == report.groups.to_dict()


def test_reports_are_written_to_open_files() -> None:
    report = sipas.read(sipas.samples()).report(period="2025-06")
    html, book = io.BytesIO(), io.BytesIO()
    report.write_html(html)
    report.write_excel(book)
    assert html.getvalue().startswith(b"<!DOCTYPE html>")
    assert "xl/workbook.xml" in zipfile.ZipFile(book).namelist()
    with pytest.raises(TypeError, match="open for bytes"):
        report.write_html(7)  # type: ignore[arg-type]


def test_units_by_one_name_at_every_door(tmp_path: Path) -> None:
    text = export().replace("Phòng Kế hoạch", "P. KH", 20)
    table = tmp_path / "don-vi.csv"
    table.write_text("alias;name\nP. KH;Phòng Kế hoạch\n", "utf-8-sig")
    names = {"P. KH": "Phòng Kế hoạch"}
    expected = figures(sipas.read(export().encode()))
    assert len(figures(sipas.read(text.encode()))) == len(expected) + 1
    frame = pl.read_csv(io.StringIO(text), infer_schema=False)
    foreign = tmp_path / "foreign.toml"
    foreign.write_text('[columns]\ncode = "Case"\nreceived_at = "Opened"\n')
    path = tmp_path / "t6.csv"
    path.write_text(text)
    for units in (table, str(table), names):
        for data in (
            sipas.read(text.encode(), units=units),
            sipas.read_csv(path, units=units),
            sipas.read_csv(path, units=units, profile=foreign),
            sipas.read_csv(path, units=units, assume_unique=True),
            sipas.from_arrow(frame, units=units),
            sipas.from_arrow(frame, units=units, columns={"unit": "Đơn vị xử lý"}),
            sipas.from_arrow(frame, units=units, assume_unique=True),
        ):
            assert figures(data) == expected
        counted = sipas.count_arrow(frame, units=units, period="2025-06", by="unit")
        assert sipas.merge([counted]).to_dict()["groups"] == expected
    records = sipas.read(text.encode(), units=names).records().to_polars()
    assert "P. KH" not in records["unit"]


def test_a_table_of_units_that_does_not_hold(tmp_path: Path) -> None:
    twice = {"P. KH": "Phòng Kế hoạch", "p.  kh.": "Phòng Khác"}
    with pytest.raises(sipas.UsageError, match="two units"):
        sipas.read(export().encode(), units=twice)
    table = tmp_path / "don-vi.csv"
    with pytest.raises(FileNotFoundError):
        sipas.read(export().encode(), units=table)
    table.write_text("unit,level\nVăn phòng,commune\n")
    with pytest.raises(sipas.UsageError, match="alias and name"):
        sipas.read(export().encode(), units=table)
    for wrong in (["P. KH"], {"P. KH": None}):
        with pytest.raises(TypeError, match="units must"):
            sipas.read(export().encode(), units=wrong)  # type: ignore[arg-type]
