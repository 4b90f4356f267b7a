"""A small café market in which a firm can know, write to, adapt to and sell more to its customers."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from markets import small, variant
from numpy.typing import NDArray

from sim.engine import Simulation
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause, Stage

LEVERS = ("knowledge", "messages", "customisation", "cross_selling")
CARE = {"staff": 3000.0, "training": 600.0, "advertising": 600.0, "promise": 0.55}
KNOWING = {"knowledge": 2500.0}
"""Money with which reports are exact: mean knowledge above .8."""


@cache
def market(customers: int = 600) -> Scenario:
    opened = {f"levers.{lever}.available": True for lever in LEVERS}
    opened |= {"levers.detail_from_round": 1, "levers.promise.from_round": 1}
    rich = {"firm.cash": 1e6, "firm.budget": 1e6}
    return variant(small(customers, rounds=3, weeks=13, warm_up=39), opened | rich)


def changed(**changes: Any) -> Scenario:
    """The market with other settings, by path with ``__`` for the dot."""
    return variant(market(), {path.replace("__", "."): value for path, value in changes.items()})


def play(plan: Mapping[str, float], scenario: Scenario | None = None, rounds: int = 3, seed: int = 7) -> Simulation:
    """A game in which the player's firm takes care of its people and does ``plan`` besides, every round."""
    game = Simulation(scenario or market(), seed)
    for _ in range(rounds):
        game.decide("esquina", CARE | dict(plan))
        game.advance()
    return game


@cache
def usual(seed: int = 7) -> Simulation:
    """Nothing but care."""
    return play({}, seed=seed)


@cache
def knowing(seed: int = 7) -> Simulation:
    """Care, and a customer database."""
    return play(KNOWING, seed=seed)


def last(game: Simulation) -> Mapping[str, float]:
    return game.history("esquina")[-1]


def on_stage(game: Simulation, *stages: Stage) -> NDArray[np.bool_]:
    """Who stands on rungs of these stages toward the player's firm."""
    stage = np.array([rung.stage in stages for rung in game.scenario.ladder.rungs])
    return stage[game.world.state.rung[0]] & game.world.state.present


def customers(game: Simulation) -> NDArray[np.bool_]:
    return on_stage(game, Stage.ACQUAINTANCE, Stage.FRIEND, Stage.PARTNER)


def weighing_most(game: Simulation, cause: Cause) -> int:
    """On how many relationships with the player's firm a cause weighed most since their last move."""
    assert game.journal is not None
    return int(np.count_nonzero(game.journal.weightiest(0) == cause))


def told_by_moves(game: Simulation, cause: Cause) -> int:
    """In how many moves on the player's ladder a cause is one of the three main ones."""
    assert game.journal is not None
    return int(np.count_nonzero((game.journal.moves(0).causes == cause).any(axis=1)))


FELT = ("satisfaction", "trust", "commitment", "rung", "purchases", "home", "habit")


def same_people(one: Simulation, other: Simulation) -> bool:
    """Whether customers feel and do exactly the same in two games."""
    states = one.world.state, other.world.state
    return all(np.array_equal(*(getattr(state, name) for state in states)) for name in FELT)
