"""Survey answers: one a row, or a column for each item; how many are satisfied, and their mean."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .buckets import Moment
from .dates import BadDate, parse_date
from .profile import Profile
from .rates import NOT_MEASURABLE, SMALL_BELOW, Rate
from .text import clean, fold, is_blank, uncovered

Json = dict[str, object]
AREAS = ("I", "II", "III", "IV", "V")
FACTORS = {
    "tiếp cận dịch vụ": "I",
    "thủ tục hành chính": "II",
    "công chức trực tiếp giải quyết công việc": "III",
    "kết quả dịch vụ": "IV",
    "tiếp nhận, xử lý phản ánh, kiến nghị": "V",
}
LEVELS = ("rất không hài lòng", "không hài lòng", "bình thường", "hài lòng", "rất hài lòng")
HEADERS = {
    "area": ("Lĩnh vực đánh giá", "Tiêu chí", "Nội dung đánh giá"),
    "answer": ("Mức độ hài lòng", "Trả lời", "Đánh giá"),
    "unit": ("Đơn vị", "Đơn vị xử lý", "Đơn vị giải quyết", "Phòng ban"),
    "answered_on": ("Ngày", "Ngày trả lời", "Ngày khảo sát"),
}
# SIPAS questionnaires number the items of section II so: A access, B procedures, and so on.
ITEM = re.compile(r"(?:câu )?([a-e])[. ]*\d{1,2}(?:$|[.:) –-])")


@dataclass(frozen=True)
class Answer:
    """`level` is 0 for the worst of five, 4 for the best."""

    area: str
    level: int
    unit: str
    at: datetime | None


@dataclass
class Survey:
    records: list[Answer]
    inputs: list[Json]


def read_surveys(paths: list[Path]) -> Survey:
    survey = Survey([], [])
    for path in paths:
        _read(path, survey)
    return survey


def _read(path: Path, survey: Survey) -> None:
    text = path.read_text("utf-8-sig")
    mark = max(",;\t", key=text.splitlines()[0].count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if row]
    at, columns, items = _header(rows)
    width = len(rows[at])
    counts = dict.fromkeys(("accepted", "rejected", "skipped"), 0) | {"skipped": at}
    for row in rows[at + 1 :]:
        filled = [cell for cell in row if cell.strip()]
        if not filled or all(re.fullmatch(r"\(\d+\)", cell.strip()) for cell in filled):
            counts["skipped"] += 1
            continue
        answers = _answers(row, width, columns, items)
        counts["rejected" if answers is None else "accepted"] += 1
        survey.records += answers or []
    survey.inputs.append(
        {"kind": "survey", "rows": sum(counts.values()), "duplicates": 0, **counts}
    )


def _header(rows: list[list[str]]) -> tuple[int, dict[str, int], dict[int, str]]:
    names = {fold(alias): name for name, all_of in HEADERS.items() for alias in all_of}
    for at, row in enumerate(rows[:20]):
        columns: dict[str, int] = {}
        items: dict[int, str] = {}
        for index, cell in enumerate(row):
            if fold(cell) in names:
                columns.setdefault(names[fold(cell)], index)
            elif item := ITEM.match(clean(cell).casefold()):
                items[index] = AREAS["abcde".index(item[1])]
        if len(items) > 1:
            return at, columns, items
        if {"area", "answer"} <= set(columns):
            return at, columns, {}
    raise ValueError("no header of a survey")


def _answers(
    row: list[str], width: int, columns: dict[str, int], items: dict[int, str]
) -> list[Answer] | None:
    """None where the row is rejected."""
    if len(row) < width or any(cell.strip() for cell in row[width:]):
        return None

    def cell(index: int | None) -> str:
        text = "" if index is None else uncovered(row[index])
        return "" if is_blank(text) else text

    day = cell(columns.get("answered_on"))
    try:
        at = parse_date(day, Profile().dates, Profile().wall).at if day else None
    except BadDate:
        return None
    unit = clean(cell(columns.get("unit")))
    if items:
        pairs = [(area, _level(cell(index))) for index, area in items.items()]
        found = [Answer(area, level, unit, at) for area, level in pairs if level is not None]
        return found or None
    area, level = _area(cell(columns["area"])), _level(cell(columns["answer"]))
    if area is None and level is None:
        return None
    return [] if area is None or level is None else [Answer(area, level, unit, at)]


def _area(text: str) -> str | None:
    if text.strip() in AREAS:
        return text.strip()
    return {fold(name): area for name, area in FACTORS.items()}.get(fold(text))


def _level(text: str) -> int | None:
    if text.strip() in ("1", "2", "3", "4", "5"):
        return int(text) - 1
    if text.strip() in ("0", "25", "50", "75", "100"):
        return int(text) // 25
    words = [fold(word) for word in LEVELS]
    return words.index(fold(text)) if fold(text) in words else None


def survey_indicators(answers: Iterable[Answer], moment: Moment) -> dict[str, Rate | Json]:
    """Satisfied are the two best of five; the index is the mean on 0, 25, 50, 75, 100."""
    seen = [
        one for one in answers if one.at is None or moment.period.opens <= one.at < moment.as_of
    ]

    def both(area: str | None) -> tuple[Rate, Json]:
        levels = [one.level for one in seen if area in (None, one.area)]
        satisfied = Rate(sum(level >= 3 for level in levels), len(levels))
        return satisfied, _index(sum(25 * level for level in levels), len(levels))

    whole, index = both(None)
    areas = {area: both(area) for area in AREAS}
    satisfied = {area: one.to_json() for area, (one, _) in areas.items()}
    indices = {area: one for area, (_, one) in areas.items()}
    return {
        "satisfaction": whole.to_json() | {"areas": satisfied},
        "satisfaction_index": index | {"areas": indices},
    }


def _index(points: int | None, answers: int | None) -> Json:
    rate = Rate(points, answers)
    return {
        "numerator": points,
        "denominator": answers,
        "value": points / answers if rate.status == "measured" else None,
        "small": rate.status == "measured" and answers < SMALL_BELOW,
        "status": rate.status,
    }


NO_SURVEY: dict[str, Rate | Json] = {
    "satisfaction": NOT_MEASURABLE,
    "satisfaction_index": _index(None, None),
}
