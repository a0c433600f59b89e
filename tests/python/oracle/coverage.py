"""What the inputs cover of a period, and how a baseline compares: section "Coverage" of the definitions."""  # noqa: E501

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import comb

from .buckets import APART, Moment, PlacedDossier, PlacedPakn
from .dates import When
from .period import ONE_DAY, Period
from .workdays import Incomplete

Json = dict[str, object]


@dataclass(frozen=True)
class Seen:
    """One kind of record, as far as its days tell: receipts, all events, deadlines of what is overdue."""  # noqa: E501

    kind: str
    receipts: list[datetime]
    events: list[datetime]
    overdue: list[date]
    received: int
    concluded: int


def _moments(all_of: Iterable[When | None]) -> list[datetime]:
    return [when.at for when in all_of if when]


def seen_dossiers(placed: list[PlacedDossier], moment: Moment) -> Seen:
    records = [one.record for one in placed]
    dates = (
        "received_at",
        "finished_at",
        "returned_at",
        "supplement_requested_at",
        "supplement_completed_at",
    )
    undated = [one for one in placed if one.bucket == "undated" and one.record.received_at]
    return Seen(
        "dossiers",
        _moments(one.received_at for one in records),
        _moments(getattr(one, name) for one in records for name in dates),
        [one.due.day for one in placed if one.bucket == "open_overdue"],
        sum(one.received for one in placed)
        + sum(moment.period.opens <= one.record.received_at.at < moment.as_of for one in undated),
        sum(
            one.bucket not in APART
            and not one.bucket.startswith("open_")
            and one.bucket != "suspended"
            for one in placed
        ),
    )


def seen_pakn(placed: list[PlacedPakn], moment: Moment) -> Seen:
    records = [one.record for one in placed]
    dates = ("sent_at", "accepted_at", "closed_at", "answered_at", "published_at", "transferred_at")
    undated = [one.record.received_at for one in placed if one.bucket == "undated"]
    return Seen(
        "pakn",
        _moments(one.received_at for one in records),
        _moments(getattr(one, name) for one in records for name in dates),
        [one.due for one in placed if one.bucket == "open_overdue"],
        sum(one.received for one in placed)
        + sum(at is None or moment.period.opens <= at.at < moment.as_of for at in undated),
        sum(
            one.bucket in ("closed_in_time", "closed_late", "transferred")
            or (one.closed and one.bucket == "unmeasurable")
            for one in placed
        ),
    )


def gaps(seen: Seen, moment: Moment, baseline: bool) -> list[Json]:
    start, as_of = moment.period.start, moment.as_of
    end = (as_of - timedelta(microseconds=1)).date()
    days = [day for day in _days(start, end) if _is_worked(moment, day)]

    def gap(first: date, last: date, reason: str, count: int) -> Json:
        return {
            "from": str(first),
            "to": str(last),
            "reason": reason,
            "count": count,
            "baseline": baseline,
        }

    first_receipt = min(seen.receipts).date() if seen.receipts else None
    goes_on = seen.kind == "pakn" and any(at >= as_of for at in seen.events)
    quiet = goes_on and first_receipt is not None and first_receipt < start
    if seen.received == 0 and seen.concluded < 3 and not quiet:
        return [gap(start, end, "nothing_received", len(days))]
    found, left = [], days
    if baseline and first_receipt is not None:
        early = [day for day in days if day < first_receipt]
        if len(early) > 5:
            found.append(gap(start, first_receipt - ONE_DAY, "begins_later", len(early)))
            left = days[len(early) :]
    past = [at for at in seen.events if at < as_of]
    latest = max(past).date() if past else None
    receipts = [at.date() for at in seen.receipts if moment.period.opens <= at < as_of]
    for run in _runs(left, set(receipts)):
        reason = "no_receipts"
        if run[-1] == left[-1] and latest is not None:
            run, reason = [day for day in run if day > latest], "no_events"
        others = len(left) - len(run)
        had_pace = len(receipts) >= 8 and len(receipts) * len(run) >= 8 * others
        had_pace = had_pace or (not receipts and reason == "no_events")
        had_pace = had_pace or _was_busy(seen, moment, len(run))
        busy = sum(day in receipts for day in left)
        is_rare = len(run) >= 10 and _chance_of_a_gap(len(run), len(left), busy) < 1e-3
        if (len(run) >= 15 and others > 0 and had_pace) or is_rare:
            found.append(gap(run[0], run[-1], reason, len(run)))
    after = [day for day in days if latest is not None and day > latest]
    due = sum(start <= day and day >= latest for day in seen.overdue) if latest else 0
    if after and due >= 3:
        found.append(gap(after[0], end, "overdue_after", due))
    return found


def _was_busy(seen: Seen, moment: Moment, run: int) -> bool:
    """Whether the pace before the period would have brought some in so many working days."""
    start = moment.period.start
    before = [at.date() for at in seen.receipts if at.date() < start]
    if not before:
        return False
    earlier = sum(_is_worked(moment, day) for day in _days(min(before), start - ONE_DAY))
    return earlier >= 10 and len(before) * run >= 8 * earlier


def _chance_of_a_gap(gap: int, every: int, busy: int) -> float:
    """So many days with receipts, drawn among all, leave so many together without one: at most."""
    if busy == 0 or busy > every - gap:
        return 1.0
    return (busy + 1) * comb(every - gap, busy) / comb(every, busy)


def coverage(seen: Seen, moment: Moment, before: list[Json]) -> Json:
    past = [at for at in seen.events if at < moment.as_of]
    return {
        "kind": seen.kind,
        "from": str(min(seen.receipts).date()) if seen.receipts else None,
        "to": str(max(past).date()) if past else None,
        "gaps": gaps(seen, moment, False) + before,
    }


def _days(first: date, last: date) -> Iterable[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def _is_worked(moment: Moment, day: date) -> bool:
    try:
        return moment.calendar.is_working(day)
    except Incomplete:
        return day.weekday() < 5


def _runs(days: list[date], receipts: set[date]) -> list[list[date]]:
    runs: list[list[date]] = [[]]
    for day in days:
        if day in receipts:
            runs.append([])
        else:
            runs[-1].append(day)
    return [run for run in runs if run]


# Baselines


def are_alike(one: Period, other: Period) -> bool:
    """Both a month, a quarter, a half, nine months or a year; or within three days of one length."""  # noqa: E501
    ours, theirs = _months(one), _months(other)
    if ours and theirs:
        return ours == theirs
    return abs(one.days - other.days) <= 3


def _months(period: Period) -> int | None:
    if period.start.day not in (1, 15) or period.end.day != period.start.day:
        return None
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    return months if months in (1, 3, 6, 9, 12) else None


def seen_until(baseline: Period, period: Period, as_of: datetime) -> datetime:
    """A baseline is seen as of its own end, or cut where the period is not over."""
    if as_of >= period.closes or not are_alike(baseline, period):
        return baseline.closes
    raise NotImplementedError("periods of these tests are over")
