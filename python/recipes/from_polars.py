"""polars: a lazy frame is counted batch by batch, and never collected.

python from_polars.py 'dossiers/*.parquet' 2025-Q2
"""

from __future__ import annotations

import sys
from typing import Any

import polars as pl

import sipas


def states(rows: pl.LazyFrame, **options: Any) -> pl.LazyFrame:
    """One partial result a batch. Every code is vouched to come once."""

    def count(batch: pl.DataFrame) -> pl.DataFrame:
        return pl.DataFrame({"state": [sipas.count_arrow(batch, rows=True, **options)]})

    return rows.map_batches(count, schema={"state": pl.Binary}, streamable=True)


def report(files: str, period: str) -> sipas.Report:
    """The report of all rows of some files."""
    return sipas.merge(states(pl.scan_parquet(files), period=period).collect(engine="streaming")["state"])


if __name__ == "__main__":
    print(report(*sys.argv[1:3]).to_json())
