"""The names that options can have, and the options that many functions share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict

from sipas.periods import named

if TYPE_CHECKING:
    from sipas.calendar import WorkCalendar

Path: TypeAlias = str | PathLike[str]
Lang: TypeAlias = Literal["vi", "en"]
Kind: TypeAlias = Literal["dossiers", "pakn", "procedures", "survey"]
Dimension: TypeAlias = Literal["unit", "officer", "field", "procedure", "channel", "month"] | str
Acceptable: TypeAlias = Literal["aggregated_rows", "lost_digits", "date_order", "swallowed_rows"]
Bucket: TypeAlias = Literal[
    "early",
    "on_time",
    "late",
    "finished_unmeasurable",
    "withdrawn",
    "stopped",
    "open_within_due",
    "open_overdue",
    "suspended",
    "open_unmeasurable",
    "not_accepted",
    "undated",
    "out_of_period",
    "closed_unanswered",
]
DossierList: TypeAlias = (
    Bucket
    | Literal[
        "all",
        "received",
        "carried_in",
        "stopped_late",
        "refused",
        "no-apology",
        "repeat-visit",
        "due-soon",
        "overdue",
    ]
)
PaknBucket: TypeAlias = Literal[
    "closed_in_time",
    "closed_late",
    "transferred",
    "open_within_due",
    "open_overdue",
    "unmeasurable_closed",
    "unmeasurable_open",
    "undated",
    "out_of_period",
    "refused",
]
PaknList: TypeAlias = PaknBucket | Literal["all", "received", "carried_in", "unmeasurable"]
Indicator: TypeAlias = Literal[
    "on_time_return_rate",
    "late_rate",
    "late_exposure_rate",
    "late_share_rate",
    "late_count",
    "late_exposure_count",
    "repeat_visit_rate",
    "supplement_once_rate",
    "apology_coverage_rate",
    "result_accuracy_rate",
    "processing_days",
    "online_dossier_rate",
    "full_online_rate",
    "digitised_rate",
    "electronic_result_rate",
    "online_payment_rate",
    "supplement_notice_in_time_rate",
    "online_receipt_in_time_rate",
    "apology_in_time_rate",
    "correction_in_time_rate",
    "procedure_listing_rate",
    "procedure_publication_rate",
    "procedure_content_complete_rate",
    "procedure_published_in_time_rate",
    "extra_requirement_report_count",
    "staff_conduct_report_count",
    "pakn_accepted_rate",
    "pakn_closure_rate",
    "pakn_clearance_rate",
    "pakn_timely_rate",
    "pakn_transfer_in_time_rate",
    "pakn_correct_authority_rate",
    "pakn_answered_rate",
    "pakn_published_rate",
    "pakn_compliant_rate",
    "satisfaction",
    "satisfaction_index",
]
Area: TypeAlias = Literal["I", "II", "III", "IV", "V"]
Headers: TypeAlias = Mapping[str, str | Sequence[str]]
UnitNames: TypeAlias = Path | Mapping[str, str]


class Clock(TypedDict, total=False):
    """Which period, and by which settings of the clock; what is left out or None is as stated."""

    period: Any
    """``2025-06``, ``2025-Q2``, ``2025-H1``, ``2025-9M``, ``2025``, or ``2025-06-03..2025-07-15`` with both days in;
    also ``6/2025``, ``Q2/2025``, ``6 tháng đầu năm 2025``, a period of pandas, or a pair of dates;
    left out: the newest month with at least a third as many concluded dossiers as the busiest."""
    window: Literal["calendar", "reporting"] | None
    """Whether months begin on the 1st, or run from the 15th of the month before; ``calendar``."""
    as_of: str | date | datetime | None
    """The moment of the report, in Vietnam; a date is the end of that day, a time with a zone is converted. Left out:
    the end of the period, or now where that comes first."""
    clock_end: Literal["finished", "returned"] | None
    """Which date ends the clock; ``finished``."""
    deadline: Literal["original", "current"] | None
    """The appointment as the export has it, or the newest of all; ``original``."""
    precision: Literal["day", "instant"] | None
    """Whether days or instants are compared; ``day``."""
    supplement: Literal["as_recorded", "pause", "restart"] | None
    """Whether waiting for a supplement moves the deadline; ``as_recorded``."""
    repeat_threshold: int | None
    """From how many extra trips a dossier counts as a repeat visit; 1."""
    publication_days: int | None
    """Within how many working days of its decision a procedure is to be published; 5."""
    pakn_days: int | None
    """Within how many working days a petition without a deadline of its own is to be handled; 15."""
    calendar: WorkCalendar | None
    """The working calendar; Vietnam's."""


def keywords(clock: Mapping[str, Any]) -> dict[str, Any]:
    """The options as the native half takes them."""
    given = dict(clock)
    if (period := given.get("period")) is not None:
        if isinstance(period, (int, float)):
            # 2025 may be meant, and so may the month 202506.
            raise TypeError(f"period must be text, not {type(period).__name__}: '2025-06' is a month, '2025' a year")
        given["period"] = named(period)
    if isinstance(as_of := given.get("as_of"), date):
        given["as_of"] = as_of.isoformat()
    if (calendar := given.get("calendar")) is not None:
        from sipas.calendar import WorkCalendar

        if not isinstance(calendar, WorkCalendar):
            raise TypeError(f"calendar must be a WorkCalendar, not {type(calendar).__name__}")
        given["calendar"] = calendar.native
    return given


def listed(value: str | Sequence[str], what: str = "") -> list[str]:
    """One name, or several; ``what`` they are names of is told where they are none."""
    names = [value] if isinstance(value, str) else list(value) if isinstance(value, Iterable) else [value]
    if what and (wrong := next((name for name in names if not isinstance(name, str)), None)) is not None:
        raise TypeError(f"{what} must be a name or several, not {wrong!r}")
    return names


def dimensions_of(by: str | Sequence[str] | None) -> list[str]:
    """What groups are made of: a dimension, several, or none."""
    return [] if by is None else listed(by, "by")
