"""Forms as they leave the printer: a Word document by LibreOffice, a page by a browser.

Runs wherever both programs are found, and says so where one is not.
"""

import base64
import csv
import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from browser import Browser, complaints

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("SIPAS_BIN", str(ROOT / "target" / "debug" / "sipas"))
OFFICE = "Ban Quản lý Khu kinh tế cửa khẩu, Trung tâm Phục vụ hành chính công của tỉnh"
LONG = "Quản lý nhà nước về hội, quỹ xã hội, quỹ từ thiện và tổ chức phi chính phủ, lĩnh vực số"
FIELDS = 60
A4, ACROSS = (595, 842), (842, 595)

# A form: its name, its words, which way its page lies, and a heading of its last column.
FORMS = {
    "07a": (["--form", "07a", "--period", "2026-08"], ACROSS, "(15)"),
    "07b": (["--form", "07b", "--period", "2026-08", "--own", "Sở A"], ACROSS, "(15)"),
    "06a": (["--form", "06a", "--period", "2026-Q3"], ACROSS, "(16)"),
    "old": (["--form", "06a", "--period", "2026-07", "--by", "field"], ACROSS, "(13)"),
    "late": (["--form", "late-list", "--period", "2026-08"], ACROSS, "Ghi chú"),
    "01-DC": (["--form", "01-DC", "--period", "2026-08"], A4, ""),
}
ACCEPT = [word for code in ("coverage", "unmeasurable") for word in ("--accept", code)]


def exports(folder: Path) -> list[str]:
    """Dossiers and petitions of sixty fields with long names."""
    rng = random.Random(7)
    fields = [f"{LONG} {n}" for n in range(1, FIELDS + 1)]

    def shown(day: date | None) -> str:
        return f"{day:%d/%m/%Y}" if day else ""

    def received(days: int) -> date:
        return date(2026, 6, 15) + timedelta(rng.randrange(days))

    def written(name: str, header: str, rows: list[list[str]]) -> None:
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header.split("|"), *rows])

    def dossier(n: int) -> list[str]:
        day = received(60)
        due = day + timedelta(rng.randrange(5, 15))
        end = day + timedelta(rng.randrange(1, 20)) if rng.random() < 0.7 else None
        channel = rng.choice(["Trực tiếp", "Toàn trình", "Một phần", "Bưu chính"])
        where = [rng.choice(fields), rng.choice(["Sở A", OFFICE]), "Cán bộ 01", channel]
        status = "Đã trả kết quả" if end else "Đang xử lý"
        return [f"H37.12-{day:%y%m%d}-{n:04d}", *where, *map(shown, (day, due, end)), status]

    def petition(n: int) -> list[str]:
        day = received(90)
        end = day + timedelta(rng.randrange(1, 20)) if rng.random() < 0.7 else None
        topic = rng.choice(["Hành vi hành chính", "Quy định hành chính"])
        dates = (day, day + timedelta(15), end, end)
        return [f"PA-{n}", rng.choice(fields), topic, *map(shown, dates)]

    written(
        "ho-so.csv",
        "Mã hồ sơ|Lĩnh vực|Đơn vị xử lý|Cán bộ xử lý|Hình thức tiếp nhận|Ngày tiếp nhận"
        "|Ngày hẹn trả|Ngày kết thúc xử lý|Trạng thái",
        [dossier(n) for n in range(900)],
    )
    written(
        "pakn.csv",
        "Mã PAKN|Lĩnh vực|Phân loại|Ngày gửi|Hạn xử lý|Ngày xử lý|Ngày công khai",
        [petition(n) for n in range(300)],
    )
    return [str(folder / "ho-so.csv"), "--pakn", str(folder / "pakn.csv")]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every form as a document and as a page."""
    folder = tmp_path_factory.mktemp("papers")
    inputs = exports(folder)
    for name, (words, *_) in FORMS.items():
        for ending in ("docx", "html"):
            head = ["--office", OFFICE, "--place", "Lạng Sơn", "-o", f"{folder / name}.{ending}"]
            done = subprocess.run(
                [COMMAND, "form", *inputs, *words, *ACCEPT, *head, "--quiet"],
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def printed(papers: Path) -> dict[str, Path]:
    """Every document as LibreOffice prints it."""
    missing = [name for name in ("soffice", "pdftotext", "pdfinfo") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    home = papers / "home"
    documents = [str(papers / f"{name}.docx") for name in FORMS]
    profile = f"-env:UserInstallation={home.as_uri()}"
    done = subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(papers),
            *documents,
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    made = {name: papers / f"{name}.pdf" for name in FORMS}
    assert all(path.exists() for path in made.values()), done.stderr
    return made


def pages(pdf: Path) -> list[str]:
    """The text of each page as it stands there."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def rows(pdf: Path) -> list[str]:
    return [" ".join(line.split()) for page in pages(pdf) for line in page.splitlines()]


@pytest.mark.parametrize("name", FORMS)
def test_a_document_prints_as_a_paper(name: str, papers: Path, printed: dict[str, Path]) -> None:
    _, size, last_column = FORMS[name]
    about = subprocess.run(
        ["pdfinfo", str(printed[name])], capture_output=True, text=True, check=True
    )
    found = re.search(r"Page size: +([\d.]+) x ([\d.]+)", about.stdout)
    assert found
    assert (round(float(found[1])), round(float(found[2]))) == size
    text = pages(printed[name])
    lines = rows(printed[name])
    # Each line of the title is one line on paper.
    for title in re.findall(r"<span>([^<]+)</span> ", (papers / f"{name}.html").read_text("utf-8")):
        assert title in lines, title
    assert "Lạng Sơn, ngày …… tháng …… năm ………" in " ".join(lines)
    assert any(line.startswith("Ghi chú: ") for line in lines)
    if last_column:
        # Headings stand on every page that has rows of the table.
        tables = [page for page in text if re.search(r"^ *\d+ .*\d", page, re.MULTILINE)]
        assert len(tables) > 1
        for page in tables[:-1]:
            assert last_column in page, page


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    tab = Browser(tmp_path_factory.mktemp("browser"))
    yield tab
    tab.close()


@pytest.mark.parametrize("name", FORMS)
def test_a_page_prints_as_a_paper(name: str, papers: Path, browser: Browser) -> None:
    _, size, last_column = FORMS[name]
    browser.open(papers / f"{name}.html")
    assert complaints(browser) == []
    pdf = base64.b64decode(browser.call("Page.printToPDF", preferCSSPageSize=True)["data"])
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert {tuple(round(float(side)) for side in box) for box in boxes} == {size}
    if last_column:
        # A million dossiers in every cell: no number leaves its cell, and none is broken.
        browser.call(
            "Emulation.setDeviceMetricsOverride",
            width=990,
            height=700,
            deviceScaleFactor=1,
            mobile=False,
        )
        browser.call("Emulation.setEmulatedMedia", media="print")
        over = browser.evaluate(
            "[...document.querySelectorAll('td.number')].filter(cell => {"
            "cell.textContent = '1.234.567';"
            "const broken = getComputedStyle(cell).whiteSpace != 'nowrap';"
            "return broken || cell.scrollWidth > cell.clientWidth"
            "}).length"
        )
        browser.call("Emulation.setEmulatedMedia", media="")
        assert over == 0
