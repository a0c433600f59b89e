"""Files as files: encodings, legacy fonts, containers, cuts, delimiters, headers, odd rows."""

import base64
import gzip
import unicodedata
import zipfile
from io import BytesIO

import xlsb
from cases import HEADER, JUNE, Case, Run, dossiers, lines, nfd, one, refused

PLAIN = dossiers(("02/06/2025", "10/06/2025", "09/06/2025"),
                 ("02/06/2025", "10/06/2025", "10/06/2025"),
                 ("02/06/2025", "10/06/2025", "11/06/2025"))  # fmt: skip
TEXT = PLAIN.decode()
THREE = [(JUNE, "received 3, early 1, on_time 1, late 1")]
ALL_THREE = "3 3 0 0 0"


def plain(name, content, holds, rows=ALL_THREE, **rest):
    """The three dossiers of `plain.csv`, written another way."""
    return one(name, content, holds, rows, THREE, **rest)


def cp1258(text):
    """Windows-1258 keeps the five tones as marks of their own after the letter."""
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(p for p in parts if p in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out += base.encode("cp1258") + tone.encode("cp1258")
    return out


TCVN3 = dict(zip(
    "àảãáạằẳẵắặầẩẫấậđèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưĂÂĐÊÔƠƯ",
    bytes.fromhex("b5b6b7b8b9bbbcbdbec6c7c8c9cacbaeccce cfd0d1d2d3d4d5d6d7d8dcdddedfe1e2e3e4e5e6e7"
                  "e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfd fea8a9aaabacad a1a2a7a3a4a5a6"),
    strict=True))  # fmt: skip


def tcvn3(text):
    return bytes(TCVN3.get(c, ord(c) if ord(c) < 128 else 0x3F) for c in text)


VNI_HEADER = (
    "Maõ hoà sô,Ñôn vò xöû lyù,Ngaøy tieáp nhaän,Ngaøy heïn traû,Ngaøy keát thuùc xöû lyù,"
    "Traïng thaùi"
)
VNI = (
    VNI_HEADER
    + "\nH37.12-250602-0001,Vaên phoøng,02/06/2025,10/06/2025,09/06/2025,Ñaõ xöû lyù xong\n"
)


def gz(data):
    packed = bytearray(gzip.compress(data, 9, mtime=0))
    packed[9] = 255  # the system that packed it: unknown, whatever the Python
    return bytes(packed)


# `zstd -19` of PLAIN; kept as bytes, because the standard library cannot pack it.
ZST = base64.b64decode("""
KLUv/QRoJQUAQgkhH5DPAf9JqZ1h1YqX0qshDCZRgQZWXgA/Mohc7J2pb+qF8YWNcLX5qD9V+S+Cw74lkCfsBxEu9bUcd+oT
FP8v2Ef+sIIthsRYAEnUN/MIi3lfDpT1zTxL857GvK/MsZn3xWTeF7uV5i1lzoU6agJUU06ee3Pv3Jpjcf3UQFwxB899fdRM
CyDwIrrwGJm8MtEks/LvU7ILVlcgoe3r7OkyBgWjuJYZ
""")

CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/styles.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>"""
RELS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
{}</Relationships>"""
REL = '<Relationship Id="rId{}" Target="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
WORKBOOK = f"""<?xml version="1.0" encoding="UTF-8"?>
<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Hồ sơ" sheetId="1" r:id="rId1"/></sheets></workbook>"""
STYLES = f"""<?xml version="1.0" encoding="UTF-8"?>
<styleSheet {MAIN}><fonts count="1"><font/></fonts>
<fills count="1"><fill><patternFill/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"""


def xlsx(text, serial):
    """A workbook of one sheet; dates as serial numbers (45810 is 02/06/2025) or as text."""
    rows = []
    for n, record in enumerate(text.splitlines(), 1):
        cells = ""
        for column, value in zip("ABCDEF", record.split(","), strict=True):
            if serial and value.endswith("/06/2025"):
                cells += f'<c r="{column}{n}" s="1"><v>{45808 + int(value[:2])}</v></c>'
            else:
                cells += f'<c r="{column}{n}" t="inlineStr"><is><t>{value}</t></is></c>'
        rows.append(f'<row r="{n}">{cells}</row>')
    sheet = f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet {MAIN}><sheetData>{"".join(rows)}'
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELS.format(REL.format(1, "xl/workbook.xml", "officeDocument")),
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELS.format(
            REL.format(1, "worksheets/sheet1.xml", "worksheet")
            + REL.format(2, "styles.xml", "styles")
        ),
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": sheet + "</sheetData></worksheet>",
    }
    return archive(parts)


def archive(parts, method=zipfile.ZIP_STORED):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as book:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3
            book.writestr(entry, part, method)
    return out.getvalue()


