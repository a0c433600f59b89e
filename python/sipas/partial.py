"""Partial results: counts of some of the records, as bytes, which add up to a report of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, Unpack

from sipas import _native
from sipas.data import baseline_of, natives_of
from sipas.options import Clock, dimensions_of, keywords, listed
from sipas.reading import reading_of
from sipas.report import Report
from sipas.sources import arrow

if TYPE_CHECKING:
    from sipas.data import Procedures, Survey
    from sipas.options import Acceptable, Dimension, Headers, Kind, Lang, Path, UnitNames
    from sipas.plan import Plan


def count_arrow(
    frame: Any,
    *,
    kind: Kind = "dossiers",
    by: Dimension | Sequence[Dimension] | None = (),
    baseline: Any = None,
    procedures: Procedures | None = None,
    survey: Survey | None = None,
    profile: Path | Sequence[Path] | None = None,
    columns: Headers | None = None,
    dimensions: Headers | None = None,
    units: UnitNames | None = None,
    accept: Acceptable | Sequence[Acceptable] = (),
    offset: Literal["convert", "wall"] = "convert",
    name: str = "frame",
    rows: bool = False,
    **clock: Unpack[Clock],
) -> bytes:
    """Counts the rows of a stream as they come and keeps none: a relation of duckdb, a frame of DataFusion, a reader of
    pyarrow may be larger than memory. To be shown by :func:`merge`.

    No duplicate is looked for: every code is vouched to come once. A timestamp is an instant even where all of them are
    at midnight, since the last one is not seen before the first is counted: cast a column of days to dates.

    Its codes are not kept, so that :func:`merge` cannot tell whether another part has them too, and warns of it, unless
    ``rows`` is given.

    :param kind: dossiers or pakn.
    :param dimensions: and ``units``, ``accept``, ``offset``: see :func:`sipas.read`.
    :param rows: whether the frame is a part of what others count parts of under the same name, its rows in no order.
    :param clock: see :class:`sipas.options.Clock`; the period is to be named, and ``as_of`` while it has not ended.

    >>> import sipas
    >>> d = sipas.read_csv("tests/data/samples/dossiers/ho-so-thang-6.csv").classify(period="2025-06")
    >>> names = {"received_at": "received", "due_at": "deadline", "finished_at": "end"}
    >>> june = sipas.count_arrow(d, period="2025-06", columns=names)
    >>> sipas.merge([june]).rate("late_rate")
    Rate(1, 283)
    """
    return _native.count_arrow(
        arrow(frame),
        natives_of({"procedures": procedures, "survey": survey}),
        name=name,
        by=dimensions_of(by),
        baseline=baseline_of(baseline, clock),
        rows=rows,
        reading=reading_of(profile, columns, dimensions, units, accept, offset) | {"kind": kind},
        keywords=keywords(clock),
    )


def combine(partials: Iterable[bytes]) -> bytes:
    """Several partial results as one, so that many can be merged in a tree.

    :raises UsageError: they were counted by different settings, or something is in two of them, be it a code.
    """
    return _native.combine(list(partials))


def merge(
    partials: Iterable[bytes],
    *,
    plan: Path | Plan | None = "lang-son-2025",
    accept: Acceptable | Sequence[Acceptable] = (),
    lang: Lang = "vi",
) -> Report:
    """The report of what was counted part by part: that of one run over all of it, byte for byte.

    All rows of one code have to be counted in one part, and every part has the same catalogue and survey.

    :param accept: what no input is refused for, as in :func:`sipas.read`.
    :raises UsageError: they were counted by different settings, or something is missing or in two of them, even a code.
    :raises RefusedError: all rows together show that days and months were swapped.

    >>> import sipas
    >>> june = sipas.read_csv("tests/data/samples/dossiers/ho-so-thang-6.csv").partial(period="2025-Q2")
    >>> petitions = sipas.read_csv("tests/data/samples/pakn.csv", kind="pakn").partial(period="2025-Q2")
    >>> len(sipas.merge([june, petitions]).inputs)
    2
    """
    return Report(_native.merge(list(partials), plan=plan, accept=listed(accept), lang=lang))
