"""The team's week: the desk closes its books, people tire, learn and resign, training takes hold (rule 15)."""

import numpy as np

from sim.market.exact import saturation
from sim.market.promotion import weekly
from sim.market.state import FirmState
from sim.market.streams import Purpose
from sim.market.world import World


def mean_satisfaction(world: World, index: int) -> float:
    """Mean satisfaction of a firm's customers; .5 when there are none."""
    customers = world.state.rung[index] >= world.rungs.first_customer
    count = int(np.count_nonzero(customers))
    if count == 0:
        return 0.5
    return float(np.add.reduce(world.state.satisfaction[index] * customers, dtype=np.float64)) / count


def team_week(world: World) -> None:
    """Every team lives through the week that ends."""
    numbers = slice(0, max(team.numbered for team in world.teams))
    lanes = world.streams.lanes(Purpose.RESIGNATION, world.week, numbers, len(world.firms))
    luck = lanes.astype(np.float32) * np.float32(1 / 65536)
    for index, (firm, team) in enumerate(zip(world.firms, world.teams, strict=True)):
        firm.round.load += team.load
        _train(world, firm, len(team.employees))
        team.live(firm.training, mean_satisfaction(world, index), luck[:, index])


def _train(world: World, firm: FirmState, people: int) -> None:
    rule = world.scenario.model.staff
    spent = weekly(world, firm, "training") / people
    goal = saturation(spent, world.scenario.levers.training.half)
    firm.training += rule.training_speed * goal * (1.0 - firm.training) - rule.training_decay * firm.training
