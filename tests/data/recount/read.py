"""A second reader of exports, written from the definitions and sharing nothing with the Rust.

Slow and plain on purpose: it exists to say what the samples and the edge files must give.
"""

import gzip
import re
import subprocess
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

DOSSIER = """
code: Mã hồ sơ, Số hồ sơ, Mã số hồ sơ, Số biên nhận
procedure_code: Mã TTHC, Mã thủ tục, Mã thủ tục hành chính
procedure_name: Tên thủ tục hành chính, Tên TTHC, Thủ tục, Tên thủ tục
field: Lĩnh vực, Tên lĩnh vực
unit: Đơn vị xử lý, Đơn vị giải quyết, Cơ quan chủ trì giải quyết, \
Cơ quan thụ lý, Cơ quan/đơn vị, Phòng ban
officer: Cán bộ xử lý, Cán bộ xử lý hiện tại, Người xử lý, Cán bộ thụ lý
channel: Hình thức tiếp nhận, Kênh thực hiện, Hình thức nộp
received_at: Ngày tiếp nhận, Ngày nhận, Nhận hồ sơ, Ngày nhận hồ sơ
due_at: Ngày hẹn trả, Ngày hẹn trả kết quả, Hẹn trả kết quả, Hạn xử lý
rescheduled_due_at: Ngày hẹn trả mới, Ngày hẹn lại
extended_due_at: Ngày gia hạn
finished_at: Ngày kết thúc xử lý, Ngày hoàn thành, Ngày có kết quả, Ngày hoàn tất
returned_at: Ngày trả kết quả, Trả kết quả, Ngày trả, Ngày nhận kết quả
status: Trạng thái, Trạng thái hồ sơ, Tình trạng
supplement_requests: Số lần bổ sung, Số lần yêu cầu bổ sung
supplement_requested_at: Ngày yêu cầu bổ sung
supplement_completed_at: Ngày hoàn thành bổ sung, Ngày bổ sung
repeat_visits: Số lần đi lại, Số lần đi lại bổ sung
result_corrected: Đính chính, Kết quả đính chính, Cấp lại do sai sót
apologised: Phiếu xin lỗi, Đã xin lỗi
"""
PAKN = """
code: Mã phản ánh, Mã PAKN, Số PAKN
unit: Đơn vị xử lý
kind: Loại
topic: Phân loại, Nội dung phân loại, Chủ đề
sent_at: Ngày gửi
accepted_at: Ngày tiếp nhận
due_at: Hạn xử lý
closed_at: Ngày xử lý, Ngày hoàn thành
answered_at: Ngày trả lời, Ngày phản hồi
published_at: Ngày công khai
transferred_at: Ngày chuyển
correct_authority: Đúng thẩm quyền
substantiated: Có cơ sở
status: Trạng thái
"""
PROCEDURES = """
code: Mã TTHC
name: Tên TTHC
field: Lĩnh vực
unit: Đơn vị
listed_at_office: Niêm yết tại trụ sở
published_on_portal: Công khai trên cổng
decision_date: Ngày quyết định
published_at: Ngày công khai
content_complete: Đầy đủ nội dung
term: Thời hạn giải quyết
term_unit: Đơn vị tính
in_force_from:
in_force_to:
"""
SURVEY = """
area: Lĩnh vực đánh giá
answer: Mức độ hài lòng
unit: Đơn vị
day: Ngày
"""
KINDS = {"dossiers": DOSSIER, "pakn": PAKN, "procedures": PROCEDURES, "survey": SURVEY}
NEEDED = {"dossiers": ["code", "received_at"], "pakn": ["code"], "procedures": ["code"]}
COUNTS = {"supplement_requests", "repeat_visits"}
ENDS = {
    "dossiers": ("finished_at", "returned_at"),
    "pakn": ("accepted_at", "closed_at", "answered_at", "published_at", "transferred_at"),
}
OLD_TONES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe",
             "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy",
             "uỵ": "ụy"}  # fmt: skip


def fold(text):
    """As headers and words are compared: NFC, trimmed, one space, no case, one tone place."""
    text = " ".join(unicodedata.normalize("NFC", text).split()).casefold()
    for new, old in OLD_TONES.items():
        text = re.sub(rf"(?<!q){new}\b", old, text)
    return text


