"""Indicators of dossiers and procedures over one group of placed records."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from .buckets import APART, CONCLUDED, OPEN, WITH_RESULT, Moment, PlacedDossier, before
from .deadlines import deadline_columns
from .rates import NOT_MEASURABLE, Rate, spread, unless_undated
from .records import Intake, Procedure
from .service_indicators import online_indicators, step_indicators
from .workdays import Incomplete, WorkCalendar

Json = dict[str, object]
PUBLISH_WITHIN = 5
CHANNELS = ("online", "in_person", "postal", "unknown")


def count_dossiers(placed: list[PlacedDossier]) -> Json:
    counts: Json = {"received": 0, "carried_in": 0}
    counts.update(dict.fromkeys((*CONCLUDED, "stopped_late", "refused", *OPEN, *APART), 0))
    channels = dict.fromkeys(CHANNELS, 0)
    levels = {"full": 0, "partial": 0, "unknown": 0}
    visits = {"0": 0, "1": 0, "2": 0, "3+": 0}
    for one in placed:
        counts[one.bucket] += 1
        counts["stopped_late"] += one.stopped_late
        if one.bucket in APART:
            continue
        counts["received" if one.received else "carried_in"] += 1
        channels[one.record.channel] += one.received
        levels[one.record.online_level] += one.received and one.record.channel == "online"
        if one.bucket in WITH_RESULT and one.record.status == "refused":
            counts["refused"] += 1
        if one.bucket in CONCLUDED and counts_visits(one):
            visits[str(one.record.visits) if one.record.visits < 3 else "3+"] += 1
    channels |= {"online_full": levels["full"], "online_partial": levels["partial"]}
    return counts | {"channels": channels, "repeat_visits": visits}


def put_off(placed: list[PlacedDossier], intake: Intake) -> Json | None:
    """Dossiers with a new appointment, and with two; None where no column tells."""
    columns = {"rescheduled_due_at", "extended_due_at"}
    if not intake.any_file(lambda known: bool(known & columns)):
        return None
    handled = [one.record for one in placed if one.bucket not in APART]
    times = [bool(one.rescheduled_due_at) + bool(one.extended_due_at) for one in handled]
    return {"all": sum(n > 0 for n in times), "twice": sum(n > 1 for n in times)}


def counts_visits(one: PlacedDossier) -> bool:
    """A supplement to a dossier that was received online is no trip."""
    columns = one.record.columns
    online = "channel" in columns and one.record.channel == "online"
    return "repeat_visits" in columns or ("supplement_requests" in columns and not online)


def has_end(columns: frozenset[str]) -> bool:
    return bool(columns & {"finished_at", "returned_at"})


def has_visits(columns: frozenset[str]) -> bool:
    return bool(columns & {"repeat_visits", "supplement_requests"})


@dataclass
class DossierScope:
    """One group of dossiers, and what the files they came from can tell."""

    placed: list[PlacedDossier]
    intake: Intake
    moment: Moment

    def deadline_known(self, columns: frozenset[str]) -> bool:
        wanted = deadline_columns(self.moment.policy)
        return bool(columns & wanted) or bool(self.moment.terms)

    def rate(
        self,
        known: Callable[[frozenset[str]], bool],
        whole: Callable[[PlacedDossier], bool],
        part: Callable[[PlacedDossier], bool],
        asks_for_ends: bool = True,
    ) -> Rate:
        """`known` says whether a file has the columns: records of the others are kept out."""

        def tells(columns: frozenset[str]) -> bool:
            return known(columns) and (has_end(columns) or not asks_for_ends)

        if not self.intake.any_file(tells):
            return NOT_MEASURABLE
        within = [one for one in self.placed if known(one.record.columns) and whole(one)]
        rate = Rate(sum(part(one) for one in within), len(within))
        return unless_undated(rate, self.undated)

    @property
    def undated(self) -> int:
        return sum(one.undated_here for one in self.placed)


def dossier_indicators(scope: DossierScope) -> dict[str, Rate | Json]:
    return {
        **_lateness(scope),
        **_service(scope),
        **online_indicators(scope),
        **step_indicators(scope),
        "processing_days": processing_days(
            scope.placed if scope.intake.any_file(has_end) else None, scope.moment.calendar
        ),
    }


def _lateness(scope: DossierScope) -> dict[str, Rate | Json]:
    known = scope.deadline_known

    def resolved(one: PlacedDossier) -> bool:
        return one.bucket in ("early", "on_time", "late")

    def late(one: PlacedDossier) -> bool:
        return one.bucket == "late"

    def exposed(one: PlacedDossier) -> bool:
        return one.bucket in ("late", "open_overdue") or one.stopped_late

    late_rate = scope.rate(known, resolved, late)
    exposure = scope.rate(
        known,
        lambda one: resolved(one) or exposed(one) or one.bucket == "open_within_due",
        exposed,
    )
    return {
        "on_time_return_rate": scope.rate(known, resolved, lambda one: not late(one)),
        "late_rate": late_rate,
        "late_exposure_rate": scope.rate(known, lambda one: resolved(one) or exposed(one), exposed),
        "late_share_rate": scope.rate(known, lambda one: one.bucket not in APART, exposed),
        # The value is always a number; only the status says whether it means anything.
        "late_count": {"value": sum(map(late, scope.placed)), "status": late_rate.status},
        "late_exposure_count": {
            "value": sum(map(exposed, scope.placed)),
            "status": exposure.status,
        },
        "apology_coverage_rate": scope.rate(
            lambda columns: known(columns) and "apologised" in columns,
            lambda one: late(one) and one.record.apologised is not None,
            lambda one: bool(one.record.apologised),
        ),
    }


def _service(scope: DossierScope) -> dict[str, Rate | Json]:
    threshold = scope.moment.policy.repeat_threshold

    def concluded(one: PlacedDossier) -> bool:
        return one.bucket in CONCLUDED

    return {
        "repeat_visit_rate": scope.rate(
            has_visits,
            lambda one: concluded(one) and counts_visits(one),
            lambda one: one.record.visits >= threshold,
        ),
        "supplement_once_rate": scope.rate(
            lambda columns: "supplement_requests" in columns,
            concluded,
            lambda one: one.record.supplement_requests <= 1,
        ),
        "result_accuracy_rate": scope.rate(
            lambda columns: "result_corrected" in columns,
            lambda one: one.bucket in WITH_RESULT and one.record.result_corrected is not None,
            lambda one: not one.record.result_corrected,
        ),
    }


def processing_days(placed: list[PlacedDossier] | None, calendar: WorkCalendar) -> Json:
    """Shown as the nearest doubles; `exact` is what is compared, and no part of the document."""
    names = ("mean", "median", "p90")
    nothing = dict.fromkeys((*names, *(f"working_{name}" for name in names)))
    nothing["exact"] = dict(nothing)
    if placed is None:
        return nothing | {"count": 0, "status": "not_measurable", "reason": None}
    spans = [
        (one.record.received_at.day, one.end.day) for one in placed if one.bucket in WITH_RESULT
    ]
    if not spans:
        undated = any(one.undated_here for one in placed)
        status = "not_measurable" if undated else "no_data"
        return nothing | {"count": 0, "status": status, "reason": None}
    exact = dict(zip(names, spread([(last - first).days for first, last in spans]), strict=True))
    reason = None
    try:
        working = spread([calendar.between(first, last) for first, last in spans])
    except Incomplete as error:
        working, reason = (None, None, None), str(error)
    exact |= {f"working_{name}": value for name, value in zip(names, working, strict=True)}
    figures = {name: None if value is None else float(value) for name, value in exact.items()}
    return figures | {
        "exact": exact,
        "count": len(spans),
        "status": "measured",
        "reason": reason,
    }


# Procedures


def procedure_indicators(
    procedures: Iterable[Procedure], intake: Intake, moment: Moment
) -> dict[str, Rate | Json]:
    every = list(procedures)
    force = [one for one in every if _in_force(one, moment)]
    return {
        "procedure_listing_rate": _share(
            intake,
            {"listed_at_office"},
            force,
            lambda one: one.listed_at_office is not None,
            lambda one: one.listed_at_office,
        ),
        "procedure_publication_rate": _share(
            intake,
            {"listed_at_office", "published_on_portal"},
            force,
            lambda one: one.listed_at_office is not None and one.published_on_portal is not None,
            lambda one: bool(one.listed_at_office and one.published_on_portal),
        ),
        "procedure_content_complete_rate": _share(
            intake,
            {"published_on_portal", "content_complete"},
            force,
            lambda one: bool(one.published_on_portal) and one.content_complete is not None,
            lambda one: one.content_complete,
        ),
        "procedure_published_in_time_rate": _published_in_time(every, intake, moment),
    }


def _in_force(one: Procedure, moment: Moment) -> bool:
    started = one.in_force_from is None or one.in_force_from.at <= moment.as_of
    return started and (one.in_force_to is None or one.in_force_to.at >= moment.as_of)


def _share(
    intake: Intake,
    wanted: set[str],
    procedures: list[Procedure],
    whole: Callable[[Procedure], bool],
    part: Callable[[Procedure], bool | None],
) -> Rate:
    if not intake.any_file(wanted.issubset):
        return NOT_MEASURABLE
    within = [one for one in procedures if wanted <= one.columns and whole(one)]
    return Rate(sum(bool(part(one)) for one in within), len(within))


def _published_in_time(procedures: list[Procedure], intake: Intake, moment: Moment) -> Rate:
    def decided(one: Procedure) -> bool:
        at = one.decision_date
        return before(at, moment.as_of) and moment.period.holds(at.at)

    def in_time(one: Procedure) -> bool:
        last: date = moment.calendar.add(one.decision_date.day, PUBLISH_WITHIN)
        return before(one.published_at, moment.as_of) and one.published_at.day <= last

    try:
        return _share(intake, {"decision_date", "published_at"}, procedures, decided, in_time)
    except Incomplete:
        return NOT_MEASURABLE
