"""`python -m faults.peers`: what pandas, polars and DuckDB make of the same files as the command.

Each is used as an analyst writes a month's report: text read as text, headers by their names, dates
day first, what is no date made null, of a code the last row. What fails or cannot be read counts as
told; figures that differ without a word are silent.
"""

from __future__ import annotations

import os
import sys
import tempfile
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from . import FAULTS
from .case import Case, seeded
from .judge import outcome as of_command
from .judge import write
from .month import HEADERS, OUTCOMES

COLUMNS = [HEADERS[name] for name in ("code", "received", "due", "end", "status")]
FORMATS = ["%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"]
WORKBOOKS = (".xlsx", ".xls", ".ods")
Row = tuple[Any, Any, Any, Any, Any]


def delimiter_of(path: Path) -> str:
    """The one that stands most often in the first line."""
    first = path.read_text("utf-8").split("\n", 1)[0]
    return max(",;\t|", key=first.count)


def by_pandas(path: Path) -> list[Row]:
    import pandas as pd

    if path.suffix in WORKBOOKS:
        frame = pd.read_excel(path)
    else:
        frame = pd.read_csv(path, sep=delimiter_of(path), dtype=str)
    frame = frame[COLUMNS].drop_duplicates(COLUMNS[0], keep="last")
    for name in COLUMNS[1:4]:
        frame[name] = pd.to_datetime(frame[name], dayfirst=True, format="mixed", errors="coerce")
    return [tuple(row) for row in frame.astype(object).where(frame.notna(), None).to_numpy()]


def by_polars(path: Path) -> list[Row]:
    import polars as pl

    if path.suffix in WORKBOOKS:
        frame = pl.read_excel(path)
    else:
        frame = pl.read_csv(path, separator=delimiter_of(path), infer_schema=False)
    frame = frame.select(COLUMNS).unique(COLUMNS[0], keep="last", maintain_order=True)
    for name in COLUMNS[1:4]:
        if frame[name].dtype == pl.String:
            forms = [pl.col(name).str.to_datetime(form, strict=False) for form in FORMATS]
            frame = frame.with_columns(pl.coalesce(forms).alias(name))
    return frame.rows()


def by_duckdb(path: Path) -> list[Row]:
    import duckdb

    if path.suffix in WORKBOOKS:
        raise OSError("workbooks want an extension that is loaded from the network")
    dates = ", ".join(f'try_strptime("{name}", $formats)' for name in COLUMNS[1:4])
    query = f"""
        SELECT "{COLUMNS[0]}", {dates}, "{COLUMNS[4]}"
        FROM (SELECT *, row_number() OVER () AS n FROM read_csv($path, all_varchar = true))
        QUALIFY row_number() OVER (PARTITION BY "{COLUMNS[0]}" ORDER BY n DESC) = 1"""
    return duckdb.execute(query, {"path": str(path), "formats": FORMATS}).fetchall()


PEERS: dict[str, Callable[[Path], list[Row]]] = {
    "pandas": by_pandas,
    "polars": by_polars,
    "DuckDB": by_duckdb,
}


def day(value: Any) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def figures(rows: Iterable[Row], period: str) -> dict[str, int]:
    """How many dossiers there are of each outcome at the end of the month."""
    year, month = map(int, period.split("-"))
    last = date(year, month, monthrange(year, month)[1])
    found = Counter(outcome(row, last) for row in rows)
    return {name: found[name] for name in OUTCOMES}


def outcome(row: Row, last: date) -> str:
    _, received, due, end, status = row
    received, due, end = day(received), day(due), day(end)
    if received is None or due is None:
        return "unknown"
    if "rút" in str(status).lower():
        return "withdrawn"
    if end is None or end > last:
        return "open_overdue" if due <= last else "open_within_due"
    return "late" if end > due else "on_time" if end == due else "early"


def told_or_right(peer: Callable[[Path], list[Row]], case: Case, folder: Path) -> str:
    try:
        rows = [row for path in case.paths for row in peer(folder / path)]
        found = figures(rows, case.period)
    except Exception:
        return "told"
    return "right" if found == case.figures else "silent"


def main() -> int:
    command = os.environ.get("SIPAS_BIN", "target/debug/sipas")
    found: dict[str, Counter[str]] = {name: Counter() for name in ["sipas", *PEERS]}
    tried = 0
    for name, maker in FAULTS.items():
        case = maker(seeded(name, 0), 24)
        if not case.figures or case.command[0] != "report" or "--pakn" in case.flags:
            continue
        tried += 1
        with tempfile.TemporaryDirectory() as folder:
            what = of_command(name, 0, 24, Path(folder), command).what
            found["sipas"][what if what in ("right", "told") else "silent"] += 1
        with tempfile.TemporaryDirectory() as folder:
            write(case, Path(folder))
            for peer, reads in PEERS.items():
                what = told_or_right(reads, case, Path(folder))
                found[peer][what] += 1
                if "--list" in sys.argv:
                    print(f"{what:7} {peer:7} {name}")
    print(f"{tried} faults")
    for peer, counts in found.items():
        print(f"{peer}: {counts['right']} right, {counts['told']} told, {counts['silent']} silent")
    return 0


if __name__ == "__main__":
    sys.exit(main())
