"""Buckets, channels, visits and exact quantiles of days by group, by DuckDB."""

from __future__ import annotations

from pathlib import Path

import duckdb
import job

# The rows of a relation with all columns, without those that end before they begin.
ROWS = """
select *, coalesce(finished_at, returned_at) as ended_at from {relation}
where (least(finished_at, returned_at)::date < received_at::date) is not true
"""
# Only what is selected is parsed; a date that is none stops the query; columns are told.
EXPORTS = f"""
read_csv($exports, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
    timestampformat = '{job.DATE_FORMAT}', columns = $columns)
"""
PARAMETERS = {
    "not_yet": job.NOT_YET,
    "concluded": job.CONCLUDED,
    "withdrawn": job.WITHDRAWN,
    "stopped": job.STOPPED,
    "waiting": job.WAITING,
    "start": job.START,
    "end": job.END,
}

# The fastest of six ways that were tried: rows numbered, the greatest number of each code kept.
NUMBERED = """
numbered as materialized (
    select hash(code) as code, {columns}, row_number() over () as place from sound),
rows as (
    select * from numbered where place in (select max(place) from numbered group by code))
"""
COUNTED = ["channel", "status", "received_at", "due_at", "ended_at", "visits"]

BUCKET = """
case
    when received_at is null or (ended_at is null and status in $not_yet) then 0
    when received_at >= $end or ended_at < $start then 1
    when ended_at is null and status in $concluded then 2
    when ended_at < $end then case
        when status = $withdrawn then 3
        when status = $stopped then 4
        when due_at is null then 5
        when ended_at::date < due_at::date then 6
        when ended_at::date = due_at::date then 7
        else 8 end
    when ended_at is null and status in $waiting then 9
    when due_at is null then 10
    when due_at < $end then 11
    else 12
end::utinyint
"""


MONTH = """
case month when 0 then 'none' when 99 then 'open' else '2025-' || lpad(month::varchar, 2, '0') end
"""


def figures() -> dict[str, str]:
    counted = {name: f"bucket = {number}" for name, number in job.BUCKETS.items()}
    counted["received"] = f"bucket >= {job.FIRST_ENDED} and received_at >= $start"
    counted["carried_in"] = f"bucket >= {job.FIRST_ENDED} and received_at < $start"
    counted["stopped_late"] = f"bucket = {job.BUCKETS['stopped']} and ended_at::date > due_at::date"
    for name, word in job.CHANNELS.items():
        counted[name] = (
            f"bucket >= {job.FIRST_ENDED} and received_at >= $start and channel = '{word}'"
        )
    ended = f"bucket between {job.FIRST_ENDED} and {job.FIRST_OPEN - 1}"
    # Requests for more papers stand for visits, but not of who applies online.
    came = f"{ended} and channel is distinct from '{job.CHANNELS['online']}'"
    counted |= {f"visits_{n}": f"{came} and visits = {n}" for n in range(3)}
    counted["visits_3"] = f"{came} and visits >= 3"
    figures = {name: f"count_if({condition})" for name, condition in counted.items()}
    return figures | {
        "days_mean": "avg(days)",
        "days_median": "quantiles[1]",
        "days_p90": "quantiles[2]",
    }


def query(relation: str, by: list[str], last: bool) -> str:
    """The keys and figures of each group, by :data:`PARAMETERS`."""
    keys = ", ".join(by)
    labelled = ", ".join(f"{MONTH} as month" if key == "month" else key for key in by)
    columns = ", ".join([*(key for key in by if key != "month"), *COUNTED])
    names = figures()
    aggregates = ", ".join(
        f"{sql} as {name}" for name, sql in names.items() if not name.startswith("days_")
    )
    return f"""
with sound as ({ROWS.format(relation=relation)}),
{NUMBERED.format(columns=columns) if last else "rows as (from sound)"},
told as (select *, {BUCKET} as bucket from rows),
placed as (select *,
    case when bucket < {job.FIRST_ENDED} then 0 when bucket < {job.FIRST_OPEN} then month(ended_at)
        else 99 end as month,
    case when bucket between {job.WITH_RESULT} and {job.FIRST_OPEN - 1}
        then date_diff('day', received_at, ended_at) end as days
    from told),
grouped as (select {keys}, {aggregates}, avg(days) as days_mean,
    quantile_cont(days, [0.5, 0.9]) as quantiles from placed group by {keys})
select {labelled}, * exclude ({keys}, quantiles),
    quantiles[1] as days_median, quantiles[2] as days_p90 from grouped
"""


def answer(exports: list[str], by: list[str], last: bool, output: Path) -> None:
    types = {name: "TIMESTAMP" if name in job.DATES else "VARCHAR" for name in job.COLUMNS}
    types["visits"] = "INTEGER"
    asked = f"copy ({query(EXPORTS, by, last)}) to '{output}' (header)"
    duckdb.execute(asked, {"exports": exports, "columns": types, **PARAMETERS})


if __name__ == "__main__":
    job.run(answer)
