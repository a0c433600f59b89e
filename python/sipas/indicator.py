"""Indicators of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sipas.errors import UsageError
from sipas.table import library

if TYPE_CHECKING:
    from sipas import _native
    from sipas.dossiers import Dossiers

__all__ = ["OwnIndicator", "indicator"]

CONCLUDED = "early + on_time + late + finished_unmeasurable"


@dataclass(frozen=True, slots=True)
class OwnIndicator:
    """A rate or a count of one's own, made by :func:`indicator`."""

    name: str
    num: Any
    den: Any
    target: tuple[str, Fraction] | None
    title: str
    of: str


def indicator(
    name: str,
    *,
    num: Any,
    den: Any = None,
    target: str | None = None,
    title: str | None = None,
    of: str = CONCLUDED,
) -> OwnIndicator:
    """An indicator of one's own, for ``indicators=`` of a report: an exact pair with its interval in every group.

    0 of 0 is no data, and what leans on a missing column is not measurable.

    ``num`` and ``den`` are text over the names of counts, as :attr:`Report.groups` has them: ``"late + open_overdue"``.
    Or they pick dossiers, by an expression of polars over :meth:`Dossiers.records`: then the count ``of`` those
    dossiers is taken, and of ``num`` only those that are in ``den`` too.

    :param name: its name in tables: lower-case letters, digits and ``_``.
    :param den: what it is a share of; left out: a plain count, or, where ``num`` picks dossiers, the share of all.
    :param target: such as ``"< 1/100"``, ``">= 95%"``.
    :param title: its name for people.
    :param of: what is counted of the dossiers picked, text over the names of counts.

    >>> import sipas
    >>> debt = sipas.indicator("debt_rate", num="late + open_overdue", den="received + carried_in", target="< 2%")
    >>> r = sipas.read(sipas.samples()).report(period="2025-Q2", by="unit", indicators=[debt])
    >>> r.rate("debt_rate")
    Rate(18, 923)
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,59}", name):
        raise UsageError(f"an indicator's name has lower-case letters, digits and _, not {name!r}")
    if isinstance(den, str) != isinstance(num, str) and den is not None:
        raise UsageError("num and den are both text over counts, or both pick dossiers")
    return OwnIndicator(name, num, den, None if target is None else _target(target), title or name, of)


def _target(said: str) -> tuple[str, Fraction]:
    found = re.fullmatch(r"\s*(<=|>=|<|>|=|≤|≥)\s*(\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?)\s*(%)?\s*", said)
    if found is None:
        raise UsageError(f"a target is such as '< 1/100' or '>= 95%', not {said!r}")
    sign = {"≤": "<=", "≥": ">="}.get(found[1], found[1])
    top, _, bottom = found[2].replace(",", ".").replace(" ", "").partition("/")
    if bottom and not int(bottom):
        raise UsageError(f"a target is such as '< 1/100' or '>= 95%', not {said!r}")
    value = Fraction(top) / (int(bottom) if bottom else 1)
    return sign, value / 100 if found[3] else value


def with_own(
    native: _native.Report,
    own: Sequence[OwnIndicator],
    counted: Mapping[str, list[tuple[int, int | None] | None] | None],
) -> _native.Report:
    """The report with figures of one's own: those of text are summed up, those of picked dossiers were counted."""
    specs: list[_native._Own] = []
    for one in own:
        target = None if one.target is None else (one.target[0], one.target[1].numerator, one.target[1].denominator)
        if isinstance(one.num, str):
            specs.append((one.name, one.title, one.num, one.den, target, None))
        else:
            figures = counted[one.name]
            specs.append((one.name, one.title, None, None, target, figures or [None] * (len(native) + 1)))
    return native.with_own(specs)


class Picked:
    """The dossiers that an indicator picks, to be reported over any period."""

    def __init__(self, data: Dossiers, own: OwnIndicator) -> None:
        self.of: str = own.of
        self.num: Dossiers | None = None
        self.den: Dossiers | None = data
        self.is_there: bool = True
        polars = library("polars", "polars")
        try:
            records = data.records().to_polars()
            num = records.select(polars.Series(values=own.num) if isinstance(own.num, list) else own.num).to_series()
            num = num.fill_null(value=False)
            if own.den is not None:
                den = records.select(own.den).to_series().fill_null(value=False)
                num, self.den = num & den, data.filter(den)
            self.num = data.filter(num)
        except polars.exceptions.ColumnNotFoundError:
            self.is_there = False

    def figures(
        self, native: _native.Report, num: _native.Report, den: _native.Report
    ) -> list[tuple[int, int | None] | None]:
        """The pair in every group of a report, from the reports of the dossiers picked."""
        keys, nums, dens = (_sums(of, self.of) for of in (native, num, den))
        return [
            None if (of := dens.get(key, 0)) is None or (n := nums.get(key, 0)) is None else (n, of) for key in keys
        ]


def _sums(native: _native.Report, of: str) -> dict[tuple[str | None, ...], int | None]:
    return dict(zip(map(tuple, native.keys()), native.sum(of), strict=True))
