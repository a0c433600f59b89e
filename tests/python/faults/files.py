"""Files that were cut, joined, guarded, renamed or read in the wrong order."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from random import Random

from .case import (
    QUIET,
    RIGHT,
    RIGHT_OR_TOLD,
    TOLD,
    Case,
    Rows,
    as_csv,
    as_html,
    as_xlsx,
    fault,
    make,
    of,
    table,
)
from .month import STATES, Month


def lines(month: Month, delimiter: str = ",") -> list[str]:
    return as_csv(table(month), delimiter).decode().rstrip("\r\n").split("\r\n")


def joined(parts: list[str]) -> bytes:
    return ("\r\n".join(parts) + "\r\n").encode()


@fault("a stray quote that swallows rows", large=True)
def swallow(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = lines(month, random.choice(",;\t"))
    first = random.randint(1, len(rows) - 4)
    rows[first] += '"đã gọi'
    rows[first + 3] += 'chờ ký"'
    return of(month, joined(rows), RIGHT_OR_TOLD)


@fault("notes of several lines, quoted as they should be", large=True)
def long_notes(random: Random, size: int) -> Case:
    month = make(random, size)
    for dossier in month.dossiers[::3]:
        dossier.note = 'đã gọi "hai" lần,\nchưa gặp;\nhẹn lại'
    return of(month, as_csv(table(month)), QUIET)


@fault("sep= above the header", large=True)
def sep_line(random: Random, size: int) -> Case:
    month = make(random, size)
    delimiter = random.choice("|;\t,")
    return of(month, f"sep={delimiter}\r\n".encode() + as_csv(table(month), delimiter), RIGHT)


@fault("Ctrl-Z at the end", large=True)
def ctrl_z(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(month, as_csv(table(month)) + b"\x1a" * random.randint(1, 3), RIGHT)


@fault("zero bytes at the end", large=True)
def zeros(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(month, as_csv(table(month)) + b"\0" * 64, RIGHT)


@fault("two files copied into one, a mark between them", large=True)
def mark_between(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    half = len(rows) // 2
    second = [rows[0], *rows[half:]] if random.random() < 0.5 else rows[half:]
    data = as_csv(rows[:half], encoding="utf-8-sig") + as_csv(second, encoding="utf-8-sig")
    return of(month, data, RIGHT_OR_TOLD)


@fault("a file that ends within a row", large=True)
def cut(random: Random, size: int) -> Case:
    month = make(random, size)
    data = as_csv(table(month))
    return of(month, data[: -random.randint(30, 50)], TOLD)


@fault("UTF-16 with a mark", large=True)
def utf_16(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(month, as_csv(table(month), "\t", "utf-16"), QUIET)


@fault("an empty file", large=True)
def empty(random: Random, size: int) -> Case:
    month = make(random, size)
    case = of(month, b"", TOLD, "thang-5.csv", exit=3)
    case.files["thang-6.csv"] = as_csv(table(month))
    case.exports = list(case.files)
    return case


@fault("a text file named as a workbook")
def misnamed(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(month, as_csv(table(month), ";"), RIGHT, random.choice(["ho-so.xls", "ho-so.xlsx"]))


@fault("a workbook named as a text file")
def misnamed_workbook(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(month, as_xlsx(table(month)), RIGHT)


@fault("a file of exactly 65,536 lines")
def full_sheet(random: Random, size: int) -> Case:
    month = make(random, 65_535)
    return of(month, as_csv(table(month)), TOLD, says=["65.536", "65,536", "65536"])


@fault("lock files and pictures in the folder")
def strangers(random: Random, size: int) -> Case:
    month = make(random, size)
    case = of(month, as_xlsx(table(month)), QUIET, "xuat/ho-so.xlsx")
    case.files |= {
        "xuat/~$ho-so.xlsx": b"\x05khach",
        "xuat/anh.png": b"\x89PNG",
        "xuat/.DS_Store": b"x",
    }
    case.exports = ["xuat"]
    return case


@fault("a login page in the folder")
def login_page(random: Random, size: int) -> Case:
    month = make(random, size)
    page = "<html><body><form>Mật khẩu <input></form></body></html>".encode()
    case = of(month, page, TOLD, "xuat/thang-5.xls", exit=3)
    case.files["xuat/thang-6.csv"] = as_csv(table(month))
    case.exports = ["xuat"]
    return case


def before(month: Month) -> Month:
    """An older export of the same dossiers: nothing had ended after the middle of the month."""
    older = deepcopy(month)
    for dossier in older.dossiers:
        if dossier.end and dossier.end.day > 15:
            dossier.end, dossier.status = None, STATES["open_overdue"]
    older.dossiers = [d for d in older.dossiers if d.received.day <= 12]
    return older


NAMES = [
    ("thang-12-2024.csv", "thang-1-2025.csv"),
    ("ho-so.csv", "ho-so (1).csv"),
    ("30-06-2025.csv", "05-07-2025.csv"),
    ("cu.csv", "a-moi.csv"),
]


def ordered(old: str, new: str) -> Callable[[Random, int], Case]:
    def make_case(random: Random, size: int) -> Case:
        month = make(random, size)
        case = of(month, as_csv(table(month)), RIGHT, f"xuat/{new}")
        case.files[f"xuat/{old}"] = as_csv(table(before(month)))
        case.exports = ["xuat"]
        return case

    return make_case


for old, new in NAMES:
    fault(f"{new} is newer than {old}")(ordered(old, new))


@fault("the newer export has the earlier name", large=True)
def order_of_names(random: Random, size: int) -> Case:
    month = make(random, size)
    old, new = random.choice(NAMES)
    case = of(month, as_csv(table(month)), RIGHT, f"xuat/{new}")
    case.files[f"xuat/{old}"] = as_csv(table(before(month)))
    case.exports = ["xuat"]
    return case


@fault("the newer export is named first", large=True)
def order_of_words(random: Random, size: int) -> Case:
    month = make(random, size)
    case = of(month, as_csv(table(month)), RIGHT, "moi.csv")
    case.files["cu.csv"] = as_csv(table(before(month)))
    case.exports = ["moi.csv", "cu.csv"]
    return case


@fault("two exports in their order", large=True)
def in_order(random: Random, size: int) -> Case:
    month = make(random, size)
    case = of(month, as_csv(table(month)), QUIET, "dot-10.csv")
    case.files["dot-9.csv"] = as_csv(table(before(month)))
    case.exports = ["dot-9.csv", "dot-10.csv"]
    return case


def in_steps(month: Month, *, newest_first: bool) -> Rows:
    """The table with two rows for each finished dossier: one from before it ended."""
    rows = table(month)
    end, status = month.columns.index("end"), month.columns.index("status")
    out = [rows[0]]
    for row in rows[1:]:
        step = list(row)
        step[end], step[status] = "", "Đang xử lý"
        both = [row, step] if newest_first else [step, row]
        out += both if row[end] else [row]
    return out


@fault("a row for each step, the newest first", large=True)
def steps(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(month, as_csv(in_steps(month, newest_first=True)), RIGHT)


@fault("every row rejected, with --check", large=True)
def all_rejected(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    for row in rows[1:]:
        row[2] = f"{row[2]:%d/%m/%y}"
    case = of(month, as_csv(rows), TOLD, exit=3)
    case.flags = ["--check"]
    return case


@fault("ten overdue behind a good rate", large=True)
def overdue(random: Random, size: int) -> Case:
    month = make(random, max(size, 300))
    for dossier in month.of("late") + month.of("early")[: max(8, size // 40)]:
        dossier.end, dossier.outcome = None, "open_overdue"
        dossier.status = STATES["open_overdue"]
    return of(month, as_csv(table(month)), RIGHT, must_say=["quá hạn"])


@fault("deadlines at midnight, by instant", large=True)
def midnight(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    due, end = month.columns.index("due"), month.columns.index("end")
    for row in rows[1:]:
        row[due] = f"{row[due]:%d/%m/%Y} 00:00:00"
        row[end] = f"{row[end]:%d/%m/%Y} 15:20:00" if row[end] else ""
    return of(month, as_csv(rows), RIGHT, flags=["--precision", "instant"])


@fault("the month's file was forgotten", large=True)
def forgotten(random: Random, size: int) -> Case:
    month = make(random, max(size, 40))
    case = of(month, as_csv(table(month)), TOLD)
    after = month.dossiers[0].due + timedelta(40)
    case.period, case.figures = f"{after.year}-{after.month:02}", {"early": -1}
    return case


@fault("an HTML table cut within a row")
def cut_html(random: Random, size: int) -> Case:
    month = make(random, size)
    data = as_html(table(month))
    return of(month, data[: len(data) * 2 // 3], TOLD, "ho-so.xls")


@fault("a form of dossiers without deadlines", large=True)
def form_without_deadlines(random: Random, size: int) -> Case:
    month = make(random, size)
    at = month.columns.index("due")
    rows = [row[:at] + row[at + 1 :] for row in table(month)]
    case = of(month, as_csv(rows), TOLD)
    case.figures, case.command = {}, ["form", "--form", "06a", "-o", "bieu.xlsx"]
    return case
