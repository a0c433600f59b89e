"""Workbooks: what a cell shows, and what it holds."""

from __future__ import annotations

import io
from random import Random

from .case import (
    QUIET,
    RIGHT,
    RIGHT_OR_TOLD,
    TOLD,
    Case,
    as_xls,
    as_xlsx,
    by_unit,
    fault,
    make,
    of,
    table,
)


@fault("an .xls of ordinary size")
def real_xls(random: Random, size: int) -> Case:
    month = make(random, random.choice([8, 60, 400]))
    return of(month, as_xls(table(month)), QUIET, "ho-so.xls")


@fault("a workbook with date cells")
def plain(random: Random, size: int) -> Case:
    month = make(random, 60)
    return by_unit(month, as_xlsx(table(month)), QUIET, "ho-so.xlsx")


@fault("units merged downwards, by unit")
def merged(random: Random, size: int) -> Case:
    month = make(random, 40)
    month.dossiers.sort(key=lambda d: d.unit)

    def spoil(sheet) -> None:
        first = 2
        for row in range(2, sheet.max_row + 1):
            if row == sheet.max_row or sheet.cell(row + 1, 2).value != sheet.cell(row, 2).value:
                if row > first:
                    sheet.merge_cells(start_row=first, end_row=row, start_column=2, end_column=2)
                first = row + 1

    return by_unit(month, as_xlsx(table(month), spoil), RIGHT, "ho-so.xlsx")


@fault("ends that are formulas without a value")
def formulas(random: Random, size: int) -> Case:
    month = make(random, 24)
    rows = table(month)
    at = month.columns.index("end")
    for number, row in enumerate(rows[1:], 2):
        if row[at]:
            row[at] = f"=D{number}+1"
    return of(month, as_xlsx(rows), TOLD, "ho-so.xlsx")


@fault("an error value as the end of the late ones")
def errors(random: Random, size: int) -> Case:
    month = make(random, 24)
    rows = table(month)
    late = {d.code for d in month.of("late")}
    at = month.columns.index("end")
    for row in rows[1:]:
        if row[0] in late:
            row[at] = random.choice(["#VALUE!", "#N/A", "#REF!"])
    return of(month, as_xlsx(rows), TOLD, "ho-so.xlsx")


@fault("codes of eighteen digits as numbers")
def lost_digits(random: Random, size: int) -> Case:
    month = make(random, 24)
    rows = table(month)
    for number, row in enumerate(rows[1:]):
        row[0] = float(250613000100012000 + number)
    return of(month, as_xlsx(rows), TOLD, "ho-so.xlsx", exit=2)


@fault("codes of eighteen digits as text")
def digits(random: Random, size: int) -> Case:
    month = make(random, 24)
    rows = table(month)
    for number, row in enumerate(rows[1:]):
        row[0] = str(250613000100012000 + number)
    return of(month, as_xlsx(rows), QUIET, "ho-so.xlsx")


@fault("rows hidden by a filter")
def hidden(random: Random, size: int) -> Case:
    month = make(random, 24)
    late = {d.code for d in month.of("late")}

    def spoil(sheet) -> None:
        for row in range(2, sheet.max_row + 1):
            sheet.row_dimensions[row].hidden = sheet.cell(row, 1).value in late

    return of(month, as_xlsx(table(month), spoil), RIGHT, "ho-so.xlsx")


@fault("a title above the table, a total below")
def titled(random: Random, size: int) -> Case:
    month = make(random, 24)
    rows = table(month)
    head = [["BAN QUẢN LÝ"], ["DANH SÁCH HỒ SƠ THÁNG"], []]
    tail = [[], ["Tổng số", None, len(month.dossiers)], ["Người lập biểu"]]
    return of(month, as_xlsx(head + rows + tail), QUIET, "ho-so.xlsx")


@fault("a second table below with its columns changed")
def second_table(random: Random, size: int) -> Case:
    month = make(random, 24)
    rows = table(month)
    half = len(rows) // 2
    due, end = month.columns.index("due"), month.columns.index("end")
    lower = [list(row) for row in [rows[0], *rows[half:]]]
    for row in lower:
        row[due], row[end] = row[end], row[due]
    return of(month, as_xlsx([*rows[:half], [], *lower]), RIGHT, "ho-so.xlsx")


@fault("dates as text in a workbook")
def dates_as_text(random: Random, size: int) -> Case:
    month = make(random, 24)
    rows = [[f"{c:%d/%m/%Y}" if hasattr(c, "year") else c for c in row] for row in table(month)]
    return of(month, as_xlsx(rows), QUIET, "ho-so.xlsx")


@fault("bands in merged rows, by unit")
def merged_bands(random: Random, size: int) -> Case:
    month = make(random, 40)
    at = month.columns.index("unit")
    rows = table(month)
    out = [rows[0][:at] + rows[0][at + 1 :]]
    places = []
    for unit in sorted({d.unit for d in month.dossiers}):
        out.append([unit])
        places.append(len(out))
        rest = [r for r, d in zip(rows[1:], month.dossiers, strict=True) if d.unit == unit]
        out += [row[:at] + row[at + 1 :] for row in rest]

    def spoil(sheet) -> None:
        for row in places:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)

    return by_unit(month, as_xlsx(out, spoil), RIGHT_OR_TOLD, "ho-so.xlsx")


def sheets(*named: tuple[str, list[list[object]]]) -> bytes:
    """A workbook of several sheets."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in named:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@fault("a second sheet of dossiers without a header")
def headless_sheet(random: Random, size: int) -> Case:
    month = make(random, 40)
    rows = table(month)
    data = sheets(("T1", rows[:21]), ("T2", rows[21:]))
    return of(month, data, TOLD, "ho-so.xlsx", exit=3, says=["T2"])


@fault("further sheets that are no exports")
def other_sheets(random: Random, size: int) -> Case:
    month = make(random, 40)
    units = sorted({d.unit for d in month.dossiers})
    ways = [["Đơn vị", "Tổng", "Cập nhật"], *[[u, 3, month.dossiers[0].received] for u in units]]
    data = sheets(("Dữ liệu", table(month)), ("Tổng hợp", ways), ("Ghi chú", [["Lập ngày 01/7"]]))
    return of(month, data, QUIET, "ho-so.xlsx")


@fault("a second sheet with copies of the late dossiers")
def copies(random: Random, size: int) -> Case:
    month = make(random, 40)
    rows = table(month)
    late = [row for row, d in zip(rows[1:], month.dossiers, strict=True) if d.outcome == "late"]
    data = sheets(("Tất cả", rows), ("Trễ hạn", [rows[0], *late]))
    return of(month, data, QUIET, "ho-so.xlsx")
