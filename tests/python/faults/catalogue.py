"""Catalogues of procedures and surveys, read beside the dossiers of a month."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from .case import QUIET, TOLD, Case, as_csv, fault, make, of, table
from .month import HEADERS, Month
from .tables import beside, without

CODE = "1.001193"
SUFFIX = ".000.00.00.H37"
TERMS = ["Mã TTHC", "Tên TTHC", "Thời hạn giải quyết", "Đơn vị tính"]


def of_procedures(
    month: Month, code: str, catalogue: list[list[object]], expect: str, **more
) -> Case:
    """Dossiers of one procedure, of which the catalogue alone tells the term of nine days."""
    rows = without(table(month), HEADERS["due"])
    rows = beside(rows, "Mã TTHC", [code] * len(month.dossiers))
    case = of(month, as_csv(rows), expect, **more)
    case.files["thu-tuc.csv"] = as_csv([TERMS, *catalogue])
    case.exports = ["ho-so.csv", "thu-tuc.csv"]
    return case


def worked(day: date) -> date:
    """The day itself, or the next working day: no term begins or ends on a day off."""
    while day.weekday() > 4 or (day.month, day.day) in ((9, 1), (9, 2)):
        day += timedelta(1)
    return day


def of_term(random: Random, size: int) -> Month:
    """A month of dossiers that all have the same term."""
    month = make(random, size)
    month.dossiers = [dossier for dossier in month.dossiers if dossier.end]
    for dossier in month.dossiers:
        if dossier.outcome != "withdrawn":
            due = worked(worked(dossier.received) + timedelta(9))
            dossier.outcome = (
                "late" if dossier.end > due else "on_time" if dossier.end == due else "early"
            )
    return month


def term(code: str, days: int) -> list[object]:
    return [code, "Đăng ký", days, "ngày"]


@fault("a procedure with and without its agency in catalogue and export", large=True)
def agency_in_export(random: Random, size: int) -> Case:
    return of_procedures(of_term(random, size), CODE + SUFFIX, [term(CODE, 9)], QUIET)


@fault("a catalogue with the agency behind its codes", large=True)
def agency_in_catalogue(random: Random, size: int) -> Case:
    return of_procedures(of_term(random, size), CODE, [term(CODE + SUFFIX, 9)], QUIET)


@fault("a catalogue that lacks the procedures of the export", large=True)
def other_procedures(random: Random, size: int) -> Case:
    month = of_term(random, size)
    return of_procedures(month, CODE, [term("2.000123", 9)], TOLD, says=["không có hạn"])


@fault("a procedure twice in the catalogue, with two terms")
def two_terms(random: Random, size: int) -> Case:
    rows = [term(CODE, 9), term(CODE, 30)]
    return of_procedures(of_term(random, size), CODE, rows, TOLD, says=["mã thủ tục"])


@fault("a row of the catalogue that stands there twice")
def same_row(random: Random, size: int) -> Case:
    return of_procedures(of_term(random, size), CODE, [term(CODE, 9), term(CODE, 9)], QUIET)


@fault("two versions of a procedure, one in force after the other")
def versions(random: Random, size: int) -> Case:
    case = of_procedures(of_term(random, size), CODE, [], QUIET)
    header = [*TERMS, "Có hiệu lực từ", "Có hiệu lực đến"]
    rows = [[*term(CODE, 30), "01/01/2020", "31/12/2024"], [*term(CODE, 9), "01/01/2025", ""]]
    case.files["thu-tuc.csv"] = as_csv([header, *rows])
    return case


ANSWERS = ["Mã phiếu", "Lĩnh vực đánh giá", "Mức độ hài lòng", "Ngày trả lời"]


def of_answers(
    random: Random, rows: list[list[object]], expect: str, header: list[str] = ANSWERS, **more
) -> Case:
    month = make(random, 24)
    case = of(month, as_csv(table(month)), expect, **more)
    day = f"15/{month.month:02}/{month.year}"
    case.files["khao-sat.csv"] = as_csv([header, *[[*row, day] for row in rows]])
    case.exports = ["ho-so.csv", "khao-sat.csv"]
    return case


@fault("answers on a scale from 0 to 4")
def from_zero(random: Random, size: int) -> Case:
    rows = [[f"P{n}", "IV", n % 5] for n in range(size)]
    return of_answers(random, rows, TOLD, says=["hai thang"])


@fault("answers on the scale of five grades")
def five_grades(random: Random, size: int) -> Case:
    return of_answers(random, [[f"P{n}", "IV", n % 5 + 1] for n in range(size)], QUIET)


@fault("answers in steps of 25")
def hundred_grades(random: Random, size: int) -> Case:
    return of_answers(random, [[f"P{n}", "IV", n % 5 * 25] for n in range(size)], QUIET)


@fault("forms of a survey that stand there twice")
def forms_twice(random: Random, size: int) -> Case:
    rows: list[list[object]] = [[f"P{n}", "IV", n % 5 + 1] for n in range(size)]
    return of_answers(random, rows + rows[:5], TOLD, says=["hai lần"])


@fault("forms with an answer to each area")
def answers_of_a_form(random: Random, size: int) -> Case:
    areas = ("I", "II", "III", "IV", "V")
    return of_answers(random, [[f"P{n}", area, 5] for n in range(size) for area in areas], QUIET)


@fault("a column of answers for each area, and forms that stand there twice")
def wide_forms_twice(random: Random, size: int) -> Case:
    header = ["Mã phiếu", "A1", "B1", "C1", "D1", "E1", "Ngày trả lời"]
    rows: list[list[object]] = [[f"P{n}", *[n % 5 + 1] * 5] for n in range(size)]
    again: list[object] = ["P3", *[5] * 5]
    return of_answers(random, [*rows, again], TOLD, header, says=["hai lần"])


@fault("the same answers on forms without numbers")
def forms_without_numbers(random: Random, size: int) -> Case:
    rows: list[list[object]] = [["IV", 5]] * size
    return of_answers(random, rows, QUIET, ANSWERS[1:])


@fault("a survey of another year")
def other_year(random: Random, size: int) -> Case:
    header = [*ANSWERS[:3], "Ghi chú", "Ngày trả lời"]
    case = of_answers(random, [[f"P{n}", "IV", 5, ""] for n in range(size)], TOLD, header)
    case.files["khao-sat.csv"] = case.files["khao-sat.csv"].replace(b"/2025", b"/2023")
    case.files["khao-sat.csv"] = case.files["khao-sat.csv"].replace(b"/2026", b"/2023")
    case.says = ["không có câu trả lời"]
    return case
