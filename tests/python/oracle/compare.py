"""Where two reports differ, each difference a line of text."""

from fractions import Fraction
from math import isclose

# Cautions are told of the inputs' issues, which are not compared either; core's own tests hold them.  # noqa: E501
IGNORED = {"generator", "reason", "cautions", "unmeasured", "names", "exact"}
INPUT_IGNORED = {"issues", "path"}
# A bound that is zero in one formula is a rounding error in another: 0 against 1e-18.
TINY = 1e-15


def differences(ours: dict, theirs: dict) -> list[str]:
    found: list[str] = []
    _walk("", _prepared(ours), _prepared(theirs), found)
    return found


def _prepared(report: dict) -> dict:
    """Scorecard rows and groups by what they are about, so that one missing row shifts nothing."""
    ready = {key: value for key, value in report.items() if key not in IGNORED}
    ready["inputs"] = [_without(one, INPUT_IGNORED) for one in report.get("inputs", [])]
    rows = report.get("scorecard") or []
    ready["scorecard"] = {_row_name(row): _row(row) for row in rows}
    ready["scorecard order"] = [_row_name(row) for row in rows]
    groups = report.get("groups") or []
    ready["groups"] = {str(group["key"]): group for group in groups}
    ready["groups order"] = [str(group["key"]) for group in groups]
    return ready


def _without(one: dict, names: set[str]) -> dict:
    return {key: value for key, value in one.items() if key not in names}


def _row_name(row: dict) -> str:
    return f"{row.get('id')} {row.get('tier')} {row.get('key')}"


def _row(row: dict) -> dict:
    """1 and 1/1 and 100/100 are one threshold, and 3/2 and 6/4 one mean."""
    fractions = {name: row.get(name) for name in ("threshold", "factor")}
    row = row | {name: one and str(Fraction(one)) for name, one in fractions.items()}
    if external := row.get("external"):
        row["external"] = external["name"]
    if row.get("statistic") or external:
        row |= _reduced(row)
        row["baseline"] = row["baseline"] and _reduced(row["baseline"])
    return row


def _reduced(pair: dict) -> dict:
    if pair["denominator"] is None:
        return {"numerator": pair["numerator"], "denominator": None}
    value = Fraction(pair["numerator"], pair["denominator"])
    return {"numerator": value.numerator, "denominator": value.denominator}


def _walk(path: str, ours: object, theirs: object, found: list[str]) -> None:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in [*ours, *(key for key in theirs if key not in ours)]:
            if key in IGNORED:
                continue
            here = f"{path}.{key}" if path else str(key)
            if key not in theirs:
                found.append(f"{here}: only ours, {ours[key]!r}")
            elif key not in ours:
                found.append(f"{here}: only theirs, {theirs[key]!r}")
            else:
                _walk(here, ours[key], theirs[key], found)
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            found.append(f"{path}: {len(ours)} items, theirs {len(theirs)}")
        for index, (one, other) in enumerate(zip(ours, theirs, strict=False)):
            _walk(f"{path}[{index}]", one, other, found)
    elif not _same(ours, theirs):
        found.append(f"{path}: {ours!r}, theirs {theirs!r}")


def _same(ours: object, theirs: object) -> bool:
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    numbers = isinstance(ours, int | float) and isinstance(theirs, int | float)
    if numbers and (isinstance(ours, float) or isinstance(theirs, float)):
        return isclose(ours, theirs, rel_tol=1e-12, abs_tol=TINY)
    return type(ours) is type(theirs) and ours == theirs
