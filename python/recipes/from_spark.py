"""Spark: every partition is counted where it lies.

spark-submit from_spark.py dossiers/ 2025-Q2
"""

from __future__ import annotations

import sys

from pyspark.sql import SparkSession

from sipas import Report, spark


def report(session: SparkSession, folder: str, period: str) -> Report:
    """The report of a folder of Parquet files; of several rows of a code the one that ended last counts."""
    return spark.report(session.read.parquet(folder), period=period)


if __name__ == "__main__":
    with SparkSession.builder.getOrCreate() as session:
        print(report(session, *sys.argv[1:3]).to_json())
