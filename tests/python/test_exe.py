"""The program for Windows, run by wine: the figures of the command, and a month's work.

It is built by `cargo xtask test` where the target x86_64-pc-windows-gnu and mingw-w64 are
installed. Where it or wine is missing, these tests say so; where `SIPAS_REQUIRE` names the exe,
that is a failure.
"""

import fcntl
import io
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import termios
import time
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "data" / "samples"
COMMAND = os.environ.get("SIPAS_BIN", str(ROOT / "target" / "debug" / "sipas"))
BUILT = ROOT / "target" / "exe" / "x86_64-pc-windows-gnu" / "debug" / "sipas.exe"
EXE = Path(os.environ.get("SIPAS_EXE", str(BUILT)))
COMPILER = "x86_64-w64-mingw32-gcc"
# Rust's library asks Windows for random bytes by a name that wine 8 has not.
RANDOM = """
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) {
    return SystemFunction036(bytes, (ULONG) count);
}
"""
# Keeps a file open and shares it with nobody, as Excel does, until its input ends.
HOLD = """
#include <stdio.h>
#include <windows.h>
int wmain(int count, wchar_t **words) {
    DWORD all = GENERIC_READ | GENERIC_WRITE;
    HANDLE file = CreateFileW(words[1], all, 0, NULL, OPEN_EXISTING, 0, NULL);
    puts(file == INVALID_HANDLE_VALUE ? "failed" : "held");
    fflush(stdout);
    getchar();
    return 0;
}
"""


def lacking(what: str) -> None:
    """Skips, but not where the exe has to be tested."""
    if "exe" in os.environ.get("SIPAS_REQUIRE", ""):
        pytest.fail(what)
    pytest.skip(what)


class Windows:
    """A drive C: with the program on it."""

    def __init__(self, home: Path):
        self.drive = home / "prefix" / "drive_c"
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "WINEPREFIX": str(home / "prefix"),
            "WINEDEBUG": "-all",
            # Neither .NET nor a browser is asked for.
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            # Names of files are UTF-8 beneath.
            "LC_ALL": "C.UTF-8",
        }
        self.wine = shutil.which("wine") or shutil.which("wine64")
        subprocess.run(
            [self.wine, "wineboot", "-i"], env=self.environment, check=True, capture_output=True
        )
        self.programs = self.drive / "sipas"
        self.programs.mkdir()
        shutil.copy(EXE, self.programs / "sipas.exe")
        self._compile(RANDOM, "bcryptprimitives.dll", "-shared", "-ladvapi32")
        self._compile(HOLD, "hold.exe", "-municode")

    def _compile(self, text: str, name: str, *flags: str) -> None:
        source = self.programs / f"{name}.c"
        source.write_text(text)
        words = [COMPILER, "-O1", "-o", str(self.programs / name), str(source)]
        subprocess.run([*words, *flags], check=True)

    def folder(self, name: str) -> Path:
        """A new folder on the drive, or the one that is there."""
        path = self.drive / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def name(self, path: Path) -> str:
        """The name that Windows has for a path on the drive."""
        return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")

    def words(self, program: str, *words: str) -> list[str]:
        return [self.wine, str(self.programs / program), *words]

    def sipas(
        self, *words: str, cwd: Path | None = None, text: str = ""
    ) -> subprocess.CompletedProcess:
        """What the program does; what it says is UTF-8."""
        return subprocess.run(
            self.words("sipas.exe", *words),
            env=self.environment,
            cwd=cwd or self.drive,
            input=text.encode(),
            capture_output=True,
            check=False,
            timeout=120,
        )


@pytest.fixture(scope="module")
def windows(tmp_path_factory) -> Windows:
    if not EXE.exists():
        lacking(f"{EXE} is not built: cargo xtask test builds it where it can")
    if not shutil.which(COMPILER):
        lacking(f"no {COMPILER}: apt-get install gcc-mingw-w64-x86-64")
    if not (shutil.which("wine") or shutil.which("wine64")):
        lacking("no wine: apt-get install wine")
    machine = Windows(tmp_path_factory.mktemp("windows"))
    yield machine
    subprocess.run(["wineserver", "-k"], env=machine.environment, check=False, capture_output=True)


