"""Each record falls into exactly one bucket, asked in the order of the specification."""

from dataclasses import dataclass
from datetime import date, datetime

from .dates import When
from .deadlines import (
    Policy,
    Terms,
    deadline_of,
    end_of,
    is_overdue,
    pakn_deadline,
    timeliness,
)
from .period import Period
from .records import Dossier, Pakn
from .workdays import WorkCalendar

WITH_RESULT = ("early", "on_time", "late", "finished_unmeasurable")
CONCLUDED = (*WITH_RESULT, "withdrawn", "stopped", "closed_unanswered")
OPEN = ("open_within_due", "open_overdue", "suspended", "open_unmeasurable")
APART = ("not_accepted", "undated", "out_of_period")
PAKN_COUNTED = (
    "closed_in_time",
    "closed_late",
    "transferred",
    "open_within_due",
    "open_overdue",
    "unmeasurable",
    "refused",
)
PAKN_APART = ("undated", "out_of_period")


@dataclass(frozen=True)
class Moment:
    """What a report is made at, and by which rules."""

    period: Period
    as_of: datetime
    policy: Policy
    calendar: WorkCalendar
    terms: Terms


@dataclass(frozen=True, slots=True)
class PlacedDossier:
    record: Dossier
    bucket: str
    received: bool
    end: When | None
    due: When | None
    stopped_late: bool
    undated_here: bool

    @property
    def month(self) -> str:
        if self.bucket in APART:
            return "none"
        return f"{self.end.at:%Y-%m}" if self.bucket in CONCLUDED and self.end else "open"


@dataclass(frozen=True, slots=True)
class PlacedPakn:
    record: Pakn
    bucket: str
    received: bool
    closed: bool
    due: date | None
    month: str
    undated_here: bool
    # Nobody knows when it was received: it may belong to any period.
    undated_anywhere: bool


def before(when: When | None, moment: datetime) -> bool:
    return when is not None and when.at < moment


def place_dossier(dossier: Dossier, moment: Moment) -> PlacedDossier:
    end = end_of(dossier, moment.policy, moment.as_of)
    due = deadline_of(dossier, moment.policy, moment.calendar, moment.terms, moment.as_of)
    bucket = _dossier_bucket(dossier, end, due, moment)
    counted = bucket not in APART and dossier.received_at is not None
    received = counted and moment.period.holds(dossier.received_at.at)
    late = bucket == "stopped" and due is not None
    stopped_late = late and timeliness(end, due, moment.policy) == "late"
    undated_here = bucket == "undated" and moment.period.holds(dossier.received_at.at)
    return PlacedDossier(dossier, bucket, received, end, due, stopped_late, undated_here)


def _dossier_bucket(dossier: Dossier, end: When | None, due: When | None, moment: Moment) -> str:
    status = dossier.status
    if dossier.received_at is None or (status in ("1", "3") and end is None):
        return "not_accepted"
    if dossier.received_at.at >= moment.as_of or before(end, moment.period.opens):
        return "out_of_period"
    if status in ("7", "9", "10", "refused", "closed") and end is None:
        return "undated"
    if end is not None and end.at < moment.as_of:
        without_result = {"7": "withdrawn", "8": "stopped", "closed": "closed_unanswered"}
        if status in without_result:
            return without_result[status]
        return timeliness(end, due, moment.policy) if due else "finished_unmeasurable"
    if end is None and _suspended(dossier, moment.as_of):
        return "suspended"
    if due is None:
        return "open_unmeasurable"
    return "open_overdue" if is_overdue(due, moment.as_of, moment.policy) else "open_within_due"


def _suspended(dossier: Dossier, as_of: datetime) -> bool:
    if dossier.status == "5":
        asked, done = dossier.supplement_requested_at, dossier.supplement_completed_at
        if asked or done:
            return before(asked, as_of) and not before(done, as_of)
    return dossier.status in ("5", "6", "8")


def place_pakn(pakn: Pakn, moment: Moment) -> PlacedPakn:
    due = pakn_deadline(pakn, moment.calendar)
    closed = before(pakn.concluded_at, moment.as_of)
    bucket = _pakn_bucket(pakn, closed, due, moment)
    counted = bucket not in PAKN_APART
    received = counted and moment.period.holds(pakn.received_at.at)
    undated_here = (
        bucket == "undated"
        and pakn.received_at is not None
        and pakn.received_at.at < moment.as_of
        and moment.period.holds(pakn.received_at.at)
    )
    if not counted:
        month = "none"
    elif bucket == "refused":
        month = f"{pakn.refused_at.at:%Y-%m}"
    elif closed:
        month = f"{pakn.concluded_at.at:%Y-%m}"
    elif bucket == "transferred":
        month = f"{pakn.transferred_at.at:%Y-%m}"
    else:
        month = "open"
    closed = counted and closed and bucket != "refused"
    anywhere = bucket == "undated" and pakn.received_at is None
    return PlacedPakn(pakn, bucket, received, closed, due, month, undated_here, anywhere)


def _pakn_bucket(pakn: Pakn, closed: bool, due: date | None, moment: Moment) -> str:
    closing, moved = pakn.concluded_at, pakn.transferred_at
    if pakn.received_at is None or (pakn.status == "closed" and closing is None):
        return "undated"
    if pakn.status == "transferred" and closing is None and moved is None:
        return "undated"
    concluded = closing if closed else moved
    refused = before(pakn.refused_at, moment.as_of)
    if refused:
        concluded = pakn.refused_at
    if pakn.received_at.at >= moment.as_of or before(concluded, moment.period.opens):
        return "out_of_period"
    if refused:
        return "refused"
    if closed:
        if due is None:
            return "unmeasurable"
        return "closed_in_time" if closing.day <= due else "closed_late"
    if before(moved, moment.as_of):
        return "transferred"
    if due is None:
        return "unmeasurable"
    return "open_overdue" if due < moment.as_of.date() else "open_within_due"
