"""Compare `edge/expected.json`, worked out by hand, with what the second reader and count give.

Not compared, and so resting on the hand alone: verdicts, what is not measurable, workbooks and
HTML (`by_hand`), warnings, and the reasons of refusals (only that the file is refused).
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

from count import Policy, dossier_counts, pakn_counts, pakn_rates
from figures import accounting, dossier_rates, newest, period, procedure_rates, terms_of
from read import Refused, fold, read

EDGE = Path(__file__).parent.parent / "edge"


def options_of(argv):
    return {name: argv[n + 1] for n, name in enumerate(argv) if name.startswith("--")}


def moments(options):
    start, end = period(options.get("--period", "2025-06"), options.get("--window", "calendar"))
    if "--as-of" in options:
        end = datetime.fromisoformat(options["--as-of"]) + timedelta(days=1)
    return start, end


def read_all(case, options):
    """The tables of a case; a refused file leaves none."""
    tables = []
    for name in case["files"]:
        try:
            tables.append(read(EDGE / name, case["kind"], encoding=options.get("--encoding")))
        except Refused:
            if len(case["files"]) == 1:
                raise
    return tables


def counted(case, argv):
    """(rows of each file, counts, rates, counts by unit) of one run."""
    options = options_of(argv)
    start, as_of = moments(options)
    tables = read_all(case, options)
    if case["kind"] == "survey":
        return [accounting(t, 0) for t in tables], {}, {}, {}
    records, dropped = newest(tables)
    rows = [accounting(t, d) for t, d in zip(tables, dropped, strict=True)]
    if case["kind"] == "procedures":
        return rows, {}, procedure_rates(records, start, as_of), {}
    if case["kind"] == "pakn":
        return rows, pakn_counts(records, start, as_of), pakn_rates(records, start, as_of), {}
    names = ("clock_end", "deadline", "precision", "supplement")
    given = {n: options.get("--" + n.replace("_", "-")) for n in names}
    policy = Policy(**{n: v for n, v in given.items() if v})
    terms = terms_of(EDGE / options["--procedures"] if "--procedures" in options else None)
    least = int(options.get("--repeat-threshold", "1"))
    units = {}
    for record in records:
        units.setdefault(fold(record.get("unit", "")), []).append(record)
    return (
        rows,
        dossier_counts(records, start, as_of, policy, terms),
        dossier_rates(records, start, as_of, policy, terms, least),
        {u: dossier_counts(r, start, as_of, policy, terms) for u, r in units.items()},
    )


def differences():
    """One line for each thing that the hand and the second count see differently."""
    cases = json.loads((EDGE / "expected.json").read_text(encoding="utf-8"))
    for case in cases:
        name = " + ".join(case["files"])
        if case.get("by_hand"):
            continue
        if "refused" in case:
            try:
                read_all(case, options_of(case["argv"]))
                yield f"{name}: read, but should be refused"
            except (Refused, EOFError):
                pass
            continue
        for run in case["runs"]:
            try:
                rows, counts, rates, units = counted(case, run["argv"])
            except Refused as why:
                yield f"{name}: refused ({why})"
                continue
            if rows != case["inputs"]:
                yield f"{name}: rows {rows}, by hand {case['inputs']}"
            if case["kind"] in ("dossiers", "pakn") and counts != run["counts"]:
                yield f"{name}: {run['argv']} {dict(counts)}, by hand {run['counts']}"
            for rate, pair in run.get("rates", {}).items():
                if pair is not None and rates[rate] != pair:
                    yield f"{name}: {rate} {rates[rate]}, by hand {pair}"
            for unit, found in run.get("units", {}).items():
                if units.get(fold(unit)) != found:
                    yield f"{name}: unit {unit} {units.get(fold(unit))}, by hand {found}"
