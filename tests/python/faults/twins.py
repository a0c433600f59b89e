"""Clean exports that look like spoilt ones, of which nothing may be said; some faults beside."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from datetime import date, timedelta
from random import Random

from .case import QUIET, RIGHT, TOLD, Case, as_csv, as_xlsx, by_unit, fault, make, of, table, text
from .files import in_steps
from .month import STATES, Dossier, Month
from .pakn import CONDUCT, petitions
from .pakn import case as of_petitions
from .tables import renamed


def moved(dossier: Dossier, received: date, due: date, end: date | None) -> None:
    """Gives a dossier other days, and a code that says so."""
    number = dossier.code.rsplit("-", 1)[1]
    dossier.code = f"H37.12-{received:%y%m%d}-{number}"
    dossier.received, dossier.due, dossier.end = received, due, end


def first_days(random: Random, size: int) -> Month:
    """A month in which no day of any date is greater than the twelfth."""
    month = make(random, size)
    for dossier in month.dossiers:
        received = date(month.year, month.month, random.randint(1, 4))
        due, end = received + timedelta(random.randint(3, 5)), None
        if dossier.outcome == "open_within_due":
            due = date(month.year, month.month + 1, random.randint(1, 12))
        elif dossier.outcome == "late":
            end = due + timedelta(random.randint(1, 3))
        elif dossier.outcome == "on_time":
            end = due
        else:
            end = received + timedelta(random.randint(1, 2))
        moved(dossier, received, due, end)
    return month


@fault("no day of any date after the twelfth", large=True)
def early_days(random: Random, size: int) -> Case:
    month = first_days(random, size)
    return of(month, as_csv(table(month)), QUIET, flags=["--as-of", f"{month.period}-12"])


@fault("no day of any date after the twelfth, in date cells and in text")
def early_days_of_two_shapes(random: Random, size: int) -> Case:
    month = first_days(random, size)
    rows = table(month)
    for row in rows[1::2]:
        row[month.columns.index("due")] = f"{row[month.columns.index('due')]:%d/%m/%Y}"
    flags = ["--as-of", f"{month.period}-12"]
    return of(month, as_xlsx(rows), QUIET, "ho-so.xlsx", flags=flags)


def with_stored_values(book: bytes, column: str) -> bytes:
    """The same workbook, the cells of a column formulas beside whose text their value stands."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cell = rf'(<c r="{column}\d+"[^>]*>)(<v>\d)'
                data, count = re.subn(cell.encode(), rb"\1<f>D2+0</f>\2", data)
                assert count
            made.writestr(name, data)
    return out.getvalue()


@fault("ends that are formulas with their values")
def formulas_with_values(random: Random, size: int) -> Case:
    month = make(random, 24)
    column = "ABCDEFG"[month.columns.index("end")]
    return of(month, with_stored_values(as_xlsx(table(month)), column), QUIET, "ho-so.xlsx")


