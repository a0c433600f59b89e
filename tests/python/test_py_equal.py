"""The package against the command, byte for byte, and against the oracle, figure for figure."""

from __future__ import annotations

import csv
import gzip
import json
import zipfile
from itertools import product
from pathlib import Path
from typing import Any

import dirty
import pytest
import sipas
from conftest import ROOT, command
from oracle import Options, differences, report

SAMPLES = ROOT / "tests/data/samples"
EDGE = ROOT / "tests/data/edge"
OTHERS = {name: f"tests/data/samples/{name}.csv" for name in ("pakn", "procedures", "survey")}


def flags(options: dict[str, Any]) -> list[str]:
    words: list[str] = []
    for name, value in options.items():
        value = ",".join(value) if isinstance(value, list) else str(value).replace("_", "-")
        words += [f"--{name.replace('_', '-')}", value]
    return words


def told(paths: list[str], options: dict[str, Any], others: dict[str, str]) -> str:
    words = [word for name, path in others.items() for word in (f"--{name}", path)]
    done = command("report", *paths, *words, *flags(options), "--format", "json")
    assert done.returncode in (0, 3), done.stderr.decode()
    return done.stdout.decode()


def asked(paths: list[str], options: dict[str, Any], others: dict[str, str]) -> str:
    read = {kind: sipas.read_csv(path, kind=kind) for kind, path in others.items()}
    return sipas.read_csv(paths).report(**options, **read).to_json()


QUESTIONS: list[dict[str, Any]] = [
    {"period": "2025-Q2"},
    {"period": "2025-06", "by": ["unit"]},
    {"period": "2025-05", "by": ["unit", "month"], "baseline": "2025-04"},
    {"period": "2025", "by": ["officer", "channel"], "plan": "none"},
    {"period": "2025-06", "window": "reporting", "by": ["field"]},
    {"period": "2025-Q2", "as_of": "2025-06-20"},
    {"period": "2025-Q2", "as_of": "2025-06-20T10:30"},
    {"period": "2025-04-03..2025-05-15", "by": ["procedure"]},
    {"by": ["month"]},
    *(
        {
            "period": "2025-Q2",
            "clock_end": end,
            "deadline": due,
            "precision": by,
            "supplement": wait,
        }
        for end, due, by, wait in product(
            ["finished", "returned"],
            ["original", "current"],
            ["day", "instant"],
            ["as_recorded", "pause"],
        )
    ),
    {"period": "2025-Q2", "repeat_threshold": 2, "publication_days": 10},
]


@pytest.mark.parametrize("options", QUESTIONS, ids=str)
@pytest.mark.parametrize("others", [{}, OTHERS], ids=["dossiers", "all"])
def test_the_samples_give_the_same_bytes(options: dict[str, Any], others: dict[str, str]) -> None:
    paths = ["tests/data/samples/dossiers"]
    assert asked(paths, options, others) == told(paths, options, others)


@pytest.mark.parametrize(
    "pattern", ["tests/data/samples/dossiers/*-[45].csv", "tests/data/edge/natural-order"]
)
def test_patterns_and_folders_are_read_in_the_same_order(pattern: str) -> None:
    assert asked([pattern], {"period": "2025"}, {}) == told([pattern], {"period": "2025"}, {})


PAGES: list[dict[str, Any]] = [
    {"period": "2025-Q2"},
    {"period": "2025-06", "by": ["unit", "month"], "baseline": "2025-05", "plan": "none"},
    {"period": "2025-06", "by": ["procedure"], "as_of": "2025-06-20", "deadline": "current"},
]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("options", PAGES, ids=str)
@pytest.mark.parametrize("others", [{}, OTHERS], ids=["dossiers", "all"])
def test_every_format_gives_the_same_bytes(
    tmp_path: Path, options: dict[str, Any], others: dict[str, str], lang: Any
) -> None:
    """Workbooks and pages too, with the trend, the procedures and the lists beside a report."""
    paths = ["tests/data/samples/dossiers"]
    words = [word for name, path in others.items() for word in (f"--{name}", path)]
    read = {kind: sipas.read_csv(path, kind=kind) for kind, path in others.items()}
    report = sipas.read_csv(paths).report(**options, **read, lang=lang)
    assert {"xlsx", "html"} < set(report.formats)
    for name in report.formats:
        ours, theirs = tmp_path / f"a.{name}", tmp_path / f"b.{name}"
        report.write(ours, format=name)
        done = command(
            "report",
            *paths,
            *words,
            *flags(options),
            "--format",
            name,
            "-o",
            str(theirs),
            lang=lang,
        )
        assert done.returncode in (0, 3), done.stderr.decode()
        assert ours.read_bytes() == theirs.read_bytes(), name
    page = (tmp_path / "a.html").read_text("utf-8")
    # Later in June a list is empty, and left out.
    assert "as_of" in options or ("Hồ sơ trễ hạn" if lang == "vi" else "Late dossiers") in page


