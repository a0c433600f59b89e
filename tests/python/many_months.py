"""Dossiers of a year and a half, as a frame of polars."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
import sipas

pl = pytest.importorskip("polars")

UNITS = ["Văn phòng", "Phòng Kế hoạch", "Phòng Môi trường"]


def dossiers(rows: int = 2000) -> Any:
    """Dossiers of a year and a half; some open, some late."""
    random.seed(24)
    records = []
    for n in range(rows):
        received = date(2024, 1, 1) + timedelta(days=random.randrange(540))
        end = received + timedelta(days=random.randrange(1, 30)) if random.random() < 0.9 else None
        records.append(
            {
                "Mã hồ sơ": f"H37.12-{received:%y%m%d}-{n:04}",
                "Đơn vị xử lý": random.choice(UNITS),
                "Ngày tiếp nhận": received,
                "Ngày hẹn trả": received + timedelta(days=20),
                "Ngày kết thúc xử lý": end,
                "Hình thức tiếp nhận": random.choice(["Trực tuyến", "Trực tiếp"]),
            }
        )
    return pl.DataFrame(records)


FRAME = dossiers()
DATA = sipas.from_arrow(FRAME)
