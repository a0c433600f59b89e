"""The package against the command, byte for byte, and against the oracle, figure for figure."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import dirty
import pytest
import sipas
from conftest import ROOT, command
from oracle import Options, differences, report

SAMPLES = ROOT / "tests/data/samples"
EDGE = ROOT / "tests/data/edge"
OTHERS = {name: f"tests/data/samples/{name}.csv" for name in ("pakn", "procedures", "survey")}


def flags(options: dict[str, Any]) -> list[str]:
    words: list[str] = []
    for name, value in options.items():
        value = ",".join(value) if isinstance(value, list) else str(value).replace("_", "-")
        words += [f"--{name.replace('_', '-')}", value]
    return words


def told(paths: list[str], options: dict[str, Any], others: dict[str, str]) -> str:
    words = [word for name, path in others.items() for word in (f"--{name}", path)]
    done = command("report", *paths, *words, *flags(options), "--format", "json")
    assert done.returncode in (0, 3), done.stderr.decode()
    return done.stdout.decode()


def asked(paths: list[str], options: dict[str, Any], others: dict[str, str]) -> str:
    read = {kind: sipas.read_csv(path, kind=kind) for kind, path in others.items()}
    return sipas.read_csv(paths).report(**options, **read).to_json()


QUESTIONS: list[dict[str, Any]] = [
    {"period": "2025-Q2"},
    {"period": "2025-06", "by": ["unit"]},
    {"period": "2025-05", "by": ["unit", "month"], "baseline": "2025-04"},
    {"period": "2025", "by": ["officer", "channel"], "plan": "none"},
    {"period": "2025-06", "window": "reporting", "by": ["field"]},
    {"period": "2025-Q2", "as_of": "2025-06-20"},
    {"period": "2025-Q2", "as_of": "2025-06-20T10:30"},
    {"period": "2025-04-03..2025-05-15", "by": ["procedure"]},
    {"by": ["month"]},
    *(
        {
            "period": "2025-Q2",
            "clock_end": end,
            "deadline": due,
            "precision": by,
            "supplement": wait,
        }
        for end, due, by, wait in product(
            ["finished", "returned"],
            ["original", "current"],
            ["day", "instant"],
            ["as_recorded", "pause"],
        )
    ),
    {"period": "2025-Q2", "repeat_threshold": 2, "publication_days": 10},
]


@pytest.mark.parametrize("options", QUESTIONS, ids=str)
@pytest.mark.parametrize("others", [{}, OTHERS], ids=["dossiers", "all"])
def test_the_samples_give_the_same_bytes(options: dict[str, Any], others: dict[str, str]) -> None:
    paths = ["tests/data/samples/dossiers"]
    assert asked(paths, options, others) == told(paths, options, others)


@pytest.mark.parametrize(
    "pattern", ["tests/data/samples/dossiers/*-[45].csv", "tests/data/edge/natural-order"]
)
def test_patterns_and_folders_are_read_in_the_same_order(pattern: str) -> None:
    assert asked([pattern], {"period": "2025"}, {}) == told([pattern], {"period": "2025"}, {})


EDGES = sorted(path for path in EDGE.iterdir() if path.suffix in (".csv", ".gz", ".zst"))


@pytest.mark.parametrize("path", EDGES, ids=lambda path: path.name)
def test_every_edge_file_gives_the_same_bytes_or_the_same_refusal(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    kind = next((kind for kind in OTHERS if path.name.startswith(kind)), "dossiers")
    words = [name] if kind == "dossiers" else [f"--{kind}", name]
    done = command("report", *words, "--period", "2025", "--format", "json")
    try:
        data: Any = sipas.read_csv(name, kind=kind)
    except sipas.RefusedError as refused:
        assert done.returncode == 2
        assert refused.path == name and refused.reason in done.stderr.decode()
        return
    if kind == "survey":
        return
    assert data.report(period="2025").to_json() == done.stdout.decode()


@pytest.mark.parametrize("seed", range(12))
def test_random_dirty_exports_give_what_the_oracle_finds(seed: int, tmp_path: Path) -> None:
    files = dirty.generate(tmp_path, seed, 300)
    by = (["unit"], ["unit", "month"], ["channel"])[seed % 3]
    ours = report(
        Options(
            dossiers=files["dossiers"],
            pakn=files["pakn"],
            procedures=files["procedures"],
            period="2025-Q2",
            by=tuple(by),
        )
    )
    read = {kind: sipas.read_csv(files[kind], kind=kind) for kind in ("pakn", "procedures")}
    theirs = sipas.read_csv(files["dossiers"]).report(period="2025-Q2", by=by, **read)
    assert differences(ours, theirs.to_dict()) == []
    assert json.loads(theirs.to_json()) == theirs.to_dict()
