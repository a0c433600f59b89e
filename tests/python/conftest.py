"""What the tests of the Python package share."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("SIPAS_BIN", str(ROOT / "target" / "debug" / "sipas"))

# The tests of the package need the package; those of the command do not.
OF_THE_PACKAGE = ["test_py_*.py"]
collect_ignore_glob = [] if importlib.util.find_spec("sipas") else OF_THE_PACKAGE


def pytest_report_header() -> str:
    if collect_ignore_glob:
        return "sipas is not installed: the tests of the Python package are left out"
    return "sipas is installed: the tests of the Python package run"


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are those of the repository."""
    monkeypatch.chdir(ROOT)


def command(*words: str, lang: str = "en") -> subprocess.CompletedProcess[bytes]:
    """What the command does."""
    return subprocess.run(
        [COMMAND, *words, "--lang", lang, "--quiet"], capture_output=True, check=False, cwd=ROOT
    )


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a Python of its own does with that code, at the root."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
    )
