"""How a case is written down, and the small helpers its files are made with."""

import unicodedata
from dataclasses import dataclass, field

HEADER = "Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái"
TERMS = "--procedures procedures-terms.csv"
JUNE = "--period 2025-06"


@dataclass
class Run:
    """One command on the files of a case, and what it must count. Counts not named are zero."""

    options: str
    counts: str = ""
    rates: dict = field(default_factory=dict)  # [n, d]; [0, 0] no data; None not measurable
    verdicts: dict = field(default_factory=dict)
    units: dict = field(default_factory=dict)


@dataclass
class Case:
    files: dict  # name -> bytes, or None where the file belongs to another case
    holds: str
    rows: str = ""  # "rows accepted rejected duplicates skipped", one group for each file, by "; "
    runs: list = field(default_factory=list)
    refused: str = ""
    note: str = ""
    kind: str = "dossiers"
    by_hand: bool = False  # a container that the second reader of recount/ does not open


def code(n, day):
    """A code of the common shape; `day` is dd/MM/yyyy and what follows it."""
    return f"H37.12-{day[8:10]}{day[3:5]}{day[:2]}-{n:04}"


def lines(*records, end="\n"):
    return "".join(r + end for r in records).encode()


def dossiers(*rows, more="", delimiter=",", end="\n"):
    """Rows of (received, due, finished, status, further cells) under the common header."""
    records = [HEADER + more]
    for n, (received, due, finished, *given) in enumerate(rows, 1):
        rest = given or ["Đã xử lý xong" if finished else "Đang xử lý"]
        shown = received if received[2:3] == "/" else "02/06/2025"
        records.append(",".join([code(n, shown), "Văn phòng", received, due, finished, *rest]))
    return lines(*(r.replace(",", delimiter) for r in records), end=end)


def one(name, content, holds, rows="", runs=(), **rest):
    """A case of one file; a run may be given as a plain tuple of its parts."""
    runs = [Run(*r) if isinstance(r, tuple) else r for r in runs]
    return Case({name: content}, holds, rows, runs, **rest)


def refused(name, content, holds, reason, **rest):
    return Case({name: content}, holds, refused=reason, **rest)


def nfd(text):
    return unicodedata.normalize("NFD", text)
