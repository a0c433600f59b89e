"""Dirty exports as the rows of a frame: one header, no titles, cells for all columns."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import dirty
import pytest
import sipas

pa = pytest.importorskip("pyarrow")


def rows(path: str | Path) -> tuple[list[str], list[list[str]]]:
    """An export whose header is its first line, as a spreadsheet would open it."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    header, *below = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    return header, [row for row in below if row]


def plainly(folder: Path, seed: int, count: int, kind: str = "dossiers") -> Path:
    """Random dirty rows in one plain file without titles, so that a frame has the same rows."""
    files = dirty.generate(folder, seed, count, files=1)
    data = sipas.read_csv(files[kind], kind=kind)  # type: ignore[call-overload]
    header = data.columns.to_dict()["header"]
    path = folder / f"plain-{kind}.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        text = Path(files[kind][0]).read_bytes().decode("utf-8-sig", "replace")
        delimiter = max(",;\t", key=text.count)
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            if len(row) == len(header) and row[0] not in header:
                writer.writerow(row)
    return path


def table(path: Path) -> Any:
    """An export as a frame of text."""
    header, below = rows(path)
    return pa.table([pa.array([row[n] for row in below]) for n in range(len(header))], names=header)
