"""The page of a report in a real browser: what it draws, what it asks for, what it prints.

Runs wherever a Chromium is found, and says so where it is not. The browser is spoken to over its
own debugging protocol, so that no browser has to be downloaded.
"""

import base64
import contextlib
import itertools
import json
import os
import re
import shutil
import subprocess
import time
import zlib
from pathlib import Path

import pytest

websockets = pytest.importorskip("websockets.sync.client", reason="websockets is not installed")

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "data" / "samples"
COMMAND = os.environ.get("SIPAS_BIN", str(ROOT / "target" / "debug" / "sipas"))
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
# A page that is read from a file needs nothing else.
INSIDE = ("file:", "data:", "about:")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--remote-debugging-port=0",
]  # fmt: skip
A4 = (595, 842)
UNIT = "Phòng <script>alert(1)</script> \"'&"


class Browser:
    """A tab of a Chromium, and everything that it reported."""

    def __init__(self, profile: Path):
        binary = next(filter(None, map(shutil.which, BROWSERS)), None)
        if binary is None:
            pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is installed")
        self.process = subprocess.Popen(
            [binary, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.ids = itertools.count(1)
        self.events: list[dict] = []
        self.session: str | None = None
        self.open_things = contextlib.ExitStack()
        connection = websockets.connect(self._address(profile), max_size=None, proxy=None)
        self.socket = self.open_things.enter_context(connection)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def _address(self, profile: Path) -> str:
        """The address is in a file that the browser writes when it is ready."""
        port = profile / "DevToolsActivePort"
        for _ in range(600):
            if self.process.poll() is not None:
                pytest.fail(f"the browser ended with {self.process.returncode}")
            if port.exists() and (lines := port.read_text().split()) and len(lines) == 2:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            time.sleep(0.1)
        pytest.fail("the browser did not start within a minute")

    def _next(self) -> dict:
        message = json.loads(self.socket.recv(timeout=60))
        if "method" in message:
            self.events.append(message)
        return message

    def call(self, method: str, **params) -> dict:
        """Asks the browser for something; what it reports meanwhile is kept."""
        number = next(self.ids)
        request = {"id": number, "method": method, "params": params}
        if self.session:
            request["sessionId"] = self.session
        self.socket.send(json.dumps(request))
        while (answer := self._next()).get("id") != number:
            pass
        assert "error" not in answer, f"{method}: {answer.get('error')}"
        return answer["result"]

    def open(self, page: Path) -> None:
        """Loads a page to its end."""
        self.events.clear()
        self.call("Page.navigate", url=page.as_uri())
        while not self.seen("Page.loadEventFired"):
            self._next()

    def seen(self, method: str) -> list[dict]:
        """What was reported under that name."""
        return [event["params"] for event in self.events if event["method"] == method]

    def evaluate(self, expression: str):
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def look(self, width: int, scheme: str) -> bytes:
        """A picture of the whole page, as wide as that, in light or dark."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=844, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", features=features)
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def close(self) -> None:
        """Ends the browser that this began, and no other."""
        self.open_things.close()
        self.process.terminate()
        self.process.wait(timeout=30)


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


def complaints(browser: Browser) -> list[str]:
    """Errors in the console, exceptions, and requests that left the page."""
    said = [str(e) for e in browser.seen("Runtime.exceptionThrown")]
    said += [
        str(e) for e in browser.seen("Runtime.consoleAPICalled") if e["type"] in ("error", "assert")
    ]
    said += [
        str(e)
        for e in browser.seen("Log.entryAdded")
        if e["entry"]["level"] in ("error", "warning")
    ]
    asked = [event["request"]["url"] for event in browser.seen("Network.requestWillBeSent")]
    return said + [url for url in asked if not url.startswith(INSIDE)]


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
