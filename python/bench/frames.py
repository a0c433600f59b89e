"""Rows as Arrow columns to a report by unit and month: sipas, polars (lazy) and DuckDB, in one run.

`python python/bench/frames.py --rows 10000000 [--unique]`. Every engine counts the same buckets, channels, visits and
days; the counts are compared before a time is told. With ``--unique`` codes are vouched to be all different on all
sides, else each keeps the last row of a code.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa

import sipas

SQL = """
select unit, strftime(ended, '%Y-%m') as month,
    count(*) filter (ended::date < due_at::date) as early, count(*) filter (ended::date = due_at::date) as on_time,
    count(*) filter (ended::date > due_at::date) as late, count(*) filter (repeat_visits >= 1) as repeats,
    count(*) filter (channel = 'Trực tuyến') as online, count(*) filter (received_at >= $from) as received,
    sum(date_diff('day', received_at::date, ended::date)) as days,
    quantile_cont(date_diff('day', received_at::date, ended::date), 0.5) as median
from (select *, finished_at as ended from {source} where finished_at >= $from and finished_at < $to)
group by all
"""
FROM, TO = datetime(2025, 1, 1), datetime(2026, 1, 1)


def columns(rows: int, unique: bool) -> pa.Table:
    """Dossiers with codes of their day of receipt; of twenty rows one is a later state of another's dossier."""
    rng = np.random.default_rng(7)
    dossiers = rows if unique else int(rows * 0.95)
    received = np.datetime64("2024-11-01", "s") + np.sort(rng.integers(0, 400 * 86400, dossiers))
    days = received.astype("datetime64[D]")
    number = np.arange(dossiers) - np.searchsorted(days, days) + 1
    which = np.arange(dossiers)
    if not unique:
        which = rng.permutation(np.concatenate([which, rng.integers(0, dossiers, rows - dossiers)]))
    received = received[which]
    due = (received + rng.integers(1, 30 * 86400, rows)).astype("datetime64[s]")
    finished = (received + rng.integers(0, 33 * 86400, rows)).astype("datetime64[s]")
    code = pl.select(
        pl.concat_str(
            pl.lit("H37.12-"),
            pl.Series(days).dt.strftime("%y%m%d"),
            pl.lit("-"),
            pl.Series(number).cast(pl.String).str.zfill(5),
        )
    ).to_series()
    code = code.gather(which)
    unit = pa.DictionaryArray.from_arrays(
        pa.array(rng.integers(0, 12, rows), pa.int32()), [f"Phòng {n}" for n in range(12)]
    )
    channel = pa.DictionaryArray.from_arrays(
        pa.array(rng.integers(0, 2, rows), pa.int32()), ["Trực tuyến", "Trực tiếp"]
    )
    return pa.table(
        {
            "code": code.to_arrow().cast(pa.large_string()),
            "unit": unit,
            "channel": channel,
            "received_at": pa.array(received),
            "due_at": pa.array(due),
            "finished_at": pa.array(finished),
            "repeat_visits": pa.array((rng.random(rows) < 0.1).astype("int8")),
        }
    )


def with_sipas(table: pa.Table, unique: bool) -> dict[tuple[str, str], tuple[int, ...]]:
    data = sipas.from_arrow(table, assume_unique=unique)
    found = data.report(period="2025", by=["unit", "month"], plan=None).groups.to_dict()
    keys = zip(found["unit"], found["month"], strict=True)
    counts = zip(found["early"], found["on_time"], found["late"], strict=True)
    return {key: count for key, count in zip(keys, counts, strict=True) if key[1] and key[1][0].isdigit()}


def with_polars(table: pa.Table, unique: bool) -> dict[tuple[str, str], tuple[int, ...]]:
    frame = pl.from_arrow(table).lazy()
    if not unique:
        frame = frame.unique("code", keep="last")
    ended, due, received = (pl.col(name).dt.date() for name in ("finished_at", "due_at", "received_at"))
    days = (ended - received).dt.total_days()
    found = (
        frame.filter((pl.col("finished_at") >= FROM) & (pl.col("finished_at") < TO))
        .group_by(
            "unit",
            pl.col("finished_at").dt.truncate("1mo").alias("month"),
        )
        .agg(
            early=(ended < due).sum(),
            on_time=(ended == due).sum(),
            late=(ended > due).sum(),
            repeats=(pl.col("repeat_visits") >= 1).sum(),
            online=(pl.col("channel") == "Trực tuyến").sum(),
            received=(pl.col("received_at") >= FROM).sum(),
            days=days.sum(),
            median=days.median(),
        )
        .collect()
    )
    return {
        (row["unit"], f"{row['month']:%Y-%m}"): (row["early"], row["on_time"], row["late"]) for row in found.to_dicts()
    }


def with_duckdb(table: pa.Table, unique: bool) -> dict[tuple[str, str], tuple[int, ...]]:
    connection = duckdb.connect()
    connection.register("rows", table)
    source = (
        "rows"
        if unique
        else "(select * from (select *, row_number() over () as n from rows)"
        " qualify row_number() over (partition by code order by n desc) = 1)"
    )
    found = connection.execute(SQL.format(source=source), {"from": FROM, "to": TO}).fetchall()
    return {(row[0], row[1]): row[2:5] for row in found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--unique", action="store_true")
    parser.add_argument("--times", type=int, default=3)
    args = parser.parse_args()
    table = columns(args.rows, args.unique)
    engines: dict[str, Callable[[Any, bool], Any]] = {
        "sipas": with_sipas,
        "polars": with_polars,
        "duckdb": with_duckdb,
    }
    best: dict[str, float] = {}
    counts: dict[str, Any] = {}
    for _ in range(args.times):
        for name, engine in engines.items():
            begun = time.perf_counter()
            counts[name] = engine(table, args.unique)
            best[name] = min(best.get(name, 1e9), time.perf_counter() - begun)
    for name, seconds in best.items():
        same = "same counts" if counts[name] == counts["duckdb"] else "OTHER COUNTS"
        print(
            f"{name:8} {seconds:8.3f} s  {args.rows / seconds / 1e6:7.2f} M rows/s  "
            f"{seconds / best['sipas']:6.2f} x sipas  {same}"
        )


if __name__ == "__main__":
    main()
