"""DataFusion: an aggregate of SQL that counts as a report does, on every core, with ``group by`` or without.

python from_datafusion.py dossiers/ 2025-Q2
"""

from __future__ import annotations

import sys
from typing import Any

import pyarrow as pa
from datafusion import Accumulator, SessionContext, udaf

import sipas

# The columns that are counted by, in the order of the aggregate's arguments.
COLUMNS = ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Trạng thái"]


def counting(columns: list[str], **options: Any) -> type[Accumulator]:
    """Partial results with the four verbs of an accumulator. Every code is vouched to come once."""

    class Counting(Accumulator):
        def __init__(self) -> None:
            nothing = pa.RecordBatch.from_pydict({column: pa.array([], pa.string()) for column in columns})
            self.all = [sipas.count_arrow(nothing, rows=True, **options)]

        def update(self, *values: pa.Array) -> None:
            batch = pa.RecordBatch.from_arrays(list(values), names=columns)
            self.all.append(sipas.count_arrow(batch, rows=True, **options))

        def merge(self, states: list[pa.Array]) -> None:
            self.all.extend(states[0].to_pylist())

        def state(self) -> list[pa.Scalar]:
            self.all = [sipas.combine(self.all)]
            return [pa.scalar(self.all[0], pa.binary())]

        def evaluate(self) -> pa.Scalar:
            return self.state()[0]

    return Counting


def register(engine: SessionContext, columns: list[str], **options: Any) -> None:
    """Makes ``sipas(…)`` known, an aggregate of text columns that gives a partial result."""
    accumulator = counting(columns, **options)
    arguments = [pa.string()] * len(columns)
    engine.register_udaf(udaf(accumulator, arguments, pa.binary(), [pa.binary()], "stable", name="sipas"))


def report(folder: str, period: str) -> sipas.Report:
    """The report of all rows of a folder of Parquet files."""
    engine = SessionContext()
    engine.register_parquet("dossiers", folder)
    there = engine.table("dossiers").schema().names
    # A column that the files lack is left out: what leans on it is then not measurable.
    read = [column for column in COLUMNS if column in there]
    register(engine, read, period=period)
    columns = ", ".join(f"arrow_cast(\"{column}\", 'Utf8')" for column in read)
    states = engine.sql(f"select sipas({columns}) as state from dossiers").to_arrow_table()
    return sipas.merge(states["state"].to_pylist())


if __name__ == "__main__":
    print(report(*sys.argv[1:3]).to_json())
