"""Rows as Arrow columns to a report by unit and month: sipas, polars (lazy) and DuckDB, in one run.

`python python/bench/frames.py --rows 10000000 [--unique]`. Every engine tells all that the peers of `cargo xtask bench`
are asked, by their queries: every bucket, channels, visits, and mean, median and ninth decile of the days. All figures
of all groups are compared before a time is told. With ``--unique`` codes are vouched to be all different on all sides,
else each keeps the last row of a code.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa

import sipas

sys.path.append(str(Path(__file__).parents[2] / "benches" / "peers"))

import job
import with_duckdb as in_duckdb
import with_polars as in_polars

BY = ["unit", "month"]
# What a dossier is at, by how many of a hundred are.
STATUSES = {
    "Đã trả kết quả": 82,
    "Đang xử lý": 8,
    "Yêu cầu bổ sung giấy tờ": 4,
    "Công dân yêu cầu rút hồ sơ": 3,
    "Dừng xử lý": 2,
    "Mới đăng ký": 1,
}
ENDED = ["Đã trả kết quả", job.WITHDRAWN, job.STOPPED]
Figures = dict[tuple[str, ...], dict[str, float | None]]


def columns(rows: int, unique: bool) -> pa.Table:
    """Dossiers with codes of their day of receipt; of twenty rows one is a later state of another's dossier, which had
    neither an appointment nor an end before."""
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
    shares = np.array(list(STATUSES.values())) / 100
    status = rng.choice(len(STATUSES), rows, p=shares)
    # Two of a thousand that have ended do not say when.
    ended = np.isin(status, [list(STATUSES).index(word) for word in ENDED]) & (rng.random(rows) < 0.998)
    last = np.empty(dossiers, int)
    last[which] = np.arange(rows)
    is_last = last[which] == np.arange(rows)
    ended &= is_last
    code = pl.select(
        pl.concat_str(
            pl.lit("H37.12-"),
            pl.Series(days).dt.strftime("%y%m%d"),
            pl.lit("-"),
            pl.Series(number).cast(pl.String).str.zfill(5),
        )
    ).to_series()
    code = code.gather(which)
    words = {
        "unit": (rng.integers(0, 12, rows), [f"Phòng {n}" for n in range(12)]),
        "channel": (rng.integers(0, 3, rows), list(job.CHANNELS.values())),
        "status": (status, list(STATUSES)),
    }
    return pa.table(
        {
            "code": code.to_arrow().cast(pa.large_string()),
            **{
                name: pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), known)
                for name, (places, known) in words.items()
            },
            "received_at": pa.array(received),
            "due_at": pa.array(due, mask=~is_last),
            "finished_at": pa.array(finished, mask=~ended),
            "returned_at": pa.array(finished + 600, mask=~ended),
            "visits": pa.array(rng.geometric(0.8, rows).astype("int32") - 1),
        }
    )


def with_sipas(table: pa.Table, unique: bool) -> Figures:
    data = sipas.from_arrow(table, columns={"supplement_requests": "visits"}, assume_unique=unique)
    figures = {}
    for group in data.report(period="2025", by=BY, plan=None).to_dict()["groups"]:
        counts, days = group["dossiers"], group["indicators"]["processing_days"]
        told = {name: counts[name] for name in job.FIGURES if name in counts}
        told |= {name: counts["channels"][name] for name in job.CHANNELS}
        told |= {f"visits_{n}": counts["repeat_visits"][visits] for n, visits in enumerate(["0", "1", "2", "3+"])}
        told |= {f"days_{name}": days[name] for name in ("mean", "median", "p90")}
        figures[tuple(group["key"].get(name, "") for name in BY)] = told
    figures.pop(("", ""))
    return figures


def with_polars(table: pa.Table, unique: bool) -> Figures:
    frame = pl.from_arrow(table).lazy()
    found = in_polars.counted(in_polars.sound(frame, not unique), BY)
    return {tuple(row[name] for name in BY): row for row in found.to_dicts()}


def with_duckdb(table: pa.Table, unique: bool) -> Figures:
    connection = duckdb.connect()
    connection.register("dossiers", table)
    connection.execute(in_duckdb.query("dossiers", BY, not unique), in_duckdb.PARAMETERS)
    names = [column[0] for column in connection.description]
    rows = (dict(zip(names, row, strict=True)) for row in connection.fetchall())
    return {tuple(row[name] for name in BY): row for row in rows}


def differences(some: Figures, others: Figures) -> list[str]:
    """Figures that are not the same; the peers' are doubles where days are."""
    found = [f"{key}: not in both" for key in some.keys() ^ others.keys()]
    for key in some.keys() & others.keys():
        for name in job.FIGURES:
            one, other = some[key][name], others[key][name]
            same = one == other or (None not in (one, other) and math.isclose(one, other, rel_tol=1e-12))
            if not same:
                found.append(f"{key} {name}: {one} and {other}")
    return found


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
    for _ in range(args.times):
        first: Figures | None = None
        for name, engine in engines.items():
            begun = time.perf_counter()
            figures = engine(table, args.unique)
            best[name] = min(best.get(name, math.inf), time.perf_counter() - begun)
            first = first or figures
            if found := differences(first, figures):
                raise SystemExit("\n".join([f"{name} differs in {len(found)} figures", *found[:10]]))
    for name, seconds in best.items():
        rate, ratio = args.rows / seconds / 1e6, seconds / best["sipas"]
        print(f"{name:8} {seconds:8.3f} s  {rate:7.2f} M rows/s  {ratio:6.2f} x sipas, the same figures")


if __name__ == "__main__":
    main()
