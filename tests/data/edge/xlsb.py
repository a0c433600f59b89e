"""A workbook of binary records, .xlsb, by [MS-XLSB]: one sheet of dossiers."""

import struct

CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.bin"
 ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
<Override PartName="/xl/styles.bin" ContentType="application/vnd.ms-excel.styles"/>
<Override PartName="/xl/sharedStrings.bin" ContentType="application/vnd.ms-excel.sharedStrings"/>
<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/>
</Types>"""


def record(kind, body=b""):
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(body)
    while True:
        head += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + body


def text(value):
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def cell(kind, column, style, value):
    return record(kind, struct.pack("<II", column, style) + value)


def workbook(name):
    sheet = struct.pack("<II", 0, 1) + text("rId1") + text(name)
    return (
        record(0x83) + record(0x99, bytes(12) + text("")) + record(0x8F) + record(0x9C, sheet)
        + record(0x90) + record(0x9D, bytes(26)) + record(0x84)
    )  # fmt: skip


def styles():
    """Cells in style 1 are days."""
    xf = struct.Struct("<HHHHHBBHH")
    plain, day = (xf.pack(0xFFFF, form, 0, 0, 0, 0, 0, 0, form > 0) for form in (0, 14))
    return record(0x116) + record(0x269, struct.pack("<I", 2)) + record(0x2F, plain) + record(
        0x2F, day
    ) + record(0x26A) + record(0x117)  # fmt: skip


def parts(table, days):
    """The parts of a workbook; what `days` gives for a cell is a serial number, else it is text."""
    strings, rows = [], b""
    for n, line in enumerate(table):
        rows += record(0x00, struct.pack("<IIHBBBI", n, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(line):
            day = days(value)
            if day is None:
                rows += cell(0x07, column, 0, struct.pack("<I", len(strings)))
                strings.append(value)
            elif day % 2:
                rows += cell(0x05, column, 1, struct.pack("<d", day))
            else:
                # A whole number in few bits: the last two say so.
                rows += cell(0x02, column, 1, struct.pack("<I", day << 2 | 2))
    width = max(map(len, table))
    size = struct.pack("<IIII", 0, len(table) - 1, 0, width - 1)
    counts = struct.pack("<II", len(strings), len(strings))
    shared = b"".join(record(0x13, b"\0" + text(value)) for value in strings)
    return {
        "xl/styles.bin": styles(),
        "xl/sharedStrings.bin": record(0x9F, counts) + shared + record(0xA0),
        "xl/worksheets/sheet1.bin": record(0x81) + record(0x94, size) + record(0x91) + rows
        + record(0x92) + record(0x82),
    }  # fmt: skip
