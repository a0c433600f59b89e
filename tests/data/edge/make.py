"""Write the edge files anew: `python3 tests/data/edge/make.py`. Same bytes every time.

Each case stands once, in `traps`, `formats`, `values` or `others`: the bytes of its files beside
what must happen. From there come the files, `expected.json` for tests and the table of the README.
"""

import json
from pathlib import Path

import formats
import others
import traps
import values

FOLDER = Path(__file__).parent
KEYS = ("rows", "accepted", "rejected", "duplicates", "skipped")
FLAG = {"pakn": "--pakn", "procedures": "--procedures", "survey": "--survey"}
GROUPS = [
    ("Traps of the definitions", traps.CASES),
    ("Files", formats.CASES),
    ("Values", values.CASES),
    ("PAKN, procedures, survey", others.CASES),
]
HEAD = """# Edge files

One small file for each trap and each rule; `make.py` writes them, this table and `expected.json`
from the cases in `traps.py`, `formats.py`, `values.py` and `others.py`. The expectations there are
worked out by hand; `../recount/check.py` counts them a second time.

*Rows* is rows = accepted + rejected + duplicates + skipped. Below it stand the options and the
counts they must give; what is not named is zero. The folder of the command is this one. A rate is
numerator/denominator: 0/0 is no data, `–` is not measurable. In `expected.json` a rate is a pair,
`null` where not measurable; `refused` is the reason in words, not a message to compare with.
"""


def counts(text):
    pairs = (part.split() for part in text.split(", ") if part)
    return {name: int(n) for name, n in pairs}


def entry(case):
    flag = FLAG.get(case.kind)
    inputs = [part for name in case.files for part in ([flag, name] if flag else [name])]
    rows = [dict(zip(KEYS, map(int, r.split()), strict=True)) for r in case.rows.split("; ") if r]
    found = {"files": list(case.files), "kind": case.kind, "holds": case.holds}
    found |= {"note": case.note} if case.note else {}
    if case.refused:
        return found | {"refused": case.refused, "argv": ["report", *inputs, *JUNE]}
    found |= {"by_hand": True} if case.by_hand else {}
    runs = []
    for run in case.runs:
        one = {"argv": ["report", *inputs, *run.options.split()], "counts": counts(run.counts)}
        if run.rates:
            one["rates"] = run.rates
        if run.verdicts:
            one["verdicts"] = run.verdicts
        if run.units:
            one["units"] = {unit: counts(text) for unit, text in run.units.items()}
        runs.append(one)
    return found | {"inputs": rows, "runs": runs}


JUNE = ["--period", "2025-06"]


def shown(pair):
    if pair is None:
        return "–"
    return str(pair[0]) if pair[1] is None else f"{pair[0]}/{pair[1]}"


def table_row(case):
    must = [f"refused: {case.refused}"] if case.refused else []
    if case.rows:
        must.append("rows " + " and ".join(
            "{} = {} + {} + {} + {}".format(*r.split()) for r in case.rows.split("; ")
        ))  # fmt: skip
    for run in case.runs:
        parts = [run.counts] if run.counts else []
        parts += [f"{name} {shown(pair)}" for name, pair in run.rates.items()]
        parts += [f"{name} {verdict}" for name, verdict in run.verdicts.items()]
        parts += [f"unit “{unit}”: {text}" for unit, text in run.units.items()]
        must.append(f"`{run.options}`: " + ("; ".join(parts) or "nothing to count"))
    if case.note:
        must.append(case.note)
    files = ", ".join(f"`{name}`" for name in case.files)
    return f"| {files} | {case.holds} | {'<br>'.join(must)} |"


def main():
    readme, expected = [HEAD], []
    for title, cases in GROUPS:
        readme.append(f"\n## {title}\n\n| file | holds | must |\n|---|---|---|\n")
        for case in cases:
            for name, content in case.files.items():
                if content is not None:
                    path = FOLDER / name
                    path.parent.mkdir(exist_ok=True)
                    path.write_bytes(content)
            readme.append(table_row(case) + "\n")
            expected.append(entry(case))
    (FOLDER / "README.md").write_text("".join(readme), encoding="utf-8", newline="\n")
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (FOLDER / "expected.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
