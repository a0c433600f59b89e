# Words of the page and of its programs stand on one line.
# ruff: noqa: E501
"""How the page and the desk look, measured in a real browser on screens of three widths and on paper.

The export is an awkward one: sixty units and many procedures with long names, months of few dossiers.
"""

import base64
import random
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from browser import Browser
from test_desk import PAGE as DESK
from test_desk import drop, idle
from test_page import COMMAND, written

WIDTHS = [390, 768, 1280]
MONTHS = [(1, 3), (2, 260), (3, 300), (4, 4), (5, 700), (6, 900), (7, 700), (8, 1200)]
LONG_UNIT = "Bộ phận Tiếp nhận và Trả kết quả giải quyết thủ tục hành chính khu vực liên xã"
LONG_NAME = (
    "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường hợp "
    "giải quyết tranh chấp, khiếu nại, tố cáo về đất đai; xử lý tài sản thế chấp, góp vốn"
)
HEAD = (
    "Mã hồ sơ,Mã TTHC,Tên TTHC,Đơn vị xử lý,Cán bộ xử lý,Lĩnh vực,Ngày tiếp nhận,Ngày hẹn trả,"
    "Ngày kết thúc xử lý"
)


def awkward() -> str:
    """An export of eight months."""
    chance = random.Random(7)
    day = "{:%d/%m/%Y}".format
    lines = [HEAD]
    for month, dossiers in MONTHS:
        for _ in range(dossiers):
            unit, procedure = chance.randrange(60), chance.randrange(240)
            office = f"{'Phòng' if unit % 3 else LONG_UNIT} Ánh Dương số {unit}"
            name = f"{LONG_NAME if procedure % 3 else 'Cấp giấy phép'} loại {procedure}"
            received = date(2026, month, chance.randint(1, 28))
            due = received + timedelta(days=chance.randint(3, 20))
            late = chance.random() < (0.3 if unit % 7 == 0 else 0.02)
            end = max(received, due + timedelta(days=chance.randint(1, 9) if late else -2))
            is_open = month >= 7 and chance.random() < 0.12
            lines.append(
                f"H37.12-{received:%y%m%d}-{len(lines):05},1.{procedure:06},{name},{office},"
                f"Cán bộ {unit}-{len(lines) % 4},Lĩnh vực {unit % 9},{day(received)},{day(due)},"
                f"{'' if is_open else day(end)}".replace(f",{name},", f',"{name}",')
            )
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    tab = Browser(tmp_path_factory.mktemp("browser"))
    tab.call("DOM.enable")
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def export(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("awkward") / "tháng 8.csv"
    path.write_text(awkward(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def page(export) -> Path:
    if not Path(COMMAND).exists():
        pytest.skip(f"{COMMAND} is not built")
    return written(
        export.parent, str(export), "--period", "2026-08", "--by", "unit", "--plan", "lang-son-2025",
        "--baseline", "2026-07", "--office", "Trung tâm Phục vụ hành chính công tỉnh",
    )  # fmt: skip


# Texts that are seen, each with its box; what is folded or hidden from sight is none. Lines lie
# closer than their letters are high, so that a box is taken as three fifths of its height.
SEEN = """(() => {
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, of = node.parentElement;
    if (!node.data.trim() || of.closest('.unseen, .skip, title, desc, script, style, noscript')) continue;
    if (!of.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) continue;
    if (of.closest('thead') && getComputedStyle(of.closest('thead')).position === 'absolute') continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      texts.push({ node, of, left: box.left, right: box.right, top: box.top + scrollY + box.height * 0.2,
                   bottom: box.bottom + scrollY - box.height * 0.2, text: node.data.trim().slice(0, 60) });
    }
  }
  return texts;
})()"""

BEYOND = f"""{SEEN}.filter((it) => it.left < -1 || it.right > innerWidth + 1)
  .map((it) => `${{it.text}}: ${{it.left}} to ${{it.right}}`).slice(0, 5)"""

OVERLAPPING = f"""(() => {{
  const texts = {SEEN}.sort((a, b) => a.top - b.top);
  const found = [];
  for (let i = 0; i < texts.length; i++) {{
    for (let j = i + 1; j < texts.length && texts[j].top < texts[i].bottom; j++) {{
      const [a, b] = [texts[i], texts[j]];
      if (a.node === b.node) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      if (wide > 1.5) found.push(`${{a.text}} | ${{b.text}}`);
    }}
  }}
  return found.slice(0, 5);
}})()"""

# Boxes that hold more than they show: text is cut there, or has to be scrolled for.
CUT = """[...document.querySelectorAll('body *')].filter((of) => {
    if (of.closest('svg, .unseen, thead') || !of.checkVisibility({ contentVisibilityAuto: true })) return false;
    if (of.matches('iframe, select, input, option, progress')) return false;
    return getComputedStyle(of).overflowX !== 'visible' && of.scrollWidth > of.clientWidth + 1;
  }).map((of) => `${of.tagName}.${of.className}: ${of.scrollWidth} in ${of.clientWidth}`).slice(0, 5)"""

# The contrast of each text with what lies behind it, by the formula of WCAG 2.
FAINT = """(() => {
  const parsed = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (of) => {
    for (let at = of; at; at = at.parentElement) {
      const rgb = parsed(getComputedStyle(at).backgroundColor);
      if (rgb.length === 3 || rgb[3] > 0) return rgb;
    }
    return [255, 255, 255];
  };
  const worst = new Map();
  for (const { of, text } of SEEN) {
    const style = getComputedStyle(of);
    const ink = parsed(of.closest('svg') ? style.fill : style.color);
    const [a, b] = [light(ink), light(behind(of))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) worst.set(`${of.tagName}.${of.getAttribute('class')}`, `${ratio.toFixed(2)} ${text}`);
  }
  return [...worst].map((it) => it.join(' ')).slice(0, 5);
})()""".replace("SEEN", SEEN)


def unfold(browser: Browser) -> None:
    browser.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")


def is_fit(browser: Browser, width: int) -> None:
    """Nothing is wider than the screen, cut, on top of something else, or hard to read."""
    for scheme in ("light", "dark"):
        browser.resize(width, scheme)
        over = browser.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"the page is {over} px wider than {width} px"
        assert browser.evaluate(BEYOND) == []
        assert browser.evaluate(CUT) == []
        assert browser.evaluate(OVERLAPPING) == []
        assert browser.evaluate(FAINT) == [], scheme


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_fit_for_the_screen(browser, page, width):
    browser.open(page)
    browser.resize(width, "light")
    is_fit(browser, width)
    unfold(browser)
    is_fit(browser, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_desk_is_fit_for_the_screen(browser, export, width):
    if not DESK.exists():
        pytest.skip(f"{DESK} is not built: cargo xtask desk")
    browser.call("Emulation.clearDeviceMetricsOverride")
    browser.open(DESK)
    browser.resize(width, "light")
    is_fit(browser, width)
    drop(browser, export)
    browser.evaluate("""{
        document.getElementById("period").value = "2026-08";
        document.getElementById("plan").value = "lang-son-2025";
        document.getElementById("office").value = "Trung tâm Phục vụ hành chính công tỉnh";
        document.querySelector("#wish [type=submit]").click();
    }""")
    browser.wait_for("!document.getElementById('result').hidden")
    idle(browser)
    browser.wait_for("document.querySelectorAll('#push td').length > 0")
    unfold(browser)
    is_fit(browser, width)


def test_a_measure_finds_what_it_measures(browser, tmp_path):
    """Each measure sees a page that is made to fail it."""
    page = tmp_path / "sai.html"
    page.write_text(
        "<!DOCTYPE html><meta name=viewport content='width=device-width'>"
        "<body style='margin:0;width:300px'><p style='color:#999'>nhạt</p>"
        "<p style='position:absolute;top:200px;left:0'>một dòng</p>"
        "<p style='position:absolute;top:202px;left:9px'>dòng khác</p>"
        "<p style='position:fixed;top:300px;left:370px;width:90px'>quá xa bên phải</p>"
        "<p style='overflow:hidden;width:40px;white-space:nowrap'>bị cắt mất một nửa</p>",
        encoding="utf-8",
    )
    browser.open(page)
    browser.resize(390, "light")
    for measure in (BEYOND, CUT, OVERLAPPING, FAINT):
        assert browser.evaluate(measure) != [], measure


# --- paper


@pytest.fixture(scope="module")
def sheets(browser, page, tmp_path_factory) -> list[list[str]]:
    """The lines of each printed page, as they stand on it."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("there is no pdftotext: apt-get install poppler-utils")
    browser.call("Emulation.clearDeviceMetricsOverride")
    browser.open(page)
    pdf = tmp_path_factory.mktemp("paper") / "page.pdf"
    printed = browser.call("Page.printToPDF", preferCSSPageSize=True)["data"]
    pdf.write_bytes(base64.b64decode(printed))
    text = subprocess.run([tool, "-layout", pdf, "-"], capture_output=True, check=True).stdout
    pages = text.decode().split("\f")
    lines = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    return [page for page in lines if page]


def test_the_longest_overdue_are_on_the_first_sheet(sheets):
    first = "\n".join(sheets[0])
    for words in ("TRUNG TÂM PHỤC VỤ", "cam kết", "Việc cần đôn đốc", "20 hồ sơ quá hạn lâu nhất"):
        assert words in first, first
    dossiers = [line for line in sheets[0] if line.startswith("H37.12-")]
    assert len(dossiers) == 20, first


def test_the_whole_push_list_follows_on_pages_of_its_own(sheets, browser):
    begins = [n for n, page in enumerate(sheets) if page[0].startswith("Toàn bộ việc cần đôn đốc")]
    assert len(begins) == 1 and begins[0] > 0
    wanted = browser.evaluate("document.querySelectorAll('.paper .push th.code').length")
    after = [line for page in sheets[begins[0] :] for line in page if line.startswith("H37.12-")]
    assert len(after) >= wanted > 100


def test_no_heading_and_no_header_row_is_left_alone(sheets, browser):
    """The last line of a sheet is no heading, and no header of a table that goes on overleaf."""
    headings = browser.evaluate(
        "[...document.querySelectorAll('h2, h3, figcaption, tr.unit')].map((it) => it.innerText)"
    )
    headers = browser.evaluate(
        "[...document.querySelectorAll('thead tr')].map((it) => it.textContent)"
    )
    alone = set(map(letters, headings)) | set(map(letters, headers))
    for number, page in enumerate(sheets, 1):
        body = [line for line in page if line != f"{number}/{len(sheets)}"]
        # A header takes up to three lines, whose words stand between each other.
        ends = {letters("".join(body[-n:])) for n in (1, 2, 3) if n < len(body)}
        assert not ends & alone, f"page {number} ends with {body[-3:]}"


def letters(text: str) -> str:
    """The letters of a text, in whatever order it has them."""
    return "".join(sorted("".join(text.split())))


def test_nothing_is_cut_at_the_edge_of_the_paper(sheets, browser, tmp_path):
    """Every word is within the margins, and no two words are at one place."""
    printed = browser.call("Page.printToPDF", preferCSSPageSize=True)["data"]
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(base64.b64decode(printed))
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout
    wide, high = 595.5, 842
    for page in boxes.decode().split("<page ")[1:]:
        words = []
        for line in page.splitlines():
            if "<word " not in line:
                continue
            left, top, right, bottom = (
                float(part.split('"')[1]) for part in line.split("<word ")[1].split(" ")[:4]
            )
            text = line.split(">")[1].split("<")[0]
            assert left >= 20 and right <= wide - 20 and top >= 20 and bottom <= high - 15, text
            shrink = (bottom - top) * 0.25
            words.append((top + shrink, bottom - shrink, left, right, text))
        words.sort()
        for n, (_, bottom, left, right, text) in enumerate(words):
            for above, _, from_, to, other in words[n + 1 :]:
                if above >= bottom:
                    break
                # Text of a chart is drawn twice: once as its own ground, which keeps lines off it.
                is_itself = (text, left) == (other, from_)
                assert is_itself or min(right, to) - max(left, from_) < 2, f"{text} | {other}"
