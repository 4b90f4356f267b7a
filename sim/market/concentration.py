"""How unequal customers are in what they bring (concept B9): Lorenz curve and share of the top fifth."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import equation, kernel
from sim.market.state import Single

Doubles = NDArray[np.float64]
TOP = 0.2

_DIGITS, _BITS = 3, 11
_BASE = 1 << _BITS
"""Three digits of 11 bits hold the 32 of an amount."""


def lorenz(spent: Single, points: int = 20) -> Doubles:
    """Share of all money that the best customers bring, at ``points`` + 1 equal steps from none to all of them."""
    buyers = _rising(spent)
    return _shares(buyers, points) if len(buyers) else np.linspace(0.0, 1.0, points + 1)


@kernel
def _rising(spent: Single) -> Single:
    """What was spent by those who spent at all, the smallest first.

    Amounts above 0 rise as their bits do, which are sorted digit by digit: a third of the time of comparing them.
    """
    every, count = spent.view(np.uint32), np.int64(0)
    bits, sorted_bits = np.empty_like(every), np.empty_like(every)
    for place in range(len(every)):
        bits[count] = every[place]
        count += np.int64(spent[place] > 0)
    for digit in range(_DIGITS):
        first = np.zeros(_BASE + 1, np.int64)  # place of the first with each digit
        for place in range(count):
            first[_digit(bits[place], digit) + 1] += 1
        for value in range(_BASE):
            first[value + 1] += first[value]
        for place in range(count):
            value = _digit(bits[place], digit)
            sorted_bits[first[value]] = bits[place]
            first[value] += 1
        bits, sorted_bits = sorted_bits, bits
    return bits[:count].view(np.float32)


@equation
def _digit(bits: Any, digit: int) -> Any:
    return np.int64(bits) >> (digit * _BITS) & (_BASE - 1)


@kernel
def _shares(rising: Single, points: int) -> Doubles:
    best_first, count = rising[::-1], len(rising)
    money, shares = np.zeros(count + 1), np.empty(points + 1)
    for buyer in range(count):
        money[buyer + 1] = money[buyer] + best_first[buyer]
    for point in range(points + 1):
        place = point * (count / points)
        whole = min(int(place), count - 1)
        shares[point] = (money[whole] + (place - whole) * best_first[whole]) / money[count]
    return shares


def share_of_the_top(spent: Single) -> float:
    """Share of the money that the fifth who spent most brought; of all who ever bought."""
    return float(lorenz(spent, round(1 / TOP))[1])
