# The query reads best as a table.
# ruff: noqa: E501
"""Every count and rate of dossiers over a dirty export of 20,000 rows, against SQL that shares no code."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
import sipas
from query import BUCKETS, CALENDAR, DOSSIERS

duckdb = pytest.importorskip("duckdb")
pa = pytest.importorskip("pyarrow")

ROWS = 20_000
STATUSES = [
    "Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận", "Đang xử lý", "Yêu cầu bổ sung giấy tờ",
    "Yêu cầu thực hiện nghĩa vụ tài chính", "Công dân yêu cầu rút hồ sơ", "Dừng xử lý", "Đã xử lý xong",
    "Đã trả kết quả", "Từ chối giải quyết", "Đóng hồ sơ", "Chưa rõ lắm", None,
]  # fmt: skip
# Rows that are rejected do not count. Of the others of a code the one that ended last does, then the one with the latest
# event, then the one that says more: a frame has no newer and older file. An end is late by the day, or where
# both have a time by the instant; all of them have one here.
FILLED = [
    "unit",
    "status",
    "channel",
    "due_at",
    "supplement_requests",
    "repeat_visits",
    "result_corrected",
    "apologised",
]
NEWEST = f"""
create table dossiers as
with numbered as (
    select *, row_number() over () as place from frame
)
select *, null::timestamp as rescheduled_due_at, null::timestamp as extended_due_at,
    null::timestamp as supplement_requested_at, null::timestamp as supplement_completed_at,
    null as procedure_code, null as online_level
from numbered
where trim(coalesce(code, '')) <> '' and coalesce(supplement_requests, 0) >= 0 and coalesce(repeat_visits, 0) >= 0
    and not coalesce(finished_at::date < received_at::date, false)
    and not coalesce(returned_at::date < received_at::date, false)
qualify row_number() over (
    partition by code
    order by greatest(finished_at, returned_at) desc nulls last,
        greatest(received_at, finished_at, returned_at) desc nulls last,
        {" + ".join(f"({name} is not null)::int" for name in FILLED)} desc,
        place desc
) = 1;
create table procedures (code text, term int, term_unit text);
"""
TOLD = f"""
with told as (
    select *,
        bucket in ('open_within_due', 'open_overdue', 'suspended', 'open_unmeasurable') as is_open,
        case when concluded then strftime(ended, '%Y-%m') when is_open then 'open' else 'none' end as month,
        coalesce(repeat_visits, 0) as visits
    from ({DOSSIERS})
)
"""
COUNTED = (
    TOLD
    + "select unit, month, "
    + ", ".join(
        f"count(*) filter (bucket = '{bucket}') as {bucket}" for bucket in BUCKETS["dossiers"]
    )
    + """,
    count(*) filter (received) as received, count(*) filter (handled and not received) as carried_in,
    count(*) filter (stopped_late) as stopped_late,
    count(*) filter (has_result and status = 'Từ chối giải quyết') as refused,
    count(*) filter (received and channel = 'Trực tuyến') as online,
    count(*) filter (received and channel = 'Trực tiếp') as in_person,
    count(*) filter (received and channel = 'Bưu chính công ích') as postal,
    count(*) filter (concluded and visits = 0) as visits_0, count(*) filter (concluded and visits = 1) as visits_1,
    count(*) filter (concluded and visits = 2) as visits_2, count(*) filter (concluded and visits > 2) as visits_3,
    count(*) filter (concluded) as concluded, count(*) filter (has_result) as results, count(*) filter (handled) as handled,
    count(*) filter (exposed) as exposed,
    count(*) filter (bucket = 'undated' and received_at >= $from) as undated_here,
    count(*) filter (bucket in ('early', 'on_time', 'late', 'open_overdue') or stopped_late) as judged_or_exposed,
    count(*) filter (concluded and visits >= 1) as repeat,
    count(*) filter (concluded and coalesce(supplement_requests, 0) <= 1) as once,
    count(*) filter (bucket = 'late' and apologised = 'Có') as apologised,
    count(*) filter (bucket = 'late' and coalesce(apologised, 'Không') in ('Có', 'Không')) as late_known,
    count(*) filter (has_result and coalesce(result_corrected, 'Không') = 'Không') as accurate,
    count(*) filter (has_result and coalesce(result_corrected, 'Không') in ('Có', 'Không')) as results_known,
    sum(days) filter (has_result) as days, quantile_cont(days, 0.5) filter (has_result) as median,
    quantile_cont(days, 0.9) filter (has_result) as p90
