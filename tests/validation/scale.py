"""Experiment 13: with high scale economies more of the best budget goes to acquisition (Johnson & Selnes 2004).

The corner café plays eight quarters with the same budget, divided in several ways and under the same luck: once
with goods that cost the same however many customers it has, once with goods that cost .8 less with very many. The
best division is the summit of a parabola laid through the mean profits by least squares.
"""

from functools import cache

import numpy as np
from findings import Finding
from markets import small, variant

from sim.engine import Simulation
from sim.scenario.schema import Scenario

BUDGETS = (6000.0, 9000.0)
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
LOW, HIGH = 0.0, 0.8
"""Share of the cost of goods saved with very many customers."""

SOURCE = "Johnson & Selnes 2004"


@cache
def market(saving: float) -> Scenario:
    """The café with goods of which ``saving`` can be saved by scale, half of it with 150 of 600 customers."""
    rich = {"firm.cash": 1e9, "firm.budget": 1e9, "rivals.*.policy": "fixed", "rivals.*.cash": 1e9}
    scale = {"firm.cost_of_goods": 0.5, "firm.scale_saving": saving, "firm.scale_half": 150.0}
    return variant(small(600, rounds=8, weeks=13, warm_up=26, levers__detail_from_round=1), rich | scale)


@cache
def profit(saving: float, budget: float, share: float, seed: int) -> float:
    """Profit of eight quarters in which ``share`` of the budget goes to acquisition."""
    game = Simulation(market(saving), seed, journal=False)
    while not game.over:
        game.decide(game.player, {"acquisition": budget * share, "retention": budget * (1 - share)})
        game.advance()
    return game.history(game.player)[-1]["total_profit"]


def summit(x: np.ndarray, heights: np.ndarray) -> float:
    """Where the parabola through ``heights`` at ``x`` is highest."""
    bend, slope, _ = np.polyfit(x, heights, 2)
    assert bend < 0, "profit has no summit"
    return float(-slope / (2 * bend))


def best_share(saving: float, budget: float, seeds: int) -> float:
    """The most profitable share of acquisition, by the mean over seeds."""
    means = [np.mean([profit(saving, budget, share, seed) for seed in range(1, seeds + 1)]) for share in SHARES]
    return summit(np.array(SHARES), np.array(means))


def findings(seeds: int = 20) -> list[Finding]:
    """Experiment 13, by means over ``seeds``."""
    found = []
    for budget in BUDGETS:
        few, many = (best_share(saving, budget, seeds) for saving in (LOW, HIGH))
        figure = f"best share of acquisition of {budget:g}, high less low economies ({many:.2f}, {few:.2f})"
        found.append(Finding(13, figure, "> 0", many - few, 1e-9, 1, SOURCE))
    return found
