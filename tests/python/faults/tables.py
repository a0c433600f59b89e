"""Headers, columns and rows that are not what they seem."""

from __future__ import annotations

from random import Random

from .case import (
    QUIET,
    RIGHT,
    RIGHT_OR_TOLD,
    TOLD,
    Case,
    as_csv,
    as_html,
    by_unit,
    fault,
    make,
    of,
    table,
    text,
)
from .month import HEADERS, Month


def swapped(rows: list[list[object]], first: int, second: int) -> list[list[object]]:
    rows = [list(row) for row in rows]
    for row in rows:
        row[first], row[second] = row[second], row[first]
    return rows


def without(rows: list[list[object]], header: str) -> list[list[object]]:
    at = rows[0].index(header)
    return [row[:at] + row[at + 1 :] for row in rows]


def beside(
    rows: list[list[object]], header: str, cells: list[object], at: int | None = None
) -> list[list[object]]:
    place = len(rows[0]) if at is None else at
    return [
        [*row[:place], cell, *row[place:]] for row, cell in zip(rows, [header, *cells], strict=True)
    ]


def renamed(rows: list[list[object]], old: str, new: str) -> list[list[object]]:
    return [[new if cell == old else cell for cell in rows[0]], *rows[1:]]


def two_tables(month: Month) -> list[list[object]]:
    """The second half below a header in which deadline and end have changed places."""
    rows = table(month)
    half = len(rows) // 2
    due, end = rows[0].index(HEADERS["due"]), rows[0].index(HEADERS["end"])
    return rows[:half] + swapped([rows[0], *rows[half:]], due, end)


