"""The command's JSON against the oracle, which shares no code with it.

Every count, rate, verdict and budget has to agree, on the samples and on random dirty exports under
every policy, window and grouping.
"""

import json
import os
import random
import subprocess
from dataclasses import asdict
from pathlib import Path

import dirty
import pytest
from oracle import Options, differences, report
from oracle.deadlines import Policy

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "data" / "samples"
COMMAND = os.environ.get("SIPAS_BIN", str(ROOT / "target" / "debug" / "sipas"))
SEEDS = int(os.environ.get("SIPAS_SEEDS", "60"))

PERIODS = ["2024", "2025", "2025-Q1", "2025-Q2", "2025-H1", "2025-9M", "2025-05", "2025-06"]
GROUPINGS = [
    [],
    ["unit"],
    ["unit", "month"],
    ["procedure"],
    ["channel", "month"],
    ["field"],
    ["officer"],
    ["unit", "procedure", "month"],
]


def command_report(options: Options) -> dict:
    """What the command prints for the same question."""
    flags = [
        "--period", options.period,
        "--window", options.window,
        "--format", "json",
        "--quiet",
    ]  # fmt: skip
    kinds = ("pakn", "procedures", "survey")
    for flag, paths in ((f"--{kind}", getattr(options, kind)) for kind in kinds):
        flags += [word for path in paths for word in (flag, str(path))]
    if options.by:
        flags += ["--by", ",".join(options.by)]
    if options.baseline:
        flags += ["--baseline", options.baseline]
    if options.plan != "lang-son-2025":
        flags += ["--plan", str(options.plan)]
    for name, value in asdict(options.policy).items():
        flags += [f"--{name.replace('_', '-')}", str(value).replace("as_recorded", "as-recorded")]
    done = subprocess.run(
        [COMMAND, "report", *map(str, options.dossiers), *flags], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def random_question(seed: int, folder: Path) -> Options:
    rng = random.Random(seed)
    dirty.generate(folder, seed, 300, files=rng.choice([1, 2, 3]))
    with_pakn, with_catalogue = rng.random() < 0.8, rng.random() < 0.7
    policy = Policy(
        clock_end=rng.choice(["finished", "returned"]),
        deadline=rng.choice(["original", "current"]),
        precision=rng.choice(["day", "instant"]),
        supplement=rng.choice(["as_recorded", "pause", "restart"]),
        repeat_threshold=rng.choice([1, 1, 2]),
    )
    return Options(
        dossiers=sorted(folder.glob("dossiers-*.csv")),
        pakn=sorted(folder.glob("pakn-*.csv")) if with_pakn else [],
        procedures=sorted(folder.glob("procedures*.csv")) if with_catalogue else [],
        period=rng.choice(PERIODS),
        window=rng.choice(["calendar", "reporting"]),
        baseline=rng.choice([None, "2024", "2025-Q1", "2025-05"]),
        by=rng.choice(GROUPINGS),
        policy=policy,
    )


@pytest.mark.parametrize("by", GROUPINGS, ids=",".join)
def test_samples_agree(by: list[str]) -> None:
    options = Options(
        dossiers=sorted((SAMPLES / "dossiers").glob("*.csv")),
        pakn=[SAMPLES / "pakn.csv"],
        procedures=[SAMPLES / "procedures.csv"],
        period="2025-Q2",
        window="calendar",
        by=by,
        policy=Policy(),
    )
    assert differences(report(options), command_report(options)) == []


@pytest.mark.parametrize("seed", [*range(SEEDS), 86])
def test_random_exports_agree(seed: int, tmp_path: Path) -> None:
    options = random_question(seed, tmp_path)
    assert differences(report(options), command_report(options)) == []
