"""What the peers are asked, and how they answer: the words of the export, and the figures."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

# The export's columns in their order, by the names that the queries use.
COLUMNS = {
    "code": "Mã hồ sơ",
    "procedure": "Mã TTHC",
    "procedure_name": "Tên TTHC",
    "field": "Lĩnh vực",
    "unit": "Đơn vị xử lý",
    "officer": "Cán bộ xử lý",
    "channel": "Hình thức tiếp nhận",
    "received_at": "Ngày tiếp nhận",
    "due_at": "Ngày hẹn trả",
    "finished_at": "Ngày kết thúc xử lý",
    "returned_at": "Ngày trả kết quả",
    "status": "Trạng thái",
    "visits": "Số lần bổ sung",
    "note": "Ghi chú",
}
DATES = [name for name in COLUMNS if name.endswith("_at")]
DATE_FORMAT = "%d/%m/%Y %H:%M:%S"
START, END = datetime(2025, 1, 1), datetime(2026, 1, 1)

NOT_YET = ["Mới đăng ký", "Không được tiếp nhận"]
WITHDRAWN, STOPPED = "Công dân yêu cầu rút hồ sơ", "Dừng xử lý"
CONCLUDED = [WITHDRAWN, "Đã xử lý xong", "Đã trả kết quả"]
WAITING = ["Yêu cầu bổ sung giấy tờ", "Yêu cầu thực hiện nghĩa vụ tài chính", STOPPED]
CHANNELS = {"online": "Trực tuyến", "in_person": "Trực tiếp", "postal": "Bưu chính công ích"}

# In this order a dossier is asked; the numbers are those of the queries.
NOWHERE = ["not_accepted", "out_of_period", "undated"]
ENDED = ["withdrawn", "stopped", "finished_unmeasurable", "early", "on_time", "late"]
OPEN = ["suspended", "open_unmeasurable", "open_overdue", "open_within_due"]
BUCKETS = {name: number for number, name in enumerate([*NOWHERE, *ENDED, *OPEN])}
FIRST_ENDED, FIRST_OPEN = BUCKETS[ENDED[0]], BUCKETS[OPEN[0]]
WITH_RESULT = BUCKETS["finished_unmeasurable"]

# What every contender says of each group, after its keys.
FIGURES = [
    *BUCKETS,
    *["received", "carried_in", "stopped_late"],
    *CHANNELS,
    *["visits_0", "visits_1", "visits_2", "visits_3"],
    *["days_mean", "days_median", "days_p90"],
]


def run(answer: Callable[[list[str], list[str], bool, Path], None]) -> None:
    """Has the question answered into a CSV file, and tells the time without Python's own start."""
    parser = argparse.ArgumentParser()
    parser.add_argument("exports", nargs="+")
    parser.add_argument("--by", default="unit,month")
    parser.add_argument("--last", action="store_true", help="the last row of a code wins")
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    begun = time.perf_counter()
    answer(args.exports, args.by.split(","), args.last, args.output)
    print(json.dumps({"seconds": time.perf_counter() - begun}))
