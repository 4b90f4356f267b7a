"""Experiment 9: falling short of expectations costs more satisfaction than exceeding them earns."""

import numpy as np
from findings import Finding
from markets import unlinked, variant

from sim.engine import Simulation

NEAR = 0.1
"""How far above or below the expectation a quality is 'a little' so."""


def _eager(seed: int) -> Simulation:
    """A market in which everybody buys every week or so, with an average past at the player's firm."""
    often = {"market.season": [10.0], "market.plasticity": 0.0, "rivals": [], "model.choice.outside": -10.0}
    game = Simulation(variant(unlinked(4000, rounds=1, weeks=1, warm_up=1), often), seed)
    state = game.world.state
    state.present[:] = True
    state.awareness[:] = 1
    state.purchases[:] = 5
    state.satisfaction[:] = state.expectation[:] = 0.7
    return game


def asymmetry(seed: int) -> float:
    """Mean fall of satisfaction of those a little disappointed, over the mean rise of those a little delighted.

    Both at the same mean distance from what was expected: the sums are divided by the distances.
    """
    game = _eager(seed)
    state = game.world.state
    before, expected = state.satisfaction[0].copy(), state.expectation[0].copy()
    game.advance()
    bought = state.purchases[0] == 6
    change, gap = (state.satisfaction[0] - before)[bought], (state.received[0] - expected)[bought]
    above, below = (gap > 0) & (gap < NEAR), (gap < 0) & (gap > -NEAR)
    fall = np.sum(change[below]) / np.sum(gap[below])
    rise = np.sum(change[above]) / np.sum(gap[above])
    return float(fall / rise)


def of_expectation_alone(seed: int) -> float:
    """How far regular customers' satisfaction after a year moves with what they expected at first."""
    settled = {"rivals": [], "model.choice.outside": -10.0, "market.plasticity": 0.0, "firm.awareness": 1.0}
    means = []
    for shift in (-0.05, 0.05):
        market = unlinked(1500, rounds=4, weeks=13, warm_up=0, market__newcomers=0)
        shifted = {"market.segments.*.expectation": {"mean": 0.65 + shift, "sd": 0.05}}
        game = Simulation(variant(market, settled | shifted), seed)
        while not game.over:
            game.advance()
        state = game.world.state
        means.append(float(np.mean(state.satisfaction[0, state.purchases[0] >= 20].astype(np.float64))))
    return (means[1] - means[0]) / 0.1


def findings(seeds: int = 20) -> list[Finding]:
    """Experiment 9, as means over ``seeds``."""
    source = "Anderson & Sullivan 1993"
    ratio = float(np.mean([asymmetry(seed) for seed in range(1, seeds + 1)]))
    alone = float(np.mean([of_expectation_alone(seed) for seed in range(1, seeds + 1)]))
    return [
        Finding(
            9, "falls over rises of satisfaction, equally far from expectation", "> 1", ratio, 1.3, 3.0, source
        ),
        Finding(
            9,
            "change of satisfaction per unit of first expectation, after a year",
            "about 0",
            alone,
            -0.1,
            0.1,
            source,
        ),
    ]