EDGES = sorted(path for path in EDGE.iterdir() if path.suffix in (".csv", ".gz", ".zst"))


@pytest.mark.parametrize("path", EDGES, ids=lambda path: path.name)
def test_every_edge_file_gives_the_same_bytes_or_the_same_refusal(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    kind = next((kind for kind in OTHERS if path.name.startswith(kind)), "dossiers")
    words = [name] if kind == "dossiers" else [f"--{kind}", name]
    done = command("report", *words, "--period", "2025", "--format", "json")
    try:
        data: Any = sipas.read_csv(name, kind=kind)
    except sipas.RefusedError as refused:
        assert done.returncode == 2
        assert refused.path == name and refused.reason in done.stderr.decode()
        return
    if kind == "survey":
        return
    assert data.report(period="2025").to_json() == done.stdout.decode()


@pytest.mark.parametrize("seed", range(12))
def test_random_dirty_exports_give_what_the_oracle_finds(seed: int, tmp_path: Path) -> None:
    files = dirty.generate(tmp_path, seed, 300)
    by = (["unit"], ["unit", "month"], ["channel"])[seed % 3]
    ours = report(
        Options(
            dossiers=files["dossiers"],
            pakn=files["pakn"],
            procedures=files["procedures"],
            period="2025-Q2",
            by=tuple(by),
        )
    )
    read = {kind: sipas.read_csv(files[kind], kind=kind) for kind in ("pakn", "procedures")}
    theirs = sipas.read_csv(files["dossiers"]).report(period="2025-Q2", by=by, **read)
    assert differences(ours, theirs.to_dict()) == []
    assert json.loads(theirs.to_json()) == theirs.to_dict()


def exported(rows: int) -> str:
    """An export with odd rows: quotes, blanks, totals, bad dates, codes that come again."""
    lines = ["UBND xã,,,,", "Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý"]
    for n in range(rows):
        code = n - 7 if n % 997 == 990 else n
        unit = f'"Phòng ""{n % 5}"", tầng {n % 3}"' if n % 4 == 0 else f"Phòng {n % 9}"
        received = "31/02/2025" if n % 1009 == 5 else f"{n % 28 + 1:02}/06/2025"
        lines.append(
            f"H37.12-250601-{code:06},{unit},{received},{n % 25 + 1:02}/07/2025,"
            f"{n % 30 + 1:02}/07/2025"
        )
        if n % 5003 == 9:
            lines += ["", ",,,,", f"Tổng cộng,{n},,,", '"Hai\ndòng",,,,']
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_large_file_is_the_same_on_several_threads(tmp_path: Path, ending: str) -> None:
    text = exported(30_000).replace("\n", ending).encode()
    assert len(text) > 1 << 20
    plain, packed = tmp_path / "t.csv", tmp_path / "t.csv.gz"
    plain.write_bytes(text)
    # What is packed is read row by row.
    packed.write_bytes(gzip.compress(text, 1))
    said = []
    for path in (plain, packed):
        data = sipas.read_csv(path)
        report = data.report(period="2025", by=["unit", "month"])
        tables = [data.issues, data.rejected, data.duplicates, data.skipped, data.inputs]
        shown = json.dumps([report.to_json(), *(table.to_dict() for table in tables)], default=str)
        said.append(shown.replace(str(path), "PATH"))
        assert all(len(table) > 0 for table in tables)
    assert said[0] == said[1]
    assert sipas.read_csv(plain).report(period="2025").to_json() == told(
        [str(plain)], {"period": "2025"}, {}
    )


BOOKS = sorted(path for path in EDGE.iterdir() if path.suffix in (".xlsx", ".xls", ".xlsb"))


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_every_workbook_gives_the_same_bytes(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    data = sipas.read_excel(name)
    assert len(data) > 0
    options: dict[str, Any] = {"period": "2025", "by": ["unit", "month"]}
    assert data.report(**options).to_json() == told([name], options, {})


def test_workbooks_in_a_folder_are_read_together() -> None:
    folder = "tests/data/edge"
    names = [f"{folder}/{path.name}" for path in BOOKS]
    read = [sipas.read_excel(paths) for paths in (folder, names, f"{folder}/*.xls*")]
    want = told(names, {"period": "2025"}, {})
    assert [data.report(period="2025").to_json() for data in read] == [want] * 3


def book(path: Path, sheets: dict[str, list[list[str]]]) -> str:
    """The least that is a workbook."""
    office = "http://schemas.openxmlformats.org"
    kind = f"{office}/officeDocument/2006/relationships"
    main, numbers = f"{office}/spreadsheetml/2006/main", range(1, len(sheets) + 1)

    def related(target: str, what: str, n: int) -> str:
        return f'<Relationship Id="r{n}" Type="{kind}/{what}" Target="{target}"/>'

    def relations(of: str) -> str:
        return f'<Relationships xmlns="{office}/package/2006/relationships">{of}</Relationships>'

    def rows(cells: list[list[str]]) -> str:
        cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
        filled = ("".join(cell.format(text) for text in row) for row in cells)
        return "".join(f"<row>{row}</row>" for row in filled)

    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>'
        for n, name in zip(numbers, sheets, strict=True)
    )
    types = "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.{what}+xml"/>'
        for part, what in [
            ("xl/workbook.xml", "sheet.main"),
            *((f"xl/worksheets/s{n}.xml", "worksheet") for n in numbers),
        ]
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": relations(related("xl/workbook.xml", "officeDocument", 1)),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kind}"><sheets>{names}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            "".join(related(f"worksheets/s{n}.xml", "worksheet", n) for n in numbers)
        ),
    }
    for n, cells in zip(numbers, sheets.values(), strict=True):
        files[f"xl/worksheets/s{n}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{rows(cells)}</sheetData></worksheet>'
        )
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return str(path)


