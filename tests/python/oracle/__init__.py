"""An independent second computation of the indicators, read literally from the specification.

It shares no code with the Rust crates and favours plain loops over speed: its only purpose is
that two readings of the same page can be compared, number by number.
"""

from .compare import differences
from .report import Options, report

__all__ = ["Options", "differences", "report"]