def binary(text):
    """The same workbook in records: .xlsb."""

    def day(value):
        return 45808 + int(value[:2]) if value.endswith("/06/2025") else None

    table = [line.split(",") for line in text.splitlines()]
    links = REL.format(1, "worksheets/sheet1.bin", "worksheet")
    links += REL.format(2, "styles.bin", "styles")
    links += REL.format(3, "sharedStrings.bin", "sharedStrings")
    return archive({
        "[Content_Types].xml": xlsb.CONTENT_TYPES,
        "_rels/.rels": RELS.format(REL.format(1, "xl/workbook.bin", "officeDocument")),
        "xl/workbook.bin": xlsb.workbook("Hồ sơ"),
        "xl/_rels/workbook.bin.rels": RELS.format(links),
        **xlsb.parts(table, day),
    })  # fmt: skip


def html(text):
    body = "".join(
        "<tr>" + "".join(f"<td>{c}</td>" for c in r.split(",")) + "</tr>\n"
        for r in text.splitlines()
    )
    head = '<html><head><meta charset="utf-8"></head><body>\n<table border="1">\n'
    return (head + body + "</table>\n</body></html>\n").encode()


ENCODINGS = [
    plain("plain.csv", PLAIN, "three dossiers, nothing odd: what the next ones must equal"),
    plain("bom.csv", b"\xef\xbb\xbf" + PLAIN, "UTF-8 with BOM"),
    plain("crlf.csv", PLAIN.replace(b"\n", b"\r\n"), "CRLF line ends"),
    plain("no-last-line-end.csv", PLAIN[:-1], "no line end after the last row"),
    plain("utf16-le.csv", TEXT.encode("utf-16-le").join([b"\xff\xfe", b""]), "UTF-16 LE with BOM"),
    plain("utf16-be.csv", TEXT.encode("utf-16-be").join([b"\xfe\xff", b""]), "UTF-16 BE with BOM"),
    plain("utf16-le-no-bom.csv", TEXT.encode("utf-16-le"), "UTF-16 without BOM"),
    one("windows-1258.csv", cp1258(TEXT), "Windows-1258, named by the flag", ALL_THREE,
        [(f"{JUNE} --encoding windows-1258", THREE[0][1])]),
    plain("windows-1258-unnamed.csv", cp1258(TEXT), "the same bytes, encoding not named"),
    refused("one-byte-of-the-header.csv", TEXT.encode().replace("ồ".encode(), b"\xff", 1),
            "UTF-8 but for a byte of the header",
            "invalid UTF-8 in the header, with the byte position"),
    plain("nfd.csv", nfd(TEXT).encode(), "header and values in NFD"),
    refused("tcvn3.csv", tcvn3(TEXT), "TCVN3 bytes", "TCVN3 text, and how to convert it"),
    refused("tcvn3-as-utf8.csv", tcvn3(TEXT).decode("latin-1").encode(),
            "TCVN3 letters saved as UTF-8 (M· hå s¬)", "TCVN3 text, and how to convert it"),
    refused("vni.csv", VNI.encode("cp1252"), "VNI bytes", "VNI text, and how to convert it"),
    refused("vni-as-utf8.csv", VNI.encode(), "VNI letters saved as UTF-8 (Maõ hoà sô)",
            "VNI text, and how to convert it"),
    one("invalid-bytes-in-a-row.csv",
        PLAIN.replace("0002,Văn phòng".encode(), b"0002,V\xe3n ph\xf2ng"),
        "bytes that are no UTF-8 in the second row", "3 2 1 0 0",
        [(JUNE, "received 2, early 1, late 1")], note="the byte position is told"),
]  # fmt: skip

CONTAINERS = [
    plain("plain.csv.gz", gz(PLAIN), "gzip"),
    plain("two-members.csv.gz", gz(PLAIN[:80]) + gz(PLAIN[80:]), "gzip of two members"),
    refused("cut.csv.gz", gz(PLAIN)[:-20], "gzip cut before its end", "the gzip stream is cut"),
    plain("plain.csv.zst", ZST, "zstd"),
    plain("plain.xlsx", xlsx(TEXT, serial=True), "a workbook, dates as serial numbers",
          by_hand=True),
    plain("dates-as-text.xlsx", xlsx(TEXT, serial=False), "a workbook, dates as text",
          by_hand=True),
    plain("plain.xlsb", binary(TEXT), "a workbook in binary records, dates as serial numbers",
          by_hand=True),
    plain("html-table.xls", html(TEXT), "an HTML table saved as .xls", by_hand=True),
]  # fmt: skip

