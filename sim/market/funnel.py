"""The sales funnel (concept B5): who has come how far toward a firm. Each step holds those of the next.

Aware: likelier than not to recall the firm. Considering: aware, and of an opinion good enough for it to be in the
evoked set (Howard & Sheth 1969). Trying: has bought. Repeating: has bought again, or renewed a contract.
"""

import numpy as np
from numpy.typing import NDArray

from sim.market.world import World

STEPS = ("aware", "considering", "trying", "repeating")


def funnel(world: World, index: int) -> dict[str, int]:
    """How many of those in the market have come to each step at least."""
    state, tolerance = world.state, np.float32(world.scenario.model.trust.tolerance)
    acceptable = state.satisfaction[index] >= state.first_expectation - tolerance
    bought = state.purchases[index] > 0
    aware = (state.awareness[index] >= np.float32(0.5)) | bought
    steps = (aware, (aware & acceptable) | bought, bought, _again(world, index))
    counts = (int(np.count_nonzero(step & state.present)) for step in steps)
    return dict(zip(STEPS, counts, strict=True))


def _again(world: World, index: int) -> NDArray[np.bool_]:
    state = world.state
    if not world.contracts:
        return np.asarray(state.purchases[index] > 1)
    period = world.scenario.market.contract.period_weeks
    return np.asarray((state.purchases[index] > 0) & (world.week - state.joined_week[index] > period))
