"""The types that the package tells: its stub, and mypy and pyright on it and on its use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sipas
from conftest import ROOT


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
