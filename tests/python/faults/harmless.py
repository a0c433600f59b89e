"""What spoils other exports, where it does no harm: of these nothing may be said."""

from __future__ import annotations

import csv
import io
from random import Random

from .case import (
    QUIET,
    Case,
    Rows,
    as_csv,
    as_html,
    as_xlsx,
    by_unit,
    fault,
    make,
    of,
    table,
    text,
)
from .month import Month


@fault("every cell in quotes", large=True)
def quoted(random: Random, size: int) -> Case:
    month = make(random, size)
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(text(table(month)))
    return of(month, out.getvalue().encode(), QUIET)


@fault("a last line without a line end", large=True)
def unended(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(month, as_csv(table(month)).rstrip(b"\r\n"), QUIET)


@fault("the same header on every page, as HTML")
def pages_of_html(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    middle = len(rows) // 2
    return of(month, as_html([*rows[:middle], rows[0], *rows[middle:]]), QUIET, "ho-so.xls")


@fault("a second table below with the same columns")
def same_table_below(random: Random, size: int) -> Case:
    month = make(random, 24)
    rows = table(month)
    below = [*rows[:13], [], ["Danh sách tiếp theo"], rows[0], *rows[13:]]
    return of(month, as_xlsx(below), QUIET, "ho-so.xlsx")


def with_notes(month: Month, note: object) -> Rows:
    rows = table(month)
    return [[*rows[0], "Ghi chú"], *([*row, note] for row in rows[1:])]


@fault("cells merged within a row, by unit")
def merged_sideways(random: Random, size: int) -> Case:
    month = make(random, 40)
    rows = [[*row, None] for row in with_notes(month, "đã gọi điện")]
    rows[0][-1] = "Ghi chú thêm"

    def merge(sheet) -> None:
        for row in range(2, sheet.max_row + 1):
            last = len(rows[0])
            sheet.merge_cells(start_row=row, end_row=row, start_column=last - 1, end_column=last)

    return by_unit(month, as_xlsx(rows, merge), QUIET, "ho-so.xlsx")


@fault("a filter that hides no row")
def open_filter(random: Random, size: int) -> Case:
    month = make(random, 24)

    def filtered(sheet) -> None:
        sheet.auto_filter.ref = sheet.dimensions

    return of(month, as_xlsx(table(month), filtered), QUIET, "ho-so.xlsx")


@fault("an error value in a column that is not read")
def error_in_notes(random: Random, size: int) -> Case:
    month = make(random, 24)
    return of(month, as_xlsx(with_notes(month, "#N/A")), QUIET, "ho-so.xlsx")