from told group by grouping sets ((), (unit, month))
"""
)


def frame(seed: int) -> Any:
    rng = Random(seed)

    def after(received: datetime, days: int, chance: float) -> datetime | None:
        hours = rng.randrange(-12, 24 * days)
        return received + timedelta(hours=hours, minutes=1) if rng.random() < chance else None

    columns: dict[str, list[Any]] = {}
    for _ in range(ROWS):
        received = datetime(2025, 3, 1) + timedelta(minutes=rng.randrange(24 * 60 * 150))
        finished = after(received, 40, 0.75)
        code = f"H37.12-{received:%y%m%d}-{rng.randrange(160):04}"
        row = {
            "code": code if rng.random() < 0.99 else rng.choice(["", None, " "]),
            "unit": f"Phòng {rng.randrange(6)}",
            "status": rng.choice(STATUSES),
            "channel": rng.choice(
                ["Trực tuyến", "Trực tiếp", "Bưu chính công ích", "Bồ câu", None]
            ),
            "received_at": received if rng.random() < 0.97 else None,
            "due_at": after(received, 40, 0.9),
            "finished_at": finished,
            "returned_at": after(finished or received, 10, 0.5),
            "supplement_requests": rng.choice(
                [0, 0, 0, 1, 2, None, 300, -1 if rng.random() < 0.05 else 0]
            ),
            "repeat_visits": rng.choice([0, 0, 0, 1, 2, 5, None]),
            "result_corrected": rng.choice(["Có", "Không", None, None, "có lẽ"]),
            "apologised": rng.choice(["Có", "Không", None, "có lẽ"]),
        }
        for name, value in row.items():
            columns.setdefault(name, []).append(value)
    return pa.table(columns)


@pytest.mark.parametrize("precision", ["day", "instant"])
@pytest.mark.parametrize("window", ["calendar", "reporting"])
def test_every_count_and_rate_is_the_one_of_the_query(precision: Any, window: Any) -> None:
    table = frame(len(precision) * 10 + len(window))
    first, last = {
        "calendar": (date(2025, 6, 1), date(2025, 6, 30)),
        "reporting": (date(2025, 5, 15), date(2025, 6, 14)),
    }[window]
    connection = duckdb.connect()
    connection.register("frame", table)
    connection.execute(CALENDAR)
    connection.execute(NEWEST)
    span = {
        "from": first,
        "to": last + timedelta(days=1),
        "clock_end": "finished",
        "deadline": "original",
    }
    span |= {"supplement": "as_recorded", "precision": precision}
    query = connection.execute(COUNTED, span)
    names = [column[0] for column in query.description]
    found = [dict(zip(names, row, strict=True)) for row in query.fetchall()]
    wanted = {(row["unit"], row["month"]): row for row in found}

    data = sipas.from_arrow(table)
    report = data.report(period="2025-06", by=["unit", "month"], precision=precision, window=window)
    document = report.to_dict()
    assert document["inputs"][0]["rejected"] > 100 and document["inputs"][0]["duplicates"] > 1000
    groups = {
        (group["key"].get("unit"), group["key"].get("month")): group for group in document["groups"]
    }
    assert groups.keys() == wanted.keys()
    for key, row in wanted.items():
        counts, figures = groups[key]["dossiers"], groups[key]["indicators"]
        channels = {name: row[name] for name in ("online", "in_person", "postal")}
        unknown = row["received"] - sum(channels.values())
        counted = counts.pop("channels")
        # The query does not ask for levels of online service.
        assert counted.pop("online_full") + counted.pop("online_partial") <= row["online"]
        assert counted == channels | {"unknown": unknown}
        visits = counts.pop("repeat_visits")
        assert list(visits.values()) == [row[f"visits_{n}"] for n in range(4)]
        # No column tells of new appointments.
        assert counts.pop("put_off") is None
        assert counts == {name: row[name] for name in counts}

        judged = row["early"] + row["on_time"] + row["late"]
        pairs = {
            "on_time_return_rate": (judged - row["late"], judged),
            "late_rate": (row["late"], judged),
            "late_exposure_rate": (row["exposed"], row["judged_or_exposed"]),
            "late_share_rate": (row["exposed"], row["handled"]),
            "repeat_visit_rate": (row["repeat"], row["concluded"]),
            "supplement_once_rate": (row["once"], row["concluded"]),
            "apology_coverage_rate": (row["apologised"], row["late_known"]),
            "result_accuracy_rate": (row["accurate"], row["results_known"]),
        }
        for name, pair in pairs.items():
            if pair[1] == 0 and row["undated_here"]:
                # Nobody knows when those were concluded: no rate is told of the others.
                pair = (None, None)
            assert (figures[name]["numerator"], figures[name]["denominator"]) == pair, (key, name)
        days = figures["processing_days"]
        assert days["count"] == row["results"]
        if row["results"]:
            assert days["mean"] == pytest.approx(int(row["days"]) / row["results"], rel=1e-15)
            assert (days["median"], days["p90"]) == pytest.approx((row["median"], row["p90"]))
