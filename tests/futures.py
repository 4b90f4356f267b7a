"""What became of a firm's customers: their realised margins, discounted, against what they were thought worth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine import Simulation
from sim.market.careers import tenure_class
from sim.market.money import care_of, takings
from sim.market.value import lifetime_value
from sim.scenario.schema import Scenario


@dataclass(frozen=True)
class Futures:
    """A firm's customers at one moment: parallel arrays, what they were and what they came to."""

    rung: NDArray[np.int8]
    segment: NDArray[np.int8]
    tenure: NDArray[np.int64]  # class
    thought: NDArray[np.float64]  # lifetime value at that moment
    came: NDArray[np.float64]  # discounted margin less care, until they left

    def mean(self, chosen: NDArray[np.bool_]) -> tuple[float, float]:
        """Mean value thought and come of the ``chosen``."""
        return float(np.mean(self.thought[chosen])), float(np.mean(self.came[chosen]))


def live_on(scenario: Scenario, seed: int, weeks: int) -> list[Futures]:
    """Each firm's customers when the warm-up ends, and what came of them in ``weeks``; all goes on as it is."""
    game = Simulation(scenario, seed, {firm.id: None for firm in scenario.firms}, journal=False)
    world, first = game.world, game.world.rungs.first_customer
    state, people, firms = world.state, world.customers, len(world.firms)
    joined, still = state.joined_week.copy(), state.rung >= first
    then = [
        (
            slots := np.flatnonzero(still[index]),
            lifetime_value(world, index)[slots],
            state.rung[index][slots].copy(),
        )
        for index in range(firms)
    ]
    tenure = [tenure_class(world.week - joined[index][slots]) for index, (slots, _, _) in enumerate(then)]
    came, discount = np.zeros(firms * people), 1.0
    for _ in range(weeks):
        game.advance_week()
        for each in takings(world):
            here = still.reshape(-1)[each.keys]
            came[each.keys[here]] += discount * each.margin[here]
        for index in range(firms):
            customers = max(int(np.count_nonzero(state.rung[index] >= first)), 1)
            own = came[index * people : (index + 1) * people]
            own[still[index]] -= discount * care_of(world, index) / customers
        still &= (state.rung >= first) & (state.joined_week == joined)
        discount /= 1 + scenario.model.value.discount / 52
    return [
        Futures(rung, state.segment[slots], tenure[index], thought.astype(float), came[index * people + slots])
        for index, (slots, thought, rung) in enumerate(then)
    ]
