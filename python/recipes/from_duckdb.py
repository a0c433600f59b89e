"""DuckDB: rows that may be larger than memory are counted while the engine streams them.

    python from_duckdb.py 'dossiers/*.parquet' 2025-Q2
"""

from __future__ import annotations

import sys
from typing import Any

import duckdb
import sipas

# Of several rows of one code the newest counts; DuckDB finds it, on disk where it must.
NEWEST = """
from read_parquet(?, filename = true, file_row_number = true)
qualify row_number() over (partition by trim("Mã hồ sơ") order by filename desc, file_row_number desc) = 1
"""


def report(files: str, period: str, memory: str = "1GB", **options: Any) -> sipas.Report:
    """The report of all rows, each code once."""
    with duckdb.connect() as engine:
        engine.execute(f"set memory_limit = '{memory}'")
        rows = engine.execute(NEWEST, [files]).fetch_record_batch(100_000)
        return sipas.merge([sipas.count_arrow(rows, period=period, **options)])


if __name__ == "__main__":
    print(report(*sys.argv[1:3]).to_json())
