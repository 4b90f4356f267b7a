"""Experiment 8: how much to spend on acquiring and on retaining (Blattberg & Deighton 1996; Pfeifer 2005).

The same saturation with which all money works in the model, with the ceilings and the two answers of a manager
that the article starts from: 5 dollars a prospect acquire 20 %, of at most 40 %; 10 dollars a customer retain 40 %,
of at most 70 %. A customer brings a margin of 50 dollars a period; the discount is .2.
"""

from collections.abc import Callable
from math import log

from findings import Finding

from sim.market.exact import saturation

MARGIN, DISCOUNT = 50.0, 0.2
ACQUIRED, RETAINED = 0.4, 0.7
HALF_ACQUISITION = 5.0
HALF_RETENTION = 10.0 * log(2) / log(RETAINED / (RETAINED - 0.4))
SOURCE = "Blattberg & Deighton 1996; Pfeifer 2005"


def acquired(spending: float) -> float:
    """Share of prospects who become customers."""
    return ACQUIRED * saturation(spending, HALF_ACQUISITION)


def future(spending: float) -> float:
    """What a customer is worth after the first period, ``spending`` a period to keep them."""
    retained = RETAINED * saturation(spending, HALF_RETENTION)
    again = retained / (1 + DISCOUNT)
    return (MARGIN - spending / retained) * again / (1 - again)


def best(worth: Callable[[float], float], low: float, high: float) -> float:
    """Where ``worth`` is greatest, by golden sections."""
    part = (5**0.5 - 1) / 2
    while high - low > 1e-7:
        left, right = high - part * (high - low), low + part * (high - low)
        if worth(left) < worth(right):
            low = left
        else:
            high = right
    return (low + high) / 2


def findings() -> list[Finding]:
    """The optimal spending, and what the last customer costs there."""
    retention = best(future, 1.0, 60.0)
    lifetime = MARGIN + future(retention)
    acquisition = best(lambda spending: acquired(spending) * lifetime - spending, 0.0, 60.0)
    marginal = 1e-4 / (acquired(acquisition + 1e-4) - acquired(acquisition))
    return [
        Finding(8, "optimal acquisition spending", "9.21", acquisition, 9.21 * 0.99, 9.21 * 1.01, SOURCE),
        Finding(8, "optimal retention spending", "15.87", retention, 15.87 * 0.99, 15.87 * 1.01, SOURCE),
        Finding(8, "marginal cost of a customer in lifetime values", "1", marginal / lifetime, 0.98, 1.02, SOURCE),
    ]
