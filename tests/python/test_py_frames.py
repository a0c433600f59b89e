"""Frames of every library and layout are read as files are."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sipas
from dirty_frames import plainly, rows

pa = pytest.importorskip("pyarrow")

SAMPLE = "tests/data/samples/dossiers/ho-so-thang-6.csv"
TEXT: dict[str, Any] = {
    "utf8": pa.string(),
    "large": pa.large_string(),
    "view": pa.string_view(),
    **{
        f"dictionary {key} {name}": pa.dictionary(key, value)
        for key in (
            pa.int8(),
            pa.uint8(),
            pa.int16(),
            pa.uint16(),
            pa.int32(),
            pa.uint32(),
            pa.int64(),
            pa.uint64(),
        )
        for name, value in (("utf8", pa.string()), ("large", pa.large_string()))
    },
}


def as_table(header: list[str], below: list[list[str]], of: Any, chunks: int = 1) -> Any:
    size = max(1, -(-len(below) // chunks))
    parts = [below[n : n + size] for n in range(0, len(below), size)]
    # A dictionary of few keys cannot hold every code.
    narrow = pa.types.is_dictionary(of) and of.index_type.bit_width == 8
    columns = []
    for n in range(len(header)):
        distinct = {row[n] for row in below}
        kind = pa.string() if narrow and len(distinct) > 100 else of
        columns.append(
            pa.chunked_array(
                [pa.array([row[n] or None for row in part]).cast(kind) for part in parts]
            )
        )
    return pa.table(columns, names=header)


def told(data: sipas.Dossiers) -> tuple[dict[str, Any], dict[str, list[Any]], dict[str, list[Any]]]:
    """All that there is to tell, but for the places, which a frame counts in another way."""
    document = data.report(period="2025-Q2", by=["unit", "month"]).to_dict()
    for one in document["inputs"]:
        one.pop("path")
    places = {"file", "line", "kept_file", "kept_line"}
    lines, issues = data.classify(period="2025-Q2").to_dict(), data.issues.to_dict()
    return document, *({k: v for k, v in t.items() if k not in places} for t in (lines, issues))


@pytest.mark.parametrize("layout", TEXT.values(), ids=TEXT)
@pytest.mark.parametrize("chunks", [1, 7])
def test_every_layout_of_text_is_read_as_the_file(layout: Any, chunks: int) -> None:
    table = as_table(*rows(SAMPLE), layout, chunks)
    assert told(sipas.from_arrow(table)) == told(sipas.read_csv(SAMPLE))


@pytest.mark.parametrize("seed", range(8))
def test_random_dirty_rows_are_read_as_the_file(seed: int, tmp_path: Path) -> None:
    plain = plainly(tmp_path, seed, 200)
    below = rows(plain)
    assert told(sipas.from_arrow(as_table(*below, pa.string()))) == told(sipas.read_csv(plain))


CODES = [f"H37.12-250602-{n:04}" for n in range(6)]
DAYS = [date(2025, 6, 2) + timedelta(days=n) for n in range(6)]
TIMES = [datetime(2025, 6, 2 + n, 23, 30, 15, 250_000) for n in range(6)]
VIETNAM = timezone(timedelta(hours=7))


@pytest.mark.parametrize("seed", range(4))
def test_a_frame_of_vouched_codes_is_counted_as_it_is_read(seed: int, tmp_path: Path) -> None:
    table = as_table(*rows(plainly(tmp_path, seed, 200)), pa.string(), chunks=3)
    counted, chosen, read = (sipas.from_arrow(table, assume_unique=True) for _ in range(3))
    assert len(read) > 0, "which reads it"
    assert told(counted) == told(read)
    assert len(counted) == len(read)
    assert chosen.report(plan=None).to_dict() == read.report(plan=None).to_dict()


def test_a_frame_of_vouched_codes_is_looked_at_at_once() -> None:
    with pytest.raises(sipas.RefusedError):
        sipas.from_arrow(pa.table({"code": ["H37-1"]}), assume_unique=True)


def dossiers(end: Any, **more: Any) -> Any:
    return pa.table(
        {
            "code": CODES,
            "received_at": pa.array([date(2025, 6, 2)] * 6),
            "due_at": pa.array(DAYS),
            "finished_at": end,
            **more,
        }
    )


def ends(table: Any) -> list[datetime]:
    return sipas.from_arrow(table).classify(period="2025-06").to_dict()["end"]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_timestamps_of_every_unit_are_cut_to_milliseconds(unit: str) -> None:
    cut = [at.replace(microsecond=0) for at in TIMES] if unit == "s" else TIMES
    assert ends(dossiers(pa.array(cut, pa.timestamp(unit)))) == cut
    zoned = [at.replace(tzinfo=VIETNAM) for at in cut]
    for zone in ("UTC", "Asia/Ho_Chi_Minh", "America/New_York", "+09:00"):
        assert ends(dossiers(pa.array(zoned, pa.timestamp(unit, zone)))) == cut, zone


def test_dates_of_every_type_are_days() -> None:
    midnight = [datetime(day.year, day.month, day.day) for day in DAYS]
    for of in (pa.date32(), pa.date64()):
        assert ends(dossiers(pa.array(DAYS, of))) == midnight
    assert ends(dossiers(pa.array(midnight, pa.timestamp("us")))) == midnight


def test_midnights_are_days_whatever_else_the_column_holds() -> None:
    # By the instant a time after the deadline is late, while on a day without a time nothing is.
    end = pa.array([datetime(2025, 6, 2, 10)] * 6, pa.timestamp("ms"))
    days = pa.array([datetime(2025, 6, 2)] * 6, pa.timestamp("ms"))
    times = pa.array([datetime(2025, 6, 2)] * 5 + [datetime(2025, 6, 2, 0, 1)], pa.timestamp("ms"))
    late = [
        sipas.from_arrow(
            pa.table({"code": CODES, "received_at": days, "due_at": due, "finished_at": end})
        )
        .report(period="2025-06", precision="instant")
        .rate("late_rate")
        for due in (days, times)
    ]
    assert late == [sipas.Rate(0, 6), sipas.Rate(1, 6)]


def test_numbers_and_marks_of_every_type_are_read() -> None:
    counts: list[Any] = [0, 1, 2, None, 3, 0]
    for of in (
        pa.int8(),
        pa.uint64(),
        pa.float32(),
        pa.float64(),
        pa.decimal128(5, 0),
        pa.string(),
    ):
        values = (
            [str(n) if n is not None else None for n in counts] if of == pa.string() else counts
        )
        table = dossiers(
            pa.array(DAYS), repeat_visits=pa.array(values, of), apologised=[True, False, None] * 2
        )
        data = sipas.from_arrow(table)
        assert data.report(period="2025-06").rate("repeat_visit_rate") == sipas.Rate(3, 6), of
        assert len(data.rejected) == 0


def test_a_fraction_is_no_count_and_is_refused_with_its_place() -> None:
    table = dossiers(pa.array(DAYS), repeat_visits=[0, 1.5, 0, 0, 0, 0])
    rejected = sipas.from_arrow(table, name="khung").rejected.to_dict()
    assert (rejected["file"], rejected["line"], rejected["value"]) == (["khung"], [2], ["1.5"])


def test_a_column_that_is_not_read_may_be_of_any_type() -> None:
    table = dossiers(pa.array(DAYS), geometry=pa.array([[1, 2]] * 6), picture=pa.array([b"x"] * 6))
    assert len(sipas.from_arrow(table)) == 6
    with pytest.raises(sipas.RefusedError, match='column "unit" is of type'):
        sipas.from_arrow(dossiers(pa.array(DAYS), unit=pa.array([[1]] * 6)))


def polars(table: Any) -> Any:
    return pytest.importorskip("polars").from_arrow(table)


def polars_categorical(table: Any) -> Any:
    pl = pytest.importorskip("polars")
    return polars(table).with_columns(pl.col("Đơn vị xử lý").cast(pl.Categorical))


def polars_lazy(table: Any) -> Any:
    pytest.importorskip("narwhals")
    return polars(table).lazy()


def pandas(table: Any) -> Any:
    return pytest.importorskip("pandas").DataFrame.from_arrow(table)


def pandas_category(table: Any) -> Any:
    frame = pandas(table)
    frame["Đơn vị xử lý"] = frame["Đơn vị xử lý"].astype("category")
    return frame


def duck(table: Any) -> Any:
    return pytest.importorskip("duckdb").connect().from_arrow(table)


def batch(table: Any) -> Any:
    return table.combine_chunks().to_batches()[0]


def stream(table: Any) -> Any:
    return pa.RecordBatchReader.from_batches(table.schema, table.to_batches())


def itself(table: Any) -> Any:
    return table


LIBRARIES: list[Callable[[Any], Any]] = [
    itself,
    batch,
    stream,
    polars,
    polars_categorical,
    polars_lazy,
    pandas,
    pandas_category,
    duck,
]


@pytest.mark.parametrize("of", LIBRARIES, ids=lambda of: of.__name__)
def test_frames_of_every_library_are_read_as_the_file(of: Callable[[Any], Any]) -> None:
    table = as_table(*rows(SAMPLE), pa.string())
    assert told(sipas.from_arrow(of(table))) == told(sipas.read_csv(SAMPLE))


def test_codes_of_procedures_that_became_numbers_are_codes_again() -> None:
    """As a library reads them that looks for numbers: 9.000010 is 9.00001 there."""
    codes = ["1.000010", "2.001193", "9.100000", "1.000200"]
    rows = {"Mã hồ sơ": CODES[:4], "Ngày tiếp nhận": DAYS[:4], "Mã thủ tục": codes}
    catalogue = {"Mã TTHC": codes, "Tên TTHC": list("ABCD"), "Lĩnh vực": ["X"] * 4}
    expected = sipas.from_arrow(pa.table(rows)).records().to_dict()["procedure_code"]
    assert expected == codes
    numbers = pa.array([float(code) for code in codes])
    read = sipas.from_arrow(pa.table(rows | {"Mã thủ tục": numbers}))
    assert read.records().to_dict()["procedure_code"] == codes
    named = sipas.from_arrow(pa.table(catalogue | {"Mã TTHC": numbers}), kind="procedures")
    texts = sipas.from_arrow(pa.table(catalogue), kind="procedures")
    reports = [read.report(period="2025-06", procedures=of).to_json() for of in (named, texts)]
    assert reports[0] == reports[1]
    # Other numbers stay as they are.
    others = pa.array([12.0, 12.00125, 17.5, 1.0000001])
    read = sipas.from_arrow(pa.table(rows | {"Mã thủ tục": others}))
    assert read.records().to_dict()["procedure_code"] == ["12", "12.00125", "17.5", "1.0000001"]


@pytest.mark.parametrize("mixed", [False, True])
def test_a_pandas_that_does_not_speak_arrow_is_read_as_one_that_does(
    mixed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pd = pytest.importorskip("pandas")
    frame = pandas(as_table(*rows(SAMPLE), pa.string()))
    if mixed:
        frame["visits"] = [n if n % 2 else str(n) for n in range(len(frame))]
    expected = told(sipas.from_arrow(frame))
    # As before version 2.2.
    monkeypatch.delattr(pd.DataFrame, "__arrow_c_stream__")
    assert told(sipas.from_arrow(frame)) == expected
    assert told(sipas.read(frame)) == expected


def test_columns_are_mapped_by_name_or_by_profile(tmp_path: Path) -> None:
    table = pa.table({"case": CODES, "start": DAYS, "end": DAYS, "limit": DAYS})
    columns = {
        "code": "case",
        "received_at": "start",
        "due_at": ["due", "limit"],
        "finished_at": "end",
    }
    named = sipas.from_arrow(table, columns=columns)
    assert len(named) == 6
    profile = tmp_path / "p.toml"
    profile.write_text(
        '[columns]\ncode = "case"\nreceived_at = "start"\ndue_at = "limit"\nfinished_at = "end"\n'
    )
    by_profile = sipas.from_arrow(table, profile=profile)
    assert named.report(period="2025-06").to_json() == by_profile.report(period="2025-06").to_json()


def test_what_is_no_frame_is_told() -> None:
    pytest.importorskip("narwhals")
    with pytest.raises(TypeError, match="__arrow_c_stream__"):
        sipas.from_arrow([1, 2])
    with pytest.raises(sipas.RefusedError, match="code"):
        sipas.from_arrow(pa.table({"x": [1]}))


def test_an_empty_frame_has_no_rows_and_no_figures() -> None:
    data = sipas.from_arrow(dossiers(pa.array(DAYS)).slice(0, 0))
    rate = data.report(period="2025-06").rate("late_rate")
    assert len(data) == 0 and rate is not None and rate.value is None
    assert datetime.now(UTC)


def test_columns_stand_beside_what_a_profile_says_else(tmp_path: Path) -> None:
    """`columns=` names headers; dates, words and other headers of the profile hold."""
    profile = tmp_path / "permits.toml"
    profile.write_text(
        '[columns]\ncode = "case"\nreceived_at = "start"\ndue_at = "due"\nunit = "office"\n'
        '[dates]\nformats = ["%m-%d-%Y"]\n[policy]\nprecision = "instant"\n',
        encoding="utf-8",
    )
    cells = {
        "case": [f"P{n:05}" for n in range(4)],
        "start": ["06-02-2025"] * 4,
        "due": [f"06-{10 + n}-2025" for n in range(4)],
        "office": ["City"] * 4,
        "desk": ["North"] * 4,
        "done": ["06-12-2025"] * 4,
    }
    file = tmp_path / "permits.csv"
    lines = [",".join(row) for row in zip(*cells.values(), strict=True)]
    file.write_text("\n".join([",".join(cells), *lines, ""]), encoding="utf-8")
    columns = {"finished_at": "done", "unit": "desk"}
    for data in (
        sipas.read_csv(file, profile=profile, columns=columns),
        sipas.from_arrow(pa.table(cells), profile=profile, columns=columns),
    ):
        document = data.report(period="2025-06", by=["unit"], plan=None).to_dict()
        assert (len(data), [group["key"].get("unit") for group in document["groups"]]) == (
            4,
            [None, "North"],
        )
        assert document["groups"][0]["dossiers"]["late"] == 2
        assert document["policy"]["precision"] == "instant"


HEADER = ["Mã hồ sơ", "Đơn vị xử lý", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý"]


def many(dates: Callable[[int], str]) -> list[list[str]]:
    """More rows than one thread reads of a frame."""
    return [
        [f"H37.12-250602-{n:05}", f"Phòng {n % 3}", dates(n), "20/06/2025", "19/06/2025"]
        for n in range(20_100)
    ]


def second_header() -> list[list[str]]:
    rows = many(lambda _: "02/06/2025")
    swapped = [[code, unit, received, end, due] for code, unit, received, due, end in rows[15_000:]]
    return [*rows[:15_000], [*HEADER[:3], HEADER[4], HEADER[3]], *swapped]


def month_first_beside_day_first() -> list[list[str]]:
    odd = {5: "06/13/2025", 6: "06/14/2025", 7: "06/15/2025"}
    return many(lambda n: odd.get(n, "02/06/2025" if n < 15_000 else "13/06/2025"))


@pytest.mark.parametrize(
    ("make", "rejected"),
    [(second_header, 0), (month_first_beside_day_first, 3)],
    ids=["header", "dates"],
)
def test_large_frames_are_read_in_their_order_where_it_means_something(
    make: Any, rejected: int
) -> None:
    """Several threads read parts of a frame; what rows say about others holds all the same."""
    data = sipas.from_arrow(as_table(HEADER, make(), pa.string()))
    assert (len(data), len(data.rejected)) == (20_100 - rejected, rejected)
    counts = data.report(period="2025-06", plan=None).to_dict()["groups"][0]["dossiers"]
    assert (counts["early"], counts["late"]) == (20_100 - rejected, 0)


def test_large_frames_whose_days_and_months_are_swapped_are_refused() -> None:
    below = many(lambda n: "2025-06-05" if n < 10_000 else "25/06/2025")
    with pytest.raises(sipas.RefusedError, match="Ngày tiếp nhận"):
        sipas.from_arrow(as_table(HEADER, below, pa.string()))


def test_a_stream_whose_rows_say_something_about_others_is_refused() -> None:
    below = many(lambda _: "02/06/2025")[:100]
    with pytest.raises(sipas.RefusedError, match="another header"):
        sipas.count_arrow(
            as_table(HEADER, [*below[:50], HEADER[::-1], *below[50:]], pa.string()),
            period="2025-06",
        )
    # The same header again says nothing.
    again = as_table(HEADER, [*below[:50], HEADER, *below[50:]], pa.string(), chunks=3)
    partial = sipas.count_arrow(again, period="2025-06")
    assert sipas.merge([partial]).to_dict()["groups"][0]["dossiers"]["received"] == 100


TIES: list[list[Any]] = [
    # Steps of one dossier, and of a second one, in whatever order an engine hands them over.
    ["H37.12-250603-0001", "Phòng A", "Đang xử lý", "03/06/2025", "10/06/2025", ""],
    ["H37.12-250603-0001", "Phòng B", "Yêu cầu bổ sung", "03/06/2025", "10/06/2025", ""],
    ["H37.12-250603-0001", "Phòng C", "Đang xử lý", "03/06/2025", "30/06/2025", ""],
    ["H37.12-250603-0002", "Phòng A", "Đã trả kết quả", "03/06/2025", "10/06/2025", "09/06/2025"],
    ["H37.12-250603-0002", "Phòng B", "Đã trả kết quả", "03/06/2025", "10/06/2025", "11/06/2025"],
]
TIED = ["Mã hồ sơ", "Đơn vị xử lý", "Trạng thái", "Ngày tiếp nhận", "Ngày hẹn trả"]


@pytest.mark.parametrize("part", [False, True])
def test_which_row_of_a_code_counts_does_not_hang_on_the_order_of_the_rows(part: bool) -> None:
    found = set()
    for rows_of in itertools.permutations(TIES):
        frame = as_table([*TIED, "Ngày kết thúc xử lý"], list(rows_of), pa.string())
        data = sipas.from_arrow(frame, part=part)
        counted = data.partial(period="2025-06", by="unit", rows=True)
        report = sipas.merge([counted]) if part else data.report(period="2025-06", by="unit")
        found.add(report.to_json())
    (alone,) = found
    document = json.loads(alone)
    keys = [group["key"].get("unit") for group in document["groups"]]
    # The one that ended last counts, as ever; of the open ones any, but always the same.
    assert "Phòng B" in keys and document["groups"][0]["dossiers"]["late"] == 1


def test_which_row_of_a_petition_counts_does_not_hang_on_the_order_of_the_rows() -> None:
    header = ["Mã phản ánh", "Đơn vị xử lý", "Nội dung", "Ngày tiếp nhận", "Trạng thái"]
    rows_of = [["PA-1", f"Phòng {unit}", "", "03/06/2025", "Đang xử lý"] for unit in "ABC"]
    found = set()
    for each in itertools.permutations(rows_of):
        data = sipas.from_arrow(as_table(header, list(each), pa.string()), kind="pakn")
        found.add(data.report(period="2025-06", by="unit").to_json())
    assert len(found) == 1
