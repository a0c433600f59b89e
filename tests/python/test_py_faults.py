"""What the command says of a fault, the package says too: the same figures, the same warnings."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sipas
from conftest import COMMAND
from faults import FAULTS
from faults.case import QUIET, RIGHT, Case, seeded
from faults.judge import differences, run, write

pa = pytest.importorskip("pyarrow")

#: What a sheet is told of that no frame has.
OF_SHEETS = {"row.hidden"}


def options(case: Case) -> dict[str, Any]:
    words = iter([word for word in case.flags if word != "--check"])
    found: dict[str, Any] = {"period": case.period}
    for word in words:
        name, value = word.removeprefix("--").replace("-", "_"), next(words)
        if name != "pakn":
            found[name] = value.split(",") if name == "by" else value
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_files_read_as_the_command_reads_them(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = FAULTS[name](seeded(name, 0), 24)
    if case.command[0] != "report":
        pytest.skip("no report")
    write(case, tmp_path)
    told = run(case, tmp_path, COMMAND)
    monkeypatch.chdir(tmp_path)
    # The command goes on without a refused input; the package raises, unless it is to pass over.
    if told.document is None or (told.exit == 3 and "--check" not in case.flags):
        with pytest.raises(sipas.SipasError):
            sipas.read(case.paths).report(**options(case))
    if told.document is None:
        return
    document = sipas.read(case.paths, on_refused="skip").report(**options(case)).to_dict()
    for part in ("groups", "scorecard", "inputs"):
        assert document[part] == told.document[part]


def rows_of(case: Case) -> tuple[list[str], list[list[Any]]] | str:
    """The header and the rows of an export that a frame can hold, or why it cannot."""
    if len(case.files) > 1:
        return "more than one file"
    [(name, data)] = case.files.items()
    if data[:2] == b"PK":
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(data))
        if len(book.worksheets) > 1 or book.active.merged_cells.ranges:
            return "more than a table"
        rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return "bytes that are no text"
        delimiter = max(",;\t|", key=text.split("\n", 1)[0].count)
        if not name.endswith(".csv") or "\0" in text or text.startswith("sep="):
            return "no plain text"
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [row for row in lines if row]
    header = rows[0] if rows else []
    if len(header) < 5 or None in header or len(set(header)) < len(header):
        return "no header of a frame"
    if any(len(row) != len(header) for row in rows):
        return "rows of another length"
    return header, rows[1:]


def column(cells: list[Any]) -> Any:
    """Text, or days where every cell is one."""
    if all(isinstance(cell, datetime) or cell is None for cell in cells) and any(cells):
        return pa.array([cell and cell.date() for cell in cells], pa.date32())
    if any(isinstance(cell, (datetime, date, float, int)) for cell in cells):
        pytest.skip("a column of several types")
    if any(str(cell).startswith("=") and "H37" not in str(cell) for cell in cells):
        pytest.skip("formulas")
    return pa.array([None if cell is None else str(cell) for cell in cells], pa.string())


@pytest.mark.parametrize("name", FAULTS)
def test_frames_are_read_as_files_are(name: str, tmp_path: Path) -> None:
    """Of text columns, as a frame has them that was read without guessing, and of days."""
    case = FAULTS[name](seeded(name, 0), 24)
    if case.command[0] != "report":
        pytest.skip("no report")
    found = rows_of(case)
    if isinstance(found, str):
        pytest.skip(found)
    header, rows = found
    frame = pa.table([column([row[n] for row in rows]) for n in range(len(header))], names=header)
    write(case, tmp_path)
    told = run(case, tmp_path, COMMAND)
    if told.document is None:
        with pytest.raises(sipas.SipasError):
            sipas.read(frame).report(**options(case))
        return
    document = sipas.read(frame).report(**options(case)).to_dict()
    told_of = [
        {issue["code"]: issue["count"] for issue in read["inputs"][0]["issues"]}
        for read in (document, told.document)
    ]
    assert told_of[0] == {code: n for code, n in told_of[1].items() if code not in OF_SHEETS}
    # Of rows of a code that contradict each other, their order in a file tells which counts. A
    # frame has none.
    if "code.rows_differ" not in told_of[0]:
        assert document["groups"] == told.document["groups"]
    assert case.expect not in (QUIET, RIGHT) or not differences(case, document)
