"""The clock: the end and the deadline of a dossier, the deadline of a PAKN, term arithmetic."""

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .dates import When
from .records import Dossier, Pakn
from .workdays import Incomplete, WorkCalendar

MIDNIGHT = time()
SESSIONS = ((time(7), time(11, 30)), (time(13, 30), time(17)))
PAKN_WORKING_DAYS = 15


@dataclass(frozen=True)
class Policy:
    clock_end: str = "finished"
    deadline: str = "original"
    precision: str = "day"
    supplement: str = "as_recorded"
    repeat_threshold: int = 1

    def to_json(self) -> dict[str, object]:
        return {
            "clock_end": self.clock_end,
            "deadline": self.deadline,
            "precision": self.precision,
            "supplement": self.supplement,
            "repeat_threshold": self.repeat_threshold,
        }


Terms = dict[str, tuple[int, str]]


def end_of(dossier: Dossier, policy: Policy) -> When | None:
    if policy.clock_end == "returned":
        return dossier.returned_at or dossier.finished_at
    return dossier.finished_at or dossier.returned_at


def deadline_columns(policy: Policy) -> set[str]:
    """The columns the chosen deadline is read from."""
    if policy.deadline == "current":
        return {"extended_due_at", "rescheduled_due_at", "due_at"}
    return {"due_at"}


def deadline_of(
    dossier: Dossier, policy: Policy, calendar: WorkCalendar, terms: Terms, as_of: datetime
) -> When | None:
    """The deadline as known at `as_of`: a supplement brought later has not moved it yet."""
    due = dossier.due_at
    if policy.deadline == "current":
        due = dossier.extended_due_at or dossier.rescheduled_due_at or due
    if due is None and dossier.received_at and dossier.procedure_code in terms:
        try:
            due = term_end(dossier.received_at, terms[dossier.procedure_code], calendar)
        except Incomplete:
            return None
    return _paused(due, dossier, as_of) if policy.supplement == "pause" else due


def _paused(due: When | None, dossier: Dossier, as_of: datetime) -> When | None:
    asked, done = dossier.supplement_requested_at, dossier.supplement_completed_at
    if due is None or asked is None or done is None or done.at >= as_of:
        return due
    waited = max(0, (done.day - asked.day).days)
    return When(due.at + timedelta(days=waited), due.timed)


def pakn_deadline(pakn: Pakn, calendar: WorkCalendar) -> date | None:
    if pakn.due_at:
        return pakn.due_at.day
    if pakn.received_at is None:
        return None
    try:
        return calendar.add(pakn.received_at.day, PAKN_WORKING_DAYS)
    except Incomplete:
        return None


def timeliness(end: When, due: When, policy: Policy) -> str:
    """early, on_time or late."""
    if policy.precision == "instant" and end.timed and due.timed and end.at > due.at:
        return "late"
    by_instant = policy.precision == "instant" and end.timed and due.timed
    if not by_instant and end.day > due.day:
        return "late"
    return "early" if end.day < due.day else "on_time"


def is_overdue(due: When, as_of: datetime, policy: Policy) -> bool:
    """Of an open dossier, at as_of."""
    if policy.precision == "instant" and due.timed:
        return due.at < as_of
    return due.day < as_of.date()


# Terms, Civil Code 2015 articles 147 and 148


def term_end(received: When, term: tuple[int, str], calendar: WorkCalendar) -> When:
    amount, unit = term
    start = counted_as_received(received, calendar)
    if unit == "working_hours":
        return _hours_end(start, amount, calendar)
    first = start.date()
    if unit == "working_days":
        last = calendar.settle(calendar.add(first, amount))
    elif unit == "calendar_days":
        last = calendar.settle(first + timedelta(days=amount))
    else:
        last = calendar.settle(add_months(first, amount))
    return When(datetime.combine(last, MIDNIGHT), False)


def counted_as_received(received: When, calendar: WorkCalendar) -> datetime:
    """After office hours, or on a day off, means the next working morning."""
    closing = SESSIONS[-1][1]
    too_late = received.timed and received.at.time() > closing
    if calendar.is_working(received.day) and not too_late:
        return received.at
    return datetime.combine(calendar.next_working(received.day), SESSIONS[0][0])


def _hours_end(start: datetime, hours: int, calendar: WorkCalendar) -> When:
    left = timedelta(hours=hours)
    day = start.date()
    while True:
        for opens, closes in SESSIONS:
            begin = max(start, datetime.combine(day, opens))
            room = datetime.combine(day, closes) - begin
            if room >= left and room >= timedelta():
                return When(begin + left, True)
            left -= max(room, timedelta())
        day = calendar.next_working(day)


def add_months(day: date, count: int) -> date:
    """The same day of a later month, or the last day of a month that has no such day."""
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))
