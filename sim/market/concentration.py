"""How unequal customers are in what they bring (concept B9): Lorenz curve and share of the top fifth."""

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import kernel
from sim.market.state import Single, which

Doubles = NDArray[np.float64]
TOP = 0.2


def lorenz(spent: Single, points: int = 20) -> Doubles:
    """Share of all money that the best customers bring, at ``points`` + 1 equal steps from none to all of them."""
    buyers = np.sort(spent.take(which(spent > 0)))
    return _shares(buyers, points) if len(buyers) else np.linspace(0.0, 1.0, points + 1)


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
