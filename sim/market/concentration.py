"""How unequal customers are in what they bring (concept B9): Lorenz curve and share of the top fifth."""

import numpy as np
from numpy.typing import NDArray

from sim.market.state import Single, which

TOP = 0.2


def lorenz(spent: Single, points: int = 20) -> NDArray[np.float64]:
    """Share of all money that the best customers bring, at ``points`` + 1 equal steps from none to all of them."""
    buyers = np.sort(spent.take(which(spent > 0))).astype(np.float64)[::-1]
    if not len(buyers):
        return np.linspace(0.0, 1.0, points + 1)
    money = np.concatenate(([0.0], np.add.accumulate(buyers)))
    place = np.arange(points + 1) * (len(buyers) / points)
    below = np.minimum(np.floor(place).astype(np.int64), len(buyers) - 1)
    return np.asarray((money[below] + (place - below) * buyers[below]) / money[-1])


def share_of_the_top(spent: Single) -> float:
    """Share of the money that the fifth who spent most brought; of all who ever bought."""
    return float(lorenz(spent, round(1 / TOP))[1])
