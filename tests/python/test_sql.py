# Rows read best as they stand in a file.
# ruff: noqa: E501
"""What an analyst would compute: counts and rates of an export in SQL, from the definitions alone.

The query reads the same files as the command and shares no code with it, nor with the other second
computation in `oracle`. It asks about exports whose rows all read well: what is wrong with rows is
the matter of others.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from query import BUCKETS, CALENDAR, COUNTS, DOSSIERS, PAKN, RATES

duckdb = pytest.importorskip("duckdb")

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("SIPAS_BIN", str(ROOT / "target" / "debug" / "sipas"))
SEEDS = int(os.environ.get("SIPAS_SEEDS", "60")) // 5

STATUSES = [
    *["Đang xử lý", "Đã trả kết quả", "Đã xử lý xong"] * 3, "Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận",
    "Yêu cầu bổ sung giấy tờ", "Yêu cầu thực hiện nghĩa vụ tài chính", "Công dân yêu cầu rút hồ sơ", "Dừng xử lý",
    "Từ chối giải quyết", "Đóng hồ sơ", None,
]  # fmt: skip
YES_NO = ["Có", "Không", None]


class Maker:
    """Makes the rows of an export, all of which read well."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)

    def after(
        self, start: datetime | None, days: int, chance: float, least: int = 0
    ) -> datetime | None:
        """An instant some days after another, sometimes without its time."""
        if start is None or self.rng.random() >= chance:
            return None
        day = start.date() + timedelta(self.rng.randrange(least, days))
        at = datetime.combine(day, time(self.rng.randrange(6, 19), self.rng.randrange(1, 60)))
        return datetime.combine(day, time()) if self.rng.random() < 0.2 else max(at, start)

    def start(self) -> datetime:
        at = self.after(datetime(2025, 4, 20), 150, 1.1)
        assert at is not None
        return at

    def dossier(self, n: int) -> dict[str, Any]:
        rng, after = self.rng, self.after
        received = self.start()
        finished = after(received, 40, 0.7)
        requested = after(received, 12, 0.4)
        reported = after(finished, 10, 0.3)
        channel = rng.choice(
            ["Trực tiếp", "Trực tuyến", "Trực tuyến", "Trực tuyến toàn trình", "Trực tuyến một phần",
             "Bưu chính công ích", None]
        )  # fmt: skip
        has_level = channel == "Trực tuyến"
        submitted = received - timedelta(minutes=rng.randrange(3 * 24 * 60))
        return {
            "code": f"H37.12-{received:%y%m%d}-{n:05}",
            "unit": f"Phòng {rng.randrange(4)}",
            "status": rng.choice(STATUSES),
            "channel": channel,
            "online_level": rng.choice(["Toàn trình", "Một phần", None]) if has_level else None,
            "submitted_at": submitted if rng.random() < 0.7 else None,
            "received_at": received if rng.random() < 0.98 else None,
            "due_at": after(received, 40, 0.9, 6),
            "rescheduled_due_at": after(received, 60, 0.2, 20),
            "extended_due_at": after(received, 60, 0.1, 20),
            "finished_at": finished,
            "returned_at": after(finished or received, 10, 0.4),
            "supplement_requests": rng.choice([0, 0, 1, 2, None]),
            "supplement_requested_at": requested,
            "supplement_completed_at": after(requested, 10, 0.6),
            "repeat_visits": rng.choice([0, 0, 1, 2, 3, 7, None]),
            "result_corrected": rng.choice(YES_NO),
            "apologised": rng.choice(YES_NO),
            "apologised_at": after(received, 30, 0.5),
            "error_reported_at": reported,
            "corrected_at": after(reported, 8, 0.7),
            "digitised": rng.choice(YES_NO),
            "paid_online": rng.choice(YES_NO),
            "electronic_result": rng.choice(YES_NO),
        }

    def petition(self, n: int) -> dict[str, Any]:
        rng, after = self.rng, self.after
        sent = self.start()
        status = rng.choice(
            ["Đã xử lý", "Đã xử lý", "Đã công khai", "Chờ công khai", "Đang xử lý", "Đang xử lý", "Chuyển cơ quan khác",
             "Từ chối tiếp nhận", None]
        )  # fmt: skip
        closed = after(sent, 30, 0.5)
        # What is refused has one date of its end at most.
        is_sent = rng.random() < 0.95
        answered = (
            None if closed and status == "Từ chối tiếp nhận" else after(closed or sent, 10, 0.5)
        )
        return {
            "code": f"PA-{n:05}",
            "unit": f"Phòng {rng.randrange(4)}",
            "topic": rng.choice(["Yêu cầu thêm giấy tờ", "Thu thêm phí, lệ phí", "Thái độ phục vụ", "Khác"]),
            "sent_at": sent if is_sent else None,
            "accepted_at": after(sent, 4, 0.7) if is_sent else rng.choice([sent, None]),
            "due_at": after(sent, 25, 0.5),
            "closed_at": closed,
            "answered_at": answered,
            "published_at": after(answered or sent, 20, 0.5),
            "transferred_at": after(sent, 14, 0.3),
            "correct_authority": rng.choice(YES_NO),
            "substantiated": rng.choice(YES_NO),
            "status": status,
        }  # fmt: skip


def written(rows: list[dict[str, Any]], path: Path) -> Path:
    def cell(value: Any) -> str:
        if isinstance(value, datetime):
            return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
        return "" if value is None else str(value)

    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(rows[0])
        out.writerows([map(cell, row.values()) for row in rows])
    return path


