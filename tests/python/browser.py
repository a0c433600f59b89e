"""A tab of a Chromium, spoken to over its own debugging protocol.

So no browser and no driver has to be downloaded.
"""

import base64
import contextlib
import itertools
import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest

websockets = pytest.importorskip("websockets.sync.client", reason="websockets is not installed")

BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
# A page that is read from a file needs nothing else.
INSIDE = ("file:", "data:", "about:", "blob:")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--remote-debugging-port=0",
]  # fmt: skip


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

    def wait_for(self, expression: str, seconds: float = 60):
        """The value of an expression of the page, once it is true."""
        until = time.monotonic() + seconds
        while not (value := self.evaluate(expression)):
            assert time.monotonic() < until, f"never true: {expression}"
            time.sleep(0.05)
        return value

    def key(self, key: str, code: int, shift: bool = False, text: str = "") -> None:
        """Presses a key and lets it go."""
        about = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": 8 * shift}
        self.call(
            "Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **about
        )
        self.call("Input.dispatchKeyEvent", type="keyUp", **about)

    def drop(self, paths: list[Path], x: float, y: float) -> None:
        """Drops files and folders, as from a window of the system."""
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.call("Input.dispatchDragEvent", type=kind, x=x, y=y, data=data)

    def trace(self) -> None:
        """Begins to watch the tasks of the page."""
        wanted = {"includedCategories": ["disabled-by-default-devtools.timeline"]}
        self.call("Tracing.start", transferMode="ReportEvents", traceConfig=wanted)

    def longest_task(self) -> float:
        """The longest task of the main thread since then, in milliseconds of the processor.

        Not by the clock: on a busy machine that tells how long others had the processor.
        """
        self.call("Tracing.end")
        while not self.seen("Tracing.tracingComplete"):
            self._next()
        events = [event for part in self.seen("Tracing.dataCollected") for event in part["value"]]
        mains = {
            (event["pid"], event["tid"])
            for event in events
            if event.get("name") == "thread_name" and event["args"].get("name") == "CrRendererMain"
        }
        tasks = [
            event["tdur"] / 1000
            for event in events
            if (event["pid"], event["tid"]) in mains
            and event.get("name") == "RunTask"
            and "tdur" in event
        ]
        assert tasks, "no task was seen"
        return max(tasks)

    def resize(self, width: int, scheme: str) -> None:
        """Makes the page as wide as that, in light or dark."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=844, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", features=features)

    def look(self, width: int, scheme: str) -> bytes:
        """A picture of the page, down to the height that a browser can draw in one."""
        self.resize(width, scheme)
        high = self.call("Page.getLayoutMetrics")["cssContentSize"]["height"]
        clip = {"x": 0, "y": 0, "width": width, "height": min(high, 16_000), "scale": 1}
        shot = self.call(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip
        )
        return base64.b64decode(shot["data"])

    def close(self) -> None:
        """Ends the browser that this began, and no other."""
        self.open_things.close()
        self.process.terminate()
        self.process.wait(timeout=30)


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
