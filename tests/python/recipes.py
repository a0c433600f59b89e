"""The recipes of the repository, and what they are tried on."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import ROOT

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

RECIPES = ROOT / "python/recipes"


def recipe(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, RECIPES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def dossiers(rows: int, first: int = 0) -> Any:
    def day(n: int) -> str:
        return f"{n % 28 + 1:02}/06/2025"

    return pa.table(
        {
            "Mã hồ sơ": [f"H37.12-250601-{n:06}" for n in range(first, first + rows)],
            "Ngày tiếp nhận": [day(n) for n in range(rows)],
            "Ngày hẹn trả": [f"{n % 25 + 1:02}/07/2025" for n in range(rows)],
            "Ngày kết thúc xử lý": [day(n + n % 9) if n % 11 else "" for n in range(rows)],
            "Đơn vị xử lý": [f"Phòng {n % 5}" for n in range(rows)],
            "Trạng thái": ["Đã trả kết quả" if n % 7 else "chưa rõ" for n in range(rows)],
        }
    )


def written(folder: Path, tables: list[Any]) -> None:
    for n, table in enumerate(tables, start=1):
        parquet.write_table(table, folder / f"{n}.parquet", row_group_size=500)
