"""Markets for the tests of service: a small café with every lever of service in its hands."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from markets import small, variant

from sim.engine import Simulation
from sim.journal import Journal
from sim.scenario.schema import Scenario
from sim.scenario.vocabulary import Cause

OWN = "esquina"
LEVERS = ("internal_marketing", "complaint_line", "self_service", "automation", "before_sale", "after_sale")


@cache
def shop(customers: int = 900, rounds: int = 3) -> Scenario:
    """A café with money to spend, all of whose levers are open; its rivals stay as they are."""
    market = small(customers, rounds=rounds, weeks=13, warm_up=13, levers__detail_from_round=1)
    purse = {"firm.cash": 1e9, "firm.budget": 1e6, "rivals.*.policy": "fixed", "levers.promise.from_round": 1}
    return variant(market, purse | {f"levers.{lever}.available": True for lever in LEVERS})


def changed(**changes: Any) -> Scenario:
    """The shop with other settings, ``__`` for the dot."""
    return variant(shop(), {path.replace("__", "."): value for path, value in changes.items()})


def end(game: Simulation) -> Mapping[str, float]:
    """The measures of the last round."""
    return game.history(OWN)[-1]


def felt(game: Simulation, cause: Cause) -> np.ndarray:
    """Every change of a relationship with the café that the journal puts down to ``cause``."""
    assert isinstance(game.journal, Journal)
    entries = [entry for slot in range(game.world.customers) for entry in game.journal.story(0, slot)]
    return np.array([entry.amount for entry in entries if entry.cause is cause])
