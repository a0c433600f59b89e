"""Other threads run while the package works, and an interrupt stops it."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest
import sipas
from conftest import python
from sipas import _native


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough rows to take a good while in any build."""
    path = tmp_path_factory.mktemp("large") / "large.csv"
    rows = 40_000 if _native.DEBUG else 1_500_000
    with path.open("w", encoding="utf-8") as file:
        file.write("Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n")
        file.writelines(
            f"H37.12-2506{n % 28 + 1:02}-{n:07},Phòng {n % 9},{n % 28 + 1:02}/06/2025,"
            f"{n % 25 + 1:02}/07/2025,{n % 30 + 1:02}/07/2025\n"
            for n in range(rows)
        )
    return path


def test_other_threads_run_meanwhile(large: Path) -> None:
    spans: dict[str, float] = {}

    def read() -> None:
        sipas.read_csv(large)
        spans["end"] = time.perf_counter()

    thread = threading.Thread(target=read)
    begun = time.perf_counter()
    thread.start()
    counted = 0
    while thread.is_alive():
        counted += 1
        time.sleep(0.001)
    took = spans["end"] - begun
    # A thread that held the interpreter would let this one count to a handful.
    assert counted > took / 0.001 * 0.2, (counted, took)


def test_two_threads_work_at_once(large: Path) -> None:
    """While one thread reads a large file, another reads small ones, each to its end."""
    span: list[float] = []

    def read_large() -> None:
        span.append(time.perf_counter())
        sipas.read_csv(large)
        span.append(time.perf_counter())

    thread = threading.Thread(target=read_large)
    thread.start()
    small: list[tuple[float, float]] = []
    while thread.is_alive():
        begun = time.perf_counter()
        sipas.read_csv("tests/data/edge/plain.csv").report(period="2025")
        small.append((begun, time.perf_counter()))
    thread.join()
    within = [begun for begun, ended in small if span[0] < begun and ended < span[1]]
    # Were the interpreter held, none could begin and end in between; one may before it is.
    assert len(within) > 2, (span, small)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_stops_long_work(large: Path) -> None:
    code = f"""
import signal, sys, time
import sipas
signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
begun = time.perf_counter(); sipas.read_csv({str(large)!r}); whole = time.perf_counter() - begun
signal.setitimer(signal.ITIMER_REAL, whole / 5)
begun = time.perf_counter()
try:
    sipas.read_csv({str(large)!r})
except KeyboardInterrupt:
    print("stopped", time.perf_counter() - begun < whole * 0.8)
"""
    assert python(code).stdout.strip() == "stopped True"
    assert signal.SIGINT


# A report by very many groups, whose tables and documents take a good while.
MANY_GROUPS = """
import signal, threading, time
import sipas
rows = {rows}
text = "Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\\n" + "".join(
    f"H37.12-250602-{{n:06}},Phòng {{n}},02/06/2025,05/06/2025,03/06/2025\\n" for n in range(rows)
)
report = sipas.read(text.encode()).report(period="2025-06", by="unit", plan=None)
"""
READERS = {
    "to_dict": "report.to_dict()",
    "indicators": "report.indicators",
    "indicators.to_dict": "report.indicators.to_dict()",
    "groups.to_dict": "report.groups.to_dict()",
}


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_an_interrupt_is_heeded_within_a_fifth_of_a_second(read: str) -> None:
    """Of many tries the middle one: a busy machine may have had something else to do in a few."""
    rows = 2_000 if _native.DEBUG else 10_000
    code = (
        MANY_GROUPS.format(rows=rows)
        + f"""
begun = time.perf_counter(); {read}; whole = time.perf_counter() - begun
asked = [0.0]
def interrupt(*_):
    asked[0] = time.perf_counter()
    raise KeyboardInterrupt
signal.signal(signal.SIGALRM, interrupt)
waits = []
for part in (0.1, 0.3, 0.5, 0.7, 0.9):
    # The handler is called where the interpreter looks: until then time runs from when it was due.
    due = time.perf_counter() + whole * part
    signal.setitimer(signal.ITIMER_REAL, whole * part)
    try:
        {read}
        signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        waits.append(time.perf_counter() - due)
print(whole, *sorted(waits))
"""
    )
    whole, *waits = map(float, python(code).stdout.split())
    assert waits, f"{read} took {whole} s and ended before it was interrupted"
    assert waits[len(waits) // 2] < 0.2, (whole, waits)


def test_other_threads_run_while_a_table_is_made() -> None:
    code = (
        MANY_GROUPS.format(rows=4_000 if _native.DEBUG else 20_000)
        + """
span = []
def make():
    span.append(time.perf_counter())
    report.indicators
    span.append(time.perf_counter())
thread = threading.Thread(target=make)
thread.start()
counted = 0
while thread.is_alive():
    counted += 1
    time.sleep(0.001)
print(counted, span[1] - span[0])
"""
    )
    counted, took = map(float, python(code).stdout.split())
    # A thread that held the interpreter would let this one count to a handful.
    assert counted > took / 0.001 * 0.2, (counted, took)
