"""A plan with figures that are measured elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from os import fspath
from typing import TYPE_CHECKING

from sipas.errors import UsageError

if TYPE_CHECKING:
    from sipas.options import Path

__all__ = ["Plan", "plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with figures that are measured elsewhere, made by :func:`plan`."""

    name: str
    given: list[str]


def plan(name: Path, *, external: Mapping[str, str | float | Fraction] | Path) -> Plan:
    """A plan with figures that are measured elsewhere, for ``plan=`` of a report: a published score, a rank.

    :param name: ``lang-son-2025``, ``nghi-quyet-01-2026``, or a TOML file.
    :param external: the figure of each target by its id, or a CSV file with the columns ``id`` and ``value``.
    :raises UsageError: a figure that is no number. What is no such target is told when a report is made.

    >>> import sipas
    >>> r = sipas.read(sipas.samples()).report(
    ...     period="2025-06", plan=sipas.plan("nghi-quyet-01-2026", external={"IV.3": "87.65"})
    ... )
    >>> [row["verdict"] for row in r.to_dict()["scorecard"] if row["id"] == "IV.3"]
    ['met']
    """
    if not isinstance(external, Mapping):
        return Plan(fspath(name), [fspath(external)])
    return Plan(fspath(name), [f"{target}={_text(target, value)}" for target, value in external.items()])


def _text(target: str, value: str | float | Fraction) -> str:
    if isinstance(value, (str, Fraction)) or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return str(value)
    raise UsageError(f"external: the figure of {target} is a number or text, not {value!r}")
