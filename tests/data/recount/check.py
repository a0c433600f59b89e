"""Check samples and edge files by a second count: `python3 tests/data/recount/check.py`.

With `--write` it renews `samples/expected.json` and the tables of the README. The expectations of
the edge files are written by hand in `edge/` and are only compared here, never renewed.
"""

import csv
import json
import sys
from pathlib import Path

from count import Policy, dossier_counts, pakn_counts, pakn_rates
from edges import differences
from figures import (
    accounting,
    dossier_rates,
    newest,
    period,
    procedure_rates,
    survey_rates,
    terms_of,
    topic_counts,
)
from read import read

DATA = Path(__file__).parent.parent
SAMPLES = DATA / "samples"
MONTHS = [f"dossiers/ho-so-thang-{n}.csv" for n in (4, 5, 6)]
MARK = "<!-- from here on written by recount/check.py --write -->\n"


def sample_figures():
    start, end = period("2025-Q2")
    tables = [read(SAMPLES / name) for name in MONTHS]
    dossiers, dropped = newest(tables)
    talk = read(SAMPLES / "pakn.csv", "pakn")
    pakn, pakn_dropped = newest([talk])
    listed = read(SAMPLES / "procedures.csv", "procedures")
    answers = read(SAMPLES / "survey.csv", "survey")
    terms, policy = terms_of(SAMPLES / "procedures.csv"), Policy()
    alone = [newest([table])[1][0] for table in tables]

    def figures(chosen, span=(start, end), policy=policy):
        return {
            "dossiers": dossier_counts(chosen, *span, policy, terms),
            "indicators": dossier_rates(chosen, *span, policy, terms),
        }

    return {
        "alone": {
            name: accounting(table, gone)
            for name, table, gone in zip(MONTHS, tables, alone, strict=True)
        },
        "together": {
            **{n: accounting(t, g) for n, t, g in zip(MONTHS, tables, dropped, strict=True)},
            "pakn.csv": accounting(talk, pakn_dropped[0]),
            "procedures.csv": accounting(listed, 0),
            "survey.csv": accounting(answers, 0),
        },
        "period": "2025-Q2",
        "whole": {
            **figures(dossiers),
            "pakn": pakn_counts(pakn, start, end),
            "pakn_indicators": pakn_rates(pakn, start, end) | topic_counts(pakn, start, end),
            "procedure_indicators": procedure_rates(listed.good, start, end),
            "satisfaction": survey_rates(answers.good),
        },
        "by_unit": {
            unit: figures([d for d in dossiers if d["unit"] == unit])
            for unit in sorted({d["unit"] for d in dossiers})
        },
        "by_period": {
            f"{text} {window}": figures(dossiers, period(text, window))
            for text in ("2025-04", "2025-05", "2025-06")
            for window in ("calendar", "reporting")
        },
        "by_setting": {
            f"{name}={value}": figures(dossiers, policy=Policy(**{name: value}))
            for name, value in (
                ("clock_end", "returned"),
                ("deadline", "current"),
                ("precision", "instant"),
                ("supplement", "pause"),
            )
        },
        "rejected_lines": {
            n: [line for line, _ in t.bad]
            for n, t in zip([*MONTHS, "pakn.csv"], [*tables, talk], strict=True)
        },
    }


def row(*cells):
    return "| " + " | ".join(str(c) for c in cells) + " |\n"


def percent(pair):
    if pair[1] is None:
        return "not measurable"
    return f"{pair[0]}/{pair[1]}" + (f" ({100 * pair[0] / pair[1]:.2f} %)" if pair[1] else "")


def tables(figures):
    """The Markdown that follows the mark in the README."""
    out = ["\n### Rows\n\n", row("file", "rows", "accepted", "rejected", "duplicates", "skipped")]
    out.append(row("---", *["---:"] * 5))
    for name, parts in figures["together"].items():
        out.append(row(f"`{name}`", *parts.values()))
    out.append("\nEach month read alone has fewer duplicates:\n\n")
    out += [row("file", "accepted", "duplicates"), row("---", "---:", "---:")]
    for name, parts in figures["alone"].items():
        out.append(row(f"`{name}`", parts["accepted"], parts["duplicates"]))
    whole, units = figures["whole"], figures["by_unit"]
    out.append("\n### 2025-Q2, default settings, terms from procedures.csv\n\n")
    names = ["received", "carried_in", "early", "on_time", "late", "finished_unmeasurable",
             "withdrawn", "stopped", "stopped_late", "open_within_due", "open_overdue",
             "suspended", "open_unmeasurable", "not_accepted", "undated",
             "out_of_period"]  # fmt: skip
    out.append(row("count", "whole", *units))
    out.append(row("---", *["---:"] * (1 + len(units))))
    for name in names:
        cells = [group["dossiers"].get(name, 0) for group in (whole, *units.values())]
        out.append(row(name, *cells))
    rates = [group["indicators"]["on_time_return_rate"] for group in (whole, *units.values())]
    out.append(row("on_time_return_rate", *map(percent, rates)))
    out += ["\n", row("indicator", "whole"), row("---", "---")]
    for group in ("indicators", "pakn_indicators", "procedure_indicators", "satisfaction"):
        for name, value in whole[group].items():
            if isinstance(value, dict):
                value = ", ".join(f"{k}: {v}" for k, v in sorted(value.items()))
            elif value[1] is None:
                value = value[0]
            elif "sum" not in name:
                value = percent(value)
            else:
                value = f"{value[0]} days, {value[1]} results"
            out.append(row(("satisfaction " if group == "satisfaction" else "") + name, value))
    out.append(row("pakn", ", ".join(f"{k} {v}" for k, v in sorted(whole["pakn"].items()))))
    out += ["\n### Notable rows\n\n", row("file", "line", "code", "what")]
    out.append(row("---", "---:", "---", "---"))
    with (SAMPLES / "notable.csv").open(encoding="utf-8", newline="") as notable:
        for name, line, code, what in list(csv.reader(notable))[1:]:
            out.append(row(f"`{name}`", line, f"`{code}`" if code else "", what))
    return "".join(out)


def main():
    figures = sample_figures()
    wanted = {SAMPLES / "expected.json": json.dumps(figures, ensure_ascii=False, indent=1) + "\n"}
    readme = DATA / "README.md"
    wanted[readme] = readme.read_text(encoding="utf-8").split(MARK)[0] + MARK + tables(figures)
    wrong = list(differences())
    for path, text in wanted.items():
        if "--write" in sys.argv:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            wrong.append(f"{path.name} is not what the samples give")
    print("\n".join(wrong) or "all as expected")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
