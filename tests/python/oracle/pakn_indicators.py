"""Counts and indicators of reports and proposals of citizens over one group."""

from collections.abc import Callable
from dataclasses import dataclass

from .buckets import PAKN_APART, PAKN_COUNTED, Moment, PlacedPakn, before
from .rates import NOT_MEASURABLE, Rate, unless_undated
from .records import Intake
from .workdays import Incomplete

Json = dict[str, object]
TRANSFER_WITHIN = 5
EXTRA_REQUIREMENT = ("extra_documents", "extra_fee")


def count_pakn(placed: list[PlacedPakn]) -> Json:
    names = ("received", "carried_in", *PAKN_COUNTED, "unmeasurable_closed", *PAKN_APART)
    counts: Json = dict.fromkeys(names, 0)
    for one in placed:
        counts[one.bucket] += 1
        if one.bucket in PAKN_APART:
            continue
        counts["received" if one.received else "carried_in"] += 1
        counts["unmeasurable_closed"] += one.bucket == "unmeasurable" and one.closed
    return counts


def _undated(one: PlacedPakn) -> bool:
    return one.undated_here or one.undated_anywhere


@dataclass
class PaknScope:
    placed: list[PlacedPakn]
    intake: Intake
    moment: Moment

    def rate(
        self,
        wanted: set[str],
        whole: Callable[[PlacedPakn], bool],
        part: Callable[[PlacedPakn], bool],
        may_count: Callable[[PlacedPakn], bool] = _undated,
    ) -> Rate:
        if not self.intake.any_file(wanted.issubset):
            return NOT_MEASURABLE
        within = [one for one in self.placed if wanted <= one.record.columns and whole(one)]
        rate = Rate(sum(part(one) for one in within), len(within))
        undated = sum(may_count(one) for one in self.placed)
        return unless_undated(rate, undated)

    def topic_count(self, topics: tuple[str, ...]) -> Json:
        if not self.intake.any_file(lambda columns: "topic" in columns):
            return unmeasured_count()
        # Whatever became of it: an undated or refused one is a report too.
        received = [one.record for one in self.placed if one.received or one.undated_here]
        received = [one for one in received if "topic" in one.columns]
        meant = [one for one in received if one.topic in topics]
        unread = sum(one.topic == "unknown" for one in received)
        status = "measured" if received else "no_data"
        if not meant and unread:
            status = "not_measurable"
        return {
            "value": len(meant),
            "substantiated": sum(bool(one.substantiated) for one in meant),
            "unread": unread,
            "status": status,
        }


def unmeasured_count() -> Json:
    return {"value": None, "substantiated": None, "unread": None, "status": "not_measurable"}


def pakn_indicators(scope: PaknScope) -> dict[str, Rate | Json]:
    return {
        "extra_requirement_report_count": scope.topic_count(EXTRA_REQUIREMENT),
        "staff_conduct_report_count": scope.topic_count(("staff_conduct",)),
        **_handling(scope),
        **_facts(scope),
    }


def _counted(one: PlacedPakn) -> bool:
    return one.bucket not in PAKN_APART


def _closed(one: PlacedPakn) -> bool:
    return one.closed


def _done(one: PlacedPakn) -> bool:
    return one.closed or one.bucket == "transferred"


def _handling(scope: PaknScope) -> dict[str, Rate | Json]:
    def in_time(one: PlacedPakn) -> bool:
        return one.bucket in ("closed_in_time", "open_within_due", "transferred")

    return {
        "pakn_accepted_rate": scope.rate(
            set(),
            lambda one: one.undated_here or (one.received and one.bucket != "refused"),
            lambda one: one.undated_here or _accepted(one, scope.moment),
        ),
        "pakn_closure_rate": scope.rate(
            set(), lambda one: one.closed or one.bucket == "open_overdue", _closed
        ),
        "pakn_clearance_rate": scope.rate(
            set(), lambda one: _counted(one) and one.bucket != "refused", _done
        ),
        "pakn_timely_rate": scope.rate(
            set(),
            lambda one: in_time(one) or one.bucket in ("closed_late", "open_overdue"),
            in_time,
        ),
        "pakn_transfer_in_time_rate": _transfer_in_time(scope),
    }


def _accepted(one: PlacedPakn, moment: Moment) -> bool:
    record = one.record
    facts = (
        record.accepted_at,
        record.concluded_at,
        record.answered_at,
        record.published_at,
        record.transferred_at,
    )
    return any(before(fact, moment.as_of) for fact in facts)


def _transfer_in_time(scope: PaknScope) -> Rate:
    def in_time(one: PlacedPakn) -> bool:
        record = one.record
        last = scope.moment.calendar.add(record.received_at.day, TRANSFER_WITHIN)
        return record.transferred_at.day <= last

    def may_count(one: PlacedPakn) -> bool:
        """What is closed or refused was not passed on, at whatever time."""
        record, as_of = one.record, scope.moment.as_of
        passed_on = record.status == "transferred" or before(record.transferred_at, as_of)
        ended = record.status in ("closed", "refused") or before(record.closed_at, as_of)
        return _undated(one) and passed_on and not ended

    try:
        return scope.rate(
            {"transferred_at"}, lambda one: one.bucket == "transferred", in_time, may_count
        )
    except Incomplete:
        return NOT_MEASURABLE


def _facts(scope: PaknScope) -> dict[str, Rate | Json]:
    as_of = scope.moment.as_of

    def answered(one: PlacedPakn) -> bool:
        return before(one.record.answered_at, as_of)

    def published(one: PlacedPakn) -> bool:
        return before(one.record.published_at, as_of)

    def compliant(one: PlacedPakn) -> bool:
        right = bool(one.record.correct_authority)
        return one.bucket == "closed_in_time" and right and answered(one) and published(one)

    return {
        "pakn_correct_authority_rate": scope.rate(
            {"correct_authority"},
            lambda one: _done(one) and one.record.correct_authority is not None,
            lambda one: bool(one.record.correct_authority),
        ),
        "pakn_answered_rate": scope.rate({"answered_at"}, _closed, answered),
        "pakn_published_rate": scope.rate({"published_at"}, _closed, published),
        "pakn_compliant_rate": scope.rate(
            {"correct_authority", "answered_at", "published_at"},
            lambda one: (
                one.bucket == "open_overdue"
                or (one.closed and one.record.correct_authority is not None)
            ),
            compliant,
        ),
    }