@fault("a second header in another order", large=True)
def second_header(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(month, as_csv(two_tables(month), random.choice(",;")), RIGHT)


@fault("a second header in another order, as HTML")
def second_header_html(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(month, as_html(two_tables(month)), RIGHT, "ho-so.xls")


@fault("the same header on every page", large=True)
def pages(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    body = [rows[1:][at : at + 20] for at in range(0, len(rows) - 1, 20)]
    return of(month, as_csv([row for page in body for row in [rows[0], *page]]), QUIET)


@fault("two tables side by side", large=True)
def side_by_side(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    half = (len(rows) + 1) // 2
    left, right = rows[:half], [rows[0], *rows[half:]]
    right += [[""] * len(rows[0])] * (len(left) - len(right))
    return of(
        month, as_csv([[*a, "", *b] for a, b in zip(left, right, strict=True)]), RIGHT_OR_TOLD
    )


NEAR = ["{}:", "{} *", "{} (dd/mm/yyyy)", "{} thực tế"]


@fault("a decorated header of the end", large=True)
def decorated_end(random: Random, size: int) -> Case:
    month = make(random, size)
    header = random.choice(NEAR).format(HEADERS["end"])
    data = as_csv(renamed(table(month), HEADERS["end"], header))
    return of(month, data, RIGHT_OR_TOLD, says=[HEADERS["end"]])


@fault("a misspelt header of the deadline", large=True)
def misspelt_due(random: Random, size: int) -> Case:
    month = make(random, size)
    header = random.choice(["Ngày hẹn trả kêt quả", "NGAY HEN TRA", "Ngày hẹn  trả KQ"])
    return of(month, as_csv(renamed(table(month), HEADERS["due"], header)), RIGHT_OR_TOLD)


@fault("a misspelt header of the unit, by unit", large=True)
def misspelt_unit(random: Random, size: int) -> Case:
    month = make(random, size)
    data = as_csv(renamed(table(month), HEADERS["unit"], "Đơn vị sử lý"))
    return by_unit(month, data, RIGHT_OR_TOLD, says=["sử lý"])


@fault("other columns with dates and units", large=True)
def other_columns(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = beside(table(month), "Ngày cấp CCCD", [d.received for d in month.dossiers])
    rows = beside(rows, "Đơn vị phối hợp", ["Công an"] * len(month.dossiers), 2)
    return by_unit(month, as_csv(rows), QUIET)


@fault("no column of ends", large=True)
def no_end(random: Random, size: int) -> Case:
    month = make(random, size)
    case = of(month, as_csv(without(table(month), HEADERS["end"])), TOLD)
    return withheld(case, "late_rate", "late_exposure_rate", "on_time_return_rate")


def withheld(case: Case, *indicators: str) -> Case:
    """The document itself says that it cannot tell."""
    case.expect, case.figures = RIGHT, {}
    case.more = {f"groups.0.indicators.{name}.status": "not_measurable" for name in indicators}
    return case


@fault("two columns of the end, the first blank", large=True)
def blank_twin(random: Random, size: int) -> Case:
    month = make(random, size)
    at = table(month)[0].index(HEADERS["end"])
    rows = beside(table(month), HEADERS["end"], [""] * len(month.dossiers), at)
    return of(month, as_csv(rows), RIGHT)


@fault("two columns of the end, each filled in half of the rows", large=True)
def half_twin(random: Random, size: int) -> Case:
    month = make(random, size)
    at = table(month)[0].index(HEADERS["end"])
    rows = beside(table(month), HEADERS["end"], [""] * len(month.dossiers), at)
    for row in rows[1::2]:
        row[at], row[at + 1] = row[at + 1], row[at]
    return of(month, as_csv(rows), RIGHT)


@fault("two unit columns, the first blank, by unit", large=True)
def two_units(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = beside(table(month), "Đơn vị giải quyết", [""] * len(month.dossiers), 1)
    return by_unit(month, as_csv(rows), RIGHT)


@fault("two unit columns with the same names, by unit", large=True)
def same_units(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = beside(table(month), "Phòng ban", [d.unit for d in month.dossiers], 2)
    return by_unit(month, as_csv(rows), QUIET)


@fault("one row stands for several dossiers", large=True)
def several(random: Random, size: int) -> Case:
    month = make(random, size)
    header = random.choice(["Số lượng hồ sơ", "SL hồ sơ", "Tổng số hồ sơ", "Số lượng"])
    counts: list[object] = [random.randint(1, 3) for _ in month.dossiers]
    counts[0] = 4
    return of(month, as_csv(beside(table(month), header, counts)), TOLD, exit=2)


@fault("each row says that it is one dossier", large=True)
def one_each(random: Random, size: int) -> Case:
    month = make(random, size)
    return of(
        month, as_csv(beside(table(month), "Số lượng hồ sơ", ["1"] * len(month.dossiers))), QUIET
    )


@fault("no header row", large=True)
def no_header(random: Random, size: int) -> Case:
    month = make(random, size)
    month.dossiers[0].note = "0912 345 678"
    rows = table(month)[1:]
    return of(month, as_csv(rows), TOLD, exit=2, never=["0912", month.dossiers[0].code])


@fault("bands of units, by unit", large=True)
def bands(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = without(table(month), HEADERS["unit"])
    blank = [""] * len(rows[0])
    out = [rows[0]]
    for number, unit in enumerate(sorted({d.unit for d in month.dossiers}), 1):
        mark = random.choice(["", "I" * number])
        out.append([mark, unit, *blank[2:]] if mark else [unit, *blank[1:]])
        out += [row for row, d in zip(rows[1:], month.dossiers, strict=True) if d.unit == unit]
    return by_unit(month, as_csv(out), RIGHT_OR_TOLD)


@fault("total rows and signatures", large=True)
def footers(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    blank = [""] * len(rows[0])
    title = [["BÁO CÁO THÁNG", *blank[1:]], blank]
    tail = [
        [f"Tổng cộng: {len(month.dossiers)} hồ sơ", *blank[1:]],
        ["Người lập biểu", *blank[1:]],
    ]
    return of(month, as_csv(title + rows + tail), QUIET)


@fault("a total row with another number", large=True)
def wrong_total(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    tail = [f"Tổng cộng: {len(month.dossiers) + 5} hồ sơ", *[""] * (len(rows[0]) - 1)]
    return of(month, as_csv([*rows, tail]), TOLD)


@fault("rows that have slid by an unquoted comma", large=True)
def slid(random: Random, size: int) -> Case:
    month = make(random, size)
    address = ["Thôn 1, xã Yên Bình"] * len(month.dossiers)
    rows = beside(table(month), "Địa chỉ", address, 1)
    lines = as_csv(rows).decode().split("\r\n")
    wanted = next(at for at, d in enumerate(month.dossiers, 1) if d.outcome == "late")
    # The quotes are lost, and the blank note at the end is too: as many cells as the header has.
    lines[wanted] = lines[wanted].replace('"', "").removesuffix(",")
    return of(month, "\r\n".join(lines).encode(), TOLD, never=["xã Yên Bình"])


@fault("a unit with a house number in its name, by unit", large=True)
def house_number(random: Random, size: int) -> Case:
    month = make(random, size)
    for dossier in month.dossiers:
        dossier.unit = f"Tổ {int(dossier.code[-4:]) % 3 + 1}, khối 5"
    return by_unit(month, as_csv(table(month)), QUIET)


@fault("lines wrapped in quotes", large=True)
def wrapped(random: Random, size: int) -> Case:
    month = make(random, size)
    lines = [",".join(row) for row in text(table(month))]
    return of(month, "\r\n".join(f'"{line}"' for line in lines).encode(), RIGHT_OR_TOLD)


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
