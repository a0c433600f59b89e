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
from faults.case import QUIET, RIGHT, Case, seeded
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


def job(case: Case) -> str:
    """The same question as a file of a monthly run."""
    words = iter([word for word in case.flags if word != "--check"])
    asked = {word.removeprefix("--").replace("-", "_"): next(words) for word in words}
    lines = [f"check = {json.dumps('--check' in case.flags)}", f'period = "{case.period}"']
    if "pakn" in asked:
        lines.append(f'pakn = ["{asked.pop("pakn")}"]')
    else:
        lines.append(f"exports = {json.dumps(case.paths, ensure_ascii=False)}")
    if "by" in asked:
        lines.append(f"by = {json.dumps(asked.pop('by').split(','))}")
    lines += [f'{key} = "{asked.pop(key)}"' for key in ("baseline", "as_of") if key in asked]
    clock = [f'{key} = "{value}"' for key, value in asked.items()]
    output = ["[[outputs]]", 'path = "ra/bao-cao.json"']
    return "\n".join([*lines, "[clock]", *clock, *output]) + "\n"


@pytest.mark.parametrize("name", FAULTS)
def test_a_batch_tells_what_a_report_tells(name: str, tmp_path: Path) -> None:
    case = FAULTS[name](seeded(name, 0), 24)
    if case.command[0] != "report":
        pytest.skip("no report")
    write(case, tmp_path)
    alone = run(case, tmp_path, COMMAND)
    (tmp_path / "cong-viec.toml").write_text(job(case))
    done = subprocess.run(
        [Path(COMMAND).resolve(), "batch", "cong-viec.toml"], cwd=tmp_path, capture_output=True
    )
    written = tmp_path / "ra" / "bao-cao.json"
    assert done.returncode == alone.exit, done.stderr.decode()
    # All outputs or none: a refused input leaves none, a doubtful check does.
    if alone.document is None or (alone.exit == 3 and "--check" not in case.flags):
        assert not written.exists()
        return
    told = json.loads(written.read_text())
    for part in ("groups", "scorecard", "inputs"):
        assert told[part] == alone.document[part]


def test_controls_are_among_the_faults() -> None:
    """A suite without clean twins would reward crying wolf."""
    quiet = [name for name in FAULTS if FAULTS[name](seeded(name, 0), 24).expect == QUIET]
    assert len(quiet) >= 15


def test_the_list_of_faults_names_tests_and_clean_twins() -> None:
    root = Path(__file__).parents[2]
    listed = (root / "tests/FAULTS.md").read_text()
    rows = re.findall(r"^\| (?!what |---)(.+) \| (.+) \| (.+) \|$", listed, re.M)
    assert len(rows) >= 80
    for what, test, twin in rows:
        for name in (test, twin):
            if not name.startswith("`"):
                assert name.strip('"') in FAULTS, what
                continue
            file, function = name.strip("`").split("` `")
            assert re.search(rf"(fn|def) {function}\(", (root / file).read_text()), what
        if twin.strip('"') in FAULTS:
            expect = FAULTS[twin.strip('"')](seeded(twin.strip('"'), 0), 24).expect
            assert expect in (QUIET, RIGHT), what


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
