"""DuckDB: rows that may be larger than memory are counted while the engine streams them.

python from_duckdb.py 'dossiers/*.parquet' 2025-Q2
"""

from __future__ import annotations

import sys
from typing import Any

import duckdb

import sipas

# Codes that are equal when they are read have the same digits, so that all rows of one are in the same share.
SHARE = """
from read_parquet(?)
where hash(regexp_replace("Mã hồ sơ", '[^0-9]', '', 'g')) % ? = ?
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
    """The report of any files: one share of the codes in memory at a time.

    Of several rows of a code the newest counts: the one that ended last, whatever its file is called.
    """
    states = []
    with connected(memory) as engine:
        for share in range(shares):
            rows = sipas.from_arrow(engine.sql(SHARE, params=[files, shares, share]))
            states.append(rows.partial(period=period, rows=True, **options))
    return sipas.merge(states)


if __name__ == "__main__":
    print(report(*sys.argv[1:3]).to_json())
