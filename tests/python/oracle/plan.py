"""The targets of the plan, their verdicts on exact fractions, and the late budget."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from .buckets import Moment
from .rates import Rate

Json = dict[str, object]
Indicators = dict[str, Rate | Json]
ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Target:
    id: str
    tier: str
    indicator: str
    comparator: str
    threshold: Fraction | None
    derived: bool = False

    @property
    def area(self) -> str:
        return self.id.split(".")[0]


def _target(id: str, tier: str, indicator: str, comparator: str, note: str = "") -> Target:
    sign, _, number = comparator.partition(" ")
    threshold = Fraction(number) if number else None
    return Target(id, tier, indicator, sign, threshold, note == "derived")


C, E = "commitment", "expected_result"
LANG_SON_2025: list[Target] = [
    _target("I.1", C, "procedure_listing_rate", "= 1"),
    _target("I.1", E, "procedure_publication_rate", "= 1"),
    _target("I.2", C, "extra_requirement_report_count", "= 0", "derived"),
    _target("I.3", C, "late_rate", "< 1/100"),
    _target("I.4", C, "procedure_content_complete_rate", "= 1", "derived"),
    _target("II.1", E, "extra_requirement_report_count", "= 0"),
    _target("II.2", E, "staff_conduct_report_count", "below_baseline", "derived"),
    _target("III.1", E, "late_exposure_count", "= 0"),
    _target("III.2", E, "repeat_visit_rate", "below_baseline"),
    _target("III.3", C, "staff_conduct_report_count", "below_baseline", "derived"),
    _target("IV.1", C, "on_time_return_rate", "> 99/100"),
    _target("IV.1", E, "on_time_return_rate", "= 1"),
    _target("IV.2", C, "result_accuracy_rate", "= 1", "derived"),
    _target("V.1", C, "pakn_accepted_rate", "= 1"),
    _target("V.2", C, "pakn_timely_rate", "= 1"),
    _target("V.3", C, "pakn_correct_authority_rate", "= 1"),
    _target("V.4", C, "pakn_closure_rate", "= 1"),
    _target("V.5", C, "pakn_answered_rate", "= 1"),
    _target("V.6", C, "pakn_published_rate", "= 1"),
    _target("V.7", E, "pakn_compliant_rate", "= 1"),
    *(
        _target(f"{area}.S", E, "satisfaction", "above_baseline", "derived")
        for area in ("I", "II", "III", "IV", "V")
    ),
]

_OFFICE, _DIVISIONS, _DESK = "Văn phòng", "Các phòng chuyên môn", "Bộ phận một cửa"
_WHO: dict[str, tuple[str, list[str], str]] = {
    "I": (_OFFICE, [_DIVISIONS, _DESK], "continuous"),
    "II": (_DIVISIONS, [_OFFICE, _DESK], "continuous"),
    "III": (_DIVISIONS, [_OFFICE, _DESK], "continuous"),
    "IV": (_DIVISIONS, [_OFFICE, _DESK], "continuous"),
    "V": (_OFFICE, [_DIVISIONS], "event_driven"),
}

_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lambda value, bound: value < bound,
    "≤": lambda value, bound: value <= bound,
    "=": lambda value, bound: value == bound,
    "≥": lambda value, bound: value >= bound,
    ">": lambda value, bound: value > bound,
    "below_baseline": lambda value, bound: value < bound or value == bound == 0,
    "above_baseline": lambda value, bound: value > bound,
}


def pair(indicator: Rate | Json) -> tuple[int | None, int | None, str]:
    """Numerator, denominator and status; a count is its own numerator."""
    if isinstance(indicator, Rate):
        return indicator.numerator, indicator.denominator, indicator.status
    return indicator["value"], None, indicator["status"]


def _value(indicator: Rate | Json) -> Fraction:
    numerator, denominator, _ = pair(indicator)
    return Fraction(numerator, 1 if denominator is None else denominator)


def verdict(target: Target, now: Rate | Json, then: Rate | Json | None) -> str:
    status = pair(now)[2]
    if status != "measured":
        return status
    bound = target.threshold
    if bound is None:
        if then is None:
            return "no_data"
        if pair(then)[2] != "measured":
            return pair(then)[2]
        bound = _value(then)
    return "met" if _COMPARE[target.comparator](_value(now), bound) else "missed"


def kind_of(indicator: str) -> str:
    if indicator.startswith("pakn_") or indicator.endswith("_report_count"):
        return "pakn"
    if indicator.startswith(("procedure_", "satisfaction")):
        return "other"
    return "dossiers"


Compares = Callable[[str, bool], bool]


def score(key: Json, now: Indicators, then: Indicators | None, compares: Compares) -> list[Json]:
    return [_row(target, key, now, then, compares) for target in LANG_SON_2025]


def _row(
    target: Target, key: Json, now: Indicators, then: Indicators | None, compares: Compares
) -> Json:
    lead, coordinating, timing = _WHO[target.area]
    current = _of_area(now[target.indicator], target.area)
    numerator, denominator, _ = pair(current)
    old = then[target.indicator] if then and target.threshold is None else None
    old = old and _of_area(old, target.area)
    if not compares(target.indicator, denominator is None):
        old = None
    return {
        "id": target.id,
        "tier": target.tier,
        "area": target.area,
        "key": key,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "threshold": None if target.threshold is None else str(target.threshold),
        "numerator": numerator,
        "denominator": denominator,
        "baseline": _baseline(old),
        "verdict": verdict(target, current, old),
        "derived": target.derived,
        "lead": lead,
        "coordinating": coordinating,
        "timing": timing,
    }


def _of_area(indicator: Rate | Json, area: str) -> Rate | Json:
    """A survey is about each area apart."""
    if isinstance(indicator, dict) and "areas" in indicator:
        of_area = indicator["areas"][area]
        return Rate(of_area["numerator"], of_area["denominator"])
    return indicator


def _baseline(old: Rate | Json | None) -> Json | None:
    if old is None or pair(old)[2] == "not_measurable":
        return None
    return {"numerator": pair(old)[0], "denominator": pair(old)[1]}


# The late budget


def allowed(total: int, threshold: Fraction) -> int:
    """How many of `total` may be late and the rate still be below the threshold."""
    ceiling = -(-threshold.numerator * total // threshold.denominator)
    return max(0, ceiling - 1)


def to_win_one(total: int, threshold: Fraction) -> int:
    more = 1
    while allowed(total + more, threshold) <= allowed(total, threshold):
        more += 1
    return more


def late_budget(counts: Json, moment: Moment) -> Json:
    threshold = Fraction(1, 100)
    late = counts["late"]
    resolved = counts["early"] + counts["on_time"] + late
    projected = _projected(resolved, moment)
    return {
        "threshold": str(threshold),
        "resolved": resolved,
        "late": late,
        "allowed": allowed(resolved, threshold),
        "remaining": allowed(resolved, threshold) - late,
        "to_win_one": to_win_one(resolved, threshold),
        "projected_resolved": projected,
        "projected_allowed": None if projected is None else allowed(projected, threshold),
    }


def _projected(resolved: int, moment: Moment) -> int | None:
    """A period of a whole year is taken for the plan year; whole days elapsed, rounded down."""
    elapsed = (moment.as_of - moment.period.opens) // timedelta(days=1)
    if not moment.period.is_year or elapsed < 1:
        return None
    return resolved * moment.period.days // elapsed
