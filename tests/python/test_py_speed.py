"""How long a frame takes beside polars, so that a slow-down cannot land unseen."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from conftest import ROOT
from sipas import _native

for library in ("duckdb", "numpy", "polars", "pyarrow"):
    pytest.importorskip(library)

# Of polars' processor time for the same figures; half of it is usual.
MOST = 0.9


def bench() -> ModuleType:
    """The bench over Arrow columns, as a module."""
    spec = importlib.util.spec_from_file_location("frames", ROOT / "python" / "bench" / "frames.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def least(engine: Callable[[Any, bool], Any], table: Any, unique: bool) -> tuple[float, Any]:
    """The processor time of the best of five, which others on the machine disturb little."""
    times = []
    for _ in range(5):
        begun = time.process_time()
        figures = engine(table, unique)
        times.append(time.process_time() - begun)
    return min(times), figures


@pytest.mark.skipif(_native.DEBUG, reason="a build without optimisation")
@pytest.mark.parametrize("unique", [True, False])
def test_a_frame_takes_less_than_polars(unique: bool) -> None:
    frames = bench()
    table = frames.columns(400_000, unique)
    ours, figures = least(frames.with_sipas, table, unique)
    theirs, others = least(frames.with_polars, table, unique)
    assert not frames.differences(figures, others)
    assert ours < theirs * MOST, f"{ours:.3f} s, polars {theirs:.3f} s"