CUTS = [
    refused("empty.csv", b"", "no byte", "an empty file"),
    refused("only-bom.csv", b"\xef\xbb\xbf", "a BOM and nothing else", "an empty file"),
    refused("only-blank-lines.csv", b"\n\n\n", "blank lines only", "no header (or: empty)"),
    one("header-without-rows.csv", lines(HEADER), "a header and no row", "0 0 0 0 0", [(JUNE,)],
        note="said as what it is; read here as an empty month and not as a refusal"),
    one("cut-in-a-row.csv", PLAIN[: PLAIN.rindex(b",10/06/2025") + 4], "cut within the third row",
        "3 2 1 0 0", [(JUNE, "received 2, early 1, on_time 1")], note="said as a cut file"),
    one("cut-in-quotes.csv",
        PLAIN[: PLAIN.rindex("Đã xử lý xong".encode())] + '"Đã xử\n'.encode(),
        "a quote in the last row that is never closed", "3 2 1 0 0",
        [(JUNE, "received 2, early 1, on_time 1")], note="said as an unclosed quote or a cut"),
]  # fmt: skip

TWO_ROWS = "Mã hồ sơ;Đơn vị xử lý;Thời gian giải quyết;;;Trạng thái\n" \
    ";;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;\n"  # fmt: skip
JOINED = "Mã hồ sơ;Đơn vị xử lý;Ngày;;;Trạng thái\n;;tiếp nhận;hẹn trả;kết thúc xử lý;\n"
BODY = PLAIN[len(HEADER.encode()) + 1 :]
BODY_SEMI = BODY.replace(b",", b";")
REVERSED = HEADER.replace("Ngày hẹn trả", "Hạn xử lý,Ngày hẹn trả")
QUOTED = HEADER + ",Ghi chú"

HEADERS = [
    plain("semicolons.csv", PLAIN.replace(b",", b";"), "semicolons"),
    plain("tabs.csv", PLAIN.replace(b",", b"\t"), "tabs"),
    plain("semicolons-with-commas.csv",
          TEXT.replace(",", ";").replace("Văn phòng", "Phòng A, B, C, D, E, F, G").encode(),
          "semicolons, and more commas than semicolons in the text"),
    plain("quoted-cells.csv",
          lines(QUOTED,
                'H37.12-250602-0001,Văn phòng,02/06/2025,10/06/2025,09/06/2025,9,"a, b;\tc"',
                'H37.12-250602-0002,Văn phòng,02/06/2025,10/06/2025,10/06/2025,9,"hai\ndòng"',
                'H37.12-250602-0003,"Văn phòng",02/06/2025,10/06/2025,"11/06/2025",9,"""A1"" cũ"'),
          "delimiters, a line break and doubled quotes in quoted cells"),
    plain("two-row-header.csv", TWO_ROWS.encode() + BODY_SEMI,
          "group cells over whole sub-headers"),
    plain("two-row-header-joined.csv", JOINED.encode() + BODY_SEMI,
          "sub-headers that are known only when joined to their group (Ngày + tiếp nhận)"),
    plain("two-row-header-numbers.csv",
          TWO_ROWS.encode() + b"(1);(2);(3);(4);(5);(6)\n" + BODY_SEMI,
          "a two-row header and a row of (1), (2), (3)", "4 3 0 0 1"),
    plain("odd-header-spelling.csv",
          ("  MÃ  HỒ SƠ ,đơn vị xử lý,NGÀY TIẾP NHẬN,Ngày\u00a0hẹn trả, ngày kết thúc xử lý,"
           "TRẠNG THÁI\n").encode() + BODY, "capitals, doubled and no-break spaces in the header"),
    plain("english-header.csv", b"code,unit,received_at,due_at,finished_at,status\n" + BODY,
          "the English field names as headers"),
    plain("two-headers-for-one-field.csv",
          lines(REVERSED, *(r.replace(",10/06/2025,", ",01/01/2026,10/06/2025,", 1)
                            for r in BODY.decode().splitlines())),
          "Hạn xử lý and Ngày hẹn trả: the one first in the table of aliases wins",
          note="a note says so"),
    plain("header-in-row-20.csv", b"X,Y\n" * 19 + PLAIN, "19 rows above the header", "22 3 0 0 19"),
    refused("header-in-row-21.csv", b"X,Y\n" * 20 + PLAIN, "20 rows above the header", "no header"),
    refused("no-code-column.csv", PLAIN.replace("Mã hồ sơ".encode(), "Chủ hồ sơ".encode()),
            "no code column", "no header; the nearest known ones are named"),
    refused("no-received-column.csv",
            PLAIN.replace("Ngày tiếp nhận".encode(), "Ngày tiếp nhân".encode()),
            "the received_at header misspelt",
            "no received_at; Ngày tiếp nhận is named as nearest"),
    refused("code-and-one-more.csv",
            lines("Mã hồ sơ,Ngày tiếp nhận,Ghi chú", "H37.12-250602-0001,02/06/2025,"),
            "only one known header beside the code", "no header"),
    one("no-due-column.csv",
        lines("Mã hồ sơ,Ngày tiếp nhận,Ngày kết thúc xử lý",
              "H37.12-250602-0001,02/06/2025,09/06/2025", "H37.12-250602-0002,02/06/2025,"),
        "neither a deadline column nor terms; no status, unit or channel column", "2 2 0 0 0",
        [(JUNE, "received 2, finished_unmeasurable 1, open_unmeasurable 1",
          {"on_time_return_rate": None, "late_rate": None, "repeat_visit_rate": None,
           "supplement_once_rate": None, "apology_coverage_rate": None,
           "result_accuracy_rate": None})]),
]  # fmt: skip

