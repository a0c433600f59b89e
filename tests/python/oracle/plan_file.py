"""A plan file, read from what its own page says: targets with groups, factors, days and figures from elsewhere."""  # noqa: E501

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

from .plan import Plan, Target, exact


def read_plan(path: Path) -> Plan:
    document = tomllib.loads(path.read_text("utf-8"))
    areas = document.get("areas", {})
    targets = [_target(one, areas) for one in document["targets"]]
    return Plan(document["id"], targets)


def _target(one: dict, areas: dict) -> Target:
    of_area = areas.get(one["id"].split(".")[0], {})

    def told(name: str, otherwise: object = None) -> object:
        return one.get(name, of_area.get(name, otherwise))

    return Target(
        id=one["id"],
        tier=one["tier"],
        indicator=one.get("indicator", "external"),
        comparator={"≤": "<=", "≥": ">="}.get(one["comparator"], one["comparator"]),
        threshold=_number(one.get("threshold")),
        derived=one.get("derived", False),
        where={
            name: [names] if isinstance(names, str) else names
            for name, names in one.get("where", {}).items()
        },
        factor=_number(one.get("factor")),
        statistic=one.get("statistic"),
        external=_external(one.get("external")),
        deadline=date.fromisoformat(one["deadline"]) if "deadline" in one else None,
        who=(told("lead"), told("coordinating", []), told("timing", "continuous")),
    )


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text.replace(" ", "").replace(",", "."))


def _external(one: dict | None) -> dict | None:
    if one is None:
        return None
    value = _number(one.get("value"))
    return {"name": one["name"], "value": None if value is None else exact(value)}
