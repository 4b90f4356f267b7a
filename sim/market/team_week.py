"""The team's week: the desk closes its books, people tire, learn and resign, training takes hold (rule 15)."""

import numpy as np

from sim.market.exact import saturation
from sim.market.internal_marketing import inform
from sim.market.staff import Team
from sim.market.state import FirmState
from sim.market.streams import Purpose
from sim.market.world import World


def team_week(world: World) -> None:
    """Every team lives through the week that ends, from the week on in which its firm opens."""
    for firm, team in zip(world.firms, world.teams, strict=True):
        if not world.open_now(firm):
            continue
        firm.round.load += team.load
        _train(world, firm, team)
        inform(world, firm, team)
        informed = world.scenario.model.internal_marketing.morale * firm.alignment
        team.live(firm.training, firm.met.mean, informed)
    if any(team.unhappy for team in world.teams):
        _resignations(world)


def _resignations(world: World) -> None:
    numbers = slice(0, max(team.numbered for team in world.teams))
    lanes = world.streams.lanes(Purpose.RESIGNATION, world.week, numbers, len(world.firms))
    luck = lanes.astype(np.float32) * np.float32(1 / 65536)
    for index, (firm, team) in enumerate(zip(world.firms, world.teams, strict=True)):
        firm.round.resignations += team.resign(luck[:, index])


def _train(world: World, firm: FirmState, team: Team) -> None:
    rule = world.scenario.model.staff
    spent = firm.weekly["training"] / max(len(team.employees), 1)
    goal = saturation(spent, world.scenario.levers.training.half)
    firm.training += rule.training_speed * goal * (1.0 - firm.training) - rule.training_decay * firm.training
