"""The desk page in a real browser, opened from disk: the command's figures, and nothing leaves.

The page is made by `cargo xtask desk`. Where it or a browser is missing, these tests say so; where
`SIPAS_REQUIRE` names the desk, that is a failure.
"""

import io
import json
import os
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from browser import BROWSERS, Browser, complaints

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "data" / "samples"
COMMAND = os.environ.get("SIPAS_BIN", str(ROOT / "target" / "debug" / "sipas"))
PAGE = Path(os.environ.get("SIPAS_DESK", str(ROOT / "target" / "desk" / "sipas.html")))
DROPPED = [SAMPLES / name for name in ("dossiers", "pakn.csv", "procedures.csv", "survey.csv")]
INPUTS = [
    "dossiers", "--pakn", "pakn.csv", "--procedures", "procedures.csv", "--survey", "survey.csv",
]  # fmt: skip
ASKED = [*INPUTS, "--period", "2025-Q2", "--plan", "lang-son-2025"]
ROWS = int(os.environ.get("SIPAS_DESK_ROWS", "100000"))
MILLISECONDS = 200


def lacking(what: str) -> None:
    """Skips, but not where the desk has to be tested."""
    if "desk" in os.environ.get("SIPAS_REQUIRE", ""):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if not PAGE.exists():
        lacking(f"{PAGE} is not built: cargo xtask desk")
    if not any(map(shutil.which, BROWSERS)):
        lacking(f"no browser: none of {', '.join(BROWSERS)} is installed")
    tab = Browser(tmp_path_factory.mktemp("browser"))
    tab.call("DOM.enable")
    yield tab
    tab.close()


@pytest.fixture
def desk(browser, tmp_path):
    """The page, just opened."""
    browser.call("Emulation.clearDeviceMetricsOverride")
    browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    browser.open(PAGE)
    browser.evaluate("localStorage.clear()")
    # What another test has left is read when the page opens.
    browser.open(PAGE)
    return browser


