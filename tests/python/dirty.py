"""Random dirty exports, the same for the same seed.

`python dirty.py --seed 7 --rows 2000 --out DIR` writes dossiers-1.csv …, pakn-1.csv … and
procedures.csv: every date form, header alias and trap, in random doses. `--clean` leaves only
rows that read well; `--edges` adds what the specification leaves open to more than one reading.
"""

import argparse
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from dirty_rows import Maker, Row, Stamp, Value
from oracle.words import HEADERS

BAD_DATES = ["31/04/2025", "29/02/2025", "01/13/2025", "05/06/25", "01/01/1989", "13062025"]
BAD_DATES += ["2025-W05-1", "32/01/2025", "01/01/2101", "hôm qua", "25:00, 01/02/2025", "0"]
BAD_COUNTS = ["-1", "1.5", "1,5", "hai", "1.234"]
DROPPABLE: dict[str, list[str]] = {
    "dossiers": [
        *["procedure_code", "procedure_name", "field", "officer", "channel", "due_at", "status"],
        *["rescheduled_due_at", "extended_due_at", "finished_at", "returned_at", "repeat_visits"],
        *["supplement_requests", "supplement_requested_at", "supplement_completed_at"],
        *["result_corrected", "apologised", "submitted_at", "apologised_at", "error_reported_at"],
        *["corrected_at", "online_level", "digitised", "paid_online", "electronic_result"],
    ],
    "pakn": [
        *["kind", "topic", "accepted_at", "due_at", "closed_at", "answered_at", "published_at"],
        *["transferred_at", "correct_authority", "substantiated", "status"],
    ],
    "procedures": [],
}
PERSONAL = {"Chủ hồ sơ": "Hoàng Thị D", "Số điện thoại": "0912345678", "Địa chỉ": "Số 1, Lạng Sơn"}
TITLES = [
    "BÁO CÁO TÌNH HÌNH GIẢI QUYẾT",
    "Từ ngày 01/06/2025 đến 30/06/2025",
    "Đơn vị: Ban Quản lý",
]
SIGNATURES = ["Người lập biểu", "Lạng Sơn, ngày 30 tháng 6 năm 2025", "Thủ trưởng đơn vị"]
TOTALS = ["Tổng cộng: 2 hồ sơ", "Tổng số", "Tổng cộng", "Cộng trang 3"]
NOTES = ["", "", "đủ", 'ghi "gấp"', "dòng 1\ndòng 2", "một, hai; ba", "a\r\nb", "\tthụt"]


def _zoned(at: Stamp, hours: int, name: str) -> str:
    return f"{at.at - timedelta(hours=7 - hours):%Y-%m-%dT%H:%M:%S}{name}"


WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]
DATE_FORMS: list[Callable[[Stamp], str]] = [
    lambda s: f"{s.at:%d/%m/%Y}",
    lambda s: f"{s.at.day}/{s.at.month}/{s.at.year}",
    lambda s: f"{s.at:%d-%m-%Y}",
    lambda s: f"{s.at:%d.%m.%Y}",
    lambda s: f"{s.at:%Y-%m-%d}",
    lambda s: f"{s.at:%Y/%m/%d}",
    lambda s: f"{s.at.year}-{s.at.month}-{s.at.day}",
    lambda s: f"{WEEKDAYS[s.at.weekday()]}, {s.at:%d/%m/%Y}",
]
TIMED_FORMS: list[Callable[[Stamp], str]] = [
    *[lambda s, f=form: f"{f(s)} {s.at:%H:%M}" for form in DATE_FORMS],
    *[lambda s, f=form: f"{f(s)} {s.at:%H:%M:%S}" for form in DATE_FORMS],
    lambda s: f"{s.at:%Y-%m-%dT%H:%M:%S.000}",
    lambda s: f"{s.at:%d/%m/%YT%H:%M}",
    lambda s: f"{s.at:%H:%M, %d/%m/%Y}",
    lambda s: f"{s.at:%H:%M %d/%m/%Y}",
    lambda s: f"{s.at:%H:%M:%S, %d/%m/%Y}",
    lambda s: _zoned(s, 7, "+07:00"),
    lambda s: _zoned(s, 0, "Z"),
    lambda s: _zoned(s, 9, "+09:00"),
    lambda s: _zoned(s, -5, "-05:00"),
    lambda s: _zoned(s, 8, "+0800"),
    lambda s: _zoned(s, 1, "+01"),
    lambda s: f"{s.at:%Y-%m-%d %H:%M:%S.1234}",
    lambda s: f"{s.at:%d/%m/%Y\u00a0%H:%M}",
    lambda s: f"{s.at:%d/%m/%Y\n%H:%M}",
    lambda s: f"{s.at:%d/%m/%Y}, {s.at.hour}:{s.at:%M}",
    lambda s: f"{s.at:%d/%m/%Y %I:%M %p}",
    lambda s: f"{s.at:%d/%m/%Y %I:%M:%S} {'SA' if s.at.hour < 12 else 'CH'}",
]
NOTHING = ["-", "--", "—", "N/A", "NULL", "(trống)", "chưa có"]
NO_DATE = [*NOTHING, "00/00/0000", "__/__/____", "01/01/1900 00:00:00"]
# A column with fewer dates than this in one of two shapes is written in one shape: by chance alone
# it could look as if a program had swapped days and months, for which a file is refused.
ENOUGH_OF_A_SHAPE = 8


