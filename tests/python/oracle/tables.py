"""From bytes to the rows of a table: delimiter, header (one or two rows), row accounting."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from .dates import BadDate, parse_date
from .profile import Profile
from .text import clean, code_shape, code_text, fold, uncovered
from .words import COUNT_HEADER, HEADERS, REQUIRED

HEADER_WITHIN = 20
csv.field_size_limit(2**31 - 1)


class Refused(Exception):
    """The whole file cannot be read as what it was said to be."""


@dataclass
class Table:
    """The rows below a header; `columns` tells where each field stands."""

    path: str
    kind: str
    profile: Profile
    columns: dict[str, list[int]]
    width: int
    above: int
    rows: list[list[str]]
    count_column: int | None = None
    date_fields: list[str] = field(default_factory=list)

    def cell(self, row: list[str], name: str) -> str:
        """Of several columns of a field the first that has a value in this row."""
        for index in self.columns.get(name, []):
            text = uncovered(row[index]) if index < len(row) else ""
            if text and not self.profile.is_blank(text):
                return text
        return ""


def read_table(path: Path, kind: str, profiles: list[Profile], delimiter: str | None) -> Table:
    # Surrogates keep the place of invalid bytes, so that only their row is rejected.
    text = path.read_bytes().decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    if not text:
        raise Refused(f"{path}: empty file")
    best: Table | None = None
    for candidate in _delimiters(text, delimiter):
        rows = _rows(text, candidate)
        for profile in [*profiles, Profile()]:
            if profile.delimiter and candidate != profile.delimiter:
                continue
            table = find_header(str(path), kind, profile, rows)
            if table and (best is None or len(table.columns) > len(best.columns)):
                best = table
            if table:
                break
    if best is None:
        raise Refused(f"{path}: no header of {kind} found")
    _check(best)
    return best


def _delimiters(text: str, given: str | None) -> list[str]:
    """Most frequent outside quotes first; the header decides, frequency breaks ties."""
    if given:
        return [given]
    outside = "".join(text[:65536].split('"')[::2])
    return sorted(",;\t", key=lambda mark: -outside.count(mark))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """A blank line is no row: the reader gives it as an empty list."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [row for row in reader if row]


def _check(table: Table) -> None:
    for alternatives in REQUIRED[table.kind]:
        if not any(name in table.columns for name in alternatives):
            raise Refused(f"{table.path}: no column for {' or '.join(alternatives)}")
    if table.count_column is None or table.profile.one_row_one_dossier:
        return
    for row in table.rows:
        value = row[table.count_column].strip() if table.count_column < len(row) else ""
        if value not in ("", "1") and verdict(table, row) != "skipped":
            raise Refused(f"{table.path}: one row stands for several dossiers")


# The header


class Headers:
    """Which field a header cell means, and how early in the table of aliases it stands."""

    def __init__(self, kind: str, profile: Profile) -> None:
        self.known: dict[str, tuple[str, int]] = {}
        for name, aliases in HEADERS[kind].items():
            for rank, alias in enumerate([*aliases, name], start=1):
                self.known.setdefault(fold(alias), (name, rank))
        for name, header in profile.columns.items():
            if name in HEADERS[kind]:
                self.known[fold(header)] = (name, 0)

    def matched(self, cells: list[str]) -> int:
        return sum(fold(cell) in self.known for cell in cells)

    def columns(self, cells: list[str]) -> dict[str, list[int]]:
        """The columns of each field, in the order of the table of aliases, then from the left."""
        found: dict[str, list[tuple[int, int]]] = {}
        for index, cell in enumerate(cells):
            name, rank = self.known.get(fold(cell), ("", 0))
            if name:
                found.setdefault(name, []).append((rank, index))
        return {name: [index for _, index in sorted(all_of)] for name, all_of in found.items()}

    def joined(self, top: list[str], sub: list[str]) -> list[str]:
        """One row of headers from two: a sub-header alone, else joined to its group."""
        group = ""
        cells = []
        for index in range(max(len(top), len(sub))):
            over = clean(top[index]) if index < len(top) else ""
            under = clean(sub[index]) if index < len(sub) else ""
            group = over or group
            both = f"{group} {under}".strip()
            if not under:
                cells.append(over)
            elif fold(under) not in self.known and fold(both) in self.known:
                cells.append(both)
            else:
                cells.append(under)
        return cells


def find_header(path: str, kind: str, profile: Profile, rows: list[list[str]]) -> Table | None:
    """The first of the first 20 rows that holds a code header and two more."""
    headers = Headers(kind, profile)
    for index in range(min(HEADER_WITHIN, len(rows))):
        found = _header_at(headers, rows, index)
        if not found:
            continue
        cells, first, height = found
        columns = headers.columns(cells)
        if not profile.fits(cells):
            return None
        while cells and not cells[-1].strip():
            cells = cells[:-1]
        folded = [fold(cell) for cell in cells]
        return Table(
            path=path,
            kind=kind,
            profile=profile,
            columns=columns,
            width=len(cells),
            above=first,
            rows=rows[first + height :],
            count_column=folded.index(COUNT_HEADER) if COUNT_HEADER in folded else None,
            date_fields=[name for name in columns if name.endswith("_at") or name in _OTHER_DATES],
        )
    return None


_OTHER_DATES = ("decision_date", "in_force_from", "in_force_to")


def _header_at(
    headers: Headers, rows: list[list[str]], index: int
) -> tuple[list[str], int, int] | None:
    """Cells, index of the first header row, number of header rows."""
    row = rows[index]
    columns = headers.columns(row)
    if "code" in columns and index + 1 < len(rows):
        below = rows[index + 1]
        both = headers.joined(row, below)
        at = columns["code"][0]
        code_blank = at >= len(below) or not below[at].strip()
        gain = headers.matched(both) > headers.matched(row)
        if code_blank and gain and headers.matched(both) >= 3:
            return both, index, 2
    if "code" in columns and index > 0:
        both = headers.joined(rows[index - 1], row)
        if headers.matched(both) > headers.matched(row) and headers.matched(both) >= 3:
            return both, index - 1, 2
    if "code" in columns and headers.matched(row) >= 3:
        return row, index, 1
    return None


# The rows


def verdict(table: Table, row: list[str]) -> str:
    """`skipped`, the reason of a rejection, or `record`."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if any("\udc80" <= c <= "\udcff" for cell in filled for c in cell):
        return "bytes.invalid"
    if all(_numbered(cell) for cell in filled):
        return "skipped"
    code = code_text(table.cell(row, "code"))
    if not (code and code_shape(code)) and not _has_date(table, row):
        return "skipped"
    if not code:
        return "code.missing"
    if len(row) < table.width or any(cell.strip() for cell in row[table.width :]):
        return "row.width"
    return "record"


def _numbered(cell: str) -> bool:
    return cell[0] == "(" and cell[-1] == ")" and cell[1:-1].isascii() and cell[1:-1].isdigit()


def _has_date(table: Table, row: list[str]) -> bool:
    for name in table.date_fields:
        text = table.cell(row, name)
        try:
            if text and parse_date(text, table.profile.dates, table.profile.wall):
                return True
        except BadDate:
            continue
    return False
