"""Dates, words, codes and names as people and programs write them."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
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
from .month import HEADERS, Month

WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]
FORMS = {
    "with an hour of one digit": lambda d: f"{d:%d/%m/%Y} 8:05",
    "with SA": lambda d: f"{d:%d/%m/%Y} 08:05:00 SA",
    "with CH": lambda d: f"{d:%d/%m/%Y} 2:05 CH",
    "with PM": lambda d: f"{d.day}/{d.month}/{d.year} 2:05:10 PM",
    "with six digits of a second": lambda d: f"{d:%Y-%m-%d} 08:05:01.123456",
    "with nine digits of a second": lambda d: f"{d:%Y-%m-%d}T08:05:01.123456789",
    "with +07": lambda d: f"{d:%Y-%m-%d} 08:05:01+07",
    "with +0700": lambda d: f"{d:%Y-%m-%dT}08:05:01.000+0700",
    "with a weekday": lambda d: f"{WEEKDAYS[d.weekday()]}, {d:%d/%m/%Y}",
    "with a no-break space": lambda d: f"{d:%d/%m/%Y}\u00a008:05",
    "with a line break": lambda d: f"{d:%d/%m/%Y}\n08:05",
    "with a comma": lambda d: f"{d:%d/%m/%Y}, 08:05",
    "with dots": lambda d: f"{d:%d.%m.%Y}",
    "year first with slashes": lambda d: f"{d:%Y/%m/%d}",
    "in UTC": lambda d: f"{d:%Y-%m-%d}T01:05:01Z",
}
BLANKS = [
    "-",
    "--",
    "—",
    "…",
    "N/A",
    "NULL",
    "\\N",
    "None",
    "NaT",
    "(trống)",
    "chưa có",
    "0000-00-00",
]
BLANKS += ["00/00/0000", "01/01/1900", "01/01/0001 00:00:00", "__/__/____", "nan", "null"]
WITHDRAWN = ["Rút hồ sơ", "Xin rút", "Đã rút", "HỦY", "Đã huỷ", "RUT HO SO", "công dân rút", "7"]


def set_all(rows: Rows, header: str, change) -> Rows:
    """Each filled cell of a column, changed."""
    at = rows[0].index(header)
    return [
        rows[0],
        *[[*r[:at], change(r[at]) if r[at] else r[at], *r[at + 1 :]] for r in rows[1:]],
    ]


for _name, _form in FORMS.items():

    @fault(f"dates {_name}", large=True)
    def date_form(random: Random, size: int, form=_form) -> Case:
        month = make(random, size)
        rows = table(month)
        for header in ("received", "end"):
            rows = set_all(rows, HEADERS[header], form)
        return of(month, as_csv(rows), RIGHT)


for _word in BLANKS:

    @fault(f"{_word} for no end", large=True)
    def blank_word(random: Random, size: int, word=_word) -> Case:
        month = make(random, size)
        at = month.columns.index("end")
        rows = [[*r[:at], r[at] or word, *r[at + 1 :]] for r in table(month)]
        return of(month, as_csv(rows), RIGHT)


for _word in WITHDRAWN:

    @fault(f"{_word} for withdrawn", large=True)
    def withdrawn(random: Random, size: int, word=_word) -> Case:
        month = make(random, size)
        for dossier in month.of("withdrawn"):
            dossier.status = word
        return of(month, as_csv(table(month)), RIGHT)


@fault("a state that nobody knows", large=True)
def unknown_state(random: Random, size: int) -> Case:
    month = make(random, size)
    for dossier in month.of("withdrawn"):
        dossier.status = "Bàn giao nội bộ"
    return of(month, as_csv(table(month)), TOLD, says=["Bàn giao"])


@fault("months before days", large=True)
def month_first(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    for header in ("received", "due", "end"):
        rows = set_all(rows, HEADERS[header], lambda d: f"{d:%m/%d/%Y}")
    return of(month, as_csv(rows), TOLD, exit=2)


def turned(day: date) -> date | str:
    """What Excel with American settings makes of a day first date."""
    return date(day.year, day.day, day.month) if day.day <= 12 else f"{day:%d/%m/%Y}"


@fault("day and month changed by a spreadsheet")
def swapped_cells(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = set_all(table(month), HEADERS["due"], turned)
    return of(month, as_xlsx(rows), TOLD, "ho-so.xlsx")


@fault("day and month changed by a spreadsheet, as CSV", large=True)
def swapped_text(random: Random, size: int) -> Case:
    month = make(random, size)

    def change(day: date) -> str:
        seen = turned(day)
        return f"{seen:%Y-%m-%d} 00:00:00" if isinstance(seen, date) else seen

    return of(month, as_csv(set_all(table(month), HEADERS["due"], change)), TOLD)


@fault("two shapes of dates that agree", large=True)
def two_shapes(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    at = month.columns.index("due")
    for row in rows[1::2]:
        row[at] = f"{row[at]:%Y-%m-%d}"
    return of(month, as_csv(rows), QUIET)


def one_of(random: Random, month: Month, outcome: str):
    return random.choice(month.of(outcome))


@fault("an end far ahead", large=True)
def end_ahead(random: Random, size: int) -> Case:
    month = make(random, size)
    dossier = one_of(random, month, "late")
    dossier.end = dossier.end.replace(year=2052)
    return of(month, as_csv(table(month)), TOLD)


@fault("a deadline a year before the receipt", large=True)
def due_before(random: Random, size: int) -> Case:
    month = make(random, size)
    dossier = one_of(random, month, "early")
    dossier.due -= timedelta(365)
    return of(month, as_csv(table(month)), TOLD)


@fault("a term of two years", large=True)
def long_term(random: Random, size: int) -> Case:
    month = make(random, size)
    one_of(random, month, "open_within_due").due += timedelta(700)
    return of(month, as_csv(table(month)), QUIET)


@fault("an invisible character in the codes of the later file", large=True)
def invisible_code(random: Random, size: int) -> Case:
    month = make(random, size)
    older = as_csv(table(month)[: len(month.dossiers) // 2])
    rows = table(month)
    mark = random.choice(["\u200b", "\u00ad", "\ufeff", "\u200e"])
    for row in rows[1:]:
        row[0] = random.choice([f"{mark}{row[0]}", f"{row[0]}{mark}"])
    case = of(month, older, RIGHT, "ho-so-1.csv")
    case.files["ho-so-2.csv"] = as_csv(rows)
    case.exports = ["ho-so-1.csv", "ho-so-2.csv"]
    return case


@fault("an invisible character in the unit, by unit", large=True)
def invisible_unit(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    for row in rows[1::3]:
        mark = random.choice(["\u200b", "\u00ad", "\ufeff", "\u200e"])
        at = random.randrange(len(str(row[1])) + 1)
        row[1] = f"{str(row[1])[:at]}{mark}{str(row[1])[at:]}"
    return by_unit(month, as_csv(rows), RIGHT)


def spell(random: Random, name: str) -> str:
    return random.choice(
        [
            lambda: name.upper(),
            lambda: f"{name}.",
            lambda: f" {name}  ",
            lambda: unicodedata.normalize("NFD", name),
            lambda: name.replace(" ", "\u00a0", 1),
            lambda: name.replace(" ", " \u200b", 1),
            lambda: name,
        ]
    )()


@fault("units spelt in several ways, by unit", large=True)
def spellings(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    for row in rows[1:]:
        if random.random() < 0.3:
            row[1] = spell(random, str(row[1]))
    return by_unit(month, as_csv(rows), RIGHT)


@fault("units that only look alike, by unit", large=True)
def alike(random: Random, size: int) -> Case:
    month = make(random, size)
    names = random.choice(
        [["Tổ 1", "Tổ 11", "Tổ 1-1"], ["Phòng Kinh tế", "Phòng Kinh tế số", "Phòng Kinh"]]
    )
    for dossier in month.dossiers:
        dossier.unit = random.choice(names)
    return by_unit(month, as_csv(table(month)), QUIET)


@fault("codes in scientific notation", large=True)
def scientific(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    for row in rows[1:]:
        row[0] = "2,50613E+17"
    return of(month, as_csv(rows, ";"), TOLD, exit=2)


@fault("codes as formulas of a text", large=True)
def guarded(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    for row in rows[1:]:
        row[0] = random.choice([f'="{row[0]}"', f"'{row[0]}"])
    return of(month, as_csv(rows), RIGHT)


@fault("two codes in one cell", large=True)
def two_codes(random: Random, size: int) -> Case:
    month = make(random, size)
    late = month.of("late")
    late[0].code = f"{late[0].code}; {late[1].code}"
    month.dossiers.remove(late[1])
    return of(month, as_csv(table(month)), TOLD)


@fault("two dates in one cell", large=True)
def two_dates(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = set_all(table(month), HEADERS["due"], lambda d: f"{d:%d/%m/%Y}; hẹn lại {d:%d/%m/%Y}")
    return of(month, as_csv(rows), TOLD)


@fault("words for the end of the late ones", large=True)
def relative(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = table(month)
    late = {d.code for d in month.of("late")}
    at = month.columns.index("end")
    for row in rows[1:]:
        if row[0] in late:
            row[at] = random.choice(["hôm qua", "Đã trả", "tháng 6"])
    return of(month, as_csv(rows), TOLD)


@fault("damaged letters in the unit, by unit", large=True)
def damaged(random: Random, size: int) -> Case:
    month = make(random, size)
    rows = set_all(table(month), HEADERS["unit"], lambda u: u.replace("ò", "?").replace("ă", "?"))
    return by_unit(month, as_csv(rows), RIGHT_OR_TOLD, says=[r"\?"])


@fault("letters of VNI in the unit, by unit", large=True)
def letters_of_vni(random: Random, size: int) -> Case:
    month = make(random, size)
    rows, at = table(month), month.columns.index("unit")
    written = {"Phòng Kinh tế": "Phoøng Kinh teá", "Phòng Văn hóa": "Phoøng Vaên hoùa"}
    for row in rows[1::2]:
        row[at] = written.get(str(row[at]), "Vaên phoøng")
    return by_unit(month, as_csv(rows), TOLD, says=["hỏng"])


ESCAPES = {
    "ò": ["\\u00f2", "%C3%B2", "=C3=B2", "\u25a1", "o`^"],
    "ă": ["\\u0103", "%C4%83", "=C4=83", "\u25a1", "a^"],
}


@fault("escaped letters in the unit, by unit", large=True)
def escaped(random: Random, size: int) -> Case:
    month = make(random, size)
    rows, at, way = table(month), month.columns.index("unit"), random.randrange(5)
    for row in rows[1::2]:
        for letter, ways in ESCAPES.items():
            row[at] = str(row[at]).replace(letter, ways[way])
    return by_unit(month, as_csv(rows), TOLD, says=["hỏng"])


@fault("names of other countries in the unit, by unit", large=True)
def other_countries(random: Random, size: int) -> Case:
    month = make(random, size)
    for dossier in month.dossiers:
        dossier.unit = random.choice(["Viện Goethe Zürich", "Hội Noël – España", "Công ty Björk"])
    return by_unit(month, as_csv(table(month)), QUIET)


@fault("days as deadlines at midnight of UTC, by instant", large=True)
def midnight_of_utc(random: Random, size: int) -> Case:
    """As JavaScript writes a day: at seven in the morning all that ended on it would be late."""
    month = make(random, size)
    rows = table(month)
    due, end = month.columns.index("due"), month.columns.index("end")
    zone = random.choice(["Z", "+00:00", ".000Z"])
    for row in rows[1:]:
        row[due] = f"{row[due]:%Y-%m-%d}T00:00:00{zone}"
        row[end] = f"{row[end]:%Y-%m-%d}T08:30:00Z" if row[end] else ""
    return of(month, as_csv(rows), QUIET, flags=["--precision", "instant"])
