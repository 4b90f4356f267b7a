"""Dedicated personal assistance (concept C2): managers, each with a portfolio of customers of their own.

The customers who are worth most get one. They never queue, their complaints are handled well, they are not
forgotten, and being somebody's customer is a benefit that feeds commitment. A manager costs the same whatever
the portfolio is worth, so only customers of high value pay for one.
"""

from collections.abc import Generator
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.market.cross_selling import basket_factor
from sim.market.holders import benefit_of
from sim.market.state import Block, FirmState, Single, which
from sim.market.tenure import payments
from sim.market.world import Purchases, World
from sim.scenario.relations import DedicatedRule
from sim.scenario.schema import MOST_EMPLOYEES

Places = NDArray[np.intp]

_KNOWN_WEEKS = 13.0
"""Weeks added to a customer's tenure, so that one large purchase is no habit yet."""


def managers_paid_for(money: float, wage: float, rule: DedicatedRule) -> int:
    """Managers whose salaries ``money`` a week covers; what is left over is spent on them all the same."""
    return min(MOST_EMPLOYEES, int(money / (wage * rule.salary) + 1e-9))


def most_worth(worth: Single, places: int) -> Places:
    """The ``places`` positions of the highest ``worth``, above 0; of equals the first."""
    worthy = which(worth > 0)
    if places <= 0:
        return worthy[:0]
    if len(worthy) <= places:
        return worthy
    known = worth.take(worthy)
    least = np.partition(known, len(known) - places)[len(known) - places]
    candidates = worthy[known >= least]
    order = np.argsort(-worth.take(candidates), kind="stable")
    return np.sort(candidates.take(order[:places]))


def dedicated_assistance(world: World) -> None:
    """Managers are hired and let go as the money says; at reviews customers are given one, or lose it."""
    rule = world.scenario.model.dedicated
    for index, firm in enumerate(world.firms):
        size = managers_paid_for(firm.weekly["account_managers"], firm.spec.wage, rule)
        if not (size or firm.managers or firm.managers_arriving):
            continue
        fewer = _staff(world, firm, size)
        if world.review or fewer:
            _assign(world, index)


def _staff(world: World, firm: FirmState, size: int) -> bool:
    """Brings the managers to ``size``: hires after a lead time, lets go at once. True if there are fewer now."""
    for _ in range(size - firm.managers - firm.managers_arriving):
        firm.managers_arriving += 1
        world.env.process(_hire(world, firm))
    fewer = size < firm.managers
    firm.managers = min(firm.managers, size)
    return fewer


def _hire(world: World, firm: FirmState) -> Generator[simpy.Event, Any, None]:
    yield from world.sleep(world.scenario.model.dedicated.hiring_weeks)
    firm.managers_arriving -= 1
    firm.managers += 1


def weekly_spending(world: World, index: int) -> Single:
    """Money that each customer of a firm has spent there in a week since joining, as known so far; shape (N,)."""
    state, rule = world.state, world.scenario.model.cross_selling
    tenure = np.maximum(world.week - state.joined_week[index], 0).astype(np.float32)
    each_time = state.basket * basket_factor(state.products[index], rule) * np.float32(world.firms[index].price)
    return np.asarray(each_time * payments(world, index) / (tenure + np.float32(_KNOWN_WEEKS)))


def _assign(world: World, index: int) -> None:
    """Places go to the customers who spend most a week; who has a manager keeps it unless clearly outdone."""
    rule, state, firm = world.scenario.model.dedicated, world.state, world.firms[index]
    worth = weekly_spending(world, index)
    worth *= 1 + state.managed[index] * np.float32(rule.keep - 1)
    worth *= (state.rung[index] >= world.rungs.first_customer) & (state.purchases[index] >= rule.purchases)
    state.managed[index] = False
    chosen = most_worth(worth, firm.managers * rule.portfolio)
    state.managed[index, chosen] = True
    known = state.knowledge[index, chosen]
    state.knowledge[index, chosen] = known + (1 - known) * np.float32(rule.learns)


def care_of_managers(world: World, block: Block) -> Single | None:
    """The benefit of having a manager, as far as one's segment expects it; shape (F, block)."""
    if not block.state.managed.any():
        return None
    rule = world.scenario.model.dedicated
    expects = [kind.expects.dedicated * rule.benefit for kind in world.scenario.market.segments]
    worth = np.array([expects for _ in world.firms], dtype=np.float32)
    return benefit_of(world.arrays, world.state.managed, worth, block.slots.start, block.slots.stop)


def turn_to_managers(world: World) -> None:
    """Customers with a manager take what they ask or complain about there, and not to the desk."""
    if not any(firm.managers for firm in world.firms):
        return
    world.purchases = [_attended(world, purchases) for purchases in world.purchases]
    for purchases in world.purchases:
        heard = np.bincount(purchases.choices.firm.take(purchases.cared), minlength=len(world.firms))
        for firm, complaints in zip(world.firms, heard.tolist(), strict=True):
            firm.round.complaints += complaints


def _attended(world: World, purchases: Purchases) -> Purchases:
    asking = purchases.asking
    managed = world.state.managed.reshape(-1).take(purchases.choices.keys.take(asking.place))
    if not managed.any():
        return purchases
    return purchases._replace(asking=asking.where(~managed), cared=asking.place[managed & asking.complaint])
