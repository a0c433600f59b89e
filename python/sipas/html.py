"""What notebooks show: escaped, and in the colours of the page, light or dark."""

from __future__ import annotations

from html import escape
from typing import Any

from sipas.labels import Labels

__all__ = ["ROWS", "document", "escape", "frame"]

ROWS = 20
"""So many rows of a table are shown."""
LONG = 40
"""Texts of more letters are broken into lines."""

# Only what a page's own colours allow: text and lines are those of the notebook, tints are translucent. A class that is
# named twice goes before the rules of Jupyter's own stylesheet, which put cells to the right. Dark themes are told by
# what each notebook marks its page with.
_STYLE = """<style>
.sipas{font-variant-numeric:tabular-nums;max-height:80vh;overflow:auto}
.sipas.sipas table{border-collapse:collapse;margin:.4em 0;color:inherit;background:none;border:none}
.sipas.sipas th,.sipas.sipas td{padding:.2em .7em;text-align:left;vertical-align:top;background:none;white-space:normal;
max-width:36em;border:none;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}
.sipas.sipas tr{background:none}
.sipas.sipas th{border-bottom-color:currentColor;font-weight:600}
.sipas.sipas .n{text-align:right;white-space:nowrap}
.sipas.sipas .data{table-layout:auto}
.sipas.sipas .data th,.sipas.sipas .data td{white-space:nowrap}
.sipas.sipas .data .long{white-space:normal;min-width:18em}
.sipas.sipas th .faint{font-weight:400}
.sipas.sipas .good{color:#1a7f37}
.sipas.sipas .bad{color:#cf222e;font-weight:600}
[data-jp-theme-light="false"] .sipas.sipas .good,.vscode-dark .sipas.sipas .good,
html[theme=dark] .sipas.sipas .good{color:#4ac26b}
[data-jp-theme-light="false"] .sipas.sipas .bad,.vscode-dark .sipas.sipas .bad,
html[theme=dark] .sipas.sipas .bad{color:#ff7b72}
.sipas.sipas .strong{font-weight:600}
.sipas.sipas .faint,.sipas.sipas caption,.sipas.sipas .note{opacity:.75}
.sipas.sipas caption{caption-side:top;text-align:left}
.sipas.sipas h3,.sipas.sipas h4{margin:.8em 0 .2em}
</style>"""

_TONES = {
    "late": "bad",
    "open_overdue": "bad",
    "closed_late": "bad",
    "missed": "bad",
    "reject": "bad",
    "met": "good",
    "early": "good",
    "on_time": "good",
    "closed_in_time": "good",
}


def frame(columns: dict[str, list[Any]], length: int, labels: Labels) -> str:
    """A table of data: what a program filters by, as it stands, and beside it the words for people."""
    names = list(columns)
    numeric = {
        name: any(isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in cells)
        for name, cells in columns.items()
    }
    head = "".join(_head(name, labels.heading(name), numeric[name]) for name in names)
    rows = (
        "".join(_value(labels, name, value, numeric[name]) for name, value in zip(names, row, strict=True))
        for row in zip(*columns.values(), strict=True)
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    more = length - len(next(iter(columns.values()), []))
    note = f'<div class="note">{escape(labels.more(more))}</div>' if more > 0 else ""
    return _page(f'<table class="data"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}')


def _head(name: str, words: str, figures: bool) -> str:
    """The heading of a column: its name, and below it what it is called where that is something else."""
    called = f'<div class="faint">{escape(words)}</div>' if words != name else ""
    attribute = ' class="n"' if figures else ""
    return f"<th{attribute}>{escape(name)}{called}</th>"


def _value(labels: Labels, name: str, value: Any, figures: bool) -> str:
    """A cell: names of closed sets as they stand, with their words to be pointed at."""
    said = labels.cell(name, value)
    tone = _TONES.get(str(value), "")
    if isinstance(value, str) and value and said != value:
        return f'<td class="{tone}" title="{escape(said)}">{escape(value)}</td>'
    return _cell("td", said, figures, f"{tone} long".strip() if len(said) > LONG else tone)


def document(title: str, sections: list[tuple[str, list[Any]]], *, note: str = "") -> str:
    """A report in words and tables; a note says what is not shown."""
    parts = [f"<h3>{escape(title)}</h3>"]
    for heading, blocks in sections:
        if heading:
            parts.append(f"<h4>{escape(heading)}</h4>")
        parts.extend(_block(kind, content) for kind, content in blocks)
    if note:
        parts.append(f'<p class="note">{escape(note)}</p>')
    return _page("".join(parts))


def _block(kind: str, content: Any) -> str:
    if kind == "text":
        return f"<p>{escape(content)}</p>"
    if kind == "facts":
        rows = "".join(f"<tr><th>{escape(label)}</th><td>{escape(said)}</td></tr>" for label, said in content)
        return f"<table>{rows}</table>"
    title, columns, rows = content
    caption = f"<caption>{escape(title)}</caption>" if title else ""
    head = "".join(_cell("th", heading, figures) for heading, figures in columns)
    body = "".join(
        "<tr>"
        + "".join(
            _cell("td", text, figures, "" if tone == "plain" else tone)
            for (text, tone), (_, figures) in zip(row, columns, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(tag: str, text: object, figures: bool, tone: str = "") -> str:
    classes = " ".join(name for name in ("n" if figures else "", tone) if name)
    attribute = f' class="{classes}"' if classes else ""
    return f"<{tag}{attribute}>{escape(str(text))}</{tag}>"


def _page(body: str) -> str:
    return f'<div class="sipas">{_STYLE}{body}</div>'
