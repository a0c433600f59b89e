# Rows read best as they stand in a file.
# ruff: noqa: E501
"""What an analyst would compute: counts and rates of an export in SQL, from the definitions alone.

The query reads the same files as the command and shares no code with it, nor with the other second
computation in `oracle`. It asks about exports whose rows all read well: what is wrong with rows is
the matter of others.
"""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from query import BUCKETS, CALENDAR, COUNTS, DOSSIERS, PAKN, RATES
from query_services import PROCEDURE_RATES, PROCEDURES, SURVEY
from sql_exports import ITEMS, Maker, loaded, written

duckdb = pytest.importorskip("duckdb")

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("SIPAS_BIN", str(ROOT / "target" / "debug" / "sipas"))
SEEDS = int(os.environ.get("SIPAS_SEEDS", "60")) // 5
AREAS = ["I", "II", "III", "IV", "V"]
Figures = dict[str | None, dict[str, Any]]

# What is asked of each kind: where its records fall, and which rates it has.
ASKED = {
    "dossiers": (DOSSIERS, RATES["dossiers"]),
    "pakn": (PAKN, RATES["pakn"]),
    "procedures": (PROCEDURES, PROCEDURE_RATES),
}
# A period, and the one before it.
PERIODS = [
    (("2025-06", date(2025, 6, 1), date(2025, 6, 30)), ("2025-05", date(2025, 5, 1), date(2025, 5, 31))),
    (("2025-07", date(2025, 7, 1), date(2025, 7, 31)), ("2025-06", date(2025, 6, 1), date(2025, 6, 30))),
    (("2025-Q3", date(2025, 7, 1), date(2025, 9, 30)), ("2025-Q2", date(2025, 4, 1), date(2025, 6, 30))),
    (("2025-06-10..2025-07-22", date(2025, 6, 10), date(2025, 7, 22)), ("2025-05-01..2025-06-11", date(2025, 5, 1), date(2025, 6, 11))),
]  # fmt: skip


def asked_in(text: str, asked: dict[str, Any]) -> dict[str, Any]:
    """The parameters that a query has."""
    return {name: value for name, value in asked.items() if f"${name}" in text}


