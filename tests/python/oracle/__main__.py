"""`python -m oracle EXPORT... --period 2025-06`: the report as JSON, to lay beside the command's.

`--against FILE` prints where that JSON differs; `--which all` lists each record and its bucket.
"""

import argparse
import json
import re
import sys
import tomllib
from pathlib import Path

from .compare import differences
from .deadlines import Policy
from .period import BadUse, parse_period
from .profile import Profile
from .report import Data, Moment, Options, busiest_month, place, report, resolve_as_of


def parser() -> argparse.ArgumentParser:
    parse = argparse.ArgumentParser(prog="oracle", description=__doc__)
    parse.add_argument("exports", nargs="*", type=Path)
    parse.add_argument("--pakn", action="append", default=[], type=Path)
    parse.add_argument("--procedures", action="append", default=[], type=Path)
    parse.add_argument("--survey", action="append", default=[], type=Path)
    parse.add_argument("--period")
    parse.add_argument("--window", choices=["calendar", "reporting"], default="calendar")
    parse.add_argument("--as-of")
    parse.add_argument("--baseline")
    parse.add_argument("--by", default="")
    parse.add_argument("--plan", default="lang-son-2025")
    parse.add_argument("--profile", action="append", default=[], type=Path)
    parse.add_argument("--calendar", action="append", default=[], type=Path)
    parse.add_argument("--clock-end", choices=["finished", "returned"], default="finished")
    parse.add_argument("--deadline", choices=["original", "current"], default="original")
    parse.add_argument("--precision", choices=["day", "instant"], default="day")
    parse.add_argument(
        "--supplement", choices=["as-recorded", "pause", "restart"], default="as-recorded"
    )
    parse.add_argument("--repeat-threshold", type=int, default=1)
    parse.add_argument("--delimiter")
    parse.add_argument("--format", choices=["json"], default="json")
    parse.add_argument("--against", type=Path, help="a JSON report to compare with")
    parse.add_argument("--which", help="list the records of these buckets instead, or `all`")
    return parse


def options_from(args: argparse.Namespace) -> Options:
    return Options(
        dossiers=_expanded(args.exports),
        pakn=_expanded(args.pakn),
        procedures=_expanded(args.procedures),
        survey=_expanded(args.survey),
        period=args.period,
        window=args.window,
        as_of=args.as_of,
        baseline=args.baseline,
        by=tuple(name for name in args.by.split(",") if name),
        plan=args.plan if args.plan in ("lang-son-2025", "none") else Path(args.plan),
        profiles=[
            Profile.from_dict(tomllib.loads(path.read_text("utf-8"))) for path in args.profile
        ],
        calendars=args.calendar,
        policy=Policy(
            args.clock_end,
            args.deadline,
            args.precision,
            args.supplement.replace("-", "_"),
            args.repeat_threshold,
        ),
        delimiter=args.delimiter,
    )


def _expanded(paths: list[Path]) -> list[Path]:
    """A folder stands for its CSV files, digits ordered as numbers."""

    def natural(path: Path) -> list[tuple[int, str]]:
        parts = re.split("([0-9]+)", path.name)
        return [(int(part), "") if part.isdigit() else (0, part) for part in parts]

    return [
        file
        for path in paths
        for file in (sorted(path.glob("*.csv"), key=natural) if path.is_dir() else [path])
    ]


def listing(options: Options, which: str) -> list[str]:
    """Code, bucket, received or carried in, end or month, deadline: to find a differing record."""
    data = Data(options)
    period = parse_period(options.period or busiest_month(data, options.policy), options.window)
    as_of = resolve_as_of(options, period, period.closes)
    whole = place(data, Moment(period, as_of, options.policy, data.calendar, data.terms), ())[()]
    wanted = set(which.split(","))
    lines = []
    for prefix, placed in (("", whole.dossiers or []), ("pakn.", whole.pakn or [])):
        for one in placed:
            bucket = prefix + one.bucket
            if bucket in wanted or "all" in wanted:
                came = "received" if one.received else "-"
                due = getattr(one.due, "at", one.due)
                lines.append(f"{one.record.code}\t{bucket}\t{came}\t{one.month}\t{due}")
    return lines


def main() -> int:
    args = parser().parse_args()
    options = options_from(args)
    try:
        if args.which:
            print("\n".join(listing(options, args.which)))
            return 0
        ours = report(options)
    except BadUse as error:
        print(error, file=sys.stderr)
        return 2
    if not args.against:
        print(json.dumps(ours, ensure_ascii=False, indent=2))
        return 0
    found = differences(ours, json.loads(args.against.read_text("utf-8")))
    print("\n".join(found) or "no difference")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
