"""How the package is made: typed, wrapped, frozen, without needs, and no hindrance to others."""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import pickle
import pkgutil
import re
import signal
import subprocess
import sys
import sysconfig
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sipas
from conftest import ROOT
from sipas import _native

PACKAGE = Path(sipas.__file__).parent
NATIVE = ROOT / "crates" / "py" / "src"


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


def test_every_class_of_the_native_half_is_frozen() -> None:
    classes = [
        (path.name, attribute)
        for path in NATIVE.rglob("*.rs")
        for attribute in re.findall(r"#\[pyclass[^\]]*\]", path.read_text("utf-8"))
    ]
    assert len(classes) == 7
    assert [found for found in classes if "frozen" not in found[1]] == []


def test_no_unsafe_code_is_written_by_hand() -> None:
    crates = [ROOT / "crates" / name / "src" for name in ("py", "arrow")]
    code = [path.read_text("utf-8") for crate in crates for path in crate.rglob("*.rs")]
    assert not any(re.search(r"\bunsafe\b(?! code)", text) for text in code)


def test_every_native_name_is_wrapped() -> None:
    """A class by a class of the same name, or used by one; every member of it by a member."""
    code = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    for name, thing in vars(_native).items():
        if name.startswith("__"):
            continue
        assert re.search(rf"\b_native\.{name}\b", code), name
        members = (
            [member for member in vars(thing) if not member.startswith("_")]
            if isinstance(thing, type)
            else []
        )
        for member in members:
            assert re.search(rf"\.{member}\b", code), f"{name}.{member}"


def test_the_package_needs_nothing_but_itself() -> None:
    allowed = {*sys.stdlib_module_names, "sipas"}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            assert {name.split(".")[0] for name in names} <= allowed, path


BLOCKED = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Blocker())
"""


def test_all_but_the_extras_works_without_any_library() -> None:
    blocked = {"polars", "pandas", "pyarrow", "altair", "narwhals", "numpy", "duckdb", "vl_convert"}
    done = python(
        BLOCKED.format(blocked=blocked)
        + """
import sipas
d = sipas.read_csv("tests/data/samples/dossiers")
names = {"received_at": "received", "due_at": "deadline", "finished_at": "end"}
again = sipas.from_arrow(d.classify(period="2025-Q2"), columns=names)
r = d.report(period="2025-Q2", by="unit")
assert r.to_json() and r.indicators.to_dict() and r._repr_html_()
assert repr(r) and len(again) == len(d)
c = sipas.WorkCalendar.vietnam()
needing = {
    "polars": r.scorecard.to_polars,
    "pandas": r.scorecard.to_pandas,
    "arrow": r.scorecard.to_arrow,
    "plot": r.plot.on_time_by_unit,
    "frames": lambda: sipas.from_arrow(object()),
}
for extra, of in needing.items():
    try:
        of()
    except sipas.MissingPackageError as error:
        assert f"sipas[{extra}]" in str(error), error
    else:
        raise AssertionError(extra)
