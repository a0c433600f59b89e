"""Rows that are not what they seem: within one cell, without a receipt, below bands and totals."""

from __future__ import annotations

from random import Random

from .case import (
    QUIET,
    RIGHT,
    RIGHT_OR_TOLD,
    TOLD,
    Case,
    as_csv,
    as_xlsx,
    by_unit,
    fault,
    make,
    of,
    table,
)
from .month import HEADERS, Month
from .tables import beside, renamed, two_tables, without


@fault("rows below with another delimiter", large=True)
def other_delimiter(random: Random, size: int) -> Case:
    """As two exports copied into one file; what cannot be read is rejected, not skipped."""
    month = make(random, size)
    rows, half = table(month), len(month.dossiers) // 2
    other = as_csv(rows[half:], ";").replace(b'"', b"")
    return of(month, as_csv(rows[:half]) + other, TOLD, says=["dòng lỗi"])


@fault("lines that are wholly in quotes", large=True)
def quoted_lines(random: Random, size: int) -> Case:
    month = make(random, size)
    lines = as_csv(table(month)).decode().split("\r\n")
    for at in range(2, len(lines) - 1, 3):
        lines[at] = '"' + lines[at].replace('"', '""') + '"'
    return of(month, "\r\n".join(lines).encode(), RIGHT_OR_TOLD, says=["dòng lỗi"])


