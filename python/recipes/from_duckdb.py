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


def connected(memory: str) -> duckdb.DuckDBPyConnection:
    """An engine that may use so much memory, and the disk beyond it."""
    engine = duckdb.connect()
    engine.execute(f"set memory_limit = '{memory}'; set enable_progress_bar = false")
    return engine


def stream(files: str, period: str, memory: str = "1GB", **options: Any) -> sipas.Report:
    """The report of files in which every code comes once: no row is kept."""
    with connected(memory) as engine:
        return sipas.merge([sipas.count_arrow(engine.read_parquet(files), period=period, **options)])


def report(files: str, period: str, shares: int = 16, memory: str = "1GB", **options: Any) -> sipas.Report:
    """The report of any files: dealt out by their codes in one pass, then one share in memory at a time.

    Of several rows of a code the newest counts: the one that ended last, whatever its file is called.
    """
    states = []
    with connected(memory) as engine, tempfile.TemporaryDirectory() as folder:
        engine.execute(DEAL.format(shares=int(shares), files=quoted(files), folder=quoted(folder)))
        for share in sorted(Path(folder).glob("sipas_share=*")):
            rows = sipas.from_arrow(engine.read_parquet(str(share / "*.parquet"), hive_partitioning=False), part=True)
            states.append(rows.partial(period=period, rows=True, **options))
    return sipas.merge(states)


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    print(report(*sys.argv[1:3]).to_json())
