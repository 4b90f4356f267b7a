"""Phase 6, second half: customers who need a person, and what waiting for one costs (rule 5)."""

import numpy as np

from sim.market.quantiles import exponential_table
from sim.market.state import Single, which
from sim.market.world import Desk, World
from sim.scenario.parameters import ExperienceRule


def waiting_harm(wait: Single, promised: Single, rule: ExperienceRule) -> Single:
    """Quality lost by waiting ``wait`` minutes when ``promised`` are accepted."""
    over = (wait - promised) / (np.maximum(promised, 1) * np.float32(rule.wait_patience))
    return np.asarray(np.minimum(np.maximum(over, 0), 1) * rule.wait_harm)


def turn_to_the_desk(world: World) -> None:
    """Those who ask or complain come to their firm's desk at some moment of the week."""
    asking = [purchases.asking for purchases in world.purchases]
    place = np.concatenate([each.place for each in asking])
    firm = np.concatenate([each.choices.firm.take(each.asking.place) for each in world.purchases])
    block = np.arange(len(asking)).repeat([len(each.place) for each in asking])
    moment = np.concatenate([each.moment for each in asking])
    order = np.lexsort((moment, firm))
    world.desk = Desk(firm.take(order), block.take(order), place.take(order))
    minutes = np.array([t.weeks(f.spec.service_minutes) for f, t in zip(world.firms, world.teams, strict=True)])
    work = exponential_table().take(np.concatenate([each.work for each in asking]).take(order))
    arrived = ((moment.take(order) + 0.5) / 65536 + world.env.now).tolist()
    works = (work * minutes.take(world.desk.firm)).tolist()
    complaints = np.concatenate([each.complaint for each in asking]).take(order).tolist()
    ends = world.desk.firm.searchsorted(np.arange(len(world.firms) + 1)).tolist()
    for team, start, end in zip(world.teams, ends, ends[1:], strict=False):
        team.receive(arrived[start:end], works[start:end], complaints[start:end])


def leave_the_desk(world: World) -> None:
    """When the week closes every wait is known: it harms the experience, and it enters the books."""
    for team in world.teams:
        team.close()
    desk = world.desk
    if not len(desk.firm):
        return
    week = np.array([team.minutes(1.0) for team in world.teams])
    waits = np.array([wait for team in world.teams for wait in team.contacts.wait]) * week.take(desk.firm)
    served = np.array([served for team in world.teams for served in team.contacts.served])
    promised = np.array([firm.spec.promised_wait for firm in world.firms], dtype=np.float32).take(desk.firm)
    harm = waiting_harm(waits.astype(np.float32), promised, world.scenario.model.experience)
    for index, purchases in enumerate(world.purchases):
        here = which(desk.block == index)
        place = desk.place.take(here)
        purchases.harm[place] = harm.take(here)
        purchases.served[place] = served.take(here)
    minutes = np.bincount(desk.firm, weights=waits, minlength=len(world.firms))
    for firm, team, waited in zip(world.firms, world.teams, minutes.tolist(), strict=True):
        firm.round.contacts += len(team.contacts)
        firm.round.complaints += team.contacts.complaint.count(True)
        firm.round.wait_minutes += waited
