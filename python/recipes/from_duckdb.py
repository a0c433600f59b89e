"""DuckDB: rows that may be larger than memory are counted while the engine streams them.

python from_duckdb.py 'dossiers/*.parquet' 2025-Q2
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb

import sipas

# Codes that are equal when they are read have the same digits, so that all rows of one are in the same share.
DEAL = """
copy (
    select *, hash(regexp_replace("Mã hồ sơ", '[^0-9]', '', 'g')) % {shares} as sipas_share
    from read_parquet({files})
) to {folder} (format parquet, partition_by (sipas_share))
"""


# Rows are as long as the first ones are as text, and there is always one share.
ROOM = """
select greatest(1, ceil(rows * coalesce(bytes, 0) / parse_formatted_bytes($memory)))
from (select count(*) as rows from read_parquet($files)),
     (select avg(strlen(row::varchar)) as bytes from (from read_parquet($files) limit 10_000) as row)
"""


def connected(memory: str) -> duckdb.DuckDBPyConnection:
    """An engine that may use so much memory, and the disk beyond it."""
    engine = duckdb.connect()
    engine.execute(f"set memory_limit = '{memory}'; set enable_progress_bar = false")
    return engine


def stream(files: str, period: str, memory: str = "1GB", **options: Any) -> sipas.Report:
    """The report of files in which every code comes once: no row is kept."""
    with connected(memory) as engine:
        return sipas.merge([sipas.count_arrow(engine.read_parquet(files), period=period, **options)])


def report(files: str, period: str, shares: int | None = None, memory: str = "1GB", **options: Any) -> sipas.Report:
    """The report of any files. What fits into memory is read in one pass; what does not is dealt out by codes first,
    and then one share is in memory at a time.

    Of several rows of a code the newest counts: the one that ended last, whatever its file is called.

    :param shares: how many; where none is named, so many that the rows of each fit into ``memory``.
    """
    with connected(memory) as engine, tempfile.TemporaryDirectory() as folder:
        shares = shares or needed(engine, files, memory)
        if shares == 1:
            return sipas.from_arrow(engine.read_parquet(files)).report(period=period, **options)
        states = []
        engine.execute(DEAL.format(shares=int(shares), files=quoted(files), folder=quoted(folder)))
        for share in sorted(Path(folder).glob("sipas_share=*")):
            rows = sipas.from_arrow(engine.read_parquet(str(share / "*.parquet"), hive_partitioning=False), part=True)
            states.append(rows.partial(period=period, rows=True, **options))
    return sipas.merge(states)


def needed(engine: duckdb.DuckDBPyConnection, files: str, memory: str) -> int:
    """How many shares of the rows there are to be, so that each fits into so much memory."""
    [(shares,)] = engine.execute(ROOM, {"files": files, "memory": memory}).fetchall()
    return int(shares)


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    print(report(*sys.argv[1:3]).to_json())