def exports(folder: Path) -> list[Path]:
    """The samples' exports of a month, copied to a folder."""
    names = ["dossiers/ho-so-thang-5.csv", "dossiers/ho-so-thang-6.csv", "pakn.csv"]
    return [Path(shutil.copy(SAMPLES / name, folder)) for name in names]


def said(done: subprocess.CompletedProcess) -> str:
    return done.stderr.decode()


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def unpacked(data: bytes) -> object:
    """What a file holds: an archive also names the kind of system that packed it."""
    if data[:2] != b"PK":
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_figures_are_those_of_the_command_byte_for_byte(windows: Windows) -> None:
    shutil.copytree(SAMPLES / "dossiers", windows.folder("mẫu") / "dossiers", dirs_exist_ok=True)
    for name in ("pakn.csv", "procedures.csv", "survey.csv"):
        shutil.copy(SAMPLES / name, windows.folder("mẫu"))
    more = ["--pakn", "pakn.csv", "--procedures", "procedures.csv", "--survey", "survey.csv"]
    asked = [*more, "--period", "2025-Q2", "--by", "unit", "--baseline", "2025-04", "--quiet"]
    for form in ("json", "html", "xlsx", "docx"):
        words = ["report", "dossiers", *asked, "--format", form]
        expected = subprocess.run([COMMAND, *words], cwd=SAMPLES, capture_output=True, check=False)
        done = windows.sipas(*words, cwd=windows.folder("mẫu"))
        assert (done.returncode, said(done)) == (expected.returncode, expected.stderr.decode())
        assert unpacked(done.stdout) == unpacked(expected.stdout), form
    # A pattern with the system's own slash, which no shell of Windows resolves, and a whole name.
    june = windows.name(windows.folder("mẫu") / "dossiers" / "ho-so-thang-6.csv")
    words = ["--period", "2025-06", "--format", "json", "--quiet"]
    patterns = {r"dossiers\*-6.csv": "dossiers/ho-so-thang-6.csv", june: june.replace("\\", "/")}
    for name, path in patterns.items():
        done = windows.sipas("report", name, *words, cwd=windows.folder("mẫu"))
        expected = subprocess.run(
            [COMMAND, "report", "dossiers/ho-so-thang-6.csv", *words],
            cwd=SAMPLES,
            capture_output=True,
            check=True,
        )
        shown = expected.stdout.decode().replace("dossiers/ho-so-thang-6.csv", path)
        assert done.stdout.decode() == shown, said(done)