ROW = "H37.12-250602-000{},Văn phòng,02/06/2025,10/06/2025,{}/06/2025,9"
ROWS = [
    plain("total-rows.csv",
          lines("DANH SÁCH HỒ SƠ,,,,,", "", HEADER, *(ROW.format(n, d) for n, d in
                ((1, "09"), (2, "10"), (3, "11"))),
                "Tổng cộng: 3 hồ sơ,,,,,", ",,,,,", "Tổng số,,,,3,", ",Người lập biểu,,,,"),
          "a title, a blank line, totals in the code column, empty cells, a signature",
          "8 3 0 0 5"),
    plain("column-numbers.csv",
          lines(HEADER, "(1),(2),(3),(4),(5),(6)", *(ROW.format(n, d) for n, d in
                ((1, "09"), (2, "10"), (3, "11")))),
          "a row of (1), (2), (3) under a plain header", "4 3 0 0 1"),
    plain("trailing-empty-cells.csv", PLAIN.replace(b"xong\n", b"xong,,\n"),
          "rows that end in two more empty cells"),
    one("more-and-fewer-cells.csv",
        lines(HEADER, ROW.format(1, "09"), ROW.format(2, "10") + ",thừa",
              "H37.12-250602-0003,Văn phòng,02/06/2025", ROW.format(4, "11")),
        "a cell too many, and three too few", "4 2 2 0 0", [(JUNE, "received 2, early 1, late 1")]),
    one("date-without-code.csv",
        lines(HEADER, ROW.format(1, "09"), ",Văn phòng,02/06/2025,10/06/2025,,4",
              ",Văn phòng,,,,4", "Cộng dồn,Văn phòng,,,,",
              "HS MOI,Văn phòng,02/06/2025,10/06/2025,,4"),
        "a date and no code; neither; text and no date; a code of no shape with dates",
        "5 2 1 0 2", [(JUNE, "received 2, early 1, open_overdue 1")],
        note="the last one is accepted, with a warning"),
    one("code-shapes.csv",
        dossiers(("02/06/2025", "10/06/2025", "09/06/2025"))
        + lines("000.00.12.H37-250602-0002,Văn phòng,02/06/2025,10/06/2025,09/06/2025,9",
                "G12.34.56-250602-0003,Văn phòng,02/06/2025,10/06/2025,09/06/2025,9",
                "2025/BN-4,Văn phòng,02/06/2025,10/06/2025,09/06/2025,9",
                "H37.12-250530-0005,Văn phòng,02/06/2025,10/06/2025,09/06/2025,9"),
        "three known shapes, an unknown one, and a code whose date is another day", "5 5 0 0 0",
        [(JUNE, "received 5, early 5")], note="warnings for the last two"),
    refused("several-dossiers-in-a-row.csv",
            lines(HEADER + ",Số lượng hồ sơ", ROW.format(1, "09") + ",1",
                  ROW.format(2, "10") + ",2"),
            "Số lượng hồ sơ with a 2", "one row stands for several dossiers"),
    plain("one-dossier-in-a-row.csv",
          lines(HEADER + ",Số lượng hồ sơ", ROW.format(1, "09") + ",1", ROW.format(2, "10") + ",",
                ROW.format(3, "11") + ",1"), "Số lượng hồ sơ with 1 and blank"),
    plain("personal-columns.csv",
          lines(HEADER + ",Chủ hồ sơ,Số điện thoại,Địa chỉ",
                *(ROW.format(n, d) + f",Người nộp 000{n},0900 000 00{n},Thôn {n}"
                  for n, d in ((1, "09"), (2, "10"), (3, "11")))),
          "names, telephones and addresses",
          note="none of `Người nộp`, `0900 000`, `Thôn` stands in any output"),
    Case({"plain.csv": None, "empty.csv": None}, "one good file and one that is refused",
         "3 3 0 0 0", [Run(JUNE, THREE[0][1])], note="the report of the good one, exit 3"),
]  # fmt: skip

CASES = ENCODINGS + CONTAINERS + CUTS + HEADERS + ROWS
