"""No fault gives a wrong figure in silence, and no clean twin is warned of."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import COMMAND
from faults import FAULTS, LARGE
from faults.case import QUIET, seeded
from faults.judge import outcome, run, write

SEEDS = range(int(os.environ.get("SIPAS_SEEDS", "60")) // 20)
#: Rows enough that a file of them goes the fast way.
MANY = 12_000
REAL = os.environ.get("SIPAS_REAL_DATA")


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_read_rightly_or_told(name: str, tmp_path: Path) -> None:
    for seed in SEEDS:
        folder = tmp_path / str(seed)
        folder.mkdir()
        result = outcome(name, seed, 24, folder, COMMAND)
        assert not result.is_bad, f"seed {seed}: {result.what}: {result.why}"


@pytest.mark.parametrize("name", sorted(LARGE))
def test_a_large_file_is_read_as_a_small_one(name: str, tmp_path: Path) -> None:
    result = outcome(name, 0, MANY, tmp_path, COMMAND)
    assert not result.is_bad, f"{result.what}: {result.why}"


@pytest.mark.parametrize("name", FAULTS)
def test_a_batch_tells_what_a_report_tells(name: str, tmp_path: Path) -> None:
    case = FAULTS[name](seeded(name, 0), 24)
    if case.flags or case.command[0] != "report":
        pytest.skip("asked with flags of its own")
    write(case, tmp_path)
    alone = run(case, tmp_path, COMMAND)
    named = ", ".join(json.dumps(path, ensure_ascii=False) for path in case.paths)
    job = f'exports = [{named}]\nperiod = "{case.period}"\n[[outputs]]\npath = "ra/bao-cao.json"\n'
    (tmp_path / "cong-viec.toml").write_text(job)
    done = subprocess.run(
        [Path(COMMAND).resolve(), "batch", "cong-viec.toml"], cwd=tmp_path, capture_output=True
    )
    written = tmp_path / "ra" / "bao-cao.json"
    # All outputs or none: a refused input leaves none.
    if alone.document is None or alone.exit == 3:
        assert done.returncode == alone.exit, done.stderr.decode()
        assert not written.exists()
        return
    told = json.loads(written.read_text())
    assert told["groups"] == alone.document["groups"]
    assert [i["issues"] for i in told["inputs"]] == [i["issues"] for i in alone.document["inputs"]]


def test_controls_are_among_the_faults() -> None:
    """A suite without clean twins would reward crying wolf."""
    quiet = [name for name in FAULTS if FAULTS[name](seeded(name, 0), 24).expect == QUIET]
    assert len(quiet) >= 15


@pytest.mark.skipif(not REAL, reason="SIPAS_REAL_DATA names no folder")
def test_the_exports_of_others_too() -> None:
    """A collection of dirty exports that is not ours, with a runner of its own."""
    folder = Path(str(REAL)).resolve() / "gauntlet"
    if not folder.is_dir():
        pytest.skip("no such collection there")
    words = ["--cases", folder / "cases", "--sipas", Path(COMMAND).resolve(), "--bad", "--no-big"]
    done = subprocess.run(
        [sys.executable, folder / "gauntlet.py", *words], capture_output=True, text=True
    )
    bad = [line for line in done.stdout.splitlines() if re.match(r"(SILENT|CRASH|NOISY) ", line)]
    assert bad == []
