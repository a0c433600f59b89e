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


@fault("a header that a program has numbered as a copy, the first blank", large=True)
def numbered_copy(random: Random, size: int) -> Case:
    """As pandas, Power Query, Excel and Polars write a table that has a header twice."""
    month = make(random, size)
    header = random.choice([HEADERS["end"], HEADERS["status"]])
    copy = header + random.choice([".1", "_1", "2", "_duplicated_0"])
    at = table(month)[0].index(header)
    rows = beside(renamed(table(month), header, copy), header, [""] * len(month.dossiers), at)
    return of(month, as_csv(rows), RIGHT, must_say=["để trống"])


@fault("numbered headers of other columns, by unit", large=True)
def numbered_others(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = beside(table(month), "Ghi chú.1", ["đã gọi"] * len(month.dossiers))
    rows = beside(rows, "Ngày cấp.1", [d.received for d in month.dossiers])
    rows = beside(rows, "Đơn vị phối hợp 2", ["Công an"] * len(month.dossiers))
    return by_unit(month, as_csv(rows), QUIET)


@fault("the foot of an HTML table above its body")
def foot_first(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    foot = f"<tfoot><tr><td>Tổng cộng: {len(month.dossiers)} hồ sơ</td></tr></tfoot><tbody>"
    page = as_html(rows).replace(b"</tr>\n", b"</tr>\n" + foot.encode(), 1)
    return of(month, page, QUIET, "ho-so.xls")


@fault("the foot of an HTML table above its body, with another number")
def wrong_foot_first(random: Random, size: int) -> Case:
    month = make(random, size)
    foot = f"<tfoot><tr><td>Tổng cộng: {len(month.dossiers) + 5} hồ sơ</td></tr></tfoot><tbody>"
    page = as_html(table(month)).replace(b"</tr>\n", b"</tr>\n" + foot.encode(), 1)
    return of(month, page, TOLD, "ho-so.xls", says=["dòng tổng"])


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
