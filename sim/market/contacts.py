"""Phase 6, second half: customers who need a person, and what waiting for one costs (rule 5)."""

import numpy as np

from sim.market.quantiles import exponential_table
from sim.market.state import Single
from sim.market.world import World
from sim.scenario.parameters import ExperienceRule


def waiting_harm(wait: Single, promised: float, rule: ExperienceRule) -> Single:
    """Quality lost by waiting ``wait`` minutes when ``promised`` are accepted."""
    over = (wait - np.float32(promised)) * np.float32(1.0 / (max(promised, 1.0) * rule.wait_patience))
    return np.asarray(np.clip(over, 0, 1) * rule.wait_harm)


def turn_to_the_desk(world: World) -> None:
    """Those who ask or complain come to their firm's desk at some moment of the week."""
    asking = [purchases.asking for purchases in world.purchases]
    place = np.concatenate([each.place for each in asking])
    firm = np.concatenate([purchases.choices.firm.take(purchases.asking.place) for purchases in world.purchases])
    block = np.repeat(np.arange(len(asking)), [len(each.place) for each in asking])
    moment = (np.concatenate([each.moment for each in asking]).astype(np.float64) + 0.5) / 65536
    work = exponential_table().take(np.concatenate([each.work for each in asking])).astype(np.float64)
    complaint = np.concatenate([each.complaint for each in asking])
    for index, (state, team) in enumerate(zip(world.firms, world.teams, strict=True)):
        mine = np.flatnonzero(firm == index)
        mine = mine[np.argsort(moment.take(mine), kind="stable")]
        world.desks[index] = (block.take(mine), place.take(mine))
        team.receive(
            arrived=(moment.take(mine) + world.env.now).tolist(),
            work=(work.take(mine) * team.weeks(state.spec.service_minutes)).tolist(),
            complaint=complaint.take(mine).tolist(),
        )


def leave_the_desk(world: World) -> None:
    """When the week closes every wait is known: it harms the experience, and it enters the books."""
    for firm, team, (block, place) in zip(world.firms, world.teams, world.desks, strict=True):
        team.close()
        contacts = team.contacts
        if not len(contacts):
            continue
        minutes = np.array(contacts.wait) * team.minutes(1.0)
        harm = waiting_harm(minutes.astype(np.float32), firm.spec.promised_wait, world.scenario.model.experience)
        served = np.array(contacts.served)
        for index, purchases in enumerate(world.purchases):
            here = block == index
            purchases.harm[place[here]] = harm[here]
            purchases.served[place[here]] = served[here]
        firm.round.contacts += len(contacts)
        firm.round.complaints += sum(contacts.complaint)
        firm.round.wait_minutes += float(np.add.reduce(minutes))