@fault("lines of text with dates and commas between rows", large=True)
def lines_of_text(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    blank = [""] * (len(rows[0]) - 1)
    title = [["Từ ngày 01/06/2025, đến ngày 30/06/2025; toàn tỉnh, mọi lĩnh vực", *blank]]
    tail = [["Lạng Sơn, 30/06/2025, bản 2", *blank], ["(kèm Công văn 12, 01/07/2025)", *blank]]
    return of(month, as_csv([*title, *rows, *tail]), QUIET)


@fault("a day of receipt only in the first row of many", large=True)
def receipts_once(random: Random, size: int) -> Case:
    """As merged cells are saved: dossiers that ended, and seem never to have been accepted."""
    month = make(random, size)
    rows, at = table(month), month.columns.index("received")
    for n, row in enumerate(rows[1:]):
        if n % 5:
            row[at] = ""
    return of(month, as_csv(rows), TOLD, says=["ngày tiếp nhận"])


@fault("a deadline only in the first row of many", large=True)
def deadlines_once(random: Random, size: int) -> Case:
    month = make(random, size)
    rows, at = table(month), month.columns.index("due")
    for n, row in enumerate(rows[1:]):
        if n % 4:
            row[at] = ""
    return of(month, as_csv(rows), TOLD, says=["không có hạn"])


def once(month: Month) -> list[list[object]]:
    """The rows by their ends, each of which stands in the first row of its day."""
    rows, at = without(table(month), HEADERS["status"]), month.columns.index("end")
    body = sorted(rows[1:], key=lambda row: str(row[at] or "z"))
    ends = [row[at] for row in body]
    for n, row in enumerate(body):
        if n and ends[n - 1] == ends[n]:
            row[at] = ""
    return [rows[0], *body]


@fault("an end only in the first row of its day", large=True)
def ends_once(random: Random, size: int) -> Case:
    month = make(random, max(size, 60))
    return of(month, as_csv(once(month)), TOLD, says=["ngày kết thúc chỉ ghi"])


@fault("an end only in the first row of its day, in a workbook")
def ends_once_in_cells(random: Random, size: int) -> Case:
    month = make(random, 60)
    return of(month, as_xlsx(once(month)), TOLD, "ho-so.xlsx", says=["ngày kết thúc chỉ ghi"])


@fault("some overdue dossiers without a state", large=True)
def overdue_without_state(random: Random, size: int) -> Case:
    month = make(random, max(size, 40))
    month.dossiers = [d for d in month.dossiers if d.outcome != "withdrawn"]
    for dossier in month.of("early")[:15]:
        dossier.end, dossier.outcome = None, "open_overdue"
    return of(month, as_csv(without(table(month), HEADERS["status"])), RIGHT)


@fault("one dossier without a deadline", large=True)
def one_without_deadline(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    rows[1 + month.dossiers.index(month.of("early")[0])][month.columns.index("due")] = ""
    case = of(month, as_csv(rows), QUIET, more={"groups.0.dossiers.finished_unmeasurable": 1})
    case.figures["early"] -= 1
    return case


@fault("dossiers that were not accepted, without a receipt", large=True)
def never_accepted(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    at = {name: n for n, name in enumerate(month.columns)}
    for n in range(1, 4):
        row: list[object] = [""] * len(rows[0])
        row[at["code"]] = f"{month.dossiers[0].code[:-4]}{9990 + n}"
        row[at["unit"]], row[at["status"]] = month.dossiers[0].unit, "Không được tiếp nhận"
        rows.append(row)
    return of(month, as_csv(rows), QUIET)


def banded(month: Month, above: dict[str, list[str]]) -> list[list[object]]:
    """Rows below a band for each unit, with bands of other things below it."""
    rows = without(table(month), HEADERS["unit"])
    blank = [""] * (len(rows[0]) - 1)
    out = [rows[0]]
    for unit, below in above.items():
        mine = [row for row, d in zip(rows[1:], month.dossiers, strict=True) if d.unit == unit]
        out.append([unit, *blank])
        share = -(-len(mine) // max(len(below), 1)) or 1
        if not below:
            out += mine
        for n, name in enumerate(below):
            out += [[name, *blank], *mine[n * share : (n + 1) * share]]
    return out


@fault("bands of two levels, by unit", large=True)
def two_levels(random: Random, size: int) -> Case:
    month = make(random, size)
    levels = {unit: ["Hộ tịch", "Chứng thực"] for unit in sorted({d.unit for d in month.dossiers})}
    return by_unit(month, as_csv(banded(month, levels)), TOLD, says=["hai cấp"])


@fault("bands of units with fields below them, by unit", large=True)
def fields_below(random: Random, size: int) -> Case:
    month = make(random, size)
    fields = ["Lĩnh vực Hộ tịch", "Lĩnh vực Chứng thực"]
    levels = {unit: fields for unit in sorted({d.unit for d in month.dossiers})}
    return by_unit(month, as_csv(banded(month, levels)), RIGHT)


@fault("a band of a unit without dossiers, by unit", large=True)
def empty_unit(random: Random, size: int) -> Case:
    month = make(random, size)
    units = sorted({d.unit for d in month.dossiers})
    rows = banded(month, {unit: [] for unit in [units[0], "Phòng Dân tộc", *units[1:]]})
    return by_unit(month, as_csv(rows), QUIET)


@fault("a total with another number in the next cell", large=True)
def wrong_total_beside(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    tail = ["Tổng cộng", len(month.dossiers) + 5, *[""] * (len(rows[0]) - 2)]
    return of(month, as_csv([*rows, tail]), TOLD)


def titled(rows: list[list[object]], count: int) -> list[list[object]]:
    return [[f"Tổng số hồ sơ: {count}", *[""] * (len(rows[0]) - 1)], *rows]


@fault("a title that states another number of dossiers", large=True)
def wrong_title(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(
        month, as_csv(titled(table(month), len(month.dossiers) + 3)), TOLD, says=["dòng tổng"]
    )


@fault("a title that states the number of dossiers", large=True)
def right_title(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(month, as_csv(titled(table(month), len(month.dossiers))), QUIET)


@fault("a total of fees", large=True)
def fees_in_all(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = beside(table(month), "Lệ phí", [50000] * len(month.dossiers))
    tail = ["Tổng cộng", *[""] * (len(rows[0]) - 2), 50000 * len(month.dossiers)]
    return of(month, as_csv([*rows, tail]), QUIET)


@fault("planned and real returns below one header", large=True)
def two_levels_of_header(random: Random, size: int) -> Case:
    """The group's name stands in its first column, and is neither of the two."""
    month = make(random, size)
    rows = table(month)
    at = {name: n for n, name in enumerate(month.columns)}
    end, status = at["end"], at["status"]
    upper = [*rows[0][:end], "Ngày trả kết quả", "", *rows[0][end + 1 :]]
    lower = [
        "Dự kiến" if n == end else "Thực tế" if n == end + 1 else "" for n in range(len(upper))
    ]
    body = [[*row[:end], row[at["due"]], row[end], *row[end + 1 :]] for row in rows[1:]]
    for row in body:
        row[status + 1] = ""
    case = of(month, as_csv([upper, lower, *body]), TOLD, says=["Ngày trả kết quả"])
    return case


@fault("a second header that cannot be read", large=True)
def unreadable_header(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = two_tables(month)
    at = next(n for n, row in enumerate(rows[1:], 1) if row[0] == rows[0][0])
    rows[at] = ["Mã số" if cell == rows[0][0] else cell for cell in rows[at]]
    return of(month, as_csv(rows), TOLD, says=["tiêu đề khác"])


@fault("a list of meanings below the table", large=True)
def legend(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    blank = [""] * (len(rows[0]) - 2)
    tail = [
        ["Chú thích", "Trạng thái", *blank],
        ["", "Đang xử lý", *blank],
        ["", "Đã xong", *blank],
    ]
    return of(month, as_csv([*rows, *tail]), QUIET)


@fault("a total of the late ones, and the numbers of columns", large=True)
def qualified_total(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    numbers = [f"({n})" for n in range(1, len(rows[0]))] + [f"({len(rows[0])})=(2)-(1)"]
    tail = [f"Tổng số hồ sơ trễ hạn: {len(month.of('late'))}", *[""] * (len(rows[0]) - 1)]
    return of(month, as_csv([rows[0], numbers, *rows[1:], tail]), QUIET)


@fault("codes of two systems for the same dossiers", large=True)
def two_systems(random: Random, size: int) -> Case:
    month = make(random, size)
    rows, at = table(month), month.columns.index("code")
    for row in rows[1:4]:
        office, rest = str(row[at]).split("-", 1)
        agency, unit = office.split(".", 1)
        rows.append([*row[:at], f"000.00.{unit}.{agency}-{rest}", *row[at + 1 :]])
    return of(month, as_csv(rows), TOLD, says=["mã chỉ khác"])


@fault("the later export lacks the column of states")
def lacks_states(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    data = as_csv(without(rows, HEADERS["status"]))
    case = of(month, as_csv(rows), TOLD, "1-dau.csv", says=["thiếu cột"])
    case.files["2-sau.csv"] = data
    case.exports = ["1-dau.csv", "2-sau.csv"]
    return case


@fault("numbers of dossiers of one, as decimals", large=True)
def ones(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = beside(table(month), "Số lượng", ["1.0"] * len(month.dossiers))
    return of(month, as_csv(rows), QUIET)


@fault("the month asked for is not that of the file", large=True)
def other_month(random: Random, size: int) -> Case:
    """Some dossiers ended early in the month after, and nothing came in."""
    rows = [
        [
            f"H37.12-2505{n % 20 + 1:02}-{n:04}",
            f"{n % 20 + 1:02}/05/2025",
            "20/06/2025",
            "03/06/2025",
        ]
        for n in range(1, 40 * size)
    ]
    header = [HEADERS[name] for name in ("code", "received", "due", "end")]
    return Case(
        {"t5.csv": as_csv([header, *rows])}, TOLD, "2025-06", {}, says=["không có gì phát sinh"]
    )


@fault("the first days of the month in the export of the month before", large=True)
def first_days(random: Random, size: int) -> Case:
    """As exported on the second of July, and asked for as July's."""
    rows = [
        [
            f"H37.12-2506{n % 20 + 1:02}-{n:04}",
            f"{n % 20 + 1:02}/06/2025",
            "30/06/2025",
            "27/06/2025",
        ]
        for n in range(1, 3 * size)
    ]
    rows += [
        [f"H37.12-250701-{n:04}", "01/07/2025", "10/07/2025", "02/07/2025"] for n in range(1, 5)
    ]
    header = [HEADERS[name] for name in ("code", "received", "due", "end")]
    return Case(
        {"t6.csv": as_csv([header, *rows])}, TOLD, "2025-07", {}, says=["có thể xuất trước"]
    )


@fault("a planned return read, and the real one beside it not", large=True)
def real_return(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    due = [dossier.due for dossier in month.dossiers]
    real = [dossier.end for dossier in month.dossiers]
    rows = without(without(rows, HEADERS["end"]), HEADERS["status"])
    rows = beside(beside(rows, "Ngày trả kết quả", due), "Ngày trả kết quả thực tế", real)
    return of(month, as_csv(rows), TOLD, says=["thực tế"])


@fault("a blank column of ends beside one that nobody knows", large=True)
def blank_ends(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = without(table(month), HEADERS["status"])
    rows = renamed(rows, HEADERS["end"], "Ngày hoàn tất trên hệ thống")
    rows = beside(rows, "Ngày trả kết quả", [""] * len(month.dossiers))
    return of(month, as_csv(rows), TOLD, says=["hoàn tất"])


@fault("a further day of return beside that of the end", large=True)
def further_return(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = beside(table(month), "Ngày trả thực tế", [d.end for d in month.dossiers])
    return of(month, as_csv(rows), QUIET)


@fault("a column of verdicts before that of states", large=True)
def verdicts_first(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = renamed(table(month), HEADERS["status"], "Tình trạng")
    at = rows[0].index("Tình trạng")
    verdict = [
        "Trễ hạn" if d.outcome in ("late", "open_overdue") else "Đúng hạn" for d in month.dossiers
    ]
    return of(month, as_csv(beside(rows, "Trạng thái", verdict, at)), RIGHT)


@fault("a summary by day, whose numbers of dossiers seem codes", large=True)
def summary_by_day(random: Random, size: int) -> Case:
    rows = [["Ngày tiếp nhận", "Số hồ sơ", "Đơn vị xử lý"]]
    rows += [[f"{n % 28 + 1:02}/06/2025", str(n % 9 + 2), f"Phòng {n}"] for n in range(3 * size)]
    return Case({"ngay.csv": as_csv(rows)}, TOLD, "2025-06", {}, says=["bảng tổng hợp"])


@fault("small numbers for codes, beside deadlines and states", large=True)
def small_codes(random: Random, size: int) -> Case:
    month = make(random, min(size, 99))
    rows, at = table(month), month.columns.index("code")
    for n, row in enumerate(rows[1:], 1):
        row[at] = n
    return of(month, as_csv(rows), RIGHT)
