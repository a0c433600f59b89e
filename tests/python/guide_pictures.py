# Words of the page and of its programs stand on one line.
# ruff: noqa: E501
"""Makes the pictures of the guide from the desk page itself, with the project's own samples.

    SIPAS_DESK=target/desk/sipas.html python tests/python/guide_pictures.py

Needs a Chromium and `websockets`, as the tests of the page do.
"""

import base64
import tempfile
from pathlib import Path

from browser import Browser
from test_desk import ASSIGNED, DROPPED, PAGE, STRANGE, drop, idle

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
WIDTH = 800
MOST = 100_000

# What Windows shows, drawn anew: it cannot be photographed where there is no Windows.
DIALOG = """<!DOCTYPE html><meta charset=utf-8>
<body style="margin:0;width:800px;font:16px/1.5 'Segoe UI',Arial,sans-serif">
<div style="background:#0063b1;color:#fff;padding:20px 28px;width:480px;margin:12px">
<div style="font-size:24px">Windows đã bảo vệ PC của bạn</div>
<p>Microsoft Defender SmartScreen đã ngăn một ứng dụng không được nhận dạng khởi động.<br>
<u>① Thông tin thêm</u></p>
<p>Ứng dụng: sipas.exe<br>Nhà phát hành: Không xác định</p>
<p style="text-align:right"><span style="border:2px solid #fff;padding:4px 18px">② Vẫn chạy</span>
<span style="border:2px solid #fff;padding:4px 18px;margin-left:8px">Không chạy</span></p>
</div><p style="margin:0 12px;color:#444;font-size:13px">Hình vẽ lại; chữ trên máy có thể khác đôi chút.</p>
"""


def box(browser: Browser, first: str, last: str) -> dict:
    """From the top of one element to the bottom of another."""
    return browser.evaluate(f"""(() => {{
        const top = document.querySelector({first!r}).getBoundingClientRect().top + scrollY;
        const bottom = document.querySelector({last!r}).getBoundingClientRect().bottom + scrollY;
        return {{ y: Math.max(0, top - 8), height: bottom - top + 16 }};
    }})()""")


def take(browser: Browser, name: str, first: str, last: str, most: int = 700) -> None:
    """A picture of that part of the page, not higher than it may be."""
    part = box(browser, first, last)
    clip = {
        "x": 0,
        "y": part["y"],
        "width": WIDTH,
        "height": min(part["height"], most),
        "scale": 0.9,
    }
    shot = browser.call(
        "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip
    )
    picture = base64.b64decode(shot["data"])
    assert len(picture) <= MOST, f"{name}: {len(picture)} bytes"
    (GUIDE / f"{name}.png").write_bytes(picture)
    print(f"{name}.png: {len(picture) / 1000:.0f} kB")


def report(browser: Browser, period: str) -> None:
    browser.evaluate(f"""{{
        document.getElementById("period").value = {period!r};
        document.getElementById("plan").value = "lang-son-2025";
        document.getElementById("office").value = "UBND phường Mẫu";
        document.querySelector("#wish [type=submit]").click();
    }}""")
    browser.wait_for("!document.getElementById('result').hidden")
    idle(browser)
    browser.wait_for("document.querySelectorAll('#forms li').length > 0")


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    browser = Browser(folder / "browser")
    browser.call("DOM.enable")
    browser.open(PAGE)
    browser.resize(WIDTH, "light")
    drop(browser, *DROPPED)
    take(browser, "tha-tep", "#files-title", "#dropped", 420)
    take(browser, "hieu-the-nao", "#preflight-title", "#understood", 480)
    browser.evaluate("document.querySelector('#understood details.wrong').open = true")
    browser.evaluate("document.querySelector('#understood details.wrong button').click()")
    browser.wait_for("document.querySelector('#understood details.wrong .scroll td') !== null")
    take(
        browser,
        "dong-loi",
        "#understood details.wrong p.buttons",
        "#understood details.wrong .scroll",
        500,
    )
    take(browser, "canh-bao", "#understood details.wrong", "#understood details.wrong ul", 420)
    report(browser, "2025-Q2")
    take(browser, "bieu", "#forms-title", "#forms", 420)
    browser.evaluate("document.getElementById('push').closest('section').hidden = true")
    browser.evaluate("document.getElementById('forms').closest('section').hidden = true")
    take(browser, "bao-cao", "#report", "#report", 760)

    strange = folder / "xuat-khac.csv"
    strange.write_text(STRANGE.replace(" <img src=x onerror=alert(1)>", " B"), encoding="utf-8")
    browser.open(PAGE)
    browser.resize(WIDTH, "light")
    drop(browser, strange)
    for header, field in list(ASSIGNED.items())[:3]:
        browser.evaluate(f"""{{
            const select = document.querySelector(`[aria-label=${{CSS.escape("Cột {header} là")}}]`);
            select.value = "{field}";
            select.dispatchEvent(new Event("change"));
        }}""")
        idle(browser)
        browser.wait_for("document.querySelector('#understood table.columns') !== null")
    take(browser, "gan-cot", "#understood details", "#understood details", 520)

    dialog = folder / "hop-thoai.html"
    dialog.write_text(DIALOG, encoding="utf-8")
    browser.open(dialog)
    browser.resize(WIDTH, "light")
    take(browser, "hoi-chuong-trinh-la", "body", "body", 420)
    browser.close()


if __name__ == "__main__":
    main()
