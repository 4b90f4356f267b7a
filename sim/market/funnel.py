"""The sales funnel (concept B5): who has come how far toward a firm. Each step holds those of the next.

Aware: likelier than not to recall the firm. Considering: aware, and of an opinion good enough for it to be in the
evoked set (Howard & Sheth 1969). Trying: has bought. Repeating: has bought again, or renewed a contract.
"""

import numpy as np

from sim.market.careers import period_of
from sim.market.compiling import HALF, kernel
from sim.market.state import State
from sim.market.world import World

STEPS = ("aware", "considering", "trying", "repeating")


def funnel(world: World, index: int) -> dict[str, float]:
    """How many of those in the market have come to each step at least."""
    tolerance = np.float32(world.scenario.model.trust.tolerance)
    counts = _count(world.arrays, index, tolerance, world.week, period_of(world))
    return dict(zip(STEPS, map(float, counts), strict=True))


@kernel
def _count(state: State, firm: int, tolerance: np.float32, week: int, period: float) -> tuple[int, int, int, int]:
    present, expected, purchases = state.present, state.first_expectation, state.purchases[firm]
    awareness, satisfaction, joined_week = state.awareness[firm], state.satisfaction[firm], state.joined_week[firm]
    aware = considering = trying = repeating = 0
    for slot in range(len(present)):
        bought = purchases[slot] > 0
        knows, likes = awareness[slot] >= HALF, satisfaction[slot] >= expected[slot] - tolerance
        again = week - joined_week[slot] > period if period else purchases[slot] > 1
        aware += present[slot] & (knows | bought)
        considering += present[slot] & (knows & likes | bought)
        trying += present[slot] & bought
        repeating += present[slot] & bought & again
    return aware, considering, trying, repeating