@dataclass
class Style:
    """How one file writes things down."""

    delimiter: str
    newline: str
    bom: bool
    form: str
    two_rows: bool
    one_date_form: int | None


class Writer:
    """Turns the rows of one file into text."""

    def __init__(self, maker: Maker, kind: str) -> None:
        self.maker = maker
        self.rng = maker.rng
        self.clean = maker.clean
        self.kind = kind
        self.style = self._style()
        self.fields = self._fields()
        self.second = ""

    def _style(self) -> Style:
        if self.clean:
            return Style(",", "\n", False, "NFC", False, 0)
        rng = self.rng
        return Style(
            rng.choice(",,;\t"),
            rng.choice(["\n", "\r\n"]),
            self.maker.chance(0.4),
            rng.choice(["NFC", "NFC", "NFD"]),
            self.maker.chance(0.25) and self.kind == "dossiers",
            rng.randrange(6) if self.maker.chance(0.3) else None,
        )

    def _fields(self) -> list[str]:
        """Columns in random order, dates side by side so that a group cell can span them."""
        names = list(HEADERS[self.kind])
        if self.clean:
            return names
        # An export of dates with no date but the one it cannot do without is common.
        bare = 0.9 if self.kind == "pakn" and self.maker.chance(0.1) else 0.07
        names = [n for n in names if n not in DROPPABLE[self.kind] or not self.maker.chance(bare)]
        self.rng.shuffle(names)
        return sorted(names, key=lambda name: name.endswith("_at"))

    # The header

    def header(self) -> tuple[list[list[str]], list[str]]:
        """One or two header rows, and what stands in each column: a field, or ? and a name."""
        aliases = {name: self._alias(name) for name in self.fields}
        columns = list(self.fields)
        if not self.clean:
            columns = ["?STT", *columns, "?note"]
            columns += [f"?{name}" for name in PERSONAL if self.maker.chance(0.3)]
            columns += self._second_header(aliases)
        names = [aliases.get(c, c[1:]) for c in columns]
        names = ["Ghi chú" if name == "note" else name for name in names]
        if not self.style.two_rows:
            return [[self._spell(name) for name in names]], columns
        return self._two_rows(columns, names), columns

    def _alias(self, name: str) -> str:
        aliases = [*HEADERS[self.kind][name], *([] if self.clean else [name])]
        return self.rng.choice(aliases) if aliases and not self.clean else (aliases or [name])[0]

    def _second_header(self, aliases: dict[str, str]) -> list[str]:
        """A field may stand twice: the header that is first in the table of aliases is asked first."""  # noqa: E501
        known = HEADERS[self.kind]
        spare = [n for n in self.fields if aliases[n] in known[n][:-1] and n.endswith("_at")]
        if not spare or not self.maker.chance(0.3):
            return []
        name = self.rng.choice(spare)
        self.second = known[name][-1]
        return ["?" + self.second]

    def _two_rows(self, columns: list[str], names: list[str]) -> list[list[str]]:
        """A group over the dates: `Ngày` over `tiếp nhận`, or `Thời gian` over `Ngày tiếp nhận`."""
        group = self.rng.choice(["Ngày", "Thời gian"])
        top, below, opened = [], [], False
        for column, name in zip(columns, names, strict=True):
            # "đính chính" alone is a field of its own.
            dated = column.endswith("_at") and column != "corrected_at"
            spanned = dated and name.startswith("Ngày ")
            if not spanned:
                top.append(self._spell(name))
                below.append("")
                opened = False
                continue
            top.append("" if opened else group)
            below.append(name.removeprefix("Ngày ") if group == "Ngày" else name)
            opened = True
        return [top, below]

    def _spell(self, word: str) -> str:
        """Case, white space and tone placement are no matter to a reader."""
        if self.clean or not self.maker.chance(0.2):
            return word
        changes = [str.upper, str.lower, lambda w: f" {w} ", lambda w: w.replace(" ", "  ")]
        changes += [lambda w: w.replace("hoà", "hòa").replace("ủy", "uỷ")]
        return self.rng.choice(changes)(word)

    # Rows

    def cell(self, column: str, row: Row) -> str:
        if column == "?note":
            return self.rng.choice(NOTES)
        if column.startswith("?"):
            name = column[1:]
            if name == self.second:
                # Mostly blank: a receipt of its own would reject most rows that have an end.
                filled = self.maker.chance(0.2)
                return f"{self.rng.randrange(1, 29):02d}/05/2025" if filled else ""
            return "1" if name == "STT" else PERSONAL[name]
        value: Value = row.get(column)
        if isinstance(value, Stamp):
            return self._date(value)
        if value is None or value == "":
            if self.clean or not self.maker.chance(0.03):
                return ""
            return self.rng.choice(NO_DATE if column.endswith("_at") else NOTHING)
        text = str(value)
        if isinstance(value, int) and not self.clean and self.maker.chance(0.03):
            return text + self.rng.choice([".0", ",0"])
        if column in ("status", "channel", "topic", "kind"):
            return self._spell(text)
        return text

    def _date(self, stamp: Stamp) -> str:
        forms = TIMED_FORMS if stamp.timed else DATE_FORMS
        chosen = self.style.one_date_form
        text = (forms[chosen] if chosen is not None else self.rng.choice(forms))(stamp)
        return f" {text} " if not self.clean and self.maker.chance(0.03) else text

    def spoil(self, cells: list[str], columns: list[str]) -> list[str]:
        """One of the faults for which a row is rejected."""
        cells = list(cells)
        dates = [i for i, c in enumerate(columns) if c.endswith("_at") and c in self.fields]
        counts = [i for i, c in enumerate(columns) if c in ("repeat_visits", "supplement_requests")]
        fault = self.rng.randrange(7)
        if fault == 0 and counts:
            cells[self.rng.choice(counts)] = self.rng.choice(BAD_COUNTS)
        elif fault == 1:
            cells[columns.index("code")] = self.rng.choice(["", "  "])
        elif fault == 2:
            cells.append("thừa")
        elif fault == 3:
            cells = cells[:-2]
        elif fault == 4 and "finished_at" in columns:
            cells[columns.index("finished_at")] = "02/01/2021"
        elif fault == 5:
            cells[columns.index("?note")] = "hỏng \udcff"
        elif dates:
            cells[self.rng.choice(dates)] = self.rng.choice(BAD_DATES)
        return cells

    def lines(self, rows: list[Row]) -> list[list[str]]:
        header, columns = self.header()
        table = self._above() + header
        if not self.clean and self.maker.chance(0.3):
            table.append([f"({i + 1})" for i in range(len(columns))])
        every = [[self.cell(column, row) for column in columns] for row in rows]
        self._one_shape(every, columns, rows)
        for cells in every:
            if self.clean:
                table.append(cells)
                continue
            table.append(self.spoil(cells, columns) if self.maker.chance(0.03) else cells)
            if self.maker.chance(0.01):
                table.append(self._odd_row(columns))
        return table + self._below(columns)

    def _one_shape(self, every: list[list[str]], columns: list[str], rows: list[Row]) -> None:
        """Writes the dates of a sparse column day-first, all of them."""
        for at, column in enumerate(columns):
            stamps = [
                (n, row[column]) for n, row in enumerate(rows) if isinstance(row.get(column), Stamp)
            ]
            year_first = [(n, stamp) for n, stamp in stamps if every[n][at].strip()[:4].isdigit()]
            if min(len(year_first), len(stamps) - len(year_first)) < ENOUGH_OF_A_SHAPE:
                for n, stamp in year_first:
                    every[n][at] = (TIMED_FORMS if stamp.timed else DATE_FORMS)[0](stamp)

    def _above(self) -> list[list[str]]:
        if self.clean or self.maker.chance(0.6):
            return []
        titles: list[list[str]] = [[], [TITLES[0]], [TITLES[1], "", ""], ["", TITLES[2]], ["", ""]]
        return self.rng.sample(titles, self.rng.randint(1, 4))

    def _odd_row(self, columns: list[str]) -> list[str]:
        """A blank line, a row of empty cells, a row of numbers, a subtotal."""
        rows = [[], [""] * len(columns), [f"({i})" for i in range(len(columns))]]
        return self.rng.choice([*rows, self._total(columns)])

    def _total(self, columns: list[str]) -> list[str]:
        cells = [""] * len(columns)
        place = columns.index("code") if self.maker.chance(0.7) else 0
        cells[place] = self.rng.choice(TOTALS)
        return cells

    def _below(self, columns: list[str]) -> list[list[str]]:
        if self.clean:
            return []
        below = [self._total(columns)] if self.maker.chance(0.4) else []
        if self.maker.chance(0.3):
            signature = [""] * len(columns)
            signature[-1] = self.rng.choice(SIGNATURES)
            below += [signature, ["", self.rng.choice(SIGNATURES)], []]
        if self.maker.edges and self.maker.chance(0.2):
            below.append(["   "])
        return below

    def write(self, path: Path, rows: list[Row]) -> None:
        style = self.style
        lines = [style.delimiter.join(map(self._quoted, line)) for line in self.lines(rows)]
        text = unicodedata.normalize(style.form, style.newline.join(lines))
        if self.clean or self.maker.chance(0.8):
            text += style.newline
        start = b"\xef\xbb\xbf" if style.bom else b""
        path.write_bytes(start + text.encode("utf-8", "surrogateescape"))

    def _quoted(self, cell: str) -> str:
        special = any(mark in cell for mark in (self.style.delimiter, '"', "\n", "\r"))
        if special or (not self.clean and self.maker.chance(0.02)):
            return '"' + cell.replace('"', '""') + '"'
        return cell


