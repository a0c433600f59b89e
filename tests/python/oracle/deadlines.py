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
RESTARTS_FROM = date(2025, 7, 1)


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


def end_of(dossier: Dossier, policy: Policy, as_of: datetime | None = None) -> When | None:
    """The end as known at `as_of`: the setting's own if it had come, else the other if that had."""
    ends = [dossier.finished_at, dossier.returned_at]
    if policy.clock_end == "returned":
        ends.reverse()
    known = [end for end in ends if end]
    if as_of is not None:
        known.sort(key=lambda end: end.at >= as_of)
    return known[0] if known else None


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
            due = None
    if policy.supplement == "restart":
        return _restarted(due, dossier, calendar, terms, as_of)
    return _paused(due, dossier, as_of) if policy.supplement == "pause" else due


def _restarted(
    due: When | None, dossier: Dossier, calendar: WorkCalendar, terms: Terms, as_of: datetime
) -> When | None:
    """Decree 118/2025 article 19(5): the term begins anew once the dossier is complete."""
    received, complete = dossier.received_at, dossier.supplement_completed_at
    if received is None or complete is None or complete.at >= as_of:
        return due
    if received.day < RESTARTS_FROM or complete.day < received.day:
        return due
    term = terms.get(dossier.procedure_code)
    try:
        if term is not None:
            return term_end(complete, term, calendar)
        if due is None:
            return None
        # A deadline before the receipt tells no term.
        if due.day < received.day:
            return None
        days = calendar.between(received.day, due.day)
        return When(datetime.combine(calendar.add(complete.day, days), MIDNIGHT), False)
    except Incomplete:
        return None


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


def has_hour(due: When) -> bool:
    """A deadline at 00:00:00 sharp is a date."""
    return due.timed and due.at.time() != MIDNIGHT


def timeliness(end: When, due: When, policy: Policy) -> str:
    """early, on_time or late."""
    by_instant = policy.precision == "instant" and end.timed and has_hour(due)
    if by_instant and end.at > due.at:
        return "late"
    if not by_instant and end.day > due.day:
        return "late"
    return "early" if end.day < due.day else "on_time"


def is_overdue(due: When, as_of: datetime, policy: Policy) -> bool:
    """Of an open dossier, at as_of."""
    if policy.precision == "instant" and has_hour(due):
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
