"""What people do to an export on its way, and what other systems write."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from .case import (
    QUIET,
    RIGHT,
    RIGHT_OR_TOLD,
    TOLD,
    Case,
    Rows,
    as_csv,
    as_xlsx,
    by_unit,
    fault,
    make,
    of,
    table,
)
from .files import joined, lines
from .month import HEADERS, Month
from .tables import beside, renamed, swapped, without
from .values import set_all

DATES = [HEADERS[name] for name in ("received", "due", "end")]


def book(sheets: dict[str, Rows]) -> bytes:
    """A workbook of several sheets."""
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, date):
                    cell.number_format = "dd/mm/yyyy"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def blocks(month: Month, rows: Rows) -> dict[str, Rows]:
    """The rows of each unit."""
    units = [dossier.unit for dossier in month.dossiers]
    pairs = list(zip(rows[1:], units, strict=True))
    return {name: [row for row, unit in pairs if unit == name] for name in sorted(set(units))}


def padded(text: str, rows: Rows) -> list[object]:
    return [text, *[""] * (len(rows[0]) - 1)]


@fault("a sheet for each unit, which no cell names, by unit")
def sheets_of_units(random: Random, size: int) -> Case:
    month = make(random, 40)
    rows = without(table(month), HEADERS["unit"])
    sheets = {name: [rows[0], *of_unit] for name, of_unit in blocks(month, rows).items()}
    return by_unit(month, book(sheets), RIGHT_OR_TOLD, "ho-so.xlsx", says=["Đơn vị"])


@fault("two sheets whose columns stand in another order")
def sheets_in_other_order(random: Random, size: int) -> Case:
    month = make(random, 40)
    rows = table(month)
    half, [due, end] = len(rows) // 2, [rows[0].index(HEADERS[name]) for name in ("due", "end")]
    sheets = {"Tuần 1": rows[:half], "Tuần 2": swapped([rows[0], *rows[half:]], due, end)}
    return by_unit(month, book(sheets), QUIET, "ho-so.xlsx")


@fault("a header of each unit's name above its own table, by unit", large=True)
def titled_blocks(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = without(table(month), HEADERS["unit"])
    name = random.choice(["{}", "Đơn vị: {}"])
    out: Rows = []
    for unit, of_unit in blocks(month, rows).items():
        out += [padded(name.format(unit), rows), rows[0], *of_unit, padded("", rows)]
    return by_unit(month, as_csv(out), RIGHT_OR_TOLD, says=["Đơn vị"])


DITTO = ['"', "-nt-", "nt", "Như trên", "-//-", "〃"]


@fault("signs that mean the unit above, by unit", large=True)
def ditto(random: Random, size: int) -> Case:
    month = make(random, max(size, 40))
    month.dossiers.sort(key=lambda dossier: dossier.unit)
    rows = table(month)
    sign = random.choice(DITTO)
    for above, row in reversed(list(pairwise(rows[1:]))):
        row[1] = sign if row[1] == above[1] else row[1]
    return by_unit(month, as_csv(rows), RIGHT_OR_TOLD, says=["như trên", "gộp"])


@fault("units in the first row of many, as merged cells are saved, by unit", large=True)
def merged_as_text(random: Random, size: int) -> Case:
    month = make(random, max(size, 40))
    month.dossiers.sort(key=lambda dossier: dossier.unit)
    rows = table(month)
    for above, row in reversed(list(pairwise(rows[1:]))):
        row[1] = "" if row[1] == above[1] else row[1]
    return by_unit(month, as_csv(rows), RIGHT_OR_TOLD, says=["gộp"])


@fault("some units left blank, by unit", large=True)
def some_blank(random: Random, size: int) -> Case:
    month = make(random, max(size, 40))
    for dossier in month.dossiers:
        dossier.unit = random.choice([dossier.unit, dossier.unit, ""])
    return by_unit(month, as_csv(table(month)), QUIET)


def numbered(month: Month, day: date | None) -> Month:
    """Each unit numbers its dossiers from 1; all of them received on one day, if one is given."""
    seen: dict[str, int] = {}
    for dossier in month.dossiers:
        seen[dossier.unit] = seen.get(dossier.unit, 0) + 1
        dossier.code = f"HS{seen[dossier.unit]:05}"
        if day:
            shift = day - dossier.received
            dossier.received, dossier.due = day, dossier.due + shift
            dossier.end = dossier.end + shift if dossier.end else None
    return month


@fault("numbers that run by unit, units not asked for", large=True)
def numbers_by_unit(random: Random, size: int) -> Case:
    month = make(random, max(size, 40))
    day = date(month.year, month.month, 5)
    return of(month, as_csv(table(numbered(month, random.choice([None, day])))), TOLD, says=["mã"])


@fault("numbers of one unit that run on", large=True)
def numbers(random: Random, size: int) -> Case:
    month = make(random, max(size, 40))
    for dossier in month.dossiers:
        dossier.unit = "Văn phòng"
    return of(month, as_csv(table(numbered(month, None))), QUIET)


@fault("one export under two names", large=True)
def twice(random: Random, size: int) -> Case:
    month = make(random, size)
    case = of(month, as_csv(table(month)), QUIET, "thang-6.csv")
    case.files["thang-6 (1).csv"] = as_csv(table(month))
    case.exports = list(case.files)
    return case


SUBTOTALS: list[Callable[[int], list[object]]] = [
    lambda n: ["Cộng", str(n)],
    lambda n: [str(n), "Cộng"],
    lambda n: ["", f"Tổng cộng trang: {n}"],
]


@fault("subtotals between the rows", large=True)
def subtotals(random: Random, size: int) -> Case:
    month = make(random, size)
    rows, out = table(month), table(month)[:1]
    total = random.choice(SUBTOTALS)
    for at in range(1, len(rows), 7):
        some = rows[at : at + 7]
        out += [*some, [*total(len(some)), *[""] * (len(rows[0]) - 2)]]
    return by_unit(month, as_csv(out), QUIET)


NOTES = [
    "{:%d/%m/%Y} (gia hạn)",
    "đã trả {:%d/%m}",
    "{:%d/%m}",
    "{:%d/%m/%Y} 24:00",
    "########",
    "x",
]


@fault("what somebody typed into the end of the late ones", large=True)
def typed(random: Random, size: int) -> Case:
    month = make(random, size)
    late = {dossier.code for dossier in month.of("late")}
    rows, at, note = table(month), month.columns.index("end"), random.choice(NOTES)
    for row in rows[1:]:
        row[at] = note.format(row[at]) if row[0] in late else row[at]
    return of(month, as_csv(rows), RIGHT_OR_TOLD)


@fault("a deadline that is no date for the late ones", large=True)
def no_deadline(random: Random, size: int) -> Case:
    month = make(random, size)
    late = {dossier.code for dossier in month.of("late")}
    rows, at = table(month), month.columns.index("due")
    for row in rows[1:]:
        if row[0] in late:
            row[at] = random.choice(["Không quy định", "5 ngày làm việc", "Theo quy định"])
    return of(month, as_csv(rows), TOLD)


@fault("dates as numbers of a spreadsheet, in a text file", large=True)
def serials_as_text(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    for header in DATES:
        rows = set_all(rows, header, lambda d: (d - date(1899, 12, 30)).days)
    return of(month, as_csv(rows), TOLD)


@fault("dates as numbers without a format, in a workbook")
def serials(random: Random, size: int) -> Case:
    month = make(random, 24)
    rows = table(month)
    for header in DATES:
        rows = set_all(rows, header, lambda d: (d - date(1899, 12, 30)).days)
    return of(month, as_xlsx(rows), RIGHT, "ho-so.xlsx")


@fault("dates guarded by apostrophes or as formulas of a text", large=True)
def guarded_dates(random: Random, size: int) -> Case:
    month = make(random, size)
    rows, guard = table(month), random.choice(["'{:%d/%m/%Y}", '="{:%d/%m/%Y}"'])
    for header in DATES:
        rows = set_all(rows, header, guard.format)
    return of(month, as_csv(rows), RIGHT)


@fault("ends in UTC shortly before midnight here", large=True)
def utc(random: Random, size: int) -> Case:
    month = make(random, size)
    rows, zone = table(month), random.choice(["Z", "+00:00"])
    for header in (HEADERS["received"], HEADERS["end"]):
        rows = set_all(rows, header, lambda d: f"{d - timedelta(1):%Y-%m-%d}T18:30:00{zone}")
    return of(month, as_csv(rows), RIGHT)


@fault("rows in two encodings, by unit", large=True)
def two_encodings(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = as_csv(table(month)).split(b"\r\n")
    half = len(rows) // 2
    rows[half:] = [row.decode().encode("cp1258", "replace") for row in rows[half:]]
    return by_unit(month, b"\r\n".join(rows), TOLD)


@fault("fees with a decimal comma, semicolons between cells", large=True)
def decimal_comma(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = beside(table(month), "Lệ phí", ["12,5"] * len(month.dossiers), 2)
    return by_unit(month, as_csv(rows, ";"), QUIET)


@fault("a delimiter at the end of each row, and not of the header", large=True)
def trailing(random: Random, size: int) -> Case:
    month = make(random, size)
    header, *rows = lines(month)
    return of(month, joined([header, *[row + "," for row in rows]]), RIGHT)


@fault("line ends of two kinds, and blank lines", large=True)
def line_ends(random: Random, size: int) -> Case:
    month = make(random, size)
    ends = [random.choice(["\n", "\r\n", "\r\n\r\n"]) for _ in lines(month)]
    pairs = zip(lines(month), ends, strict=True)
    return of(month, "".join(line + end for line, end in pairs).encode(), QUIET)


PLANNED = ["Ngày trả kết quả dự kiến", "Ngày trả dự kiến", "Dự kiến trả kết quả"]


@fault("a planned return as the only column of ends", large=True)
def planned(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = renamed(table(month), HEADERS["end"], random.choice(PLANNED))
    at = month.columns.index("end")
    for row in rows[1:]:
        row[at] = row[at - 1]
    return of(month, as_csv(rows), TOLD)


@fault("an earlier deadline of the office beside that of the citizen", large=True)
def two_deadlines(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = beside(table(month), "Hạn xử lý", [d.due - timedelta(3) for d in month.dossiers], 3)
    return of(month, as_csv(rows), RIGHT, must_say=["Hạn xử lý"])


@fault("codes with dashes that look alike in the later file", large=True)
def dashes(random: Random, size: int) -> Case:
    month = make(random, size)
    case = of(month, as_csv(table(month)[:12]), RIGHT_OR_TOLD, "ho-so-1.csv")
    rows, dash = table(month), random.choice("\u2010\u2011\u2013")
    for row in rows[1:]:
        row[0] = str(row[0]).replace("-", dash)
    case.files["ho-so-2.csv"] = as_csv(rows)
    case.exports = list(case.files)
    return case


ENDED = ["Đã trả kết quả cho công dân", "Đã nhận kết quả", "Đã trả", "Hoàn tất"]


@fault("states of other systems for what has ended", large=True)
def ended(random: Random, size: int) -> Case:
    month = make(random, size)
    for dossier in month.of("early", "on_time", "late"):
        dossier.status = random.choice(ENDED)
    return of(month, as_csv(table(month)), RIGHT)


@fault("other words for what was withdrawn", large=True)
def withdrawn(random: Random, size: int) -> Case:
    month = make(random, size)
    for dossier in month.of("withdrawn"):
        dossier.status = random.choice(["Rút", "Thu hồi", "Rút theo yêu cầu"])
    return of(month, as_csv(table(month)), RIGHT_OR_TOLD)


@fault("a time of receipt in a column of its own", large=True)
def time_column(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = beside(table(month), "Giờ tiếp nhận", ["08:15"] * len(month.dossiers), 3)
    return of(month, as_csv(rows), QUIET)


@fault("rows whose code is blank beside a running number", large=True)
def no_code(random: Random, size: int) -> Case:
    month = make(random, size)
    late = {dossier.code for dossier in month.of("late")}
    rows = beside(table(month), "STT", [str(n) for n in range(1, len(month.dossiers) + 1)], 0)
    for row in rows[1:]:
        row[1] = "" if row[1] in late else row[1]
    return of(month, as_csv(rows), TOLD)