def by_command(*arguments: str, cwd: Path = SAMPLES) -> bytes:
    """What the command writes, in the folder of the files."""
    done = subprocess.run(
        [COMMAND, "report", *arguments, "--quiet"], capture_output=True, cwd=cwd, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def drop(browser: Browser, *paths: Path) -> None:
    """Drops files on their place, and waits until they are read."""
    before = browser.evaluate("document.querySelectorAll('#dropped li').length")
    # After a report the page stands at its result.
    browser.evaluate("scrollTo(0, 0)")
    place = browser.evaluate("document.getElementById('drop').getBoundingClientRect().toJSON()")
    browser.drop(list(paths), place["x"] + 20, place["y"] + 20)
    browser.wait_for(f"document.querySelectorAll('#dropped li').length > {before}")
    idle(browser)


def idle(browser: Browser, seconds: float = 60) -> None:
    browser.wait_for("document.getElementById('progress').hidden", seconds)


def ask(browser: Browser, period: str, plan: str) -> str:
    """Fills the form, and gives the document of the report."""
    wish = json.dumps({"period": period, "plan": plan})
    browser.evaluate(f"""{{
        const wish = {wish};
        for (const id of ["period", "plan"]) document.getElementById(id).value = wish[id];
        document.querySelector("#wish [type=submit]").click();
    }}""")
    shown = "!document.getElementById('result').hidden || !document.getElementById('said').hidden"
    browser.wait_for(shown)
    idle(browser)
    assert browser.evaluate("document.getElementById('said').textContent") == ""
    return browser.evaluate("document.getElementById('result').dataset.json")


def downloaded(browser: Browser, folder: Path, button: str, ending: str) -> bytes:
    """What a button saves."""
    browser.evaluate(f"document.querySelector({json.dumps(button)}).click()")
    # Long, since what is packed in a browser takes its time beside other work.
    last = time.monotonic() + 60
    while time.monotonic() < last:
        if found := list(folder.glob(f"*{ending}")):
            return found[0].read_bytes()
        browser.evaluate("1")
        time.sleep(0.05)
    raise AssertionError(f"nothing was saved as *{ending}")


def test_the_samples_have_every_figure_of_the_command(desk, tmp_path):
    drop(desk, *DROPPED)
    covered = desk.evaluate("document.getElementById('covered').textContent")
    assert "hồ sơ từ" in covered and "phản ánh, kiến nghị từ" in covered
    understood = desk.evaluate("document.getElementById('understood').innerText")
    for words in ("dossiers/ho-so-thang-4.csv", "dòng lỗi", "cột Ngày hẹn trả: có"):
        assert words in understood, understood
    document = ask(desk, "2025-Q2", "lang-son-2025")
    assert document.encode() == by_command(*ASKED, "--format", "json")
    page = desk.evaluate("document.getElementById('report').srcdoc")
    assert page.encode() == by_command(*ASKED, "--format", "html")
    heading = desk.evaluate("document.getElementById('heading').textContent")
    assert "Lạng Sơn" in heading
    book = downloaded(desk, tmp_path, "[data-format=xlsx]", ".xlsx")
    assert book == by_command(*ASKED, "--format", "xlsx")

    counts = json.loads(document)["groups"][0]["dossiers"]
    caption = desk.evaluate("document.querySelector('#push caption').textContent")
    assert caption.endswith(f": {counts['open_overdue']}"), caption
    assert complaints(desk) == []


def test_nothing_leaves_and_nothing_stays(desk):
    drop(desk, SAMPLES / "dossiers")
    desk.evaluate("document.getElementById('office').value = 'Sở Thử nghiệm'")
    ask(desk, "2025-06", "none")
    assert complaints(desk) == []
    kept = desk.evaluate("JSON.stringify(Object.entries(localStorage))")
    [[key, value]] = json.loads(kept)
    assert key == "sipas.office"
    office = {"office": "Sở Thử nghiệm", "preparedBy": "", "signedBy": "", "signerTitle": ""}
    assert json.loads(value) == office
    assert desk.evaluate("document.cookie + sessionStorage.length") == "0"
    policy = desk.evaluate("document.querySelector('[http-equiv]').content")
    assert "connect-src 'none'" in policy and "default-src 'none'" in policy
    desk.evaluate("""window.blocked = [];
        addEventListener("securitypolicyviolation", (e) => blocked.push(e.effectiveDirective));
        fetch("https://example.invalid/").catch(() => {});
        document.body.append(Object.assign(new Image(), {src: "https://example.invalid/a.png"}));
        true""")
    desk.wait_for("blocked.length === 2")
    assert sorted(desk.evaluate("blocked")) == ["connect-src", "img-src"]


def test_a_plan_is_never_applied_unasked(desk):
    drop(desk, SAMPLES / "dossiers")
    assert desk.evaluate("document.getElementById('plan').value") == ""
    desk.evaluate("document.querySelector('#wish [type=submit]').click()")
    assert desk.evaluate("document.getElementById('result').hidden")
    assert not desk.evaluate("document.getElementById('plan').validity.valid")
    assert json.loads(ask(desk, "2025-06", "none"))["plan"] is None


STRANGE = """Mã phiếu;Ngày nhận đơn;Hẹn;Xong;Phòng
H37.12-250602-0001;02/06/2025;10/06/2025;09/06/2025;Phòng A
H37.12-250603-0002;03/06/2025;10/06/2025;19/06/2025;Phòng <img src=x onerror=alert(1)>
"""
ASSIGNED = {
    "Mã phiếu": "code",
    "Ngày nhận đơn": "received_at",
    "Hẹn": "due_at",
    "Xong": "finished_at",
    "Phòng": "unit",
}


def test_columns_assigned_by_hand_become_a_profile_of_the_command(desk, tmp_path):
    export = tmp_path / "lạ.csv"
    export.write_text(STRANGE, encoding="utf-8")
    drop(desk, export)
    assert "không đọc được" in desk.evaluate("document.getElementById('understood').innerText")
    for header, field in ASSIGNED.items():
        label = json.dumps(f"Cột {header} là")
        desk.evaluate(f"""{{
            const select = document.querySelector(`[aria-label=${{CSS.escape({label})}}]`);
            select.value = "{field}";
            select.dispatchEvent(new Event("change"));
        }}""")
        idle(desk)
        desk.wait_for(
            f"document.querySelector(`[aria-label=${{CSS.escape({label})}}]`).value === '{field}'"
        )
    document = ask(desk, "2025-06", "none")
    assert json.loads(document)["groups"][0]["dossiers"]["late"] == 1
    # A hostile name is only shown.
    desk.evaluate("""{
        const list = document.getElementById("push-list");
        list.value = "late";
        list.onchange();
    }""")
    desk.wait_for("document.getElementById('push').textContent.includes('<img src=x')")
    assert desk.evaluate("document.images.length") == 0

    downloaded(desk, tmp_path, "table.columns + p button", ".toml")
    [profile] = tmp_path.glob("*.toml")
    same = by_command("lạ.csv", "--profile", profile.name, "--period", "2025-06", "--plan", "none",
                      "--format", "json", cwd=tmp_path)  # fmt: skip
    assert document.encode() == same

    desk.open(PAGE)
    drop(desk, export, profile)
    assert ask(desk, "2025-06", "none").encode() == same
    assert complaints(desk) == []


def focused(browser: Browser) -> str:
    return browser.evaluate("document.activeElement.id || document.activeElement.type")


def tab_to(browser: Browser, wanted: str) -> None:
    for _ in range(200):
        browser.key("Tab", 9)
        if focused(browser) == wanted:
            return
    raise AssertionError(f"the keyboard never reaches {wanted}")


def test_the_keyboard_is_enough(desk):
    desk.call("Page.setInterceptFileChooserDialog", enabled=True)
    tab_to(desk, "choose-files")
    desk.key("Enter", 13, text="\r")
    while not (chooser := desk.seen("Page.fileChooserOpened")):
        desk.evaluate("1")
    desk.call("Page.setInterceptFileChooserDialog", enabled=False)
    files = [str(path) for path in sorted((SAMPLES / "dossiers").iterdir())]
    node = chooser[0]["backendNodeId"]
    desk.call("DOM.setFileInputFiles", files=files, backendNodeId=node)
    desk.wait_for("!document.getElementById('asking').hidden")
    idle(desk)
    tab_to(desk, "plan")
    desk.key("ArrowDown", 40)
    assert desk.evaluate("document.getElementById('plan').value") == "none"
    tab_to(desk, "submit")
    desk.key("Enter", 13, text="\r")
    desk.wait_for("!document.getElementById('result').hidden")
    idle(desk)
    assert focused(desk) == "result-title"
    tab_to(desk, "push-list")
    assert complaints(desk) == []


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_is_wider_than_the_page(desk, width):
    desk.resize(width, "light")
    drop(desk, *DROPPED)
    desk.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
    ask(desk, "2025-Q2", "lang-son-2025")
    for scheme in ("light", "dark"):
        desk.resize(width, scheme)
        over = desk.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"the page is {over} px wider than {width} px"
    # The report is shown whole: the page scrolls, not a frame within it.
    frame = """{ const frame = document.getElementById('report');
        frame.contentDocument.documentElement.scrollHeight - frame.clientHeight; }"""
    assert desk.evaluate(frame) <= 2


def test_many_rows_do_not_freeze_the_page(desk, tmp_path):
    export = tmp_path / "nam.csv"
    head = "Mã hồ sơ,Đơn vị xử lý,Cán bộ xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n"
    with export.open("w", encoding="utf-8") as out:
        out.write(head)
        for n in range(ROWS):
            day = n % 28 + 1
            end = f"{day + 2:02}/06/2025" if n % 50 else ""
            out.write(
                f"H37.12-2506{day:02}-{n:07},Phòng {n % 12},Cán bộ {n % 90},"
                f"{day:02}/06/2025,{day + 1 + n % 2:02}/06/2025,{end}\n"
            )
    desk.trace()
    drop_slowly(desk, export)
    document = ask(desk, "2025-06", "none")
    assert json.loads(document)["inputs"][0]["rows"] == ROWS
    assert desk.longest_task() <= MILLISECONDS
    assert document.encode() == by_command(
        export.name, "--period", "2025-06", "--plan", "none", "--format", "json", cwd=tmp_path
    )


def drop_slowly(browser: Browser, path: Path) -> None:
    place = browser.evaluate("document.getElementById('drop').getBoundingClientRect().toJSON()")
    browser.drop([path], place["x"] + 20, place["y"] + 20)
    browser.wait_for("!document.getElementById('asking').hidden", 300)
    idle(browser, 300)


def test_a_newcomer_can_try_it(desk):
    desk.evaluate("document.getElementById('try').click()")
    desk.wait_for("!document.getElementById('asking').hidden")
    idle(desk)
    document = json.loads(ask(desk, "2025-06", "lang-son-2025"))
    assert [of["kind"] for of in document["inputs"]] == ["dossiers", "pakn"]
    assert complaints(desk) == []


def damaged_workbook() -> bytes:
    """An .xlsb with one wrong byte, which stops what reads it."""
    source = zipfile.ZipFile(ROOT / "tests" / "data" / "edge" / "plain.xlsb")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            part = bytearray(source.read(name))
            if name == "xl/worksheets/sheet1.bin":
                part[336] = 145
            out.writestr(name, bytes(part))
    return packed.getvalue()


def test_a_file_that_stops_the_core_is_put_aside_by_name(desk, tmp_path):
    """The others are read all the same, with what was said of them by hand."""
    (tmp_path / "lạ.csv").write_text(STRANGE, encoding="utf-8")
    broken = tmp_path / "hỏng.xlsb"
    broken.write_bytes(damaged_workbook())
    drop(desk, tmp_path / "lạ.csv")
    for header, field in ASSIGNED.items():
        desk.evaluate(f"""{{
            const label = CSS.escape("Cột {header} là");
            const select = document.querySelector(`[aria-label=${{label}}]`);
            select.value = "{field}";
            select.dispatchEvent(new Event("change"));
        }}""")
        idle(desk)
        desk.wait_for("document.querySelector('#understood table.columns') !== null")
    drop(desk, broken, SAMPLES / "pakn.csv")
    desk.wait_for("document.getElementById('said').textContent.includes('hỏng.xlsb')")
    idle(desk)
    listed = desk.evaluate("document.getElementById('dropped').innerText")
    assert "để riêng" in listed and listed.count("tệp kết xuất") == 2, listed
    understood = desk.evaluate("document.getElementById('understood').innerText")
    assert "lạ.csv" in understood and "pakn.csv" in understood, understood
    assert json.loads(asked(desk, "2025-06"))["groups"][0]["dossiers"]["late"] == 1


def asked(browser: Browser, period: str) -> str:
    """The document of a report without a plan, whatever is said above it."""
    browser.evaluate("document.getElementById('said').textContent = ''")
    return ask(browser, period, "none")


def test_forms_the_draft_and_rows_to_be_mended_are_saved(desk, tmp_path):
    drop(desk, *DROPPED)
    desk.evaluate("document.getElementById('office').value = 'UBND phường Thử'")
    ask(desk, "2025-Q2", "lang-son-2025")
    head = ["--office", "UBND phường Thử"]
    draft = downloaded(desk, tmp_path, "[data-format=docx]", "-2025-Q2.docx")
    assert draft == by_command(*ASKED, *head, "--format", "docx")
    form = downloaded(desk, tmp_path, "[data-form='late-list.xlsx']", "-late-list-2025-Q2.xlsx")
    assert form.startswith(b"PK")
    mended = downloaded(desk, tmp_path, "[data-rejects=dossiers]", "-dossiers.xlsx")
    rows = json.loads(desk.evaluate("document.getElementById('result').dataset.json"))["inputs"]
    wrong = sum(of["rejected"] for of in rows if of["kind"] == "dossiers")
    with zipfile.ZipFile(io.BytesIO(mended)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    # A title and a header stand above them.
    assert sheet.count("<row ") == wrong + 2
    assert complaints(desk) == []


AUGUST = """Mã hồ sơ,Đơn vị xử lý,Lĩnh vực,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Kênh nộp
H37.12-260803-0001,Sở Nội vụ,Nội vụ,03/08/2026,12/08/2026,11/08/2026,Trực tiếp
H37.12-260804-0002,Phường Đông Kinh,Hộ tịch,04/08/2026,12/08/2026,13/08/2026,Trực tiếp
"""


def test_the_form_of_a_province_is_divided_by_units_that_are_ticked(desk, tmp_path):
    (tmp_path / "t8.csv").write_text(AUGUST, encoding="utf-8")
    drop(desk, tmp_path / "t8.csv")
    ask(desk, "2026-08", "none")
    assert "đánh dấu" in desk.evaluate("document.getElementById('forms').innerText")
    desk.evaluate("""document.querySelector('.ticks [value="Sở Nội vụ"]').click()""")
    desk.wait_for("document.querySelector('[data-units]') !== null")
    ticked = "[...document.querySelectorAll('.ticks :checked')].map((box) => box.value).join()"
    assert desk.evaluate(ticked) == "Sở Nội vụ"
    assert desk.evaluate("document.activeElement.value") == "Sở Nội vụ"
    table = downloaded(desk, tmp_path, "[data-units]", "don-vi.csv").decode("utf-8-sig")
    assert table.splitlines() == ["Đơn vị,Cấp", '"Phường Đông Kinh",xã', '"Sở Nội vụ",tỉnh']
    made = downloaded(desk, tmp_path, "[data-form='07b.docx']", "-07b-2026-08.docx")
    with zipfile.ZipFile(io.BytesIO(made)) as document:
        text = document.read("word/document.xml").decode()
    places = [text.index(word) for word in ("CẤP TỈNH", "Nội vụ", "CẤP XÃ", "Hộ tịch")]
    assert places == sorted(places)

    # The command reads the table, and so does the page the next time.
    how = ["--period", "2026-08", "--units", "don-vi.csv", "--format", "markdown", "--quiet"]
    done = subprocess.run(
        [COMMAND, "form", "t8.csv", "--form", "07b", *how],
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    assert "CẤP XÃ" in done.stdout.decode(), done.stderr.decode()
    desk.open(PAGE)
    drop(desk, tmp_path / "t8.csv", tmp_path / "don-vi.csv")
    assert "bảng đơn vị" in desk.evaluate("document.getElementById('dropped').innerText")
    ask(desk, "2026-08", "none")
    desk.wait_for("document.querySelector('.ticks :checked') !== null")
    assert desk.evaluate(ticked) == "Sở Nội vụ"
    assert complaints(desk) == []


def listed(*arguments: str, cwd: Path = SAMPLES, form: str = "json") -> bytes:
    """What the command writes as a list, in the folder of the files."""
    how = ["--format", form, "--quiet"]
    done = subprocess.run(
        [COMMAND, "list", *arguments, *how], capture_output=True, cwd=cwd, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def choose(browser: Browser, select: str, option: str) -> None:
    """Chooses by hand, as the change of a list or filter is heard, and waits for the table."""
    browser.evaluate(f"""{{
        const select = document.getElementById({json.dumps(select)});
        const words = {json.dumps(option)};
        const is = (it) => it.value === words || it.text.startsWith(words);
        const option = [...select.options].find(is);
        window.before = document.querySelector("#push table");
        select.value = option.value;
        select.dispatchEvent(new Event("change"));
    }}""")
    browser.wait_for("document.querySelector('#push table') !== window.before")


def shown(browser: Browser) -> list[dict[str, str]]:
    """The rows of the list on the page, by the headings of their cells."""
    return browser.evaluate("""{
        const cells = (row) => [...row.cells].map((cell) => [cell.dataset.label, cell.textContent]);
        const rows = [...document.querySelectorAll('#push tbody tr')];
        rows.map((row) => Object.fromEntries(cells(row)));
    }""")


def as_shown(row: dict) -> dict[str, str]:
    """A row of the command's JSON as people see it."""

    def day(text: str | None) -> str:
        if text is None:
            return ""
        date, _, time = text.partition("T")
        year, month, day = date.split("-")
        return f"{day}/{month}/{year}{' ' + time[:5] if time else ''}"

    def number(n: int | None) -> str:
        return "" if n is None else str(n)

    return {
        "Mã hồ sơ": row["code"],
        "Đơn vị": row["unit"] or "",
        "Cán bộ": row["officer"] or "",
        "Thủ tục": row["procedure"] or "",
        "Ngày tiếp nhận": day(row["received"]),
        "Ngày hẹn trả": day(row["deadline"]),
        "Ngày có kết quả": day(row["end"]),
        "Số ngày quá hạn": number(row["days_late"]),
        "Số ngày làm việc quá hạn": number(row["working_days_late"]),
    }


def test_what_is_late_without_an_apology_is_listed_as_the_command_lists_it(desk, tmp_path):
    drop(desk, *DROPPED)
    ask(desk, "2025-Q2", "lang-son-2025")
    choose(desk, "push-list", "no-apology")
    of_command = [*INPUTS, "--which", "no-apology", "--period", "2025-Q2"]
    rows = json.loads(listed(*of_command))
    assert len(rows) > 5
    assert shown(desk) == [as_shown(row) for row in rows]
    caption = desk.evaluate("document.querySelector('#push caption').textContent")
    assert caption == f"Hồ sơ trễ, quá hạn chưa có phiếu xin lỗi: {len(rows)}"

    unit = rows[0]["unit"]
    choose(desk, "push-unit", f"{unit} (")
    of_unit = [row for row in rows if row["unit"] == unit]
    assert 0 < len(of_unit) < len(rows)
    assert shown(desk) == [as_shown(row) for row in of_unit]
    saved = downloaded(desk, tmp_path, "#push .filters button", "no-apology.xlsx")
    assert saved == listed(*of_command, form="xlsx")
    assert complaints(desk) == []


UNITS = '[units]\n"Phòng Tài nguyên và Môi trường" = ["P. TN&MT", "Phòng TNMT"]\n'
SPELLED = """Mã hồ sơ,Đơn vị xử lý,Cán bộ xử lý,Mã TTHC,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc
H37.12-250602-0001,P. TN&MT,Cán bộ 1,1.000001,02/06/2025,10/06/2025,19/06/2025
H37.12-250603-0002,Phòng TNMT,Cán bộ 2,1.000001,03/06/2025,11/06/2025,
H37.12-250604-0003,Phòng Tài nguyên và Môi trường,Cán bộ 1,1.000001,04/06/2025,12/06/2025,
H37.12-250605-0004,Phòng Nội vụ,Cán bộ 3,1.000002,05/06/2025,13/06/2025,
"""


def test_names_of_units_in_a_dropped_profile_are_one_unit(desk, tmp_path):
    (tmp_path / "t6.csv").write_text(SPELLED, encoding="utf-8")
    (tmp_path / "don-vi.toml").write_text(UNITS, encoding="utf-8")
    drop(desk, tmp_path / "t6.csv")
    how = ["t6.csv", "--period", "2025-06", "--plan", "none"]
    report = ["--format", "json"]
    assert ask(desk, "2025-06", "none").encode() == by_command(*how, *report, cwd=tmp_path)
    options = "[...document.getElementById('push-unit').options].map((it) => it.text)"
    desk.wait_for(f"{options}.length === 4")

    drop(desk, tmp_path / "don-vi.toml")
    assert "tệp cấu hình" in desk.evaluate("document.getElementById('dropped').innerText")
    how += ["--profile", "don-vi.toml"]
    assert ask(desk, "2025-06", "none").encode() == by_command(*how, *report, cwd=tmp_path)
    page = "document.getElementById('report').srcdoc"
    desk.wait_for(f"!{page}.includes('P. TN&amp;MT')")
    assert desk.evaluate(page).encode() == by_command(*how, "--format", "html", cwd=tmp_path)
    one = "Phòng Tài nguyên và Môi trường"
    desk.wait_for(f"{options}.length === 3")
    assert desk.evaluate(options) == ["tất cả đơn vị", "Phòng Nội vụ (1)", f"{one} (2)"]
    of_command = ["t6.csv", "--period", "2025-06", "--profile", "don-vi.toml"]
    for which in ("late", "open_overdue"):
        choose(desk, "push-list", which)
        rows = json.loads(listed(*of_command, "--which", which, cwd=tmp_path))
        assert shown(desk) == [as_shown(row) for row in rows]
        assert one in {row["unit"] for row in rows}
    assert complaints(desk) == []
