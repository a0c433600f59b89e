"""How dossiers are served: without paper, and each step within the time that the law gives it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from .buckets import APART, CONCLUDED, WITH_RESULT, PlacedDossier, before
from .rates import NOT_MEASURABLE, Rate
from .workdays import Incomplete, WorkCalendar

if TYPE_CHECKING:
    from .dates import When
    from .indicators import DossierScope

NOTICE_WITHIN = 3
CORRECTION_WITHIN = 3
RECEIPT_WITHIN = timedelta(hours=8)
SESSIONS = [(time(7), time(11, 30)), (time(13, 30), time(17))]


def online_indicators(scope: DossierScope) -> dict[str, Rate]:
    def online(one: PlacedDossier) -> bool:
        return one.received and one.record.channel == "online"

    def marked(one: PlacedDossier, name: str) -> bool:
        return getattr(one.record, name) is not None

    channel = scope.rate(
        lambda columns: "channel" in columns,
        lambda one: one.received and one.record.channel != "unknown",
        online,
        asks_for_ends=False,
    )
    full = scope.rate(
        lambda columns: "channel" in columns,
        lambda one: online(one) and one.record.online_level != "unknown",
        lambda one: one.record.online_level == "full",
        asks_for_ends=False,
    )
    level = scope.intake.any_file(lambda columns: {"channel", "online_level"} <= columns)
    return {
        "online_dossier_rate": channel,
        # Without a column of levels only the word of a channel can tell one.
        "full_online_rate": full if level or full.denominator else NOT_MEASURABLE,
        "digitised_rate": scope.rate(
            lambda columns: "digitised" in columns,
            lambda one: one.received and marked(one, "digitised"),
            lambda one: bool(one.record.digitised),
            asks_for_ends=False,
        ),
        "electronic_result_rate": scope.rate(
            lambda columns: "electronic_result" in columns,
            lambda one: one.bucket in WITH_RESULT and marked(one, "electronic_result"),
            lambda one: bool(one.record.electronic_result),
        ),
        "online_payment_rate": scope.rate(
            lambda columns: "paid_online" in columns,
            lambda one: one.bucket in CONCLUDED and marked(one, "paid_online"),
            lambda one: bool(one.record.paid_online),
        ),
    }


def step_indicators(scope: DossierScope) -> dict[str, Rate]:
    return {
        "supplement_notice_in_time_rate": _notice(scope),
        "online_receipt_in_time_rate": _receipt(scope),
        "apology_in_time_rate": _apology(scope),
        "correction_in_time_rate": _correction(scope),
    }


def _counted(one: PlacedDossier) -> bool:
    return one.bucket not in APART


def _notice(scope: DossierScope) -> Rate:
    as_of, calendar = scope.moment.as_of, scope.moment.calendar

    def in_time(one: PlacedDossier) -> bool:
        record = one.record
        last = calendar.add(record.received_at.day, NOTICE_WITHIN)
        return record.supplement_requested_at.day <= last

    try:
        return scope.rate(
            lambda columns: "supplement_requested_at" in columns,
            lambda one: _counted(one) and before(one.record.supplement_requested_at, as_of),
            in_time,
            asks_for_ends=False,
        )
    except Incomplete:
        return NOT_MEASURABLE


def _receipt(scope: DossierScope) -> Rate:
    def asked(one: PlacedDossier) -> bool:
        record = one.record
        both = _has_time(record.submitted_at) and _has_time(record.received_at)
        return one.received and record.channel == "online" and both

    def in_time(one: PlacedDossier) -> bool:
        last = after_hours(scope.moment.calendar, one.record.submitted_at.at, RECEIPT_WITHIN)
        return one.record.received_at.at <= last

    try:
        return scope.rate(
            lambda columns: {"submitted_at", "channel"} <= columns,
            asked,
            in_time,
            asks_for_ends=False,
        )
    except Incomplete:
        return NOT_MEASURABLE


def _has_time(when: When | None) -> bool:
    """A date alone has none, nor has midnight sharp, which is how systems write a date."""
    return when is not None and when.timed and when.at.time() != time(0)


def after_hours(calendar: WorkCalendar, start: datetime, wanted: timedelta) -> datetime:
    """The instant at which that much time of the office hours has passed."""
    day = start.date()
    while True:
        if calendar.is_working(day):
            for opens, closes in SESSIONS:
                begin = max(datetime.combine(day, opens), start)
                end = datetime.combine(day, closes)
                if begin >= end:
                    continue
                if wanted <= end - begin:
                    return begin + wanted
                wanted -= end - begin
        day += timedelta(days=1)


def _apology(scope: DossierScope) -> Rate:
    def asked(one: PlacedDossier) -> bool:
        record = one.record
        put_off = record.rescheduled_due_at or record.extended_due_at
        known = record.due_at is not None and before(record.apologised_at, scope.moment.as_of)
        return _counted(one) and known and (one.bucket == "late" or put_off is not None)

    return scope.rate(
        lambda columns: {"apologised_at", "due_at"} <= columns,
        asked,
        lambda one: one.record.apologised_at.day < one.record.due_at.day,
    )


def _correction(scope: DossierScope) -> Rate:
    as_of, calendar = scope.moment.as_of, scope.moment.calendar

    def corrected(one: PlacedDossier) -> bool:
        record = one.record
        both = before(record.error_reported_at, as_of) and before(record.corrected_at, as_of)
        return _counted(one) and both

    def in_time(one: PlacedDossier) -> bool:
        record = one.record
        last = calendar.add(record.error_reported_at.day, CORRECTION_WITHIN)
        return record.corrected_at.day <= last

    try:
        return scope.rate(
            lambda columns: {"error_reported_at", "corrected_at"} <= columns,
            corrected,
            in_time,
            asks_for_ends=False,
        )
    except Incomplete:
        return NOT_MEASURABLE
