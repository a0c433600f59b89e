"""How the package is made: typed, wrapped, frozen, without needs, and no hindrance to others."""

from __future__ import annotations

import ast
import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import sipas
from conftest import ROOT, python
from sipas import _native

PACKAGE = Path(sipas.__file__).parent
NATIVE = ROOT / "crates" / "py" / "src"


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
    """All of it but what is about the package and not about what it does."""
    blocked = {"polars", "pandas", "pyarrow", "altair", "narwhals", "numpy", "duckdb", "nbclient"}
    beside = {Path(__file__).name, *(f"test_py_{of}.py" for of in ("speed", "threads", "typing"))}
    found = sorted(Path(__file__).parent.glob("test_py_*.py"))
    files = [str(path) for path in found if path.name not in beside]
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


def test_a_debug_build_warns() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", "import sipas"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("without optimisation" in done.stderr) == _native.DEBUG
