"""What another library hands over may be wrong: a row is rejected or the frame refused, and no panic leaves the package."""  # noqa: E501

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sipas

pa = pytest.importorskip("pyarrow")

CODES = [f"H37.12-250602-{n:04}" for n in range(4)]
# "Phòng" in an older encoding, in the third row.
UNITS = [b"Ph\xc3\xb2ng A", b"Ph\xc3\xb2ng B", b"Ph\xc3ng A", b"Ph\xc3\xb2ng B"]
LAYOUTS: dict[str, tuple[Any, Any]] = {
    "utf8": (pa.binary(), pa.string()),
    "large": (pa.large_binary(), pa.large_string()),
    "view": (pa.binary_view(), pa.string_view()),
}


def table(units: Any, codes: Any = None, **more: Any) -> Any:
    return pa.table(
        {
            "Mã hồ sơ": codes or pa.array(CODES),
            "Đơn vị xử lý": units,
            "Ngày tiếp nhận": ["02/06/2025"] * 4,
            "Ngày hẹn trả": ["10/06/2025"] * 4,
            "Ngày kết thúc": ["05/06/2025"] * 4,
            **more,
        }
    )


def units_counted(frame: Any, **how: Any) -> list[str]:
    data = sipas.from_arrow(frame, **how)
    document = data.report(period="2025-06", by=["unit"], plan=None).to_dict()
    (read,) = document["inputs"]
    assert (read["rows"], read["accepted"], read["rejected"]) == (4, 3, 1)
    assert data.issues.to_dict()["code"] == ["bytes.invalid"]
    assert data.issues.to_dict()["line"] == [3]
    return [group["key"]["unit"] for group in document["groups"][1:]]


@pytest.mark.parametrize("vouched", [False, True], ids=["read", "counted"])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_text_that_is_not_utf8_rejects_its_row(layout: tuple[Any, Any], vouched: bool) -> None:
    binary, text = layout
    units = pa.array(UNITS, binary)
    # A view of the same memory, as a reader of a foreign file makes it.
    buffers = units.buffers()
    units = pa.Array.from_buffers(text, len(UNITS), buffers)
    assert units_counted(table(units), assume_unique=vouched) == ["Phòng A", "Phòng B"]


def test_a_dictionary_of_text_that_is_not_utf8_rejects_the_rows_that_mean_it() -> None:
    texts = pa.array([UNITS[0], UNITS[1], UNITS[2]], pa.binary()).view(pa.string())
    units = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, 1], pa.int8()), texts)
    assert units_counted(table(units)) == ["Phòng A", "Phòng B"]


def test_a_column_that_is_not_read_counts_as_well() -> None:
    names = pa.array([b"a", b"b", b"\xff", b"d"], pa.binary()).view(pa.string())
    units = pa.array([unit.decode(errors="replace") for unit in UNITS])
    assert "Phòng A" in units_counted(table(units, Khác=names))


def test_text_that_is_utf8_rejects_nothing() -> None:
    units = pa.array(UNITS[:2] * 2, pa.binary()).view(pa.string())
    data = sipas.from_arrow(table(units))
    assert (len(data), data.issues.to_dict()["code"]) == (4, [])


def test_bytes_under_a_null_mean_nothing() -> None:
    offsets, values = pa.array([0, 4, 4, 5, 6], pa.int32()).buffers()[1], pa.py_buffer(b"Ph1a\xffB")
    mask = pa.py_buffer(bytes([0b1011]))
    units = pa.Array.from_buffers(pa.string(), 4, [mask, offsets, values])
    data = sipas.from_arrow(table(units))
    assert (len(data), data.issues.to_dict()["code"]) == (4, [])


def test_a_place_within_a_character_rejects_both_rows() -> None:
    # "Đ" has two bytes, and the first cell ends after the first of them.
    offsets = pa.array([0, 1, 2, 3, 4], pa.int32()).buffers()[1]
    units = pa.Array.from_buffers(pa.string(), 4, [None, offsets, pa.py_buffer("ĐAB".encode())])
    data = sipas.from_arrow(table(units))
    assert data.issues.to_dict()["code"] == ["bytes.invalid"] * 2
    assert len(data) == 2


def backwards() -> Any:
    offsets = pa.array([0, 3, 1, 4, 4], pa.int32()).buffers()[1]
    return table(pa.Array.from_buffers(pa.string(), 4, [None, offsets, pa.py_buffer(b"abcd")]))


def beyond() -> Any:
    keys = pa.array([0, 1, 7, 1], pa.int8())
    units = pa.DictionaryArray.from_arrays(keys, pa.array(["a", "b"]), safe=False)
    return table(units)


