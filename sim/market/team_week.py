"""The team's week: the desk closes its books, people tire, learn and resign, training takes hold (rule 15)."""

import numpy as np

from sim.market.exact import saturation
from sim.market.state import FirmState
from sim.market.streams import Purpose
from sim.market.world import World


def satisfaction_met(world: World) -> list[float]:
    """Mean satisfaction of the customers whom each team met this week; .5 where nobody came."""
    firms = len(world.firms)
    met, total = np.zeros(firms), np.zeros(firms)
    for purchases in world.purchases:
        firm, keys = purchases.choices.firm, purchases.choices.keys
        met += np.bincount(firm, minlength=firms)
        total += np.bincount(firm, weights=world.state.satisfaction.reshape(-1).take(keys), minlength=firms)
    return [float(each / count) if count else 0.5 for each, count in zip(total, met, strict=True)]


def team_week(world: World) -> None:
    """Every team lives through the week that ends."""
    numbers = slice(0, max(team.numbered for team in world.teams))
    lanes = world.streams.lanes(Purpose.RESIGNATION, world.week, numbers, len(world.firms))
    luck = lanes.astype(np.float32) * np.float32(1 / 65536)
    satisfaction = satisfaction_met(world)
    for index, (firm, team) in enumerate(zip(world.firms, world.teams, strict=True)):
        firm.round.load += team.load
        _train(world, firm, len(team.employees))
        team.live(firm.training, satisfaction[index], luck[:, index])


def _train(world: World, firm: FirmState, people: int) -> None:
    rule = world.scenario.model.staff
    spent = firm.weekly["training"] / people
    goal = saturation(spent, world.scenario.levers.training.half)
    firm.training += rule.training_speed * goal * (1.0 - firm.training) - rule.training_decay * firm.training