print("ok")
"""
    )
    assert done.stdout.strip() == "ok", done.stderr


def test_the_suite_passes_without_any_library() -> None:
    """All of it but this file, which is about the package and not about what it does."""
    blocked = {"polars", "pandas", "pyarrow", "altair", "narwhals", "numpy", "duckdb", "nbclient"}
    here = Path(__file__)
    files = [str(path) for path in sorted(here.parent.glob("test_py_*.py")) if path != here]
    assert len(files) > 5
    tests = ["-q", "-p", "no:cacheprovider", *files, "-k", "not random"]
    done = python(
        BLOCKED.format(blocked=blocked) + f"import pytest\nsys.exit(pytest.main({tests}))"
    )
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.skipif(
    not sysconfig.get_config_var("Py_GIL_DISABLED"), reason="this Python has an interpreter lock"
)
def test_a_free_threaded_interpreter_stays_so() -> None:
    done = python("import sys, sipas\nprint(sys._is_gil_enabled())")
    assert done.stdout.strip() == "False", done.stderr


def modules() -> list[str]:
    return ["sipas", *(found.name for found in pkgutil.walk_packages([str(PACKAGE)], "sipas."))]


@pytest.mark.parametrize("name", modules())
def test_the_examples_in_the_docstrings_run(name: str) -> None:
    if name.startswith("sipas.plot"):
        pytest.importorskip("altair")
    if name == "sipas.reading":
        pytest.importorskip("polars")
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert failed == 0


@pytest.mark.parametrize("readme", ["README.md", "python/README.md", "docs/python.md"])
def test_the_example_of_the_readme_runs(readme: str) -> None:
    if readme == "docs/python.md":
        for needed in ("polars", "pandas", "pyarrow", "altair"):
            pytest.importorskip(needed)
    text = (ROOT / readme).read_text("utf-8")
    done = python("\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL)))
    assert done.returncode == 0, done.stderr


def test_the_stub_says_what_the_module_has(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "mypy.stubtest",
            "sipas._native",
            "--ignore-disjoint-bases",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout


EXAMPLES = ["python/sipas", "tests/python/typed_example.py"]


def test_mypy_finds_nothing_in_the_package_and_its_use() -> None:
    pytest.importorskip("mypy")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--config-file",
            "python/pyproject.toml",
            *EXAMPLES,
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "asked",
    [[EXAMPLES[1]], ["--verifytypes", "sipas", "--ignoreexternal"]],
    ids=["use", "all of it"],
)
def test_pyright_finds_nothing_in_the_use_of_the_package(asked: list[str]) -> None:
    pytest.importorskip("pyright")
    # It finds a package by its name on the path alone.
    folder = str(Path(sipas.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, *asked],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": folder},
    )
    if "nodeenv" in done.stderr or "Could not" in done.stderr:
        pytest.skip("pyright found no node to run on")
    assert done.returncode == 0, done.stdout


def test_a_debug_build_warns() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", "import sipas"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("without optimisation" in done.stderr) == _native.DEBUG


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


def test_errors_stand_in_one_tree_and_can_be_pickled() -> None:
    for name in sipas.errors.__all__:
        assert issubclass(getattr(sipas.errors, name), sipas.SipasError)
        assert getattr(sipas.errors, name).__doc__
    with pytest.raises(sipas.RefusedError) as caught:
        sipas.read_csv("tests/data/samples/pakn.csv")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.path, again.reason, str(again)) == (
        caught.value.path,
        caught.value.reason,
        str(caught.value),
    )
    rate = sipas.Rate(1, 3)
    assert pickle.loads(pickle.dumps(rate)) == rate


@pytest.mark.parametrize(
    ("of", "error", "said"),
    [
        (lambda d: d.report(period="2025-13"), sipas.UsageError, "2025-06"),
        (lambda d: d.report(window="x"), sipas.UsageError, "calendar"),
        (lambda d: d.report(by=["x"]), sipas.UsageError, "unit"),
        (lambda d: d.report(by=["unit", "unit"]), sipas.UsageError, "twice"),
        (lambda d: d.report(repeat_threshold=0), sipas.UsageError, "repeat_threshold"),
        (lambda d: d.report(periods="2025"), TypeError, "periods"),
        (lambda d: d.report(period="2025", as_of="2024-01-01"), sipas.UsageError, "as-of"),
        (lambda d: d.report(plan="nowhere.toml"), FileNotFoundError, "nowhere.toml"),
        (lambda d: d.report(period="2025").rate("nothing"), sipas.UsageError, "nothing"),
        (lambda d: d.report(period="2025").rate("late_count"), sipas.UsageError, "no rate"),
        (
            lambda d: d.report(period="2025").rate("late_rate", unit="x"),
            sipas.UsageError,
            "no group",
        ),
        (lambda d: d.report(period="2025").write("x", format="pdf"), sipas.UsageError, "json"),
        (lambda d: d.report(period="2025").plot.on_time_by_unit(), sipas.UsageError, "by="),
        (lambda d: d.classify("lates"), sipas.UsageError, "late"),
        (lambda _: sipas.read_csv("nowhere.csv"), FileNotFoundError, "nowhere.csv"),
        (
            lambda _: sipas.read_csv("tests/data/nothing-*.csv"),
            FileNotFoundError,
            "no file matches",
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", encoding="x"),
            sipas.UsageError,
            "encoding",
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", kind="x"),
            sipas.UsageError,
            "dossiers",
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", columns={"x": "y"}),
            sipas.ProfileError,
            "x",
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", profile="nowhere.toml"),
            FileNotFoundError,
            "nowhere",
        ),
        (lambda _: float(sipas.Rate(0, 0)), sipas.NoDataError, "0 of 0"),
        (lambda _: sipas.Rate(-1, 2), sipas.UsageError, "negative"),
        (lambda d: d.report(period=2025), TypeError, "period must be text, not int"),
        (lambda d: d.report(repeat_threshold="x"), TypeError, "repeat_threshold must be a whole"),
        (lambda d: d.report(calendar="x.csv"), TypeError, "WorkCalendar"),
        (
            lambda d: d.report(period="2025-05", as_of="2025-06-20"),
            sipas.UsageError,
            "end of 2025-06-20",
        ),
        (lambda d: d.report(period="2025-06", pakn=d), sipas.UsageError, "'pakn', not dossiers"),
        (lambda d: d.report(period="2025-06", survey="s.csv"), sipas.UsageError, "survey must be"),
        (lambda d: d.late(period="2025-06", procedures=d), sipas.UsageError, "procedures must be"),
        (lambda d: d.due_soon(days=-1, period="2025-06"), sipas.UsageError, "working days"),
        (lambda _: sipas.read_csv([]), sipas.UsageError, "no file"),
        (lambda _: sipas.read_csv("x.csv", on_refused="pass"), sipas.UsageError, "on_refused"),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", delimiter=";;"),
            sipas.UsageError,
            "one character",
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.xlsx"),
            sipas.RefusedError,
            "sipas.read_excel",
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", columns={"code": "Số lạ"}),
            sipas.RefusedError,
            '"Số lạ" (code); headers found',
        ),
        (
            lambda _: sipas.read_csv("tests/data/edge/plain.csv", columns={"officer": ["A", "B"]}),
            sipas.RefusedError,
            'no column "A", "B", which columns= names as officer; headers found: "Mã hồ sơ"',
        ),
        (
            lambda _: sipas.read_excel("tests/data/edge/plain.xlsx", columns={"officer": "A"}),
            sipas.RefusedError,
            "columns= names as officer",
        ),
        (
            lambda d: sipas.from_arrow(
                d.late(period="2025-06"), columns={"received_at": "recieved"}
            ),
            sipas.RefusedError,
            '"recieved" (received_at)',
        ),
        (lambda d: d.due_soon(days="2d", period="2025-06"), sipas.UsageError, "'2d'"),
        (
            lambda d: d.report(period="2025-06", plan="lang-son"),
            sipas.UsageError,
            'no plan "lang-son"; a plan is "lang-son-2025"',
        ),
        (
            lambda d: d.report(period="2025-06", plan="nowhere.toml"),
            FileNotFoundError,
            "nowhere.toml",
        ),
    ],
)
def test_errors_say_what_is_wrong(of, error, said) -> None:  # type: ignore[no-untyped-def]
    with warnings.catch_warnings(), pytest.raises(error, match=re.escape(said)):
        of(sipas.read_csv("tests/data/samples/dossiers"))


@pytest.mark.parametrize("unique", [False, True])
def test_a_dimension_whose_column_no_input_has_is_told(unique: bool) -> None:
    def read(header: str) -> sipas.Dossiers:
        return sipas.read_csv(
            "tests/data/samples/dossiers",
            dimensions={"who": header},
            assume_unique=unique,
        )

    asked: list[Callable[[sipas.Dossiers], Any]] = [
        lambda d: d.report(period="2025-06", by="who"),
        lambda d: d.reports("2025-04..2025-06", by=["unit", "who"]),
        lambda d: d.partial(period="2025-06", by="who"),
    ]
    for ask in asked:
        with pytest.raises(sipas.UsageError, match=r'no input has the column .* for "who"'):
            ask(read("Không có"))
        assert ask(read("Kênh thực hiện"))
    frame = pytest.importorskip("polars").DataFrame(
        {"Mã hồ sơ": ["H37.12-250603-0001"], "Ngày tiếp nhận": ["03/06/2025"]}
    )
    known: dict[str, Any] = {"dimensions": {"who": "Không có"}}
    for lacks in (
        lambda: sipas.from_arrow(frame, assume_unique=unique, **known).report(
            period="2025-06", by="who"
        ),
        lambda: sipas.count_arrow(frame, period="2025-06", by="who", **known),
    ):
        with pytest.raises(sipas.UsageError, match=r'no input has the column .* for "who"'):
            lacks()


def test_refused_files_can_be_passed_over() -> None:
    data = sipas.read_csv(
        ["tests/data/samples/dossiers/ho-so-thang-6.csv", "tests/data/samples/pakn.csv"],
        on_refused="skip",
    )
    assert len(data) == 375
    assert [path for path, _ in data.refused] == ["tests/data/samples/pakn.csv"]
