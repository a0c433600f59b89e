"""What a fault comes to: the files, the question, and what has to come out."""

from __future__ import annotations

import csv
import html
import io
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from .month import Month, make, written

Rows = list[list[object]]

#: Figures are right and nothing is warned of.
QUIET = "quiet"
#: Figures are right; a word may be said.
RIGHT = "right"
#: Figures cannot be had from the file: a warning or a refusal is what is wanted.
TOLD = "told"
#: Either is good.
RIGHT_OR_TOLD = "right or told"


@dataclass
class Case:
    """One spoilt export and the question asked of it."""

    files: dict[str, bytes]
    expect: str
    period: str = ""
    figures: dict[str, int] = field(default_factory=dict)
    units: dict[str, dict[str, int]] = field(default_factory=dict)
    exports: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    #: One of these patterns has to be in what is told.
    says: list[str] = field(default_factory=list)
    #: Further figures, by their path in the document.
    more: dict[str, object] = field(default_factory=dict)
    #: A warning that has to stand beside right figures.
    must_say: list[str] = field(default_factory=list)
    #: Another command than a report.
    command: list[str] = field(default_factory=lambda: ["report", "--format", "json"])
    #: What must never be printed.
    never: list[str] = field(default_factory=list)
    exit: int | None = None

    @property
    def paths(self) -> list[str]:
        return self.exports or list(self.files)[:1]


Maker = Callable[[Random, int], Case]
FAULTS: dict[str, Maker] = {}
#: Faults of text files, which are tried on a large file too.
LARGE: set[str] = set()


def fault(name: str, *, large: bool = False) -> Callable[[Maker], Maker]:
    """Registers a fault; `large` where the file is plain text that may have any number of rows."""

    def register(maker: Maker) -> Maker:
        assert name not in FAULTS, name
        FAULTS[name] = maker
        if large:
            LARGE.add(name)
        return maker

    return register


def seeded(name: str, seed: int) -> Random:
    """The same for the same name and seed, on every machine."""
    return Random(zlib.crc32(name.encode()) + seed)


def table(month: Month) -> Rows:
    """The rows of a month, dates as dates, the header first."""
    rows: Rows = [list(month.header())]
    rows += [[getattr(d, name) for name in month.columns] for d in month.dossiers]
    return rows


def text(rows: Iterable[Iterable[object]]) -> list[list[str]]:
    return [[written(cell) for cell in row] for row in rows]


def as_csv(
    rows: Iterable[Iterable[object]], delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(text(rows))
    return out.getvalue().encode(encoding)


def as_html(rows: Iterable[Iterable[object]]) -> bytes:
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(written(cell))}</td>" for cell in row) + "</tr>\n"
        for row in rows
    )
    page = f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>'
    return page.encode()


def as_xlsx(rows: Rows, spoil: Callable[[object], None] | None = None) -> bytes:
    """A workbook with date cells; `spoil` is given its sheet."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"
    if spoil:
        spoil(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls(rows: Rows) -> bytes:
    """A workbook as Excel 97 has it."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    style = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write(at, column, cell, style)
            elif cell not in ("", None):
                sheet.write(at, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def of(month: Month, data: bytes, expect: str, name: str = "ho-so.csv", **more: object) -> Case:
    """A case whose figures are those that the month declares."""
    return Case({name: data}, expect, month.period, month.figures(), **more)  # type: ignore[arg-type]


def by_unit(
    month: Month, data: bytes, expect: str, name: str = "ho-so.csv", **more: object
) -> Case:
    """The same, by unit."""
    case = of(month, data, expect, name, **more)
    case.units, case.flags = month.by_unit(), [*case.flags, "--by", "unit"]
    return case


__all__ = [
    "FAULTS",
    "LARGE",
    "QUIET",
    "RIGHT",
    "RIGHT_OR_TOLD",
    "TOLD",
    "Case",
    "Rows",
    "as_csv",
    "as_html",
    "as_xls",
    "as_xlsx",
    "by_unit",
    "fault",
    "make",
    "of",
    "seeded",
    "table",
    "text",
]
