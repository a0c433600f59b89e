"""The official forms, read from their own page: the columns of each row, counted record by record.

A row is its name and a list of counts from column (3) on; the last row is the whole.
"""

from collections.abc import Callable
from dataclasses import replace

from .buckets import CONCLUDED, OPEN, Moment, PlacedDossier, PlacedPakn
from .period import parse_period
from .report import Data, Options, place

FormRow = tuple[str, list[int]]

CONDUCT = ("staff_conduct", "extra_documents", "extra_fee", "delay")
NOT_KNOWN = "(không rõ)"
EARLY_TO_LATE = ("early", "on_time", "late")


def form_07a(options: Options) -> list[FormRow]:
    """07a/BTP/KSTT: fifteen columns; stopped late is late, all else without a verdict on time."""
    data, moment = _at(options)
    catalogue = data.procedures.records if data.procedures else []
    levels = {one.code: one.online_level for one in catalogue}

    def level(one: PlacedDossier) -> str:
        own = one.record.online_level
        return levels.get(one.record.procedure_code, "unknown") if own == "unknown" else own

    def columns(one: PlacedDossier) -> list[int]:
        new = one.received
        channel = one.record.channel
        verdict = _resolved_as(one, "late")
        came = [
            new and channel == "online" and level(one) == "full",
            new and channel == "online" and level(one) != "full",
            new and channel == "postal",
            new and channel in ("in_person", "unknown"),
            not new,
        ]
        resolved = [verdict == wanted for wanted in EARLY_TO_LATE]
        going = one.bucket in OPEN
        overdue = one.bucket == "open_overdue"
        within = [going and not overdue, overdue]
        return [sum(came), *came, sum(resolved), *resolved, sum(within), *within]

    return _rows(data, moment, options.by, "dossiers", _counts_a_dossier, columns)


def form_06a_vpcp(options: Options) -> list[FormRow]:
    """II.06a/VPCP/KSTT: thirteen columns; all without a verdict, stopped late too, are on time."""
    data, moment = _at(options)

    def columns(one: PlacedDossier) -> list[int]:
        new, online = one.received, one.record.channel == "online"
        came = [new and online, new and not online, not new]
        resolved = [_resolved_as(one, "on_time") == wanted for wanted in EARLY_TO_LATE]
        overdue = one.bucket == "open_overdue"
        within = [one.bucket in OPEN and not overdue, overdue]
        return [sum(came), *came, sum(resolved), *resolved, sum(within), *within]

    return _rows(data, moment, options.by, "dossiers", _counts_a_dossier, columns)


def form_06a_btp(options: Options) -> list[FormRow]:
    """06a/BTP/KSTT: sixteen columns of petitions, less those refused or passed on."""
    data, moment = _at(options)

    def columns(one: PlacedPakn) -> list[int]:
        topic = one.record.topic
        matter = [topic in CONDUCT, topic == "regulation"]
        when = [not one.received, one.received]
        published = one.record.published_at
        seen = published is not None and published.at < moment.as_of

        def part(counted: bool, *of: list[bool]) -> list[int]:
            return [counted, *(counted and flag for flags in of for flag in flags)]

        handled = part(True, matter, when)
        closed = part(one.closed, matter, when)
        going = part(not one.closed, matter)
        return [*handled, *closed, *going, one.closed and seen]

    def counts(one: PlacedPakn) -> bool:
        return one.bucket not in ("undated", "out_of_period", "refused", "transferred")

    return _rows(data, moment, options.by, "pakn", counts, columns)


def _at(options: Options) -> tuple[Data, Moment]:
    """Forms are made by the end of handling, at the end of the period."""
    data = Data(options)
    period = parse_period(options.period, options.window)
    policy = replace(options.policy, clock_end="finished")
    return data, Moment(period, period.closes, policy, data.calendar, data.terms)


def _counts_a_dossier(one: PlacedDossier) -> bool:
    return one.bucket in CONCLUDED or one.bucket in OPEN


def _resolved_as(one: PlacedDossier, stopped_late: str) -> str | None:
    if one.bucket not in CONCLUDED:
        return None
    if one.bucket in EARLY_TO_LATE:
        return one.bucket
    return stopped_late if one.stopped_late else "on_time"


def _rows(
    data: Data,
    moment: Moment,
    by: tuple[str, ...],
    kind: str,
    counts: Callable[[object], bool],
    columns: Callable[[object], list[int]],
) -> list[FormRow]:
    """One row a group that has something to count, then the whole."""
    groups = place(data, moment, by)

    def total(key: tuple[str, ...]) -> list[int]:
        placed = [one for one in getattr(groups[key], kind) or [] if counts(one)]
        return [sum(column) for column in zip(*map(columns, placed), strict=True)]

    keys = sorted((key for key in groups if key), key=lambda key: (not key[-1], key[-1].encode()))
    rows = [(key[-1] or NOT_KNOWN, total(key)) for key in keys]
    rows = [(name, row) for name, row in rows if any(row)]
    return [*rows, ("TỔNG CỘNG", total(()))]
