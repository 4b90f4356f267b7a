"""The effect of a mechanism as one number, which the tests and the model's description measure on several seeds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

BySeed = Callable[[int], float]
"""What came of two games of a seed that differ in one thing: a difference or a ratio."""


@dataclass(frozen=True)
class Effect:
    """What a mechanism does. ``off`` measures the same where a scenario's settings switch the mechanism off."""

    what: str
    on: BySeed
    off: BySeed
    low: float  # for the mean over seeds
    high: float
    none: float = 0.0  # the number where there is no effect: 1 of a ratio
    within: float = 1e-6  # how far from it the number may be, on any seed, with the mechanism off

    def __str__(self) -> str:
        return self.what

    def sized(self, on: Sequence[float]) -> bool:
        """Whether the mean is as large as it should be."""
        return self.low <= float(np.mean(on)) <= self.high

    def directed(self, on: Sequence[float]) -> bool:
        """Whether every seed shows more than may be left with the mechanism off, on the side of the mean."""
        toward = float(np.sign(np.mean(on) - self.none))
        return all(toward * (each - self.none) > self.within for each in on)

    def gone(self, off: Sequence[float]) -> bool:
        """Whether no seed shows anything with the mechanism off."""
        return all(abs(each - self.none) <= self.within for each in off)