# Files


def monthly(maker: Maker, rows: list[Row], files: int) -> list[list[Row]]:
    """Rows over files, some again in a later file (changed), some twice in one."""
    exports: list[list[Row]] = [[] for _ in range(files)]
    for index, row in enumerate(rows):
        at = index * files // max(1, len(rows))
        exports[at].append(row)
        if maker.clean:
            continue
        if maker.chance(0.03):
            exports[at].append(newer(maker, row))
        if at + 1 < files and maker.chance(0.15):
            exports[at + 1].append(newer(maker, row))
    for export in exports:
        if maker.chance(0.5) and not maker.clean:
            maker.rng.shuffle(export)
    return exports


def newer(maker: Maker, row: Row) -> Row:
    """The same code in a newer snapshot; sometimes a snapshot that will be rejected."""
    later = dict(row)
    if "procedure_code" in row and maker.chance(0.6):
        maker.conclude(later)
    if maker.chance(0.15):
        later["received_at" if "received_at" in row else "sent_at"] = "31/02/2025"
    return later


def generate(
    out: Path, seed: int, rows: int, *, clean: bool = False, edges: bool = False, files: int = 3
) -> dict[str, list[Path]]:
    """Write the exports and tell where: dossiers, pakn, procedures."""
    maker = Maker(Random(seed), clean, edges)
    out.mkdir(parents=True, exist_ok=True)
    catalogue = [maker.procedure(number) for number in range(1, max(3, min(200, rows // 20)) + 1)]
    dossiers = [maker.dossier(number, catalogue) for number in range(1, rows + 1)]
    pakn = [maker.pakn(number) for number in range(1, rows // 4 + 2)]
    written: dict[str, list[Path]] = {"dossiers": [], "pakn": [], "procedures": []}
    for kind, every, count in (("dossiers", dossiers, files), ("pakn", pakn, min(2, files))):
        for number, export in enumerate(monthly(maker, every, count), start=1):
            written[kind].append(out / f"{kind}-{number}.csv")
            Writer(maker, kind).write(written[kind][-1], export)
    written["procedures"] = [out / "procedures.csv"]
    Writer(maker, "procedures").write(out / "procedures.csv", catalogue)
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--files", type=int, default=3)
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--edges", action="store_true")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    written = generate(
        args.out, args.seed, args.rows, clean=args.clean, edges=args.edges, files=args.files
    )
    for paths in written.values():
        print(*paths, sep="\n")


if __name__ == "__main__":
    main()
