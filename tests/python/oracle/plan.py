"""The targets of the plan, their verdicts on exact fractions, and the late budget."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from .buckets import Moment
from .rates import Rate

Json = dict[str, object]
Indicators = dict[str, Rate | Json]
ZERO, ONE = Fraction(0), Fraction(1)


Who = tuple[str, list[str], str]


@dataclass(frozen=True)
class Target:
    id: str
    tier: str
    indicator: str
    comparator: str
    threshold: Fraction | None
    derived: bool = False
    # The groups that it is for; all of them where there is none.
    where: dict[str, list[str]] = field(default_factory=dict)
    # The multiple of the baseline's figure to compare with, instead of a threshold.
    factor: Fraction | None = None
    # Which of the durations.
    statistic: str | None = None
    # A figure that is measured elsewhere.
    external: Json | None = None
    deadline: date | None = None
    who: Who | None = None

    @property
    def area(self) -> str:
        return self.id.split(".")[0]

    @property
    def lead(self) -> Who:
        return self.who or _WHO[self.area]


@dataclass(frozen=True)
class Plan:
    id: str
    targets: list[Target]

    @property
    def late_threshold(self) -> Fraction | None:
        """The budget of late dossiers is that of a target "late_rate below" for all of them."""
        for one in self.targets:
            if one.indicator == "late_rate" and one.comparator == "<" and not one.where:
                return one.threshold
        return None


def exact(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def _target(id: str, tier: str, indicator: str, comparator: str, note: str = "") -> Target:
    sign, _, number = comparator.partition(" ")
    threshold = Fraction(number) if number else None
    return Target(id, tier, indicator, sign, threshold, note == "derived")


C, E = "commitment", "expected_result"
_TARGETS: list[Target] = [
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

LANG_SON_2025 = Plan("lang-son-2025", _TARGETS)

_OFFICE, _DIVISIONS, _DESK = "Văn phòng", "Các phòng chuyên môn", "Bộ phận một cửa"
_WHO: dict[str, Who] = {
    "I": (_OFFICE, [_DIVISIONS, _DESK], "continuous"),
    "II": (_DIVISIONS, [_OFFICE, _DESK], "continuous"),
    "III": (_DIVISIONS, [_OFFICE, _DESK], "continuous"),
    "IV": (_DIVISIONS, [_OFFICE, _DESK], "continuous"),
    "V": (_OFFICE, [_DIVISIONS], "event_driven"),
}

_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lambda value, bound: value < bound,
    "<=": lambda value, bound: value <= bound,
    "=": lambda value, bound: value == bound,
    ">=": lambda value, bound: value >= bound,
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
    value, bound = _value(now), target.threshold
    if bound is None:
        if then is None:
            return "no_data"
        if pair(then)[2] != "measured":
            return pair(then)[2]
        bound = _value(then) * (1 if target.factor is None else target.factor)
        # Nothing cannot be cut further.
        if target.comparator == "<" and value == bound == 0:
            return "met"
    return "met" if _COMPARE[target.comparator](value, bound) else "missed"


def kind_of(indicator: str) -> str:
    if indicator.startswith("pakn_") or indicator.endswith("_report_count"):
        return "pakn"
    if indicator.startswith(("procedure_", "satisfaction")) or indicator == "external":
        return "other"
    return "dossiers"


Compares = Callable[[str, bool], bool]


def score(
    target: Target,
    key: Json,
    now: Indicators,
    then: Indicators | None,
    compares: Compares,
    as_of: date,
) -> Json:
    """A target judged on the figures of a group, or of those of its records that it is for."""
    lead, coordinating, timing = target.lead
    current = _figure(target, now, key)
    numerator, denominator, _ = pair(current)
    old = _figure(target, then, key) if then and target.threshold is None else None
    if not compares(target.indicator, denominator is None):
        old = None
    row = {
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
    more = {
        "where": target.where or None,
        "statistic": target.statistic,
        "factor": None if target.factor is None else exact(target.factor),
        "external": target.external,
        "deadline": None if target.deadline is None else target.deadline.isoformat(),
        "due": None if target.deadline is None else as_of > target.deadline,
    }
    return row | {name: value for name, value in more.items() if value is not None}


def _figure(target: Target, found: Indicators, key: Json) -> Rate | Json:
    if target.external is not None:
        value = target.external["value"]
        # Who measures it elsewhere tells nothing of single groups.
        if value is None or key:
            return Rate(None, None)
        return Rate(*map(int, value.split("/")))
    indicator = found[target.indicator]
    if target.statistic:
        return _days(indicator, target.statistic)
    return _of_area(indicator, target.area)


def _days(days: Json, statistic: str) -> Rate | Json:
    """The exact figure; days that no calendar covers are not measurable."""
    value = days["exact"][statistic]
    if days["status"] != "measured" or value is None:
        status = "not_measurable" if days["status"] == "measured" else days["status"]
        return {"value": None, "status": status}
    return Rate(value.numerator, value.denominator)


def _of_area(indicator: Rate | Json, area: str) -> Rate | Json:
    """A survey is about each area apart."""
    if isinstance(indicator, dict) and "areas" in indicator:
        of_area = indicator["areas"][area]
        return Rate(of_area["numerator"], of_area["denominator"])
    return indicator


def _baseline(old: Rate | Json | None) -> Json | None:
    if old is None or pair(old)[2] == "not_measurable" or pair(old)[0] is None:
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


def late_budget(counts: Json, moment: Moment, threshold: Fraction) -> Json:
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
