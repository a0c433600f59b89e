"""What the command makes of a fault: right, told, silent or noisy."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .case import FAULTS, QUIET, RIGHT, TOLD, Case, seeded

TELLS = re.compile(r"^(cảnh báo|lỗi|warning|error):")


@dataclass
class Result:
    """What came out, and why it is what it is."""

    what: str
    why: str = ""

    @property
    def is_bad(self) -> bool:
        return self.what not in ("right", "told")


@dataclass
class Run:
    """One run of the command."""

    exit: int
    document: dict | None
    stderr: str

    @property
    def warnings(self) -> list[str]:
        return [line for line in self.stderr.splitlines() if TELLS.search(line)]


def write(case: Case, folder: Path) -> None:
    for name, data in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def run(case: Case, folder: Path, command: str) -> Run:
    named = [] if "--pakn" in case.flags else case.paths
    verb, *rest = case.command
    words = [verb, *named, "--period", case.period, *rest, *case.flags]
    env = {key: value for key, value in os.environ.items() if not key.startswith("SIPAS")}
    done = subprocess.run(
        [Path(command).resolve(), *words], cwd=folder, env=env, capture_output=True, timeout=120
    )
    out = done.stdout.decode()
    document = json.loads(out) if out.startswith("{") else None
    return Run(done.returncode, document, done.stderr.decode())


def reach(document: dict, path: str) -> object:
    at: object = document
    for step in path.split("."):
        at = at[int(step)] if isinstance(at, list) else at.get(step)  # type: ignore[union-attr]
    return at


def differences(case: Case, document: dict) -> list[str]:
    """Every figure that is not what the month declares."""
    found = []
    whole, *groups = document["groups"]
    for name, wanted in case.figures.items():
        got = whole["dossiers"][name]
        if got != wanted:
            found.append(f"{name}: {got}, not {wanted}")
    by_name = {group["key"].get("unit"): group["dossiers"] for group in groups}
    if case.units and len(groups) != len(case.units):
        found.append(f"{len(groups)} units, not {len(case.units)}: {sorted(map(str, by_name))}")
    for unit, figures in case.units.items():
        got = by_name.get(unit)
        if got is None or any(got[name] != n for name, n in figures.items()):
            found.append(f"unit {unit}")
    for path, wanted in case.more.items():
        if (got := reach(document, path)) != wanted:
            found.append(f"{path}: {got}, not {wanted}")
    return found


def judged(case: Case, ran: Run) -> Result:
    """The verdict on one run."""
    heard = " | ".join(ran.warnings)[:300]
    if ran.exit not in (0, 1, 2, 3) or "panicked" in ran.stderr:
        return Result("crash", f"exit {ran.exit} {ran.stderr[-200:]}")
    if any(secret in ran.stderr for secret in case.never):
        return Result("leak", ran.stderr[:300])
    if case.exit is not None and ran.exit != case.exit:
        return Result("SILENT" if ran.exit == 0 else "other", f"exit {ran.exit}; {heard}")
    is_told = bool(ran.warnings) or ran.exit in (2, 3)
    if case.says and ran.document is not None and ran.warnings:
        is_told = any(re.search(pattern, heard) for pattern in case.says)
    off = differences(case, ran.document) if ran.document is not None else ["no document"]
    if case.expect == QUIET:
        if off:
            return Result("noisy" if is_told else "SILENT", "; ".join(off) + f" [{heard}]")
        return Result("noisy", heard) if ran.warnings or ran.exit else Result("right")
    if case.must_say and not any(re.search(pattern, heard) for pattern in case.must_say):
        return Result("SILENT", f"nothing said; {heard}")
    if case.expect == TOLD:
        return Result("told") if is_told else Result("SILENT", "; ".join(off) or "nothing said")
    if not off:
        return Result("right")
    if case.expect == RIGHT:
        return Result("wrong" if is_told else "SILENT", "; ".join(off)[:400] + f" [{heard}]")
    return Result("told") if is_told else Result("SILENT", "; ".join(off)[:400])


def outcome(name: str, seed: int, size: int, folder: Path, command: str) -> Result:
    """What becomes of one variant of a fault."""
    case = FAULTS[name](seeded(name, seed), size)
    write(case, folder)
    return judged(case, run(case, folder, command))
