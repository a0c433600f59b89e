"""Petitions (PAKN): days that are missing, states that mean something else."""

from __future__ import annotations

from random import Random

from .case import QUIET, RIGHT, TOLD, Case, as_csv, fault

HEADER = [
    "Mã PAKN",
    "Đơn vị xử lý",
    "Ngày gửi",
    "Hạn xử lý",
    "Ngày xử lý",
    "Phân loại",
    "Trạng thái",
]
CONDUCT = "Thái độ phục vụ"


def petitions(*rows: tuple[str, str, str, str, str]) -> bytes:
    made = [[f"PA-{n:04}", "Văn phòng", *row] for n, row in enumerate(rows, 1)]
    return as_csv([HEADER, *made])


CLOSED = ("03/06/2025", "20/06/2025", "10/06/2025", "Khác", "Đã xử lý")
LATE = ("04/06/2025", "12/06/2025", "16/06/2025", "Khác", "Đã trả lời")


def case(data: bytes, expect: str, more: dict[str, object], *flags: str) -> Case:
    return Case(
        {"pakn.csv": data}, expect, "2025-06", {}, flags=["--pakn", "pakn.csv", *flags], more=more
    )


@fault("petitions of an ordinary month", large=True)
def ordinary(random: Random, size: int) -> Case:
    more = {"groups.0.pakn.closed_in_time": 3 * size, "groups.0.pakn.closed_late": size}
    return case(petitions(*[CLOSED] * 3 * size, *[LATE] * size), QUIET, more)


@fault("closed petitions without a day of closing", large=True)
def undated(random: Random, size: int) -> Case:
    rows = [("05/06/2025", "20/06/2025", "", CONDUCT, "Đã xử lý")] * 2
    more = {"groups.0.pakn.undated": 2, "groups.0.indicators.staff_conduct_report_count.value": 2}
    return case(petitions(*[CLOSED] * size, *rows), RIGHT, more)


@fault("petitions that were refused", large=True)
def refused(random: Random, size: int) -> Case:
    rows = [("05/06/2025", "20/06/2025", "06/06/2025", "Khác", "Từ chối tiếp nhận")] * 2
    more = {"groups.0.pakn.refused": 2, "groups.0.pakn.closed_in_time": size}
    return case(petitions(*[CLOSED] * size, *rows), RIGHT, more)


@fault("a count in June against a whole year")
def lengths(random: Random, size: int) -> Case:
    year = [
        (f"{d:02}/{m:02}/2024", f"28/{m:02}/2024", f"{d + 3:02}/{m:02}/2024", CONDUCT, "Đã xử lý")
        for m in range(1, 13)
        for d in (2, 11)
    ]
    now = [("05/06/2025", "20/06/2025", "10/06/2025", CONDUCT, "Đã xử lý")] * 5
    return case(petitions(*year, *now), TOLD, {}, "--baseline", "2024")


@fault("petitions whose numbers run by unit", large=True)
def by_unit(random: Random, size: int) -> Case:
    rows = [
        [f"{n}", unit, *CLOSED]
        for unit in ("Văn phòng", "Phòng Nội vụ")
        for n in range(1, 3 + size)
    ]
    return Case(
        {"pakn.csv": as_csv([HEADER, *rows])},
        TOLD,
        "2025-06",
        {},
        flags=["--pakn", "pakn.csv"],
        says=["cùng một mã"],
    )


@fault("codes of petitions in two spellings", large=True)
def spellings(random: Random, size: int) -> Case:
    made = [[f"PA-{n:04}", "Văn phòng", *CLOSED] for n in range(1, 3 + size)]
    again = [[f"pa - {n:04}", *row[1:]] for n, row in enumerate(made[:2], 1)]
    return Case(
        {"pakn.csv": as_csv([HEADER, *made, *again])},
        TOLD,
        "2025-06",
        {},
        flags=["--pakn", "pakn.csv"],
        says=["mã chỉ khác"],
    )