class Stream:
    """Batches that are not what their schema says."""

    def __init__(self, *batches: Any) -> None:
        self.batches = batches

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        del requested_schema
        reader = pa.RecordBatchReader.from_batches(self.batches[0].schema, iter(self.batches))
        return reader.__arrow_c_stream__()


def narrower() -> Any:
    (batch,) = table(pa.array(["a"] * 4)).to_batches()
    return Stream(batch, batch.select([0, 1, 2]))


def otherwise() -> Any:
    (batch,) = table(pa.array(["a"] * 4)).to_batches()
    return Stream(batch, batch.set_column(1, "Đơn vị xử lý", pa.array([1, 2, 3, 4])))


@pytest.mark.parametrize("make", [backwards, beyond, narrower, otherwise])
def test_what_is_not_laid_out_as_arrow_has_it_is_refused(make: Callable[[], Any]) -> None:
    with pytest.raises(sipas.SipasError):
        sipas.from_arrow(make())


def dated(**more: Any) -> dict[str, Any]:
    return {
        "code": CODES,
        "received_at": ["02/06/2025"] * 4,
        "due_at": ["10/06/2025"] * 4,
        "finished_at": ["05/06/2025"] * 4,
        **more,
    }


def test_a_column_of_nothing_is_blank() -> None:
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(dated(finished_at=[None] * 4, unit=[None] * 4, other=[None] * 4))
    for given in (frame, frame.lazy()):
        data = sipas.from_arrow(given)
        assert (len(data), data.issues.to_dict()["code"]) == (4, [])


def test_a_column_of_mixed_objects_is_text() -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(dated(other=[1, "a", None, 2.5]))
    frame["unit"] = pd.Series([1, "Phòng A", None, "Phòng A"], dtype=object)
    data = sipas.from_arrow(frame)
    groups = data.report(period="2025-06", by=["unit"], plan=None).to_dict()["groups"]
    assert [group["key"].get("unit") for group in groups[1:]] == ["", "1", "Phòng A"]
    assert frame["unit"].tolist()[0] == 1, "the caller's frame is as it was"


@pytest.mark.parametrize("vouched", [False, True], ids=["read", "counted"])
def test_a_frame_that_is_changed_later_changes_no_report(vouched: bool) -> None:
    pd = pytest.importorskip("pandas")
    late = pd.to_datetime(["2025-06-20 10:00"] * 4)
    frame = pd.DataFrame(dated(finished_at=late, repeat_visits=[2] * 4))
    frame["unit"] = pd.Categorical(["a", "b", "a", "b"])
    data = sipas.from_arrow(frame, assume_unique=vouched)
    for name, value in (
        ("finished_at", pd.Timestamp("2025-06-03").to_datetime64()),
        ("repeat_visits", 0),
    ):
        memory = frame[name].to_numpy(copy=False)
        memory.flags.writeable = True
        memory[:] = value
        assert (frame[name] == value).all(), "it is the frame's own memory"
    document = data.report(period="2025-06", by=["unit"], plan=None).to_dict()
    assert document["groups"][0]["dossiers"]["late"] == 4
    assert document["groups"][0]["dossiers"]["repeat_visits"]["2"] == 4
    assert len(data.classify("late", period="2025-06")) == 4


def test_counts_may_be_decimals_or_booleans() -> None:
    from decimal import Decimal

    for counts in (
        pa.array([Decimal("2.00")] * 4, pa.decimal128(10, 2)),
        pa.array([Decimal("2.00")] * 4, pa.decimal256(40, 2)),
        pa.array([2.0] * 4),
    ):
        document = sipas.from_arrow(pa.table(dated(repeat_visits=counts))).report(
            period="2025-06", plan=None
        )
        assert document.to_dict()["groups"][0]["dossiers"]["repeat_visits"]["2"] == 4
    marks = pa.array([True, False, True, None])
    document = sipas.from_arrow(pa.table(dated(repeat_visits=marks))).report(
        period="2025-06", plan=None
    )
    visits = document.to_dict()["groups"][0]["dossiers"]["repeat_visits"]
    assert (visits["0"], visits["1"]) == (2, 2)
    halves = sipas.from_arrow(pa.table(dated(repeat_visits=pa.array([Decimal("2.50")] * 4))))
    assert halves.issues.to_dict()["code"] == ["number.invalid"] * 4


def test_a_list_of_another_kind_is_told() -> None:
    data = sipas.from_arrow(pa.table(dated()))
    with pytest.raises(sipas.UsageError, match=r"pakn\.closed_late is no list of dossiers"):
        data.classify("pakn.closed_late", period="2025-06")  # type: ignore[arg-type]
    assert len(data.classify("on_time", "early", period="2025-06")) == 4
