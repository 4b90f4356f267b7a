"""Experiment 13: with high scale economies more of the best budget goes to acquisition (Johnson & Selnes 2004).

The corner café plays eight quarters with every pair of budgets of a grid, under the same luck: once with goods that
cost the same however many customers it has, once with goods that cost .8 less with very many. A quadratic in the
logarithms of both budgets is laid through the mean profits; its summit is the best budget.
"""

from functools import cache

import numpy as np
from findings import Finding
from markets import small, variant

from sim.engine import Simulation
from sim.scenario.schema import Scenario

ACQUISITION = (1000.0, 2500.0, 6000.0)
RETENTION = (1300.0, 2900.0, 5200.0)
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
def profit(saving: float, acquisition: float, retention: float, seed: int) -> float:
    """Profit of eight quarters with the same budgets."""
    game = Simulation(market(saving), seed, journal=False)
    while not game.over:
        game.decide(game.player, {"acquisition": acquisition, "retention": retention})
        game.advance()
    return game.history(game.player)[-1]["total_profit"]


def summit(points: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """Where the quadratic through ``heights`` at ``points`` (n, 2), by least squares, is highest."""
    x, y = points.T
    terms = np.stack([np.ones_like(x), x, y, x * x / 2, y * y / 2, x * y], axis=1)
    _, by_x, by_y, by_xx, by_yy, by_xy = np.linalg.lstsq(terms, heights, rcond=None)[0]
    assert by_xx < 0 < by_xx * by_yy - by_xy * by_xy, "profit has no summit"
    return np.linalg.solve([[by_xx, by_xy], [by_xy, by_yy]], [-by_x, -by_y])


def best_budgets(saving: float, seeds: int) -> tuple[float, float]:
    """The most profitable spending on acquisition and on retention, by the mean over seeds."""
    pairs = [(acquisition, retention) for acquisition in ACQUISITION for retention in RETENTION]
    heights = [np.mean([profit(saving, *pair, seed) for seed in range(1, seeds + 1)]) for pair in pairs]
    acquisition, retention = np.exp(summit(np.log(pairs), np.array(heights)))
    return float(acquisition), float(retention)


def findings(seeds: int = 20) -> list[Finding]:
    """Experiment 13, by means over ``seeds``."""
    budgets = [best_budgets(saving, seeds) for saving in (LOW, HIGH)]
    few, many = (acquisition / (acquisition + retention) for acquisition, retention in budgets)
    figure = f"share of the best budget for acquisition, high less low scale economies ({many:.2f} and {few:.2f})"
    return [Finding(13, figure, "> 0", many - few, 1e-9, 1, SOURCE)]
