"""The recipes for engines give the figures of one machine."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import sipas
from recipes import dossiers, recipe, written

pa = pytest.importorskip("pyarrow")
compute = pytest.importorskip("pyarrow.compute")


def one(frame: Any, **options: Any) -> str:
    return sipas.from_arrow(frame).report(period="2025-06", **options).to_json()


@pytest.mark.parametrize("shares", [1, 5])
def test_duckdb_deals_out_codes_and_the_newest_row_counts(shares: int, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    # The second file repeats half of the first one's codes, and some of its rows are refused.
    both = [dossiers(3000), dossiers(3000, first=1500)]
    written(tmp_path, both)
    found = recipe("from_duckdb").report(
        str(tmp_path / "*.parquet"), "2025-06", shares, by=["unit"]
    )
    assert found.to_json() == one(pa.concat_tables(both), by=["unit"])
    assert (
        found.inputs.to_dict()["duplicates"][0] > 1000
        and found.inputs.to_dict()["rejected"][0] > 100
    )


def test_duckdb_streams_what_comes_once(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    written(tmp_path, [dossiers(3000), dossiers(3000, first=3000)])
    found = recipe("from_duckdb").stream(str(tmp_path / "*.parquet"), "2025-06")
    assert found.to_json() == one(pa.concat_tables([dossiers(3000), dossiers(3000, first=3000)]))


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in other units elsewhere")
def test_a_relation_of_duckdb_larger_than_its_memory_is_counted() -> None:
    pytest.importorskip("duckdb")
    # 4 million rows of 320 bytes and more, in an engine that may have 100 MB.
    script = """
        import resource
        import duckdb, sipas

        def count(rows):
            engine = duckdb.connect()
            engine.execute("set memory_limit = '100MB'; set threads = 2")
            engine.execute("set enable_progress_bar = false")
            return sipas.count_arrow(engine.sql(f'''
                select 'H37.12-250602-' || lpad(i::varchar, 8, '0') as "Mã hồ sơ",
                       date '2025-06-02' as "Ngày tiếp nhận",
                       date '2025-06-02' + (i % 20)::int as "Ngày hẹn trả",
                       date '2025-06-09' as "Ngày kết thúc xử lý",
                       repeat('x', 300) || i as "Ghi chú"
                from range({rows}) t(i)'''), period="2025-06")

        def most():
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

        count(200_000)
        before = most()
        report = sipas.merge([count(4_000_000)])
        late = report.rate("late_rate").numerator
        print(report.inputs.to_dict()["accepted"][0], late, most() - before)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True
    )
    accepted, late, grown = map(int, done.stdout.split())
    assert (accepted, late) == (4_000_000, 1_400_000) and grown < 150, done.stdout


def test_polars_counts_batch_by_batch(tmp_path: Path) -> None:
    pl = pytest.importorskip("polars")
    written(tmp_path, [dossiers(3000), dossiers(3000, first=3000)])
    both = pa.concat_tables([dossiers(3000), dossiers(3000, first=3000)])
    polars = recipe("from_polars")
    assert polars.report(str(tmp_path / "*.parquet"), "2025-06").to_json() == one(both)
    states = polars.states(pl.scan_parquet(tmp_path / "*.parquet"), period="2025-06", by=["unit"])
    assert sipas.merge(states.collect(engine="streaming")["state"]).to_json() == one(
        both, by=["unit"]
    )


def test_datafusion_aggregates_on_every_core_and_in_groups(tmp_path: Path) -> None:
    datafusion = pytest.importorskip("datafusion")
    written(tmp_path, [dossiers(3000), dossiers(3000, first=3000), dossiers(100, first=9000)])
    everything = pa.concat_tables(
        [dossiers(3000), dossiers(3000, first=3000), dossiers(100, first=9000)]
    )
    module = recipe("from_datafusion")
    # The recipe does not read the units.
    columns = everything.select(module.COLUMNS)
    assert module.report(str(tmp_path), "2025-06").to_json() == one(columns)
    # A report a unit, by one query over several partitions.
    engine = datafusion.SessionContext(
        datafusion.SessionConfig().with_target_partitions(4).with_batch_size(256)
    )
    module.register(engine, module.COLUMNS, period="2025-06")
    engine.register_parquet("dossiers", str(tmp_path))
    arguments = ", ".join(f"arrow_cast(\"{column}\", 'Utf8')" for column in module.COLUMNS)
    query = f'select "Đơn vị xử lý" as unit, sipas({arguments}) as state from dossiers group by 1'
    groups = engine.sql(query).to_arrow_table().to_pylist()
    assert len(groups) == 5
    for group in groups:
        mine = everything.filter(compute.equal(everything["Đơn vị xử lý"], group["unit"])).select(
            module.COLUMNS
        )
        assert sipas.merge([group["state"]]).to_json() == one(mine)


def test_datafusion_does_without_a_column_that_is_missing(tmp_path: Path) -> None:
    pytest.importorskip("datafusion")
    lacking = dossiers(300).drop_columns(["Trạng thái"])
    written(tmp_path, [lacking])
    module = recipe("from_datafusion")
    columns = lacking.select([name for name in module.COLUMNS if name in lacking.column_names])
    assert module.report(str(tmp_path), "2025-06").to_json() == one(columns)


def test_a_frame_of_datafusion_is_streamed(tmp_path: Path) -> None:
    datafusion = pytest.importorskip("datafusion")
    written(tmp_path, [dossiers(3000)])
    engine = datafusion.SessionContext()
    engine.register_parquet("dossiers", str(tmp_path))
    state = sipas.count_arrow(engine.sql("select * from dossiers"), period="2025-06")
    assert sipas.merge([state]).to_json() == one(dossiers(3000))
