"""The figures of a DataFrame of Spark: each partition is counted where it lies, and nothing but its counts travels.

>>> from sipas import spark  # doctest: +SKIP
>>> dossiers = session.read.parquet("dossiers")  # doctest: +SKIP
>>> spark.report(dossiers, period="2025-Q2").indicators.to_polars()  # doctest: +SKIP

Spark 4 with Java 17 or newer; sipas is to be installed where the executors run, and ``PYSPARK_PYTHON`` names the Python
that has it. Columns are known by the same names as in files, or by ``columns``. Of several rows of one code the newest
counts, which is told by what is in them as for any frame: rows are dealt out by code for that, which moves them once
over the network; or else ``unique`` vouches that every code comes once.
A timestamp is an instant, midnight or not. Rows have no order here: a line of text among them names no unit of others,
which is warned of where rows lack one, and no total is compared with the rows above it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, Unpack

import sipas
from sipas.options import Clock
from sipas.table import library

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from sipas.options import Acceptable, Dimension, DossierList, Headers, Kind, Lang, PaknList, Path, UnitNames
    from sipas.plan import Plan

# So many tasks merge the states of all partitions before the driver merges theirs.
_MERGERS = 16


def report(
    df: DataFrame,
    *,
    by: Dimension | Sequence[Dimension] | None = (),
    plan: Path | Plan | None = "lang-son-2025",
    baseline: Any = None,
    pakn: DataFrame | None = None,
    procedures: Any = None,
    survey: Any = None,
    unique: bool = False,
    columns: Headers | None = None,
    dimensions: Headers | None = None,
    units: UnitNames | None = None,
    profile: Path | Sequence[Path] | None = None,
    accept: Acceptable | Sequence[Acceptable] = (),
    offset: Literal["convert", "wall"] = "convert",
    lang: Lang = "vi",
    **clock: Unpack[Clock],
) -> sipas.Report:
    """The report that :meth:`sipas.Dossiers.report` makes of the same rows, byte for byte.

    :param pakn: petitions, of any size.
    :param procedures: the catalogue, and ``survey`` the answers: frames that every executor is given whole.
    :param unique: vouches that no code comes twice: rows stay where they are, and none is kept in memory.
    :param profile: TOML files that are there for the executors too.
    :param dimensions: columns of one's own of the dossiers; for these, ``units``, ``accept`` and ``offset``:
        :func:`sipas.read`.
    :param clock: see :class:`sipas.options.Clock`; the period is to be named, and ``as_of`` while it has not ended.
    """
    how: dict[str, Any] = {"by": by, "baseline": baseline, "procedures": procedures, "survey": survey, **clock}
    how |= {"unique": unique, "units": units, "accept": accept, "offset": offset}
    states = [partial(df, columns=columns, dimensions=dimensions, profile=profile, **how)]
    if pakn is not None:
        states.append(partial(pakn, kind="pakn", **how))
    return sipas.merge(states, plan=plan, accept=accept, lang=lang)


def partial(
    df: DataFrame,
    *,
    kind: Kind = "dossiers",
    by: Dimension | Sequence[Dimension] | None = (),
    baseline: Any = None,
    procedures: Any = None,
    survey: Any = None,
    unique: bool = False,
    name: str | None = None,
    columns: Headers | None = None,
    dimensions: Headers | None = None,
    units: UnitNames | None = None,
    profile: Path | Sequence[Path] | None = None,
    accept: Acceptable | Sequence[Acceptable] = (),
    offset: Literal["convert", "wall"] = "convert",
    **clock: Unpack[Clock],
) -> bytes:
    """The counts of one DataFrame, to be merged with others by :func:`sipas.merge`; see :func:`report`."""
    arrow = library("pyarrow", "spark")
    reading: dict[str, Any] = {"kind": kind, "name": name or kind, "columns": columns, "profile": profile}
    reading |= {"dimensions": dimensions, "units": units, "accept": accept, "offset": offset}
    asked: dict[str, Any] = {"by": by, "baseline": baseline, "rows": True, **clock}
    tables = _tables(procedures=procedures, survey=survey)

    def count(reader: Any) -> Any:
        others = _read(tables)
        if unique:
            state = sipas.count_arrow(reader, **reading, **asked, **others)
        else:
            state = sipas.from_arrow(reader, part=True, **reading).partial(**asked, **others)
        return arrow.table({"state": [state]})

    def merge(reader: Any) -> Any:
        return arrow.table({"state": [sipas.combine(reader.read_all()["state"].to_pylist())]})

    # Of no row at all: it tells what is wrong with the question before the cluster works, and is the sum of nothing.
    none = df.limit(0).toArrow()
    nothing = count(none)
    dealt = _dealt(df, none, reading, unique)
    states = _map(_map(dealt, count, nothing).repartition(_MERGERS), merge, nothing).toArrow()
    return sipas.combine(arrow.concat_tables([nothing, states])["state"].to_pylist())


def classify(
    df: DataFrame,
    *which: DossierList | PaknList,
    kind: Kind = "dossiers",
    within: int = 2,
    procedures: Any = None,
    unique: bool = False,
    columns: Headers | None = None,
    units: UnitNames | None = None,
    profile: Path | Sequence[Path] | None = None,
    accept: Acceptable | Sequence[Acceptable] = (),
    offset: Literal["convert", "wall"] = "convert",
    **clock: Unpack[Clock],
) -> DataFrame:
    """The records behind a number, as :meth:`sipas.Dossiers.classify` has them, but for where a row stood.

    All rows are counted once before, since only all of them show whether their dates can be trusted.

    :raises RefusedError: days and months were swapped.
    """
    arrow = library("pyarrow", "spark")
    reading: dict[str, Any] = {"columns": columns, "profile": profile, "units": units}
    reading |= {"accept": accept, "offset": offset}
    tables = _tables(procedures=procedures)
    if not clock.get("period"):
        message = "classify needs its period named: partitions that choose one each would not agree"
        raise sipas.UsageError(message)

    def lines(reader: Any) -> Any:
        more = _read(tables) | ({"within": within} if kind == "dossiers" else {})
        read: Any = sipas.from_arrow(reader, part=True, kind=kind, **reading)
        table = read.classify(*which, **more, **clock).to_arrow()
        table = table.drop_columns(["file", "line"])
        # Spark has moments to the microsecond only.
        micro = arrow.timestamp("us")
        fields = [field.with_type(micro) if arrow.types.is_timestamp(field.type) else field for field in table.schema]
        return table.cast(arrow.schema(fields))

    # What only all rows show, as days and months that were swapped, no partition can tell.
    counted = partial(df, kind=kind, procedures=procedures, unique=unique, **reading, **clock)
    sipas.merge([counted], plan=None, accept=accept)
    none = df.limit(0).toArrow()
    return _map(_dealt(df, none, reading | {"kind": kind}, unique), lines, lines(none))


def _map(df: DataFrame, of: Callable[[Any], Any], like: Any) -> DataFrame:
    """A table of each partition that has rows, from a reader of them."""
    arrow = library("pyarrow", "spark")

    def tables(batches: Iterator[Any]) -> Iterator[Any]:
        for first in batches:
            yield from of(arrow.RecordBatchReader.from_batches(first.schema, chain([first], batches))).to_batches()

    schema = library("pyspark.sql.pandas.types", "spark").from_arrow_schema(like.schema, prefer_timestamp_ntz=True)
    return df.mapInArrow(tables, schema)


def _dealt(df: DataFrame, none: Any, reading: dict[str, Any], unique: bool) -> DataFrame:
    """All rows of a code in one partition, where there may be several."""
    functions = library("pyspark.sql.functions", "spark")
    # What has no zone would be one of days in the partitions where all are at midnight.
    naive = [name for name, of in df.dtypes if of == "timestamp_ntz"]
    df = df.withColumns({name: functions.col(f"`{name}`").cast("string") for name in naive}) if naive else df
    if unique:
        return df
    columns = sipas.from_arrow(none, **reading).columns.to_dict()
    fields = dict(zip(columns["header"], columns["field"], strict=True))
    code = next(header for header, field in fields.items() if field == "code")
    # Codes that are equal when they are read have the same digits, whatever blanks and forms of letters they came with.
    digits = functions.regexp_replace(functions.col(f"`{code}`").cast("string"), "[^0-9]", "")
    return df.repartition(digits)


def _tables(**frames: Any) -> dict[Any, Any]:
    """Small frames, to be sent along."""
    arrow = library("pyarrow", "spark")
    given = {kind: frame for kind, frame in frames.items() if frame is not None}
    return {kind: frame.toArrow() if hasattr(frame, "toArrow") else arrow.table(frame) for kind, frame in given.items()}


def _read(tables: dict[str, Any]) -> dict[str, Any]:
    read: Any = sipas.from_arrow
    return {kind: read(table, kind=kind, name=kind) for kind, table in tables.items()}
