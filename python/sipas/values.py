"""Plain values by the million: made without looking for cycles, and given back without anybody waiting for it."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager
from threading import Thread
from typing import Any

_AT_ONCE = 100


@contextmanager
def many_values(into: dict[str, Any]) -> Generator[None, None, None]:
    """While lists of very many plain values are made in a dict: an interrupt does not wait until they are let go."""
    is_collecting = gc.isenabled()
    # Plain values hold no cycles, and to look for some whenever so many are new takes half as long again.
    gc.disable()
    try:
        yield
    except BaseException:
        Thread(target=_give_back, args=(list(into.values()),), daemon=True).start()
        raise
    finally:
        if is_collecting:
            _count_as_old()
            gc.enable()


def _count_as_old() -> None:
    """Has the collector take all there is for old, which it seldom looks at. Else it would look at it right away."""
    if gc.get_freeze_count() == 0:
        gc.freeze()
        gc.unfreeze()


def _give_back(all_values: list[Any]) -> None:
    """Lets go of values few at a time, so that other threads go on in between."""
    for values in all_values:
        while isinstance(values, list) and values:
            del values[-_AT_ONCE:]
