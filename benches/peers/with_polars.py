"""Buckets, channels, visits and exact quantiles of days by group: polars, lazy and streaming."""

from __future__ import annotations

from pathlib import Path

import job
import polars as pl
from polars import col, lit, when

BUCKETS, START, END = job.BUCKETS, lit(job.START), lit(job.END)


def rows(exports: list[str], by: list[str], last: bool) -> pl.LazyFrame:
    """The rows of exports that are sound, the last of each code where asked."""
    wanted = [
        "unit",
        "channel",
        *job.DATES,
        "status",
        "visits",
        *(key for key in by if key != "month"),
    ]
    names = list(dict.fromkeys(["code", *wanted] if last else wanted))
    frame = pl.scan_csv(
        exports, schema_overrides={job.COLUMNS["visits"]: pl.Int32}, infer_schema=False
    )
    frame = frame.select(col(job.COLUMNS[name]).alias(name) for name in names)
    # Words are compared as numbers, and codes by a hash: both are faster and take less memory.
    words = [col(name).cast(pl.Categorical) for name in ("unit", "channel", "status")]
    frame = frame.with_columns(*words, *([col("code").hash()] if last else []))
    # A date that is none stops the query.
    frame = frame.with_columns(
        col(name).str.to_datetime(job.DATE_FORMAT, time_unit="ms") for name in job.DATES
    )
    return sound(frame, last)


def sound(frame: pl.LazyFrame, last: bool) -> pl.LazyFrame:
    """The rows that do not end before they begin, the last of each code where asked."""
    received = col("received_at").dt.date()
    slips = [
        (col(end).dt.date() < received).fill_null(False) for end in ("finished_at", "returned_at")
    ]
    frame = frame.filter(~(slips[0] | slips[1]))
    return frame.unique("code", keep="last") if last else frame


def bucket() -> pl.Expr:
    end_day, due_day = col("ended_at").dt.date(), col("due_at").dt.date()
    status, no_end = col("status"), col("ended_at").is_null()
    number = {name: lit(number, pl.UInt8) for name, number in BUCKETS.items()}
    concluded = (
        when(status == job.WITHDRAWN)
        .then(number["withdrawn"])
        .when(status == job.STOPPED)
        .then(number["stopped"])
        .when(due_day.is_null())
        .then(number["finished_unmeasurable"])
        .when(end_day < due_day)
        .then(number["early"])
        .when(end_day == due_day)
        .then(number["on_time"])
        .otherwise(number["late"])
    )
    return (
        when(col("received_at").is_null() | (no_end & status.is_in(job.NOT_YET)))
        .then(number["not_accepted"])
        .when((col("received_at") >= END) | (col("ended_at") < START))
        .then(number["out_of_period"])
        .when(no_end & status.is_in(job.CONCLUDED))
        .then(number["undated"])
        .when(col("ended_at") < END)
        .then(concluded)
        .when(no_end & status.is_in(job.WAITING))
        .then(number["suspended"])
        .when(col("due_at").is_null())
        .then(number["open_unmeasurable"])
        .when(col("due_at") < END)
        .then(number["open_overdue"])
        .otherwise(number["open_within_due"])
    )


def figures() -> list[pl.Expr]:
    bucket, counts = col("bucket"), {}
    counts = {name: bucket == number for name, number in BUCKETS.items()}
    counts["received"] = (bucket >= job.FIRST_ENDED) & (col("received_at") >= START)
    counts["carried_in"] = (bucket >= job.FIRST_ENDED) & (col("received_at") < START)
    late = col("ended_at").dt.date() > col("due_at").dt.date()
    counts["stopped_late"] = (bucket == BUCKETS["stopped"]) & late
    counts |= {
        name: counts["received"] & (col("channel") == word) for name, word in job.CHANNELS.items()
    }
    ended = (bucket >= job.FIRST_ENDED) & (bucket < job.FIRST_OPEN)
    # Requests for more papers stand for visits, but not of who applies online.
    came = ended & col("channel").ne_missing(job.CHANNELS["online"])
    counts |= {f"visits_{n}": came & (col("visits") == n) for n in range(3)}
    counts["visits_3"] = came & (col("visits") >= 3)
    days = col("days")
    return [
        *(condition.sum().alias(name) for name, condition in counts.items()),
        days.mean().alias("days_mean"),
        days.median().alias("days_median"),
        days.quantile(0.9, "linear").alias("days_p90"),
    ]


def counted(frame: pl.LazyFrame, by: list[str]) -> pl.DataFrame:
    """The keys and figures of each group of sound rows."""
    frame = frame.with_columns(ended_at=pl.coalesce("finished_at", "returned_at"))
    frame = frame.with_columns(bucket=bucket())
    frame = frame.with_columns(
        month=when(col("bucket") < job.FIRST_ENDED)
        .then(lit(0, pl.Int8))
        .when(col("bucket") < job.FIRST_OPEN)
        .then(col("ended_at").dt.month())
        .otherwise(lit(99, pl.Int8)),
        days=when(col("bucket").is_between(job.WITH_RESULT, job.FIRST_OPEN - 1)).then(
            (col("ended_at").dt.date() - col("received_at").dt.date()).dt.total_days()
        ),
    )
    label = (
        when(col("month") == 0)
        .then(lit("none"))
        .when(col("month") == 99)
        .then(lit("open"))
        .otherwise(pl.concat_str(lit("2025-"), col("month").cast(pl.String).str.zfill(2)))
    )
    found = frame.group_by(by).agg(figures()).with_columns(month=label).collect(engine="streaming")
    return found.select(*by, *job.FIGURES)


def answer(exports: list[str], by: list[str], last: bool, output: Path) -> None:
    counted(rows(exports, by, last), by).write_csv(output)


if __name__ == "__main__":
    job.run(answer)
