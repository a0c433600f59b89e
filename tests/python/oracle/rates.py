"""Exact pairs, their intervals, and how an indicator is written in the report."""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

Z = 1.959963984540054
SMALL_BELOW = 30


@dataclass(frozen=True)
class Rate:
    """numerator / denominator; both None where the indicator is not measurable."""

    numerator: int | None
    denominator: int | None

    @property
    def status(self) -> str:
        if self.denominator is None:
            return "not_measurable"
        return "measured" if self.denominator else "no_data"

    def to_json(self) -> dict[str, object]:
        measured = self.status == "measured"
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": self.numerator / self.denominator if measured else None,
            "interval": wilson(self.numerator, self.denominator) if measured else None,
            "small": measured and self.denominator < SMALL_BELOW,
            "status": self.status,
        }


NOT_MEASURABLE = Rate(None, None)


def unless_undated(rate: Rate, undated: int) -> Rate:
    """Where all that could be counted ended at an unknown time, nobody knows the rate."""
    return NOT_MEASURABLE if rate.denominator == 0 and undated else rate


def wilson(numerator: int, denominator: int) -> list[float]:
    share = numerator / denominator
    scale = 1 + Z * Z / denominator
    centre = share + Z * Z / (2 * denominator)
    half = Z * sqrt(share * (1 - share) / denominator + Z * Z / (4 * denominator * denominator))
    low = 0.0 if numerator == 0 else (centre - half) / scale
    high = 1.0 if numerator == denominator else (centre + half) / scale
    return [low, high]


def quantile(values: list[int], share: Fraction) -> Fraction:
    """Linear between closest ranks."""
    ordered = sorted(values)
    rank = share * (len(ordered) - 1)
    low = rank.numerator // rank.denominator
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (rank - low)


def spread(values: list[int]) -> tuple[Fraction, Fraction, Fraction]:
    """Mean, median and 90th percentile, exact."""
    mean = Fraction(sum(values), len(values))
    return mean, quantile(values, Fraction(1, 2)), quantile(values, Fraction(9, 10))
