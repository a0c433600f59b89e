"""How cost grows with rows: DuckDB makes dossiers, sipas counts them as they stream by, and nothing is kept.

python scale.py 10 30 100                     # million rows; prints a table in Markdown, and the slope
"""

from __future__ import annotations

import resource
import sys
import time

import duckdb
import pyarrow as pa

import sipas

# A year of dossiers: 3 321 communes, 20 fields, durations around the deadline; one in a hundred late.
ROWS = """
select 'H' || lpad((i % 34 + 1)::varchar, 2, '0') || '.' || lpad((i % 97)::varchar, 2, '0') || '-'
           || strftime(date '2025-01-01' + (i % 330)::int, '%y%m%d') || '-' || lpad(i::varchar, 9, '0') as "Mã hồ sơ",
       'UBND xã ' || (i % 3321) as "Đơn vị xử lý",
       'Lĩnh vực ' || (i % 20) as "Lĩnh vực",
       date '2025-01-01' + (i % 330)::int as "Ngày tiếp nhận",
       date '2025-01-01' + (i % 330 + 10)::int as "Ngày hẹn trả",
       date '2025-01-01' + (i % 330 + if(hash(i) % 100 = 0, 12, 3 + hash(i) % 7))::int as "Ngày kết thúc xử lý",
       case i % 3 when 0 then 'Trực tiếp' else 'Trực tuyến' end as "Hình thức tiếp nhận",
       'Đã trả kết quả' as "Trạng thái"
from range({}) t(i)
"""


def count(rows: int, by: list[str]) -> bytes:
    with duckdb.connect() as engine:
        engine.execute("set memory_limit = '500MB'; set threads = 1; set enable_progress_bar = false")
        return sipas.count_arrow(engine.sql(ROWS.format(rows)), by=by, period="2025")


def made(rows: int) -> float:
    """The seconds of a core that the engine takes to make the rows, which are not ours."""
    with duckdb.connect() as engine:
        engine.execute("set memory_limit = '500MB'; set threads = 1; set enable_progress_bar = false")
        begin = time.process_time()
        for _ in pa.RecordBatchReader.from_stream(engine.sql(ROWS.format(rows))):
            pass
        return time.process_time() - begin


def main() -> None:
    millions = [int(word) for word in sys.argv[1:]] or [1, 3]
    points = []
    heads = ["million rows", "core seconds", "of them the engine's", "rows a core second, the engine aside"]
    heads += ["peak memory, MB", "state of the whole", "state by unit"]
    print("|", " | ".join(heads), "|\n|" + "---:|" * len(heads))
    for million in millions:
        rows = million * 1_000_000
        engine = made(rows)
        begin = time.process_time()
        state = count(rows, ["unit"])
        seconds = time.process_time() - begin
        assert sipas.merge([state]).inputs.to_dict()["accepted"] == [rows]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        whole = len(count(min(rows, 1_000_000), []))
        points.append((million, seconds))
        cells = [f"{seconds:.1f}", f"{engine:.1f}", f"{rows / (seconds - engine):,.0f}"]
        cells += [f"{memory}", f"{whole:,}", f"{len(state):,}"]
        print("|", " | ".join([str(million), *cells]), "|", flush=True)
    if len(points) > 1:
        mean = [sum(of) / len(points) for of in zip(*points, strict=True)]
        slope = sum((x - mean[0]) * (y - mean[1]) for x, y in points) / sum((x - mean[0]) ** 2 for x, _ in points)
        print(f"\nslope: {slope:.3f} core seconds a million rows; intercept: {mean[1] - slope * mean[0]:.2f} s")


if __name__ == "__main__":
    main()
