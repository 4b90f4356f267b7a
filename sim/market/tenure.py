"""What customers bring by how long they have been customers (concept B10).

Winning a customer is paid once; whoever stays buys on, is served at less cost because both sides know how it goes,
and shares the fixed cost with all others (Reichheld & Sasser 1990).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.market.careers import TENURES, tenure_class
from sim.market.money import cost_to_serve, goods_of
from sim.market.state import Single, which
from sim.market.world import World

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Profits:
    """Means per customer of each class of tenure: arrays (C,), 0 where there is nobody."""

    customers: NDArray[np.int64]
    serving: Doubles  # cost of serving a purchase now
    margin: Doubles  # money a week, after goods and serving
    earned: Doubles  # money since joining, less what it cost to win a customer this round


def payments(world: World, index: int) -> Single:
    """How often each customer of a firm has paid since joining: for every purchase, or the fees of a contract."""
    state = world.state
    if not world.contracts:
        return np.asarray(state.purchases[index], dtype=np.float32)
    weeks = world.week - state.joined_week[index].astype(np.float32)
    return np.asarray(weeks // np.float32(world.scenario.market.contract.period_weeks) + 1, dtype=np.float32)


def profits_by_tenure(world: World, index: int) -> Profits:
    """What a firm's customers cost and bring, by class of tenure."""
    state, firm = world.state, world.firms[index]
    slots = which(state.rung[index] >= world.rungs.first_customer)
    weeks = world.week - state.joined_week[index].take(slots)
    bought = state.purchases[index].take(slots)
    ones = np.ones(len(slots), dtype=np.float32)
    first, saving = ones * np.float32(firm.spec.cost_to_serve), ones * np.float32(firm.spec.serve_saving)
    serving = cost_to_serve(bought, first, saving).astype(np.float64)
    paid = payments(world, index).take(slots).astype(np.float64)
    brought = paid * state.basket.take(slots) * (firm.price * (1 - goods_of(world, index))) - bought * serving
    winning = firm.round.acquisition / max(firm.round.new_customers, 1)
    group = tenure_class(weeks)
    people = np.bincount(group, minlength=len(TENURES))

    def mean(values: Doubles) -> Doubles:
        return np.asarray(np.bincount(group, weights=values, minlength=len(TENURES)) / np.maximum(people, 1))

    return Profits(people, mean(serving), mean(brought / np.maximum(weeks, 1)), mean(brought - winning))