def by_unit(connection: Any, text: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    query = connection.execute(text, asked_in(text, asked))
    titles = [column[0] for column in query.description]
    return [dict(zip(titles, row, strict=True)) for row in query.fetchall()]


def counted(connection: Any, kind: str, asked: dict[str, Any]) -> Figures:
    """Every count of every unit; those of all under no name."""
    placed, rates = ASKED[kind]
    counts = {bucket: f"bucket = '{bucket}'" for bucket in BUCKETS.get(kind, [])}
    counts |= COUNTS.get(kind, {})
    if kind != "procedures":
        counts |= {"received": "received", "carried_in": "handled and not received"}
    for name, (of, part) in rates.items():
        counts |= {f"{name}/d": of, f"{name}/n": f"({of}) and ({part})"}
    columns = [
        f'count(*) filter (where {condition}) as "{name}"' for name, condition in counts.items()
    ]
    if kind == "dossiers":
        columns += [
            f'{figure} filter (where has_result) as "days.{prefix}{name}"'
            for prefix, days in (("", "days"), ("working_", "working_days"))
            for name, figure in (
                ("mean", f"avg({days})"),
                ("median", f"quantile_cont({days}::double, 0.5)"),
                ("p90", f"quantile_cont({days}::double, 0.9)"),
            )
        ]
    text = f"select unit, {', '.join(columns)} from ({placed}) group by grouping sets ((), (unit))"
    return {row.pop("unit"): row for row in by_unit(connection, text, asked)}


def told(kind: str, group: dict[str, Any]) -> dict[str, Any]:
    """The same counts as the command tells them."""
    counts, figures = group.get(kind) or {}, group["indicators"]
    found = {bucket: counts[bucket] for bucket in BUCKETS.get(kind, [])}
    found |= {name: counts[name] for name in ("received", "carried_in") if name in counts}
    for name in COUNTS.get(kind, {}):
        whole, _, part = name.partition(".")
        found[name] = (
            counts[whole][part]
            if part
            else figures[name]["value"]
            if name in figures
            else counts[name]
        )
    for name in ASKED[kind][1]:
        found |= {
            f"{name}/d": figures[name]["denominator"],
            f"{name}/n": figures[name]["numerator"],
        }
    if kind == "dossiers":
        days = figures["processing_days"]
        found |= {
            f"days.{name}": days[name]
            for name in days
            if name.split("_")[-1] in ("mean", "median", "p90")
        }
    return found


def satisfaction(connection: Any, asked: dict[str, Any]) -> dict[tuple[Any, Any], tuple[int, ...]]:
    """Satisfied, answers and points of each unit and area; of all under no name."""
    rows = by_unit(connection, SURVEY, asked)
    return {
        (row["unit"], row["area"]): (row["satisfied"], row["answers"], row["points"])
        for row in rows
    }


class Month:
    """An export of every kind, in files and in tables."""

    def __init__(self, seed: int, folder: Path) -> None:
        maker = Maker(seed)
        self.rng = maker.rng
        self.connection = duckdb.connect()
        self.connection.execute(CALENDAR)
        rows = {
            "dossiers": [maker.dossier(n) for n in range(1200)],
            "pakn": [maker.petition(n) for n in range(500)],
            "procedures": [maker.procedure(n) for n in range(30)],
            "survey": [maker.answer(n) for n in range(300)],
            "wide": [maker.sheet(n) for n in range(60)],
        }
        self.paths = {kind: written(of, folder / f"{kind}.csv") for kind, of in rows.items()}
        for kind, of in rows.items():
            loaded(self.connection, kind, self.paths[kind], of)
        # Each item of a questionnaire is an answer on its area.
        for item, area in ITEMS.items():
            self.connection.execute(
                f"insert into survey select '{area}', \"{item}\", unit, date from wide"
            )

    def report(self, flags: list[str]) -> dict[str, Any]:
        paths = self.paths
        files = [str(paths["dossiers"]), "--pakn", str(paths["pakn"]), "--procedures", str(paths["procedures"])]  # fmt: skip
        surveys = ["--survey", str(paths["survey"]), "--survey", str(paths["wide"])]
        done = subprocess.run(
            [COMMAND, "report", *files, *surveys, "--by", "unit", "--format", "json", "--quiet", *flags],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def figures(self, asked: dict[str, Any]) -> Figures:
        """The figures of each unit; an unknown rate is left out."""
        units: Figures = {}
        for kind in ASKED:
            for unit, row in counted(self.connection, kind, asked).items():
                units.setdefault(unit, {}).update(
                    {(kind, name): value for name, value in row.items()}
                )
        return units


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_figures_are_those_of_the_query(seed: int, tmp_path: Path) -> None:
    month = Month(seed, tmp_path)
    rng = month.rng
    (period, first, last), (before, before_first, before_last) = rng.choice(PERIODS)
    cut = rng.choice([0, 7])
    asked: dict[str, Any] = {
        "clock_end": rng.choice(["finished", "returned"]),
        "deadline": rng.choice(["original", "current"]),
        "supplement": rng.choice(["as_recorded", "pause", "restart"]),
        "precision": rng.choice(["day", "instant"]),
        "pakn_days": rng.choice([15, 10]),
    }
    flags = [
        f"--{flag.replace('_', '-')}={str(value).replace('_', '-')}"
        for flag, value in asked.items()
    ]
    as_of = last - timedelta(days=cut)
    report = month.report(["--period", period, "--as-of", str(as_of), "--baseline", before, *flags])
    assert all(of["rows"] == of["accepted"] for of in report["inputs"] if of["kind"] != "survey")

    def midnight(day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time())

    now = asked | {"from": datetime.combine(first, time()), "to": midnight(as_of)}
    wanted = month.figures(now)
    groups = {group["key"].get("unit"): group for group in report["groups"]}
    assert groups.keys() == wanted.keys()
    for unit, figures in wanted.items():
        found = {
            (kind, name): value
            for kind in ASKED
            for name, value in told(kind, groups[unit]).items()
        }
        for (kind, name), value in figures.items():
            got = found[kind, name]
            # Where nothing at all can be counted and something has no date, nobody knows the rate.
            unknown = (
                got is None
                and figures.get((kind, f"{name[:-2]}/d")) == 0
                and figures[kind, "undated"]
            )
            assert unknown or got == pytest.approx(value, rel=1e-12), (unit, name, got, value)

    surveys = satisfaction(month.connection, now)
    for unit, group in groups.items():
        rate, index = (group["indicators"][name] for name in ("satisfaction", "satisfaction_index"))
        for area in (None, *AREAS):
            of_rate, of_index = (
                (rate, index) if area is None else (rate["areas"][area], index["areas"][area])
            )
            satisfied, answers, points = surveys.get((unit, area), (0, 0, None))
            assert (of_rate["numerator"], of_rate["denominator"]) == (satisfied, answers), (
                unit,
                area,
            )
            assert (of_index["numerator"], of_index["denominator"]) == (points or 0, answers)

    # A period that is not over is compared with one cut at the same day.
    end = before_last
    if cut and ".." in period:
        end = before_first + (as_of - first)
    elif cut:
        end = date(before_last.year, before_last.month, min(as_of.day, before_last.day))
    then = asked | {"from": datetime.combine(before_first, time()), "to": midnight(end)}
    earlier, satisfied_then = month.figures(then), satisfaction(month.connection, then)
    compared = 0
    for row in report["scorecard"]:
        if not str(row["comparator"]).endswith("_baseline"):
            continue
        unit, indicator = row["key"].get("unit"), row["indicator"]
        if indicator == "satisfaction":
            pairs = [
                of.get((unit, row["area"]), (0, 0, None))[:2] for of in (surveys, satisfied_then)
            ]
        else:
            kind = "pakn" if indicator == "staff_conduct_report_count" else "dossiers"
            sides = [of.get(unit, {}) for of in (wanted, earlier)]
            if kind == "pakn":
                # A count is compared as it is, and is none where nothing was received.
                pairs = [
                    (side.get((kind, indicator), 0), int(side.get((kind, "received"), 0) > 0))
                    for side in sides
                ]
            else:
                pairs = [
                    (side.get((kind, f"{indicator}/n"), 0), side.get((kind, f"{indicator}/d"), 0))
                    for side in sides
                ]
        (n, d), (base_n, base_d) = pairs
        if d == 0 or base_d == 0:
            assert row["verdict"] in ("no_data", "not_measurable"), row
            continue
        below = row["comparator"] == "below_baseline"
        met = (n * base_d < base_n * d or n == base_n == 0) if below else n * base_d > base_n * d
        compared += 1
        assert row["numerator"] == n and row["baseline"]["numerator"] == base_n, (row, pairs)
        assert row["verdict"] == ("met" if met else "missed"), (row, pairs)
    assert compared > 10


@pytest.mark.parametrize("seed", range(3))
def test_what_petitions_and_overdue_dossiers_cost_in_score766(seed: int, tmp_path: Path) -> None:
    """No column tells who is dissatisfied, so that overdue alone is taken off; each dossier has its appointment."""
    month = Month(seed, tmp_path)
    month.connection.execute("delete from dossiers where due_at is null")
    maker = Maker(seed)
    rows = [row for row in (maker.dossier(n) for n in range(1200)) if row["due_at"]]
    dossiers = written(rows, tmp_path / "appointed.csv")
    done = subprocess.run(
        [COMMAND, "score766", str(dossiers), "--pakn", str(month.paths["pakn"]), "--period", "2025-06", "--format", "json", "--quiet"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    scores = {row["element"]: row for row in json.loads(done.stdout)}
    asked = {
        "clock_end": "finished",
        "deadline": "original",
        "supplement": "pause",
        "precision": "instant",
        "pakn_days": 15,
    }
    asked |= {"from": datetime(2025, 6, 1), "to": datetime(2025, 7, 1)}
    of_dossiers = counted(month.connection, "dossiers", asked)[None]
    pakn = counted(month.connection, "pakn", asked)[None]

    received = pakn["received"] + pakn["carried_in"] - pakn["refused"]
    overdue = pakn["closed_late"] + pakn["open_overdue"]
    all_of = sum(
        of_dossiers[bucket]
        for bucket in ("early", "on_time", "late", "open_within_due", "open_overdue", "suspended")
    )
    late = of_dossiers["late"] + of_dossiers["open_overdue"]
    for element, n, d, most in (
        ("pakn_timeliness", pakn["pakn_timely_rate/n"], pakn["pakn_timely_rate/d"], 6),
        ("pakn_satisfaction", received - overdue, received, 6),
        ("reception", all_of - late, all_of, 6),
    ):
        score = scores[element]
        assert (score["numerator"], score["denominator"]) == (n, d), element
        share = n / d / (0.9 if element == "reception" else 1)
        assert score["points"] == pytest.approx(min(most, most * share), abs=0.00501), element
    assert scores["pakn_satisfaction"]["note"] == scores["reception"]["note"] == "at_most"
