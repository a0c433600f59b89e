"""Plan files against a second computation: groups, factors, days, external figures, deadlines."""

import json
import os
import random
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from oracle import differences, report
from test_command import COMMAND, command_report, random_question

SEEDS = int(os.environ.get("SIPAS_SEEDS", "60"))

HEAD = """id = "thu"
[areas.IV]
title = "Kết quả dịch vụ"
lead = "Văn phòng"
timing = "continuous"
"""
RATES = [
    "on_time_return_rate", "late_rate", "late_exposure_rate", "repeat_visit_rate",
    "result_accuracy_rate", "supplement_once_rate", "apology_coverage_rate", "online_dossier_rate",
    "digitised_rate", "supplement_notice_in_time_rate", "pakn_closure_rate", "pakn_timely_rate",
    "pakn_compliant_rate", "procedure_listing_rate",
]  # fmt: skip
COUNTS = [
    "late_count",
    "late_exposure_count",
    "extra_requirement_report_count",
    "staff_conduct_report_count",
]
DAYS = ["mean", "median", "p90", "working_mean", "working_median", "working_p90"]
SIGNS = ["<", "<=", "=", ">=", ">"]


def random_plan(rng: random.Random, names: dict[str, list[str]]) -> str:
    return HEAD + "".join(_target(rng, n, names) for n in range(1, 9))


def _target(rng: random.Random, n: int, names: dict[str, list[str]]) -> str:
    tier = rng.choice(["commitment", "expected_result"])
    lines = [f'id = "IV.{n}"', f'tier = "{tier}"', 'task = "thử"']
    subject = rng.choice(["rate", "rate", "count", "days", "days", "external"])
    threshold = {
        "rate": f"{rng.randrange(101)}/100",
        "count": str(rng.randrange(8)),
        "days": rng.choice(["3", "7,5", "31/3", "12"]),
        "external": rng.choice(["86", "88.87"]),
    }[subject]
    if subject == "external":
        value = rng.choice(["", ', value = "86,5"', ', value = "173/2"'])
        lines.append(f'external = {{ name = "SIPAS"{value} }}')
    else:
        choices = {"rate": RATES, "count": COUNTS, "days": ["processing_days"]}[subject]
        lines.append(f'indicator = "{rng.choice(choices)}"')
        if subject == "days":
            lines.append(f'statistic = "{rng.choice(DAYS)}"')
        if rng.random() < 0.5:
            lines.append(_where(rng, names))
    against = rng.choice(["threshold", "factor", "baseline"])
    against = "threshold" if subject == "external" else against
    if against == "baseline":
        lines.append(f'comparator = "{rng.choice(["below", "above"])}_baseline"')
    else:
        lines.append(f'comparator = "{rng.choice(SIGNS)}"')
        factor = rng.choice(["1/2", "7/10", "0,9", "1", "3/2"])
        lines.append(f'{against} = "{threshold if against == "threshold" else factor}"')
    if rng.random() < 0.3:
        lines.append(f'deadline = "{rng.choice(["2025-06-29", "2025-06-30", "2025-12-31"])}"')
    return "[[targets]]\n" + "\n".join(lines) + "\n"


def _where(rng: random.Random, names: dict[str, list[str]]) -> str:
    """Names as exports have them, in another case, and one that nobody has."""
    conditions = []
    for dimension in rng.sample(["field", "unit", "procedure"], rng.choice([1, 1, 2])):
        known = [name for name in names[dimension] if name] or ["x"]
        some = [rng.choice(known), rng.choice(known).upper(), "Không đâu cả"]
        some = some[: rng.choice([1, 2, 3])]
        value = json.dumps(some if rng.random() < 0.7 else some[0], ensure_ascii=False)
        conditions.append(f"{dimension} = {value}")
    return f"where = {{ {', '.join(conditions)} }}"


def names_in(path: Path, dimension: str, dossiers: list[Path]) -> list[str]:
    words = ["report", *map(str, dossiers), "--period", "2025", "--by", dimension]
    done = subprocess.run(
        [COMMAND, *words, "--plan", "none", "--format", "json", "--quiet"],
        capture_output=True, text=True, check=True, cwd=path,
    )  # fmt: skip
    groups = json.loads(done.stdout)["groups"][1:]
    return [group["key"][dimension] for group in groups]


@pytest.mark.parametrize("seed", range(SEEDS // 2))
def test_plan_files_agree(seed: int, tmp_path: Path) -> None:
    options = random_question(seed + 5000, tmp_path)
    rng = random.Random(seed)
    names = {
        dimension: names_in(tmp_path, dimension, options.dossiers)
        for dimension in ("field", "unit", "procedure")
    }
    plan = tmp_path / "ke-hoach.toml"
    plan.write_text(random_plan(rng, names), "utf-8")
    options = replace(options, plan=plan)
    assert differences(report(options), command_report(options)) == []
