"""The whole way: files to records to groups to the document `sipas.report/1`."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from .buckets import Moment, PlacedDossier, PlacedPakn, place_dossier, place_pakn
from .coverage import are_alike, coverage, gaps, seen_dossiers, seen_pakn, seen_until
from .deadlines import Policy, end_of
from .indicators import (
    DossierScope,
    Json,
    count_dossiers,
    dossier_indicators,
    procedure_indicators,
    processing_days,
    put_off,
)
from .pakn_indicators import PaknScope, count_pakn, pakn_indicators, unmeasured_count
from .period import BadUse, Period, parse_as_of, parse_period
from .plan import LANG_SON_2025, Indicators, Plan, Target, kind_of, late_budget, score
from .plan_file import read_plan
from .profile import Profile
from .rates import NOT_MEASURABLE, Rate
from .records import Intake, Procedure, read_all
from .survey import NO_SURVEY, Answer, Survey, read_surveys, survey_indicators
from .text import clean, group_fold
from .workdays import WorkCalendar

DOSSIER_KEYS = ("unit", "officer", "field", "procedure", "channel", "month")
PAKN_KEYS = ("unit", "field", "month")
PROCEDURE_KEYS = ("unit", "field", "procedure")
SURVEY_KEYS = ("unit",)

DOSSIER_RATES = (
    "on_time_return_rate",
    "late_rate",
    "late_exposure_rate",
    "late_share_rate",
    "apology_coverage_rate",
    "repeat_visit_rate",
    "supplement_once_rate",
    "result_accuracy_rate",
    "online_dossier_rate",
    "full_online_rate",
    "digitised_rate",
    "electronic_result_rate",
    "online_payment_rate",
    "supplement_notice_in_time_rate",
    "online_receipt_in_time_rate",
    "apology_in_time_rate",
    "correction_in_time_rate",
)
TRANSFER = "pakn_transfer_in_time_rate"
PAKN_RATES = (
    "pakn_accepted_rate",
    "pakn_closure_rate",
    "pakn_clearance_rate",
    "pakn_timely_rate",
    "pakn_transfer_in_time_rate",
    "pakn_correct_authority_rate",
    "pakn_answered_rate",
    "pakn_published_rate",
    "pakn_compliant_rate",
)
PROCEDURE_RATES = (
    "procedure_listing_rate",
    "procedure_publication_rate",
    "procedure_content_complete_rate",
    "procedure_published_in_time_rate",
)


@dataclass
class Options:
    dossiers: list[Path] = field(default_factory=list)
    pakn: list[Path] = field(default_factory=list)
    procedures: list[Path] = field(default_factory=list)
    survey: list[Path] = field(default_factory=list)
    period: str | None = None
    window: str = "calendar"
    as_of: str | None = None
    baseline: str | None = None
    by: tuple[str, ...] = ()
    plan: str | Path = "lang-son-2025"
    profiles: list[Profile] = field(default_factory=list)
    calendars: list[Path] = field(default_factory=list)
    policy: Policy = field(default_factory=Policy)
    delimiter: str | None = None


Key = tuple[str, ...]


class Data:
    """All kept records; a kind without an input is None."""

    def __init__(self, options: Options) -> None:
        def read(paths: list[Path], kind: str) -> Intake | None:
            if not paths:
                return None
            return read_all(paths, kind, options.profiles, options.delimiter)

        self.dossiers = read(options.dossiers, "dossiers")
        self.pakn = read(options.pakn, "pakn")
        self.procedures = read(options.procedures, "procedures")
        self.survey = read_surveys(options.survey) if options.survey else None
        if "unit" in options.by:
            _join_spellings(self.intakes, self._grouped(options.by))
        self.calendar = WorkCalendar()
        for path in options.calendars:
            self.calendar.add_file(path)

    @property
    def intakes(self) -> list[Intake | Survey]:
        kinds = (self.dossiers, self.pakn, self.procedures, self.survey)
        return [one for one in kinds if one]

    def _grouped(self, by: tuple[str, ...]) -> list[Intake]:
        """Dossiers and PAKN, where their records have every key that is asked for."""
        kinds = ((self.dossiers, DOSSIER_KEYS), (self.pakn, _pakn_keys(self.pakn)))
        return [intake for intake, known in kinds if intake and set(by) <= set(known)]

    @property
    def terms(self) -> dict[str, tuple[int, str]]:
        catalogue = self.procedures.records if self.procedures else []
        return {one.code: one.term for one in catalogue if one.term}


def _join_spellings(intakes: list[Intake | Survey], counted: list[Intake]) -> None:
    """Units whose names fold to one are one group, shown as most accepted rows have it."""
    counts = Counter(one.unit for intake in counted for one in intake.records)
    spellings = {one.unit for intake in intakes for one in intake.records}
    shown: dict[str, str] = {}
    for text in sorted(spellings, key=lambda text: (-counts[text], text.encode())):
        shown.setdefault(group_fold(text), text)
    for intake in intakes:
        intake.records = [replace(one, unit=shown[group_fold(one.unit)]) for one in intake.records]


@dataclass
class Group:
    """The records of one key; None where a kind has no such key, or no input."""

    dossiers: list[PlacedDossier] | None
    pakn: list[PlacedPakn] | None
    procedures: list[Procedure] | None
    survey: list[Answer] | None = None


def report(options: Options, now: datetime | None = None) -> Json:
    data = Data(options)
    period = parse_period(options.period or busiest_month(data, options.policy), options.window)
    as_of = resolve_as_of(options, period, now or datetime.now())
    moment = Moment(period, as_of, options.policy, data.calendar, data.terms)
    groups = place(data, moment, options.by)
    before = parse_period(options.baseline, options.window) if options.baseline else None
    results = {key: indicators(group, data, moment) for key, group in groups.items()}
    plan = plan_of(options.plan)
    at = before and Moment(
        before, seen_until(before, period, as_of), moment.policy, moment.calendar, moment.terms
    )
    covered = _coverage(data, moment, at)
    return {
        "schema": "sipas.report/1",
        "generator": "sipas oracle",
        "period": period.to_json(),
        "as_of": as_of.isoformat(),
        "baseline": before.to_json() if before else None,
        "plan": plan.id if plan else None,
        "policy": options.policy.to_json(),
        "calendar": data.calendar.to_json(),
        "inputs": [account for intake in data.intakes for account in intake.inputs],
        "groups": [
            _group_json(options.by, key, groups[key], results[key], data)
            for key in _ordered(groups)
        ],
        "scorecard": _scorecard(plan, options.by, data, moment, results, at, covered),
        "late_budget": _budget(groups[()], moment, plan.late_threshold) if plan else None,
        "coverage": covered,
    }


def plan_of(name: str | Path) -> Plan | None:
    if isinstance(name, Path):
        return read_plan(name)
    return {"lang-son-2025": LANG_SON_2025, "none": None}[name]


def resolve_as_of(options: Options, period: Period, now: datetime) -> datetime:
    as_of = parse_as_of(options.as_of) if options.as_of else min(period.closes, now)
    if not period.opens < as_of <= period.closes:
        raise BadUse(f"as_of {as_of} is not within the period")
    return as_of


def busiest_month(data: Data, policy: Policy) -> str:
    """The newest month with at least a third as many concluded dossiers as the busiest."""
    now = datetime.now()
    ends = [end_of(one, policy) for one in (data.dossiers.records if data.dossiers else [])]
    months = Counter(f"{end.at:%Y-%m}" for end in ends if end and end.at <= now)
    if not months:
        raise BadUse("no period given, and no dossier was concluded")
    most = max(months.values())
    return max(month for month, concluded in months.items() if concluded * 3 >= most)


# Groups


def _pakn_keys(pakn: Intake | None) -> tuple[str, ...]:
    """PAKN have a field where a file of theirs has the column."""
    has_field = pakn is not None and pakn.any_file(lambda columns: "field" in columns)
    return PAKN_KEYS if has_field else tuple(key for key in PAKN_KEYS if key != "field")


def place(data: Data, moment: Moment, by: tuple[str, ...]) -> dict[Key, Group]:
    """The whole under the empty key, and one group per key held by a dossier or a PAKN."""
    dossiers = data.dossiers and [place_dossier(one, moment) for one in data.dossiers.records]
    pakn = data.pakn and [place_pakn(one, moment) for one in data.pakn.records]
    procedures = data.procedures and data.procedures.records
    survey = data.survey and data.survey.records
    groups = {(): Group(dossiers, pakn, procedures, survey)}
    if by:
        kinds = (
            _split(dossiers, by, DOSSIER_KEYS, _placed_key),
            _split(pakn, by, _pakn_keys(data.pakn), _placed_key),
            _split(procedures, by, PROCEDURE_KEYS, getattr),
            _split(survey, by, SURVEY_KEYS, getattr),
        )
        for key in {*(kinds[0] or ()), *(kinds[1] or ())}:
            parts = [None if kind is None else kind.get(key, []) for kind in kinds]
            groups[key] = Group(*parts)
    return groups


def _split(
    records: list | None,
    by: tuple[str, ...],
    known: tuple[str, ...],
    value: Callable[[object, str], str],
) -> dict[Key, list] | None:
    if records is None or any(name not in known for name in by):
        return None
    split: dict[Key, list] = defaultdict(list)
    for one in records:
        split[tuple(value(one, name) for name in by)].append(one)
    return dict(split)


def _placed_key(one: PlacedDossier | PlacedPakn, name: str) -> str:
    return one.month if name == "month" else getattr(one.record, name)


def _ordered(groups: dict[Key, Group]) -> list[Key]:
    return sorted(groups, key=lambda key: [part.encode() for part in key])


def indicators(group: Group, data: Data, moment: Moment) -> Indicators:
    found: Indicators = dict.fromkeys(
        (*DOSSIER_RATES, *PAKN_RATES, *PROCEDURE_RATES), NOT_MEASURABLE
    )
    found |= NO_SURVEY
    found["late_count"] = {"value": 0, "status": "not_measurable"}
    found["late_exposure_count"] = {"value": 0, "status": "not_measurable"}
    found["extra_requirement_report_count"] = unmeasured_count()
    found["staff_conduct_report_count"] = unmeasured_count()
    found["processing_days"] = processing_days(None, moment.calendar)
    if group.dossiers is not None:
        found |= dossier_indicators(DossierScope(group.dossiers, data.dossiers, moment))
    if group.pakn is not None:
        found |= pakn_indicators(PaknScope(group.pakn, data.pakn, moment))
    for kind, placed, see in (
        ("dossiers", group.dossiers, seen_dossiers),
        ("pakn", group.pakn, seen_pakn),
    ):
        if placed is not None and _all_undated(placed, see(placed, moment).received):
            # Nobody knows that there is nothing; of transfers it was asked already.
            empty = {
                name
                for name, one in found.items()
                if isinstance(one, Rate) and one.denominator == 0 and name != TRANSFER
            }
            found |= dict.fromkeys(
                (name for name in empty if kind_of(name) == kind), NOT_MEASURABLE
            )
    if group.procedures is not None:
        found |= procedure_indicators(group.procedures, data.procedures, moment)
    if group.survey is not None:
        found |= survey_indicators(group.survey, moment)
    return found


def _all_undated(placed: list, received: int) -> bool:
    """Nothing was handled in the period, and something that was received in it is concluded at an unknown time."""  # noqa: E501
    return received > 0 and all(
        one.bucket in ("not_accepted", "undated", "out_of_period") for one in placed
    )


# The document


def _group_json(by: tuple[str, ...], key: Key, group: Group, found: Indicators, data: Data) -> Json:
    return {
        "key": _key_json(by, key),
        "dossiers": None
        if group.dossiers is None
        else count_dossiers(group.dossiers) | {"put_off": put_off(group.dossiers, data.dossiers)},
        "pakn": None if group.pakn is None else count_pakn(group.pakn),
        "indicators": {
            name: one.to_json() if isinstance(one, Rate) else one for name, one in found.items()
        },
    }


def _key_json(by: tuple[str, ...], key: Key) -> Json:
    return dict(zip(by, key, strict=True)) if key else {}


def _coverage(data: Data, moment: Moment, at: Moment | None) -> list[Json]:
    covered = []
    for kind, see in (("dossiers", seen_dossiers), ("pakn", seen_pakn)):
        if getattr(data, kind) is None:
            continue
        whole = getattr(place(data, moment, ())[()], kind)
        before = gaps(see(getattr(place(data, at, ())[()], kind), at), at, True) if at else []
        covered.append(coverage(see(whole, moment), moment, before))
    return covered


def _scorecard(
    plan: Plan | None,
    by: tuple[str, ...],
    data: Data,
    moment: Moment,
    results: dict[Key, Indicators],
    at: Moment | None,
    covered: list[Json],
) -> list[Json]:
    then: dict[Key, Indicators] = {}
    if plan is None:
        return []
    if at:
        placed = place(data, at, by)
        then = {key: indicators(group, data, at) for key, group in placed.items()}
    bare = {one["kind"] for one in covered if any(gap["baseline"] for gap in one["gaps"])}

    def compares(indicator: str, is_count: bool) -> bool:
        if is_count and at and not are_alike(at.period, moment.period):
            return False
        return kind_of(indicator) not in bare

    def judged(target: Target, key: Key) -> Json:
        now, before = results[key], then.get(key)
        if target.where:
            now = _of_some(target, data, moment, by, key)
            before = _of_some(target, data, at, by, key, then=True) if at else None
        return score(target, _key_json(by, key), now, before, compares, moment.as_of.date())

    return [judged(target, key) for key in _ordered(results) for target in plan.targets]


def _of_some(
    target: Target, data: Data, moment: Moment, by: tuple[str, ...], key: Key, then: bool = False
) -> Indicators | None:
    """The figures of those records of a group that a target is for."""
    names = tuple(target.where)
    wanted = [{_named(name) for name in target.where[of]} for of in names]

    def within(records: list | None, known: tuple[str, ...], value: Callable) -> list | None:
        # Records without such a key are of no group.
        if records is None or any(name not in known for name in (*names, *(by if key else ()))):
            return None
        return [
            one
            for one in records
            if all(_named(value(one, of)) in some for of, some in zip(names, wanted, strict=True))
            and (not key or tuple(value(one, name) for name in by) == key)
        ]

    whole = place(data, moment, ())[()]
    group = Group(
        within(whole.dossiers, DOSSIER_KEYS, _placed_key),
        within(whole.pakn, _pakn_keys(data.pakn), _placed_key),
        within(whole.procedures, PROCEDURE_KEYS, getattr),
        within(whole.survey, SURVEY_KEYS, getattr),
    )
    # Of a group without a record nothing is compared.
    if then and not any((group.dossiers, group.pakn, group.procedures, group.survey)):
        return None
    return indicators(group, data, moment)


def _named(name: str) -> str:
    """Names are compared as names of units are."""
    return group_fold(clean(name))


def _budget(whole: Group, moment: Moment, threshold: Fraction | None) -> Json | None:
    if whole.dossiers is None or threshold is None:
        return None
    return late_budget(count_dossiers(whole.dossiers), moment, threshold)
