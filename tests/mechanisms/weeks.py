"""A single week of a market whose customers all stand on one rung: what a rung changes, and nothing else."""

from typing import Any

import numpy as np
from markets import unlinked

from sim.engine import Simulation
from sim.scenario.schema import Scenario


def standing(rung: int, scenario: Scenario | None = None, seed: int = 7, **bonds: float) -> Simulation:
    """A game in which everybody is the player's customer on ``rung``, with the given bonds, eager to buy."""
    game = Simulation(scenario or eager(), seed)
    state = game.world.state
    state.rung[:] = 0
    state.purchases[:] = 0
    state.habit[:] = 0
    state.awareness[:] = 1
    state.trust[:] = 0.3
    state.commitment[:] = 0
    state.present[:] = True
    state.rung[0] = rung
    state.purchases[0] = 10
    state.last_week[0] = game.world.week
    state.home[:] = 0
    for bond, value in bonds.items():
        getattr(state, bond)[0] = value
    return game


def eager(**changes: Any) -> Scenario:
    """A market in which nearly everybody has an occasion every week."""
    return unlinked(
        3000,
        rounds=1,
        weeks=1,
        warm_up=1,
        market__season=[10.0],
        market__newcomers=0,
        market__plasticity=0,
        **changes,
    )


def share_of_buyers(game: Simulation) -> float:
    """Share of the week's purchases that the player's firm gets, once the week is lived."""
    game.advance()
    assert game.journal is not None
    firms = np.bincount(game.journal.sales[-1].firm, minlength=len(game.firms))
    bought = float(firms[0]) / game.world.customers
    assert np.add.reduce(firms) > 0.5 * game.world.customers
    return bought
