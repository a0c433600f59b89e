"""A local Spark against one machine, byte for byte. Skipped where there is no Java."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sipas
from dirty_frames import plainly, table
from recipes import dossiers, recipe, written
from test_py_partial import SWAPPED, columns_of, of_rows

pa = pytest.importorskip("pyarrow")
pytest.importorskip("pyspark")
if shutil.which("java") is None:
    pytest.skip("there is no Java, which Spark needs", allow_module_level=True)

from pyspark.sql import DataFrame, SparkSession  # noqa: E402
from pyspark.sql.functions import lit, rand  # noqa: E402
from sipas import spark  # noqa: E402


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    # Executors run what runs here, and not whichever Python comes first.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "5",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "50",
        "spark.driver.memory": "1g",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    with builder.getOrCreate() as session:
        session.sparkContext.setLogLevel("ERROR")
        yield session


def scattered(session: SparkSession, frame: Any) -> DataFrame:
    """The rows in seven partitions and in no order."""
    return session.createDataFrame(frame).repartition(7, rand(7))


QUESTIONS: list[dict[str, Any]] = [
    {"period": "2025-06", "by": ["unit", "month"], "baseline": "2025-05"},
    {
        "period": "2025",
        "by": ["procedure"],
        "clock_end": "returned",
        "deadline": "current",
        "precision": "instant",
    },
    {"period": "2025-Q2", "as_of": "2025-06-20T10:30", "supplement": "pause"},
]


@pytest.mark.parametrize("seed", range(3))
def test_dirty_rows_make_the_report_of_one_machine(
    session: SparkSession, seed: int, tmp_path: Path
) -> None:
    question = QUESTIONS[seed]
    dossiers, pakn = (table(plainly(tmp_path, seed, 400, kind)) for kind in ("dossiers", "pakn"))
    catalogue = table(plainly(tmp_path, seed, 400, "procedures"))
    survey = table(Path("tests/data/samples/survey.csv"))
    one = sipas.from_arrow(dossiers, name="dossiers").report(
        **question,
        pakn=sipas.from_arrow(pakn, kind="pakn", name="pakn"),
        procedures=sipas.from_arrow(catalogue, kind="procedures", name="procedures"),
        survey=sipas.from_arrow(survey, kind="survey", name="survey"),
    )
    many = spark.report(
        scattered(session, dossiers),
        **question,
        pakn=scattered(session, pakn),
        procedures=catalogue,
        survey=session.createDataFrame(survey),
    )
    assert one.inputs.to_dict()["duplicates"][0] > 0
    assert of_rows(many) == of_rows(one)


def test_rows_that_stay_where_they_are_make_it_too(session: SparkSession, tmp_path: Path) -> None:
    frame = table(plainly(tmp_path, 5, 300))
    data = sipas.from_arrow(frame)
    columns = data.columns.to_dict()
    code = columns["header"][columns["field"].index("code")]
    last = {value.strip(): n for n, value in enumerate(frame[code].to_pylist())}
    frame = frame.take(sorted(last.values()))
    question: dict[str, Any] = {"period": "2025-Q2", "by": ["officer"]}
    one = sipas.from_arrow(frame, name="dossiers", assume_unique=True).report(**question)
    df = scattered(session, frame)
    assert spark.report(df, unique=True, **question).to_json() == one.to_json()
    # Nothing but the states travels: a few hundred bytes a group, and what is judged of all parts,
    # such as the days on which something ended, where a part is too small to tell.
    state = spark.partial(df, unique=True, **question)
    assert len(state) < 6_000 + 300 * len(one.groups)


def test_typed_columns_and_columns_of_other_names(session: SparkSession) -> None:
    codes = [f"H37.12-250602-{n:04}" for n in range(40)]
    frame = pa.table(
        {
            "id": codes,
            "in": pa.array([date(2025, 6, 2)] * 40),
            "due": pa.array([datetime(2025, 6, 10)] * 40, pa.timestamp("us")),
            "out": pa.array(
                [datetime(2025, 6, 10, n % 24) for n in range(40)], pa.timestamp("us", tz="UTC")
            ),
        }
    )
    names = {"code": "id", "received_at": "in", "due_at": "due", "finished_at": "out"}
    # What has no zone keeps none.
    df = session.createDataFrame(frame.drop_columns(["due"])).withColumn(
        "due", lit("2025-06-10").cast("timestamp_ntz")
    )
    many = spark.report(df, unique=True, columns=names, period="2025-06", precision="instant")
    # The deadline is an instant, as a stream's is.
    state = sipas.count_arrow(
        frame, columns=names, period="2025-06", precision="instant", name="dossiers"
    )
    assert many.to_json() == sipas.merge([state]).to_json()
    assert many.rate("late_rate").numerator > 0


def test_lists_are_dataframes(session: SparkSession, tmp_path: Path) -> None:
    frame = table(plainly(tmp_path, 1, 300))
    one = sipas.from_arrow(frame).classify("late", "open_overdue", period="2025-Q2").to_arrow()
    many = spark.classify(scattered(session, frame), "late", "open_overdue", period="2025-Q2")
    kept = [name for name in one.column_names if name not in ("file", "line")]
    assert many.columns == kept
    found = many.toArrow().select(kept).to_pylist()
    assert len(found) > 5
    assert sorted(found, key=str) == sorted(one.select(kept).to_pylist(), key=str)


def test_days_and_months_are_judged_of_all_partitions(session: SparkSession) -> None:
    frame = columns_of(SWAPPED, ["Văn phòng"] * len(SWAPPED))
    for ask in (spark.report, spark.classify):
        with pytest.raises(sipas.RefusedError, match="swapped"):
            ask(scattered(session, frame), period="2025-06")
    dates = [*SWAPPED, ("03/06/2025", "09/06/2025")]
    quiet = columns_of(dates, ["Văn phòng"] * len(dates))
    one = sipas.from_arrow(quiet, name="dossiers").report(period="2025-06")
    assert spark.report(scattered(session, quiet), period="2025-06").to_json() == one.to_json()
    lines = spark.classify(scattered(session, quiet), "all", period="2025-06").toArrow()
    assert len(lines) == len(dates)


def test_a_question_that_makes_no_sense_is_told_before_the_cluster_works(
    session: SparkSession,
) -> None:
    df = scattered(session, table(Path("tests/data/samples/dossiers/ho-so-thang-6.csv")))
    for wrong, said in [
        ({"unique": True}, "period named"),
        ({"period": "2025-06", "unique": True, "by": "commune"}, "commune"),
    ]:
        with pytest.raises(sipas.UsageError, match=said):
            spark.report(df, **wrong)  # type: ignore[arg-type]
    with pytest.raises(sipas.UsageError, match="period named"):
        spark.classify(df, unique=True)
    with pytest.raises(sipas.RefusedError):
        spark.report(df.select(lit(1).alias("place")), period="2025-06", unique=True)


def test_no_row_at_all_is_a_report(session: SparkSession) -> None:
    frame = table(Path("tests/data/samples/dossiers/ho-so-thang-6.csv")).slice(0, 0)
    one = sipas.from_arrow(frame, name="dossiers").report(period="2025-06")
    assert spark.report(scattered(session, frame), period="2025-06").to_json() == one.to_json()


def test_the_recipe_reads_a_folder_and_the_newest_rows_count(
    session: SparkSession, tmp_path: Path
) -> None:
    both = [dossiers(3000), dossiers(3000, first=1500)]
    written(tmp_path, both)
    found = recipe("from_spark").report(session, str(tmp_path), "2025-06")
    one = sipas.from_arrow(pa.concat_tables(both), name="dossiers").report(period="2025-06")
    assert found.to_json() == one.to_json()