@fault("a row for each step, the oldest first", large=True)
def steps_in_order(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(month, as_csv(in_steps(month, newest_first=False)), QUIET)


OTHER_HEADERS = [
    {"due": "Hạn trả kết quả", "end": "Ngày kết thúc", "received": "Ngày nhận hồ sơ"},
    {"due": "Thời hạn trả kết quả", "end": "Ngày giải quyết xong", "received": "Ngày nhận HS"},
    {"due": "Hẹn trả", "end": "Ngày có kết quả", "received": "Ngày TN", "code": "Số hồ sơ"},
]


@fault("headers that other systems have for the same fields", large=True)
def other_headers(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    named = dict(zip(month.columns, rows[0], strict=True))
    for column, header in random.choice(OTHER_HEADERS).items():
        rows = renamed(rows, str(named[column]), header)
    return of(month, as_csv(rows), QUIET)


@fault("deadlines with a time of day, by instant", large=True)
def hours(random: Random, size: int) -> Case:
    month = make(random, size)
    for dossier in month.of("on_time"):
        if random.random() < 0.5:
            dossier.outcome = "late"
    rows = table(month)
    due, end = month.columns.index("due"), month.columns.index("end")
    for dossier, row in zip(month.dossiers, rows[1:], strict=True):
        is_hour_late = dossier.outcome == "late" and dossier.end == dossier.due
        row[due] = f"{row[due]:%d/%m/%Y} 16:00:00"
        row[end] = f"{row[end]:%d/%m/%Y} {17 if is_hour_late else 15}:00:00" if row[end] else ""
    return of(month, as_csv(rows), QUIET, flags=["--precision", "instant"])


@fault("a good month of which nothing is overdue")
def good(random: Random, size: int) -> Case:
    month = make(random, 300)
    for dossier in month.of("late"):
        dossier.end, dossier.outcome = dossier.due, "on_time"
    return of(month, as_csv(table(month)), QUIET)


@fault("a good month, with --check", large=True)
def checked(random: Random, size: int) -> Case:
    month = make(random, max(size, 300))
    for dossier in month.of("late"):
        dossier.end, dossier.outcome = dossier.due, "on_time"
    return of(month, as_csv(table(month)), QUIET, flags=["--check"])


def year_before(month: Month) -> Month:
    """The same month a year before, of which nothing is open any more."""
    older = deepcopy(month)
    older.dossiers = [dossier for dossier in older.dossiers if dossier.end]
    older.year -= 1
    for dossier in older.dossiers:
        days = (dossier.received, dossier.due, dossier.end)
        moved(dossier, *[day and day.replace(year=day.year - 1) for day in days])
    return older


@fault("the month of the year before as baseline", large=True)
def covered_baseline(random: Random, size: int) -> Case:
    month = make(random, max(size, 60))
    older = year_before(month)
    rows = [*table(older), *table(month)[1:]]
    return of(month, as_csv(rows), QUIET, flags=["--baseline", older.period])


@fault("three stray dossiers as baseline", large=True)
def stray_baseline(random: Random, size: int) -> Case:
    month = make(random, max(size, 60))
    older = year_before(month)
    older.dossiers = older.of("early", "late")[:3]
    for dossier in older.dossiers:
        shift = timedelta(12)
        moved(dossier, dossier.received + shift, dossier.due + shift, dossier.due + shift)
    rows = [*table(older), *table(month)[1:]]
    flags = ["--baseline", older.period]
    return of(month, as_csv(rows), RIGHT, flags=flags, must_say=["kỳ gốc", "so sánh", older.period])


@fault("a count in June against the June before", large=True)
def same_lengths(random: Random, size: int) -> Case:
    def received(year: int, times: int) -> list[tuple[str, str, str, str, str]]:
        row = ("05/06/{}", "20/06/{}", "10/06/{}")
        return [(*[day.format(year) for day in row], CONDUCT, "Đã xử lý")] * times  # type: ignore[list-item]

    rows = [*received(2024, 3 * size), *received(2025, size)]
    more = {"groups.0.indicators.staff_conduct_report_count.value": size}
    return of_petitions(petitions(*rows), QUIET, more, "--baseline", "2024-06")


@fault("a deadline in 2095", large=True)
def due_in_another_century(random: Random, size: int) -> Case:
    month = make(random, size)
    random.choice(month.of("late")).due = date(2095, 6, 20)
    return of(month, as_csv(table(month)), TOLD)


@fault("units whose names hold words for nothing, by unit", large=True)
def blank_words_in_names(random: Random, size: int) -> Case:
    month = make(random, size)
    for dossier in month.dossiers:
        dossier.unit = random.choice(["Xã Na Ư", "Tổ Null Hòa", "Bản Nan Chưa Có", "Văn phòng 1-1"])
    return by_unit(month, as_csv(table(month)), QUIET)


NATIONAL = {
    "early": ["Đã trả kết quả", "Đã xử lý xong", "10", "9"],
    "on_time": ["Đã trả kết quả", "Đã xử lý xong"],
    "late": ["Đã trả kết quả", "Đã xử lý xong"],
    "open_within_due": ["Đang xử lý", "Được tiếp nhận", "4", "2"],
    "withdrawn": ["Công dân yêu cầu rút hồ sơ", "7"],
}


@fault("states by their national names and numbers", large=True)
def national(random: Random, size: int) -> Case:
    month = make(random, size)
    for dossier in month.dossiers:
        dossier.status = random.choice(NATIONAL[dossier.outcome])
    return of(month, as_csv(table(month)), QUIET)


@fault("national states of what waits or was not accepted", large=True)
def waiting(random: Random, size: int) -> Case:
    month = make(random, size)
    states = ["Mới đăng ký", "Không được tiếp nhận", "Yêu cầu bổ sung giấy tờ"]
    states += ["Yêu cầu thực hiện nghĩa vụ tài chính", "Dừng xử lý"]
    added = [deepcopy(month.of("open_within_due")[0]) for _ in states]
    for number, (dossier, state) in enumerate(zip(added, states, strict=True), size):
        dossier.status = state
        dossier.code = f"{dossier.code.rsplit('-', 1)[0]}-{number + 1000:04}"
    month.dossiers += added
    more = {"groups.0.dossiers.not_accepted": 2, "groups.0.dossiers.suspended": 3}
    case = of(month, as_csv(table(month)), QUIET, more=more)
    case.figures["open_within_due"] -= len(added)
    return case


@fault("words for what was stopped or sent back, with an end", large=True)
def stopped(random: Random, size: int) -> Case:
    month = make(random, size)
    on_time = month.of("on_time")
    on_time[0].status = random.choice(["Dừng giải quyết", "DUNG GIAI QUYET", "Dừng xử lý"])
    on_time[1].status = random.choice(["Trả lại hồ sơ", "Trả lại", "Từ chối giải quyết"])
    case = of(month, as_csv(table(month)), RIGHT)
    case.figures["on_time"] -= 1
    case.more = {"groups.0.dossiers.stopped": 1, "groups.0.dossiers.refused": 1}
    return case


@fault("a misspelt header of the unit, not asked for", large=True)
def unasked_unit(random: Random, size: int) -> Case:
    month = make(random, size)
    data = as_csv(renamed(table(month), "Đơn vị xử lý", "Đơn vị sử lý (chính)"))
    return of(month, data, QUIET)


@fault("sheets of which one is hidden and is no export")
def lookup_sheet(random: Random, size: int) -> Case:
    month = make(random, 24)

    def spoil(sheet) -> None:
        words = sheet.parent.create_sheet("Danh mục")
        for state in STATES.values():
            words.append([state])
        words.sheet_state = "hidden"

    return of(month, as_xlsx(table(month), spoil), QUIET, "ho-so.xlsx")


@fault("notes with single quotation marks and inches", large=True)
def marks_in_notes(random: Random, size: int) -> Case:
    month = make(random, size)
    for dossier in month.dossiers[::3]:
        dossier.note = random.choice(['khổ 5" x 7"', "ông 'Ba' gửi", 'màn hình 24"'])
    rows = [";".join(row) for row in text(table(month))]
    return of(month, ("\r\n".join(rows) + "\r\n").encode(), QUIET)
