# The query reads best as a table.
# ruff: noqa: E501
"""The figures against a computation in SQL that shares no code, over the same frame."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
import sipas

duckdb = pytest.importorskip("duckdb")
pa = pytest.importorskip("pyarrow")

# Section 4 of the definitions, by the day: which bucket each dossier falls into.
PLACED = """
with ends as (
    select *, coalesce(finished_at, returned_at) as ended from frame
), placed as (
    select *,
        case
            when received_at is null or (status in ('Mới đăng ký', 'Không được tiếp nhận') and ended is null) then 'not_accepted'
            when received_at >= $to or ended < $from then 'out_of_period'
            when ended is null and status in ('Công dân yêu cầu rút hồ sơ', 'Đã xử lý xong', 'Đã trả kết quả') then 'undated'
            when ended < $to and status = 'Công dân yêu cầu rút hồ sơ' then 'withdrawn'
            when ended < $to and status = 'Dừng xử lý' then 'stopped'
            when ended < $to and due_at is null then 'finished_unmeasurable'
            when ended < $to and ended::date < due_at::date then 'early'
            when ended < $to and ended::date = due_at::date then 'on_time'
            when ended < $to then 'late'
            when ended is null and status in ('Yêu cầu bổ sung giấy tờ', 'Yêu cầu thực hiện nghĩa vụ tài chính', 'Dừng xử lý') then 'suspended'
            when due_at is null then 'open_unmeasurable'
            when due_at::date < $to::date then 'open_overdue'
            else 'open_within_due'
        end as bucket
    from ends
)
"""
COUNTED = (
    PLACED
    + """
select unit, bucket, count(*), count(*) filter (repeat_visits >= 1),
       count(*) filter (received_at >= $from), count(*) filter (bucket = 'stopped' and ended::date > due_at::date),
       sum(date_diff('day', received_at::date, ended::date)) filter (bucket in ('early', 'on_time', 'late', 'finished_unmeasurable'))
from placed group by all
"""
)
STATUSES = [
    "Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận", "Đang xử lý", "Yêu cầu bổ sung giấy tờ",
    "Yêu cầu thực hiện nghĩa vụ tài chính", "Công dân yêu cầu rút hồ sơ", "Dừng xử lý", "Đã xử lý xong",
    "Đã trả kết quả", "",
]  # fmt: skip
HANDLED = {
    "early", "on_time", "late", "finished_unmeasurable", "withdrawn", "stopped", "open_within_due", "open_overdue",
    "suspended", "open_unmeasurable",
}  # fmt: skip


def frame(seed: int, rows: int = 3000) -> Any:
    rng = Random(seed)

    def some(received: datetime, days: int, chance: float) -> datetime | None:
        return (
            received + timedelta(hours=rng.randrange(24 * days)) if rng.random() < chance else None
        )

    columns: dict[str, list[Any]] = {}
    for n in range(rows):
        received = datetime(2025, 4, 15) + timedelta(hours=rng.randrange(24 * 90))
        finished = some(received, 40, 0.75)
        row = {
            "code": f"H37.12-{received:%y%m%d}-{n:05}",
            "unit": f"Phòng {rng.randrange(6)}",
            "status": rng.choice(STATUSES),
            "received_at": received if rng.random() < 0.97 else None,
            "due_at": some(received, 40, 0.9),
            "finished_at": finished,
            "returned_at": some(finished or received, 10, 0.5),
            "repeat_visits": rng.choice([0, 0, 0, 1, 2, 5]),
        }
        for name, value in row.items():
            columns.setdefault(name, []).append(value)
    return pa.table(columns)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2025, 6, 1), date(2025, 6, 30)), (date(2025, 5, 15), date(2025, 7, 3))],
)
def test_the_counts_are_those_of_the_query(seed: int, first: date, last: date) -> None:
    table = frame(seed)
    span = {"from": first, "to": last + timedelta(days=1)}
    connection = duckdb.connect()
    connection.register("frame", table)
    found = connection.execute(COUNTED, span).fetchall()
    data = sipas.from_arrow(table)
    assert len(data) == table.num_rows
    report = data.report(period=f"{first}..{last}", by=["unit"])

    for group in report.to_dict()["groups"]:
        of = [row for row in found if group["key"].get("unit") in (None, row[0])]
        counts = {bucket: sum(row[2] for row in of if row[1] == bucket) for bucket in HANDLED}
        assert {name: group["dossiers"][name] for name in HANDLED} == counts
        received = sum(row[4] for row in of if row[1] in HANDLED)
        assert (group["dossiers"]["received"], group["dossiers"]["carried_in"]) == (
            received,
            sum(counts.values()) - received,
        )
        assert group["dossiers"]["stopped_late"] == sum(row[5] for row in of)
        assert group["dossiers"]["out_of_period"] == sum(
            row[2] for row in of if row[1] == "out_of_period"
        )

        figures = group["indicators"]
        judged = counts["early"] + counts["on_time"] + counts["late"]
        results = judged + counts["finished_unmeasurable"]
        concluded = results + counts["withdrawn"] + counts["stopped"]
        pairs = {
            "late_rate": (counts["late"], judged),
            "on_time_return_rate": (judged - counts["late"], judged),
            "repeat_visit_rate": (
                sum(
                    row[3]
                    for row in of
                    if row[1] in HANDLED and not row[1].startswith(("open", "susp"))
                ),
                concluded,
            ),
        }
        for name, pair in pairs.items():
            assert (figures[name]["numerator"], figures[name]["denominator"]) == pair, name
        days = sum(row[6] or 0 for row in of)
        assert figures["processing_days"]["count"] == results
        assert figures["processing_days"]["mean"] == pytest.approx(days / results, rel=1e-15)


def test_the_rows_behind_are_those_of_the_query() -> None:
    table = frame(99)
    span = {"from": date(2025, 6, 1), "to": date(2025, 7, 1)}
    connection = duckdb.connect()
    connection.register("frame", table)
    found = dict(connection.execute(PLACED + "select code, bucket from placed", span).fetchall())
    lines = sipas.from_arrow(table).classify(period="2025-06").to_dict()
    assert dict(zip(lines["code"], lines["bucket"], strict=True)) == found
