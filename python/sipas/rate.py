"""Rates as exact pairs, and the late budget."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sipas import _native
from sipas.errors import NoDataError, UsageError
from sipas.html import escape


class Rate:
    """A rate as an exact pair of counts. 0 of 0 has no value: not 0%, not 100%.

    >>> from sipas import Rate
    >>> rate = Rate(635620, 643272)
    >>> rate.percent(), rate.fraction
    ('98.81', Fraction(158905, 160818))
    >>> Rate(0, 0).value is None
    True
    >>> Rate(1, 2) == Rate(2, 4)
    False
    """

    __slots__ = ("_native",)
    __match_args__ = ("numerator", "denominator")

    def __init__(self, numerator: int, denominator: int) -> None:
        if numerator < 0 or denominator < 0:
            raise UsageError(f"counts are not negative: {numerator}, {denominator}")
        object.__setattr__(self, "_native", _native.Rate(numerator, denominator))

    _native: _native.Rate

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a rate does not change")

    @property
    def numerator(self) -> int:
        """What counts."""
        return self._native.numerator

    @property
    def denominator(self) -> int:
        """What it is counted of."""
        return self._native.denominator

    @property
    def value(self) -> float | None:
        """The unrounded quotient; None of nothing."""
        return self._native.value

    @property
    def fraction(self) -> Fraction | None:
        """The exact quotient; None of nothing."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % Wilson score interval, without continuity correction; None of nothing."""
        return self._native.interval

    @property
    def small(self) -> bool:
        """Whether the denominator is 1 to 29, so that one record moves the rate by more than 3 points."""
        return self._native.small

    def limits(self, size: int, tail: float = 0.0013498980316300945) -> tuple[int, int] | None:
        """The fewest and the most hits that a group of ``size`` has by chance, if its true rate is this one: beyond either
        lies a chance of at most ``tail``, by the binomial distribution. None of 0 of 0, and of a group of nothing.

        >>> Rate(8, 1000).limits(8)
        (0, 2)
        """  # noqa: E501
        return self._native.limits(size, tail)

    def percent(self, decimals: int = 2) -> str | None:
        """In per cent, rounded half up from the exact pair; None of nothing."""
        return self._native.percent(decimals)

    def __float__(self) -> float:
        if (value := self.value) is None:
            raise NoDataError("0 of 0 is no number")
        return value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rate) and self._native == other._native

    def __hash__(self) -> int:
        return hash(self._native)

    def __reduce__(self) -> tuple[type[Rate], tuple[int, int]]:
        return Rate, (self.numerator, self.denominator)

    def __repr__(self) -> str:
        return f"Rate({self.numerator}, {self.denominator})"

    def __str__(self) -> str:
        percent = self.percent()
        return f"{self.numerator}/{self.denominator}" + (f" ({percent}%)" if percent else "")

    def _repr_html_(self) -> str:
        return escape(str(self))


@dataclass(frozen=True, slots=True)
class LateBudget:
    """How many late dossiers the target still allows."""

    threshold: Fraction
    """The share of late dossiers that the plan stays below."""
    resolved: int
    """Dossiers with a result that are judged so far."""
    late: int
    """How many of them were late."""
    allowed: int
    """The most that may be late of so many."""
    remaining: int
    """How many more may be; negative: overspent."""
    to_win_one: int | None
    """How many must be resolved in time until one more is allowed."""
    projected_resolved: int | None
    """Resolved in the whole year at this pace; only in a report of a year."""
    projected_allowed: int | None
    """How many of those may be late."""