def aliases(kind):
    found = {}
    for line in KINDS[kind].strip().splitlines():
        name, _, headers = line.partition(":")
        for rank, header in enumerate([name, *headers.split(",")]):
            if header.strip():
                found[fold(header)] = (name, (rank - 1) % 99)
    return found


class Refused(Exception):
    """The file as a whole is not read."""


class BadCell(Exception):
    """The row is rejected."""


@dataclass
class Table:
    fields: set = field(default_factory=set)
    rows: int = 0
    skipped: int = 0
    good: list = field(default_factory=list)
    bad: list = field(default_factory=list)


def decoded(path, encoding=None):
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    if path.suffix == ".zst":
        data = subprocess.run(["zstd", "-dcq", path], check=True, capture_output=True).stdout
    if not data:
        raise Refused("empty")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    if encoding is None and data[1:8:2] == b"\0" * 4:
        return data.decode("utf-16-le")
    # Bytes that are no UTF-8 stay visible, so that their row alone can be rejected.
    text = data.decode(encoding or "utf-8", "surrogateescape")
    return text.removeprefix("\ufeff")


def records(text, delimiter):
    """(line, cells, whole) of each record; blank lines are none."""
    cells, cell, quoted, line, start = [], "", False, 1, 1
    at = 0
    while at <= len(text):
        mark = text[at] if at < len(text) else "end"
        if quoted and mark == '"' and text[at + 1 : at + 2] == '"':
            cell, at = cell + '"', at + 1
        elif quoted and mark == '"':
            quoted = False
        elif quoted and mark != "end":
            cell += mark
        elif mark == '"' and not cell:
            quoted = True
        elif mark == delimiter:
            cells, cell = [*cells, cell], ""
        elif mark in ("\n", "end"):
            cells = [*cells, cell.removesuffix("\r")]
            if cells != [""]:
                yield start, cells, not quoted
            cells, cell, start = [], "", line + 1
        else:
            cell += mark
        line += mark == "\n"
        at += 1


DMY = r"(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})"
YMD = r"(?P<y>\d{4})(?P<s>[/-])(?P<m>\d\d)(?P=s)(?P<d>\d\d)"
HMS = r"(?P<H>\d\d):(?P<M>\d\d)(:(?P<S>\d\d)(\.\d{1,9})?)?"
FORMS = [
    re.compile(rf"{DMY}([ T]{HMS})?"),
    re.compile(rf"{YMD}([ T]{HMS}(?P<o>Z|[+-]\d\d:\d\d)?)?"),
    re.compile(rf"{HMS},? {DMY}"),
    re.compile(r"(?P<y>(19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?P<H>)(?P<M>)(?P<S>)"),
]


def moment(text):
    """(datetime, has a time of day), or None for nothing."""
    text = text.strip()
    if not text:
        return None
    for form in FORMS:
        if m := form.fullmatch(text):
            part = m.groupdict()
            clock = [int(part[k] or 0) for k in "HMS"]
            try:
                value = datetime(int(part["y"]), int(part["m"]), int(part["d"]), *clock)
            except ValueError as why:
                raise BadCell(text) from why
            offset = part.get("o")
            if offset and offset != "Z":
                hours = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:]))
                value -= hours if offset[0] == "+" else -hours
            if offset:
                value += timedelta(hours=7)
            if not 1990 <= value.year <= 2100:
                raise BadCell(text)
            return value, part["H"] is not None
    raise BadCell(text)


def is_date(text):
    """Whether a cell has the shape of a date, be it one of the calendar or not."""
    return any(form.fullmatch(text.strip()) for form in FORMS)


def header_of(rows, kind):
    """(its place, the columns as field names, rows it takes)."""
    known = aliases(kind)
    for place, (_, cells, _) in enumerate(rows[:20]):
        names = [known.get(fold(c)) for c in cells]
        key = "answer" if kind == "survey" else "code"
        if not any(n and n[0] == key for n in names) or sum(map(bool, names)) < 3:
            continue
        below = rows[place + 1][1] if place + 1 < len(rows) else []
        group, joined = "", []
        for n, cell in enumerate(cells):
            group = cell if cell.strip() else group
            sub = below[n] if n < len(below) else ""
            joined.append(known.get(fold(sub)) or known.get(fold(f"{group} {sub}")))
            joined[-1] = joined[-1] if sub.strip() else None
        two = any(j and not n for j, n in zip(joined, names, strict=True)) and not any(
            b.strip() for b, n in zip(below, names, strict=False) if n
        )
        if two:
            names = [n or j for n, j in zip(names, joined, strict=True)]
        width = max(n for n, c in enumerate(cells) if c.strip() or two) + 1
        return place, names, 1 + two, width
    raise Refused("no header")


