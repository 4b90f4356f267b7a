"""Means of a few games, with the intervals in which the means of many more would lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import atan, cos, fsum, pi, sin, sqrt
from operator import mul

_CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A mean, and how far the true one may be from it, 19 times out of 20."""

    mean: float
    margin: float

    @property
    def low(self) -> float:
        return self.mean - self.margin

    @property
    def high(self) -> float:
        return self.mean + self.margin


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of two or more values that differ by luck alone, by Student's t."""
    count = len(values)
    mean = fsum(values) / count
    variance = fsum((value - mean) ** 2 for value in values) / (count - 1)
    return Estimate(mean, _within(count - 1) * sqrt(variance / count))


@cache
def _within(freedom: int) -> float:
    """The t within which 95 of 100 values lie, by halving: with so many degrees of freedom."""
    low, high = 0.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if _inside(middle, freedom) > _CONFIDENCE else (middle, high)
    return low


def _inside(t: float, freedom: int) -> float:
    """Probability that Student's t lies within -t and t (Abramowitz & Stegun 26.7.3 and 26.7.4)."""
    angle = atan(t / sqrt(freedom))
    square, odd = cos(angle) ** 2, freedom % 2
    steps = range(2 if odd else 1, freedom - 1, 2)
    terms = accumulate((square * step / (step + 1) for step in steps), mul, initial=1.0)
    if not odd:
        return sin(angle) * fsum(terms)
    rest = sin(angle) * cos(angle) * fsum(terms) if freedom > 1 else 0.0
    return 2 / pi * (angle + rest)
