"""The official forms against a second computation that shares no code with them."""

import json
import os
import random
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import dirty
import pytest
from oracle import Options
from oracle.deadlines import Policy
from oracle.forms import FormRow, form_06a_btp, form_06a_vpcp, form_07a

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("SIPAS_BIN", str(ROOT / "target" / "debug" / "sipas"))
SEEDS = int(os.environ.get("SIPAS_SEEDS", "60"))

FORMS: dict[str, tuple[Callable[[Options], list[FormRow]], int, list[str]]] = {
    "07a/BTP/KSTT": (form_07a, 13, ["field", "unit", "officer"]),
    "II.06a/VPCP/KSTT": (form_06a_vpcp, 11, ["field", "unit", "officer"]),
    "06a/BTP/KSTT": (form_06a_btp, 14, ["unit"]),
}
ACCEPT = ["coverage", "deadline", "unread_column", "unmeasurable"]


def command_form(name: str, options: Options) -> list[list[object]]:
    """The rows that the command prints: the name, and the counts from column (3) on."""
    words = [COMMAND, "form", *map(str, options.dossiers), "--form", name, "--quiet"]
    for path in options.pakn:
        words += ["--pakn", str(path)]
    for path in options.procedures:
        words += ["--procedures", str(path)]
    for reason in ACCEPT:
        words += ["--accept", reason]
    words += ["--period", options.period, "--window", options.window, "--by", ",".join(options.by)]
    for flag, value in (
        ("--deadline", options.policy.deadline),
        ("--precision", options.policy.precision),
        ("--supplement", options.policy.supplement.replace("_", "-")),
    ):
        words += [flag, value]
    done = subprocess.run([*words, "--format", "json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    rows[0].pop("notes")
    return [list(row.values())[1:] for row in rows]


def question(seed: int, folder: Path, by: list[str]) -> Options:
    rng = random.Random(seed)
    dirty.generate(folder, seed, 300, files=rng.choice([1, 2]))
    return Options(
        dossiers=sorted(folder.glob("dossiers-*.csv")),
        pakn=sorted(folder.glob("pakn-*.csv")),
        procedures=sorted(folder.glob("procedures*.csv")) if rng.random() < 0.7 else [],
        period=rng.choice(["2025", "2025-Q1", "2025-Q2", "2025-H1", "2025-05", "2025-06"]),
        window=rng.choice(["calendar", "reporting"]),
        by=(rng.choice(by),),
        policy=Policy(
            deadline=rng.choice(["original", "current"]),
            precision=rng.choice(["day", "instant"]),
            supplement=rng.choice(["as_recorded", "pause"]),
        ),
    )


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("seed", range(SEEDS // 3))
def test_forms_agree(name: str, seed: int, tmp_path: Path) -> None:
    form, columns, by = FORMS[name]
    options = question(seed + 1000, tmp_path, by)
    ours = form(options)
    theirs = command_form(name, options)
    if name.startswith("06a"):
        # What no column tells is left empty, and never a zero.
        theirs = [[row[0], *(0 if n is None else n for n in row[1:])] for row in theirs]
        told = dict(zip(range(3, 17), command_form(name, options)[-1][1:], strict=True))
        hidden = [column - 3 for column, n in told.items() if n is None]
        ours = [(row, [0 if at in hidden else n for at, n in enumerate(of)]) for row, of in ours]
    whole = ours[-1][1] or [0] * columns
    expected = [*([row, *counts] for row, counts in ours[:-1]), whole]
    assert sorted(map(str, expected[:-1])) == sorted(map(str, theirs[:-1]))
    assert theirs[-1][1:] == [int(n) for n in whole]


def test_a_setting_of_the_end_is_not_heeded(tmp_path: Path) -> None:
    options = question(7, tmp_path, ["unit"])
    returned = replace(options, policy=replace(options.policy, clock_end="returned"))
    assert form_07a(options) == form_07a(returned)
