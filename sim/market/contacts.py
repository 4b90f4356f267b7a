"""Phase 6, second half: customers who need a person, and what waiting for one costs (rule 5)."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import ONE, equation, kernel, unit
from sim.market.quantiles import exponential_table
from sim.market.state import Single
from sim.market.streams import LANE
from sim.market.world import Asking, Desk, World
from sim.scenario.parameters import ExperienceRule, Model

Doubles = NDArray[np.float64]


@equation
def waiting_harm(wait: Any, promised: Any, rule: ExperienceRule) -> Single:
    """Quality lost by waiting ``wait`` minutes when ``promised`` are accepted."""
    over = (wait - promised) / (np.maximum(promised, ONE) * np.float32(rule.wait_patience))
    harm: Single = unit(over) * rule.wait_harm
    return harm


def turn_to_the_desk(world: World) -> None:
    """Those who ask or complain come to their firm's desk at some moment of the week."""
    asking, firm, block = _coming(world)
    order = (firm * LANE + asking.moment).argsort(kind="stable")
    world.desk, arrived, works, complaints, count = _line_up(
        firm, block, asking, order, world.facilities.contact, exponential_table(), float(world.env.now)
    )
    contacts, start = (arrived.tolist(), works.tolist(), complaints.tolist()), 0
    for team, those in zip(world.teams, count.tolist(), strict=True):
        team.receive(*(each[start : start + those] for each in contacts))
        start += those


def _coming(world: World) -> tuple[Asking, NDArray[np.int64], NDArray[np.int64]]:
    """Who comes, of all blocks, to which firm and from which block."""
    asking = [purchases.asking for purchases in world.purchases]
    firm = [purchases.choices.firm.take(purchases.asking.place) for purchases in world.purchases]
    if len(asking) == 1:
        return asking[0], firm[0], np.zeros(len(firm[0]), dtype=np.int64)
    block = np.arange(len(asking)).repeat([len(each.place) for each in asking])
    return Asking(*(np.concatenate(part) for part in zip(*asking, strict=True))), np.concatenate(firm), block


@kernel
def _line_up(
    firm: NDArray[np.int64],
    block: NDArray[np.int64],
    asking: Asking,
    order: NDArray[np.int64],
    minutes: Doubles,
    luck: Single,
    now: float,
) -> tuple[Desk, Doubles, Doubles, NDArray[np.bool_], NDArray[np.int64]]:
    """Contacts in their ``order``: when they arrive, how much work they are, whether they complain; and how many.

    Times are in weeks. ``minutes`` is what the average contact of each firm takes a fully skilled employee.
    """
    count, contacts = len(order), np.zeros(len(minutes), np.int64)
    desk = Desk(np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count, np.int64))
    arrived, works, complaints = np.empty(count), np.empty(count), np.empty(count, np.bool_)
    for contact in range(count):
        here = order[contact]
        desk.firm[contact], desk.block[contact], desk.place[contact] = firm[here], block[here], asking.place[here]
        arrived[contact] = (asking.moment[here] + 0.5) / LANE + now
        works[contact] = luck[asking.work[here]] * minutes[firm[here]]
        complaints[contact] = asking.complaint[here]
        contacts[firm[here]] += 1
    return desk, arrived, works, complaints, contacts


def leave_the_desk(world: World) -> None:
    """When the week closes every wait is known: it harms the experience, and it enters the books."""
    for team in world.teams:
        team.close()
    if not len(world.desk.firm):
        return
    waits = np.fromiter(chain.from_iterable(team.contacts.wait for team in world.teams), np.float64)
    served = np.fromiter(chain.from_iterable(team.contacts.served for team in world.teams), np.bool_)
    harm, minutes = _wait(
        world.numbers, world.desk.firm, waits, world.facilities.minutes, world.facilities.promised_wait
    )
    for index, purchases in enumerate(world.purchases):
        here = world.desk.block == index
        place = world.desk.place[here]
        purchases.harm[place] = harm[here]
        purchases.served[place] = served[here]
    for firm, team, waited in zip(world.firms, world.teams, minutes.tolist(), strict=True):
        firm.round.contacts += len(team.contacts)
        firm.round.complaints += team.contacts.complaint.count(True)
        firm.round.wait_minutes += waited


@kernel
def _wait(
    model: Sequence[Model], firm: NDArray[np.int64], waits: Doubles, week: Doubles, promised: Single
) -> tuple[Single, Doubles]:
    """The harm that each contact's wait did, and the minutes that each firm's customers waited in all."""
    harm, minutes = np.empty(len(waits), np.float32), np.zeros(len(week))
    for contact in range(len(waits)):
        own = firm[contact]
        waited = waits[contact] * week[own]
        harm[contact] = waiting_harm(np.float32(waited), promised[own], model[0].experience)
        minutes[own] += waited
    return harm, minutes