@fault("a row that stands for several petitions", large=True)
def several(random: Random, size: int) -> Case:
    rows = [[f"PA-{n:04}", "Văn phòng", *CLOSED, "1" if n % 3 else "4"] for n in range(1, 9 + size)]
    return Case(
        {"pakn.csv": as_csv([[*HEADER, "Số lượng"], *rows])},
        TOLD,
        "2025-06",
        {},
        flags=["--pakn", "pakn.csv"],
        says=["Số lượng"],
    )


def of_two_files(again: bytes, expect: str, more: dict[str, object], **said: list[str]) -> Case:
    """A file of all petitions, and one of some of them whose name comes later."""
    late = petitions(*[CLOSED] * 3, LATE)
    files = {"pakn-ca-thang.csv": late, "pakn-tre.csv": again}
    return Case(files, expect, "2025-06", {}, exports=list(files), more=more, **said)  # type: ignore[arg-type]


@fault("copies of petitions in another file")
def copies(random: Random, size: int) -> Case:
    again = as_csv([HEADER, ["PA-0001", "Văn phòng", *CLOSED]])
    more = {"groups.0.pakn.closed_in_time": 3, "groups.0.pakn.closed_late": 1}
    return of_two_files(again, QUIET, more)


@fault("older rows of petitions in a file named later")
def older_rows(random: Random, size: int) -> Case:
    opened = ("03/06/2025", "20/06/2025", "", "Khác", "Đang xử lý")
    again = as_csv([HEADER, ["PA-0001", "Văn phòng", *opened]])
    more = {"groups.0.pakn.closed_in_time": 3, "groups.0.pakn.closed_late": 1}
    return of_two_files(again, RIGHT, more, must_say=["tệp mới hơn"])


def rows_of(random: Random, size: int) -> list[list[str]]:
    """Petitions of which a fourth is late."""
    return [[f"PA-{n:04}", "Văn phòng", *(CLOSED if n % 4 else LATE)] for n in range(1, 4 * size)]


def told(rows: list[list[str]], says: str, header: list[str] = HEADER) -> Case:
    return Case(
        {"pakn.csv": as_csv([header, *rows])},
        TOLD,
        "2025-06",
        {},
        flags=["--pakn", "pakn.csv"],
        says=[says],
    )


@fault("petitions without a column of deadlines", large=True)
def no_deadlines(random: Random, size: int) -> Case:
    data = petitions(*[CLOSED] * 3 * size).decode().split("\r\n")
    cells = [line.split(",") for line in data if line]
    rows = [[*row[:3], *row[4:]] for row in cells]
    return case(as_csv(rows), QUIET, {"groups.0.pakn.closed_in_time": 3 * size})


@fault("petitions that were answered, without a state and a day of closing", large=True)
def answered(random: Random, size: int) -> Case:
    rows = [[*row[:4], "", row[5], "", "10/06/2025"] for row in rows_of(random, size)]
    return told(rows, "đã trả lời", [*HEADER, "Ngày trả lời"])


@fault("topics of petitions only in the first row of many", large=True)
def topics_once(random: Random, size: int) -> Case:
    rows = rows_of(random, size)
    for n, row in enumerate(rows):
        row[5] = "" if n % 5 else "Yêu cầu thêm hồ sơ"
    return told(rows, "phân loại")


@fault("a total of petitions with another number", large=True)
def wrong_total(random: Random, size: int) -> Case:
    rows = rows_of(random, size)
    return told([*rows, [f"Tổng cộng: {len(rows) + 6} phản ánh", *[""] * 6]], "dòng tổng")


@fault("a total of petitions", large=True)
def right_total(random: Random, size: int) -> Case:
    rows = [f"PA-{n:04},Văn phòng,{','.join(CLOSED)}" for n in range(size)]
    lines = [",".join(HEADER), *rows, f'"Tổng số: {size} phản ánh, kiến nghị",,,,,,']
    data = "\r\n".join(lines).encode()
    return case(data, QUIET, {"groups.0.pakn.closed_in_time": size})
