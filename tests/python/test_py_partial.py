"""Counted in parts, records make the report of one run, byte for byte."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import zlib
from pathlib import Path
from typing import Any

import dirty
import pytest
import sipas
from conftest import command
from dirty_frames import plainly, table

pa = pytest.importorskip("pyarrow")

QUESTIONS: list[dict[str, Any]] = [
    {"period": "2025-Q2"},
    {"period": "2025-06", "by": ["unit"], "baseline": "2025-05"},
    {"period": "2025", "by": ["officer", "month"], "clock_end": "returned", "deadline": "current"},
    {"period": "2025-Q2", "by": ["procedure"], "precision": "instant", "supplement": "pause"},
]


def dealt(frame: Any, code: str, parts: int) -> list[Any]:
    """Rows in their order, all of a code in one part; some parts may be empty."""
    at = [zlib.crc32(value.strip().encode()) % parts for value in frame[code].to_pylist()]
    return [frame.filter(pa.array([n == part for n in at])) for part in range(parts)]


def header_of(data: Any, field: str) -> str:
    columns = data.columns.to_dict()
    return columns["header"][columns["field"].index(field)]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("parts", [1, 3, 16])
def test_dirty_rows_dealt_out_by_code_make_one_report(
    seed: int, parts: int, tmp_path: Path
) -> None:
    frames = {kind: table(plainly(tmp_path, seed, 240, kind)) for kind in ("dossiers", "pakn")}
    question = QUESTIONS[seed % len(QUESTIONS)]
    catalogue = sipas.read_csv(tmp_path / "procedures.csv", kind="procedures")
    survey = sipas.read_csv("tests/data/samples/survey.csv", kind="survey")
    shared = {"procedures": catalogue, "survey": survey}
    whole = {kind: sipas.from_arrow(frame, kind=kind, name=kind) for kind, frame in frames.items()}
    states = []
    for kind, frame in frames.items():
        for part in dealt(frame, header_of(whole[kind], "code"), parts):
            data: Any = sipas.from_arrow(part, kind=kind, name=kind, part=True)
            states.append(data.partial(**question, **shared, rows=True))
    one = whole["dossiers"].report(**question, **shared, pakn=whole["pakn"])
    # In any order, in a tree as well as one by one.
    states.reverse()
    tree = [sipas.combine(states[n : n + 4]) for n in range(0, len(states), 4)]
    assert of_rows(sipas.merge(states)) == of_rows(one)
    assert sipas.merge(tree).to_json() == sipas.merge(states).to_json()
    assert sipas.combine(tree) == sipas.combine(states)


def of_rows(report: sipas.Report) -> dict[str, Any]:
    """All that a report says but what only the order of rows tells."""
    document = report.to_dict()
    for one in document["inputs"]:
        one["issues"] = [i for i in one["issues"] if i["code"] not in ("total.differs", "band")]
    return document


SWAPPED = [("03/06/2025", "2025-06-10"), ("03/06/2025", "2025-06-11")] * 2 + [
    ("03/06/2025", "23/06/2025"),
    ("03/06/2025", "24/06/2025"),
] * 2


def columns_of(dates: list[tuple[str, str]], units: list[str]) -> Any:
    return pa.table(
        {
            "Mã hồ sơ": [f"H37.12-250603-{n:04}" if d[0] else "" for n, d in enumerate(dates)],
            "Ngày tiếp nhận": [received for received, _ in dates],
            "Ngày hẹn trả": [due for _, due in dates],
            "Đơn vị xử lý": units,
        }
    )


def in_parts(frame: Any, parts: int = 4, accept: Any = (), **asked: Any) -> sipas.Report:
    """Counted by parts in which the rows lie in no order."""
    mixed = [frame.take(list(range(n, len(frame), parts))) for n in range(parts)]
    counted = [
        sipas.from_arrow(part, part=True).partial(period="2025-06", rows=True, **asked)
        for part in mixed
    ]
    return sipas.merge(counted, accept=accept)


def test_what_only_all_rows_show_is_judged_of_all_of_them() -> None:
    units = ["Văn phòng"] * len(SWAPPED)
    with pytest.raises(sipas.RefusedError, match=r'swapped.*accept="date_order"'):
        in_parts(columns_of(SWAPPED, units))
    accepted = in_parts(columns_of(SWAPPED, units), accept="date_order")
    assert [i["code"] for i in accepted.to_dict()["inputs"][0]["issues"]] == ["date.uncertain"]
    quiet = [*SWAPPED, ("03/06/2025", "09/06/2025")]
    counted = in_parts(columns_of(quiet, [*units, "Văn phòng"]))
    assert counted.groups.to_dict()["open_overdue"] == [len(quiet)]
    assert [i["code"] for i in counted.to_dict()["inputs"][0]["issues"]] == []
    # A part of few rows, which looks swapped alone, is still no report.
    part = sipas.from_arrow(columns_of(SWAPPED, units), part=True)
    with pytest.raises(sipas.UsageError, match="part=True"):
        part.report(period="2025-06")


def test_a_line_of_text_among_rows_in_no_order_names_no_unit() -> None:
    dates = [("03/06/2025", "13/06/2025")] * 4
    loose = columns_of([*dates[:2], ("", ""), *dates[2:]], ["A", "A", "Phòng B", "", ""])
    issues = {
        i["code"]: i["count"] for i in in_parts(loose, by="unit").to_dict()["inputs"][0]["issues"]
    }
    assert issues["band.unordered"] == 1
    assert {g["key"].get("unit") for g in in_parts(loose, by="unit").to_dict()["groups"]} == {
        None,
        "A",
        "",
    }
    for quiet in ("Thủ trưởng đơn vị", "Người lập biểu", "Cộng trang 3"):
        signed = columns_of([*dates[:2], ("", ""), *dates[2:]], ["A", "A", quiet, "", ""])
        report = in_parts(signed, by="unit").to_dict()
        assert [i["code"] for i in report["inputs"][0]["issues"]] == ["skipped"]
        one = sipas.from_arrow(signed).report(period="2025-06", by="unit").to_dict()
        assert report["groups"] == one["groups"]


@pytest.mark.parametrize("seed", range(4))
def test_the_command_deals_out_files_that_overlap(seed: int, tmp_path: Path) -> None:
    files = dirty.generate(tmp_path, seed, 300, files=5)
    words = [str(path) for path in files["dossiers"]]
    words += [
        word
        for kind in ("pakn", "procedures")
        for path in files[kind]
        for word in (f"--{kind}", str(path))
    ]
    words += ["--period", "2025-Q2", "--by", "unit,month", "--baseline", "2025-Q1"]
    refused = command("report", *words, "--partial", "--part", "1/7", "-o", str(tmp_path / "no"))
    assert refused.returncode == 2 and b"--newest as-named" in refused.stderr
    words += ["--newest", "as-named"]
    one = command("report", *words, "--format", "json")
    parts = [str(tmp_path / f"{n}.sipas") for n in range(1, 8)]
    for n, part in enumerate(parts, start=1):
        done = command("report", *words, "--partial", "--part", f"{n}/7", "-o", part)
        assert done.returncode == one.returncode, done.stderr.decode()
    assert command("merge", *parts, "--format", "json").stdout == one.stdout
    assert sipas.merge(Path(part).read_bytes() for part in parts).to_json() == one.stdout.decode()


def test_the_package_and_the_command_write_the_same_bytes(tmp_path: Path) -> None:
    file = "tests/data/samples/dossiers/ho-so-thang-6.csv"
    pakn = sipas.read_csv("tests/data/samples/pakn.csv", kind="pakn")
    ours = sipas.read_csv(file).partial(
        period="2025-06", by=["unit"], baseline="2025-05", pakn=pakn
    )
    words = [file, "--pakn", "tests/data/samples/pakn.csv", "--period", "2025-06", "--by", "unit"]
    done = command(
        "report", *words, "--baseline", "2025-05", "--partial", "-o", str(tmp_path / "x.sipas")
    )
    assert (done.returncode, (tmp_path / "x.sipas").read_bytes()) == (0, ours)


def test_what_does_not_add_up_is_refused() -> None:
    data = sipas.read_csv("tests/data/samples/dossiers/ho-so-thang-6.csv")
    june = data.partial(period="2025-06")
    for parts, said in [
        (
            [june, data.partial(period="2025-05")],
            "--period: 2025-05-01..2025-05-31, not 2025-06-01..2025-06-30",
        ),
        ([june, data.partial(period="2025-06", by="unit")], "--by: unit, not none"),
        ([june, june], "partial result 1 cannot be merged with 0: they were counted of the same"),
        ([june, data.partial(period="2025-06", rows=True)], "one has whole files"),
        ([june, june[:-1]], "damaged"),
        ([b"PAR1"], "no partial result"),
        ([], "no partial result"),
    ]:
        with pytest.raises(sipas.UsageError, match=said.replace(".", r"\.")):
            sipas.merge(parts)
    with pytest.raises(sipas.UsageError, match="period named"):
        data.partial()
    with pytest.raises(sipas.UsageError, match="as_of"):
        data.partial(period="2020-01-01..2099-12-31")
    late = data.partial(period="2020-01-01..2099-12-31", as_of="2025-06-20")
    assert (
        sipas.merge([late]).to_json()
        == data.report(period="2020-01-01..2099-12-31", as_of="2025-06-20").to_json()
    )


def test_a_merged_report_is_a_report(tmp_path: Path) -> None:
    data = sipas.read_csv("tests/data/samples/dossiers")
    one, merged = (
        data.report(period="2025-Q2", by=["unit"]),
        sipas.merge([data.partial(period="2025-Q2", by=["unit"])]),
    )
    assert merged.rate("late_rate", unit="Văn phòng") == one.rate("late_rate", unit="Văn phòng")
    assert merged.indicators.to_dict() == one.indicators.to_dict()
    merged.write_excel(tmp_path / "r.xlsx")
    merged.write_html(tmp_path / "r.html")
    assert (tmp_path / "r.xlsx").stat().st_size > 5_000 and "2025" in (
        tmp_path / "r.html"
    ).read_text()


def test_a_stream_is_counted_as_the_frame_is(tmp_path: Path) -> None:
    frame = table(plainly(tmp_path, 3, 400))
    code = header_of(sipas.from_arrow(frame), "code")
    # Every code once: the last of its rows.
    last = {value.strip(): n for n, value in enumerate(frame[code].to_pylist())}
    frame = frame.take(sorted(last.values()))
    for size in (1, 7, 1000):
        reader = pa.RecordBatchReader.from_batches(
            frame.schema, frame.to_batches(max_chunksize=size)
        )
        state = sipas.count_arrow(reader, period="2025-Q2", by=["unit"], baseline="2025-Q1")
        one = sipas.from_arrow(frame, assume_unique=True).report(
            period="2025-Q2", by=["unit"], baseline="2025-Q1"
        )
        assert sipas.merge([state]).to_json() == one.to_json()
    empty = pa.RecordBatchReader.from_batches(frame.schema, [])
    assert sipas.merge([sipas.count_arrow(empty, period="2025-Q2")]).inputs.to_dict()["rows"] == [0]


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in other units elsewhere")
def test_a_stream_larger_than_the_memory_it_may_use_is_counted() -> None:
    script = """
        import resource, sys
        import pyarrow as pa
        import sipas

        ROWS, BATCHES = 50_000, 60
        names = ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Ghi chú"]
        schema = pa.schema({name: pa.string() for name in names})

        def batches(many):
            for n in range(many):
                codes = [f"H37.12-250602-{n * ROWS + k:08}" for k in range(ROWS)]
                days = [f"2025-06-{k % 28 + 1:02}" for k in range(ROWS)]
                yield pa.record_batch([codes, days, days, days, ["x" * 400] * ROWS], schema=schema)

        def count(many):
            reader = pa.RecordBatchReader.from_batches(schema, batches(many))
            return sipas.count_arrow(reader, period="2025-06")

        count(2)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        state = count(BATCHES)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(sipas.merge([state]).inputs.to_dict()["accepted"][0], grown // 1024, len(state))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True
    )
    accepted, grown, size = map(int, done.stdout.split())
    # The rows are 1.3 GB; what two batches took may be taken a second time.
    assert accepted == 3_000_000 and grown < 120 and size < 2_000, done.stdout