HEADER = ["Mã hồ sơ", "Đơn vị xử lý", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý"]


def dossier(n: int) -> list[str]:
    return [f"H37.12-250601-{n:04}", "Văn phòng", "01/06/2025", "10/06/2025", f"{n:02}/06/2025"]


def test_sheets_of_something_else_are_passed_over_and_one_can_be_named(tmp_path: Path) -> None:
    sheets = {
        "Tháng 5": [HEADER, dossier(5), dossier(6)],
        "Danh mục": [["Phòng", "Số"], ["Văn phòng", "1"]],
        "Tháng 6": [HEADER, dossier(12)],
    }
    path = book(tmp_path / "t.xlsx", sheets)
    data = sipas.read_excel(path)
    assert data.inputs.to_dict()["path"] == [f"{path} [Tháng 5]", f"{path} [Tháng 6]"]
    assert [shown for shown, _ in data.refused] == [f"{path} [Danh mục]"]
    assert data.report(period="2025").to_json() == told([path], {"period": "2025"}, {})

    one = sipas.read_excel(path, sheet="tháng 6")
    assert len(one) == 1 and one.refused == []
    named = {"period": "2025", "sheet": "tháng 6"}
    assert one.report(period="2025").to_json() == told([path], named, {})
    with pytest.raises(sipas.RefusedError, match="Tháng 5"):
        sipas.read_excel(path, sheet="Tháng 7")
    with pytest.raises(sipas.RefusedError, match="Danh mục"):
        sipas.read_excel(path, sheet="Danh mục")


def test_workbooks_that_cannot_be_read_raise_or_are_passed_over(tmp_path: Path) -> None:
    none = book(tmp_path / "none.xlsx", {"A": [["x", "y"], ["1", "2"]]})
    text = "tests/data/edge/plain.csv"
    # A sheet that holds dossiers below headers that nobody knows is not passed over.
    unknown = [["Mã số", "Tiếp nhận", "Hẹn"], ["H37.12-250602-0001", "02/06/2025", "10/06/2025"]]
    half = book(tmp_path / "half.xlsx", {"A": unknown, "B": [HEADER]})
    # Of the last one a sheet can be read, which the command then counts.
    for path, code in ((none, 2), (text, None), (half, 3)):
        with pytest.raises(sipas.RefusedError) as caught:
            sipas.read_excel(path)
        assert caught.value.path.startswith(path)
        assert code in (None, command("report", path, "--period", "2025").returncode)
    with pytest.raises(FileNotFoundError):
        sipas.read_excel("nowhere.xlsx")
    data = sipas.read_excel([none, text, BOOKS[0]], on_refused="skip")
    assert [path for path, _ in data.refused] == [f"{none} [A]", text]
    assert len(data.inputs) == 1


def test_petitions_of_a_workbook_join_a_report(tmp_path: Path) -> None:
    text = (SAMPLES / "pakn.csv").read_text("utf-8-sig")
    delimiter = max(",;\t", key=text.splitlines()[0].count)
    path = book(
        tmp_path / "pakn.xlsx", {"PAKN": list(csv.reader(text.splitlines(), delimiter=delimiter))}
    )
    dossiers = "tests/data/samples/dossiers"
    report = sipas.read_csv(dossiers).report(
        period="2025-Q2", pakn=sipas.read_excel(path, kind="pakn")
    )
    assert report.to_json() == told([dossiers], {"period": "2025-Q2"}, {"pakn": path})