def loaded(connection: Any, kind: str, path: Path, rows: list[dict[str, Any]]) -> None:
    """The file as a table: what an analyst would write first."""

    def column(name: str) -> str:
        if name.endswith("_at"):
            alone = f"strptime({name}, '%d/%m/%Y')"
            return f"coalesce(try_strptime({name}, '%d/%m/%Y %H:%M'), {alone}) as {name}"
        return (
            f"{name}::int as {name}" if name in ("supplement_requests", "repeat_visits") else name
        )

    columns = ", ".join(column(name) for name in rows[0])
    connection.execute(
        f"create table {kind} as select {columns} from read_csv(?, header = true, all_varchar = true)",
        [str(path)],
    )


def counted(
    connection: Any, kind: str, placed: str, asked: dict[str, Any]
) -> dict[str | None, dict[str, int]]:
    """Every count of every unit; those of all under no name."""
    counts = {bucket: f"bucket = '{bucket}'" for bucket in BUCKETS[kind]} | COUNTS[kind]
    counts |= {"received": "received", "carried_in": "handled and not received"}
    for name, (of, part) in RATES[kind].items():
        counts |= {f"{name}/d": of, f"{name}/n": f"({of}) and ({part})"}
    columns = [
        f'count(*) filter (where {condition}) as "{name}"' for name, condition in counts.items()
    ]
    if kind == "dossiers":
        columns += [
            f'{figure} filter (where has_result) as "days.{prefix}{name}"'
            for prefix, days in (("", "days"), ("working_", "working_days"))
            for name, figure in (
                ("mean", f"avg({days})"),
                ("median", f"quantile_cont({days}::double, 0.5)"),
                ("p90", f"quantile_cont({days}::double, 0.9)"),
            )
        ]
    names = [
        name
        for name in ("from", "to", "clock_end", "deadline", "supplement", "precision", "pakn_days")
        if f"${name}" in placed
    ]
    query = connection.execute(
        f"select unit, {', '.join(columns)} from ({placed}) group by grouping sets ((), (unit))",
        {name: asked[name] for name in names},
    )
    titles = [column[0] for column in query.description]
    rows = [dict(zip(titles, row, strict=True)) for row in query.fetchall()]
    return {row.pop("unit"): row for row in rows}


def told(kind: str, group: dict[str, Any]) -> dict[str, int | None]:
    """The same counts as the command tells them."""
    counts, figures = group[kind], group["indicators"]
    found = {bucket: counts[bucket] for bucket in BUCKETS[kind]}
    found |= {name: counts[name] for name in ("received", "carried_in")}
    for name in COUNTS[kind]:
        whole, _, part = name.partition(".")
        found[name] = (
            counts[whole][part]
            if part
            else figures[name]["value"]
            if name in figures
            else counts[name]
        )
    for name in RATES[kind]:
        found |= {
            f"{name}/d": figures[name]["denominator"],
            f"{name}/n": figures[name]["numerator"],
        }
    if kind == "dossiers":
        days = figures["processing_days"]
        found |= {
            f"days.{name}": days[name]
            for name in days
            if name.split("_")[-1] in ("mean", "median", "p90")
        }
    return found


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_figures_are_those_of_the_query(seed: int, tmp_path: Path) -> None:
    maker = Maker(seed)
    rng = maker.rng
    rows = {
        "dossiers": [maker.dossier(n) for n in range(1200)],
        "pakn": [maker.petition(n) for n in range(500)],
    }
    first, last = rng.choice(
        [(date(2025, 6, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 7, 31)), (date(2025, 4, 1), date(2025, 6, 30)),
         (date(2025, 6, 10), date(2025, 8, 3)), (date(2025, 7, 15), date(2025, 9, 14))]
    )  # fmt: skip
    as_of = rng.choice([last, last - timedelta(days=7)])
    asked = {
        "clock_end": rng.choice(["finished", "returned"]),
        "deadline": rng.choice(["original", "current"]),
        "supplement": rng.choice(["as_recorded", "pause", "restart"]),
        "precision": rng.choice(["day", "instant"]),
        "pakn_days": rng.choice([15, 10]),
    }
    paths = {kind: written(of, tmp_path / f"{kind}.csv") for kind, of in rows.items()}
    flags = [
        f"--{name.replace('_', '-')}={str(value).replace('_', '-')}"
        for name, value in asked.items()
    ]
    done = subprocess.run(
        [COMMAND, "report", str(paths["dossiers"]), "--pakn", str(paths["pakn"]), "--period", f"{first}..{last}",
         "--as-of", str(as_of), "--by", "unit", "--format", "json", "--quiet", *flags],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert all(of["rows"] == of["accepted"] for of in report["inputs"])

    connection = duckdb.connect()
    connection.execute(CALENDAR)
    asked |= {
        "from": datetime.combine(first, time()),
        "to": datetime.combine(as_of + timedelta(days=1), time()),
    }
    for kind, placed in (("dossiers", DOSSIERS), ("pakn", PAKN)):
        loaded(connection, kind, paths[kind], rows[kind])
        wanted = counted(connection, kind, placed, asked)
        groups = {group["key"].get("unit"): told(kind, group) for group in report["groups"]}
        assert groups.keys() == wanted.keys()
        for unit, figures in wanted.items():
            for name, value in figures.items():
                got = groups[unit][name]
                # Where nothing at all can be counted and something has no date, nobody knows the rate.
                unknown = got is None and figures.get(f"{name[:-2]}/d") == 0 and figures["undated"]
                assert unknown or got == pytest.approx(value, rel=1e-12), (unit, name, got, value)