def test_files_dropped_on_the_program_make_the_month(windows: Windows, tmp_path: Path) -> None:
    folder = windows.folder("Văn phòng Sở/Báo cáo tháng")
    dropped = [windows.name(path) for path in exports(folder)]
    beside = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = windows.sipas(*dropped)
    assert done.returncode == 0, said(done)
    assert r"C:\Văn phòng Sở\Báo cáo tháng\ket-qua\2025-06" in said(done)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == beside
    # The results are those of the command on the same files, byte for byte.
    exports(tmp_path)
    names = ["ho-so-thang-5.csv", "ho-so-thang-6.csv", "pakn.csv"]
    subprocess.run(
        [COMMAND, *names],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    first = files(folder / "ket-qua")
    there = files(tmp_path / "ket-qua")
    assert {name: unpacked(data) for name, data in first.items()} == {
        name: unpacked(data) for name, data in there.items()
    }

    # Made again, nothing changes; with more files, what stood there is kept under a new name.
    again = windows.sipas(*dropped)
    assert "không đổi" in said(again)
    assert files(folder / "ket-qua") == first
    more = shutil.copy(SAMPLES / "procedures.csv", folder)
    changed = windows.sipas(*dropped, windows.name(Path(more)))
    assert changed.returncode == 0, said(changed)
    kept = files(folder / "ket-qua" / "2025-06-ban-1")
    assert {f"2025-06/{name}": data for name, data in kept.items()} == first

    # The folder as a whole: its results are no exports, nor are they when they are dropped.
    whole = windows.sipas(windows.name(folder))
    assert whole.returncode == 0, said(whole)
    assert "bao-cao" not in said(whole)
    result = windows.name(folder / "ket-qua" / "2025-06" / "bao-cao.xlsx")
    refused = windows.sipas(result)
    assert refused.returncode == 2
    assert "là kết quả của sipas" in said(refused)


def test_paths_longer_than_windows_takes_by_itself(windows: Windows) -> None:
    deep = windows.folder("/".join(["hồ sơ của bộ phận một cửa, tầng hai, phòng bên trái"] * 6))
    paths = [windows.name(path) for path in exports(deep)]
    assert min(map(len, paths)) > 260
    done = windows.sipas(*paths)
    assert done.returncode == 0, said(done)
    made = deep / "ket-qua" / "2025-06"
    assert (made / "bao-cao.html").exists(), said(done)
    assert (made / "don-doc" / "van-phong.xlsx").exists()


def test_what_another_program_has_open_is_left_alone(windows: Windows) -> None:
    folder = windows.folder("đang mở")
    dropped = [windows.name(path) for path in exports(folder)]
    assert windows.sipas(*dropped).returncode == 0
    before = files(folder / "ket-qua" / "2025-06")
    own = folder / "tháng 6.xlsx"
    own.write_bytes(b"the old one")
    for held, ask in [
        (folder / "ket-qua" / "2025-06" / "bao-cao.xlsx", [*dropped, "--plan", "none"]),
        (own, ["report", dropped[1], "-o", windows.name(own)]),
    ]:
        with subprocess.Popen(
            windows.words("hold.exe", windows.name(held)),
            env=windows.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as program:
            assert program.stdout.readline().strip() == b"held"
            done = windows.sipas(*ask)
            program.stdin.close()
        assert done.returncode == 0, said(done)
        assert "đang mở" in said(done)
        assert "-ban-1" in said(done)
    results = folder / "ket-qua"
    assert own.read_bytes() == b"the old one"
    assert (folder / "tháng 6-ban-1.xlsx").read_bytes()[:2] == b"PK"
    assert before in (files(results / "2025-06"), files(results / "2025-06-ban-1"))
    assert sorted(path.name for path in results.iterdir()) == ["2025-06", "2025-06-ban-1"]


class Console:
    """A window as a double click makes it: no shell has left anything in its environment."""

    def __init__(self, windows: Windows, *words: str):
        self.end, side = pty.openpty()
        # Wine asks how large the window is.
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        self.process = subprocess.Popen(
            windows.words("sipas.exe", *words),
            env={**windows.environment, "TERM": "xterm"},
            stdin=side,
            stdout=side,
            stderr=side,
            start_new_session=True,
            cwd=windows.drive,
        )
        os.close(side)
        self.raw, self.shown = b"", ""

    def until(self, words: str) -> None:
        """Waits until the window shows that."""
        deadline = time.monotonic() + 90
        while words not in self.shown:
            assert time.monotonic() < deadline, self.shown
            if select.select([self.end], [], [], 1)[0]:
                self.raw += os.read(self.end, 65536)
                text = re.sub(r"\x1b\[1C", " ", self.raw.decode(errors="replace"))
                self.shown = re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|.)", "", text)

    def answer(self, question: str, text: bytes) -> None:
        """Types what is asked for, once wine lets somebody type."""
        self.until(question)
        time.sleep(1)
        os.write(self.end, text + b"\r")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.end)


def test_a_console_shows_vietnamese_and_the_window_stays(windows: Windows) -> None:
    folder = windows.folder("nhấp đúp")
    exports(folder)
    console = Console(windows, windows.name(folder), "--no-open")
    try:
        console.answer("Chọn [1]:", b"1")
        console.until("Tháng 6/2025 (01/6–30/6/2025)")
        console.until("Nhấn Enter để đóng cửa sổ này.")
        assert console.process.poll() is None
        console.answer("", b"")
        assert console.process.wait(30) == 0
    finally:
        console.close()
    assert (folder / "ket-qua" / "2025-06" / "bao-cao.docx").exists()


def test_init_asks_and_what_it_writes_is_followed(windows: Windows) -> None:
    folder = windows.folder("cài đặt")
    exports(folder)
    office = "Trung tâm Phục vụ hành chính công"
    answers = [office, "Người lập", "Người ký", "", ".", "1"]
    done = windows.sipas("init", cwd=folder, text="\r\n".join([*answers, ""]))
    assert done.returncode == 0, said(done)
    assert office in (folder / "sipas.toml").read_text("utf-8")
    done = windows.sipas(windows.name(folder))
    assert done.returncode == 0, said(done)
    assert office in (folder / "ket-qua" / "2025-06" / "muc-luc.txt").read_text("utf-8")
