"""The page of a report in a real browser: what it draws, what it asks for, what it prints.

Runs wherever a Chromium is found, and says so where it is not.
"""

import base64
import os
import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest
from browser import Browser, complaints

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "data" / "samples"
COMMAND = os.environ.get("SIPAS_BIN", str(ROOT / "target" / "debug" / "sipas"))
A4 = (595, 842)
UNIT = "Phòng <script>alert(1)</script> \"'&"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    tab = Browser(tmp_path_factory.mktemp("browser"))
    yield tab
    tab.close()


def written(folder: Path, *arguments: str) -> Path:
    """The page that the command makes of these arguments."""
    page = folder / "report.html"
    done = subprocess.run(
        [COMMAND, "report", *arguments, "--format", "html", "--quiet", "-o", str(page)],
        capture_output=True,
        text=True,
    )
    if done.returncode == 2 and "html" in done.stderr and "--format" in done.stderr:
        pytest.skip(f"{COMMAND} has no --format html")
    assert done.returncode == 0, done.stderr
    return page


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Path:
    if not Path(COMMAND).exists():
        pytest.skip(f"{COMMAND} is not built")
    return written(
        tmp_path_factory.mktemp("page"),
        str(SAMPLES / "dossiers"),
        "--pakn", str(SAMPLES / "pakn.csv"),
        "--procedures", str(SAMPLES / "procedures.csv"),
        "--survey", str(SAMPLES / "survey.csv"),
        "--period", "2025-Q2",
        "--by", "unit",
    )  # fmt: skip


def test_it_is_whole_and_asks_for_nothing(browser, page):
    browser.open(page)
    assert complaints(browser) == []
    assert browser.evaluate("document.querySelectorAll('main h2').length") > 5
    assert (
        browser.evaluate("document.querySelectorAll('figure > svg[role=img] > title').length") >= 2
    )
    assert browser.evaluate("document.scripts.length") == 0
    assert browser.evaluate("document.documentElement.lang") == "vi"


def bytes_of(png: bytes) -> bytes:
    """The filtered bytes of a PNG: nothing but zeros where there is one colour only."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, data = 8, b""
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    return zlib.decompress(data)


@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_and_follows_the_theme(browser, page, width):
    browser.open(page)
    grounds = set()
    for scheme in ("light", "dark"):
        pixels = bytes_of(browser.look(width, scheme))
        drawn = len(pixels) - pixels.count(0)
        assert drawn > len(pixels) / 100, f"{scheme}: the picture is blank"
        grounds.add(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
        over = browser.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"the page is {over} px wider than {width} px"
    assert len(grounds) == 2, "light and dark look alike"


def test_it_prints_on_a4(browser, page):
    browser.open(page)
    pdf = base64.b64decode(browser.call("Page.printToPDF", preferCSSPageSize=True)["data"])
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert boxes
    sizes = {tuple(round(float(side)) for side in box) for box in boxes}
    assert sizes == {A4}


def test_a_hostile_name_is_only_shown(browser, page, tmp_path):
    export = tmp_path / "hồ sơ.csv"
    rows = [
        f'H{n};"{UNIT.replace(chr(34), chr(34) * 2)}";01/06/2025;10/06/2025;09/06/2025'
        for n in range(40)
    ]
    head = "Mã hồ sơ;Đơn vị xử lý;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý"
    export.write_text("\n".join([head, *rows]), encoding="utf-8")
    browser.open(written(tmp_path, str(export), "--period", "2025-06", "--by", "unit"))
    assert complaints(browser) == []
    assert browser.evaluate("document.scripts.length") == 0
    assert UNIT in browser.evaluate("document.body.innerText")


def test_on_a_telephone_a_name_has_the_whole_line(browser, page):
    browser.open(page)
    browser.resize(390, "light")
    narrow = browser.evaluate("""[...document.querySelectorAll('#push .push :is(.what, .who)')]
        .filter((of) => of.clientWidth < of.parentElement.clientWidth - 2).length""")
    assert browser.evaluate("document.querySelectorAll('#push .what').length") > 0
    assert narrow == 0


def test_ten_overdue_stand_on_the_first_sheet_with_their_names(browser, page, tmp_path):
    """Nothing of them is cut, where so few leave room for two lines each."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("there is no pdftotext: apt-get install poppler-utils")
    browser.call("Emulation.clearDeviceMetricsOverride")
    browser.open(page)
    names = browser.evaluate("""[...document.querySelectorAll('#push table.push')][0].innerText""")
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(
        base64.b64decode(browser.call("Page.printToPDF", preferCSSPageSize=True)["data"])
    )
    done = subprocess.run([tool, "-l", "1", pdf, "-"], capture_output=True, check=True)
    first = done.stdout.decode()
    codes = re.findall(r"\S+-\d{6}-\d{4}", names)
    assert len(codes) == 10
    assert [code for code in codes if code not in first] == []
    assert "…" not in first and "..." not in first, first
