"""Faults of real exports, each with what has to come out of it.

A month of dossiers is made whose outcomes are known beforehand; a fault spoils the table or the
file. What the command then says must be the known figures, or a word about the matter; of a clean
twin it must say nothing. `python -m faults` counts them.
"""

from . import catalogue, files, hands, harmless, pakn, rows, tables, twins, values, workbooks
from .case import FAULTS, LARGE

__all__ = [
    "FAULTS",
    "LARGE",
    "catalogue",
    "files",
    "hands",
    "harmless",
    "pakn",
    "rows",
    "tables",
    "twins",
    "values",
    "workbooks",
]
