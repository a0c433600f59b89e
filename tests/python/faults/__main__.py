"""`python -m faults`: every fault once, and a count of what came out."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from . import FAULTS, LARGE
from .judge import outcome


def main() -> int:
    command = os.environ.get("SIPAS_BIN", "target/debug/sipas")
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    found: Counter[str] = Counter()
    for name in FAULTS:
        sizes = [24, 12_000] if name in LARGE and "--small" not in sys.argv else [24]
        for size in sizes if only in name or only.startswith("--") else []:
            with tempfile.TemporaryDirectory() as folder:
                result = outcome(name, 0, size, Path(folder), command)
            found[result.what] += 1
            if result.is_bad:
                print(f"{result.what:8} {name} ({size}): {result.why}")
    print(", ".join(f"{count} {what}" for what, count in sorted(found.items())))
    return 1 if found.keys() - {"right", "told"} else 0


if __name__ == "__main__":
    sys.exit(main())