def columns_of(names):
    """field -> column; of two headers for one field the one first in the table."""
    best = {}
    for n, name in enumerate(names):
        if name and (name[0] not in best or name[1] < best[name[0]][0]):
            best[name[0]] = (name[1], n)
    return {field: n for field, (_, n) in best.items()}


def value_of(name, text):
    if (name.endswith("_at") and "listed" not in name) or name in ("decision_date", "day"):
        return moment(text)
    if name.startswith("in_force"):
        return moment(text)
    if name in COUNTS or name == "term":
        if text.strip() and not re.fullmatch(r"[0-9]+", text.strip()):
            raise BadCell(text)
        return int(text) if text.strip() else None
    return " ".join(unicodedata.normalize("NFC", text).split())


def read(path, kind="dossiers", delimiter=None, encoding=None):
    text = decoded(path, encoding)
    if encoding is None and "\udc80" <= max(text.split("\n")[0], default="") <= "\udcff":
        # No UTF-8, and of Windows where its header is one then.
        try:
            return read(path, kind, delimiter, "cp1258")
        except Refused:
            pass
    counts = {d: re.sub(r'"[^"]*"', "", text[:20000]).count(d) for d in ",;\t"}
    rows, names = [], None
    for d in [delimiter] if delimiter else sorted(counts, key=counts.get, reverse=True):
        rows = list(records(text, d))
        try:
            place, names, took, width = header_of(rows, kind)
            break
        except Refused:
            continue
    if names is None:
        raise Refused("no header")
    columns = columns_of(names)
    for need in NEEDED.get(kind, []):
        if need not in columns:
            raise Refused(f"no column for {need}")
    if kind == "pakn" and not {"sent_at", "accepted_at"} & set(columns):
        raise Refused("no column for sent_at or accepted_at")
    number = [n for n, c in enumerate(rows[place][1]) if fold(c) == "số lượng hồ sơ"]
    table = Table(fields=set(columns))
    table.rows = table.skipped = place
    for line, cells, whole in rows[place + took :]:
        table.rows += 1
        take(table, kind, columns, width, number, (line, cells, whole))
    return table


def take(table, kind, columns, width, number, row):
    line, cells, whole = row
    get = {f: cells[n] if n < len(cells) else "" for f, n in columns.items()}
    code = get.get("code", "-").strip()
    dates = [f for f in get if (f.endswith("_at") and f != "listed_at_office") or f == "day"]
    dated = any(is_date(get[f]) for f in dates)
    shaped = kind == "survey" or (re.search(r"\d", code) and not re.search(r"\s", code))
    filled = [c for c in cells if c.strip()]
    numbers = all(re.fullmatch(r"\(\d+\)", c.strip()) for c in filled)  # and so of no cell
    if numbers or (whole and not dated and not shaped):
        table.skipped += 1
    elif not whole or len(cells) < width or any(c.strip() for c in cells[width:]):
        table.bad.append((line, "cells"))
    elif not code:
        table.bad.append((line, "no code"))
    elif any(n < len(cells) and cells[n].strip() not in ("", "1") for n in number):
        raise Refused("one row for several dossiers")
    else:
        checked(table, kind, get, line)


def checked(table, kind, get, line):
    record = {"line": line}
    try:
        for name, text in get.items():
            if any("\udc80" <= c <= "\udcff" for c in text):
                raise BadCell("bytes")
            record[name] = value_of(name, text)
    except BadCell as why:
        table.bad.append((line, str(why)))
        return
    if kind == "pakn":
        record["received_at"] = record.get("sent_at") or record.get("accepted_at")
    start = record.get("received_at")
    for name in ENDS.get(kind, ()):
        end = record.get(name)
        if start and end and end[0].date() < start[0].date():
            table.bad.append((line, f"{name} before received"))
            return
    table.good.append(record)
