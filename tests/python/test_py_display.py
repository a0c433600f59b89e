"""What a notebook shows, in a browser: tables in Jupyter's own style, charts, light and dark."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sipas
from browser import Browser, complaints

# What JupyterLab 4.6 says of tables, and the colours of its two themes.
STYLE = """
body { margin: 0; padding: 8px; background: var(--ground); color: var(--ink); width: 900px;
  font: 14px/1.6 sans-serif; }
.jp-RenderedHTMLCommon { color: var(--ink); }
.jp-RenderedHTMLCommon table { border-collapse: collapse; border-spacing: 0; border: none;
  color: var(--ui); font-size: 12px; table-layout: fixed; margin-left: auto; margin-right: auto; }
.jp-RenderedHTMLCommon thead { border-bottom: 1px solid #888; vertical-align: bottom; }
.jp-RenderedHTMLCommon td, .jp-RenderedHTMLCommon th, .jp-RenderedHTMLCommon tr {
  vertical-align: middle; padding: 0.5em; line-height: normal; white-space: normal;
  max-width: none; border: none; }
.jp-RenderedHTMLCommon td, .jp-RenderedHTMLCommon th { text-align: right; }
.jp-RenderedHTMLCommon tbody tr:nth-child(odd) { background: var(--ground); }
.jp-RenderedHTMLCommon tbody tr:nth-child(even) { background: var(--row); }
"""
THEMES = {
    "light": "--ground: white; --ink: rgba(0,0,0,.87); --ui: rgba(0,0,0,.87); --row: #f5f5f5",
    "dark": "--ground: #111; --ink: #fff; --ui: rgba(255,255,255,.87); --row: #212121",
}
# The contrast of every text with what it stands on, by the formula of WCAG 2; and the lowest ones.
CONTRAST = """(() => {
  const parse = (text) => {
    const n = (text.match(/[\\d.]+/g) || []).map(Number);
    if (text.startsWith('color(srgb')) return [n[0] * 255, n[1] * 255, n[2] * 255, n[3] ?? 1];
    return [n[0] ?? 0, n[1] ?? 0, n[2] ?? 0, n[3] ?? (text === 'none' ? 0 : 1)];
  };
  const over = (top, below) =>
    [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((v) => v / 255).map(
      (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (el) => {
    const layers = [];
    for (let e = el; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
    }
    // Fields of a chart lie before their texts.
    const svg = el.closest('svg');
    if (svg) {
      const at = el.getBoundingClientRect();
      const x = at.x + at.width / 2, y = at.y + at.height / 2;
      for (const field of svg.querySelectorAll('.mark-rect path')) {
        const box = field.getBoundingClientRect();
        if (box.left < x && x < box.right && box.top < y && y < box.bottom)
          layers.unshift(parse(getComputedStyle(field).fill));
      }
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const found = [];
  for (const el of document.querySelectorAll('.sipas *, .sipas-chart text')) {
    const says = [...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!says || ['STYLE', 'title'].includes(el.tagName)) continue;
    const style = getComputedStyle(el);
    let opacity = 1;
    for (let e = el; e; e = e.parentElement) opacity *= Number(getComputedStyle(e).opacity);
    if (opacity === 0) continue;
    const ink = parse(el instanceof SVGElement ? style.fill : style.color);
    ink[3] *= opacity;
    const below = ground(el);
    const [low, high] = [light(over(ink, below)), light(below)].sort((a, b) => a - b);
    found.push([(high + 0.05) / (low + 0.05), el.textContent.slice(0, 40)]);
  }
  return JSON.stringify(found.sort((a, b) => a[0] - b[0]));
})()"""
# The texts of a chart that lie upright and cover each other by more than a pixel.
OVERLAPS = """(() => {
  const boxes = [...document.querySelectorAll('.sipas-chart text')]
    .filter((text) => text.textContent.trim() && getComputedStyle(text).opacity !== '0'
      && !/rotate/.test(text.getAttribute('transform') || ''))
    .map((text) => [text.getBoundingClientRect(), text.textContent]);
  const found = [];
  boxes.forEach(([a, one], n) => boxes.slice(n + 1).forEach(([b, other]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1 && high > 4) found.push([one, other]);
  }));
  return JSON.stringify(found);
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    tab = Browser(tmp_path_factory.mktemp("profile"))
    yield tab
    tab.close()


def shown(browser: Browser, folder: Path, theme: str, *pieces: str) -> None:
    is_light = str(theme == "light").lower()
    outputs = "".join(f'<div class="jp-RenderedHTMLCommon">{piece}</div>' for piece in pieces)
    page = folder / f"{theme}.html"
    page.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><style>:root{{{THEMES[theme]}}}{STYLE}</style>'
        f'<body data-jp-theme-light="{is_light}">{outputs}',
        encoding="utf-8",
    )
    browser.resize(1000, theme)
    browser.open(page)


def tables() -> list[str]:
    d = sipas.read(sipas.samples())
    r = d.report(period="2025-Q2", by="unit", baseline="2025-05")
    months = d.reports("2025-04..2025-06", by="unit")
    of_all = (d, r, r.indicators, r.scorecard, r.groups, d.late(period="2025-Q2"), d.rejected)
    return [one._repr_html_() for one in (*of_all, months, months[2].compare(months[1]))]


@pytest.mark.parametrize("theme", THEMES)
def test_tables_are_read_in_either_theme(browser: Browser, theme: str, tmp_path: Path) -> None:
    shown(browser, tmp_path, theme, *tables())
    contrasts = json.loads(browser.evaluate(CONTRAST))
    assert len(contrasts) > 500
    assert [one for one in contrasts if one[0] < 4.5] == []
    assert complaints(browser) == []
    # Jupyter puts cells to the right, and makes all columns of one width.
    sides = browser.evaluate(
        """JSON.stringify([...new Set([...document.querySelectorAll('.sipas th, .sipas td')]
        .filter((cell) => !cell.classList.contains('n'))
        .map((cell) => getComputedStyle(cell).textAlign))])"""
    )
    assert json.loads(sides) == ["left"]
    high = browser.evaluate(
        """Math.max(...[...document.querySelectorAll('.sipas')].map((one) => one.offsetHeight))"""
    )
    assert 0 < high <= browser.evaluate("window.innerHeight")


def test_a_pale_ink_would_be_found(browser: Browser, tmp_path: Path) -> None:
    """The measure measures: grey on white is told."""
    pale = '<div class="sipas"><p style="color:#999">bạc</p><p style="opacity:.4">mờ</p></div>'
    shown(browser, tmp_path, "light", pale)
    found = json.loads(browser.evaluate(CONTRAST))
    assert {text for ratio, text in found if ratio < 4.5} == {"bạc", "mờ"}


def test_a_table_shows_what_one_filters_by() -> None:
    late = sipas.read(sipas.samples()).late(period="2025-Q2")
    html = late._repr_html_()
    for column in late.columns:
        assert f">{column}<" in html, column
    assert re.search(r'<td class="bad" title="[^"]+">late</td>', html)


def crowd() -> Any:
    """Sixty units and 240 procedures with names of a usual length."""
    pl = pytest.importorskip("polars")
    random.seed(6)
    records = []
    for n in range(12_000):
        received = date(2024, 1, 1) + timedelta(days=random.randrange(360))
        unit, procedure = int(random.random() ** 1.5 * 60), int(random.random() ** 2 * 240)
        days = 26 if random.random() < 0.002 * unit else random.randrange(1, 20)
        records.append(
            {
                "Mã hồ sơ": f"H37.12-{received:%y%m%d}-{n:05}",
                "Đơn vị xử lý": f"Ủy ban nhân dân xã thuộc tỉnh, số {unit}",
                "Mã thủ tục": f"1.{procedure:06}",
                "Tên thủ tục hành chính": "Cấp, điều chỉnh, gia hạn giấy phép hoạt động cho tổ chức"
                f", cá nhân trong lĩnh vực số {procedure} theo thẩm quyền của cấp tỉnh",
                "Ngày tiếp nhận": received,
                "Ngày hẹn trả": received + timedelta(days=20),
                "Ngày kết thúc xử lý": received + timedelta(days=days),
            }
        )
    return sipas.from_arrow(pl.DataFrame(records))


@cache
def pictures() -> dict[str, Any]:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    d = crowd()
    units, procedures = (d.report(period="2024", by=by) for by in ("unit", "procedure"))
    months = d.reports("2024-01..2024-12", by="unit")
    return {
        "units": units.plot.on_time_by_unit(),
        "procedures": procedures.plot.on_time_by_unit(),
        "control": units.plot.control_chart(),
        "control of procedures": procedures.plot.control_chart(),
        "funnel": units.plot.funnel(),
        "pareto": procedures.plot.pareto(),
        "days": procedures.plot.processing_days(),
        "trend": d.report(period="2024", by="month").plot.trend("late_rate"),
        "budget": d.report(period="2024", by="month").plot.budget_burn_down(),
        "periods": months.plot.trend("late_rate"),
        "panels": months.plot.groups(),
        "fields": months.plot.heatmap(),
    }


def test_charts_are_read_in_either_theme(browser: Browser, tmp_path: Path) -> None:
    for name, chart in pictures().items():
        bundle = chart._repr_mimebundle_()
        assert [*bundle] == ["text/html"], name
        for theme in THEMES:
            shown(browser, tmp_path, theme, bundle["text/html"])
            contrasts = json.loads(browser.evaluate(CONTRAST))
            assert len(contrasts) > 10, name
            assert [one for one in contrasts if one[0] < 4.5] == [], (name, theme)
        assert json.loads(browser.evaluate(OVERLAPS)) == [], name
        assert complaints(browser) == [], name


def test_every_one_of_sixty_units_and_every_long_name_is_written() -> None:
    charts = pictures()
    units = charts["units"]._repr_mimebundle_()["text/html"]
    assert {f"số {n}</text>" for n in range(60) if f"số {n}</text>" not in units} == set()
    pareto = charts["pareto"]._repr_mimebundle_()["text/html"]
    written = re.sub(r"<[^>]+>", " ", pareto)
    assert "…" not in written and len(re.findall(r"\(1\.\d{6}\)", written)) >= 20
    assert "tiêu" in charts["trend"]._repr_mimebundle_()["text/html"]


def test_charts_of_one_page_do_not_share_names() -> None:
    charts = pictures()
    drawn = [charts[name]._repr_mimebundle_()["text/html"] for name in ("panels", "fields")]
    names = [set(re.findall(r'\bid="([^"]+)"', one)) for one in drawn]
    assert names[0].isdisjoint(names[1])
    for one, ids in zip(drawn, names, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", one)) <= ids
        assert "<script" not in one and "http://" not in one.replace("http://www.w3.org/", "")


def test_whoever_enables_a_renderer_gets_it() -> None:
    alt = pytest.importorskip("altair")
    report = sipas.read(sipas.samples()).report(period="2025-Q2", by="unit")
    with alt.renderers.enable("mimetype"):
        bundle = report.plot.on_time_by_unit()._repr_mimebundle_()
    assert any("vegalite" in kind for kind in (bundle[0] if isinstance(bundle, tuple) else bundle))


def test_a_hostile_name_is_no_markup_in_a_chart() -> None:
    pl = pytest.importorskip("polars")
    pytest.importorskip("vl_convert")
    pytest.importorskip("altair")
    unit = '<script>alert(1)</script>"&'
    frame = pl.DataFrame(
        {
            "Mã hồ sơ": ["H37.12-250601-0001", "H37.12-250601-0002"],
            "Đơn vị xử lý": [unit, "B"],
            "Ngày tiếp nhận": ["01/06/2025"] * 2,
            "Ngày hẹn trả": ["02/06/2025"] * 2,
            "Ngày kết thúc xử lý": ["03/06/2025"] * 2,
        }
    )
    report = sipas.from_arrow(frame).report(period="2025-06", by="unit")
    for chart in (report.plot.on_time_by_unit(), report.plot.control_chart(), report.plot.pareto()):
        html = chart._repr_mimebundle_()["text/html"]
        assert "&lt;script" in html and "<script" not in html
